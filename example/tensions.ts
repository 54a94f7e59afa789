// A dozen tension reports: what people noticed about a place, a group or something online. They name nobody and they expire.
import type { County } from './county.ts'
import { addDays } from './days.ts'
import type { Provenance } from './incidents/rows.ts'

export type TensionReport = {
  readonly key: string
  readonly about: 'place' | 'group' | 'online'
  /** The code of the small area it is about. */
  readonly areaCode: string
  /** In words, where in that area. */
  readonly place: string
  readonly what: string
  readonly basis: 'seen' | 'heard-first-hand' | 'heard-second-hand' | 'read-online'
  readonly sureness: 'certain' | 'likely' | 'unsure'
  readonly recency: 'today' | 'this-week' | 'this-month' | 'older'
  readonly provenance: Exclude<Provenance, 'unknown'>
  readonly handling: 'partners' | 'tactical-only'
  readonly happenedOn: string
  readonly expiresOn: string
  /** Local date and time. */
  readonly reportedAt: string
  /** The key of the user who wrote it down. */
  readonly reportedBy: string
  /** The key of the conflict that it belongs to, known because it was invented; null when it belongs to none. */
  readonly conflict: string | null
}

/** How a report is written down here: days are counted back from the county's day. */
type Noted = Pick<TensionReport, 'about' | 'place' | 'what' | 'basis' | 'sureness' | 'provenance' | 'reportedBy'> & {
  readonly happened: number
  readonly reported: number
  readonly lastsDays: number
  readonly tacticalOnly?: true
  /** Position of the conflict it belongs to. */
  readonly conflict?: number
  /** Otherwise, position of the small area. */
  readonly area?: number
}

