import { type Reading, signalLabel } from './control-words.ts'
import { type Box, firstFree, label, labelBox, textWidth } from './lettering.ts'
import { diamond, dot, type Form, frame, line, rect, texture, textures, through } from './marks.ts'
import { coordinate, type Markup, markup, nothing } from './markup.ts'
import { missingMonths, monthAxis } from './month-axis.ts'
import { colours, type } from './palette.ts'
import { linear, type Scale, ticks } from './scale.ts'
import { isSeasonal } from './season.ts'
import type { Point, Signal } from './spc.ts'
import { figure, isHidden } from './words.ts'

type Chart = Reading & { worse: 'higher' | 'lower' | undefined; decimals: number }

/** Everything the marks are placed by. `taken` grows as labels are set, so that none lies on another. */
type Layout = Chart & {
  form: Form
  plot: Box
  first: number
  months: number
  x: Scale
  y: Scale
  radius: number
  taken: Box[]
}

const sizes = {
  wide: { left: 40, right: 150, top: 26, height: 270, dot: 5.5, diamond: 9 },
  small: { left: 30, right: 4, top: 26, height: 230, dot: 4, diamond: 7.5 },
} as const

/** Lowest and highest value drawn, with air above and below; a rate never goes under 0. */
function domain({ points, limits }: Chart): [number, number] {
  const lines = limits === undefined ? [] : points.flatMap(({ number }) => [limits.upper(number), limits.lower(number)])
  const values = [...points.map(point => point.rate), ...lines]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const air = (high - low || high || 1) * 0.09
  return [Math.max(0, low - air), high + air]
}

/** Small boxes along the line of a stretch, so that no label is set on it. */
function alongLine({ x, y, radius }: Layout, stretch: readonly Point[]): Box[] {
  const size = radius * 2
  return stretch.flatMap((point, index) => {
    const next = stretch[index + 1] ?? point
    return [0, 0.2, 0.4, 0.6, 0.8].map(share => ({
      x: x(point.number + (next.number - point.number) * share) - radius,
      y: y(point.rate + (next.rate - point.rate) * share) - radius,
      width: size,
      height: size,
    }))
  })
}

function layOut(form: Form, chart: Chart): Layout {
  const { left, right, top, height } = form.wide ? sizes.wide : sizes.small
  const numbers = [...chart.points.map(point => point.number), ...chart.missing].sort((a, b) => a - b)
  const first = numbers[0] ?? 0
  const months = numbers.length
  const plot = { x: left, y: top, width: form.width - left - right, height }
  const x = linear([first - 0.5, first + months - 0.5], [left, left + plot.width])
  const y = linear(domain(chart), [top + height, top])
  const radius = Math.min(form.wide ? sizes.wide.dot : sizes.small.dot, Math.max((plot.width / months) * 0.4, 1.8))
  const layout = { ...chart, form, plot, first, months, x, y, radius, taken: [] }
  return { ...layout, taken: drawnStretches(layout).flatMap(stretch => alongLine(layout, stretch)) }
}

function valueAxis({ plot, y, form, ...chart }: Layout): Markup[] {
  const [low, high] = domain(chart)
  const steps = ticks(low, high, 5)
  const decimals = Math.max(0, -Math.floor(Math.log10((steps[1] ?? 1) - (steps[0] ?? 0))))
  return steps.flatMap(value => [
    line(plot.x, y(value), plot.x + plot.width, y(value), { colour: colours.grid }),
    label(plot.x - 6, y(value) + 5, figure(value, Math.min(decimals, 3)), { anchor: 'end', fill: colours.second }),
  ])
}

/** A line of the chart from month to month, stepped where it changes. */
function stepped(layout: Layout, value: (month: number) => number): [number, number][] {
  const { months, first, x, y } = layout
  return Array.from({ length: months }, (_, index) => first + index).flatMap((number): [number, number][] => [
    [x(number - 0.5), y(value(number))],
    [x(number + 0.5), y(value(number))],
  ])
}

function usualBand(layout: Layout): Markup {
  const { limits, plot, y } = layout
  if (limits === undefined) return nothing
  const outline = through([...stepped(layout, limits.upper), ...stepped(layout, limits.lower).reverse()])
  const level = y(limits.usual(layout.first))
  const centre = isSeasonal(limits)
    ? markup`<path d="${through(stepped(layout, limits.usual))}" fill="none" stroke="${colours.second}" stroke-width="1.5"/>`
    : line(plot.x, level, plot.x + plot.width, level, { colour: colours.second, width: 1.5 })
  return markup`<path class="chart__ground" d="${outline}z" fill="${colours.band}" stroke="${colours.rule}" stroke-dasharray="4 3"/>${centre}`
}

