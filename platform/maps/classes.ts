import { checkFinite } from '../charts/picture.ts'

/** Five steps between `from` and `to`; a value on a break belongs to the higher step. */
export type Classes = { from: number; to: number; breaks: readonly [number, number, number, number] }

/** A number, "few" for a value hidden because its count is fewer than 5, or null where no file is loaded. */
export type AreaValue = number | 'few' | null

/** @throws Error when the breaks do not rise inside the ends. */
export function checkClasses({ from, to, breaks }: Classes): void {
  const steps = [from, ...breaks, to]
  checkFinite('The breaks of the map', steps)
  if (steps.some((step, index) => index > 0 && !(step > (steps[index - 1] ?? step)))) {
    throw new Error(`The breaks of the map must rise from ${from} to ${to}.`)
  }
}

/** Five equal steps. */
export function evenClasses(from: number, to: number): Classes {
  const step = (to - from) / 5
  return { from, to, breaks: [from + step, from + 2 * step, from + 3 * step, from + 4 * step] }
}

/** Step 0 to 4 of a value. */
export function stepOf(value: number, { breaks }: Classes): number {
  return breaks.filter(limit => value >= limit).length
}

/** What an area is drawn as. */
export type Fill = 'no-data' | 'few' | 0 | 1 | 2 | 3 | 4

export const fills: readonly Fill[] = [0, 1, 2, 3, 4, 'few', 'no-data']

export function fillOf(value: AreaValue | undefined, classes: Classes): Fill {
  if (value === 'few') return 'few'
  if (value === null || value === undefined) return 'no-data'
  return fills[stepOf(value, classes)] ?? 0
}

export type LegendBin = { from: number; to: number; step: number; count: number }

/** Bins for the legend: two for each step, so that every bar has one colour. */
export function legendBins(values: readonly number[], classes: Classes): LegendBin[] {
  const limits = [classes.from, ...classes.breaks, classes.to]
  const bins = classes.breaks.concat(classes.to).flatMap((to, step) => {
    const from = limits[step] ?? classes.from
    const middle = (from + to) / 2
    return [
      { from, to: middle, step, count: 0 },
      { from: middle, to, step, count: 0 },
    ]
  })
  for (const value of values) {
    const bin = bins.findLast(each => value >= each.from) ?? bins[0]
    if (bin !== undefined) bin.count += 1
  }
  return bins
}
