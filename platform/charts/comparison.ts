import { label, textWidth } from './lettering.ts'
import { bothForms, dot, type Form, frame, openDot } from './marks.ts'
import { markup } from './markup.ts'
import { colours, type } from './palette.ts'
import { type About, aboutFields, describe, measureLine, type Picture, table } from './picture.ts'
import { columnsOf, indicatorName, nameDrop, type StripRow, stripHead, stripOf, stripRows } from './strip-rows.ts'
import { clippedNote, type Indicator, placeOf, shareBelow, stripMarks, stripScale, valueWords } from './strips.ts'
import { figure, plural } from './words.ts'

export type PairedIndicator = Indicator & { value: number; other: number }

export type ComparisonData = About & {
  /** The area that is asked about, drawn filled. */
  area: string
  /** The area it is held against, drawn open. */
  other: string
  /** "county": names the middle. */
  region: string
  groups: readonly { name: string; indicators: readonly PairedIndicator[] }[]
}

function comparisonFinding({ area, other }: ComparisonData, all: readonly PairedIndicator[]): string {
  const higher = all.filter(each => shareBelow(each, each.value) > shareBelow(each, each.other)).length
  const lower = all.filter(each => shareBelow(each, each.value) < shareBelow(each, each.other)).length
  if (higher === lower) return `${area} and ${other} by indicator`
  const [count, word] = higher > lower ? [higher, 'higher'] : [lower, 'lower']
  return `${area} stands ${word} in risk than ${other} on ${count} of ${plural(all.length, 'indicator')}`
}

function row(form: Form, indicator: PairedIndicator, y: number): StripRow {
  const { left, right, stripDrop } = columnsOf(form)
  const strip = stripOf(form, indicator, [indicator.value, indicator.other])
  const [ours, theirs] = [valueWords(indicator, indicator.value), `(${valueWords(indicator, indicator.other)})`]
  const size = form.wide ? type.label : 15
  const second = { size, anchor: 'end', fill: colours.second } as const
  const otherEdge = form.width
  const oursEdge = form.wide ? 882 : form.width - textWidth(theirs, size) - 8
  const figures = [
    label(oursEdge, y + 5, ours, { size, bold: true, anchor: 'end' }),
    label(otherEdge, y + 5, theirs, second),
  ]
  const room = form.wide ? 300 : oursEdge - textWidth(ours, size, true) - 6
  const drop = nameDrop(form, indicator, room)
  const at = y + stripDrop + (form.wide ? 0 : drop)
  const dots = [
    openDot(strip.x(indicator.other), at, form.wide ? 6.5 : 6),
    dot(strip.x(indicator.value), at, form.wide ? 7 : 6.5),
  ]
  const name = indicatorName(form, indicator, y, room)
  return { drawn: markup`<g>${name}${stripMarks(indicator, strip, left, right, at)}${dots}${figures}</g>`, drop }
}

function tableRow(group: string, indicator: PairedIndicator): string[] {
  const places = [indicator.value, indicator.other].flatMap(value => [
    valueWords(indicator, value),
    placeOf(indicator, value),
  ])
  const middle = valueWords(indicator, stripScale(indicator, [], 0, 1).middle)
  return [group, indicator.name, indicator.unit ?? '', ...places, middle, indicator.period, indicator.source]
}

/**
 * Two areas on the same strips: the one asked about filled, the other open.
 * @throws Error when an indicator has no values or one is not finite.
 */
export function comparison(data: ComparisonData): Picture {
  const all = data.groups.flatMap(group => group.indicators)
  const finding = comparisonFinding(data, all)
  const measure = measureLine(data)
  const key = `Filled dot: ${data.area}. Open dot: ${data.other}. Black bar: ${data.region} middle (median). Grey ticks: each of ${figure(Math.max(...all.map(each => each.all.length)))} areas. Right is always higher risk.`
  const words = { title: finding, description: describe(measure, [{ lead: key, text: '' }]) }
  const head = [
    'Heading',
    'Indicator',
    'Unit',
    data.area,
    `Place of ${data.area}`,
    data.other,
    `Place of ${data.other}`,
  ]
  return {
    ...aboutFields(data, [key, ...clippedNote(all.map(each => stripScale(each, [each.value, each.other], 0, 1)))]),
    ...bothForms(data.id, form => {
      const rows = stripRows(form, data.groups, (indicator: PairedIndicator, y) => row(form, indicator, y))
      return frame(form, { ...words, height: rows.height }, stripHead(form, 'filled dot (open dot)'), ...rows.drawn)
    }),
    finding,
    measure,
    sentences: [],
    table: table(
      finding,
      [...head, `${data.region} middle`, 'Period', 'Source'],
      data.groups.flatMap(group => group.indicators.map(each => tableRow(group.name, each))),
    ),
  }
}
