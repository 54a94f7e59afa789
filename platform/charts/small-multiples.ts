import type { PlotOptions } from '@observablehq/plot'
import { type Form, smallWidth, wideWidth } from './marks.ts'
import { colours } from './palette.ts'
import { type About, aboutFields, describe, measureLine, type Picture, type Sentence, table } from './picture.ts'
import { type PlotLibrary, renderPlot } from './plot.ts'
import { countRange } from './poisson.ts'
import { loadedPoints, type MonthCount } from './spc.ts'
import { countWords, figure, isHidden, noFile, type SmallCounts, sentenceCase } from './words.ts'

export type SmallMultiplesData = About & {
  /** "violence": the title begins with it. */
  subject: string
  /** What is counted, in the plural: "offences". */
  unit: string
  months: readonly MonthCount[]
  smallCounts?: SmallCounts
}

const seasons: readonly string[] = ['Winter', 'Spring', 'Summer', 'Autumn']

/** A season of one year. Winter is December to February and takes the year of its January. Undefined: a month has no file. */
type Season = { season: string; year: number; count: number | undefined; days: number }

function seasonsOf(months: readonly MonthCount[]): Season[] {
  const points = loadedPoints(months)
  if (points.length === 0) throw new Error('A picture by season needs at least one month with a count.')
  // Counted from December, so that a season is three neighbours: month + 1, divided by 3.
  const quarter = (number: number) => Math.floor((number + 1) / 3)
  const numbers = [...new Set(points.map(point => quarter(point.number)))]
  return numbers.map(number => {
    const inside = points.filter(point => quarter(point.number) === number)
    const days = inside.reduce((sum, point) => sum + point.days, 0)
    const count = inside.length === 3 ? inside.reduce((sum, point) => sum + point.count, 0) : undefined
    return { season: seasons[number % 4] ?? '', year: Math.floor(number / 4), count, days }
  })
}

type Drawn = { season: string; year: number; rate: number; low: number; high: number }

function drawable(all: readonly Season[], small: SmallCounts): Drawn[] {
  return all.flatMap(({ season, year, count, days }) => {
    if (count === undefined || isHidden(count, small)) return []
    const [low, high] = countRange(count)
    return [{ season, year, rate: count / days, low: low / days, high: high / days }]
  })
}

