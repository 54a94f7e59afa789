// Small invented things for tests, made so that a test reads as a sentence:
//   anIncident({ between: ['GROUP-AMBER', 'GROUP-BIRCH'], daysAgo: 3 })
//   aTension({ about: 'online', reportedBy: 'teacher' })
//   aPerson({ aged: 15, called: 'Rhys Merriwyn' })
// Whatever the test does not say is ordinary and always the same.
import { addDays, birthday } from './days.ts'
import { categories } from './incidents/categories.ts'
import type { IncidentRow } from './incidents/rows.ts'
import type { Person } from './people/types.ts'
import type { TensionReport } from './tensions.ts'

/** The day on which fixtures are made. */
export const fixtureToday = '2026-11-21'

type IncidentWishes = Partial<Omit<IncidentRow, 'groupA' | 'groupB'>> & {
  readonly daysAgo?: number
  readonly between?: readonly [string, string]
}

/** An assault without injury last week in one small area, unless the test says otherwise. */
export function anIncident({ daysAgo = 7, between, ...wishes }: IncidentWishes = {}): IncidentRow {
  const date = addDays(fixtureToday, -daysAgo)
  const category = categories.find(({ words }) => words === (wishes.category ?? 'Assault without injury'))
  const flag = (name: 'online' | 'domestic' | 'weapon' | 'injury'): boolean => category?.flags.includes(name) ?? false
  return {
    externalId: 'EX-000001',
    month: (wishes.occurred ?? date).slice(0, 7),
    occurred: `${date}T21:30`,
    precision: 'minute',
    category: 'Assault without injury',
    longitude: -1.47,
    latitude: 52.52,
    lsoa: 'X01000050',
    location: null,
    reportedBy: 'Police, told by the public (synthetic)',
    source: 'partnership',
    provenance: 'reported',
    severity: category?.severity ?? null,
    flags: { online: flag('online'), domestic: flag('domestic'), weapon: flag('weapon'), injury: flag('injury') },
    groupA: between?.[0] ?? null,
    groupB: between?.[1] ?? null,
    outcome: null,
    ...wishes,
  }
}

type TensionWishes = Partial<TensionReport> & { readonly daysAgo?: number; readonly lastsDays?: number }

/** A report by the youth worker of something seen at a place yesterday, that lasts four weeks, unless the test says otherwise. */
export function aTension({ daysAgo = 1, lastsDays = 28, ...wishes }: TensionWishes = {}): TensionReport {
  const date = addDays(fixtureToday, -daysAgo)
  return {
    key: 'tension-01',
    about: 'place',
    areaCode: 'X01000050',
    place: 'The bus station',
    what: 'Two groups of young people shouted at each other.',
    basis: 'seen',
    sureness: 'likely',
    recency: 'this-week',
    provenance: 'community',
    handling: 'partners',
    happenedOn: date,
    expiresOn: addDays(date, lastsDays),
    reportedAt: `${date}T16:00`,
    reportedBy: 'youth-worker',
    conflict: null,
    ...wishes,
  }
}

type PersonWishes = Partial<Omit<Person, 'name'>> & {
  /** Whole years on the fixtures' day. */
  readonly aged?: number
  /** Given and family name. */
  readonly called?: string
  /** Given and family names that the person also goes by. */
  readonly alsoCalled?: readonly string[]
}

const nameOf = (words: string): Person['name'] => {
  const [given = '', ...family] = words.split(' ')
  return { given, middle: null, family: family.join(' ') }
}

/** A child of fourteen at an invented school, with an NHS number of the test range, unless the test says otherwise. */
export function aPerson({
  aged = 14,
  called = 'Robin Oakhollin',
  alsoCalled = [],
  ...wishes
}: PersonWishes = {}): Person {
  return {
    key: 'person-0001',
    name: nameOf(called),
    alsoKnownAs: alsoCalled.map(nameOf),
    born: addDays(birthday(fixtureToday, -aged), -100),
    sex: 'male',
    ethnicity: 'Not known',
    language: 'English',
    residences: [{ address: 'address-0001', from: '2020-01-01', until: null }],
    school: 'school-secondary-04',
    identifiers: [{ scheme: 'nhs', value: '9990000077' }],
    ...wishes,
  }
}
