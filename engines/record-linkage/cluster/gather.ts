import { type Weight, weightOf } from '../predict/weights.ts'
import { createMarkers, type Decision, type Markers } from './decisions.ts'
import type { Evidence } from './evidence.ts'

/**
 * When records come together and when they part. `join`: the least weight of the strongest evidence that brings two
 * clusters together. `fracture`: the least mean weight, over every pair compared between them, that lets them; and the
 * least weight that keeps together two records that already were. `join` is the higher, so that a small change of
 * evidence does not make people flicker.
 */
export type ClusterRules = {
  readonly join: Weight
  readonly fracture: Weight
  readonly decisions?: readonly Decision[]
}

/** Two clusters that strong evidence would join, kept apart, and why: a case for a person to look at. */
export type Refusal = {
  readonly left: number
  readonly right: number
  readonly weight: Weight
  readonly because: 'mean' | 'guard' | 'decision'
  readonly scope?: string
}

/** Records put into groups, each ascending, in order of their first record. */
export type Gathered = { readonly groups: readonly (readonly number[])[]; readonly refusals: readonly Refusal[] }

/** The defaults: a score of 0.95 to join, a score of one half to part. */
export const DEFAULT_RULES: ClusterRules = { join: weightOf(0.95), fracture: weightOf(0.5) }

/**
 * Gathers records into people. Pairs are taken from the strongest down; two clusters come together when the pair
 * reaches `join`, no decision or guard parts any two of their records, and all that was compared between them, for and
 * against, has a mean weight of `fracture` or more. One false bridge therefore cannot chain two people together while
 * their other records speak against it. Average linkage (Sokal and Michener 1958) over compared pairs, single linkage
 * for the order. `together` says which records were one cluster before. Ties fall by record number.
 */
export function gather(
  evidence: Evidence,
  records: readonly number[],
  rules: ClusterRules,
  together: (a: number, b: number) => boolean = () => false,
): Gathered {
  if (rules.fracture > rules.join) throw new Error(`fracture must not be above join: ${rules.fracture} > ${rules.join}`)
  const clusters = createClusters(records)
  const markers = createMarkers(rules.decisions ?? [])
  const refusals: Refusal[] = []
  joinDecided(clusters, markers, rules.decisions ?? [], refusals)
  for (const { left, right, weight } of candidates(evidence, clusters, rules, together)) {
    const [a, b] = [clusters.rootOf(left), clusters.rootOf(right)]
    if (a === b) continue
    const refusal = refuse(evidence, clusters, markers, a, b, rules.fracture)
    if (refusal === undefined) merge(clusters, markers, a, b)
    else refusals.push({ left, right, weight, ...refusal })
  }
  return { groups: clusters.groups(), refusals }
}

type Clusters = {
  has(record: number): boolean
  rootOf(record: number): number
  membersOf(root: number): readonly number[]
  join(a: number, b: number): { from: number; to: number }
  records(): readonly number[]
  groups(): number[][]
}

function createClusters(records: readonly number[]): Clusters {
  const root = new Map(records.map(record => [record, record]))
  const members = new Map(records.map(record => [record, [record]]))
  const membersOf = (at: number): number[] => members.get(at) ?? []
  return {
    has: record => root.has(record),
    rootOf: record => root.get(record) ?? record,
    membersOf,
    join(a, b) {
      const [from, to] = membersOf(a).length > membersOf(b).length ? [b, a] : [a, b]
      for (const record of membersOf(from)) root.set(record, to)
      members.set(to, [...membersOf(to), ...membersOf(from)])
      members.delete(from)
      return { from, to }
    },
    records: () => records,
    groups: () => [...members.values()].map(group => group.sort((a, b) => a - b)).sort((a, b) => a[0] - b[0]),
  }
}

function merge(clusters: Clusters, markers: Markers, a: number, b: number): void {
  const { from, to } = clusters.join(a, b)
  markers.carry(from, to)
}

// What people have decided comes first and needs no evidence; where two decisions disagree, records stay apart.
function joinDecided(clusters: Clusters, markers: Markers, decisions: readonly Decision[], refusals: Refusal[]): void {
  for (const { people } of decisions) {
    for (const group of people) {
      const [first, ...rest] = group.filter(clusters.has)
      for (const record of rest) {
        const [a, b] = [clusters.rootOf(first), clusters.rootOf(record)]
        if (a === b) continue
        const scope = markers.barrier(a, b)
        if (scope === undefined) merge(clusters, markers, a, b)
        else refusals.push({ left: first, right: record, weight: Number.POSITIVE_INFINITY, because: 'decision', scope })
      }
    }
  }
}

type Candidate = { left: number; right: number; weight: Weight }

function candidates(
  evidence: Evidence,
  clusters: Clusters,
  { join, fracture }: ClusterRules,
  together: (a: number, b: number) => boolean,
): Candidate[] {
  const found: Candidate[] = []
  for (const left of clusters.records()) {
    evidence.each(left, (right, weight) => {
      if (left >= right || weight < fracture || !clusters.has(right)) return
      if (weight >= join || together(left, right)) found.push({ left, right, weight })
    })
  }
  return found.sort((x, y) => y.weight - x.weight || x.left - y.left || x.right - y.right)
}

type Reason = { because: Refusal['because']; scope?: string } | undefined

function refuse(
  evidence: Evidence,
  clusters: Clusters,
  markers: Markers,
  a: number,
  b: number,
  fracture: Weight,
): Reason {
  const scope = markers.barrier(a, b)
  if (scope !== undefined) return { because: 'decision', scope }
  const [few, many] = clusters.membersOf(a).length < clusters.membersOf(b).length ? [a, b] : [b, a]
  let total = 0
  let compared = 0
  let guarded = false
  for (const record of clusters.membersOf(few)) {
    evidence.each(record, (to, weight, apart) => {
      if (clusters.rootOf(to) !== many || !clusters.has(to)) return
      total += weight
      compared++
      guarded ||= apart
    })
  }
  if (guarded) return { because: 'guard' }
  return total < fracture * compared ? { because: 'mean' } : undefined
}
