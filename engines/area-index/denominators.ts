import { type Numbers, quantile, requireLength } from '#engines/numerics'

export interface DenominatorCheck {
  /** People who live in each area. */
  residents: Numbers
  /** People there in the daytime or evening (workers, visitors), where known; NaN where not. */
  present?: Numbers
  /** Events counted in each area. */
  counts: Numbers
}

export interface DenominatorLimits {
  /** People present per resident above which residents mislead; 2 unless stated. */
  presentPerResident?: number
  /** Times the middle rate above which residents may mislead; 5 unless stated. */
  timesMiddle?: number
}

/** An area whose rate per resident should not be read as risk to residents. */
export interface DenominatorWarning {
  area: number
  /** Why: many more people are there than live there, or the rate is far beyond the others (a town centre often is). */
  reason: 'many visitors' | 'extreme rate'
  presentPerResident: number | undefined
  timesMiddle: number
}

/**
 * Areas where residents are the wrong people to divide by, such as town centres: what happens there happens mostly to
 * people who do not live there (Andresen 2006, Br. J. Criminol. 46; Malleson & Andresen 2015, CaGIS 42).
 * @throws when lengths differ, a count is below 0, residents are not above 0, or a limit is not above 1
 */
export function denominatorWarnings(check: DenominatorCheck, limits: DenominatorLimits = {}): DenominatorWarning[] {
  const { presentPerResident: mostPresent = 2, timesMiddle: mostTimes = 5 } = limits
  requireAboveOne('presentPerResident', mostPresent)
  requireAboveOne('timesMiddle', mostTimes)
  const rates = ratesOf(check)
  const middle = quantile(rates, 0.5)
  const warnings: DenominatorWarning[] = []
  rates.forEach((rate, area) => {
    const visiting = (check.present?.[area] ?? Number.NaN) / check.residents[area]
    const presentPerResident = Number.isNaN(visiting) ? undefined : visiting
    const timesMiddle = middle === 0 ? Number.NaN : rate / middle
    if (visiting > mostPresent) warnings.push({ area, reason: 'many visitors', presentPerResident, timesMiddle })
    else if (timesMiddle > mostTimes) warnings.push({ area, reason: 'extreme rate', presentPerResident, timesMiddle })
  })
  return warnings
}

function requireAboveOne(name: string, value: number): void {
  if (!(value > 1)) throw new Error(`${name} must be above 1, got ${value}`)
}

function ratesOf({ residents, present, counts }: DenominatorCheck): Float64Array {
  requireLength('counts', counts, residents.length)
  if (present) requireLength('present', present, residents.length)
  return Float64Array.from(counts, (count, area) => {
    if (!(residents[area] > 0)) throw new Error(`residents[${area}] must be above 0, got ${residents[area]}`)
    if (!(count >= 0)) throw new Error(`counts[${area}] must be 0 or more, got ${count}`)
    return count / residents[area]
  })
}
