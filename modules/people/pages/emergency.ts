import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { emergencyForm, reviewForm } from '../forms/records.ts'
import { reviewDue, stateOf } from '../rules/openings.ts'
import { wordsAsked } from '../rules/tokens.ts'
import { everyDesk, othersWhoKnow } from '../store/known.ts'
import { breakGlass, type Opening, openingById, openings, reviewOpening } from '../store/openings.ts'
import { tokenOf } from '../tokens.ts'
import { again, emergencyRoles, secretsIn, todayOf } from './shared.ts'

const purpose = 'break-glass'
const listing = { purpose, roles: [...emergencyRoles, 'governance'] }
const opening = { purpose, roles: emergencyRoles, fresh: 'minutes' } as const
const reviewing = { purpose, roles: ['governance'] }

export const emergencyPages: readonly Page[] = [
  { ...listing, method: 'get', path: '/break-glass', handle: list },
  {
    ...opening,
    method: 'get',
    path: '/break-glass/open',
    handle: async visit => view('people/views/emergency.njk', await emergencyPage(visit)),
  },
  { ...opening, method: 'post', path: '/break-glass/open', handle: open },
  { ...listing, method: 'get', path: '/break-glass/:id', handle: show },
  { ...reviewing, method: 'post', path: '/break-glass/:id', handle: review },
]

async function list({ tx, who, now }: Visit): Promise<Answer> {
  const rows = (await openings(tx)).map(it => shown(it, now))
  await record(tx, { action: 'read', kind: 'emergency openings', detail: { shown: rows.length } })
  const all = who?.roles.includes('governance') === true
  return view('people/views/openings.njk', { title: 'Records opened in an emergency', rows, all })
}

export function shown(it: Opening, now: Date) {
  const openedOn = ukDay(it.opened_at)
  return {
    ...it,
    state: stateOf({ openedOn, ends: it.ends, outcome: it.outcome }, now, ukDay(now)),
    due: reviewDue(openedOn),
  }
}

async function emergencyPage({ tx }: Visit): Promise<Readonly<Record<string, unknown>>> {
  const back = { href: '/break-glass', text: 'Records opened in an emergency' }
  return { title: 'Open a record in an emergency', back, desks: await everyDesk(tx) }
}

const nothing =
  'Nothing can be opened with this. There may be no such record, or it may be one that an emergency does not open. Ring the agency.'

/** Opens the one record of the agency that fits. What is hidden from an emergency is answered just like what is not there. */
async function open(visit: Visit): Promise<Answer> {
  const parsed = parseForm(emergencyForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return again('emergency.njk', visit, await emergencyPage(visit), parsed)
  const { tx, actor, now } = visit
  const { question, agency, why } = parsed.value
  const token = tokenOf(secretsIn(visit), wordsAsked(question))
  const found = (await othersWhoKnow(tx, token)).filter(it => it.agency === agency)
  const [only] = found
  if (only === undefined || found.length > 1) {
    await record(tx, { action: 'search', kind: 'emergency opening', detail: { why, token: token.toString('hex') } })
    const errors = [{ field: 'agency', message: nothing }]
    return again('emergency.njk', visit, await emergencyPage(visit), { ok: false, errors })
  }
  await breakGlass(tx, { subject: only.record, why, actor: actor.id, now })
  return redirect(
    `/people/${only.record}`,
    'The record is open to you for three hours. The governance lead will ask you about it.',
  )
}

async function found({ tx, params }: Visit): Promise<Opening> {
  const id = params['id'] ?? ''
  const it = isUuid(id) ? await openingById(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  return it
}

async function showPage(visit: Visit): Promise<Readonly<Record<string, unknown>>> {
  const it = shown(await found(visit), visit.now)
  await record(visit.tx, { action: 'read', kind: 'emergency opening', subject: it.record })
  return {
    title: 'A record opened in an emergency',
    back: { href: '/break-glass', text: 'Records opened in an emergency' },
    it,
    mayReview: visit.who?.roles.includes('governance') === true && it.outcome === null && it.actor !== visit.actor.id,
  }
}

async function show(visit: Visit): Promise<Answer> {
  return view('people/views/opening.njk', { ...(await showPage(visit)), errors: formErrors([]) })
}

async function review(visit: Visit): Promise<Answer> {
  const parsed = parseForm(reviewForm, visit.body)
  if (!parsed.ok) return again('opening.njk', visit, await showPage(visit), parsed)
  const { id } = await found(visit)
  await reviewOpening(visit.tx, { id, ...parsed.value, actor: visit.actor.id, now: visit.now })
  return redirect('/break-glass', 'Your review was recorded.')
}
