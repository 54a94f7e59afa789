import type { z } from 'zod'
import { ukDay } from './clock.ts'
import type { Transaction } from './database.ts'
import { Conflict, NotFound } from './errors.ts'
import { type FieldError, formErrors, parseForm } from './forms.ts'
import { isUuid } from './ids.ts'
import { createDraft, type Draft, draftsOf, loadDraft, removeDraft, saveAnswers } from './journey/drafts.ts'
import { type Answer, type Page, redirect, type Visit, view } from './module.ts'

type Answers = Readonly<Record<string, unknown>>

/** One question page. The same step serves a new record, "change" from the check page, and an amendment after sending. */
export type Step = {
  readonly path: string
  readonly title: string
  readonly template: string
  readonly form: z.ZodObject
  /** What the page shows beside its fields: the options of a list, say. */
  readonly data?: (visit: Visit, answers: Answers) => Promise<Answers>
  /** Asked only when this holds. */
  readonly when?: (answers: Answers) => boolean
}

/** What was answered; without `step` it can no longer be changed. */
export type SummaryRow = { readonly key: string; readonly value: string; readonly step?: string | undefined }

export type Journey<T> = {
  readonly name: string
  /** Where it starts: `/tensions/report`. */
  readonly path: string
  readonly purpose: string
  readonly roles?: readonly string[]
  readonly start: {
    readonly title: string
    readonly template: string
    /** What the first page shows beside its words and what was begun before: where the journey comes from, say. */
    readonly data?: (visit: Visit) => Promise<Answers>
  }
  /** The protective marking of its pages, where they are about a person. */
  readonly marking?: string
  /** The answers that a new draft begins with. */
  readonly begins?: (visit: Visit) => Promise<Answers>
  readonly steps: readonly Step[]
  readonly whole: z.ZodType<T>
  readonly check: { readonly title: string; readonly button: string }
  summary(visit: Visit, answers: Answers): Promise<readonly SummaryRow[]>
  /** Makes the record, or amends `amends` when the draft came from one. The draft is gone afterwards. */
  complete(visit: Visit, value: T, amends: string | undefined): Promise<Answer>
  /** The answers of a record that the person may amend. */
  answersOf?(visit: Visit, record: string): Promise<Answers | undefined>
}

/** The pages of a journey: start, one page a question, check answers. */
export function journeyPages<T>(journey: Journey<T>): Page[] {
  const { path, purpose } = journey
  const common = { purpose, ...(journey.roles === undefined ? {} : { roles: journey.roles }) }
  return [
    {
      ...common,
      method: 'get',
      path,
      handle: visit => startPage(journey, visit),
    },
    {
      ...common,
      method: 'post',
      path,
      handle: async visit => begin(journey, visit, (await journey.begins?.(visit)) ?? {}, undefined),
    },
    { ...common, method: 'post', path: `${path}/amend/:record`, handle: visit => amend(journey, visit) },
    { ...common, method: 'get', path: `${path}/:draft/check`, handle: visit => checkPage(journey, visit) },
    { ...common, method: 'post', path: `${path}/:draft/check`, handle: visit => send(journey, visit) },
    { ...common, method: 'get', path: `${path}/:draft/:step`, handle: visit => stepPage(journey, visit, []) },
    { ...common, method: 'post', path: `${path}/:draft/:step`, handle: visit => answerStep(journey, visit) },
  ]
}

/** What somebody began in a journey and has not sent: when it was last changed and where it goes on, and nothing of what they wrote. */
export async function begunDrafts(
  tx: Transaction,
  { name, path }: Pick<Journey<unknown>, 'name' | 'path'>,
  amends: string | null = null,
) {
  const drafts = await draftsOf(tx, name, amends)
  return drafts.map(({ id, updated_at }) => ({ id, href: `${path}/${id}/check`, began: ukDay(updated_at) }))
}

async function startPage<T>({ name, start, path }: Journey<T>, visit: Visit): Promise<Answer> {
  const begun = await begunDrafts(visit.tx, { name, path })
  return view(start.template, { ...(await start.data?.(visit)), begun, title: start.title, path, back: '/' })
}

async function begin<T>(
  journey: Journey<T>,
  visit: Visit,
  answers: Answers,
  amends: string | undefined,
): Promise<Answer> {
  const draft = await createDraft(visit.tx, journey.name, answers, amends)
  return redirect(
    amends === undefined
      ? address(journey, draft, journey.steps[0]?.path ?? 'check')
      : address(journey, draft, 'check'),
  )
}

