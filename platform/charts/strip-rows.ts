// The layout that strip pictures share: names, strips and figures in columns on a page, stacked on a phone.
import { clip, label, textWidth } from './lettering.ts'
import type { Form } from './marks.ts'
import { type Markup, markup, nothing } from './markup.ts'
import { colours, type } from './palette.ts'
import { type Indicator, type Strip, stripScale } from './strips.ts'

type Columns = { left: number; right: number; rowHeight: number; headHeight: number; stripDrop: number }

const columns: Record<'wide' | 'small', Columns> = {
  wide: { left: 320, right: 720, rowHeight: 29, headHeight: 36, stripDrop: 0 },
  small: { left: 4, right: 286, rowHeight: 42, headHeight: 34, stripDrop: 19 },
}

export function columnsOf(form: Form): Columns {
  return form.wide ? columns.wide : columns.small
}

export function stripOf(form: Form, indicator: Indicator, kept: readonly number[]): Strip {
  const { left, right } = columnsOf(form)
  return stripScale(indicator, kept, left + 8, right - 8)
}

/** The name with its unit in the second colour, cut to its column. */
export function indicatorName(form: Form, indicator: Indicator, y: number, room: number): Markup {
  const unit = indicator.unit === undefined ? '' : `, ${indicator.unit}`
  const size = form.wide ? type.label : 15
  const name = clip(`${indicator.name}${unit}`, room, size)
  const whole = name.endsWith(unit) && unit !== ''
  const text = whole
    ? markup`${name.slice(0, name.length - unit.length)}<tspan fill="${colours.second}">${unit}</tspan>`
    : markup`${name}`
  return label(0, y + 5, text, { size })
}

/** The heading above the strips: which way is higher, and what the figures are. */
export function stripHead(form: Form, words: string): Markup {
  const { left, right } = columnsOf(form)
  const style = { fill: colours.second }
  const figures = form.wide ? label(960, 14, words, { ...style, anchor: 'end' }) : nothing
  const [lower, higher] = form.wide
    ? ['◂ lower than most areas', 'higher than most areas ▸']
    : ['◂ lower', 'higher risk ▸']
  return markup`${label(left, 14, lower, style)}${label(right, 14, higher, { ...style, anchor: 'end' })}${figures}`
}

/** A size at which the heading and its score fit on one line. */
function headingSize(form: Form, name: string, score = ''): number {
  const fits = (size: number) => textWidth(`${name} ${score}`, size, true) <= form.width
  return form.wide ? type.section : ([17, 16, 15].find(fits) ?? type.note)
}

/** Headings and rows down the page; `drawRow` draws one indicator at its height. */
export function stripRows<T>(
  form: Form,
  groups: readonly { name: string; score?: string; indicators: readonly T[] }[],
  drawRow: (indicator: T, y: number) => Markup,
): { drawn: Markup[]; height: number } {
  const { rowHeight, headHeight } = columnsOf(form)
  const drawn: Markup[] = []
  let y = 22
  for (const { name, score, indicators } of groups) {
    y += headHeight
    const style = { size: headingSize(form, name, score), bold: true }
    drawn.push(label(0, y, name, style))
    if (score !== undefined) drawn.push(label(form.width, y, score, { ...style, anchor: 'end' }))
    for (const [index, indicator] of indicators.entries()) {
      drawn.push(drawRow(indicator, y + (form.wide ? 26 : 22) + index * rowHeight))
    }
    y += indicators.length * rowHeight + 4
  }
  return { drawn, height: y + (form.wide ? 14 : 10) }
}
