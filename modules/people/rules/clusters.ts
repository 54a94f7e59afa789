import {
  type ClusterChange,
  changesBetween,
  createEvidence,
  type Decision,
  gather,
  type NamedCluster,
  nameGroups,
  type ScoredPairs,
} from '#engines/record-linkage'
import { leastWeight, linkRules } from './linkage.ts'

export type WeighedPair = {
  readonly one: string
  readonly other: string
  readonly weight: number
  /** Twins, or brothers and sisters: never put together by evidence. */
  readonly apart: boolean
}
export type SaidPair = { readonly one: string; readonly other: string; readonly said: 'same' | 'not same' }

export type Neighbourhood = {
  readonly records: readonly string[]
  readonly pairs: readonly WeighedPair[]
  readonly said: readonly SaidPair[]
  /** The cluster in which each record stands now; a record that was never matched has none. */
  readonly standing: ReadonlyMap<string, string>
  /** Where they stood before what is now undone: what holds together and keeps its number is reckoned from there. */
  readonly restored?: ReadonlyMap<string, string>
}

/** What became of some records: a merge brings records together, a split parts them. */
export type Change = {
  readonly kind: 'merged' | 'split' | 'rearranged'
  readonly before: ReadonlyMap<string, string>
  readonly after: ReadonlyMap<string, string>
}

/** What became of whole clusters: those whose records all went one way, with where; and those whose records parted. */
export function partings(changes: readonly Change[]): { moved: Map<string, string>; parted: string[] } {
  const went = new Map<string, Set<string>>()
  for (const { before, after } of changes) {
    for (const [record, cluster] of before) {
      const now = after.get(record)
      if (now !== undefined) went.set(cluster, (went.get(cluster) ?? new Set()).add(now))
    }
  }
  const moved = new Map([...went].flatMap(([from, [to, other]]) => (to && !other && to !== from ? [[from, to]] : [])))
  return { moved, parted: [...went].flatMap(([from, to]) => (to.size > 1 ? [from] : [])) }
}

export type Regrouped = { readonly clusters: ReadonlyMap<string, string>; readonly changes: readonly Change[] }

/**
 * Puts records into people: what somebody said first, then evidence from the strongest down. Clusters keep their numbers as
 * far as they stay together; `fresh` gives a number to a new one.
 */
export function regroup(hood: Neighbourhood, fresh: () => string): Regrouped {
  const places = new Map(hood.records.map((id, place) => [id, place]))
  const memory = hood.restored === undefined ? hood.standing : restoredOver(hood.standing, hood.restored)
  const together = (a: number, b: number): boolean => {
    const cluster = memory.get(hood.records[a] ?? '')
    return cluster !== undefined && cluster === memory.get(hood.records[b] ?? '')
  }
  const evidence = createEvidence(hood.records.length, evidencePairs(hood, places))
  const decisions = decisionsOf(hood.said, places)
  const { groups } = gather(evidence, [...places.values()], { ...linkRules, decisions }, together)
  const numbers = numbering()
  const named = nameGroups(groups, byPlace(memory, places, numbers), () => numbers.of(fresh()))
  const clusters = new Map(
    named.flatMap(({ id, records }) => records.map(place => [hood.records[place] ?? '', numbers.name(id)] as const)),
  )
  const changes = changesBetween(clustersOf(byPlace(hood.standing, places, numbers)), named)
  return { clusters, changes: changes.flatMap(change => shown(change, hood.records, numbers)) }
}

/** What was before counts for the records that it names; the others stand where they stand. */
function restoredOver(
  standing: ReadonlyMap<string, string>,
  restored: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...standing, ...restored])
}

// Names of clusters as the numbers that the engine wants, and back.
type Numbering = { of(name: string): number; name(number: number): string }
function numbering(): Numbering {
  const numbers = new Map<string, number>()
  const names: string[] = ['']
  return {
    of(name) {
      const known = numbers.get(name)
      if (known !== undefined) return known
      numbers.set(name, names.length)
      return names.push(name) - 1
    },
    name: number => names[number] ?? '',
  }
}