/** Unbroken stretches of months whose counts may be drawn. */
function drawnStretches({ points, smallCounts }: Layout): Point[][] {
  const found: Point[][] = []
  for (const point of points) {
    if (isHidden(point.count, smallCounts)) continue
    const last = found.at(-1)
    if (last?.at(-1)?.number === point.number - 1) last.push(point)
    else found.push([point])
  }
  return found
}

function dataLine(layout: Layout): Markup[] {
  const { x, y } = layout
  return drawnStretches(layout).map(stretch => {
    const path = through(stretch.map(point => [x(point.number), y(point.rate)] as const))
    return markup`<path d="${path}" fill="none" stroke="${colours.here}" stroke-width="2" stroke-linejoin="round"/>`
  })
}

function signalColour(signal: Signal, worse: Chart['worse']): string {
  if (worse === undefined) return colours.ink
  return (signal.side === 'above') === (worse === 'higher') ? colours.harm : colours.strength
}

function mark(layout: Layout, point: Point): Markup {
  const { form, x, y, plot } = layout
  const size = form.wide ? sizes.wide : sizes.small
  if (isHidden(point.count, layout.smallCounts)) {
    const width = (plot.width / layout.months) * 0.7
    const top = Math.min(y(5 / point.days), plot.y + plot.height - 6)
    const style = { fill: texture(form, 'few'), stroke: colours.rule }
    return rect(x(point.number) - width / 2, top, width, plot.y + plot.height - top, style)
  }
  const fired = layout.signals.find(signal => signal.rule !== 'run' && signal.months.includes(point.number))
  if (fired === undefined) return dot(x(point.number), y(point.rate), layout.radius)
  return diamond(x(point.number), y(point.rate), size.diamond, signalColour(fired, layout.worse))
}

/** Words beside the diamonds: the whole label where there is room, else its letter. */
function pointLabel(layout: Layout, signal: Signal, words: readonly string[]): Markup {
  const { x, y, plot, form } = layout
  const points = layout.points.filter(point => signal.months.includes(point.number))
  const middle = points.reduce((sum, point) => sum + x(point.number), 0) / points.length
  const heights = points.map(point => y(point.rate))
  const above = signal.side === 'above'
  const start = above ? Math.min(...heights) - 15 : Math.max(...heights) + 25
  const candidates = words.flatMap(text =>
    [0, 1, 2].flatMap(step =>
      [0, -20, 20, -45, 45, -80, 80].map(shift => {
        const at = { x: middle + shift, y: start + step * (above ? -16 : 16), text }
        return { ...at, box: labelBox(at.x, at.y, text, { bold: true, anchor: 'middle' }) }
      }),
    ),
  )
  const bounds = { x: plot.x, y: 0, width: form.width - plot.x, height: plot.y + plot.height }
  const place = firstFree(candidates, bounds, layout.taken) ?? candidates.at(-7)
  if (place === undefined) return nothing
  layout.taken.push(place.box)
  return label(place.x, place.y, place.text, { bold: true, anchor: 'middle', halo: colours.paper })
}

/** A bracket on the empty side of the centre line, under (or over) the months of a run. */
function runBracket(layout: Layout, signal: Signal, words: readonly string[]): Markup {
  const { x, y, limits, plot } = layout
  const [first, last] = [signal.months[0] ?? 0, signal.months.at(-1) ?? 0]
  const [left, right] = [x(first) - 4, x(last) + 4]
  const down = signal.side === 'above' ? 1 : -1
  const levels = signal.months.map(month => y(limits?.usual(month) ?? 0))
  const base = (down > 0 ? Math.max(...levels) : Math.min(...levels)) + down * 14
  const path = `M${coordinate(left)} ${coordinate(base)}v${down * 12}H${coordinate(right)}v${down * -12}`
  const baseline = base + down * 12 + (down > 0 ? 18 : -7)
  const candidates = words.map(text => {
    const half = textWidth(text, type.note, true) / 2
    const middle = Math.min(Math.max((left + right) / 2, plot.x + half), plot.x + plot.width - half)
    return { text, x: middle, box: labelBox(middle, baseline, text, { bold: true, anchor: 'middle' }) }
  })
  const place = firstFree(candidates, plot, layout.taken) ?? candidates.at(-1)
  if (place === undefined) return nothing
  layout.taken.push(place.box)
  layout.taken.push({ x: left, y: Math.min(base, base + down * 12), width: right - left, height: 12 })
  return markup`<path d="${path}" fill="none" stroke="${colours.ink}" stroke-width="1.5"/>${label(
    place.x,
    baseline,
    place.text,
    { bold: true, anchor: 'middle', halo: colours.band },
  )}`
}

