import type { ProposedDisclosure } from '../gateways/disclosure.ts'
import { assess } from '../gateways/engine.ts'
import { checkRecord } from '../gateways/record.ts'
import type { NotSharedRecord, Person, Problem, SharedRecord } from '../gateways/record-types.ts'
import type { Law } from '../gateways/schema.ts'

/** What somebody decided about a proposal that is already written down. The recipients all work for the receiving agency. */
export type Decision =
  | (Omit<SharedRecord, 'disclosure' | 'on' | 'recipients'> & { readonly recipients: readonly Person[] })
  | Omit<NotSharedRecord, 'disclosure' | 'on'>

export type SharedDecision = Extract<Decision, { decision: 'shared' }>

export type Verdict =
  | { readonly may: true; readonly gatewayAnswer: 'can' | 'confirm'; readonly advice: readonly string[] }
  | {
      readonly may: false
      readonly problems: readonly Problem[]
      /** True where the law refuses what was chosen; false where something is only left blank. */
      readonly refusedByLaw: boolean
    }

/** Judges a decision by the law of that day. `receiver` is the name of the agency that the information goes to. */
export function judge(
  decision: Decision,
  disclosure: ProposedDisclosure,
  { law, on, receiver }: { law: Law; on: string; receiver: string },
): Verdict {
  const record =
    decision.decision === 'shared'
      ? {
          ...decision,
          disclosure,
          on,
          recipients: decision.recipients.map(person => ({ ...person, agency: receiver })),
        }
      : { ...decision, disclosure, on }
  const { problems, advice } = checkRecord(record, law)
  if (problems.length > 0) return { may: false, problems, refusedByLaw: isRefused(decision, disclosure, law, on) }
  return {
    may: true,
    gatewayAnswer: outcomeOfChosen(decision, disclosure, law, on) === 'can' ? 'can' : 'confirm',
    advice,
  }
}

function isRefused(decision: Decision, disclosure: ProposedDisclosure, law: Law, on: string): boolean {
  if (decision.decision === 'not_shared') return false
  const { lawfulBases } = assess(disclosure, law, on)
  const chosen = basisIds(decision)
  return (
    outcomeOfChosen(decision, disclosure, law, on) === 'cannot' ||
    lawfulBases.some(({ id, outcome }) => outcome === 'does_not_fit' && chosen.includes(id))
  )
}

function outcomeOfChosen(decision: Decision, disclosure: ProposedDisclosure, law: Law, on: string) {
  if (decision.decision === 'not_shared') return undefined
  return assess(disclosure, law, on).gateways.find(({ id }) => id === decision.gateway)?.outcome
}

/** The ids of every lawful basis and condition that a decision names. */
export function basisIds({ lawfulBasis: basis }: Pick<SharedDecision, 'lawfulBasis'>): string[] {
  if (basis.regime === 'not_personal') return []
  const named =
    basis.regime === 'part_3'
      ? [basis.ground, basis.schedule8]
      : [basis.article6, basis.article9, basis.article10, ...(basis.schedule1 ?? [])]
  return named.flatMap(id => (id === undefined || id === '' ? [] : [id]))
}

/**
 * Whether the receiving agency may open the record. Where a second person must agree before such information is shared (a
 * refuge address, a support service's notes), the record stays with whoever made it and with governance.
 */
export function opensToReceiver(decision: Decision, information: readonly string[], law: Law): boolean {
  return decision.decision === 'shared' && !information.some(id => law.classes.get(id)?.secondPerson !== false)
}
