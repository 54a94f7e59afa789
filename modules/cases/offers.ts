// What cases give to those who collect from every module.
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem, Figure, Identity, SearchHit, Task, TimelineEvent } from '#platform/module'
import { longDate } from '#platform/views'
import { countsCollection } from './collections.ts'
import { meetingTasks } from './offers/meeting.ts'
import { more } from './offers/more.ts'
import { missingPartTasks } from './offers/parts.ts'
import { unheldTasks } from './offers/unheld.ts'
import { days, daysAfter, monthsAfter } from './rules/clocks.ts'
import { followUpOn, followUpsOwed } from './rules/delivery.ts'
import { figuresOf, supervisedFigure } from './rules/measures.ts'
import { askedBefore, askedOf, longestAhead } from './rules/moves.ts'
import { referenceOf } from './rules/state.ts'
import { workLength } from './store/caseload.ts'
import { tallies } from './store/counts.ts'
import { askedOfGroup, dueOf, openByReference, plansToSignOff } from './store/day.ts'
import { endedFor, looksOf, transfersTo } from './store/delivery.ts'
import { casesOf } from './store/files.ts'
import { groupSums } from './store/groups.ts'
import { helpedAmong } from './store/helped.ts'
import { openMoves } from './store/moves.ts'
import { careCounts } from './store/staff-care.ts'
import { struckOf } from './store/struck.ts'

export { personalData } from './offers/personal-data.ts'

const taskOf = {
  assessment: { text: 'Assess with them, strengths first', path: '' },
  plan: { text: 'Agree a plan', path: '/plan' },
  review: { text: 'Review the plan', path: '/reviews' },
  nothing: { text: 'Look at the case', path: '' },
} as const

/** What the cases that somebody leads are waiting for, the soonest due first, and how many more. Their first page names nobody. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  if (!who.roles.some(role => role === 'practitioner' || role === 'coordinator')) return []
  return [
    ...(await unheldTasks(tx)),
    ...(await askedToTake(tx, who)),
    ...(await unsignedOf(tx, who)),
    ...(await missingPartTasks(tx, who.id)),
    ...(await meetingTasks(tx, who.id)),
    ...(await dueTasks(tx, who, ukDay(now))),
    ...(await moveTasks(tx, who, ukDay(now))),
    ...(await followUpTasks(tx, who, now)),
  ]
}

/** The cases that somebody else asks them to take over. */
async function askedToTake(tx: Transaction, who: Identity): Promise<Task[]> {
  return (await transfersTo(tx, who.id)).map(({ file, answer_by }) => ({
    text: `Say whether you take it over: ${referenceOf(file)}`,
    href: `/cases/${file}/transfer`,
    due: answer_by,
  }))
}

/** Agreed plans of others that wait for a second person: for whoever opened the case, or leads what its opener planned. */
async function unsignedOf(tx: Transaction, who: Identity): Promise<Task[]> {
  const plans = await plansToSignOff(tx, who.id)
  const tasks = plans.first.map(({ file }) => ({
    text: `Look at the plan, and sign it off: ${referenceOf(file)}`,
    href: `/cases/${file}/plan`,
  }))
  return [...tasks, ...more(plans, 'plans that wait for a second person', '/cases?whose=anyone')]
}

/** What the cases that they lead wait for. */
async function dueTasks(tx: Transaction, who: Identity, today: string): Promise<Task[]> {
  const due = await dueOf(tx, who.id, today)
  const tasks = due.first.map(({ file, waits, due_on }) => ({
    text: `${taskOf[waits].text}: ${referenceOf(file)}`,
    href: `/cases/${file}${taskOf[waits].path}`,
    due: due_on,
  }))
  return [...tasks, ...more(due, 'cases that you lead', '/cases?whose=mine')]
}

