import { type Box, label, textWidth } from './lettering.ts'
import { dot, type Form, frame, line, rect, texture, textures, through } from './marks.ts'
import { type Markup, markup, nothing } from './markup.ts'
import { missingMonths, monthAxis } from './month-axis.ts'
import { colours, type } from './palette.ts'
import { linear, roundedOut, type Scale, ticks } from './scale.ts'
import { figure } from './words.ts'

/** `at` is a year, or a month counted from year 0. */
export type SeriesPoint = { at: number; value: number; hidden: boolean; low?: number; high?: number }
export type Series = { byYear: boolean; points: SeriesPoint[]; missing: number[]; decimals: number }

type Layout = Series & {
  form: Form
  plot: Box
  first: number
  months: number
  x: Scale
  y: Scale
  top: number
  low: number
}

function layOut(form: Form, series: Series): Layout {
  const places = [...series.points.map(point => point.at), ...series.missing].sort((a, b) => a - b)
  const first = places[0] ?? 0
  const shown = series.points.filter(point => !point.hidden)
  const values = shown.flatMap(point => [point.value, point.low ?? point.value, point.high ?? point.value])
  const [low, top] = roundedOut(Math.min(0, ...values), Math.max(...values, 5), 5)
  const left = 12 + Math.max(...ticks(low, top, 5).map(value => textWidth(figure(value, series.decimals), type.note)))
  const plot = { x: left, y: 22, width: form.width - left - (form.wide ? 60 : 30), height: form.wide ? 230 : 190 }
  const x = linear([first - 0.5, first + places.length - 0.5], [left, left + plot.width])
  const y = linear([low, top], [plot.y + plot.height, plot.y])
  return { ...series, form, plot, first, months: places.length, x, y, top, low }
}

function valueAxis({ plot, y, low, top, decimals }: Layout): Markup[] {
  return ticks(low, top, 5).flatMap(value => [
    line(
      plot.x,
      y(value),
      plot.x + plot.width,
      y(value),
      value === 0 ? { colour: colours.second } : { colour: colours.grid },
    ),
    label(plot.x - 6, y(value) + 5, figure(value, decimals), { anchor: 'end', fill: colours.second }),
  ])
}

/** Neighbouring values that may be drawn; a missing or hidden one breaks the line. */
function drawnStretches(points: readonly SeriesPoint[]): SeriesPoint[][] {
  const found: SeriesPoint[][] = []
  for (const point of points) {
    if (point.hidden) continue
    const last = found.at(-1)
    if (last?.at(-1)?.at === point.at - 1) last.push(point)
    else found.push([point])
  }
  return found
}

/** The likely range: a band along a stretch, an upright bar for a value that stands alone. */
function band({ x, y }: Layout, stretch: readonly SeriesPoint[]): Markup {
  const ranged = stretch.flatMap(({ at, low, high }) =>
    low === undefined || high === undefined ? [] : [{ at, low, high }],
  )
  const [only] = ranged
  if (only === undefined) return nothing
  if (ranged.length === 1)
    return rect(x(only.at) - 4, y(only.high), 8, y(only.low) - y(only.high), { fill: colours.hereRange })
  const upper = ranged.map(({ at, high }) => [x(at), y(high)] as const)
  const lower = ranged.map(({ at, low }) => [x(at), y(low)] as const).reverse()
  return markup`<path d="${through([...upper, ...lower])}z" fill="${colours.hereRange}" opacity="0.5"/>`
}

function seriesLine({ x, y }: Layout, stretch: readonly SeriesPoint[]): Markup {
  const path = through(stretch.map(point => [x(point.at), y(point.value)] as const))
  return markup`<path d="${path}" fill="none" stroke="${colours.here}" stroke-width="2" stroke-linejoin="round"/>`
}

function marks(layout: Layout): Markup[] {
  const { x, y, plot, months, form, points } = layout
  const pitch = plot.width / months
  const radius = Math.min(form.wide ? 5 : 4, Math.max(pitch * 0.4, 1.8))
  return points.map(point => {
    if (!point.hidden) return dot(x(point.at), y(point.value), radius)
    const width = Math.min(pitch * 0.7, 30)
    const top = Math.min(y(5), y(0) - 6)
    return rect(x(point.at) - width / 2, top, width, y(0) - top, { fill: texture(form, 'few'), stroke: colours.rule })
  })
}

/** The last value, written beside its dot. */
function lastLabel({ x, y, points, decimals, plot }: Layout): Markup {
  const last = points.at(-1)
  if (last === undefined || last.hidden) return nothing
  const words = figure(last.value, decimals)
  return label(Math.min(x(last.at) + 9, plot.x + plot.width + 4), y(last.value) + 5, words, {
    bold: true,
    halo: colours.paper,
  })
}

function yearAxis({ plot, x, first, months }: Layout): { drawn: Markup; bottom: number } {
  const every = Math.ceil(40 / (plot.width / months))
  const years = Array.from({ length: months }, (_, index) => first + index).filter(
    year => (first + months - 1 - year) % every === 0,
  )
  const y = plot.y + plot.height + 20
  const drawn = years.map(year => label(x(year), y, String(year), { anchor: 'middle', fill: colours.second }))
  return { drawn: markup`${drawn}`, bottom: y + 6 }
}

/** The time series as SVG. */
export function drawSeries(form: Form, series: Series, title: string, description: string): string {
  const layout = layOut(form, series)
  const axis = series.byYear ? yearAxis(layout) : monthAxis(layout)
  const stretches = drawnStretches(series.points)
  const needed = [
    series.missing.length > 0 ? 'no-data' : undefined,
    series.points.some(point => point.hidden) ? 'few' : undefined,
  ] as const
  return frame(
    form,
    { title, description, height: axis.bottom },
    textures(
      form,
      needed.filter(name => name !== undefined),
    ),
    ...valueAxis(layout),
    missingMonths(layout, series.missing, series.byYear).drawn,
    ...stretches.map(stretch => band(layout, stretch)),
    ...stretches.map(stretch => seriesLine(layout, stretch)),
    ...marks(layout),
    lastLabel(layout),
    axis.drawn,
  )
}
