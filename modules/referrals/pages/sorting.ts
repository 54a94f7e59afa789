import { colleagues } from '#modules/agencies'
import { content as pack } from '#modules/model'
import { ukDay, ukMoment } from '#platform/clock'
import { withDays } from '#platform/days'
import { Conflict } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { longDate } from '#platform/views'
import { clockForm, decisionForm, giveForm, noteForm, reopenForm, returnForm, takeBackForm } from '../forms/sorting.ts'
import { basisOf } from '../rules/basis.ts'
import { clockWords } from '../rules/clocks.ts'
import { groupsAfter, type Outcome, outcomes } from '../rules/outcomes.ts'
import { isRoute } from '../rules/routes.ts'
import { type EventKind, heardOf, movesFrom, stateOf, wasAnswered } from '../rules/states.ts'
import { wordsFor } from '../rules/words.ts'
import { moreBy } from '../rules/work.ts'
import { calendar } from '../store/calendar.ts'
import { addEvent, type NewEvent, type Referral } from '../store/referrals.ts'
import { contentsOf, giveReferral, takeBackReferral } from '../store/triage.ts'
import { referralPage } from './referral.ts'
import { holdWithOther, sameReferral } from './related.ts'
import { heldReferral, purpose, referralIn, sorters } from './shared.ts'

const common = { method: 'post', purpose, roles: sorters } as const

export const sortingPages: readonly Page[] = [
  { ...common, path: '/referrals/:id/decide', handle: decide },
  { ...common, path: '/referrals/:id/return', handle: giveBack },
  { ...common, path: '/referrals/:id/clock', handle: setClock },
  { ...common, path: '/referrals/:id/note', handle: note },
  { ...common, path: '/referrals/:id/reopen', handle: reopen },
  { ...common, path: '/referrals/:id/give', handle: give },
  { ...common, path: '/referrals/:id/take-back', handle: takeBack },
]

async function add({ tx, actor, now }: Visit, { id }: Referral, ...events: readonly NewEvent[]): Promise<void> {
  for (const event of events) await addEvent(tx, id, event, actor.id, now)
}

/** The referral, where its state allows this next. Throws Conflict where somebody was faster. */
async function movable(visit: Visit, move: EventKind): Promise<Referral> {
  const referral = await heldReferral(visit)
  const state = stateOf(referral.events)
  if (!movesFrom(state).some(it => it === move)) throw new Conflict()
  return referral
}

const done = ({ id }: Referral, notice: string): Answer => redirect(`/referrals/${id}`, notice)

async function decide(visit: Visit): Promise<Answer> {
  await holdWithOther(visit)
  const referral = await movable(visit, 'decided')
  const prompts = (await pack(visit.tx, 'seriousnessPrompts')).map(({ id }) => id)
  const parsed = parseForm(decisionForm(prompts), visit.body)
  if (!parsed.ok) return referralPage(visit, parsed)
  const { outcome, why, weighed, reason, basis, agreement } = parsed.value
  const wrong = await cannotDecide(visit, referral, parsed.value)
  if (wrong !== undefined) return referralPage(visit, { errors: [wrong] })
  const same = await sameAs(visit, referral, parsed.value)
  if (same !== undefined && 'problem' in same)
    return referralPage(visit, { errors: [{ field: 'otherTyped', message: same.problem }] })
  const answers = heardOf(outcomes[outcome].leads) === 'closed' && !wasAnswered(referral.events)
  await add(
    visit,
    referral,
    ...weighed.map(({ prompt, words }) => ({ event: 'weighed', what: prompt, why: words }) as const),
    ...settling(basis, agreement),
    { event: 'decided', what: outcome, why, reason, other: same?.id },
    // Whoever asked for help hears once that somebody decided, whatever it was.
    ...(answers ? [{ event: 'answered', what: '', why: '' } as const] : []),
  )
  const notice = [`Recorded: ${outcomes[outcome].words.toLowerCase()}.`, same?.stands].filter(Boolean).join(' ')
  return isRoute(outcome)
    ? redirect(`/referrals/${referral.id}/routes/${outcome}`, `${notice} Now write down whom you told.`)
    : done(referral, notice)
}

/** Why the law allows it, and what changed about their agreement: notes that are read apart. */
function settling(basis: string, agreement: string): NewEvent[] {
  const law = {
    event: 'noted',
    what: 'basis',
    reason: basis,
    why: `Why the law allows it: ${wordsFor('basis', basis)}`,
  } as const
  const agreed = { event: 'noted', what: 'agreement', why: `Their agreement now: ${agreement}` } as const
  return [...(basis === '' ? [] : [law]), ...(agreement === '' ? [] : [agreed])]
}

