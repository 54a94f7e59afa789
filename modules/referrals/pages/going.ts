import { colleagues } from '#modules/agencies'
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { boxesOf } from '#platform/days'
import { Conflict, NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { membershipsOf } from '#platform/members'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { anotherForm, cameOfForm, nameForm } from '../forms/going.ts'
import { type Going, goingDue, goingSaid, notReached, overInWords, whyNobodyGoes } from '../rules/going.ts'
import { referenceOf } from '../rules/titles.ts'
import { answerGoing, goingOf, nameGoer, sendAnother } from '../store/going.ts'
import { addEvent, type Referral } from '../store/referrals.ts'
import { type Content, contentsOf } from '../store/triage.ts'
import { heldReferral, marking, purpose, readers, referralIn, sorters } from './shared.ts'
import { reachRows } from './told.ts'

const path = '/referrals/:id/moment'
const [reading, sorting] = [
  { purpose, roles: readers },
  { purpose, roles: sorters },
]

/** Somebody goes to whoever can be reached now, before the referral is decided on. */
export const goingPages: readonly Page[] = [
  { ...reading, method: 'get', path, handle: visit => show(visit, []) },
  { ...sorting, method: 'post', path, handle: name },
  { ...sorting, method: 'post', path: `${path}/another`, handle: another },
  { ...reading, method: 'post', path: `${path}/answer`, handle: answer },
]

type Found = { readonly referral: Referral; readonly content: Content; readonly going: Going | undefined }

async function found(visit: Visit, find: (visit: Visit) => Promise<Referral> = referralIn): Promise<Found> {
  const referral = await find(visit)
  const content = (await contentsOf(visit.tx, [referral.id])).get(referral.id)
  const going = await goingOf(visit.tx, referral.id)
  const reads = (await may(visit.tx, 'read', referral.id)) && (going !== undefined || (await sorts(visit, referral)))
  if (content === undefined || !reads) throw new NotFound()
  return { referral, content, going }
}

const sorts = async ({ tx, who }: Visit, { id }: Referral): Promise<boolean> =>
  who?.roles.includes('coordinator') === true && (await may(tx, 'write', id))

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, actor, now } = visit
  const { referral, content, going } = await found(visit)
  await record(tx, { action: 'read', kind: 'referral', subject: referral.id, detail: { fields: ['reach'] } })
  const sorter = await sorts(visit, referral)
  const data = {
    title: 'Somebody goes now',
    marking,
    back: { href: `/referrals/${referral.id}`, text: `Referral ${referenceOf(referral.id)}` },
    at: `/referrals/${referral.id}/moment`,
    rows: reachRows(content),
    going: going && { ...going, due: goingDue(going), late: goingDue(going) < now, said: goingSaid(going) },
    asked: referral.made_at,
    over: overInWords(referral.events),
    sorts: sorter,
    answers: { ...boxesOf('reached', ukDay(now)), ...(errors.length > 0 ? visit.body : {}) },
    mayAnswer: sorter || going?.goer === actor.id,
    nobodyWhy: going === undefined ? whyNobodyGoes(referral.events) : undefined,
    goers: sorter ? await goersFor(visit, referral) : [],
    reasons: Object.entries(notReached).map(([value, text]) => ({ value, text })),
    errors: formErrors(errors),
  }
  return view('referrals/views/going.njk', data, errors.length > 0 ? 422 : 200)
}

/** Who can be sent: those whose work it is to read a referral that they are given. */
async function goersFor({ tx }: Visit, { id }: Referral): Promise<{ value: string; text: string }[]> {
  const people = await colleagues(tx)
  const ids = people.map(it => it.id)
  const working = (await membershipsOf(tx, ids, id)).filter(
    ({ kind, key }) => kind === 'role' && (key === 'practitioner' || key === 'coordinator'),
  )
  const may = new Set(working.map(({ actor }) => actor))
  return people.filter(it => may.has(it.id)).map(it => ({ value: it.id, text: `${it.name}, ${it.agency}` }))
}

const nameIn = (goers: readonly { value: string; text: string }[], id: string): string =>
  goers.find(({ value }) => value === id)?.text ?? 'Somebody'

/** The referral from which somebody may still be sent, held until it was written to. */
async function sending(visit: Visit): Promise<Referral> {
  const { referral } = await found(visit, heldReferral)
  if (overInWords(referral.events) !== undefined) throw new Conflict('Nobody is sent from here any more.')
  return referral
}

async function name(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const referral = await sending(visit)
  const goers = await goersFor(visit, referral)
  const parsed = parseForm(nameForm(goers.map(({ value }) => value)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  if ('nobodyWhy' in parsed.value) {
    const why = `Nobody can be named yet who goes: ${parsed.value.nobodyWhy}`
    await addEvent(tx, referral.id, { event: 'noted', what: 'nobody goes', why }, actor.id, now)
    return redirect(`/referrals/${referral.id}`, 'It is written down. It stays on your list until somebody is named.')
  }
  const { goer, hours, words } = parsed.value
  await nameGoer(tx, { referral: referral.id, opened_at: referral.made_at, goer, hours, words }, now)
  const why = `${nameIn(goers, goer)} goes to them, within ${hours} hours`
  await addEvent(tx, referral.id, { event: 'noted', what: '', why }, actor.id, now)
  return redirect(`/referrals/${referral.id}/moment`, 'They are told at once that they are to go.')
}

async function another(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const referral = await sending(visit)
  const goers = await goersFor(visit, referral)
  const parsed = parseForm(anotherForm(goers.map(({ value }) => value)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { another: goer, anotherWhy } = parsed.value
  await sendAnother(tx, { referral: referral.id, goer }, now)
  const why = `${nameIn(goers, goer)} goes to them from now on. ${anotherWhy}`
  await addEvent(tx, referral.id, { event: 'noted', what: '', why }, actor.id, now)
  return redirect(`/referrals/${referral.id}/moment`, 'Both are told at once. The clock runs on.')
}

async function answer(visit: Visit): Promise<Answer> {
  const { tx, actor, now } = visit
  const { referral, going } = await found(visit)
  if (going === undefined || going.outcome !== null) throw new Conflict()
  if (going.goer !== actor.id && !(await sorts(visit, referral))) throw new NotAllowed()
  const parsed = parseForm(cameOfForm(ukDay(now), ukDay(going.opened_at)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await answerGoing(tx, referral.id, parsed.value, now)
  return redirect(`/referrals/${referral.id}/moment`, 'It is written down whether they were reached.')
}
