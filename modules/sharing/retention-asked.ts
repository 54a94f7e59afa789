// What a request for erasure that was upheld brings to the queue: the records that it names, and what stands on them, because a
// record cannot go before those. Each of them is decided on by itself.
import type { Transaction } from '#platform/database'
import type { RetentionRule } from '#platform/module'
import { erasuresUpheld, standingOn } from './store/retention-look.ts'

/** Every record that was asked for, with the day of the decision: the earliest where there is more than one. */
export async function askedToGo(
  tx: Transaction,
  rules: readonly RetentionRule[],
): Promise<ReadonlyMap<string, string>> {
  const asked = new Map<string, string>()
  let fresh = (await erasuresUpheld(tx)).map(({ record: id, decidedOn }) => ({ id, day: decidedOn }))
  while (fresh.length > 0) {
    for (const { id, day } of fresh) asked.set(id, day)
    fresh = await onTopOf(tx, rules, fresh, asked)
  }
  return asked
}

type Asked = { readonly id: string; readonly day: string }

async function onTopOf(
  tx: Transaction,
  rules: readonly RetentionRule[],
  below: readonly Asked[],
  known: ReadonlyMap<string, string>,
): Promise<Asked[]> {
  const days = new Map(below.map(({ id, day }) => [id, day]))
  const found: Asked[] = []
  for (const rule of rules) {
    for (const { column } of (rule.holdsBack ?? []).filter(({ table }) => table === undefined)) {
      const rows = await standingOn(tx, rule, column, [...days.keys()])
      found.push(...rows.map(({ id, on }) => ({ id, day: days.get(on) ?? '' })))
    }
  }
  return found.filter(({ id, day }) => day < (known.get(id) ?? '9999'))
}
