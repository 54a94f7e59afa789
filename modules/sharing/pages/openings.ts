// A second person agrees, or does not, that a record is opened to answer somebody who asks about their own data.
import { audienceId } from '#platform/access'
import { NotFound } from '#platform/errors'
import { formErrors, type Parsed, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { tellActor, tellAudience } from '#platform/notices'
import { capacities, openingForm, rights } from '../forms/requests.ts'
import { purpose } from '../store/opened.ts'
import { answerOpening, type WaitingOpening, waitingOpening, waitingOpenings } from '../store/openings.ts'
import { marking } from './request-parts.ts'

const agreeing = ['governance', 'chair'] as const
const common = { purpose, roles: agreeing }
const here = '/subject-access/openings'

export const openingPages: readonly Page[] = [
  { ...common, method: 'get', path: here, handle: list },
  {
    ...common,
    method: 'get',
    path: `${here}/:opening`,
    fresh: 'minutes',
    handle: async visit => page(visit, await openingIn(visit)),
  },
  { ...common, method: 'post', path: `${here}/:opening`, fresh: 'minutes', handle: answer },
]

/** Tells everybody who may agree, save whoever asks. The request is named by its number alone. */
export async function tellOfOpenings({ tx, now }: Visit, request: string): Promise<void> {
  for (const role of agreeing)
    await tellAudience(tx, { audience: audienceId('role', role), kind: 'opening asked', record: request }, now)
}

async function list({ tx, now, actor }: Visit): Promise<Answer> {
  const waiting = await waitingOpenings(tx, now)
  await record(tx, { action: 'read', kind: 'openings that wait', detail: { shown: waiting.length } })
  return view('sharing/views/openings.njk', {
    title: 'Records that wait for a second person',
    marking,
    rows: waiting.map(it => ({ ...it, own: it.opened_by === actor.id })),
  })
}

/** The opening in the address, while nobody answered it; NotFound otherwise. */
async function openingIn({ tx, params, now }: Visit): Promise<WaitingOpening> {
  const id = params['opening'] ?? ''
  const it = isUuid(id) ? await waitingOpening(tx, id, now) : undefined
  if (it === undefined) throw new NotFound()
  return it
}

async function page(
  visit: Visit,
  it: WaitingOpening,
  parsed?: Exclude<Parsed<unknown>, { ok: true }>,
): Promise<Answer> {
  await record(visit.tx, { action: 'read', kind: 'subject request', subject: it.request })
  const data = {
    title: 'May this record be opened?',
    marking,
    back: { href: here, text: 'Records that wait' },
    it,
    right: rights[it.right],
    capacity: capacities[it.capacity],
    own: it.opened_by === visit.actor.id,
    answers: visit.body,
    errors: formErrors(parsed?.errors ?? []),
  }
  return view('sharing/views/opening.njk', data, parsed === undefined ? 200 : 422)
}

async function answer(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await openingIn(visit)
  if (it.opened_by === visit.actor.id) return page(visit, it, ownAsking)
  const parsed = parseForm(openingForm, visit.body)
  if (!parsed.ok) return page(visit, it, parsed)
  const agreed = parsed.value.answer === 'agree'
  await answerOpening(tx, it, { agreed, why: parsed.value.why }, now)
  await tellActor(tx, { actor: it.opened_by, kind: 'opening answered', record: it.request }, now)
  return redirect(here, agreed ? 'The record is open to whoever asked.' : 'The record stays closed.')
}

const ownAsking = {
  ok: false,
  errors: [{ field: 'answer', message: 'You asked for this record: somebody else must agree' }],
} as const
