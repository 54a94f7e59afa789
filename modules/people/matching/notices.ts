import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { record } from '#platform/ledger'
import type { Module } from '#platform/module'
import { asMatcher } from '#platform/search'
import { forumList, type Listed, newsOfPlans, noticesFrom, standingList } from '../rules/notices.ts'
import { companionsOf } from '../store/linkage.ts'
import {
  childrenSeen,
  keepMatched,
  type NoticedChild,
  noticedChildren,
  seatsOf,
  unmatchedChildren,
} from '../store/notices.ts'
import { indexNow, type Matching, matchWaiting } from './matcher.ts'
import { personsOf } from './notice-persons.ts'

/** Matches children of recent notices to the records that are theirs, as the matcher. */
export async function matchNotices(it: Matching, today: string): Promise<void> {
  await matchWaiting(it)
  const matched = await asMatcher(it.tx, async () => {
    const children = await unmatchedChildren(it.tx, noticesFrom(today))
    if (children.length === 0) return 0
    const persons = await personsOf(it.tx, await indexNow(it), children)
    return keepMatched(it.tx, persons)
  })
  if (matched > 0) await record(it.tx, { action: 'write', kind: 'matching of notices', detail: { children: matched } })
}

/**
 * The children in households with a notice of the last year, for whoever sits in the task and finish group: those in no plan, and those
 * in a plan of whose new notice the lead does not know. Which records are theirs is found as the matcher; whether they are helped is
 * asked of every module that offers it, which tells this and nothing else to those who may read the list.
 */
export async function childrenForGroup(
  tx: Transaction,
  modules: readonly Module[],
  today: string,
): Promise<{ readonly inNoPlan: Listed<NoticedChild>[]; readonly inPlan: Listed<NoticedChild>[] }> {
  const { group } = await seatsOf(tx)
  const children = group ? await noticedChildren(tx, noticesFrom(today)) : []
  const persons = [...new Set(children.flatMap(({ person }) => person ?? []))]
  const companions = await companionsFor(tx, persons)
  const helped = await helpedAmong(tx, modules, [...companions.values()].flat())
  const inPlan = new Set([...companions].filter(([, ids]) => ids.some(id => helped.has(id))).map(([person]) => person))
  return { inNoPlan: standingList(children, inPlan, today), inPlan: newsOfPlans(children, inPlan, today) }
}

/** The children who saw or heard it, and those whom the group sent, for whoever sits in the forum. */
export async function childrenForForum(tx: Transaction, today: string): Promise<Listed<NoticedChild>[]> {
  const { forum } = await seatsOf(tx)
  return forum ? forumList(await childrenSeen(tx, noticesFrom(today)), today) : []
}

/** The records of a child who have a plan in use: to whoever sits in the group, as beingHelped has it. */
export async function recordsInPlan(
  tx: Transaction,
  modules: readonly Module[],
  { person }: NoticedChild,
): Promise<string[]> {
  if (person === null) return []
  return [...(await helpedAmong(tx, modules, (await companionsFor(tx, [person])).get(person) ?? []))]
}

/** Tells whoever leads a plan of theirs that there is news, and nothing of what it is. Throws Conflict where nobody leads one. */
export async function tellLeadOf(
  tx: Transaction,
  modules: readonly Module[],
  child: NoticedChild,
  now: Date,
): Promise<void> {
  const records = await recordsInPlan(tx, modules, child)
  let told = 0
  for (const { tellLeads } of modules) told += (await tellLeads?.(tx, records, child.id, now)) ?? 0
  if (told === 0)
    throw new Conflict('Nobody leads a plan of theirs at present, so nobody was told. Say what else happens now.')
}

const companionsFor = (tx: Transaction, persons: readonly string[]) => asMatcher(tx, () => companionsOf(tx, persons))

async function helpedAmong(
  tx: Transaction,
  modules: readonly Module[],
  records: readonly string[],
): Promise<Set<string>> {
  const helped = new Set<string>()
  for (const { beingHelped } of modules) {
    for (const id of (await beingHelped?.(tx, records)) ?? []) helped.add(id)
  }
  return helped
}