/** The next steps of moves that are near or late, in the cases that somebody leads. */
async function moveTasks(tx: Transaction, who: Identity, today: string): Promise<Task[]> {
  const until = daysAfter(monthsAfter(today, longestAhead), askedBefore)
  const asked = (await openMoves(tx, who.id, 'leads', today, until)).flatMap(move => {
    const text = askedOf(move, today)
    return text === undefined ? [] : [{ ...move, text }]
  })
  const tasks = asked.slice(0, workLength).map(({ text, file, nextBy, due }) => ({
    text: `${text}: ${referenceOf(file)}`,
    href: `/cases/${file}/moves`,
    due: nextBy,
    detail: `The move is on ${longDate(due)}. Help does not stop on that day.`,
  }))
  const count = asked.length - tasks.length
  return [...tasks, ...more({ first: [], more: count, next: asked[workLength]?.nextBy }, 'moves', '/transitions')]
}

/** The follow-ups whose time it is, of closed cases that they lead, or opened where nobody leads them. */
async function followUpTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const today = ukDay(now)
  const ended = await endedFor(tx, who.id, monthsAfter(today, -16))
  const files = ended.map(({ file }) => file)
  const made = Map.groupBy(await looksOf(tx, files), ({ file }) => file)
  return ended.flatMap(({ file, ...outcome }) => {
    const next = followUpOn(today, followUpsOwed(true, outcome, made.get(file) ?? [], today))
    if (next === undefined) return []
    const text = `Ask how they are, ${next.months} months on: ${referenceOf(file)}`
    return [{ text, href: `/cases/${file}/looks/new`, due: next.due }]
  })
}

/** The cases that the Interventions Group was asked to talk about, and has not yet. The title names nobody. */
export async function agenda(tx: Transaction, now: Date): Promise<AgendaItem[]> {
  const today = ukDay(now)
  const asked = await askedOfGroup(tx, new Date(`${daysAfter(today, -days.agenda - 1)}T00:00:00Z`))
  return asked
    .filter(({ at }) => today <= daysAfter(ukDay(at), days.agenda))
    .map(({ file: id, why }) => {
      const item = { kind: 'case', id, title: referenceOf(id), why, href: `/cases/${id}` }
      return { ...item, group: 'grp.interventions' }
    })
}

/** The counts of the whole partnership, for whoever may read them; nothing for anyone else. */
export async function measures(tx: Transaction): Promise<Figure[]> {
  if (!(await may(tx, 'read', countsCollection))) return []
  const counted = await tallies(tx)
  const { sessions, heads } = await groupSums(tx)
  const inAll = (part: 'group session' | 'group heads', more: number): number =>
    (counted[part] ?? 0) - (counted[`${part} struck`] ?? 0) + more
  const [supervised] = await careCounts(tx)
  const figures = figuresOf({
    ...counted,
    'group session': inAll('group session', sessions),
    'group heads': inAll('group heads', heads),
  })
  return [...figures, supervisedFigure(supervised?.workers)]
}

/** A case by its reference, such as "Case 3F9A2C". Names are found by the module of people. */
export async function search(tx: Transaction, words: string): Promise<SearchHit[]> {
  const sought = words
    .trim()
    .toUpperCase()
    .replace(/^CASE\s+/, '')
  if (!/^[0-9A-F]{6}$/.test(sought)) return []
  return (await openByReference(tx, sought)).map(id => ({
    title: referenceOf(id),
    href: `/cases/${id}`,
    kind: 'case',
    detail: 'Open',
  }))
}

/** When somebody's cases began and ended, for the timeline of their record. What was struck out did not happen. */
export async function timeline(tx: Transaction, person: string): Promise<TimelineEvent[]> {
  const told: TimelineEvent[] = []
  for (const { id, events } of await casesOf(tx, person)) {
    const struck = new Set((await struckOf(tx, id, ['event'])).map(({ part }) => part))
    for (const { id: part, event, at, why } of events)
      if ((event === 'opened' || event === 'closed' || event === 'reopened') && !struck.has(part))
        told.push({
          at: at.toISOString(),
          title: `${referenceOf(id)} was ${event}`,
          detail: why,
          source: 'cases',
        })
  }
  return told
}

/** Which of these records of people have a plan that is being carried out: see helpedAmong for who learns it, and of whom. */
export async function beingHelped(tx: Transaction, people: readonly string[]): Promise<ReadonlySet<string>> {
  return helpedAmong(tx, people)
}
