/**
 * Compared pairs: `left[k]` < `right[k]`, their match weight, and 1 in `apart[k]` where a guard holds (twins), which
 * keeps the two in different clusters.
 */
export type ScoredPairs = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly weight: Float32Array
  readonly apart: Uint8Array
}

/** Collects scored pairs one by one. */
export type PairList = { add(left: number, right: number, weight: number, apart: number): void; finish(): ScoredPairs }

/** An empty list of pairs, which doubles its room when full. */
export function pairList(): PairList {
  let pairs = emptyPairs(4096)
  let size = 0
  return {
    add(left, right, weight, apart) {
      if (size === pairs.left.length) pairs = joinPairs([pairs], size * 2)
      pairs.left[size] = left
      pairs.right[size] = right
      pairs.weight[size] = weight
      pairs.apart[size++] = apart
    },
    finish: () => ({
      left: pairs.left.slice(0, size),
      right: pairs.right.slice(0, size),
      weight: pairs.weight.slice(0, size),
      apart: pairs.apart.slice(0, size),
    }),
  }
}

/** Several lists of pairs laid end to end, with room for `room` pairs (default: just enough). */
export function joinPairs(lists: readonly ScoredPairs[], room?: number): ScoredPairs {
  const pairs = emptyPairs(room ?? lists.reduce((total, { left }) => total + left.length, 0))
  let at = 0
  for (const { left, right, weight, apart } of lists) {
    pairs.left.set(left, at)
    pairs.right.set(right, at)
    pairs.weight.set(weight, at)
    pairs.apart.set(apart, at)
    at += left.length
  }
  return pairs
}

const emptyPairs = (size: number): ScoredPairs => ({
  left: new Uint32Array(size),
  right: new Uint32Array(size),
  weight: new Float32Array(size),
  apart: new Uint8Array(size),
})
