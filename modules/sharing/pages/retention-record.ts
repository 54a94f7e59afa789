// One record whose time is over: what is known of it without opening it, and the decisions about it.
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { boxesOf, withDays } from '#platform/days'
import { Invalid, NotFound } from '#platform/errors'
import { formErrors, type Parsed, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { retentionQueue } from '../collections.ts'
import { agreeForm, holdForm, keepForm, kindForm, liftForm } from '../forms/retention.ts'
import {
  approversOf,
  type RetentionEvent,
  type RetentionState,
  retentionDecisionProblems,
  stateOf,
} from '../retention-rules.ts'
import { rulesOf, scheduleOf } from '../retention-run.ts'
import { decisionWords, type Ground, grounds, keptWords } from '../retention-words.ts'
import {
  addDecision,
  certificateOf,
  type Decided,
  decisionsOn,
  type Item,
  itemOf,
  type NewDecision,
} from '../store/retention.ts'
import { again } from './request-parts.ts'
import { stateIn } from './retention-state.ts'

const common = { purpose: 'retention', roles: ['governance', 'chair'] } as const

export const retentionRecordPages: readonly Page[] = [
  { ...common, method: 'get', path: '/retention/records/:id', handle: visit => show(visit) },
  { ...common, method: 'post', path: '/retention/records/:id/agree', handle: agree },
  { ...common, method: 'post', path: '/retention/records/:id/keep', handle: keep },
  { ...common, method: 'post', path: '/retention/records/:id/hold', handle: hold },
  { ...common, method: 'post', path: '/retention/records/:id/lift', roles: ['governance'], handle: lift },
]

/** A record of the queue, or one that is or was on hold although its time is not over. */
type Found = {
  readonly id: string
  readonly kind: string
  readonly item: Item | undefined
  readonly decisions: readonly Decided[]
  readonly now: RetentionState
}
type Wrong = Exclude<Parsed<unknown>, { ok: true }>

async function found({ tx, params, query, now, modules }: Visit): Promise<Found | undefined> {
  const id = params['id'] ?? ''
  if (!isUuid(id)) return undefined
  const item = await itemOf(tx, id)
  const decisions = await decisionsOn(tx, [id])
  // A page of a record offers a hold for a record that is not in the queue, and says of which kind it is.
  const kind = item?.kind ?? decisions[0]?.recordKind ?? kindForm.parse(query).kind
  if (kind === undefined || !rulesOf(modules).some(rule => rule.kind === kind)) return undefined
  const terms = item === undefined ? { due: '9999-12-31', people: 1 } : { due: item.due_on, people: item.people }
  return { id, kind, item, decisions, now: stateOf(terms, decisions, ukDay(now)) }
}

async function show(visit: Visit, wrong?: Wrong): Promise<Answer> {
  const { tx, now, actor, body } = visit
  const it = await found(visit)
  if (it === undefined) return gone(visit)
  await record(tx, { action: 'read', kind: `retention of a ${it.kind}`, subject: it.id })
  const { item } = it
  const review = it.now.state === 'review' && item !== undefined
  const data = {
    title: item?.title ?? `A ${it.kind} whose time is not over`,
    back: { href: '/retention', text: 'Keeping and removing records' },
    it,
    state: item === undefined ? outsideWords(it.now) : stateIn(item, it.decisions, ukDay(now)),
    schedule: item === undefined ? undefined : scheduleOf(item.schedule),
    kept: item === undefined ? '' : keptWords(scheduleOf(item.schedule)),
    decisions: it.decisions.map(inWords),
    grounds: groundsFor(item),
    mayAgree: review && item.waits_for === '' && !approversOf(it.decisions).includes(actor.id),
    agreed: review && approversOf(it.decisions).includes(actor.id),
    mayKeep: item !== undefined && it.now.state !== 'held',
    held: it.now.state === 'held',
    mayLift: it.now.state === 'held' && (await may(tx, 'manage', retentionQueue)),
    answers: { ...boxesOf('until', ''), ...body },
    errors: formErrors(wrong?.errors ?? []),
  }
  return view('sharing/views/retention-record.njk', data, wrong === undefined ? 200 : 422)
}

async function gone({ tx, params }: Visit): Promise<Answer> {
  const id = params['id'] ?? ''
  const certificate = isUuid(id) ? await certificateOf(tx, id) : undefined
  if (certificate === undefined) throw new NotFound()
  return redirect(`/retention/certificates/${certificate.id}`)
}

/** Nobody says that the time of a record is over where it was asked for before. */
function groundsFor(item: Item | undefined): { value: string; text: string }[] {
  return Object.entries(grounds)
    .filter(([value]) => item?.ground !== 'asked for' || value !== 'time over')
    .map(([value, text]) => ({ value, text }))
}

const outsideWords = (now: RetentionState): string => (now.state === 'held' ? 'On hold' : 'Its time is not over')

function inWords(it: Decided) {
  const reason = it.ground === null ? it.reason : grounds[it.ground as Ground]
  return {
    words: decisionWords[it.kind],
    at: it.on,
    name: it.name,
    reason,
    until: it.kind === 'extended' ? it.until : null,
  }
}

/** Writes the decision down where the rules allow it now; shows the page again with what stands against it otherwise. */
async function decide(visit: Visit, field: string, decision: Omit<NewDecision, 'record' | 'kind'>): Promise<Answer> {
  const it = await found(visit)
  if (it === undefined) throw new NotFound()
  const [problem] = retentionDecisionProblems(asEvent(visit, decision), it.now)
  if (problem !== undefined) return show(visit, again(field, problem))
  await addDecision(visit.tx, { ...decision, record: it.id, kind: it.kind })
  return redirect(`/retention/records/${it.id}`, `${decisionWords[decision.event]}: written down.`)
}

function asEvent({ now, actor }: Visit, it: Omit<NewDecision, 'record' | 'kind'>): RetentionEvent {
  const named = { on: ukDay(now), by: actor.id, reason: it.ground ?? it.why ?? '' }
  return it.event === 'extended' ? { ...named, kind: it.event, until: it.until ?? '' } : { ...named, kind: it.event }
}

async function agree(visit: Visit): Promise<Answer> {
  const parsed = parseForm(agreeForm, visit.body)
  if (!parsed.ok) return show(visit, parsed)
  const it = await found(visit)
  if (it?.item === undefined) throw new NotFound()
  if (it.item.waits_for !== '') return show(visit, again('ground', `It waits: a ${it.item.waits_for} stands on it`))
  if (!groundsFor(it.item).some(({ value }) => value === parsed.value.ground))
    return show(visit, again('ground', 'Choose why it may go: its time is not over'))
  if (approversOf(it.decisions).includes(visit.actor.id))
    return show(visit, again('ground', 'You agreed already. A second person decides now'))
  return decide(visit, 'ground', { event: 'delete_approved', ground: parsed.value.ground })
}

async function keep(visit: Visit): Promise<Answer> {
  const parsed = parseForm(keepForm(ukDay(visit.now)), withDays(visit.body, 'until'))
  if (!parsed.ok) return show(visit, parsed)
  if ((await found(visit))?.item === undefined) throw new NotFound()
  return decide(visit, 'until', { event: 'extended', until: parsed.value.until, why: parsed.value.keep_why })
}

async function hold(visit: Visit): Promise<Answer> {
  const parsed = parseForm(holdForm, visit.body)
  if (!parsed.ok) return show(visit, parsed)
  if ((await found(visit))?.now.state === 'held') throw new Invalid('This record is on hold already.')
  return decide(visit, 'hold_why', { event: 'hold_placed', why: parsed.value.hold_why })
}

async function lift(visit: Visit): Promise<Answer> {
  const parsed = parseForm(liftForm, visit.body)
  if (!parsed.ok) return show(visit, parsed)
  return decide(visit, 'lift_why', { event: 'hold_lifted', why: parsed.value.lift_why })
}
