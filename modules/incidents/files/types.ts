/** How exactly the time of an incident is known. */
export type TimePrecision = 'month' | 'day' | 'hour' | 'minute'

/** How an incident came to be known: told to someone, or found by the police looking. */
export type Provenance = 'reported' | 'discovered' | 'health' | 'school' | 'community' | 'unknown'

/** `null` where the source does not say. */
export type IncidentFlags = {
  readonly online: boolean | null
  readonly domestic: boolean | null
  readonly weapon: boolean | null
  readonly injury: boolean | null
}

export type IncidentRow = {
  /** The publisher's own reference. `null` where it gives none, as for anti-social behaviour on police.uk. */
  readonly externalId: string | null
  /** YYYY-MM */
  readonly month: string
  /** YYYY-MM-DD, or YYYY-MM-DDTHH:MM in local time; minutes are 00 when only the hour is known. `null` for a month alone. */
  readonly occurred: string | null
  readonly precision: TimePrecision
  /** The publisher's words for what happened. */
  readonly category: string
  readonly longitude: number | null
  readonly latitude: number | null
  /** As the file has it: a 2011 or a 2021 code. See lsoaVintage. */
  readonly lsoa: string | null
  readonly location: string | null
  readonly reportedBy: string
  readonly source: 'police.uk' | 'partnership'
  readonly provenance: Provenance
  /** 1 (least) to 10 (most), on the partnership's own scale. */
  readonly severity: number | null
  readonly flags: IncidentFlags
  readonly groupA: string | null
  readonly groupB: string | null
  readonly outcome: string | null
}

/** An assault told to hospital staff. Its own kind of row, so that it can never be added to police counts. */
export type HospitalAssaultRow = {
  readonly source: 'istv'
  readonly site: string
  /** YYYY-MM-DD, as the sender states the period. */
  readonly periodStart: string
  readonly periodEnd: string
  readonly arrived: string | null
  readonly occurred: string
  readonly precision: TimePrecision
  /** YYYY-MM of the assault. */
  readonly month: string
  readonly method: string
  readonly methodOther: string | null
  readonly locationType: string
  readonly locationDescription: string | null
}