async function amend<T>(journey: Journey<T>, visit: Visit): Promise<Answer> {
  const record = visit.params['record'] ?? ''
  const answers = isUuid(record) ? await journey.answersOf?.(visit, record) : undefined
  if (answers === undefined) throw new NotFound()
  return begin(journey, visit, answers, record)
}

async function stepPage<T>(journey: Journey<T>, visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const draft = await draftOf(journey, visit)
  const step = stepOf(journey, visit)
  const answers = errors.length > 0 ? { ...draft.answers, ...visit.body } : draft.answers
  const data = {
    ...(await step.data?.(visit, answers)),
    title: step.title,
    marking: journey.marking,
    answers,
    errors: formErrors(errors),
    action: `${address(journey, draft.id, step.path)}${visit.query['change'] === undefined ? '' : '?change=yes'}`,
    back: backFrom(journey, draft, step, visit.query['change'] !== undefined),
  }
  return view(step.template, data, errors.length > 0 ? 422 : 200)
}

async function answerStep<T>(journey: Journey<T>, visit: Visit): Promise<Answer> {
  const draft = await draftOf(journey, visit)
  const step = stepOf(journey, visit)
  const parsed = parseForm(step.form, visit.body)
  if (!parsed.ok) return stepPage(journey, visit, parsed.errors)
  const answers = { ...draft.answers, ...parsed.value }
  await saveAnswers(visit.tx, draft.id, answers)
  const asked = askedSteps(journey, answers)
  const next =
    visit.query['change'] === undefined
      ? asked[asked.indexOf(step) + 1]
      : asked.find(({ form }) => !form.safeParse(answers).success)
  return redirect(address(journey, draft.id, next?.path ?? 'check'))
}

async function checkPage<T>(journey: Journey<T>, visit: Visit): Promise<Answer> {
  const draft = await draftOf(journey, visit)
  const unanswered = askedSteps(journey, draft.answers).find(({ form }) => !form.safeParse(draft.answers).success)
  if (unanswered !== undefined) return redirect(address(journey, draft.id, unanswered.path))
  const rows = (await journey.summary(visit, draft.answers)).map(({ key, value, step }) => ({
    key: { text: key },
    value: { text: value },
    actions: { items: step === undefined ? [] : [changeOf(address(journey, draft.id, step), key)] },
  }))
  const last = askedSteps(journey, draft.answers).at(-1)
  return view('check-answers.njk', {
    title: journey.check.title,
    marking: journey.marking,
    button: journey.check.button,
    rows,
    action: address(journey, draft.id, 'check'),
    back: address(journey, draft.id, last?.path ?? ''),
  })
}

const changeOf = (at: string, key: string) => ({
  href: `${at}?change=yes`,
  text: 'Change',
  visuallyHiddenText: key.toLowerCase(),
})

async function send<T>(journey: Journey<T>, visit: Visit): Promise<Answer> {
  const draft = await draftOf(journey, visit)
  const parsed = journey.whole.safeParse(draft.answers)
  if (!parsed.success) return checkPage(journey, visit)
  // Removed first: of two presses of the button at once, only one finds the draft.
  if (!(await removeDraft(visit.tx, draft.id))) throw new Conflict('This was already sent.')
  return journey.complete(visit, parsed.data, draft.amends ?? undefined)
}

function askedSteps<T>(journey: Journey<T>, answers: Answers): Step[] {
  return journey.steps.filter(({ when }) => when === undefined || when(answers))
}

function backFrom<T>(journey: Journey<T>, draft: Draft, step: Step, changing: boolean): string {
  if (changing) return address(journey, draft.id, 'check')
  const asked = askedSteps(journey, draft.answers)
  const before = asked[asked.indexOf(step) - 1]
  return before === undefined ? journey.path : address(journey, draft.id, before.path)
}

function address<T>(journey: Journey<T>, draft: string, step: string): string {
  return `${journey.path}/${draft}/${step}`
}

function stepOf<T>(journey: Journey<T>, visit: Visit): Step {
  const step = journey.steps.find(({ path }) => path === visit.params['step'])
  if (step === undefined) throw new NotFound()
  return step
}

async function draftOf<T>(journey: Journey<T>, visit: Visit): Promise<Draft> {
  const id = visit.params['draft'] ?? ''
  const draft = isUuid(id) ? await loadDraft(visit.tx, journey.name, id) : undefined
  if (draft === undefined) throw new NotFound('This draft is not here: it was sent, or 30 days went by. Start again.')
  return draft
}
