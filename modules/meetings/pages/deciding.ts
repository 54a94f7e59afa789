import { proposalForm, proposeAction } from '#modules/actions'
import { colleagues, groupAudience } from '#modules/agencies'
import { content } from '#modules/model'
import { groupDecided } from '#modules/referrals'
import { ukDay } from '#platform/clock'
import { Conflict, Invalid } from '#platform/errors'
import { parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { tellAudience } from '#platform/notices'
import { contributionForm, decisionForm, raisedForm, stepForm } from '../forms.ts'
import { nextMeeting, placeWaiting } from '../placing.ts'
import { isOpen, meetingState } from '../rules/meeting.ts'
import { targetsOf } from '../rules/steps.ts'
import type { Decision } from '../store/items.ts'
import { contribute, decide, linkAction } from '../store/said.ts'
import { passOn } from '../store/steps.ts'
import { namedIn } from '../subjects.ts'
import { itemPage } from './item.ts'
import { itemIn, mustRun, purpose } from './shared.ts'

const at = '/meetings/items/:id'

export const itemPages: readonly Page[] = [
  { method: 'get', path: at, purpose, handle: visit => itemPage(visit, undefined, []) },
  { method: 'post', path: `${at}/contributions`, purpose, handle: addContribution },
  { method: 'post', path: `${at}/decisions`, purpose, handle: addDecision },
  { method: 'post', path: `${at}/actions`, purpose, handle: raiseAction },
  { method: 'post', path: `${at}/steps`, purpose, handle: pass },
]

/** The item, where its meeting is still open. */
async function openItem(visit: Visit) {
  const held = await itemIn(visit)
  if (!isOpen(meetingState(held.meeting.events)))
    throw new Conflict('The minutes of this meeting are approved. Bring it to the next meeting.')
  return held
}

async function addContribution(visit: Visit): Promise<Answer> {
  const { item } = await openItem(visit)
  const parsed = parseForm(contributionForm, visit.body)
  if (!parsed.ok) return itemPage(visit, 'contribution', parsed.errors)
  const { words, source } = parsed.value
  const named = await namedIn(visit.tx, item.person, { words, source })
  if (named.length > 0) return itemPage(visit, 'contribution', named)
  await contribute(visit.tx, item.id, parsed.value, visit.now)
  return redirect(`/meetings/items/${item.id}`, 'Thank you. The group can read it now.')
}

/** After these a referral no longer waits for the group: it acts, passes it on, or does nothing more. */
const settles: ReadonlySet<string> = new Set(['act', 'pass on', 'none'])

async function addDecision(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const { item, group, meeting } = await openItem(visit)
  mustRun(group)
  const parsed = parseForm(decisionForm, visit.body)
  if (!parsed.ok) return itemPage(visit, 'decision', parsed.errors)
  const { outcome, words, why, dissent } = parsed.value
  const named = await namedIn(tx, item.person, { words, why, dissent })
  if (named.length > 0) return itemPage(visit, 'decision', named)
  await decide(tx, item.id, parsed.value, now)
  if (item.kind === 'referral' && item.subject !== null && settles.has(outcome))
    await groupDecided(tx, item.subject, group.key, actor.id, now)
  if (outcome === 'put off') await placeInNext(visit, group.key, meeting.on_day)
  return redirect(`/meetings/items/${item.id}`, 'The decision is written down.')
}

/** Where a later meeting is planned already, what is put off goes there at once. */
async function placeInNext({ tx, now }: Visit, group: string, after: string): Promise<void> {
  const next = await nextMeeting(tx, group, ukDay(now))
  if (next !== undefined && next.on_day > after) await placeWaiting(tx, next, now)
}

function decisionOf(decisions: readonly Decision[], id: string): Decision {
  const decision = decisions.find(it => it.id === id)
  if (decision === undefined) throw new Conflict('Write down the decision first.')
  return decision
}

async function raiseAction(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const { item, group } = await openItem(visit)
  mustRun(group)
  const [parsed, raised] = [parseForm(proposalForm(ukDay(now)), visit.body), parseForm(raisedForm, visit.body)]
  if (!raised.ok) throw new Conflict('Write down the decision first.')
  if (!parsed.ok) return itemPage(visit, 'action', parsed.errors)
  const decision = decisionOf(item.decisions, raised.value.decision)
  const { title, why, owner, due } = parsed.value
  const named = await namedIn(tx, item.person, { title, why })
  if (named.length > 0) return itemPage(visit, 'action', named)
  if (!(await colleagues(tx)).some(({ id }) => id === owner))
    return itemPage(visit, 'action', [{ field: 'owner', message: 'Choose who is to do it' }])
  const about =
    item.subject === null || item.kind === null
      ? { kind: 'agenda item', id: item.id }
      : { kind: item.kind, id: item.subject }
  const person = item.person === null ? {} : { person: item.person }
  const proposal = { about, title, why, owner, due, group: group.key, ...person }
  const id = await orWords(proposeAction(tx, proposal, actor, now))
  if (typeof id !== 'string') return itemPage(visit, 'action', [{ field: 'owner', message: id.message }])
  const risk = item.contributions.find(it => it.id === raised.value.answers && it.shows === 'risk')
  await linkAction(tx, decision.id, id, risk?.id ?? null)
  return redirect(`/meetings/items/${item.id}`, 'The action was proposed. Its owner is asked to accept it.')
}

/** The answer, or the refusal that a person can put right. */
async function orWords<T>(work: Promise<T>): Promise<T | Invalid> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Invalid) return error
    throw error
  }
}

async function pass(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const { item, group } = await openItem(visit)
  mustRun(group)
  const parsed = parseForm(stepForm, visit.body)
  if (!parsed.ok) return itemPage(visit, 'step', parsed.errors)
  const { to, passWhy } = parsed.value
  const decision = decisionOf(item.decisions, parsed.value.decision)
  const targets = targetsOf(group.key, await content(tx, 'escalationRules'), await content(tx, 'groups'))
  const target = targets.find(it => it.to === to)
  if (target === undefined) return itemPage(visit, 'step', [{ field: 'to', message: 'Choose the group' }])
  const named = await namedIn(tx, item.person, { passWhy })
  if (named.length > 0) return itemPage(visit, 'step', named)
  const step = await passOn(tx, item, { to, rule: target.rule, why: passWhy, decision: decision.id }, now)
  await tellAudience(tx, { audience: groupAudience(to), kind: 'step offered', record: step }, now)
  return redirect(`/meetings/items/${item.id}`, `It was passed to the ${target.name}, which must accept or refuse it.`)
}
