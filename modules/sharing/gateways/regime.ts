// Which rules of data protection law apply. They belong to what somebody does with information, never to the record itself:
// one record can be under Part 2 for the council that holds it and Part 3 for the police who use it.
import { holds } from './findings.ts'
import type { AgencyFunction, Purpose } from './schema.ts'

/** part_2: the UK GDPR. part_3: law enforcement. confirm: nobody has confirmed whether the body is a competent authority. */
export type Regime = 'part_2' | 'part_3' | 'confirm'

/** The regime for one body using information for one purpose (DPA 2018 sections 30 and 31). */
export function regimeOf(who: AgencyFunction, purpose: Purpose): Regime {
  if (!purpose.lawEnforcement) return 'part_2'
  const competent = holds(who, ['competent_authority'])
  if (competent === 'unsure') return 'confirm'
  return competent === 'yes' ? 'part_3' : 'part_2'
}

/** The regime in a sentence. */
export function regimeSentence(who: AgencyFunction, purpose: Purpose): string {
  const doing = `When ${who.label} does this to ${purpose.label}`
  switch (regimeOf(who, purpose)) {
    case 'part_2':
      return `${doing}, the UK GDPR applies (Part 2).`
    case 'part_3':
      return `${doing}, the law enforcement rules apply (Part 3).`
    case 'confirm':
      return `${doing}, nobody has confirmed whether Part 2 or Part 3 applies. Ask your information-governance lead.`
  }
}
