/** Times as whole ticks of one unit, so that "seven days apart" is exact and never a rounding question. */
export type Ticks = { readonly values: Int32Array; readonly perDay: number }

// Day, hour, minute, second, millisecond, then decimal fractions of a day as printed in files.
const UNITS_PER_DAY = [1, 24, 1440, 86_400, 1e3, 1e4, 1e5, 1e6, 86_400_000]
const LARGEST = 2 ** 31 - 1

/**
 * The coarsest unit in which every time is a whole number, or undefined where none fits 32 bits
 * (the caller then compares the times as they are, in double precision).
 */
export function wholeTicks(days: Float64Array): Ticks | undefined {
  for (const perDay of UNITS_PER_DAY) {
    const values = inUnit(days, perDay)
    if (values !== undefined) return { values, perDay }
  }
  return undefined
}

function inUnit(days: Float64Array, perDay: number): Int32Array | undefined {
  let least = Infinity
  let most = -Infinity
  for (let i = 0; i < days.length; i++) {
    const value = days[i] * perDay
    const whole = Math.round(value)
    // Four rounding errors: a time that was parsed, shifted and scaled is still recognised, and nothing else is.
    if (Math.abs(value - whole) > 4 * Number.EPSILON * Math.abs(value) + 1e-9) return undefined
    least = Math.min(least, whole)
    most = Math.max(most, whole)
  }
  if (most - least > LARGEST) return undefined
  return Int32Array.from(days, day => Math.round(day * perDay) - least)
}

/** A gap of whole ticks is under `days` exactly when it is under this many ticks. */
export function tickLimit(days: number, perDay: number): number {
  const exact = days * perDay
  const whole = Math.round(exact)
  const limit = Math.abs(exact - whole) <= 4 * Number.EPSILON * exact ? whole : Math.ceil(exact)
  return Math.min(limit, LARGEST)
}
