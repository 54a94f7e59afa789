import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { formErrors, type Parsed } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, type Visit, view } from '#platform/module'
import { type Secrets, secretsOf } from '#platform/secrets'
import { worldCollections } from '../collections.ts'
import { nameOf } from '../rules/names.ts'
import { type World, worldRoles } from '../rules/worlds.ts'
import { type PersonRecord, personById } from '../store/records.ts'

export const purpose = 'people'
export const marking = 'OFFICIAL-SENSITIVE'

const everyWorld = Object.keys(worldCollections) as World[]

/** The roles that work with records of any world. */
export const peopleRoles = [...new Set(everyWorld.flatMap(world => worldRoles[world].map(({ role }) => role)))]
/** The roles that may ask whether somebody is known. */
export const askingRoles = ['referrer', 'practitioner', 'coordinator', 'intelligence-lead', 'police-analyst'] as const
/** The roles that may open a record in an emergency. */
export const emergencyRoles = ['referrer', 'practitioner', 'coordinator'] as const

export const todayOf = ({ now }: Visit): string => ukDay(now)
export const secretsIn = ({ config }: Visit): Secrets => secretsOf(config)

/** The id in the address, or NotFound. */
export function idIn({ params }: Visit): string {
  const id = params['id'] ?? ''
  if (!isUuid(id)) throw new NotFound()
  return id
}

/** The record in the address, or NotFound where the present actor may not read it. */
export async function personIn(visit: Visit): Promise<PersonRecord> {
  const person = await personById(visit.tx, idIn(visit))
  if (person === undefined) throw new NotFound()
  return person
}

/** How a person is called on a page. */
export const titleOf = ({ given_name, family_name }: PersonRecord): string =>
  nameOf({ givenName: given_name, familyName: family_name })

const levelWords: readonly (readonly [number, string])[] = [
  [40, 'Reads and changes it, and decides who else may'],
  [30, 'Reads and changes it'],
  [20, 'Reads it'],
  [10, 'Knows that it exists'],
]

/** What a level of access allows, in words. */
export function levelInWords(level: number): string {
  return levelWords.find(([least]) => level >= least)?.[1] ?? ''
}

const precision = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
} as const

/** "27 March 2010", "March 2010", "2010" or "Not known". */
export function bornInWords({ born, born_precision }: Pick<PersonRecord, 'born' | 'born_precision'>): string {
  if (born === null || born_precision === 'unknown') return 'Not known'
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...precision[born_precision] }).format(new Date(born))
}

/** The page again, with what was sent and what to put right. Person pages are marked. */
export function again(
  template: string,
  visit: Visit,
  data: Readonly<Record<string, unknown>>,
  parsed: Exclude<Parsed<unknown>, { ok: true }>,
): Answer {
  return view(`people/views/${template}`, { ...data, answers: visit.body, errors: formErrors(parsed.errors) }, 422)
}
