import { addContact, contactsOf, removePart } from '#modules/people'
import { may } from '#platform/access'
import type { Transaction } from '#platform/database'
import { together } from './pages/happened.ts'
import { messageInWords } from './rules/words.ts'
import { type Content, contentsOf, earlierOf } from './store/triage.ts'

type Told = Pick<Content, 'reach_how' | 'reach_safety' | 'must_not_know'> & {
  // What was written before it was asked lacks it.
  readonly reach_message?: string | null
}
type Contact = Parameters<typeof addContact>[2]

/**
 * Writes how to reach them safely on the record of the person, where the present actor manages it: whoever opens the record must see
 * who must not know, and those who work on a case read no word of its referral. What was told last stands in the place of what was
 * told before. Twice changes nothing.
 */
export async function carryReach(tx: Transaction, referral: string, person: string): Promise<void> {
  const content = (await contentsOf(tx, [referral])).get(referral)
  if (content === undefined || !(await may(tx, 'manage', person))) return
  const told = contactOf(content)
  const before = (await earlierOf(tx, referral)).flatMap(({ content: earlier }) => contactOf(earlier) ?? [])
  const held = await contactsOf(tx, person)
  const stands = (it: Contact): boolean => told !== undefined && isSame(told, it)
  for (const it of held.filter(one => !stands(one) && before.some(old => isSame(old, one))))
    await removePart(tx, person, 'contact', it.id)
  if (told !== undefined && !held.some(stands)) await addContact(tx, person, told)
}

/** How to reach them, as a record holds it; undefined where nobody said anything of it. That nobody may is said too. */
export function contactOf({ reach_how, reach_safety, reach_message, must_not_know }: Told): Contact | undefined {
  const warned = reach_safety === 'never' || reach_safety === 'ask-first' || reach_message === 'no'
  if (reach_how === null && must_not_know === null && !warned) return undefined
  const safety = reach_safety === 'safe' || reach_safety === 'never' ? reach_safety : 'ask-first'
  return {
    kind: 'through-someone',
    value: together(reach_how ?? 'Nobody has said how', messageInWords(reach_safety, reach_message ?? null)),
    safety,
    must_not_know: must_not_know ?? '',
  }
}

const isSame = (a: Contact, b: Contact): boolean =>
  a.kind === b.kind && a.value === b.value && a.safety === b.safety && a.must_not_know === b.must_not_know
