// The shapes of the rows, equal to what the imports of modules/incidents read from a file; written again here because the
// example reaches modules only through their doors.

export type TimePrecision = 'month' | 'day' | 'hour' | 'minute'
export type Provenance = 'reported' | 'discovered' | 'health' | 'school' | 'community' | 'unknown'

export type IncidentFlags = {
  readonly online: boolean | null
  readonly domestic: boolean | null
  readonly weapon: boolean | null
  readonly injury: boolean | null
}

export type IncidentRow = {
  readonly externalId: string | null
  /** YYYY-MM */
  readonly month: string
  /** Local date, or date and time, to the stated precision; null when only the month is known. */
  readonly occurred: string | null
  readonly precision: TimePrecision
  readonly category: string
  readonly longitude: number | null
  readonly latitude: number | null
  readonly lsoa: string | null
  readonly location: string | null
  readonly reportedBy: string
  readonly source: 'police.uk' | 'partnership'
  readonly provenance: Provenance
  /** 1 (least) to 10 (most). */
  readonly severity: number | null
  readonly flags: IncidentFlags
  readonly groupA: string | null
  readonly groupB: string | null
  readonly outcome: string | null
}

export type HospitalAssaultRow = {
  readonly source: 'istv'
  readonly site: string
  readonly periodStart: string
  readonly periodEnd: string
  readonly arrived: string | null
  readonly occurred: string
  readonly precision: TimePrecision
  readonly month: string
  readonly method: string
  readonly methodOther: string | null
  readonly locationType: string
  readonly locationDescription: string | null
}