/** The three reports of the main story come first: a teacher, a youth worker, and a resident who rang the police. */
const noted: readonly Noted[] = [
  {
    about: 'online',
    place: 'A group chat used by pupils in years 10 and 11',
    what: 'Two groups of pupils are threatening each other in a group chat. Some messages say when and where they will meet after school on Friday.',
    basis: 'read-online',
    sureness: 'certain',
    provenance: 'school',
    reportedBy: 'teacher',
    happened: 20,
    reported: 19,
    lastsDays: 56,
    conflict: 0,
  },
  {
    about: 'group',
    place: 'The youth club and the bus stop outside it',
    what: 'Young people who used to come together now come on different nights. Several said they do not feel safe to walk home past the shops.',
    basis: 'heard-first-hand',
    sureness: 'likely',
    provenance: 'community',
    reportedBy: 'youth-worker',
    happened: 14,
    reported: 12,
    lastsDays: 56,
    conflict: 0,
  },
  {
    about: 'place',
    place: 'The path between the park and the parade of shops',
    what: 'A resident rang to say that two groups shouted at each other and ran off when a car stopped. She thought she saw something hidden under a coat, but is not sure.',
    basis: 'seen',
    sureness: 'unsure',
    provenance: 'reported',
    reportedBy: 'police-analyst',
    happened: 8,
    reported: 7,
    lastsDays: 28,
    conflict: 0,
  },
  {
    about: 'group',
    place: 'Around the skate park',
    what: 'A group that met here in the summer has stopped coming. Others say it is because of what happened last month.',
    basis: 'heard-second-hand',
    sureness: 'unsure',
    provenance: 'community',
    reportedBy: 'youth-worker',
    happened: 30,
    reported: 26,
    lastsDays: 28,
    conflict: 1,
  },
  {
    about: 'online',
    place: 'Short videos with place names in them',
    what: 'New videos make fun of another part of town and show where they were filmed. The comments are getting angrier.',
    basis: 'read-online',
    sureness: 'certain',
    provenance: 'discovered',
    reportedBy: 'intelligence-lead',
    happened: 6,
    reported: 5,
    lastsDays: 28,
    tacticalOnly: true,
    conflict: 1,
  },
  {
    about: 'place',
    place: 'The multi-storey car park',
    what: 'On three visits this week there were fresh signs of fires on the top level, and young people left when they saw the uniform.',
    basis: 'seen',
    sureness: 'certain',
    provenance: 'community',
    reportedBy: 'fire-visitor',
    happened: 3,
    reported: 2,
    lastsDays: 28,
    conflict: 2,
  },
  {
    about: 'group',
    place: 'The emergency department',
    what: 'Two patients with hand injuries came in an hour apart and their friends argued in the waiting room.',
    basis: 'seen',
    sureness: 'certain',
    provenance: 'health',
    reportedBy: 'nurse',
    happened: 11,
    reported: 11,
    lastsDays: 42,
    conflict: 2,
  },
  {
    about: 'group',
    place: 'Near the railway station',
    what: 'Two groups who used to keep apart were seen close to each other on two evenings. Nothing happened.',
    basis: 'seen',
    sureness: 'likely',
    provenance: 'discovered',
    reportedBy: 'intelligence-lead',
    happened: 25,
    reported: 24,
    lastsDays: 42,
    tacticalOnly: true,
    conflict: 3,
  },
  {
    about: 'place',
    place: 'The recreation ground',
    what: 'Neighbours fell out over noise from an evening football session. It was settled with help from the club.',
    basis: 'heard-first-hand',
    sureness: 'certain',
    provenance: 'community',
    reportedBy: 'youth-worker',
    happened: 75,
    reported: 74,
    lastsDays: 28,
    area: 300,
  },
  {
    about: 'online',
    place: 'A page about the village fair',
    what: 'Someone posted that there will be trouble at the fair. The account was new and the post was taken down.',
    basis: 'read-online',
    sureness: 'unsure',
    provenance: 'reported',
    reportedBy: 'police-analyst',
    happened: 50,
    reported: 49,
    lastsDays: 21,
    area: 230,
  },
  {
    about: 'place',
    place: 'The last bus on Saturdays',
    what: 'Drivers say that a few people who have been drinking frighten others on the late bus. It has been so for a month.',
    basis: 'heard-second-hand',
    sureness: 'likely',
    provenance: 'community',
    reportedBy: 'coordinator',
    happened: 9,
    reported: 4,
    lastsDays: 42,
    area: 160,
  },
  {
    about: 'place',
    place: 'A block of flats near the high street',
    what: 'On a home visit the stairs smelled of smoke, doors had been forced and a tenant seemed afraid of visitors who were not hers.',
    basis: 'seen',
    sureness: 'likely',
    provenance: 'community',
    reportedBy: 'fire-visitor',
    happened: 5,
    reported: 4,
    lastsDays: 42,
    area: 290,
  },
]

const recencyOf = (days: number): TensionReport['recency'] =>
  days === 0 ? 'today' : days <= 7 ? 'this-week' : days <= 31 ? 'this-month' : 'older'

/** The tension reports of a county, newest last by the day on which they were reported. */
export function buildTensions({ geography, conflicts, today }: County): TensionReport[] {
  const codeAt = (position: number): string => geography.areas[position]?.code ?? ''
  return noted.map((note, i) => {
    const { happened, reported, lastsDays, tacticalOnly, conflict: number, area = 0, ...words } = note
    const conflict = number === undefined ? undefined : conflicts[number]
    const spot = conflict?.spots[0]
    return {
      key: `tension-${String(i + 1).padStart(2, '0')}`,
      ...words,
      areaCode: codeAt(spot ? geography.locate(spot) : area),
      recency: recencyOf(happened - reported),
      handling: tacticalOnly ? 'tactical-only' : 'partners',
      happenedOn: addDays(today, -happened),
      expiresOn: addDays(today, lastsDays - reported),
      reportedAt: `${addDays(today, -reported)}T${String(9 + (i % 8)).padStart(2, '0')}:${String((i * 17) % 60).padStart(2, '0')}`,
      conflict: conflict?.key ?? null,
    }
  })
}
