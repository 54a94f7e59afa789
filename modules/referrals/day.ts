// What waits for somebody on their first screen, and for a group on its agenda.
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem, Identity, Task } from '#platform/module'
import { dueInWords, todo } from './pages/due.ts'
import { goingTasks } from './pages/going-shown.ts'
import { makers } from './pages/shared.ts'
import { listed, shownOf } from './reading.ts'
import { goingDue, whyNobodyGoes } from './rules/going.ts'
import { everyOutcome, groupsAfter, outcomes } from './rules/outcomes.ts'
import { inOrder, type ReferralEvent } from './rules/states.ts'
import { referenceOf } from './rules/titles.ts'
import { calledBack, callWork } from './rules/work.ts'
import { calendar } from './store/calendar.ts'
import { outsideCount, outsideLength, waitingOutside } from './store/outside.ts'
import { returnedTo } from './store/referrals.ts'
import { forGroup, forTheChair, lateCount, toSortCount, workLength, workToSort } from './store/work-lists.ts'

const everyGroup = [...new Set(everyOutcome.flatMap(groupsAfter))]

/** Referrals that wait for a group to talk about them, the longest first; one for both groups stands on both agendas. */
export async function agenda(tx: Transaction): Promise<AgendaItem[]> {
  const items: AgendaItem[] = []
  for (const group of everyGroup) items.push(...(await agendaOf(tx, group)))
  return items
}

async function agendaOf(tx: Transaction, group: string): Promise<AgendaItem[]> {
  const { rows, more } = await forGroup(tx, group)
  return (await listed(tx, rows)).map(({ referral, content }) => {
    const { id, title, outcome } = shownOf(referral, content)
    const why = outcome === undefined ? '' : outcomes[outcome].words
    return { kind: 'referral', id, title, why, group, href: `/referrals/${id}`, more }
  })
}

/** For whoever sorts: what waits, with its clock. For the chair: what waits too long. For whoever asked: what was returned. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const [sorts, chairs] = [who.roles.includes('coordinator'), who.roles.includes('chair')]
  return [
    ...(sorts
      ? [...(await outsideTasks(tx, now)), ...(await namingTasks(tx, who, now)), ...(await sortingTasks(tx, who, now))]
      : []),
    ...(chairs ? await chairTasks(tx, now) : []),
    ...(await goingTasks(tx, who, now)),
    ...(makers.some(role => who.roles.includes(role)) ? await returnedTasks(tx, who) : []),
  ]
}

/** A last line that says how many more there are, where the list was cut. */
function andMore(count: number, shown: number, href: string, words: string): Task[] {
  return count > shown ? [{ text: `And ${count - shown} more ${words}`, href }] : []
}

/** What waits with a clock and is mine or nobody’s, the soonest due first. */
async function sortingTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const waiting = await workToSort(tx, who.id, now)
  const shown = (await listed(tx, waiting)).flatMap(({ row, referral, content }) => {
    const due = dueInWords(row, now)
    if (due === undefined || row.due_at === null) return []
    const late = due.late ? `${due.text}. Late${due.chair ? ': the chair is told' : ''}` : due.text
    const rings = row.waits !== 'ringing' && calledBack(referral.events)?.what === 'not-reached'
    const detail = rings ? `${late}. Nobody has confirmed yet that they sent it: ring again` : late
    return [taskOf(`${todo(row)} ${shownOf(referral, content).title}`, referral.id, row.due_at, detail)]
  })
  const all = waiting.length < workLength ? waiting.length : await toSortCount(tx, who.id)
  return [...shown, ...andMore(all, waiting.length, '/referrals', 'referrals that wait for you or for nobody')]
}

/** Who can be reached now and is waited for by nobody, until somebody is named: of what is mine or nobody’s. */
async function namingTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const waiting = await workToSort(tx, who.id, now, true)
  const shown = (await listed(tx, waiting)).map(({ referral, content }) => ({
    text: `Name who goes: ${shownOf(referral, content).title}`,
    href: `/referrals/${referral.id}/moment`,
    due: ukDay(goingDue({ opened_at: referral.made_at, hours: 24 })),
    detail:
      whyNobodyGoes(referral.events) === undefined
        ? 'They can be reached now. Name who goes, or say why nobody can be named yet.'
        : 'It was written down why nobody could be named yet. It stays here until somebody is.',
  }))
  const all = waiting.length < workLength ? waiting.length : await toSortCount(tx, who.id, true)
  return [
    ...shown,
    ...andMore(all, waiting.length, '/referrals?goes=nobody', 'who can be reached, and to whom nobody goes'),
  ]
}

async function chairTasks(tx: Transaction, now: Date): Promise<Task[]> {
  const waiting = await forTheChair(tx, now)
  const shown = (await listed(tx, waiting)).flatMap(({ row, referral, content }) => {
    const due = dueInWords(row, now)
    if (due === undefined || row.due_at === null) return []
    const detail = `${due.text}. ${row.sorter_name ?? 'Nobody'} sorts it.`
    return [taskOf(`${shownOf(referral, content).title} waits past its time`, referral.id, row.due_at, detail)]
  })
  const all = waiting.length < workLength ? waiting.length : await lateCount(tx, now)
  return [...shown, ...andMore(all, waiting.length, '/referrals?late=yes', 'referrals that wait past their time')]
}

// A clock of working days ends with its day, so the day of the moment before is the one that counts.
const taskOf = (text: string, id: string, due: Date, detail: string): Task => ({
  text,
  href: `/referrals/${id}`,
  due: ukDay(new Date(due.getTime() - 1)),
  detail,
})

async function outsideTasks(tx: Transaction, now: Date): Promise<Task[]> {
  const [waiting, known] = [await waitingOutside(tx), await calendar(tx)]
  const shown = waiting.slice(0, outsideLength).flatMap(it => {
    const work = callWork(it, known, ukDay)
    const due = dueInWords(work, now)
    if (due === undefined || work.due_at === null) return []
    const detail = `${due.text}.${due.late ? ' Late.' : ''} It came by a link. Nothing is done with it before somebody has rung them.`
    const text = `Ring an organisation about referral ${referenceOf(it.id)}`
    return [{ ...taskOf(text, it.id, work.due_at, detail), href: `/referrals/outside/${it.id}` }]
  })
  const all = waiting.length > outsideLength ? await outsideCount(tx) : shown.length
  return [...shown, ...andMore(all, shown.length, '/referrals/outside', 'organisations to ring')]
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