function byPlace(
  standing: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, number>,
  numbers: Numbering,
): Map<number, number> {
  return new Map(
    [...standing].flatMap(([record, cluster]) => {
      const place = places.get(record)
      return place === undefined ? [] : [[place, numbers.of(cluster)] as const]
    }),
  )
}

function clustersOf(standing: ReadonlyMap<number, number>): NamedCluster[] {
  const records = Map.groupBy([...standing], ([, cluster]) => cluster)
  return [...records].map(([id, members]) => ({
    id,
    records: members.map(([place]) => place).toSorted((a, b) => a - b),
  }))
}

// Pairs inside what evidence ties together and that are not worth a look count against, as much as such pairs do: one
// strong bridge must not bring together records that speak against each other.
function evidencePairs({ records, pairs, said }: Neighbourhood, places: ReadonlyMap<string, number>): ScoredPairs {
  const known = new Map<string, { left: number; right: number; weight: number; apart: number }>()
  const put = (a: number, b: number, weight: number, apart: number): void => {
    const [left, right] = a < b ? [a, b] : [b, a]
    known.set(`${left} ${right}`, { left, right, weight, apart })
  }
  const placed = (it: { one: string; other: string }): [number, number] | undefined => {
    const [a, b] = [places.get(it.one), places.get(it.other)]
    return a === undefined || b === undefined ? undefined : [a, b]
  }
  const ties = [
    ...pairs.filter(({ weight, apart }) => weight >= linkRules.fracture && !apart),
    ...said.filter(it => it.said === 'same'),
  ]
  for (const group of tiedTogether(
    records.length,
    ties.flatMap(tie => [placed(tie) ?? []]).filter(it => it.length === 2),
  ))
    for (const a of group) for (const b of group) if (a < b) put(a, b, leastWeight, 0)
  for (const pair of pairs) {
    const at = placed(pair)
    if (at !== undefined) put(...at, pair.weight, pair.apart ? 1 : 0)
  }
  const list = [...known.values()]
  return {
    left: Uint32Array.from(list, it => it.left),
    right: Uint32Array.from(list, it => it.right),
    weight: Float32Array.from(list, it => it.weight),
    apart: Uint8Array.from(list, it => it.apart),
  }
}

// Beyond so many records a tie is no sign of one person, and every pair of them would be too many.
const mostTied = 60

function tiedTogether(records: number, ties: readonly (readonly number[])[]): number[][] {
  const root = Array.from({ length: records }, (_, place) => place)
  const rootOf = (place: number): number => {
    let at = place
    while (root[at] !== at) at = root[at] ?? at
    return at
  }
  for (const [a = 0, b = 0] of ties) root[Math.max(rootOf(a), rootOf(b))] = Math.min(rootOf(a), rootOf(b))
  const groups = Map.groupBy(root.keys(), rootOf)
  return [...groups.values()].filter(group => group.length > 1 && group.length <= mostTied)
}

function decisionsOf(said: readonly SaidPair[], places: ReadonlyMap<string, number>): Decision[] {
  return said.flatMap(({ one, other, said: word }) => {
    const [a, b] = [places.get(one), places.get(other)]
    if (a === undefined || b === undefined) return []
    return [{ scope: `${one} ${other}`, people: word === 'same' ? [[a, b]] : [[a], [b]] }]
  })
}

// A record that comes alone is no event. One that comes to others, or others that come to it, is.
function shown(change: ClusterChange, records: readonly string[], numbers: Numbering): Change[] {
  const named = (clusters: readonly NamedCluster[]): Map<string, string> =>
    new Map(
      clusters.flatMap(({ id, records: places }) =>
        places.map(place => [records[place] ?? '', numbers.name(id)] as const),
      ),
    )
  const [before, after] = [named(change.before), named(change.after)]
  if (change.kind === 'removed' || after.size < 2) return []
  const kind = change.kind === 'split' || change.kind === 'rearranged' ? change.kind : 'merged'
  return [{ kind, before, after }]
}
