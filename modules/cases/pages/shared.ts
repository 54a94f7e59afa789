import { type Colleague, colleagues } from '#modules/agencies'
import { assessmentsCollection } from '#modules/assessments'
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { membershipsOf } from '#platform/members'
import { type Answer, type Visit, view } from '#platform/module'
import { casesCollection } from '../collections.ts'
import { type CaseState, referenceOf, stateWords } from '../rules/state.ts'
import { type Case, caseById } from '../store/files.ts'

export const purpose = 'case'
export const marking = 'OFFICIAL-SENSITIVE'
/** The roles that may be in a case team, and those that work on a case. */
export const caseRoles = ['practitioner', 'coordinator', 'chair', 'referrer'] as const
export const workRoles = ['practitioner', 'coordinator'] as const
export const reading = { purpose, roles: caseRoles } as const
export const working = { purpose, roles: workRoles } as const

export const todayOf = ({ now }: Visit): string => ukDay(now)

/** How the person or group is called on a page. */
export const nameOf = ({ name }: Pick<Case, 'name'>): string => name ?? 'Somebody whose record is not open to you'

/** The id in the address, or NotFound. */
export function idIn({ params }: Visit): string {
  const id = params['id'] ?? ''
  if (!isUuid(id)) throw new NotFound()
  return id
}

/** The case in the address, or NotFound where the present actor may not read it. */
export async function caseIn(visit: Visit): Promise<Case> {
  const found = await caseById(visit.tx, idIn(visit))
  if (found === undefined) throw new NotFound()
  return found
}

/** The case in the address, for somebody who works on it. Throws NotAllowed for one who only reads it. */
export async function workedCase(visit: Visit): Promise<Case> {
  const found = await caseIn(visit)
  if (!(await works(visit, found.id))) throw new NotAllowed('You may read this case, and not change it.')
  return found
}

/** Whether somebody works on a case: both keys, and a role whose work it is. */
export async function works({ tx }: Visit, id: string): Promise<boolean> {
  return (await may(tx, 'write', casesCollection)) && (await may(tx, 'write', id))
}

/** The states in words. Somebody without the key to assessments cannot know whether there was one. */
export async function statesShown(tx: Transaction): Promise<Readonly<Record<CaseState, string>>> {
  if (await may(tx, 'read', assessmentsCollection)) return stateWords
  return { ...stateWords, assessing: 'Getting to know them' }
}

/** One part of a case: its page, its way back, and a line in the ledger that somebody looked. */
export async function partPage(
  visit: Visit,
  it: Case,
  part: string,
  data: Readonly<Record<string, unknown>> & { readonly title: string },
  errors: readonly FieldError[] = [],
): Promise<Answer> {
  await record(visit.tx, { action: 'read', kind: 'case', subject: it.id, detail: { part } })
  return view(
    `cases/views/${part}.njk`,
    {
      marking,
      back: { href: `/cases/${it.id}`, text: `Case: ${nameOf(it)}` },
      id: it.id,
      name: nameOf(it),
      reference: referenceOf(it.id),
      errors: formErrors(errors),
      answers: errors.length > 0 ? visit.body : {},
      ...data,
    },
    errors.length > 0 ? 422 : 200,
  )
}

/** Today in the three boxes of a date, for a form that is filled in on the day. */
export function todayIn(visit: Visit, name: string): Record<string, string> {
  return dayIn(todayOf(visit), name)
}

/** A day in the three boxes of a date. */
export function dayIn(date: string, name: string): Record<string, string> {
  const [year = '', month = '', day = ''] = date.split('-')
  return { [`${name}-day`]: String(Number(day)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year }
}

export type Candidate = Colleague & { readonly leads: boolean }

/** Who can be in a case team: those whose role reads cases; and of them, who can lead one. */
export async function candidates(tx: Transaction): Promise<Candidate[]> {
  const everybody = await colleagues(tx)
  const belongs = await membershipsOf(
    tx,
    everybody.map(({ id }) => id),
    casesCollection,
  )
  const holds = (id: string, roles: readonly string[]): boolean =>
    belongs.some(({ actor, kind, key }) => actor === id && kind === 'role' && roles.includes(key))
  return everybody.filter(({ id }) => holds(id, caseRoles)).map(each => ({ ...each, leads: holds(each.id, workRoles) }))
}

/** A colleague in a list of choices. */
export const choiceOf = ({ id, name, job_title, agency }: Colleague): { value: string; text: string } => ({
  value: id,
  text: `${name}, ${job_title}, ${agency}`,
})
