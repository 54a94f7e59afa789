import { type Colleague, colleagues } from '#modules/agencies'
import { audienceId, whoMay } from '#platform/access'
import type { Transaction } from '#platform/database'
import { membershipsOf } from '#platform/members'
import { workers } from './pages/shared.ts'

export type Goer = Colleague & { readonly coordinates: boolean }

/** Who can be sent: those of the file's team, and whoever holds it, whose work it is to read what they find. */
export async function goersOf(tx: Transaction, file: string): Promise<Goer[]> {
  const everybody = await colleagues(tx)
  const ids = everybody.map(({ id }) => id)
  const standing = await whoMay(tx, file)
  const belongs = await membershipsOf(tx, ids, file)
  const holds = (id: string): boolean =>
    standing.some(
      ({ audience }) =>
        audience === audienceId('person', id) || belongs.some(it => it.actor === id && it.audience === audience),
    )
  const rolesOf = (id: string): string[] =>
    belongs.filter(({ actor, kind }) => actor === id && kind === 'role').map(({ key }) => key)
  return everybody
    .filter(({ id }) => holds(id) && workers.some(role => rolesOf(id).includes(role)))
    .map(it => ({ ...it, coordinates: rolesOf(it.id).includes('coordinator') }))
}
