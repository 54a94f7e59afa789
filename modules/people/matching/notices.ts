import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import type { Module } from '#platform/module'
import { asMatcher } from '#platform/search'
import { linkRules, writtenOf } from '../rules/linkage.ts'
import { type Listed, noticesFrom, standingList } from '../rules/notices.ts'
import { companionsOf, standingOf } from '../store/linkage.ts'
import {
  keepMatched,
  type NoticedChild,
  noticedChildren,
  type UnmatchedChild,
  unmatchedChildren,
} from '../store/notices.ts'
import type { LinkageIndex } from './linkage-index.ts'
import { askIndex, type Matching, matchWaiting } from './matcher.ts'

/** How much weaker the next person must be: two who are nearly as like a child are none of theirs until somebody looks. */
const clear = 3

/** Matches children of recent notices to the records that are theirs, as the matcher. */
export async function matchNotices(it: Matching, today: string): Promise<void> {
  await matchWaiting(it)
  const matched = await asMatcher(it.tx, async () => {
    const children = await unmatchedChildren(it.tx, noticesFrom(today))
    if (children.length === 0) return 0
    const like = await askAgain(it, children)
    const standing = await standingOf(it.tx, [
      ...new Set([...like.values()].flatMap(found => found.map(({ id }) => id))),
    ])
    const persons = new Map(
      [...like].flatMap(([child, found]) => {
        const person = personOf(found, standing)
        return person === undefined ? [] : [[child, person] as const]
      }),
    )
    await keepMatched(it.tx, persons)
    return persons.size
  })
  if (matched > 0) await record(it.tx, { action: 'write', kind: 'matching of notices', detail: { children: matched } })
}

type Alike = { readonly id: string; readonly weight: number }

async function askAgain(it: Matching, children: readonly UnmatchedChild[]): Promise<Map<string, Alike[]>> {
  return askIndex(it, index => new Map(children.map(child => [child.id, alike(index, child)])))
}

function alike(index: LinkageIndex, { given_name, family_name, born, postcode }: UnmatchedChild): Alike[] {
  const written = writtenOf({
    given_name,
    family_name,
    other_names: [],
    born,
    born_precision: born === null ? 'unknown' : 'day',
    sex: 'not known',
    postcode,
    numbers: {},
  })
  return index
    .find(written, { least: linkRules.join, most: 5 })
    .filter(({ explanation }) => explanation.guards.length === 0)
    .map(({ id, explanation }) => ({ id, weight: explanation.weight }))
}

/** The person of the best record, where no other person comes near. */
function personOf(found: readonly Alike[], standing: ReadonlyMap<string, string>): string | undefined {
  const [best] = found
  const person = best === undefined ? undefined : standing.get(best.id)
  const rival = found.find(({ id }) => standing.get(id) !== person)
  return best === undefined || (rival !== undefined && rival.weight > best.weight - clear) ? undefined : person
}

/**
 * The children in households with a notice of the last year and in no plan. Which records are theirs is found as the matcher; whether
 * they are helped is asked of every module that offers it, which tells this and nothing else to those who may read the list.
 */
export async function childrenInNoPlan(
  tx: Transaction,
  modules: readonly Module[],
  today: string,
): Promise<Listed<NoticedChild>[]> {
  const children = await noticedChildren(tx, noticesFrom(today))
  const persons = [...new Set(children.flatMap(({ person }) => person ?? []))]
  const companions = await asMatcher(tx, () => companionsOf(tx, persons))
  const records = [...companions.values()].flat()
  const helped = new Set<string>()
  for (const { beingHelped } of modules) {
    for (const id of (await beingHelped?.(tx, records)) ?? []) helped.add(id)
  }
  const inPlan = [...companions].filter(([, ids]) => ids.some(id => helped.has(id))).map(([person]) => person)
  return standingList(children, new Set(inPlan), today)
}
