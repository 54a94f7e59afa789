import { logGamma } from '#engines/numerics'

/** A gamma prior of rates: `mean` per unit of exposure, `shape` how alike the rates are (large: all the same). */
export type RatePrior = { readonly mean: number; readonly shape: number }

const SHAPES = Array.from({ length: 29 }, (_, k) => 0.01 * 10 ** (k / 7))

/**
 * The prior under which the counts are likeliest (empirical Bayes; Clayton & Kaldor 1987, Biometrics 43), its mean the
 * overall rate. Fewer than two units with exposure share one rate.
 */
export function fitPrior(counts: ArrayLike<number>, exposure: ArrayLike<number>): RatePrior {
  let seen = 0
  let exposed = 0
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i]
    exposed += exposure[i]
  }
  const mean = (seen + 0.5) / Math.max(exposed, 1e-9)
  const tally = tallied(counts, exposure)
  const score = (shape: number) =>
    tally.reduce((total, { count, days, many }) => total + many * countLog(count, mean * days, shape), 0)
  const scores = SHAPES.map(score)
  return { mean, shape: SHAPES[scores.indexOf(Math.max(...scores))] }
}

/** Equal cells are scored once: most cells of a map hold the same few counts. */
function tallied(counts: ArrayLike<number>, exposure: ArrayLike<number>) {
  const groups = new Map<string, { count: number; days: number; many: number }>()
  for (let i = 0; i < counts.length; i++) {
    const name = `${counts[i]} ${exposure[i]}`
    const group = groups.get(name) ?? { count: counts[i], days: exposure[i], many: 0 }
    group.many += 1
    groups.set(name, group)
  }
  return [...groups.values()].filter(({ days }) => days > 0)
}

/** Posterior mean rate of a unit that showed `count` over `exposure`. */
export function shrunkRate({ mean, shape }: RatePrior, count: number, exposure: number): number {
  return (count + shape) / (exposure + shape / mean)
}

/** Log probability of a count whose mean is gamma with this shape (negative binomial; shape Infinity: Poisson). */
export function countLog(count: number, mean: number, shape: number): number {
  if (mean <= 0) return count === 0 ? 0 : -Infinity
  if (shape === Infinity) return count * Math.log(mean) - mean - logGamma(count + 1)
  const rest =
    count === 0
      ? 0
      : logGamma(count + shape) - logGamma(shape) - logGamma(count + 1) + count * Math.log(mean / (shape + mean))
  return rest - shape * Math.log1p(mean / shape)
}

/** Probability of one event or more. */
export function atLeastOne(mean: number, shape: number): number {
  return shape === Infinity ? -Math.expm1(-mean) : -Math.expm1(-shape * Math.log1p(mean / shape))
}

/** The smallest and largest counts of the central interval that holds at least `level`. */
export function countInterval(mean: number, shape: number, level: number): { low: number; high: number } {
  const tail = (1 - level) / 2
  let below = 0
  let low = -1
  for (let count = 0; ; count++) {
    below += Math.exp(countLog(count, mean, shape))
    if (low < 0 && below > tail) low = count
    if (below >= 1 - tail - 1e-12 || count > 1e6) return { low: Math.max(0, low), high: count }
  }
}
