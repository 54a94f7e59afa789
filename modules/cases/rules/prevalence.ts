/** A share is shown only of so many assessments, and a count only from so many: fewer could lead to somebody. */
export const smallest = { of: 10, count: 5 } as const

export type Prevalence = {
  readonly factor: string
  /** Nothing where the count is too small to show. */
  readonly share:
    | { readonly n: number; readonly percent: number; readonly low: number; readonly high: number }
    | undefined
}

/** The 95 % interval of a share in percent, by Wilson (1927), J. Am. Stat. Assoc. 22, p. 209: right at small numbers too. */
export function wilson(n: number, of: number): { low: number; high: number } {
  if (!Number.isInteger(n) || !Number.isInteger(of) || of < 1 || n < 0 || n > of)
    throw new Error('n and of must be whole numbers, with 0 <= n <= of and of at least 1.')
  const z = 1.959964
  const share = n / of
  const middle = share + (z * z) / (2 * of)
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return { low: Math.max(0, (100 * (middle - half)) / scale), high: Math.min(100, (100 * (middle + half)) / scale) }
}

/**
 * How common each strength and risk was among the assessments that were counted. All of it is kept back while there are fewer
 * than ten assessments; a single one while it, or its absence, was seen fewer than five times.
 */
export function prevalenceOf(
  tallies: readonly { readonly factor: string; readonly n: number }[],
  factors: readonly string[],
): { readonly of: number | undefined; readonly list: readonly Prevalence[] } {
  const counted = new Map(tallies.map(({ factor, n }) => [factor, n]))
  const of = counted.get('') ?? 0
  if (of < smallest.of) return { of: undefined, list: [] }
  const list = factors.map(factor => {
    const n = Math.min(of, counted.get(factor) ?? 0)
    const shown = n >= smallest.count && of - n >= smallest.count
    return { factor, share: shown ? { n, percent: (100 * n) / of, ...wilson(n, of) } : undefined }
  })
  return { of, list: list.toSorted((a, b) => (b.share?.percent ?? -1) - (a.share?.percent ?? -1)) }
}

const quarterEnd = (month: string): string => {
  const [year = 0, at = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, Math.ceil(at / 3) * 3, 1)).toISOString().slice(0, 10)
}

/**
 * Up to which day (not with it) counts are shown; undefined while none are. Only whole quarters, each together with those before it that
 * held fewer than ten assessments: so nobody who reads before and after learns what changed by fewer than ten people.
 */
export function shownBefore(
  counted: readonly { readonly month: string; readonly n: number }[],
  today: string,
): string | undefined {
  const quarters = Map.groupBy(counted, ({ month }) => quarterEnd(month))
  let shown: string | undefined
  let held = 0
  for (const end of [...quarters.keys()].filter(day => day <= today).sort()) {
    held += (quarters.get(end) ?? []).reduce((sum, { n }) => sum + n, 0)
    if (held >= smallest.of) [shown, held] = [end, 0]
  }
  return shown
}
