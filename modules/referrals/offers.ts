import { content as pack } from '#modules/model'
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem, Figure, Identity, PersonalDataSection, Task, TimelineEvent } from '#platform/module'
import { referralsCollection } from './collections.ts'
import { dueInWords, todo } from './pages/due.ts'
import { goingTasks } from './pages/going-shown.ts'
import { happenedWords, together } from './pages/happened.ts'
import { makers } from './pages/shared.ts'
import { listed, shownOf } from './reading.ts'
import { type Calendar, clockBegan, clockOf, dueOf, isLate, isUrgency } from './rules/clocks.ts'
import { isMoment, moments } from './rules/moments.ts'
import { groupsAfter, isOutcome, outcomes } from './rules/outcomes.ts'
import { reasonInWords } from './rules/reasons.ts'
import { isRoute, routeOf } from './rules/routes.ts'
import { inOrder, type ReferralEvent } from './rules/states.ts'
import { referenceOf } from './rules/titles.ts'
import { choices, wordsFor } from './rules/words.ts'
import { calendar } from './store/calendar.ts'
import { waitingOutside } from './store/outside.ts'
import { loadReferral, returnedTo } from './store/referrals.ts'
import { contentsOf, eventsOf, factsOf, fairnessOf, lastYear, referralsAbout, type Said } from './store/triage.ts'
import { forTheChair, workPage, workToSort } from './store/work.ts'

/** Referrals that wait for a group to talk about them; one for both groups stands on both agendas. */
export async function agenda(tx: Transaction): Promise<AgendaItem[]> {
  const waiting = await workPage(
    tx,
    { whose: 'anyone', late: false, waits: 'group' },
    { actor: nobody, now: new Date(0) },
  )
  return (await listed(tx, waiting)).flatMap(({ referral, content }) => {
    const { id, title, state, outcome } = shownOf(referral, content)
    if (state !== 'accepted' || outcome === undefined) return []
    const why = outcomes[outcome].words
    return groupsAfter(outcome).map(group => ({ kind: 'referral', id, title, why, group, href: `/referrals/${id}` }))
  })
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** For whoever sorts: what waits, with its clock. For the chair: what waits too long. For whoever asked: what was returned. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const [sorts, chairs] = [who.roles.includes('coordinator'), who.roles.includes('chair')]
  return [
    ...(sorts ? [...(await outsideTasks(tx)), ...(await sortingTasks(tx, who, now))] : []),
    ...(chairs ? await chairTasks(tx, now) : []),
    ...(makers.some(role => who.roles.includes(role)) ? await returnedTasks(tx, who) : []),
    ...(await goingTasks(tx, who, now)),
  ]
}

/** What waits with a clock and is mine or nobody’s, the soonest due first. */
async function sortingTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  return (await listed(tx, await workToSort(tx, who.id, now))).flatMap(({ row, referral, content }) => {
    const due = dueInWords(row, now)
    if (due === undefined || row.due_at === null) return []
    const detail = due.late ? `${due.text}. Late${due.chair ? ': the chair is told' : ''}` : due.text
    return [taskOf(`${todo(row)} ${shownOf(referral, content).title}`, referral.id, row.due_at, detail)]
  })
}

async function chairTasks(tx: Transaction, now: Date): Promise<Task[]> {
  return (await listed(tx, await forTheChair(tx, now))).flatMap(({ row, referral, content }) => {
    const due = dueInWords(row, now)
    if (due === undefined || row.due_at === null) return []
    const detail = `${due.text}. ${row.sorter_name ?? 'Nobody'} sorts it.`
    return [taskOf(`${shownOf(referral, content).title} waits past its time`, referral.id, row.due_at, detail)]
  })
}

// A clock of working days ends with its day, so the day of the moment before is the one that counts.
const taskOf = (text: string, id: string, due: Date, detail: string): Task => ({
  text,
  href: `/referrals/${id}`,
  due: ukDay(new Date(due.getTime() - 1)),
  detail,
})

async function outsideTasks(tx: Transaction): Promise<Task[]> {
  return (await waitingOutside(tx)).map(({ id, received_at }) => ({
    text: `Ring an organisation about referral ${referenceOf(id)}`,
    href: `/referrals/outside/${id}`,
    due: ukDay(received_at),
    detail: 'It came by a link. Nothing is done with it before somebody has rung them.',
  }))
}

async function returnedTasks(tx: Transaction, who: Identity): Promise<Task[]> {
  return (await returnedTo(tx, who.id)).map(({ id, events }) => ({
    text: `Say more about referral ${referenceOf(id)}`,
    href: `/referrals/${id}`,
    detail: 'The coordinator needs to know more before it can be sorted.',
    ...dueOfReturn(events),
  }))
}

function dueOfReturn(events: readonly ReferralEvent[]): { readonly due?: string } {
  const due = inOrder(events).findLast(({ event }) => event === 'returned')?.due
  return due == null ? {} : { due }
}

