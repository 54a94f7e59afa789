/** One change to people's clusters: the clusters it touched as they were, and as they are. Nothing is lost, so it can be undone. */
export type ClusterChange = {
  readonly kind: 'created' | 'joined' | 'merged' | 'split' | 'rearranged' | 'removed'
  readonly before: readonly NamedCluster[]
  readonly after: readonly NamedCluster[]
}

/** A cluster: its lasting number, and its records ascending. */
export type NamedCluster = { readonly id: number; readonly records: readonly number[] }

/**
 * Gives new groups the numbers of old clusters: the greatest overlap first (ties: the lower number, then the group with
 * the lower first record), so that a cluster keeps its number through growth and the larger part keeps it through a
 * split. Groups left over get fresh numbers from `fresh`.
 */
export function nameGroups(
  groups: readonly (readonly number[])[],
  before: ReadonlyMap<number, number>,
  fresh: () => number,
): NamedCluster[] {
  const overlaps = groups.flatMap((group, g) =>
    [...countBy(group.flatMap(record => before.get(record) ?? []))].map(([id, shared]) => ({ g, id, shared })),
  )
  overlaps.sort((x, y) => y.shared - x.shared || x.id - y.id || groups[x.g][0] - groups[y.g][0])
  const idOf = new Map<number, number>()
  const given = new Set<number>()
  for (const { g, id } of overlaps) {
    if (idOf.has(g) || given.has(id)) continue
    idOf.set(g, id)
    given.add(id)
  }
  return groups.map((records, g) => ({ id: idOf.get(g) ?? fresh(), records }))
}

/** Sets old clusters beside new ones and says what became of each: one change for every set of clusters that exchanged records. */
export function changesBetween(before: readonly NamedCluster[], after: readonly NamedCluster[]): ClusterChange[] {
  const oldOf = new Map(before.flatMap(cluster => cluster.records.map(record => [record, cluster] as const)))
  const newOf = new Map(after.flatMap(cluster => cluster.records.map(record => [record, cluster] as const)))
  const seen = new Set<NamedCluster>()
  return [...after, ...before].flatMap(cluster => {
    if (seen.has(cluster)) return []
    const touched = reach(cluster, oldOf, newOf)
    for (const each of [...touched.before, ...touched.after]) seen.add(each)
    const kind = kindOf(touched.before, touched.after)
    return kind === undefined ? [] : [{ kind, ...touched }]
  })
}

type Touched = { before: NamedCluster[]; after: NamedCluster[] }

function reach(from: NamedCluster, oldOf: Map<number, NamedCluster>, newOf: Map<number, NamedCluster>): Touched {
  const before = new Set<NamedCluster>()
  const after = new Set<NamedCluster>()
  const waiting = [...from.records]
  const done = new Set<number>()
  for (let record = waiting.pop(); record !== undefined; record = waiting.pop()) {
    if (done.has(record)) continue
    done.add(record)
    const [old, now] = [oldOf.get(record), newOf.get(record)]
    if (old !== undefined && !before.has(old)) waiting.push(...(before.add(old) && old.records))
    if (now !== undefined && !after.has(now)) waiting.push(...(after.add(now) && now.records))
  }
  const byId = (x: NamedCluster, y: NamedCluster): number => x.id - y.id
  return { before: [...before].sort(byId), after: [...after].sort(byId) }
}

function kindOf(before: readonly NamedCluster[], after: readonly NamedCluster[]): ClusterChange['kind'] | undefined {
  if (before.length === 0) return 'created'
  if (after.length === 0) return 'removed'
  if (before.length > 1 && after.length === 1) return 'merged'
  if (before.length === 1 && after.length > 1) return 'split'
  if (before.length > 1) return 'rearranged'
  return before[0].records.join() === after[0].records.join() ? undefined : 'joined'
}

function countBy(ids: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}
