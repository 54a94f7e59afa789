import { type Box, label, labelBox, textWidth } from './lettering.ts'
import { type Form, line, rect, texture } from './marks.ts'
import { type Markup, markup } from './markup.ts'
import { colours, type } from './palette.ts'
import type { Scale } from './scale.ts'
import { monthName, monthSpan, noFile, stretches } from './words.ts'

/** A plot whose x axis is months: `first` is the month number at the left edge, `x` gives the middle of a month. */
export type MonthPlot = { form: Form; plot: Box; first: number; months: number; x: Scale }

/** Every month, every third, or January and July, as the width allows. */
function stepFor(pitch: number): number {
  return pitch >= 31 ? 1 : pitch >= 9.5 ? 3 : pitch >= 6 ? 6 : 12
}

function monthLabels({ first, months, x, plot }: MonthPlot): Markup[] {
  const step = stepFor(plot.width / months)
  if (step === 12) return []
  const numbers = Array.from({ length: months }, (_, index) => first + index).filter(number => number % step === 0)
  return numbers.map(number =>
    label(x(number), plot.y + plot.height + 20, monthName(number).slice(0, 3), {
      anchor: 'middle',
      fill: colours.second,
    }),
  )
}

/** A rule under each year with its figure, thinned out where years are narrow. */
function yearLabels({ first, months, x, plot }: MonthPlot, top: number): Markup[] {
  const last = first + months - 1
  const years = Array.from({ length: Math.floor(last / 12) - Math.floor(first / 12) + 1 }, (_, index) => {
    const year = Math.floor(first / 12) + index
    return { year, from: Math.max(first, year * 12), to: Math.min(last, year * 12 + 11) }
  })
  const every = Math.ceil(38 / ((plot.width / months) * 12))
  return years.map(({ year, from, to }) => {
    const [left, right] = [x(from - 0.5) + 2, x(to + 0.5) - 2]
    const fits = right - left >= 32 && year % every === 0
    const figure = label((left + right) / 2, top + 17, String(year), { anchor: 'middle', bold: true })
    return markup`${line(left, top, right, top, { colour: colours.second })}${fits ? figure : undefined}`
  })
}

/** Month and year labels under the plot; `bottom` is where the drawing ends. */
export function monthAxis(plot: MonthPlot): { drawn: Markup; bottom: number } {
  const base = plot.plot.y + plot.plot.height
  const named = stepFor(plot.plot.width / plot.months) < 12
  const top = base + (named ? 29 : 8)
  return { drawn: markup`${monthLabels(plot)}${yearLabels(plot, top)}`, bottom: top + 24 }
}

/** The words for a stretch without files, as long as fits its width; none where nothing fits. */
function gapWords(width: number, span: string): string[] {
  const choices = [[noFile, span], [noFile], ['no file', 'loaded'], ['no file']]
  const fits = (words: string[]) => words.every(word => textWidth(word, type.note) <= width - 8)
  return choices.find(fits) ?? []
}

/** Hatching over every stretch of months (or years) without a file, with words on it, and the boxes that the words cover. */
export function missingMonths(
  plot: MonthPlot,
  missing: readonly number[],
  byYear = false,
): { drawn: Markup; boxes: Box[] } {
  const { x, plot: area, form } = plot
  const boxes: Box[] = []
  const drawn = stretches(missing).map(([first, last]) => {
    const [left, right] = [x(first - 0.5), x(last + 0.5)]
    const span = byYear ? (first === last ? String(first) : `${first} to ${last}`) : monthSpan(first, last)
    const words = gapWords(right - left, span)
    const middle = (left + right) / 2
    const lines = words.map((text, index) => {
      const y = area.y + 40 + index * 18
      boxes.push(labelBox(middle, y, text, { anchor: 'middle' }))
      return label(middle, y, text, { anchor: 'middle', halo: colours.paper })
    })
    return markup`<g>${rect(left, area.y, right - left, area.height, { fill: texture(form, 'no-data'), opacity: 0.6 })}${lines}</g>`
  })
  return { drawn: markup`${drawn}`, boxes }
}
