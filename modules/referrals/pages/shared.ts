import { smallAreas } from '#modules/areas'
import { content } from '#modules/model'
import { NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import type { Visit } from '#platform/module'
import { loadReferral, type Referral } from '../store/referrals.ts'
import { holdReferrals } from '../store/work.ts'

export const purpose = 'referral'
export const marking = 'OFFICIAL-SENSITIVE'
/** Who may ask for help. */
export const makers = ['referrer', 'practitioner', 'coordinator'] as const
/** Who opens pages about referrals; the policies decide what of them each reads. */
export const readers = [...makers, 'chair'] as const
/** Who sorts what comes in. */
export const sorters = ['coordinator'] as const

/** The referral in the address, or NotFound where the present actor may not know of it. */
export async function referralIn({ tx, params }: Visit): Promise<Referral> {
  const id = params['id'] ?? ''
  const referral = isUuid(id) ? await loadReferral(tx, id) : undefined
  if (referral === undefined) throw new NotFound()
  return referral
}

/** The same, held until it was written to: so nobody decides on what somebody else changed a moment ago. */
export async function heldReferral(visit: Visit): Promise<Referral> {
  const id = visit.params['id'] ?? ''
  if (isUuid(id)) await holdReferrals(visit.tx, [id])
  return referralIn(visit)
}

/** What kinds of violence are called. */
export async function kindNames({ tx }: Visit): Promise<Map<string, string>> {
  return new Map((await content(tx, 'kinds')).map(({ id, name }) => [id, name]))
}

/** What small areas are called. */
export async function areaNames({ tx }: Visit): Promise<Map<string, string>> {
  return new Map((await smallAreas(tx)).map(({ code, name }) => [code, name]))
}

/** What is not on the list of kinds is shown as it was written. */
export function kindsInWords(kinds: readonly string[], names: ReadonlyMap<string, string>): string {
  return kinds.map(kind => (kind === 'not-sure' ? 'Not sure which' : (names.get(kind) ?? kind))).join(', ')
}

const precision = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
} as const

/** "27 March 2010", "March 2010", "2010", "About 15" or "Not known". */
export function bornInWords(it: {
  readonly born: string | null
  readonly born_precision: 'day' | 'month' | 'year' | 'unknown'
  readonly about_age: number | null
}): string {
  if (it.born !== null && it.born_precision !== 'unknown')
    return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...precision[it.born_precision] }).format(
      new Date(it.born),
    )
  return it.about_age === null ? 'Not known' : `About ${it.about_age} years old`
}

/** How the person is called in what was told. */
export function toldName(it: {
  readonly given_name: string | null
  readonly family_name: string | null
  readonly known_as: string | null
}): string {
  const name = [it.given_name, it.family_name].filter(Boolean).join(' ')
  if (name === '') return it.known_as ?? ''
  return it.known_as === null ? name : `${name}, known as ${it.known_as}`
}