function signalLabels(layout: Layout): Markup[] {
  const order = layout.signals.map((signal, index) => ({ signal, ...signalLabel(signal, index) }))
  const runsFirst = order.sort((a, b) => Number(b.signal.rule === 'run') - Number(a.signal.rule === 'run'))
  return runsFirst.map(({ signal, mark: letter, words }) => {
    const choices = layout.form.wide ? [words, letter] : [letter]
    return signal.rule === 'run' ? runBracket(layout, signal, choices) : pointLabel(layout, signal, choices)
  })
}

type LineLabel = { text: string; at: number; bold: boolean }

function lineLabels(layout: Layout): LineLabel[] {
  const { limits, points, y, decimals } = layout
  const last = points.at(-1)?.number ?? 0
  if (limits === undefined) return []
  const words = (name: string, value: number) => `${name} ${figure(value, decimals)}`
  const [upper, usual, lower] = [limits.upper(last), limits.usual(last), limits.lower(last)]
  return [
    { text: words('upper', upper), at: y(upper), bold: false },
    { text: words('usual', usual), at: y(usual), bold: true },
    // At nought there is no lower line: no month can fall under it.
    ...(lower > 0 ? [{ text: words('lower', lower), at: y(lower), bold: false }] : []),
  ]
}

/** Labels at the right edge, pushed apart where the lines lie close. */
function labelsBeside(layout: Layout): Markup[] {
  const x = layout.plot.x + layout.plot.width + 8
  let last = Number.NEGATIVE_INFINITY
  return lineLabels(layout).map(({ text, at, bold }) => {
    last = Math.max(at + 5, last + 17)
    return label(x, last, text, { bold, fill: bold ? colours.ink : colours.second })
  })
}

/**
 * On a phone the labels stand inside, wherever they touch nothing; the table holds them in any case. Lines that follow the
 * season have none there: a figure beside any month but the last would be wrong.
 */
function labelsInside(layout: Layout): Markup[] {
  const { plot, taken, limits } = layout
  if (limits !== undefined && isSeasonal(limits)) return []
  return lineLabels(layout).flatMap(({ text, at, bold }) => {
    const width = textWidth(text, type.note, bold)
    const steps = Array.from(
      { length: 24 },
      (_, index) => plot.x + plot.width - 4 - ((plot.width - width) * index) / 23,
    )
    const candidates = [at - 5, at + 15].flatMap(height =>
      steps.map(right => ({ right, height, box: labelBox(right, height, text, { bold, anchor: 'end' }) })),
    )
    const place = firstFree(candidates, { ...plot, x: plot.x + 2 }, taken)
    if (place === undefined) return []
    taken.push(place.box)
    return [label(place.right, place.height, text, { bold, anchor: 'end', halo: colours.paper })]
  })
}

/** The control chart as SVG. */
export function drawControlChart(form: Form, words: { title: string; description: string }, chart: Chart): string {
  const layout = layOut(form, chart)
  const gaps = missingMonths(layout, chart.missing)
  layout.taken.push(...gaps.boxes)
  const axis = monthAxis(layout)
  const hidden = chart.points.some(point => isHidden(point.count, chart.smallCounts))
  const names = [chart.missing.length > 0 ? 'no-data' : undefined, hidden ? 'few' : undefined] as const
  const signals = signalLabels(layout)
  return frame(
    form,
    { ...words, height: axis.bottom },
    textures(
      form,
      names.filter(name => name !== undefined),
    ),
    ...valueAxis(layout),
    usualBand(layout),
    gaps.drawn,
    ...dataLine(layout),
    ...chart.points.map(point => mark(layout, point)),
    ...signals,
    ...(form.wide ? labelsBeside(layout) : labelsInside(layout)),
    axis.drawn,
  )
}
