/** Counts in bins of equal width; a value outside falls in the end bin, and the last bin holds its upper end. */
export function binCounts(values: readonly number[], from: number, to: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0)
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * bins)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}
