import { sharedUint32 } from '../columns/shared.ts'
import { shareOne } from '../compare/tests.ts'
import { BATCH, type PairBatch } from './batch.ts'
import type { RuleGroups } from './groups.ts'

/**
 * Several rules' groups together. A pair belongs to the first rule that finds it, so that no pair is met twice and
 * nothing has to be remembered: an earlier rule's groups say whether it had the pair already.
 */
export type Blocks = {
  readonly split: number
  readonly rules: readonly RuleGroups[]
  /** Groups of the rules with one group at most, record by record: `groups[record * rules + rule]`. */
  readonly groups: Uint32Array
}

/** A run of positions in the members of one rule: the unit in which pairs are counted and compared. */
export type Span = { readonly rule: number; readonly from: number; readonly to: number }

/** Lays the groups of the rules side by side. `split` as in createRegister. */
export function createBlocks(rules: readonly RuleGroups[], records: number, split: number): Blocks {
  const groups = sharedUint32(records * rules.length)
  rules.forEach(({ groupOf }, rule) => {
    for (let record = 0; record < groupOf.length; record++) groups[record * rules.length + rule] = groupOf[record]
  })
  return { split, rules: rules.map(rule => ({ ...rule, groupOf: new Uint32Array(0) })), groups }
}

/** Pairs that a rule makes by itself, before those of earlier rules are taken away: exact, from the group sizes. */
export function rawPairs({ starts, members }: RuleGroups, split: number): number {
  let pairs = 0
  for (let g = 1; g < starts.length; g++) pairs += pairsOfGroup(members, starts[g - 1], starts[g], split)
  return pairs
}

/** The largest groups of a rule: a member of each and its size, largest first. */
export function largestGroups(groups: RuleGroups, most: number): { readonly member: number; readonly size: number }[] {
  const { starts, members } = groups
  const sizes = Array.from({ length: starts.length - 1 }, (_, g) => ({
    member: members[starts[g]],
    size: starts[g + 1] - starts[g],
  }))
  return sizes.sort((a, b) => b.size - a.size || a.member - b.member).slice(0, most)
}

/** Cuts the work into spans of about `pairs` raw pairs each. Depends on the records alone, never on the number of threads. */
export function spansOf({ rules, split }: Blocks, pairs = 250_000): Span[] {
  return rules.flatMap(({ starts, members }, rule) => {
    const spans: Span[] = []
    let from = 0
    let held = 0
    for (let g = 1; g < starts.length; g++) {
      for (let p = starts[g - 1]; p < starts[g]; p++) {
        held += starts[g] - firstPartner(members, p, starts[g], split)
        if (held < pairs) continue
        spans.push({ rule, from, to: p + 1 })
        from = p + 1
        held = 0
      }
    }
    return held > 0 ? [...spans, { rule, from, to: members.length }] : spans
  })
}

/** Meets every pair of a span once, left record before right, in an order fixed by the records; `use` takes full batches. */
export function eachPair(blocks: Blocks, span: Span, use: (batch: PairBatch) => void): void {
  const { starts, members } = blocks.rules[span.rule]
  const met = createMet(blocks, span.rule)
  const batch: PairBatch = { left: new Uint32Array(BATCH), right: new Uint32Array(BATCH), length: 0 }
  let g = groupAt(starts, span.from)
  for (let p = span.from; p < span.to; p++) {
    while (p >= starts[g]) g++
    const left = members[p]
    for (let q = firstPartner(members, p, starts[g], blocks.split); q < starts[g]; q++) {
      if (met(left, members[q], g)) continue
      batch.left[batch.length] = left
      batch.right[batch.length++] = members[q]
      if (batch.length < BATCH) continue
      use(batch)
      batch.length = 0
    }
  }
  if (batch.length > 0) use(batch)
}

// Whether an earlier rule, or an earlier group of this rule, has the pair.
function createMet(blocks: Blocks, rule: number): (left: number, right: number, group: number) => boolean {
  const { rules, groups } = blocks
  const width = rules.length
  const several = rules.map(each => each.several)
  const own = several[rule]
  const manyBefore = several.flatMap((each, k) => (k < rule && each !== undefined ? [each] : []))
  return (left, right, group) => {
    const a = left * width
    const b = right * width
    for (let k = 0; k < rule; k++) if (groups[a + k] !== 0 && groups[a + k] === groups[b + k]) return true
    for (const { starts, groups: all } of manyBefore) {
      if (shareOne(all, starts[left], starts[left + 1], starts[right], starts[right + 1])) return true
    }
    return own !== undefined && firstShared(own.groups, own.starts, left, right) !== group
  }
}

function firstShared(groups: Uint32Array, starts: Uint32Array, left: number, right: number): number {
  let x = starts[left]
  let y = starts[right]
  while (groups[x] !== groups[y]) {
    if (groups[x] < groups[y]) x++
    else y++
  }
  return groups[x]
}

// Where the partners of position p begin: after it, and in the second file when two are linked.
function firstPartner(members: Uint32Array, p: number, end: number, split: number): number {
  if (split === 0) return p + 1
  if (members[p] >= split) return end
  let low = p + 1
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    if (members[middle] < split) low = middle + 1
    else high = middle
  }
  return low
}

function pairsOfGroup(members: Uint32Array, from: number, to: number, split: number): number {
  if (split === 0) return ((to - from) * (to - from - 1)) / 2
  const second = firstPartner(members, from, to, split)
  return members[from] >= split ? 0 : (second - from) * (to - second)
}

function groupAt(starts: Uint32Array, position: number): number {
  let low = 1
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle] <= position) low = middle + 1
    else high = middle
  }
  return low
}
