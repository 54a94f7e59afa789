import { type ClusterChange, changesBetween, type NamedCluster, nameGroups } from './changes.ts'
import type { Evidence } from './evidence.ts'
import { type ClusterRules, gather, type Refusal } from './gather.ts'

/** What an update did. */
export type ClusterUpdate = { readonly changes: readonly ClusterChange[]; readonly refusals: readonly Refusal[] }

/** People as clusters of records, kept up to date as records come and change. */
export type People = {
  /** The cluster number of every record. */
  clusterOf(record: number): number
  /** The records of a cluster, ascending; empty for a number not in use. */
  recordsOf(cluster: number): readonly number[]
  /**
   * Looks again at the clusters of the touched records and those that strong evidence now ties to them; all others stay
   * as they are. For a new decision, touch every record that it names. A cluster keeps its number while the larger part of it stays together; numbers are never used again.
   */
  update(touched: readonly number[], rules?: ClusterRules): ClusterUpdate
}

/** Gathers all records of the evidence into people, numbered from 1 in order of their first record. */
export function createPeople(evidence: Evidence, rules: ClusterRules): People & { readonly first: ClusterUpdate } {
  const clusterOf = new Map<number, number>()
  const recordsOf = new Map<number, readonly number[]>()
  let last = 0
  const store = (clusters: readonly NamedCluster[]): void => {
    for (const { id, records } of clusters) {
      recordsOf.set(id, records)
      for (const record of records) clusterOf.set(record, id)
    }
  }
  const named = (records: readonly number[]): NamedCluster[] =>
    [...new Set(records.flatMap(record => clusterOf.get(record) ?? []))].map(id => ({
      id,
      records: recordsOf.get(id) ?? [],
    }))
  const update = (touched: readonly number[], now: ClusterRules = rules): ClusterUpdate => {
    const before = named(withTied(evidence, touched, now.join))
    const records = [...new Set([...touched, ...before.flatMap(cluster => cluster.records)])].sort((a, b) => a - b)
    const together = (a: number, b: number): boolean => clusterOf.has(a) && clusterOf.get(a) === clusterOf.get(b)
    const { groups, refusals } = gather(evidence, records, now, together)
    const after = nameGroups(groups, clusterOf, () => ++last)
    for (const { id } of before) recordsOf.delete(id)
    store(after)
    return { changes: changesBetween(before, after), refusals }
  }
  const first = update(Array.from({ length: evidence.records }, (_, record) => record))
  return {
    first,
    clusterOf: record => clusterOf.get(record) ?? 0,
    recordsOf: cluster => recordsOf.get(cluster) ?? [],
    update,
  }
}

// The touched records, and every record that evidence strong enough to join ties to one of them.
function withTied(evidence: Evidence, touched: readonly number[], join: number): number[] {
  const all = new Set(touched)
  for (const record of touched) {
    evidence.each(record, (to, weight) => {
      if (weight >= join) all.add(to)
    })
  }
  return [...all]
}
