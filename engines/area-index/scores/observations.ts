import { type Numbers, requireLength, variance } from '#engines/numerics'
import type { Indicator, Measure } from '../input.ts'

/** How an observed figure scatters about its true value. */
export type Noise = 'poisson' | 'normal' | 'none'

/**
 * One indicator as two columns. Under 'poisson' they are the count and the denominator; under 'normal' the estimate and
 * its standard error; under 'none' the figure and 0. A missing value is NaN in both.
 */
export interface Observations {
  noise: Noise
  first: Float64Array
  second: Float64Array
  /** 'arcsine' when the first column is the arcsine of the root of a proportion. */
  scale: 'plain' | 'arcsine'
}

/** Columns in memory that every thread can read. */
export const sharedColumn = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length))

/** An indicator's measure as columns. @throws naming the indicator, the column and the area where a number is impossible */
export function observationsOf(indicator: Indicator, areas: number, members: Uint8Array): Observations {
  const observations = columnsOf(indicator.measure, indicator.key, areas, members)
  const known = observations.first.some((value, area) => members[area] === 1 && !Number.isNaN(value))
  if (!known) throw new Error(`${indicator.key} must have a value for at least one reference area`)
  return observations
}

function columnsOf(measure: Measure, key: string, areas: number, members: Uint8Array): Observations {
  if (measure.kind === 'count') {
    const columns = pairs({ [`${key} counts`]: measure.counts, [`${key} denominators`]: measure.denominators }, areas)
    return { noise: 'poisson', scale: 'plain', ...columns }
  }
  if (measure.kind === 'proportion') {
    const columns = pairs({ [`${key} successes`]: measure.successes, [`${key} trials`]: measure.trials }, areas)
    return { noise: 'normal', scale: 'arcsine', ...stabilised(columns, key) }
  }
  requireLength(`${key} values`, measure.values, areas)
  const first = sharedColumn(areas)
  first.set(measure.values)
  refuseInfinite(key, first)
  if (measure.standardErrors) return withErrors(first, measure.standardErrors, key)
  if (measure.reliability !== undefined) return withReliability(first, measure.reliability, members, key)
  return { noise: 'none', scale: 'plain', first, second: sharedColumn(areas) }
}

interface Columns {
  first: Float64Array
  second: Float64Array
}

/** A count and what it is out of: both or neither known, the count not negative, the other above 0. */
function pairs(named: Record<string, Numbers>, areas: number): Columns {
  const [[countName, counts], [baseName, bases]] = Object.entries(named)
  requireLength(countName, counts, areas)
  requireLength(baseName, bases, areas)
  const columns = { first: sharedColumn(areas), second: sharedColumn(areas) }
  for (let area = 0; area < areas; area++) {
    const missing = Number.isNaN(counts[area]) || Number.isNaN(bases[area])
    columns.first[area] = missing ? Number.NaN : counts[area]
    columns.second[area] = missing ? Number.NaN : bases[area]
    if (missing) continue
    if (!(counts[area] >= 0 && counts[area] < Infinity)) {
      throw new Error(`${countName}[${area}] must be 0 or more, got ${counts[area]}`)
    }
    if (!(bases[area] > 0 && bases[area] < Infinity)) {
      throw new Error(`${baseName}[${area}] must be above 0 where a count is given, got ${bases[area]}`)
    }
  }
  return columns
}

/** Anscombe (1948): asin sqrt((y + 3/8) / (n + 3/4)) has variance near 1 / (4n + 2) whatever the proportion. */
function stabilised({ first, second }: Columns, key: string): Columns {
  for (let area = 0; area < first.length; area++) {
    const trials = second[area]
    if (first[area] > trials) {
      throw new Error(`${key} successes[${area}] must be at most its trials (${trials}), got ${first[area]}`)
    }
    first[area] = Math.asin(Math.sqrt((first[area] + 0.375) / (trials + 0.75)))
    second[area] = 1 / Math.sqrt(4 * trials + 2)
  }
  return { first, second }
}

function withErrors(first: Float64Array, errors: Numbers, key: string): Observations {
  requireLength(`${key} standardErrors`, errors, first.length)
  const second = sharedColumn(first.length)
  for (let area = 0; area < first.length; area++) {
    second[area] = Number.isNaN(first[area]) ? Number.NaN : errors[area]
    if (Number.isNaN(first[area])) continue
    if (!(errors[area] >= 0 && errors[area] < Infinity)) {
      throw new Error(`${key} standardErrors[${area}] must be 0 or more where a value is given, got ${errors[area]}`)
    }
  }
  return { noise: 'normal', scale: 'plain', first, second }
}

/** Reliability r means that the error variance is (1 - r) of the variance seen between the reference areas. */
function withReliability(first: Float64Array, reliability: number, members: Uint8Array, key: string): Observations {
  if (!(reliability > 0 && reliability <= 1)) {
    throw new Error(`${key} reliability must be above 0 and at most 1, got ${reliability}`)
  }
  const known = first.filter((value, area) => members[area] === 1 && !Number.isNaN(value))
  const error = known.length < 2 ? 0 : Math.sqrt((1 - reliability) * variance(known))
  const second = sharedColumn(first.length)
  second.set(first.map(value => (Number.isNaN(value) ? Number.NaN : error)))
  return { noise: error > 0 ? 'normal' : 'none', scale: 'plain', first, second }
}

function refuseInfinite(key: string, values: Float64Array): void {
  const area = values.findIndex(value => value === Infinity || value === -Infinity)
  if (area >= 0)
    throw new Error(`${key} values[${area}] must be a finite number or NaN for missing, got ${values[area]}`)
}
