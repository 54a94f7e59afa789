// What the tests of this folder share: the law as the repository keeps it, and short ways to write a proposal.
import { join } from 'node:path'
import type { ProposedDisclosure } from './disclosure.ts'
import { assess, type GatewayAnswer } from './engine.ts'
import { type Law, readLaw } from './law.ts'
import type { SharedRecord } from './record-types.ts'

export const lawDirectory = join(import.meta.dirname, '../../../partnerships/common/sharing')
export const law = readLaw(lawDirectory)

/** The day the worked cases are judged on unless they say another. */
export const today = '2026-11-21'

/** The law, supposing that a provision came into force on a day. */
export function supposing(base: Law, provision: string, from: string): Law {
  const found = base.provisions.get(provision)
  if (found === undefined) throw new Error(`legislation.yaml has no "${provision}" to suppose in force.`)
  return { ...base, provisions: new Map(base.provisions).set(provision, { ...found, status: 'in_force', from }) }
}

/** One gateway's answer for a proposal. */
export function answerOf(gateway: string, proposal: ProposedDisclosure, on = today, from = law): GatewayAnswer {
  const found = assess(proposal, from, on).gateways.find(({ id }) => id === gateway)
  if (found === undefined) throw new Error(`gateways.yaml has no "${gateway}".`)
  return found
}

/** A nurse tells children's social care about a child who may be suffering significant harm. */
export const nurseToSocialCare: ProposedDisclosure = {
  from: 'nhs_trust',
  to: 'council_childrens_social_care',
  information: ['patient_information', 'safeguarding'],
  purpose: 'protect_child',
  circumstances: ['concerns_child', 'child_significant_harm', 'public_interest_outweighs', 'cannot_ask_for_agreement'],
}

/** The finished record of that disclosure, with nothing missing. */
export const nurseRecord: SharedRecord = {
  decision: 'shared',
  disclosure: nurseToSocialCare,
  on: today,
  gateway: 'ca1989_s47',
  lawfulBasis: { regime: 'part_2', article6: 'art6_1_e', article9: 'art9_2_g', schedule1: ['sch1_para18'] },
  necessity: 'The enquiry cannot judge the risk without the injury and its date.',
  whatWasShared: 'The injury seen on 20 November, and what the child said.',
  recipients: [{ name: 'Sample Worker', role: 'social worker', agency: 'Sample council' }],
  authorisedBy: { name: 'Sample Nurse', role: 'named nurse' },
  told: { answer: 'no', reasons: ['asking_raises_risk'], explanation: 'The person feared lives in the home.' },
  consentToService: 'not_sought',
  noConsentReasons: ['child_significant_harm'],
  confidence: 'The child may be hurt again, and that outweighs privacy.',
  policyDocument: 'Safeguarding policy document, version 3',
}