/** How many came in 12 months, and how many of those decided were decided inside their clock. For whoever reads them all. */
export async function measures(tx: Transaction): Promise<Figure[]> {
  if (!(await may(tx, 'read', referralsCollection))) return []
  const [every, all] = [await calendar(tx), await lastYear(tx)]
  const decided = all.flatMap(({ urgency, events }) => insideClock(urgency, events, every) ?? [])
  const inside = decided.filter(it => it).length
  const source = 'Referrals made in this partnership'
  return [
    {
      key: 'referrals.received',
      words: 'Referrals received in the last 12 months',
      value: all.length,
      unit: 'referrals',
      source,
    },
    {
      key: 'referrals.in-time',
      words: 'Of those decided, how many were decided inside their clock',
      value: decided.length === 0 ? null : Math.round((100 * inside) / decided.length),
      unit: 'per cent',
      source,
    },
  ]
}

/** Whether the first decision came inside its clock; nothing where nobody has decided. */
function insideClock(
  urgency: string,
  events: readonly ReferralEvent[],
  { clocks, closed }: Calendar,
): boolean | undefined {
  const ordered = inOrder(events)
  const first = ordered.findIndex(({ event }) => event === 'decided')
  const decision = ordered[first]
  const before = ordered.slice(0, Math.max(first, 0))
  const key = clockOf(before, isUrgency(urgency) ? urgency : 'weeks')
  const [clock, began] = [clocks.find(it => it.key === key), clockBegan(before)]
  if (decision === undefined || clock === undefined || began === undefined) return undefined
  return !isLate(dueOf(clock, began, ukDay, closed), decision.at, ukDay)
}

/** What the referrals about a person hold, for whoever may read them. */
export async function personalData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const sections: PersonalDataSection[] = []
  for (const id of await referralsAbout(tx, person)) sections.push(...(await dataOf(tx, id)))
  return sections
}

async function dataOf(tx: Transaction, id: string): Promise<PersonalDataSection[]> {
  const referral = await loadReferral(tx, id)
  const it = (await contentsOf(tx, [id])).get(id)
  if (referral === undefined || it === undefined) return []
  const heading = `Referral ${referenceOf(id)}`
  const facts = await factsOf(tx, id)
  const said = facts.map(({ standing, words }) => ({
    standing,
    row: { Standing: choices.standing[standing], Words: words },
  }))
  const prompts = new Map((await pack(tx, 'seriousnessPrompts')).map(({ id: key, prompt }) => [key, prompt]))
  const events = (await eventsOf(tx, id)).map(said => eventRow(said, prompts))
  const fairness = (await fairnessOf(tx, id)).map(({ ethnicity, needs, care }) => ({
    Ethnicity: ethnicity,
    Needs: needs,
    Care: care,
  }))
  const told = {
    'Made on': ukDay(referral.made_at),
    'Going well': it.strengths ?? '',
    'In their own words': it.own_words ?? wordsFor('noWords', it.no_words_why),
    'What happened': isMoment(it.moment) ? moments[it.moment].words : '',
    'Their part in it': it.moment_roles.map(role => wordsFor('roles', role)).join('. '),
    'Agrees to get help': wordsFor('agrees', it.agrees),
    'Knows that we were told': wordsFor('informed', it.informed),
    'Why the law allowed it': wordsFor('basis', it.basis),
  }
  const withhold = 'Somebody else’s words, or their identity. Look whether it can be shown without harm to them.'
  const section = (name: string, rows: PersonalDataSection['rows'], held?: string): PersonalDataSection[] =>
    rows.length === 0
      ? []
      : [{ heading: `${heading}: ${name}`, rows, ...(held === undefined ? {} : { withhold: held }) }]
  return [
    { heading, rows: [told] },
    ...section('who asked for help', [{ Name: referral.maker_name, Organisation: referral.agency_name }], withhold),
    ...section(
      'what was known or thought',
      said.filter(({ standing }) => standing !== 'third party').map(({ row }) => row),
    ),
    ...section(
      'what somebody else told',
      said.filter(({ standing }) => standing === 'third party').map(({ row }) => row),
      withhold,
    ),
    ...section('what happened to it', events),
    ...section('asked for equal treatment', fairness),
  ]
}

function eventRow(
  { at, event, what, why, reason, answers }: Said,
  prompts: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const words = isOutcome(what) ? outcomes[what].words : prompts.get(what)
  const meant = [happenedWords[event], words].filter(Boolean).join(': ')
  const back = isRoute(what) ? (routeOf(what).answers[reason ?? ''] ?? '') : reasonInWords(reason ?? null)
  const asked = Object.entries(answers ?? {}).map(([name, value]) => `${name}: ${value}`)
  return { When: ukDay(at), What: meant, Why: together(why, back, ...asked) }
}

/** When help was asked for the person of a record, for whoever may read what was asked. */
export async function timeline(tx: Transaction, person: string): Promise<TimelineEvent[]> {
  const ids = await referralsAbout(tx, person)
  const contents = await contentsOf(tx, ids)
  const events: TimelineEvent[] = []
  for (const id of ids) {
    const [referral, content] = [await loadReferral(tx, id), contents.get(id)]
    if (referral === undefined || content === undefined) continue
    const detail = isMoment(content.moment) ? moments[content.moment].words : ''
    events.push({ at: referral.made_at.toISOString(), title: 'Help was asked for', detail, source: 'referrals' })
  }
  return events
}
