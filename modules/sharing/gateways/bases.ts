// Which lawful bases and conditions fit a proposal. A gateway is not a lawful basis; a record needs both.
import type { Facts } from './disclosure.ts'
import {
  type Finding,
  flagWords,
  holds,
  met,
  type Outcome,
  outcomeOf,
  refused,
  unconfirmedFlag,
  unmetNeeds,
  unsure,
} from './findings.ts'
import { inForceFinding } from './in-force.ts'
import type { Law } from './law.ts'
import type { Regime } from './regime.ts'
import type { Basis, BasisFamily } from './schema.ts'

export type BasisAnswer = {
  readonly id: string
  readonly family: BasisFamily
  readonly reference: string
  readonly name: string
  readonly summary: string
  readonly outcome: 'fits' | 'does_not_fit' | 'confirm'
  readonly reasons: readonly Finding[]
  /** For Article 9 and 10: the Schedule 1 conditions, one of which must be recorded with it. */
  readonly pairedWith: readonly string[]
  /** Whether an appropriate policy document must be in place for this recipient. */
  readonly policyDocument: boolean
  readonly mappingStatus: Basis['mappingStatus']
}

/** The families a record of this proposal must draw from. None when nothing identifies a person. */
export function familiesNeeded(facts: Facts, regime: Regime): BasisFamily[] {
  if (!facts.identifies) return []
  const part2 = regime === 'part_3' ? [] : part2Families(facts)
  const part3 = regime === 'part_2' ? [] : part3Families(facts)
  return [...part2, ...part3]
}

function part2Families({ classes }: Facts): BasisFamily[] {
  const special = classes.some(kind => kind.special)
  const offence = classes.some(kind => kind.offence)
  return [
    'article_6',
    ...(special ? (['article_9'] as const) : []),
    ...(offence ? (['article_10'] as const) : []),
    ...(special || offence ? (['schedule_1'] as const) : []),
  ]
}

function part3Families({ classes }: Facts): BasisFamily[] {
  return classes.some(kind => kind.special) ? ['part_3', 'schedule_8'] : ['part_3']
}

/**
 * Every basis of the families needed, with whether it fits and why. `duty` is the best answer of any duty or court gateway,
 * on which a legal obligation rests.
 */
export function assessBases(
  facts: Facts,
  law: Law,
  day: string,
  families: BasisFamily[],
  duty: Outcome,
): BasisAnswer[] {
  return [...law.bases.values()]
    .filter(basis => families.includes(basis.family))
    .map(basis => answerFor(basis, basisFindings(basis, facts, law, day, duty), facts))
}

function answerFor(basis: Basis, reasons: Finding[], facts: Facts): BasisAnswer {
  const { id, family, reference, name, summary, mappingStatus } = basis
  const outcome = { can: 'fits', cannot: 'does_not_fit', confirm: 'confirm' } as const
  return {
    id,
    family,
    reference,
    name,
    summary,
    mappingStatus,
    outcome: outcome[outcomeOf(reasons)],
    reasons,
    pairedWith: basis.pairedWith ?? [],
    policyDocument: needsPolicyDocument(basis, facts),
  }
}

function basisFindings(basis: Basis, facts: Facts, law: Law, day: string, duty: Outcome): Finding[] {
  return [
    inForceFinding(basis.name, law.provisions.get(basis.provision), day),
    ...openness(basis, facts, law),
    ...purposeFindings(basis, facts),
    ...unmetNeeds(basis.needs, facts.circumstances, facts.identifies),
    ...(basis.needsDuty === undefined ? [] : dutyFindings(basis.needsDuty, duty)),
  ]
}

function openness({ openTo, closedTo }: Basis, { from }: Facts, law: Law): Finding[] {
  const open = openTo === undefined ? 'yes' : holds(from, openTo.flags)
  const closed = closedTo === undefined ? 'no' : holds(from, closedTo.flags)
  return [
    ...(openTo !== undefined && open === 'yes' ? [met(`You act as ${flagWords(openTo.flags, law)}.`)] : []),
    ...(openTo !== undefined && open === 'no' ? [refused(openTo.because)] : []),
    ...(openTo !== undefined && open === 'unsure' ? [unconfirmedFlag(from, openTo.flags, law)] : []),
    ...(closedTo !== undefined && closed === 'yes' ? [refused(closedTo.because)] : []),
    ...(closedTo !== undefined && closed === 'unsure' ? [unconfirmedFlag(from, closedTo.flags, law)] : []),
  ]
}

function purposeFindings(basis: Basis, { purpose }: Facts): Finding[] {
  if (basis.purposes === 'any' || basis.purposes.includes(purpose.id)) return []
  return [refused(basis.purposesBecause ?? `${basis.name} is for other work. Your purpose is to ${purpose.label}.`)]
}

function dutyFindings(because: string, duty: Outcome): Finding[] {
  if (duty === 'can') return [met('A duty or a court order applies to this sharing.')]
  return [duty === 'confirm' ? unsure(`${because} Nobody has confirmed that yet.`) : refused(because)]
}

// DPA 2018 Schedule 1 paragraph 10(2): none is needed to disclose to a competent authority.
function needsPolicyDocument({ policyDocument }: Basis, { to }: Facts): boolean {
  if (policyDocument === 'not_to_competent_authority') return holds(to, ['competent_authority']) !== 'yes'
  return policyDocument === 'needed'
}
