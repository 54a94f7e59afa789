import { type Weight, weightOf } from '../predict/weights.ts'
import { type Candidates, strongestFirst } from './candidates.ts'
import { createMarkers, type Decision, type Markers } from './decisions.ts'
import type { Evidence } from './evidence.ts'
import { createGrowing, type Growing } from './growing.ts'

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
  const growing = createGrowing(records, evidence.records)
  const markers = createMarkers(rules.decisions ?? [])
  const refusals: Refusal[] = []
  joinDecided(growing, markers, rules.decisions ?? [], refusals)
  const found: Candidates = strongestFirst(evidence, records, growing.has, rules, together)
  for (let k = 0; k < found.left.length; k++) {
    const a = growing.rootOf(found.left[k])
    const b = growing.rootOf(found.right[k])
    if (a === b) continue
    const refusal = refuse(evidence, growing, markers, a, b, rules.fracture)
    if (refusal === undefined) merge(growing, markers, a, b)
    else refusals.push({ left: found.left[k], right: found.right[k], weight: found.weight[k], ...refusal })
  }
  return { groups: growing.groups(), refusals }
}

function merge(growing: Growing, markers: Markers, a: number, b: number): void {
  const { from, to } = growing.join(a, b)
  markers.carry(from, to)
}

// What people have decided comes first and needs no evidence; where two decisions disagree, records stay apart.
function joinDecided(growing: Growing, markers: Markers, decisions: readonly Decision[], refusals: Refusal[]): void {
  for (const { people } of decisions) {
    for (const group of people) {
      const [first, ...rest] = group.filter(growing.has)
      for (const record of rest) {
        const [a, b] = [growing.rootOf(first), growing.rootOf(record)]
        if (a === b) continue
        const scope = markers.barrier(a, b)
        if (scope === undefined) merge(growing, markers, a, b)
        else refusals.push({ left: first, right: record, weight: Number.POSITIVE_INFINITY, because: 'decision', scope })
      }
    }
  }
}

type Reason = { because: Refusal['because']; scope?: string } | undefined

function refuse(
  evidence: Evidence,
  growing: Growing,
  markers: Markers,
  a: number,
  b: number,
  fracture: Weight,
): Reason {
  const scope = markers.barrier(a, b)
  if (scope !== undefined) return { because: 'decision', scope }
  const [few, many] = growing.sizeOf(a) < growing.sizeOf(b) ? [a, b] : [b, a]
  let total = 0
  let compared = 0
  let guarded = false
  growing.eachMember(few, record => {
    evidence.each(record, (to, weight, apart) => {
      if (!growing.has(to) || growing.rootOf(to) !== many) return
      total += weight
      compared++
      guarded ||= apart
    })
  })
  if (guarded) return { because: 'guard' }
  return total < fracture * compared ? { because: 'mean' } : undefined
}
