// What is usual for the time of year, from whole earlier years. Nothing later than the baseline is used.
import type { Limits, Point } from './spc.ts'
import { daysIn } from './words.ts'

/** A calendar month is told apart from chance only where this many events were counted in it, over all its years. */
export const fewestInSeason = 40

/** Upper 5% point of chi-square. Source: Wilson and Hilferty (1931), PNAS 17, 684-688. */
export function chiSquare95(freedom: number): number {
  const share = 2 / (9 * freedom)
  return freedom * (1 - share + 1.6449 * Math.sqrt(share)) ** 3
}

/**
 * The point that a Student variable passes as seldom as a normal one passes 3. Source: Abramowitz and Stegun (1964),
 * Handbook of Mathematical Functions, 26.7.5.
 */
export function studentThree(freedom: number): number {
  const z = 3
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3
}

type Season = { rate: number; days: number }

/** The rate of each calendar month, or undefined unless each was loaded twice or more with events enough. */
function ratesByMonth(points: readonly Point[]): Season[] | undefined {
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
  const seasons = Array.from({ length: 12 }, (_, month) => {
    const same = points.filter(({ number }) => number % 12 === month)
    const [count, days] = [total(same.map(point => point.count)), total(same.map(point => point.days))]
    return { years: same.length, count, days, rate: count / days }
  })
  return seasons.every(({ years, count }) => years >= 2 && count >= fewestInSeason) ? seasons : undefined
}

/**
 * The level of the same month in the baseline years, u_m = sum c / sum n = C_m / N_m, and lines for a month of n days at
 * u_m +- k sqrt(f u_m (1 / n + 1 / N_m)): the second part is that u_m itself comes from few months. f = 1 and k = 3, unless
 * Pearson's X^2 = sum (c - u_m n)^2 / (u_m n) passes the upper 5% point of chi-square with (months - 12) degrees: then
 * f = X^2 / (months - 12), and k is Student's (McCullagh and Nelder, Generalized Linear Models, 2nd ed., 4.5).
 */
export function seasonLimits(points: readonly Point[]): Limits | undefined {
  const seasons = ratesByMonth(points)
  if (seasons === undefined) return undefined
  const of = (month: number): Season => seasons[month % 12] ?? { rate: 0, days: 1 }
  const freedom = points.length - 12
  const statistic = points.reduce((sum, { number, count, days }) => {
    const expected = of(number).rate * days
    return sum + (count - expected) ** 2 / expected
  }, 0)
  const uneven = statistic > chiSquare95(freedom)
  const [spread, steps] = uneven ? [statistic / freedom, studentThree(freedom)] : [1, 3]
  const reach = (month: number) => steps * Math.sqrt(spread * of(month).rate * (1 / daysIn(month) + 1 / of(month).days))
  return {
    method: uneven ? 'uneven season' : 'season',
    months: points.map(({ number }) => number),
    usual: month => of(month).rate,
    upper: month => of(month).rate + reach(month),
    lower: month => Math.max(0, of(month).rate - reach(month)),
  }
}

/** Whether what is usual follows the month of the year. */
export function isSeasonal({ method }: Pick<Limits, 'method'>): boolean {
  return method === 'season' || method === 'uneven season'
}
