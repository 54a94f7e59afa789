import { plainName } from '#platform/files'

export type IncidentFileKind = 'police-street' | 'dated-incidents' | 'hospital-assaults'

type Signature = {
  readonly kind: IncidentFileKind | 'other'
  readonly words: string
  readonly columns: readonly string[]
}

/** The columns that only one kind of file has. The first that fits wins. */
const signatures: readonly Signature[] = [
  {
    kind: 'police-street',
    words: 'a street-level crime file of data.police.uk',
    columns: ['month', 'reported by', 'crime type', 'lsoa code'],
  },
  {
    kind: 'other',
    words: 'an outcomes file of data.police.uk, which is not used here',
    columns: ['month', 'reported by', 'outcome type'],
  },
  {
    kind: 'other',
    words: 'a stop and search file of data.police.uk, which is not used here',
    columns: ['type', 'date', 'legislation', 'object of search'],
  },
  {
    kind: 'hospital-assaults',
    words: 'a hospital assaults file (ISTV)',
    columns: ['assault method', 'assault location type'],
  },
  {
    kind: 'dated-incidents',
    words: "a file of the partnership's own dated incidents",
    columns: ['date', 'kind', 'provenance'],
  },
]

const signatureOf = (header: readonly string[]): Signature | undefined => {
  const names = new Set(header.map(plainName))
  return signatures.find(({ columns }) => columns.every(column => names.has(column)))
}

/** What kind of incident file has this header. XML has none: its reader says whether it fits. */
export function recogniseIncidents(header: readonly string[]): IncidentFileKind | undefined {
  const kind = signatureOf(header)?.kind
  return kind === 'other' ? undefined : kind
}

/** In words, for the sentence of a refusal. */
export function describeHeader(header: readonly string[]): string | undefined {
  return signatureOf(header)?.words
}