/** What keeps a decision from being made that its form alone cannot know. */
async function cannotDecide(
  visit: Visit,
  referral: Referral,
  { outcome, basis }: { readonly outcome: Outcome; readonly basis: string },
): Promise<FieldError | undefined> {
  const helps = groupsAfter(outcome).includes('grp.interventions')
  if (helps && referral.about === 'person' && referral.person === null)
    return { field: 'outcome', message: 'Find the record of the person first, or make one' }
  const content = (await contentsOf(visit.tx, [referral.id])).get(referral.id)
  const settled = basis !== '' || basisOf(content?.basis ?? null, referral.events) !== undefined
  if (helps && referral.about !== 'place' && !settled)
    return { field: 'basis', message: 'Settle why the law allows it before you accept it' }
  return undefined
}

/** The referral that this one is the same as, where that is what is decided. */
async function sameAs(
  visit: Visit,
  referral: Referral,
  it: { readonly outcome: Outcome; readonly other: string; readonly otherTyped: string },
) {
  if (it.outcome !== 'duplicate') return undefined
  return sameReferral(visit, referral, { chosen: it.other, typed: it.otherTyped })
}

async function giveBack(visit: Visit): Promise<Answer> {
  const referral = await movable(visit, 'returned')
  const parsed = parseForm(returnForm(ukDay(visit.now)), withDays(visit.body, 'askBy'))
  if (!parsed.ok) return referralPage(visit, parsed)
  const due = parsed.value.askBy ?? moreBy(visit.now, await calendar(visit.tx), ukDay)
  await add(visit, referral, { event: 'returned', what: '', why: parsed.value.ask, due })
  return done(referral, 'It was returned for more.')
}

async function setClock(visit: Visit): Promise<Answer> {
  const referral = await referralIn(visit)
  const parsed = parseForm(clockForm, visit.body)
  if (!parsed.ok) return referralPage(visit, parsed)
  await add(visit, referral, { event: 'clock', what: parsed.value.clock, why: parsed.value.clockWhy })
  return done(referral, `The clock is now: ${clockWords[parsed.value.clock].toLowerCase()}.`)
}

async function note(visit: Visit): Promise<Answer> {
  const referral = await referralIn(visit)
  const parsed = parseForm(noteForm, visit.body)
  if (!parsed.ok) return referralPage(visit, parsed)
  await add(visit, referral, { event: 'noted', what: '', why: parsed.value.note })
  return done(referral, 'The note was kept.')
}

// The reason is a note of its own: whoever asked for help hears only that it was opened again.
async function reopen(visit: Visit): Promise<Answer> {
  const referral = await movable(visit, 'reopened')
  const parsed = parseForm(reopenForm, visit.body)
  if (!parsed.ok) return referralPage(visit, parsed)
  await add(
    visit,
    referral,
    { event: 'reopened', what: '', why: '' },
    { event: 'noted', what: '', why: `Opened again: ${parsed.value.reopenWhy}` },
  )
  return done(referral, 'It waits to be sorted again.')
}

async function give(visit: Visit): Promise<Answer> {
  const referral = await referralIn(visit)
  const { now } = visit
  const parsed = parseForm(giveForm(ukDay(now), ukDay(inDays(now, 183))), withDays(visit.body, 'giveUntil'))
  if (!parsed.ok) return referralPage(visit, parsed)
  const { colleague, giveWhy, giveUntil } = parsed.value
  const found = (await colleagues(visit.tx)).find(({ id }) => id === colleague)
  if (found === undefined) return referralPage(visit, { errors: [{ field: 'colleague', message: 'Choose a person' }] })
  const last = giveUntil ?? ukDay(inDays(now, 30))
  await giveReferral(visit.tx, referral.id, colleague, giveWhy, inDays(ukMoment(last, '00:00'), 1))
  const why = `Given to ${found.name} to read until ${longDate(last)}: ${giveWhy}`
  await add(visit, referral, { event: 'noted', what: '', why })
  return done(referral, `${found.name} can read it until ${longDate(last)}, if their work is with referrals.`)
}

const inDays = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000)

async function takeBack(visit: Visit): Promise<Answer> {
  const referral = await referralIn(visit)
  const parsed = parseForm(takeBackForm, visit.body)
  if (!parsed.ok) return referralPage(visit, parsed)
  const reader = (await colleagues(visit.tx)).find(({ id }) => id === parsed.value.reader)
  await takeBackReferral(visit.tx, referral.id, parsed.value.reader)
  const name = reader?.name ?? 'Somebody who left'
  await add(visit, referral, { event: 'noted', what: '', why: `${name} no longer reads it` })
  return done(referral, `${name} no longer reads it.`)
}
