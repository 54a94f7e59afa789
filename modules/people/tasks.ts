import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem, Identity, Module, Task } from '#platform/module'
import { noticedChildren } from './collections.ts'
import { childrenInNoPlan } from './matching/notices.ts'
import { shown } from './pages/emergency.ts'
import { noticeRoles } from './pages/notices.ts'
import { reviewRoles } from './pages/review.ts'
import { peopleRoles } from './pages/shared.ts'
import { unreviewed } from './store/openings.ts'
import { mostQueued, reviewQueue } from './store/reviews.ts'
import { undecided } from './store/seals.ts'

/** What waits for somebody among records of people. Counts alone, where others may look over their shoulder: no name of whom it is about. */
export async function tasks(
  tx: Transaction,
  who: Identity,
  now: Date,
  modules: readonly Module[] = [],
): Promise<Task[]> {
  const holds = (roles: readonly string[]): boolean => who.roles.some(role => roles.includes(role))
  return [
    ...(who.roles.includes('governance') ? await openingsToReview(tx, who, now) : []),
    ...(holds(peopleRoles) ? await sealsToDecide(tx, who) : []),
    ...(holds(noticeRoles) ? await childrenToLookAt(tx, now, modules) : []),
    ...(holds(reviewRoles) ? await pairsToReview(tx, who) : []),
  ]
}

async function openingsToReview(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  return (await unreviewed(tx, who.id))
    .map(it => shown(it, now))
    .map(({ id, actor_name, due }) => ({
      text: `Review a record that ${actor_name} opened in an emergency`,
      href: `/break-glass/${id}`,
      due,
    }))
}

async function sealsToDecide(tx: Transaction, who: Identity): Promise<Task[]> {
  return (await undecided(tx, who.id)).map(({ record, asker_name }) => ({
    text: `${asker_name} asks to open a sealed record`,
    href: `/people/${record}/sealed`,
    detail: 'A second person decides.',
  }))
}

/**
 * The standing list for the task and finish group, by its count alone: to those who may read the list. Everybody in the group reads what
 * stands on an agenda, so it names nobody; the list itself opens to those with both keys.
 */
export async function agenda(tx: Transaction, now: Date, modules: readonly Module[] = []): Promise<AgendaItem[]> {
  const children = await childrenInNoPlan(tx, modules, ukDay(now))
  if (children.length === 0) return []
  const waiting = children.filter(({ step }) => step === null).length
  const many = children.length === 1 ? '1 child' : `${children.length} children`
  const title = `${many} in households with a domestic-abuse notice and in no plan`
  const why = waiting === 0 ? 'Somebody has looked at each.' : `Nobody has looked yet at ${waiting} of them.`
  const item = { kind: 'children with a notice', id: noticedChildren, href: '/notices/children' }
  return [{ ...item, title, why, group: 'grp.tfg_da' }]
}

/** For the task and finish group: nobody else reads a child of a notice, so nobody else has this task. */
async function childrenToLookAt(tx: Transaction, now: Date, modules: readonly Module[]): Promise<Task[]> {
  const waiting = (await childrenInNoPlan(tx, modules, ukDay(now))).filter(({ step }) => step === null).length
  if (waiting === 0) return []
  const text =
    waiting === 1
      ? '1 child with a notice of domestic abuse waits for a first look'
      : `${waiting} children with a notice of domestic abuse wait for a first look`
  return [{ text, href: '/notices/children', detail: 'No plan of theirs is in use here.' }]
}

async function pairsToReview(tx: Transaction, who: Identity): Promise<Task[]> {
  const waiting = (await reviewQueue(tx, who.id)).filter(({ asked }) => !asked).length
  if (waiting === 0) return []
  const many = waiting === mostQueued ? `${waiting} or more pairs of records wait` : `${waiting} pairs of records wait`
  const text = waiting === 1 ? '1 pair of records waits' : many
  return [{ text: `${text} for a look: are they the same person?`, href: '/people/pairs' }]
}
