/** The names under which sources are stored with their counts. */
export type StoredSource = 'police.uk' | 'partnership' | 'istv'

/**
 * A source of incidents. The three are never added together: the same assault may be in all of them, or in one alone.
 */
export type Source = {
  /** Its name in addresses. */
  readonly key: 'police' | 'partners' | 'hospital'
  readonly stored: StoredSource
  /** The kind of import that brings it in. */
  readonly importedAs: string
  /** Published for anyone by its publisher. Everything else is the partners' own. */
  readonly open: boolean
  readonly title: string
  readonly hint: string
  /** What is counted, in the plural. */
  readonly unit: string
  /** What all its kinds are kinds of: "... is the largest kind of recorded crime and disorder". */
  readonly ofAllKinds: string
  /** The kind that is shown first; all kinds where there is none. */
  readonly usualKind: string
  readonly attribution: string
}

export const sources: readonly Source[] = [
  {
    key: 'police',
    stored: 'police.uk',
    importedAs: 'police-street',
    open: true,
    title: 'Street-level crime that the police publish',
    hint: 'Open data. Only the month is known, and places are moved to a nearby map point.',
    unit: 'incidents',
    ofAllKinds: 'recorded crime and disorder',
    usualKind: 'police.violence_sexual',
    attribution: 'data.police.uk, Open Government Licence v3.0',
  },
  {
    key: 'partners',
    stored: 'partnership',
    importedAs: 'dated-incidents',
    open: false,
    title: 'The partners’ own dated incidents',
    hint: 'From partners, for analysis. No names. Many are also in the police figures.',
    unit: 'incidents',
    ofAllKinds: 'what partners recorded',
    usualKind: '',
    attribution: 'The partners’ own records',
  },
  {
    key: 'hospital',
    stored: 'istv',
    importedAs: 'hospital-assaults',
    open: false,
    title: 'Assaults told to hospital staff',
    hint: 'From emergency departments. No names, and no small areas. Many are also in the police figures.',
    unit: 'assaults',
    ofAllKinds: 'assault told to hospitals',
    usualKind: '',
    attribution: 'Information Sharing to Tackle Violence, from emergency departments',
  },
]

/** The source of that name in an address, or the first. */
export function sourceNamed(key: string): Source | undefined {
  return sources.find(source => source.key === key)
}

/** The subject of a picture: what is counted, of one kind or of all. */
export function subjectOf(source: Source, kindName: string | undefined): string {
  const all = source.key === 'hospital' ? 'assaults told to hospitals' : 'all incidents'
  if (kindName === undefined) return all
  return source.key === 'hospital' ? `${all} (${lowerFirst(kindName)})` : `incidents of ${lowerFirst(kindName)}`
}

/** The first letter made small, for use inside a sentence. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
