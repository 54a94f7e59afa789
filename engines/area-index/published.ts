/** One area's scores in each year, as a published table prints them, with the summaries it prints, if any. */
export interface PublishedRow {
  area: string
  scores: readonly number[]
  printedAverage?: number | undefined
  printedChange?: number | undefined
}

/** A printed figure that the row's own scores do not give. */
export interface Discrepancy {
  area: string
  figure: 'average' | 'change'
  printed: number
  computed: number
}

export interface PublishedResult {
  area: string
  scores: readonly number[]
  /** Mean of the yearly scores to two decimals, half up, and the same as printed text ("9.67"). */
  average: number
  averageText: string
  /** Last year less first year. */
  change: number
}

export interface PublishedTable {
  years: readonly string[]
  rows: PublishedResult[]
  /** Areas whose score rose by `rise` or more from the first year to the last, in the order of the table. */
  rises: PublishedResult[]
  discrepancies: Discrepancy[]
}

/**
 * Recomputes a published score table from its yearly scores. Arithmetic is in whole hundredths, so that a half is rounded
 * up exactly where pen and paper would.
 * @throws when there are no years, a row has another number of scores, or a score is not a number of at most two decimals
 */
export function publishedTable(years: readonly string[], rows: readonly PublishedRow[], rise = 3): PublishedTable {
  if (years.length === 0) throw new Error('years must hold at least one year')
  if (!(rise > 0)) throw new Error(`rise must be above 0, got ${rise}`)
  const results = rows.map(row => resultOf(row, years.length))
  return {
    years,
    rows: results,
    rises: results.filter(result => result.change >= rise),
    discrepancies: rows.flatMap((row, i) => discrepanciesOf(row, results[i])),
  }
}

function resultOf({ area, scores }: PublishedRow, years: number): PublishedResult {
  if (scores.length !== years) throw new Error(`${area} must have ${years} scores, got ${scores.length}`)
  const hundredths = scores.map(score => hundredthsOf(area, score))
  const total = hundredths.reduce((sum, score) => sum + score, 0)
  const average = Math.floor((2 * total + years) / (2 * years)) / 100
  const change = (hundredths[years - 1] - hundredths[0]) / 100
  return { area, scores, average, averageText: average.toFixed(2), change }
}

function hundredthsOf(area: string, value: number): number {
  const hundredths = Math.round(value * 100)
  if (!Number.isFinite(value) || Math.abs(value * 100 - hundredths) > 1e-6) {
    throw new Error(`${area} must have scores of at most two decimals, got ${value}`)
  }
  return hundredths
}

function discrepanciesOf(row: PublishedRow, { average, change }: PublishedResult): Discrepancy[] {
  const printed = [
    { figure: 'average' as const, printed: row.printedAverage, computed: average },
    { figure: 'change' as const, printed: row.printedChange, computed: change },
  ]
  return printed.flatMap(({ figure, printed: value, computed }) =>
    value === undefined || hundredthsOf(row.area, value) === Math.round(computed * 100)
      ? []
      : [{ area: row.area, figure, printed: value, computed }],
  )
}
