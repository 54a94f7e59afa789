// One test of one gateway or basis gives findings; together they give the answer.
import type { Law } from './law.ts'
import type { AgencyFunction, Need } from './schema.ts'
import { listed } from './words.ts'

/**
 * met: this test is passed. missing: it would pass once something is done or answered. refused: it cannot pass.
 * unsure: nobody has confirmed the law on this point.
 */
export type Verdict = 'met' | 'missing' | 'refused' | 'unsure'
export type Finding = { readonly verdict: Verdict; readonly text: string }
export type Outcome = 'can' | 'cannot' | 'confirm'

/** A refusal or something missing always wins; then doubt; only then "can". */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  if (findings.some(({ verdict }) => verdict === 'refused' || verdict === 'missing')) return 'cannot'
  return findings.some(({ verdict }) => verdict === 'unsure') ? 'confirm' : 'can'
}

export const met = (text: string): Finding => ({ verdict: 'met', text })
export const missing = (text: string): Finding => ({ verdict: 'missing', text })
export const refused = (text: string): Finding => ({ verdict: 'refused', text })
export const unsure = (text: string): Finding => ({ verdict: 'unsure', text })

/** Whether a function is one of the things the flags describe: yes, no, or nobody has confirmed it. */
export function holds(who: AgencyFunction, flags: readonly string[]): 'yes' | 'no' | 'unsure' {
  if (flags.some(flag => who.flags.includes(flag))) return 'yes'
  return flags.some(flag => who.unsureFlags.includes(flag)) ? 'unsure' : 'no'
}

/** The flags in words: "the police, adult social care or a prison". */
export function flagWords(flags: readonly string[], law: Law): string {
  return listed(
    flags.map(flag => law.flags.get(flag)?.label ?? flag),
    'or',
  )
}

/** The sentence for a flag that nobody has confirmed for this function. */
export function unconfirmedFlag(who: AgencyFunction, flags: readonly string[], law: Law): Finding {
  const doubtful = flags.filter(flag => who.unsureFlags.includes(flag))
  return unsure(
    `Nobody has confirmed whether ${who.label} is ${flagWords(doubtful, law)}. Ask your information-governance lead.`,
  )
}

/** One "missing" finding for every need that no answered question meets. */
export function unmetNeeds(needs: readonly Need[], answered: ReadonlySet<string>, identifies: boolean): Finding[] {
  return needs
    .filter(need => need.when === 'always' || identifies)
    .filter(need => !need.anyOf.some(id => answered.has(id)))
    .map(need => missing(need.because))
}
