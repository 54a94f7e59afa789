import { ukDay } from '#platform/clock'
import { withDays } from '#platform/days'
import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { cameBackForm, notToldForm, toldForm } from '../forms/sorting.ts'
import { isRepeat, nrmDuty } from '../rules/route-law.ts'
import { type OpenRoute, type RouteKey, routeOf, routesOf, routeWords } from '../rules/routes.ts'
import { stateOf, wasAnswered } from '../rules/states.ts'
import { referenceOf } from '../rules/titles.ts'
import { addEvent, type Referral } from '../store/referrals.ts'
import { heldReferral, marking, purpose, referralIn, sorters } from './shared.ts'

const common = { purpose, roles: sorters }
const path = '/referrals/:id/routes/:route'

/** A body that leads: whom was told, what it asks, and what came back. */
export const routePages: readonly Page[] = [
  { ...common, method: 'get', path, handle: visit => show(visit) },
  { ...common, method: 'post', path: `${path}/told`, handle: tell },
  { ...common, method: 'post', path: `${path}/back`, handle: back },
  { ...common, method: 'post', path: `${path}/not-told`, handle: takeBack },
]

type Found = { readonly referral: Referral; readonly open: OpenRoute }

async function found(visit: Visit, referralOf = heldReferral): Promise<Found> {
  const referral = await referralOf(visit)
  const open = routesOf(referral.events).find(({ route }) => route === visit.params['route'])
  if (open === undefined) throw new NotFound('Nobody decided on this. Decide first, then write down whom you told.')
  return { referral, open }
}

async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { referral, open } = await found(visit, referralIn)
  const route = routeOf(open.route)
  await record(visit.tx, { action: 'read', kind: 'referral', subject: referral.id, detail: { fields: ['route'] } })
  const data = {
    title: routeWords(open.route),
    marking,
    back: { href: `/referrals/${referral.id}`, text: `Referral ${referenceOf(referral.id)}` },
    at: `/referrals/${referral.id}/routes/${open.route}`,
    hint: route.hint,
    fields: route.fields.map(it => ({ ...it, items: items(it.choices) })),
    asksMore: route.fields.some(it => it.ifTime === true),
    told: !mayTell(open),
    owed: open.standing === 'to be told',
    notTold: open.standing === 'not told',
    ended: open.standing === 'answered',
    began: ukDay(open.began),
    answer: open.answer === undefined ? undefined : route.answers[open.answer],
    backItems: items(route.answers),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/route.njk', data, errors.length > 0 ? 422 : 200)
}

const items = (choices: Readonly<Record<string, string>> = {}) =>
  Object.entries(choices).map(([value, text]) => ({ value, text }))

async function tell(visit: Visit): Promise<Answer> {
  const { referral, open } = await found(visit)
  if (!mayTell(open)) throw new Conflict('Somebody has written down already whom they told.')
  const days = routeOf(open.route).fields.flatMap(({ kind, name }) => (kind === 'day' ? [name] : []))
  const parsed = parseForm(toldForm(open.route), withDays(visit.body, ...days))
  if (!parsed.ok) return show(visit, parsed.errors)
  const event = { event: 'told', what: open.route, why: '', answers: parsed.value } as const
  await addEvent(visit.tx, referral.id, event, visit.actor.id, visit.now)
  return redirect(`/referrals/${referral.id}`, noticeOf(open.route, parsed.value))
}

// Somebody may think better of it, and tell them after all.
const mayTell = ({ standing }: OpenRoute): boolean => standing === 'to be told' || standing === 'not told'

/** They are not told after all: the duty ends with a reason, and not by something else being decided. */
async function takeBack(visit: Visit): Promise<Answer> {
  const { referral, open } = await found(visit)
  if (open.standing !== 'to be told') throw new Conflict('Nobody is waiting to be told.')
  const parsed = parseForm(notToldForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const event = { event: 'not told', what: open.route, why: parsed.value.notToldWhy } as const
  await addEvent(visit.tx, referral.id, event, visit.actor.id, visit.now)
  return redirect(`/referrals/${referral.id}`, 'Written down: they are not told.')
}

/** What the law asks next of this route, where its answers decide that. */
function noticeOf(route: RouteKey, said: Readonly<Record<string, string>>): string {
  if (route === 'nrm')
    return nrmDuty(said['age'] ?? '', said['adultAgrees']) === 'report'
      ? 'Written down. The first responder reports it.'
      : 'Written down. The adult is not named: the first responder notifies the Home Office.'
  if (route === 'marac' && isRepeat(said['lastOn'], said['incidentOn']) === true)
    return 'Written down. It is a repeat: within 12 months of the last time.'
  return 'Written down. You are reminded to ask what came of it.'
}

async function back(visit: Visit): Promise<Answer> {
  const { referral, open } = await found(visit)
  if (open.standing !== 'waiting for an answer') throw new Conflict('Nothing is waited for.')
  const parsed = parseForm(cameBackForm(open.route, ukDay(visit.now)), withDays(visit.body, 'backOn'))
  if (!parsed.ok) return show(visit, parsed.errors)
  const { answer, backWords, backOn, backReference } = parsed.value
  const event = { event: 'came back', what: open.route, why: backWords, reason: answer } as const
  const answers = {
    ...(backOn === undefined ? {} : { decidedOn: backOn }),
    ...(backReference === '' ? {} : { reference: backReference }),
  }
  const more = Object.keys(answers).length === 0 ? {} : { answers }
  await addEvent(visit.tx, referral.id, { ...event, ...more }, visit.actor.id, visit.now)
  if (open.route === 'out-of-area') await settleTransfer(visit, referral, answer === 'accepted')
  return redirect(`/referrals/${referral.id}`, 'What came back was written down.')
}

/** Another area has it only once it says yes; whoever asked hears then that it is closed here. */
async function settleTransfer({ tx, actor, now }: Visit, { id, events }: Referral, accepted: boolean): Promise<void> {
  if (stateOf(events) !== 'offered') return
  await addEvent(
    tx,
    id,
    { event: accepted ? 'transfer accepted' : 'transfer refused', what: '', why: '' },
    actor.id,
    now,
  )
  if (accepted && !wasAnswered(events)) await addEvent(tx, id, { event: 'answered', what: '', why: '' }, actor.id, now)
}

/** How each body stands that a referral was passed on to, for the referral’s page. */
export function routeRows({ id, events }: Referral, sorts: boolean) {
  return routesOf(events).map(({ route, standing, answer }) => ({
    text: routeWords(route),
    standing: answer === undefined ? standing : routeOf(route).answers[answer],
    href: sorts ? `/referrals/${id}/routes/${route}` : undefined,
    action: {
      'to be told': 'Write down whom you told',
      'waiting for an answer': 'Write down what came back',
      answered: 'Look',
      'not told': 'Look',
    }[standing],
  }))
}
