// Likely ranges of counts and rates that come from independent events.

const z95 = 1.959964

/** P(X <= count) for a Poisson count with this mean, summed term by term. */
function poissonUpTo(count: number, mean: number): number {
  let term = Math.exp(-mean)
  let total = term
  for (let k = 1; k <= count; k++) {
    term *= mean / k
    total += term
  }
  return total
}

/** The mean in [0, 60] at which a falling probability equals `target`. */
function meanWhere(probability: (mean: number) => number, target: number): number {
  let [low, high] = [0, 60]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (probability(middle) > target) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const byar = (events: number, z: number) => events * (1 - 1 / (9 * events) + z / (3 * Math.sqrt(events))) ** 3

/** The lowest level that would still bring this count, at a one-sided normal point z (Byar's approximation). */
export function lowerBound(count: number, z: number): number {
  return count === 0 ? 0 : Math.max(0, byar(count, -z))
}

/**
 * The 95% range of the level behind a count.
 * Under 10: exact (Garwood 1936, Biometrika 28, 437-442). From 10: Byar's approximation, as in the public health
 * guidance of the United Kingdom (Breslow and Day 1987, Statistical Methods in Cancer Research II, p. 69).
 * @throws Error when the count is not a whole number from 0.
 */
export function countRange(count: number): [number, number] {
  if (!Number.isInteger(count) || count < 0) throw new Error(`A count must be a whole number from 0, not ${count}.`)
  if (count < 10) {
    const low = count === 0 ? 0 : meanWhere(mean => poissonUpTo(count - 1, mean), 0.975)
    return [low, meanWhere(mean => poissonUpTo(count, mean), 0.025)]
  }
  return [byar(count, -z95), byar(count + 1, z95)]
}

export type Rate = { rate: number; low: number; high: number }

/**
 * Events for each `per` people, with their 95% range.
 * @throws Error when the population is not above 0.
 */
export function rateWithRange(count: number, population: number, per: number): Rate {
  if (!(population > 0)) throw new Error(`A population must be above 0, not ${population}.`)
  const [low, high] = countRange(count)
  const scaled = (events: number) => (events / population) * per
  return { rate: scaled(count), low: scaled(low), high: scaled(high) }
}

export type Tally = { count: number; population: number }

/**
 * How many times the second rate the first is, with its 95% range, or undefined when either count is 0.
 * exp(ln RR +- 1.96 sqrt(1/a + 1/b)); source: Rothman, Greenland and Lash, Modern Epidemiology (3rd ed.), ch. 14.
 */
export function rateRatio(first: Tally, second: Tally): { ratio: number; low: number; high: number } | undefined {
  if (first.count === 0 || second.count === 0) return undefined
  const ratio = first.count / first.population / (second.count / second.population)
  const spread = Math.exp(z95 * Math.sqrt(1 / first.count + 1 / second.count))
  return { ratio, low: ratio / spread, high: ratio * spread }
}
