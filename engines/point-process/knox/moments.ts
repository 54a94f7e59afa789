/** Number of pairs and of two-pair paths (pairs sharing an event) of a graph given by its degrees. */
export type Pairing = { readonly pairs: number; readonly paths: number }

export function pairing(degrees: Int32Array): Pairing {
  let ends = 0
  let paths = 0
  for (const degree of degrees) {
    ends += degree
    paths += (degree * (degree - 1)) / 2
  }
  return { pairs: ends / 2, paths }
}

/**
 * Exact mean and variance of the number of pairs close in both space and time when times are permuted over places:
 * David & Barton (1966), Biometrika 53; Mantel (1967), Cancer Research 27. With N pairs and M paths in each graph,
 *   E[X]   = 2 Ns Nt / n(n-1)
 *   E[X^2] = E[X] + 4 Ms Mt / n(n-1)(n-2) + 4 Ds Dt / n(n-1)(n-2)(n-3),   D = N(N-1) - 2M,
 * the three terms being a pair with itself, two pairs sharing an event and two disjoint pairs. Needs n of at least 4.
 */
export function permutationMoments(space: Pairing, time: Pairing, n: number): { mean: number; variance: number } {
  const ordered = n * (n - 1)
  const mean = (2 * space.pairs * time.pairs) / ordered
  const sharing = (4 * space.paths * time.paths) / (ordered * (n - 2))
  const disjoint = (4 * disjointPairs(space) * (disjointPairs(time) / ordered)) / ((n - 2) * (n - 3))
  return { mean, variance: Math.max(0, mean + sharing + disjoint - mean * mean) }
}

const disjointPairs = ({ pairs, paths }: Pairing): number => pairs * (pairs - 1) - 2 * paths

/** Degrees of "closer in time than limits[b] and not closer than limits[b - 1]", one array per band. */
export function timeDegrees(times: Float64Array, limits: readonly number[]): Int32Array[] {
  const order = Int32Array.from(times, (_, i) => i).sort((a, b) => times[a] - times[b])
  const sorted = Float64Array.from(order, i => times[i])
  let inner = new Int32Array(times.length)
  return limits.map(limit => {
    const within = degreesWithin(sorted, limit)
    const band = within.map((degree, i) => degree - inner[i])
    inner = within
    return band
  })
}

function degreesWithin(sorted: Float64Array, limit: number): Int32Array<ArrayBuffer> {
  const degrees = new Int32Array(sorted.length)
  let first = 0
  let next = 0
  for (let i = 0; i < sorted.length; i++) {
    while (sorted[i] - sorted[first] >= limit) first += 1
    while (next < sorted.length && sorted[next] - sorted[i] < limit) next += 1
    degrees[i] = next - first - 1
  }
  return degrees
}
