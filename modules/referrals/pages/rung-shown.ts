import type { Visit } from '#platform/module'
import { againWords, type Call } from '../forms/outside.ts'
import { calledBack } from '../rules/work.ts'
import { organisationById } from '../store/outside.ts'
import type { Referral } from '../store/referrals.ts'

const words: Readonly<Record<Call, string>> = {
  confirmed: 'It came from an organisation without an account. Somebody rang the number on record: it is theirs.',
  'not-reached':
    'It came from an organisation without an account, and nobody answered when they were rung: nobody has confirmed yet that it is theirs.',
  'not-theirs':
    'It came by the link of an organisation without an account. Somebody rang the number on record: they say that it is not theirs.',
}

const isCall = (what: string): what is Call => Object.hasOwn(words, what)

/** What came of ringing whoever asked, where they have no account; and for whoever sorts, whom to ring, and whether to ring again. */
export async function rungShown({ tx }: Visit, { outside, events }: Referral, sorts: boolean) {
  const call = calledBack(events)?.what ?? ''
  if (outside === null || !isCall(call)) return undefined
  const ring = sorts ? await organisationById(tx, outside) : undefined
  const calls = Object.entries(againWords).map(([value, text]) => ({ value, text }))
  return { text: words[call], unsure: call !== 'confirmed', again: sorts && call === 'not-reached', ring, calls }
}
