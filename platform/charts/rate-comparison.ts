import { label, textWidth } from './lettering.ts'
import { bothForms, dot, type Form, frame, line, openDot, range, rect, texture, textures } from './marks.ts'
import { type Markup, markup, nothing } from './markup.ts'
import { colours, type } from './palette.ts'
import {
  type About,
  aboutFields,
  checkCounts,
  describe,
  measureLine,
  type Picture,
  type Sentence,
  table,
} from './picture.ts'
import { type Rate, rateRatio, rateWithRange } from './poisson.ts'
import { linear, type Scale, ticks } from './scale.ts'
import { countWords, fewerThanFive, figure, isHidden, possessive, type SmallCounts, sentenceCase } from './words.ts'

export type RateItem = {
  name: string
  /** The name inside a sentence, "the West Midlands", when it differs. */
  spoken?: string
  count: number
  population: number
  /** True when the count is worked back from a rate: it is then written "about". */
  approximate?: boolean
  ours?: boolean
}

export type RateComparisonData = About & {
  /** "knife offence": the title says "rate" after it. */
  subject: string
  /** What is counted, in the plural: "offences". */
  unit: string
  /** Who they are counted among, in the plural: "people". */
  among: string
  per: number
  period: string
  items: readonly RateItem[]
  smallCounts?: SmallCounts
}

type Row = RateItem & Rate & { hidden: boolean; spokenName: string }

function rowsOf({ items, per, smallCounts = 'hidden' }: RateComparisonData): Row[] {
  if (items.length < 2) throw new Error('A rate comparison needs at least two rates.')
  checkCounts(
    'The counts of a rate comparison',
    items.map(item => item.count),
  )
  return items
    .map(item => ({
      ...item,
      ...rateWithRange(item.count, item.population, per),
      hidden: isHidden(item.count, smallCounts),
      spokenName: item.spoken ?? item.name,
    }))
    .sort((a, b) => Number(a.hidden) - Number(b.hidden) || b.rate - a.rate)
}

const namedShares: readonly (readonly [number, number, string])[] = [
  [0.09, 0.11, 'a tenth of'],
  [0.18, 0.22, 'a fifth of'],
  [0.23, 0.27, 'a quarter of'],
  [0.31, 0.36, 'a third of'],
  [0.46, 0.54, 'half'],
  [0.64, 0.69, 'two thirds of'],
  [0.73, 0.77, 'three quarters of'],
  [1.9, 2.1, 'twice'],
]

/** "a third of", "twice", "3.0 times": how many times one rate is of another, in words. */
export function timesWords(ratio: number): string {
  const named = namedShares.find(([low, high]) => ratio >= low && ratio <= high)
  if (named !== undefined) return named[2]
  return ratio < 1 ? `${figure(ratio * 100)}% of` : `${figure(ratio, 1)} times`
}

type Pair = { ours: Row; other: Row; ratio: { ratio: number; low: number; high: number } }

/** Ours beside the other, when there are just two and neither is hidden. */
function pairOf(rows: readonly Row[]): Pair | undefined {
  const [first, second] = rows
  if (rows.length !== 2 || first === undefined || second === undefined || first.hidden || second.hidden)
    return undefined
  const [ours, other] = second.ours === true ? [second, first] : [first, second]
  const ratio = rateRatio(ours, other)
  return ratio === undefined ? undefined : { ours, other, ratio }
}

function isClear({ ratio }: Pair): boolean {
  return ratio.low > 1 || ratio.high < 1
}

function rateFinding({ subject }: RateComparisonData, rows: readonly Row[]): string {
  const pair = pairOf(rows)
  const plain = `${sentenceCase(subject)} rate by place`
  if (pair === undefined) return plain
  const { ours, other, ratio } = pair
  const names = `${sentenceCase(possessive(ours.spokenName))} ${subject} rate`
  return isClear(pair)
    ? `${names} is ${timesWords(ratio.ratio)} ${possessive(other.spokenName)}`
    : `${names} cannot be told apart from ${possessive(other.spokenName)}`
}

function rateSentences({ unit, period }: RateComparisonData, rows: readonly Row[]): Sentence[] {
  const pair = pairOf(rows)
  if (pair === undefined) return []
  const [high, low] = pair.ours.rate >= pair.other.rate ? [pair.ours, pair.other] : [pair.other, pair.ours]
  const ratio = rateRatio(high, low)
  const apart = high.low > low.high
  const lead = !isClear(pair)
    ? 'The difference may be chance.'
    : apart
      ? 'The ranges are apart, so the difference is more than chance.'
      : 'The ranges meet, yet the difference is more than chance.'
  const times =
    ratio === undefined
      ? ''
      : `The rate for ${high.spokenName} is ${figure(ratio.ratio, 1)} times ${possessive(low.spokenName)} (likely ${figure(ratio.low, 1)} to ${figure(ratio.high, 1)}).`
  const size = `A lower rate is still ${low.approximate ? 'about ' : ''}${figure(low.count)} ${unit} in ${period}.`
  return [{ lead, text: `${times} ${size}` }]
}

function people(population: number): string {
  if (population < 1_000_000) return figure(population)
  return `${figure(population / 1_000_000, 2)} million`
}

function countText(row: Row, { unit, smallCounts = 'hidden' }: RateComparisonData): string {
  if (row.count === 0) return `no ${unit}`
  return `${row.approximate && !row.hidden ? 'about ' : ''}${countWords(row.count, smallCounts)} ${unit}`
}

function decimalsOf(rows: readonly Row[]): number {
  const highest = Math.max(...rows.map(row => row.rate))
  return highest >= 20 ? 0 : highest >= 2 ? 1 : 2
}

