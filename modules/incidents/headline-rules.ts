import { impliedPopulation } from './rules.ts'

/** A printed figure as the content pack holds it, as far as these rules need. */
export type PrintedFigure = {
  readonly id: string
  readonly figure: string
  readonly area: string
  readonly measure: string
  readonly value: number | null
  readonly value_before: number | null
}

export type PrintedPair = {
  readonly figure: string
  readonly area: string
  readonly before: PrintedYear
  readonly after: PrintedYear
  /** The populations that fit both years; undefined when none does, so that one of the four printed figures is wrong. */
  readonly bothFit: { readonly low: number; readonly high: number } | undefined
}

export type PrintedYear = {
  readonly count: number
  readonly rate: number
  /** The population that the count and the rate imply, and its range: the rate was rounded. */
  readonly people: number
  readonly low: number
  readonly high: number
}

/**
 * Figures of which both the number and the rate per 100,000 were printed for two years. Dividing one by the other gives the
 * population that the printed rate stands on, which the document does not state.
 */
export function printedPairs(figures: readonly PrintedFigure[]): PrintedPair[] {
  return figures
    .filter(({ measure }) => measure === 'count')
    .flatMap(counted => {
      const rated = figures.find(
        it => it.measure === 'rate' && it.figure === counted.figure && it.area === counted.area,
      )
      return rated === undefined ? [] : pairOf(counted, rated)
    })
}

function pairOf(counted: PrintedFigure, rated: PrintedFigure): PrintedPair[] {
  const [n, rate] = [counted.value, rated.value]
  const [before, rateBefore] = [counted.value_before, rated.value_before]
  if (n === null || rate === null || before === null || rateBefore === null) return []
  const decimals = Math.max(decimalsOf(rate), decimalsOf(rateBefore))
  const years = [yearOf(before, rateBefore, decimals), yearOf(n, rate, decimals)] as const
  const low = Math.max(years[0].low, years[1].low)
  const high = Math.min(years[0].high, years[1].high)
  const { figure, area } = counted
  return [{ figure, area, before: years[0], after: years[1], bothFit: low <= high ? { low, high } : undefined }]
}

function yearOf(count: number, rate: number, decimals: number): PrintedYear {
  const { low, high } = impliedPopulation(count, rate, decimals)
  return { count, rate, people: Math.round((count / rate) * 100_000), low: Math.ceil(low), high: Math.floor(high) }
}

// 8 beside 6.5 was printed to one decimal too: the nought was dropped.
function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0
}

/** "7 or 8 of 23", "12 or more of 23": the number of cases behind a printed share, which was worked back. */
export function casesInWords(total: number, from: number, to: number | null): string {
  if (to === null) return `${from} or more of ${total}`
  if (to === from) return `${from} of ${total}`
  return to === from + 1 ? `${from} or ${to} of ${total}` : `${from} to ${to} of ${total}`
}
