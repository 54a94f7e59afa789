import type { PlotOptions } from '@observablehq/plot'
import { binCounts } from './bins.ts'
import { type Form, smallWidth, wideWidth } from './marks.ts'
import { colours } from './palette.ts'
import {
  type About,
  aboutFields,
  checkFinite,
  describe,
  measureLine,
  type Picture,
  type Sentence,
  table,
} from './picture.ts'
import { type PlotLibrary, renderPlot } from './plot.ts'
import { quantile, roundedOut } from './scale.ts'
import { countWords, figure, isHidden, type SmallCounts, sentenceCase } from './words.ts'

export type HistogramData = About & {
  /** "waits in days": the title begins with it. */
  subject: string
  /** What is counted, in the plural: "areas", "people". */
  unit: string
  values: readonly number[]
  decimals?: number
  /** About how many bars; 10 by default. */
  bins?: number
  /** One value that is asked about, and its name. */
  here?: { name: string; value: number }
  smallCounts?: SmallCounts
}

type Bin = { from: number; to: number; count: number; hidden: boolean }

function binsOf({ values, bins = 10, here, smallCounts = 'hidden' }: HistogramData): Bin[] {
  if (values.length === 0) throw new Error('A histogram needs at least one value.')
  checkFinite('The values of a histogram', [...values, here?.value ?? 0])
  const kept = here === undefined ? values : [...values, here.value]
  const [from, to] = roundedOut(Math.min(...kept), Math.max(...kept), bins)
  const width = (to - from) / bins
  return binCounts(values, from, to, bins).map((count, index) => ({
    from: from + index * width,
    to: from + (index + 1) * width,
    count,
    hidden: isHidden(count, smallCounts),
  }))
}

function spread({ values, unit, decimals = 0, smallCounts = 'hidden' }: HistogramData): Sentence[] {
  if (isHidden(Math.floor(values.length / 4), smallCounts)) return []
  const [low, middle, high] = [0.25, 0.5, 0.75].map(share => figure(quantile(values, share), decimals))
  return [
    {
      lead: `Half of the ${figure(values.length)} ${unit} lie between ${low} and ${high}.`,
      text: `The middle one is ${middle}.`,
    },
  ]
}

/** Decimals for the axis: none when its ends are whole numbers. */
function axisDecimals(bins: readonly Bin[], decimals: number): number {
  return bins.every(bin => Number.isInteger(bin.from * 2)) ? 0 : decimals
}

function options(form: Form, bins: readonly Bin[], data: HistogramData) {
  const shown = bins.filter(bin => !bin.hidden && bin.count > 0)
  const edge = { x1: 'from', x2: 'to', insetLeft: 0.5, insetRight: 0.5 } as const
  const roomForFigures = (form.width - 2 * margin) / bins.length >= 26
  const decimals = axisDecimals(bins, data.decimals ?? 0)
  return (plot: PlotLibrary): PlotOptions => ({
    width: form.width,
    height: form.wide ? 240 : 210,
    marginTop: 44,
    marginLeft: margin,
    marginRight: margin,
    marginBottom: 34,
    x: { label: null, ticks: form.wide ? 10 : 5, tickFormat: (value: number) => figure(value, decimals) },
    y: { axis: null, domain: [0, Math.max(...bins.map(bin => bin.count), 5)] },
    marks: [
      plot.rectY(shown, { ...edge, y: 'count', fill: colours.hereRange, stroke: colours.rule }),
      plot.rectY(
        bins.filter(bin => bin.hidden),
        { ...edge, y: () => 5, fill: colours.band, stroke: colours.rule, strokeDasharray: '1 2' },
      ),
      ...(roomForFigures
        ? [plot.text(shown, { x: middleOf, y: 'count', text: countOf, dy: -9, fill: colours.second })]
        : []),
      plot.ruleY([0], { stroke: colours.second }),
      ...(data.here === undefined ? [] : hereMarks(plot, bins, data.here, data.decimals ?? 0)),
    ],
  })
}

const margin = 18

function countOf(bin: Bin): string {
  return figure(bin.count)
}

function middleOf(bin: Bin): number {
  return (bin.from + bin.to) / 2
}

/** The one value that is asked about; its words turn inwards near either end. */
function hereMarks(plot: PlotLibrary, bins: readonly Bin[], here: { name: string; value: number }, decimals: number) {
  const [from, to] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1]
  const share = (here.value - from) / (to - from)
  const textAnchor = share < 0.3 ? 'start' : share > 0.7 ? 'end' : 'middle'
  const words = `${here.name} ${figure(here.value, decimals)}`
  const at = { x: (value: number) => value }
  return [
    plot.ruleX([here.value], { stroke: colours.here, strokeWidth: 3 }),
    plot.text([here.value], { ...at, text: () => words, textAnchor, frameAnchor: 'top', dy: -32, fontWeight: 'bold' }),
  ]
}

/**
 * How many fall at each level, drawn through Observable Plot.
 * @throws Error when there are no values or one is not finite.
 */
export async function histogram(data: HistogramData): Promise<Picture> {
  const bins = binsOf(data)
  const finding = sentenceCase(data.subject)
  const measure = measureLine(data)
  const sentences = spread(data)
  const description = describe(measure, sentences)
  const decimals = data.decimals ?? 0
  const draw = async (form: Form) =>
    (await renderPlot(options(form, bins, data), { id: form.id, title: finding, description })).svg
  const rows = bins.map(({ from, to, count }) => [
    `${figure(from, decimals)} to ${figure(to, decimals)}`,
    countWords(count, data.smallCounts ?? 'hidden'),
  ])
  return {
    ...aboutFields(data, bins.some(bin => bin.hidden) ? ['Dotted edge: fewer than 5.'] : []),
    svg: await draw({ id: data.id, width: wideWidth, wide: true }),
    svgSmall: await draw({ id: `${data.id}-small`, width: smallWidth, wide: false }),
    finding,
    measure,
    sentences,
    table: table(finding, ['From and up to', sentenceCase(data.unit)], rows),
  }
}
