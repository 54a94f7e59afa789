import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { impactAssessments } from '../collections.ts'
import { approvalForm, approvalOf, assessmentForm, withdrawalForm } from '../forms/assessments.ts'
import { type AssessmentState, assessmentKinds, assessmentState, mayUse } from '../rules/assessments.ts'
import {
  type Assessment,
  addAssessment,
  approve,
  assessmentById,
  assessments,
  assessmentsOf,
  withdraw,
} from '../store/assessments.ts'

const purpose = 'governance'
const writing = { purpose, roles: ['governance', 'analyst'], path: '/impact-assessments/new' } as const
const approving = { purpose, roles: ['governance', 'chair'] } as const

export const assessmentPages: readonly Page[] = [
  { method: 'get', path: '/impact-assessments', purpose, handle: list },
  { ...writing, method: 'get', handle: async visit => newPage(visit, []) },
  { ...writing, method: 'post', handle: add },
  {
    method: 'get',
    path: '/impact-assessments/:id',
    purpose,
    handle: async visit => show(visit, await found(visit), []),
  },
  { ...approving, method: 'post', path: '/impact-assessments/:id/approve', fresh: 'minutes', handle: approveIt },
  { ...approving, method: 'post', path: '/impact-assessments/:id/withdraw', handle: withdrawIt },
]

const states: Readonly<Record<AssessmentState, string>> = {
  draft: 'Draft',
  approved: 'Approved',
  review_due: 'Review due',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
}

async function list({ tx, now, who }: Visit): Promise<Answer> {
  const today = ukDay(now)
  const rows = (await assessments(tx)).map(it => inWords(it, today))
  const mayWrite = writing.roles.some(role => who?.roles.includes(role))
  return view('sharing/views/assessments.njk', { title: 'Impact assessments', rows, mayWrite })
}

function inWords(it: Assessment, today: string) {
  return { ...it, kindWords: assessmentKinds[it.kind], state: states[assessmentState(it, today)] }
}

async function found({ tx, params }: Visit): Promise<Assessment> {
  const id = params['id'] ?? ''
  const it = isUuid(id) ? await assessmentById(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  return it
}

async function show(visit: Visit, it: Assessment, errors: readonly FieldError[]): Promise<Answer> {
  const today = ukDay(visit.now)
  const settles = await may(visit.tx, 'manage', impactAssessments)
  const state = assessmentState(it, today)
  const data = {
    title: it.name,
    back: { href: '/impact-assessments', text: 'Impact assessments' },
    it: inWords(it, today),
    use: mayUse(it.subject, await assessmentsOf(visit.tx, it.subject), today),
    mayApprove: settles && state === 'draft' && it.writtenBy !== visit.actor.id,
    ownDraft: state === 'draft' && it.writtenBy === visit.actor.id,
    mayWithdraw: settles && state !== 'withdrawn',
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('sharing/views/assessment.njk', data, errors.length > 0 ? 422 : 200)
}

async function newPage({ body }: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    title: 'Add an impact assessment',
    back: '/impact-assessments',
    answers: body,
    errors: formErrors(errors),
  }
  return view('sharing/views/assessment-new.njk', data, errors.length > 0 ? 422 : 200)
}

async function add(visit: Visit): Promise<Answer> {
  const parsed = parseForm(assessmentForm, visit.body)
  if (!parsed.ok) return newPage(visit, parsed.errors)
  const { subject_kind: kind, subject_key: key, ...rest } = parsed.value
  const id = await addAssessment(visit.tx, { ...rest, subject: { kind, key } }, visit.now)
  return redirect(`/impact-assessments/${id}`, 'Added as a draft. A second person has to approve it.')
}

async function approveIt(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  if (it.writtenBy === visit.actor.id) throw new NotAllowed('You wrote this. Somebody else has to approve it.')
  const today = ukDay(visit.now)
  const parsed = parseForm(approvalForm(today), approvalOf(visit.body))
  if (!parsed.ok) return show(visit, it, parsed.errors)
  const { as, reviewOn, expiresOn } = parsed.value
  await approve(visit.tx, it.id, { as, on: today, reviewOn, expiresOn })
  return redirect(`/impact-assessments/${it.id}`, 'Approved.')
}

async function withdrawIt(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  const parsed = parseForm(withdrawalForm, visit.body)
  if (!parsed.ok) return show(visit, it, parsed.errors)
  await withdraw(visit.tx, it.id, parsed.value.why, ukDay(visit.now))
  return redirect(`/impact-assessments/${it.id}`, 'Withdrawn.')
}
