import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem, Identity, Module, Task } from '#platform/module'
import { noticedChildren } from './collections.ts'
import { childrenForForum, childrenForGroup } from './matching/notices.ts'
import { shown } from './pages/emergency.ts'
import { noticeRoles } from './pages/noticed.ts'
import { reviewRoles } from './pages/review.ts'
import { peopleRoles } from './pages/shared.ts'
import type { NoticeStep } from './rules/notices.ts'
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
 * The lists of children with a notice, for the task and finish group and for the forum, by their counts alone: to those who may read the
 * list. Everybody in the group reads what stands on an agenda, so it names nobody; the list itself opens to those with both keys.
 */
export async function agenda(tx: Transaction, now: Date, modules: readonly Module[] = []): Promise<AgendaItem[]> {
  const { inNoPlan, inPlan } = await childrenForGroup(tx, modules, ukDay(now))
  const forum = await childrenForForum(tx, ukDay(now))
  const [group, unseen] = ['grp.tfg_da', forum.filter(({ step }) => step !== 'seen by the forum').length]
  return [
    ...offered(inNoPlan, unlooked(inNoPlan), {
      ...{ kind: 'children with a notice', href: '/notices/children', group },
      title: 'in households with a domestic-abuse notice and in no plan',
      why: many => (many === 0 ? 'Somebody has looked at each.' : `Nobody has looked yet at ${many} of them.`),
    }),
    ...offered(inPlan, unlooked(inPlan), {
      ...{ kind: 'children in a plan with a new notice', href: '/notices/in-plans', group },
      title: 'in a plan, with a new domestic-abuse notice',
      why: () => 'Whoever leads the plan does not know of it yet.',
    }),
    ...offered(forum, unseen, {
      ...{ kind: 'children for the forum', href: '/notices/forum', group: 'grp.witness' },
      title: 'who saw or heard domestic abuse, or whom the task and finish group sent',
      why: many =>
        many === 0 ? 'The forum has talked about each.' : `The forum has not talked yet about ${many} of them.`,
    }),
  ]
}

type Counted = Pick<AgendaItem, 'kind' | 'href' | 'group' | 'title'> & { readonly why: (waiting: number) => string }

function offered(listed: readonly unknown[], waiting: number, { title, why, ...item }: Counted): AgendaItem[] {
  if (listed.length === 0) return []
  const many = listed.length === 1 ? '1 child' : `${listed.length} children`
  return [{ ...item, id: noticedChildren, title: `${many} ${title}`, why: why(waiting) }]
}

const unlooked = (listed: readonly { readonly step: NoticeStep | null }[]): number =>
  listed.filter(({ step }) => step === null).length

/** For those who sit in the group or the forum: nobody else reads a child of a notice, so nobody else has these tasks. */
async function childrenToLookAt(tx: Transaction, now: Date, modules: readonly Module[]): Promise<Task[]> {
  const { inNoPlan, inPlan } = await childrenForGroup(tx, modules, ukDay(now))
  const unseen = (await childrenForForum(tx, ukDay(now))).filter(({ step }) => step !== 'seen by the forum').length
  const firstLook = 'with a notice of domestic abuse'
  return [
    ...counted(unlooked(inNoPlan), `${firstLook} waits for a first look`, `${firstLook} wait for a first look`, {
      href: '/notices/children',
      detail: 'No plan of theirs is in use here.',
    }),
    ...counted(inPlan.length, 'in a plan has a new notice', 'in a plan have a new notice', {
      href: '/notices/in-plans',
      detail: 'Whoever leads the plan does not know of it yet.',
    }),
    ...counted(unseen, 'waits for the forum', 'wait for the forum', {
      href: '/notices/forum',
      detail: 'They saw or heard domestic abuse, or the task and finish group sent them.',
    }),
  ]
}

const counted = (many: number, one: string, more: string, rest: Omit<Task, 'text'>): Task[] =>
  many === 0 ? [] : [{ text: many === 1 ? `1 child ${one}` : `${many} children ${more}`, ...rest }]

async function pairsToReview(tx: Transaction, who: Identity): Promise<Task[]> {
  const waiting = (await reviewQueue(tx, who.id)).filter(({ asked }) => !asked).length
  if (waiting === 0) return []
  const many = waiting === mostQueued ? `${waiting} or more pairs of records wait` : `${waiting} pairs of records wait`
  const text = waiting === 1 ? '1 pair of records waits' : many
  return [{ text: `${text} for a look: are they the same person?`, href: '/people/pairs' }]
}
