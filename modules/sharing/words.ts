import type { Outcome } from './gateways/findings.ts'
import type { ProvisionState } from './gateways/in-force.ts'
import type { BasisFamily, Gateway } from './gateways/schema.ts'

export const marking = 'OFFICIAL-SENSITIVE'

export const decisionWords = { shared: 'Shared', not_shared: 'Not shared' } as const

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  can: 'Can be used',
  confirm: 'To be confirmed',
  cannot: 'Cannot be used',
}

export const gatewayKinds: Readonly<Record<Gateway['kind'], string>> = {
  power: 'Power: you may',
  duty: 'Duty: you must',
  common_law: 'Common law',
  court: 'Court order',
  not_a_gateway: 'Not a way to share',
}

export const familyWords: Readonly<Record<BasisFamily, string>> = {
  article_6: 'Article 6 lawful basis',
  article_9: 'Article 9 condition, for sensitive information',
  article_10: 'Article 10 condition, for offences',
  schedule_1: 'Schedule 1 condition',
  part_3: 'Part 3 ground, for law enforcement',
  schedule_8: 'Schedule 8 condition',
}

/** The name of the field that each family of lawful bases is chosen in: those of the record that the rules check. */
export const familyFields = {
  article_6: 'article6',
  article_9: 'article9',
  article_10: 'article10',
  schedule_1: 'schedule1',
  part_3: 'ground',
  schedule_8: 'schedule8',
} as const satisfies Record<BasisFamily, string>

export const stateWords: Readonly<Record<ProvisionState, string>> = {
  in_force: 'In force',
  not_yet: 'Not in force yet',
  ended: 'No longer in force',
  not_commenced: 'Passed, not started',
  confirm: 'To be confirmed',
}

export const mappingWords = { verified: 'Checked against the law', confirm: 'To be confirmed' } as const
