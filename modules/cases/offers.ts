// What cases give to those who collect from every module.
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem, Figure, Identity, SearchHit, Task, TimelineEvent } from '#platform/module'
import { longDate, longTime } from '#platform/views'
import { countsCollection } from './collections.ts'
import { contactOf, days, daysAfter } from './rules/clocks.ts'
import { followUpsOwed } from './rules/delivery.ts'
import { figuresOf } from './rules/measures.ts'
import { agreedOn } from './rules/plan.ts'
import { referenceOf } from './rules/state.ts'
import { tallies } from './store/counts.ts'
import { contactsOwed } from './store/deciding.ts'
import { endedBy, looksOf, transfersTo } from './store/delivery.ts'
import { type Case, casesOf, openCases } from './store/files.ts'
import { groupSums } from './store/groups.ts'
import { helpedAmong } from './store/helped.ts'
import { unsignedPlans } from './store/plans.ts'
import { type Progress, progressOf } from './store/progress.ts'

export { personalData } from './offers/personal-data.ts'

const taskOf = {
  assessment: { text: 'Assess with them, strengths first', path: '' },
  plan: { text: 'Agree a plan', path: '/plan' },
  review: { text: 'Review the plan', path: '/reviews' },
} as const

/** What the cases that somebody leads are waiting for. Their first page names nobody. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  if (!who.roles.some(role => role === 'practitioner' || role === 'coordinator')) return []
  const open = await openCases(tx)
  const progress = await progressOf(tx, open, now)
  const led = open.filter(({ id }) => progress.get(id)?.lead === who.id)
  const helped = led.filter(({ id }) => progress.get(id)?.state !== 'held')
  return [
    ...(await askedOf(tx, who)),
    ...(await unsignedOf(tx, open, who)),
    ...(await contactTasks(tx, helped)),
    ...led.flatMap(it => tasksOf(it, progress.get(it.id), ukDay(now))),
    ...(await followUpTasks(tx, who, now)),
  ]
}

/** The cases that somebody else asks them to take over. */
async function askedOf(tx: Transaction, who: Identity): Promise<Task[]> {
  return (await transfersTo(tx, who.id)).map(({ file, answer_by }) => ({
    text: `Say whether you take it over: ${referenceOf(file)}`,
    href: `/cases/${file}/transfer`,
    due: answer_by,
  }))
}

/** Agreed plans of others that wait for a second person, for whoever opened the case. */
async function unsignedOf(tx: Transaction, open: readonly Case[], who: Identity): Promise<Task[]> {
  const opened = open.filter(({ opened_by }) => opened_by === who.id).map(({ id }) => id)
  return (await unsignedPlans(tx, opened))
    .filter(({ made_by, agreements }) => made_by !== who.id && agreedOn(agreements) !== undefined)
    .map(({ file }) => ({
      text: `Look at the plan, and sign it off: ${referenceOf(file)}`,
      href: `/cases/${file}/plan`,
    }))
}

/** The first meeting that a kind of help asks for, until somebody has met them. */
async function contactTasks(tx: Transaction, led: readonly Case[]): Promise<Task[]> {
  const owed = await contactsOwed(
    tx,
    led.map(({ id }) => id),
  )
  return led.flatMap(({ id, opened_at }) => {
    const hours = owed.get(id)
    if (hours === undefined) return []
    const { by } = contactOf(opened_at, hours, undefined)
    const detail = `Their kind of help says: within ${hours} hours of opening, so by ${longTime(by)}.`
    return [{ text: `Meet them: ${referenceOf(id)}`, href: `/cases/${id}/sessions`, due: ukDay(by), detail }]
  })
}

/** The follow-ups that are due of cases that they closed. */
async function followUpTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const ended = await endedBy(tx, who.id)
  const made = await looksOf(
    tx,
    ended.map(({ file }) => file),
  )
  return ended.flatMap(({ file, ...outcome }) => {
    const next = followUpsOwed(
      true,
      outcome,
      made.filter(it => it.file === file),
    )[0]
    if (next === undefined || next.due > daysAfter(ukDay(now), 14)) return []
    const text = `Ask how they are, ${next.months} months on: ${referenceOf(file)}`
    return [{ text, href: `/cases/${file}/looks/new`, due: next.due }]
  })
}

function tasksOf({ id }: Case, progress: Progress | undefined, today: string): Task[] {
  if (progress === undefined) return []
  const { next, transition, handoverPlanned } = progress
  const reference = referenceOf(id)
  const move = transition !== undefined && !handoverPlanned && transition.planBy <= today
  return [
    ...(next === undefined
      ? []
      : [
          {
            text: `${taskOf[next.what].text}: ${reference}`,
            href: `/cases/${id}${taskOf[next.what].path}`,
            due: next.due,
          },
        ]),
    ...(move
      ? [
          {
            text: `Plan the move to adult services: ${reference}`,
            href: `/cases/${id}/next`,
            due: transition.planBy,
            detail: `They turn 18 on ${longDate(transition.eighteen)}. Help does not stop on that day.`,
          },
        ]
      : []),
  ]
}

/** The cases that the Interventions Group was asked to talk about, and has not yet. The title names nobody. */
export async function agenda(tx: Transaction, now: Date): Promise<AgendaItem[]> {
  return (await openCases(tx)).flatMap(({ id, events }) => {
    const asked = events.findLast(({ event }) => event === 'asked' || event === 'discussed')
    if (asked?.event !== 'asked' || ukDay(now) > daysAfter(ukDay(asked.at), days.agenda)) return []
    const item = { kind: 'case', id, title: referenceOf(id), why: asked.why, href: `/cases/${id}` }
    return [{ ...item, group: 'grp.interventions' }]
  })
}

/** The counts of the whole partnership, for whoever may read them; nothing for anyone else. */
export async function measures(tx: Transaction): Promise<Figure[]> {
  if (!(await may(tx, 'read', countsCollection))) return []
  const counted = await tallies(tx)
  const { sessions, heads } = await groupSums(tx)
  const inAll = (part: number | undefined, more: number): number => (part ?? 0) + more
  return figuresOf({
    ...counted,
    'group session': inAll(counted['group session'], sessions),
    'group heads': inAll(counted['group heads'], heads),
  })
}

/** A case by its reference, such as "Case 3F9A2C". Names are found by the module of people. */
export async function search(tx: Transaction, words: string): Promise<SearchHit[]> {
  const sought = words
    .trim()
    .toUpperCase()
    .replace(/^CASE\s+/, '')
  if (!/^[0-9A-F]{6}$/.test(sought)) return []
  return (await openCases(tx))
    .filter(({ id }) => id.slice(-6).toUpperCase() === sought)
    .map(({ id }) => ({ title: referenceOf(id), href: `/cases/${id}`, kind: 'case', detail: 'Open' }))
}

/** When somebody's cases began and ended, for the timeline of their record. */
export async function timeline(tx: Transaction, person: string): Promise<TimelineEvent[]> {
  return (await casesOf(tx, person)).flatMap(({ id, events }) =>
    events
      .filter(({ event }) => event === 'opened' || event === 'closed' || event === 'reopened')
      .map(({ event, at, why }) => ({
        at: at.toISOString(),
        title: `${referenceOf(id)} was ${event}`,
        detail: why,
        source: 'cases',
      })),
  )
}

/** Which of these records of people have a plan that is being carried out: see helpedAmong for who learns it, and of whom. */
export async function beingHelped(tx: Transaction, people: readonly string[]): Promise<ReadonlySet<string>> {
  return helpedAmong(tx, people)
}
