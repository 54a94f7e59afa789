import { everyRole } from '#modules/agencies'
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Figure, Identity, NextStep, PersonalDataSection, SearchHit, Task } from '#platform/module'
import { actionFigures } from './collections.ts'
import { progressOf, timeliness } from './rules.ts'
import { type ActionShown, actionShown } from './shown.ts'
import { type ActionRow, actionsConcerning, actionsNamed, actionsTouching, allEvents, dayOfDatabase } from './store.ts'
import { kindInPath } from './subjects.ts'
import { eventWords } from './words.ts'

const soon = 14 * 86_400_000

/** What waits for an answer, is to be done within two weeks or late, or is to be checked. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const every = await actionsTouching(tx, who.id)
  const mine = every.filter(({ owner }) => owner === who.id).map(row => actionShown(row, now))
  const rows = every.filter(({ proposed_by }) => proposed_by === who.id)
  const proposed = rows.map(row => actionShown(row, now))
  const until = ukDay(new Date(now.getTime() + soon))
  return [
    ...mine.filter(({ state }) => state === 'proposed').map(it => taskOf(it, 'Accept or decline', it.why)),
    ...mine
      .filter(({ state, due }) => (state === 'accepted' || state === 'started') && due !== null && due <= until)
      .map(it => taskOf(it, 'Do', it.overdue ? 'Its day has passed.' : it.stateWords)),
    ...proposed
      .filter(({ state, owner }) => state === 'done' && owner !== who.id)
      .map(it => taskOf(it, 'Check what was done', `${it.ownerName} says that it is done.`)),
    ...rows.flatMap(row => declinedLately(row, now)),
  ]
}

/** For two weeks the proposer is told that somebody declined, so that it is given to somebody else. */
function declinedLately(row: ActionRow, now: Date): Task[] {
  const answer = row.events.find(({ event }) => event === 'declined')
  if (answer === undefined || now.getTime() - answer.at.getTime() > soon) return []
  const { title, href, state } = actionShown(row, now)
  return state === 'declined' ? [{ text: `Declined: ${title}`, href, detail: answer.words ?? '' }] : []
}

function taskOf({ title, href, due }: ActionShown, what: string, detail: string): Task {
  const task = { text: `${what}: ${title}`, href, detail }
  return due === null ? task : { ...task, due }
}

/** The share of actions done by their day, for whoever may read the figures of all of them. */
export async function measures(tx: Transaction): Promise<Figure[]> {
  if (!(await may(tx, 'read', actionFigures))) return []
  const { due, inTime } = timeliness((await allEvents(tx)).map(progressOf), await dayOfDatabase(tx), ukDay)
  return [
    {
      key: 'actions-in-time',
      words: 'Actions done by their day',
      value: due === 0 ? null : Math.round((inTime / due) * 1_000) / 10,
      denominator: due,
      unit: '%',
      source: 'Actions of this partnership whose day has come',
    },
  ]
}

/** Actions whose title has these words, among those that the actor may read. */
export async function search(tx: Transaction, words: string): Promise<SearchHit[]> {
  if (words.trim() === '') return []
  return (await actionsNamed(tx, words.trim())).map(row => ({
    title: row.title,
    href: `/actions/${row.id}`,
    kind: 'action',
    detail: `For ${row.owner_name ?? 'somebody who left'}`,
  }))
}

/** What actions hold about the person of a record. What others wrote about them is read first by whoever answers. */
export async function personalData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const rows = (await actionsConcerning(tx, person)).flatMap(row =>
    row.events.map(it => ({
      Action: row.title,
      Why: row.why,
      'For whom to do': row.owner_agency ?? '',
      When: ukDay(it.at),
      'What happened': eventWords[it.event],
      Words: it.words ?? '',
    })),
  )
  return rows.length === 0 ? [] : [{ heading: 'Actions that concern them', rows }]
}

const from = ['tension', 'watch entry', 'conflict', 'referral', 'peer group', 'person', 'case']
const roles = ['practitioner', 'coordinator', 'chair', 'intelligence-lead', 'police-analyst', 'analyst']

export const nextSteps: readonly NextStep[] = [
  ...from.map(kind => ({
    from: kind,
    text: 'Propose an action',
    href: (id: string) => `/actions/about/${kindInPath(kind)}/${id}`,
    roles,
  })),
  { from: 'action', text: 'Add its day to your calendar', href: id => `/actions/${id}/calendar`, roles: everyRole },
]
