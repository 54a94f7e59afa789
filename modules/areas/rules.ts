export type VintageLink = { readonly code: string; readonly into: string; readonly change: 'U' | 'S' | 'M' | 'X' }

export type Residents = {
  readonly people: number
  /** `counted`: the figure is for this very area. `merged`: added up from the areas of 2011 that became it. `split`: its
   * share of an area of 2011, by households. */
  readonly basis: 'counted' | 'merged' | 'split'
}

/**
 * Residents of the small areas of 2021 from figures that may be for those of 2011. Whole areas are added; an area that was
 * split is divided by households, and left out where those are not known. Irregular changes are left out.
 */
export function residentsOf2021(
  counted: ReadonlyMap<string, number>,
  of2011: ReadonlyMap<string, number>,
  links: readonly VintageLink[],
  households: ReadonlyMap<string, number>,
): Map<string, Residents> {
  const residents = new Map<string, Residents>(
    [...counted].map(([code, people]) => [code, { people, basis: 'counted' }]),
  )
  const byNew = Map.groupBy(
    links.filter(({ into }) => !residents.has(into)),
    ({ into }) => into,
  )
  for (const [into, from] of byNew) {
    const found = from.every(({ change }) => change === 'M')
      ? merged(from, of2011)
      : split(from, links, of2011, households)
    if (found !== undefined) residents.set(into, found)
  }
  return residents
}

function merged(from: readonly VintageLink[], of2011: ReadonlyMap<string, number>): Residents | undefined {
  const parts = from.map(({ code }) => of2011.get(code))
  if (parts.some(part => part === undefined)) return undefined
  return { people: parts.reduce<number>((total, part) => total + (part ?? 0), 0), basis: 'merged' }
}

function split(
  from: readonly VintageLink[],
  links: readonly VintageLink[],
  of2011: ReadonlyMap<string, number>,
  households: ReadonlyMap<string, number>,
): Residents | undefined {
  const [only] = from
  if (only === undefined || from.length !== 1 || only.change !== 'S') return undefined
  const whole = of2011.get(only.code)
  const siblings = links.filter(({ code }) => code === only.code).map(({ into }) => households.get(into))
  const mine = households.get(only.into)
  if (whole === undefined || mine === undefined || siblings.some(count => count === undefined)) return undefined
  const all = siblings.reduce<number>((total, count) => total + (count ?? 0), 0)
  return all > 0 ? { people: (whole * mine) / all, basis: 'split' } : undefined
}

/** The last year that a period names: "2023-24" and "2024" end in 2024, "mid-2020" in 2020. Undefined without a year. */
export function endYear(period: string): number | undefined {
  const years = [...period.matchAll(/(?:19|20)\d\d/g)].map(([year]) => Number(year))
  const last = years.at(-1)
  const short = /((?:19|20)\d\d)[-/](\d\d)(?!\d)/.exec(period)
  if (short?.[1] !== undefined && short[2] !== undefined) return Number(`${short[1].slice(0, 2)}${short[2]}`)
  return last
}

/** The newest period that does not end after `year`. */
export function newestUpTo(periods: readonly string[], year: number): string | undefined {
  return periods
    .filter(period => (endYear(period) ?? Number.POSITIVE_INFINITY) <= year)
    .sort((a, b) => (endYear(b) ?? 0) - (endYear(a) ?? 0))[0]
}
