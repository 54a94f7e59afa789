import { ukDay } from '#platform/clock'
import { Invalid, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid, isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { wholeReferral } from '../forms/asking.ts'
import { callForm, callWords } from '../forms/outside.ts'
import { urgencies } from '../rules/clocks.ts'
import { referenceOf } from '../rules/titles.ts'
import { wordsFor } from '../rules/words.ts'
import { callWork } from '../rules/work.ts'
import { calendar } from '../store/calendar.ts'
import {
  heldOutside,
  type Outside,
  outsideById,
  outsideLength,
  settleOutside,
  waitingOutside,
} from '../store/outside.ts'
import { addEvent, addReferral } from '../store/referrals.ts'
import { dueInWords } from './due.ts'
import { together } from './happened.ts'
import { originFor } from './origin.ts'
import { marking, purpose, sorters } from './shared.ts'

const common = { purpose, roles: sorters }
const path = '/referrals/outside'

/** What came from organisations without accounts: nothing is done with it before somebody has rung them. */
export const outsidePages: readonly Page[] = [
  { ...common, method: 'get', path, handle: list },
  { ...common, method: 'get', path: `${path}/:outside`, handle: visit => show(visit, []) },
  { ...common, method: 'post', path: `${path}/:outside`, handle: settle },
]

async function list({ tx, now, query }: Visit): Promise<Answer> {
  const [waiting, known] = [await waitingOutside(tx, asUuid(query['after'])), await calendar(tx)]
  const page = waiting.slice(0, outsideLength)
  const rows = page.map(it => ({
    href: `${path}/${it.id}`,
    text: `Referral ${referenceOf(it.id)}`,
    name: it.name,
    received: it.received_at,
    due: dueInWords(callWork(it, known, ukDay), now),
  }))
  return view('referrals/views/outside-list.njk', {
    title: 'Ring before you act',
    back: { href: '/referrals', text: 'Referrals' },
    rows,
    next: waiting.length > outsideLength ? `${path}?after=${page.at(-1)?.id}` : undefined,
  })
}

async function found({ tx, params }: Visit, load = outsideById): Promise<Outside> {
  const id = params['outside'] ?? ''
  const it = isUuid(id) ? await load(tx, id) : undefined
  if (it === undefined) throw new NotFound('Somebody has settled this already, or it is not here.')
  return it
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await found(visit)
  await record(visit.tx, {
    action: 'read',
    kind: 'referral without account',
    subject: it.id,
    detail: { fields: ['told'] },
  })
  const data = {
    title: `Referral ${referenceOf(it.id)}`,
    marking,
    back: { href: path, text: 'Ring before you act' },
    it,
    due: dueInWords(callWork(it, await calendar(visit.tx), ukDay), visit.now),
    rows: rowsOf(it.answers ?? {}),
    calls: Object.entries(callWords).map(([value, text]) => ({ value, text })),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/outside.njk', data, errors.length > 0 ? 422 : 200)
}

function rowsOf(answers: Readonly<Record<string, unknown>>) {
  const said = (key: string): string => (typeof answers[key] === 'string' ? answers[key] : '')
  const soon: Readonly<Record<string, { words: string }>> = urgencies
  const rows = [
    ['About', wordsFor('about', answers['about'])],
    ['Name', [said('givenName'), said('familyName'), said('groupName') || said('place')].filter(Boolean).join(' ')],
    ['About how old', said('aboutAge')],
    ['About how many', said('aboutMany')],
    ['What is going well', said('strengths')],
    ['In their own words', said('ownWords')],
    ['What they saw or know', said('seen')],
    ['What somebody else told them', said('told')],
    ['What they think', said('think')],
    ['How soon', soon[said('urgency')]?.words ?? ''],
    [
      'Getting in touch',
      [wordsFor('reachSafety', answers['reachSafety']), said('reachHow')].filter(Boolean).join('. '),
    ],
    ['They agree to get help', together(wordsFor('agrees', answers['agrees']), said('agreesWhy'))],
    ['They know that we were told', together(wordsFor('informed', answers['informed']), said('informedWhy'))],
  ] as const
  return rows.flatMap(([key, value]) => (value === '' ? [] : [{ key: { text: key }, value: { text: value } }]))
}

/** Takes it up as a referral, from when it was received, or ends it. What the call said is kept either way. */
async function settle(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const it = await found(visit, heldOutside)
  const parsed = parseForm(callForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { call, callWhy: why } = parsed.value
  if (call === 'not-theirs') {
    await settleOutside(tx, it.id, { settled: 'not theirs', why }, actor.id, now)
    return redirect(path, 'It was not theirs, and what it said is gone.')
  }
  const answers = wholeReferral.safeParse(it.answers)
  if (!answers.success) throw new Invalid('Its answers can no longer be read. Ring them, and make a referral yourself.')
  const { origin, told } = await originFor(visit, answers.data)
  await addReferral(
    tx,
    told,
    { ...origin, outside: { id: it.id, organisation: it.organisation } },
    actor.id,
    it.received_at,
  )
  await addEvent(tx, it.id, { event: 'called back', what: call, why }, actor.id, now)
  await settleOutside(tx, it.id, { settled: 'taken up', why }, actor.id, now)
  return redirect(`/referrals/${it.id}`, 'It is a referral now.')
}