/** Figure and range right of the mark, or on a phone at the right edge above it. */
function figures(form: Form, row: Row, x: Scale, y: number, decimals: number): Markup {
  const value = figure(row.rate, decimals)
  const span = `(${figure(row.low, decimals)} to ${figure(row.high, decimals)})`
  const second = { fill: colours.second }
  if (!form.wide) {
    const right = { anchor: 'end' } as const
    const large = label(form.width, y - 33, value, { ...right, size: type.section, bold: true })
    return markup`${large}${label(form.width, y - 15, span, { ...right, ...second })}`
  }
  const start = x(row.high) + 12
  const after = start + textWidth(value, type.figure, true) + 10
  return markup`${label(start, y + 8, value, { size: type.figure, bold: true })}${label(after, y + 8, span, { ...second, size: type.label })}`
}

function marks(form: Form, row: Row, x: Scale, y: number, decimals: number): Markup {
  if (row.hidden) {
    const block = rect(x(0), y - 7, 36, 14, { fill: texture(form, 'few'), stroke: colours.rule })
    return markup`${block}${label(x(0) + 46, y + 5, `${fewerThanFive}: rate not shown`)}`
  }
  const pale = row.ours ? colours.hereRange : colours.context
  const point = row.ours ? dot(x(row.rate), y, 8) : openDot(x(row.rate), y, 7.5)
  const stem = line(x(0), y, x(row.rate), y, { colour: colours.context, width: 2 })
  const spread = range(x(row.low), x(row.high), y, pale, 12)
  return markup`${stem}${figures(form, row, x, y, decimals)}${spread}${point}`
}

function names(form: Form, row: Row, data: RateComparisonData, y: number): Markup {
  const count = countText(row, data)
  const style = { fill: colours.second }
  if (!form.wide) {
    return markup`${label(0, y - 33, row.name, { size: type.label, bold: true })}${label(0, y - 15, count, style)}`
  }
  const among = `${people(row.population)} ${data.among}`
  return markup`${label(0, y - 4, row.name, { size: type.section, bold: true })}${label(0, y + 18, `${count} among`, style)}${label(0, y + 36, among, style)}`
}

/** Upright rules: through every row on the wide form, a short piece for each row on a phone, clear of its words. */
function rules(x: number, rowsAt: readonly number[], base: number, form: Form, isZero: boolean): Markup[] {
  const style = isZero ? { colour: colours.second, width: 2 } : { colour: colours.grid }
  if (form.wide) return [line(x, 4, x, base, style)]
  return rowsAt.map(y => line(x, y - 10, x, y + 10, style))
}

function draw(form: Form, data: RateComparisonData, rows: readonly Row[], title: string, description: string): string {
  const highest = Math.max(...rows.filter(row => !row.hidden).map(row => row.high), 1e-9)
  const x = linear([0, highest], form.wide ? [250, 770] : [9, form.width - 12])
  const [first, pitch] = form.wide ? [40, 80] : [50, 78]
  const rowsAt = rows.map((_, index) => first + index * pitch)
  const base = first + (rows.length - 1) * pitch + (form.wide ? 44 : 12)
  const decimals = decimalsOf(rows)
  const axis = ticks(0, highest, form.wide ? 4 : 3)
  const tickDecimals = Math.max(0, -Math.floor(Math.log10(axis[1] ?? 1)))
  const style = { anchor: 'middle', fill: colours.second } as const
  return frame(
    form,
    { title, description, height: base + 26 },
    rows.some(row => row.hidden) ? textures(form, ['few']) : nothing,
    ...axis.flatMap(value => rules(x(value), rowsAt, base, form, value === 0)),
    ...axis.map(value => label(x(value), base + 19, figure(value, tickDecimals), style)),
    ...rows.map((row, index) => marks(form, row, x, rowsAt[index] ?? 0, decimals)),
    ...rows.map((row, index) => names(form, row, data, rowsAt[index] ?? 0)),
  )
}

function tableRow(row: Row, data: RateComparisonData, decimals: number): string[] {
  const rates = row.hidden ? ['not shown', '', ''] : [row.rate, row.low, row.high].map(value => figure(value, decimals))
  const count = countWords(row.count, data.smallCounts ?? 'hidden')
  return [
    row.name,
    row.approximate && !row.hidden ? `about ${count}` : count,
    figure(row.population),
    ...rates,
    data.period,
    data.source,
  ]
}

/**
 * Rates of two or more places on one scale from nought, each with its 95% range and always with its count.
 * A count from 1 to 4 hides its rate too, since the one gives away the other.
 * @throws Error for fewer than two places, a count that is not a whole number, or a population not above 0.
 */
export function rateComparison(data: RateComparisonData): Picture {
  const rows = rowsOf(data)
  const finding = rateFinding(data, rows)
  const measure = measureLine(data, 'Bar: 95% range')
  const sentences = rateSentences(data, rows)
  const decimals = decimalsOf(rows)
  const unsure = rows.filter(row => row.count < 10 && !row.hidden)
  const notes = [
    ...(rows.some(row => row.approximate)
      ? ['Counts marked “about” are worked back from the rate and the population.']
      : []),
    ...(unsure.length > 0 ? ['A rate from fewer than 10 events can change a great deal by chance.'] : []),
    'Ranges assume that events happen independently.',
  ]
  const head = [
    'Place',
    sentenceCase(data.unit),
    sentenceCase(data.among),
    `Rate per ${figure(data.per)}`,
    'Low',
    'High',
    'Period',
    'Source',
  ]
  return {
    ...aboutFields(data, notes),
    ...bothForms(data.id, form => draw(form, data, rows, finding, describe(measure, sentences))),
    finding,
    measure,
    sentences,
    table: table(
      finding,
      head,
      rows.map(row => tableRow(row, data, decimals)),
    ),
  }
}
