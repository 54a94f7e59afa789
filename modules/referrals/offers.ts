import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem, Figure, Identity, PersonalDataSection, Task, TimelineEvent } from '#platform/module'
import { referralsCollection } from './collections.ts'
import { dueInWords } from './pages/list.ts'
import { makers } from './pages/shared.ts'
import { isUrgency, openOnes, shownOf, timed } from './reading.ts'
import { type Clock, clockBegan, clockOf, dueOf, isLate } from './rules/clocks.ts'
import { isMoment, moments } from './rules/moments.ts'
import { groupAfter, isOutcome, outcomes } from './rules/outcomes.ts'
import { heardOf, inOrder, type ReferralEvent } from './rules/states.ts'
import { referenceOf } from './rules/titles.ts'
import { choices, wordsFor } from './rules/words.ts'
import { loadReferral, openReferrals } from './store/referrals.ts'
import { clocks, contentsOf, eventsOf, factsOf, fairnessOf, lastYear, referralsAbout } from './store/triage.ts'

/** Referrals that wait for a group to talk about them. */
export async function agenda(tx: Transaction): Promise<AgendaItem[]> {
  return (await openOnes(tx)).flatMap(({ referral, content }) => {
    const { id, title, state, outcome } = shownOf(referral, content)
    const group = state === 'accepted' && outcome !== undefined ? groupAfter(outcome) : undefined
    if (group === undefined || outcome === undefined) return []
    return [{ kind: 'referral', id, title, why: outcomes[outcome].words, group, href: `/referrals/${id}` }]
  })
}

/** For whoever sorts: what waits, with its clock. For the chair: what waits too long. For whoever asked: what was returned. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const sorts = who.roles.includes('coordinator')
  const waiting = sorts || who.roles.includes('chair') ? await waitingTasks(tx, sorts, now) : []
  const returned = makers.some(role => who.roles.includes(role)) ? await returnedTasks(tx, who) : []
  return [...waiting, ...returned]
}

async function waitingTasks(tx: Transaction, sorts: boolean, now: Date): Promise<Task[]> {
  const every = await clocks(tx)
  return (await openOnes(tx)).flatMap(({ referral, content }) => {
    const { id, title, state } = shownOf(referral, content)
    const clock = timed(referral, content, every, now)
    if (state !== 'waiting' || clock === undefined || (!sorts && !clock.late)) return []
    const text = sorts ? `Sort ${title}` : `${title} waits past its time`
    return [{ text, href: `/referrals/${id}`, due: clock.due.day, detail: dueInWords(clock).text }]
  })
}

async function returnedTasks(tx: Transaction, who: Identity): Promise<Task[]> {
  const returned = (await openReferrals(tx)).filter(it => it.made_by === who.id && heardOf(it.events) === 'returned')
  return returned.map(({ id }) => ({
    text: `Say more about referral ${referenceOf(id)}`,
    href: `/referrals/${id}`,
    detail: 'The coordinator needs to know more before it can be sorted.',
  }))
}

/** How many came in 12 months, and how many of those decided were decided inside their clock. For whoever reads them all. */
export async function measures(tx: Transaction): Promise<Figure[]> {
  if (!(await may(tx, 'read', referralsCollection))) return []
  const [every, all] = [await clocks(tx), await lastYear(tx)]
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
function insideClock(urgency: string, events: readonly ReferralEvent[], every: readonly Clock[]): boolean | undefined {
  const ordered = inOrder(events)
  const first = ordered.findIndex(({ event }) => event === 'decided')
  const decision = ordered[first]
  const before = ordered.slice(0, Math.max(first, 0))
  const key = clockOf(before, isUrgency(urgency) ? urgency : 'weeks')
  const [clock, began] = [every.find(it => it.key === key), clockBegan(before)]
  if (decision === undefined || clock === undefined || began === undefined) return undefined
  return !isLate(dueOf(clock, began, ukDay), decision.at, ukDay)
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
  const events = (await eventsOf(tx, id)).map(({ at, event, what, why }) => ({
    When: ukDay(at),
    What: isOutcome(what) ? `${event}: ${outcomes[what].words}` : event,
    Why: why,
  }))
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
