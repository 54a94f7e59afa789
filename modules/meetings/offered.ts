import type { AgendaItem, Visit } from '#platform/module'
import type { Item } from './store/items.ts'

/** What the modules offer to a group's agenda and the present actor may read, without what stands on this agenda already. */
export async function offersFor(visit: Visit, group: string, items: readonly Item[]): Promise<AgendaItem[]> {
  const offered: AgendaItem[] = []
  for (const { agenda } of visit.modules) offered.push(...((await agenda?.(visit.tx, visit.now, visit.modules)) ?? []))
  const here = new Set(items.map(({ kind, subject }) => `${kind} ${subject}`))
  const fresh = offered.filter(it => it.group === group && !here.has(`${it.kind} ${it.id}`))
  return fresh.filter((it, at) => fresh.findIndex(({ kind, id }) => kind === it.kind && id === it.id) === at)
}
