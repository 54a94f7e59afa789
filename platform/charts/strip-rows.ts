// The layout that strip pictures share: names, strips and figures in columns on a page, stacked on a phone.
import { label, textWidth, wrapped } from './lettering.ts'
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

const lineHeight = 18

/** The lines of a name with its unit, none of them cut. Where the name fills its last line, the unit begins the next. */
function nameLines(form: Form, { name, unit }: Indicator, room: number): string[] {
  return wrapped(unit === undefined ? name : `${name}, ${unit}`, room, nameSize(form))
}

const nameSize = (form: Form): number => (form.wide ? type.label : 15)

/** How much lower a row lies than one whose name has a single line. */
export function nameDrop(form: Form, indicator: Indicator, room: number): number {
  return (nameLines(form, indicator, room).length - 1) * lineHeight
}

/** The name with its unit in the second colour. */
export function indicatorName(form: Form, indicator: Indicator, y: number, room: number): Markup {
  let left = indicator.name.length
  const lines = nameLines(form, indicator, room).map((line, index) => {
    const [own, rest] = [line.slice(0, Math.max(left, 0)), line.slice(Math.max(left, 0))]
    // The space that the line break took counts as a letter of the name.
    left -= line.length + 1
    const text = rest === '' ? markup`${own}` : markup`${own}<tspan fill="${colours.second}">${rest}</tspan>`
    return label(0, y + 5 + index * lineHeight, text, { size: nameSize(form) })
  })
  return markup`${lines}`
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

/** One indicator as it is drawn at a height, and how many pixels more than a single line it takes. */
export type StripRow = { readonly drawn: Markup; readonly drop: number }

/** Headings and rows down the page; `drawRow` draws one indicator at its height. */
export function stripRows<T>(
  form: Form,
  groups: readonly { name: string; score?: string; indicators: readonly T[] }[],
  drawRow: (indicator: T, y: number) => StripRow,
): { drawn: Markup[]; height: number } {
  const { rowHeight, headHeight } = columnsOf(form)
  const drawn: Markup[] = []
  let y = 22
  for (const { name, score, indicators } of groups) {
    y += headHeight
    const style = { size: headingSize(form, name, score), bold: true }
    drawn.push(label(0, y, name, style))
    if (score !== undefined) drawn.push(label(form.width, y, score, { ...style, anchor: 'end' }))
    for (const indicator of indicators) {
      const row = drawRow(indicator, y + (form.wide ? 26 : 22))
      drawn.push(row.drawn)
      y += rowHeight + row.drop
    }
    y += 4
  }
  return { drawn, height: y + (form.wide ? 14 : 10) }
}
