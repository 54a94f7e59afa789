import { dayOf } from '#platform/days'
import type { LawfulBasis, Person, Problem, Told } from '../gateways/record-types.ts'
import type { Decision } from '../rules/decision.ts'
import { ticked } from './fields.ts'

type Body = Readonly<Record<string, unknown>>

/** A decision as the form had it, with what the form itself finds wrong: days that are no days, a question not answered. */
export type Read = { readonly decision: Decision; readonly problems: readonly Problem[] }

/** How many recipients the form has room for. */
export const recipientRows = [1, 2, 3, 4] as const

/**
 * The form of a decision to share, as the record that the rules check: what is left blank stays blank, and the rules say so.
 * `identifies` is false where nothing in the proposal names a person; `today` is a UK day.
 */
export function sharedDecision(body: Body, { identifies, today }: { identifies: boolean; today: string }): Read {
  const problems = identifies ? toldProblems(body, today) : []
  const decision = {
    decision: 'shared' as const,
    gateway: said(body, 'gateway'),
    lawfulBasis: identifies ? basisOf(body) : { regime: 'not_personal' as const },
    necessity: said(body, 'necessity'),
    whatWasShared: said(body, 'whatWasShared'),
    recipients: recipientRows.map(row => personOf(body, `recipient${row}`)).filter(isNamed),
    authorisedBy: personOf(body, 'authorisedBy'),
    told: toldOf(body, today),
    consentToService: said(body, 'consentToService'),
    noConsentReasons: chosen(body, 'noConsentReasons'),
    ...filledIn({ confidence: said(body, 'confidence'), policyDocument: said(body, 'policyDocument') }),
    ...namedPeople({
      confirmedBy: personOf(body, 'confirmedBy'),
      secondAuthoriser: personOf(body, 'secondAuthoriser'),
    }),
  }
  return { decision, problems: [...problems, ...tooLong(body)] }
}

/** The form of a decision not to share, as the record that the rules check. */
export function notSharedDecision(body: Body): Read {
  const lookAgainOn = dayOf(body, 'lookAgainOn')
  const decision = {
    decision: 'not_shared' as const,
    reason: said(body, 'reason'),
    explanation: said(body, 'explanation'),
    authorisedBy: personOf(body, 'authorisedBy'),
    ...filledIn({ lookAgainOn: lookAgainOn ?? '' }),
  }
  const noDay = lookAgainOn === '' ? [{ field: 'lookAgainOn', message: 'Enter a real day to look again' }] : []
  return { decision, problems: [...noDay, ...tooLong(body)] }
}

function basisOf(body: Body): LawfulBasis {
  const [ground, article6] = [said(body, 'ground'), said(body, 'article6')]
  if (ground !== '' && article6 === '')
    return { regime: 'part_3', ground, ...filledIn({ schedule8: said(body, 'schedule8') }) }
  const schedule1 = chosen(body, 'schedule1')
  return {
    regime: 'part_2',
    article6,
    ...filledIn({ article9: said(body, 'article9'), article10: said(body, 'article10') }),
    ...(schedule1.length === 0 ? {} : { schedule1 }),
  }
}

function toldProblems(body: Body, today: string): Problem[] {
  const answer = said(body, 'told')
  if (!['yes', 'planned', 'no'].includes(answer)) return [{ field: 'told', message: 'Say whether the person was told' }]
  if (answer === 'no') return []
  const day = dayOf(body, 'told_on') ?? ''
  if (day === '') return [{ field: 'told', message: 'Enter the day on which the person was told, or will be' }]
  return answer === 'yes' && day > today
    ? [{ field: 'told', message: 'That day is still to come. Choose that you plan to tell them.' }]
    : []
}

// Where the day is no day, the form has said so already and nothing is kept.
function toldOf(body: Body, today: string): Told {
  const answer = said(body, 'told')
  if (answer === 'yes' || answer === 'planned') return { answer, on: dayOf(body, 'told_on') || today }
  return { answer: 'no', reasons: chosen(body, 'toldReasons'), explanation: said(body, 'toldExplanation') }
}

const longest = 4_000

function tooLong(body: Body): Problem[] {
  return Object.entries(body)
    .filter(([, value]) => typeof value === 'string' && value.length > longest)
    .map(([field]) => ({ field, message: 'Use 4,000 characters or fewer' }))
}

function said(body: Body, name: string): string {
  const value = body[name]
  return typeof value === 'string' ? value.trim() : ''
}

function chosen(body: Body, name: string): string[] {
  const parsed = ticked.safeParse(body[name])
  return parsed.success ? parsed.data : []
}

const personOf = (body: Body, name: string): Person => ({
  name: said(body, `${name}_name`),
  role: said(body, `${name}_role`),
})
const isNamed = ({ name, role }: Person): boolean => name !== '' || role !== ''

function filledIn<T extends string>(values: Readonly<Record<T, string>>): Partial<Record<T, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as Partial<Record<T, string>>
}

function namedPeople<T extends string>(people: Readonly<Record<T, Person>>): Partial<Record<T, Person>> {
  return Object.fromEntries(
    (Object.entries(people) as [T, Person][]).filter(([, person]) => isNamed(person)),
  ) as Partial<Record<T, Person>>
}