/** Every year from the first to the last that has a season to draw. */
function yearsOf(drawn: readonly Drawn[]): number[] {
  if (drawn.length === 0) return []
  const first = Math.min(...drawn.map(each => each.year))
  const last = Math.max(...drawn.map(each => each.year))
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Every year between the first and the last, with nothing where there is no season to draw: the line breaks there. */
function withGaps(drawn: readonly Drawn[], years: readonly number[]) {
  return seasons.flatMap(season =>
    years.map(year => ({ season, year, rate: drawn.find(each => each.season === season && each.year === year)?.rate })),
  )
}

function options(form: Form, drawn: readonly Drawn[], years: readonly number[]) {
  // Two by two on a phone: the row and column of a season.
  const column = ({ season }: { season: string }) => (form.wide ? season : seasons.indexOf(season) % 2)
  const row = ({ season }: { season: string }) => (form.wide ? 0 : Math.floor(seasons.indexOf(season) / 2))
  const facet = { fx: column, fy: row }
  const names = seasons.map(season => ({ season }))
  const ends = [years[0], years.at(-1)].filter((year, index, all) => year !== undefined && all.indexOf(year) === index)
  return (plot: PlotLibrary): PlotOptions => ({
    width: form.width,
    height: form.wide ? 250 : 330,
    marginTop: 34,
    marginLeft: 40,
    marginRight: form.wide ? 20 : 14,
    fx: { axis: null, domain: form.wide ? seasons : [0, 1], padding: form.wide ? 0.08 : 0.3 },
    fy: { axis: null, domain: form.wide ? [0] : [0, 1], padding: 0.2 },
    x: { label: null, domain: [(years[0] ?? 0) - 0.5, (years.at(-1) ?? 0) + 0.5], ticks: ends, tickFormat: String },
    y: { label: null, domain: [0, Math.max(...drawn.map(each => each.high), 0.1)], ticks: 4, grid: true },
    marks: [
      plot.ruleY([0], { stroke: colours.second }),
      plot.text(names, {
        ...facet,
        frameAnchor: 'top-left',
        dy: -20,
        text: 'season',
        fontWeight: 'bold',
        fontSize: 16,
      }),
      plot.ruleX(drawn, { ...facet, x: 'year', y1: 'low', y2: 'high', stroke: colours.hereRange, strokeWidth: 8 }),
      plot.lineY(withGaps(drawn, years), { ...facet, x: 'year', y: 'rate', stroke: colours.here, strokeWidth: 2 }),
      plot.dot(drawn, { ...facet, x: 'year', y: 'rate', r: 4.5, fill: colours.here, stroke: colours.paper }),
    ],
  })
}

/** The season whose rate is clearly the highest in every year that has all four, and how many such years there are. */
function alwaysHighest(
  drawn: readonly Drawn[],
  years: readonly number[],
): { season: string; years: number } | undefined {
  const whole = years.map(year => drawn.filter(each => each.year === year)).filter(each => each.length === 4)
  const tops = whole.map(year => {
    const [first, second] = [...year].sort((a, b) => b.rate - a.rate)
    return first !== undefined && second !== undefined && first.low > second.high ? first.season : undefined
  })
  const [season] = tops
  return season !== undefined && tops.length >= 2 && tops.every(top => top === season)
    ? { season, years: tops.length }
    : undefined
}

function seasonSentences(drawn: readonly Drawn[], years: readonly number[]): Sentence[] {
  const highest = alwaysHighest(drawn, years)
  if (highest === undefined) return []
  const text = 'Its range lay above that of every other season each time.'
  return [{ lead: `${highest.season} was highest in all ${highest.years} whole years on file.`, text }]
}

function tableRow({ season, year, count, days }: Season, small: SmallCounts): string[] {
  if (count === undefined) return [season, String(year), `${noFile} for every month`, '', '', '']
  if (isHidden(count, small)) return [season, String(year), countWords(count, small), '', '', '']
  const [low, high] = countRange(count)
  return [season, String(year), countWords(count, small), ...[count, low, high].map(value => figure(value / days, 2))]
}

/**
 * One small chart for each season on one scale, so that like months are held against like. Drawn through Observable Plot.
 * @throws Error when a month is badly written or comes twice, a count is not a whole number, or no month has a count.
 */
export async function smallMultiples(data: SmallMultiplesData): Promise<Picture> {
  const small = data.smallCounts ?? 'hidden'
  const all = seasonsOf(data.months)
  const drawn = drawable(all, small)
  const years = yearsOf(drawn)
  const highest = alwaysHighest(drawn, years)
  const finding = `${sentenceCase(data.subject)} ${highest === undefined ? 'by season' : `is highest in ${highest.season.toLowerCase()}`}`
  const measure = measureLine(data, 'Each dot is one season, per day, with its 95% range')
  const sentences = seasonSentences(drawn, years)
  const description = describe(measure, sentences)
  const draw = async (form: Form) =>
    (await renderPlot(options(form, drawn, years), { id: form.id, title: finding, description })).svg
  const inOrder = [...all].sort((a, b) => seasons.indexOf(a.season) - seasons.indexOf(b.season) || a.year - b.year)
  return {
    ...aboutFields(data, [
      'A season is drawn only when all its 3 months are on file. Winter takes the year of its January.',
    ]),
    svg: await draw({ id: data.id, width: wideWidth, wide: true }),
    svgSmall: await draw({ id: `${data.id}-small`, width: smallWidth, wide: false }),
    finding,
    measure,
    sentences,
    table: table(
      finding,
      ['Season', 'Year', sentenceCase(data.unit), 'Per day', 'Likely from', 'Likely to'],
      inOrder.map(each => tableRow(each, small)),
    ),
  }
}
