import { label, textWidth } from './lettering.ts'
import { bothForms, dot, type Form, frame } from './marks.ts'
import { markup } from './markup.ts'
import { colours, type } from './palette.ts'
import { type About, aboutFields, describe, measureLine, type Picture, table } from './picture.ts'
import { columnsOf, indicatorName, nameDrop, type StripRow, stripHead, stripOf, stripRows } from './strip-rows.ts'
import {
  clippedNote,
  type Indicator,
  inHighestTenth,
  placeOf,
  shareBelow,
  stripMarks,
  stripScale,
  valueWords,
} from './strips.ts'
import { plural } from './words.ts'

export type AreaIndicator = Indicator & { value: number }

export type IndicatorGroup = {
  name: string
  /** The summary of the heading, in words: "8 of 10". */
  score?: string
  indicators: readonly AreaIndicator[]
}

export type IndicatorStripsData = About & {
  area: string
  /** "county": names the middle. */
  region: string
  /** In the strategy's own order; indicators are ordered here by how far up the county they stand. */
  groups: readonly IndicatorGroup[]
}

/** Each group with its indicators from the highest place to the lowest. */
function ordered(groups: readonly IndicatorGroup[]): IndicatorGroup[] {
  return groups.map(group => ({
    ...group,
    indicators: [...group.indicators].sort((a, b) => shareBelow(b, b.value) - shareBelow(a, a.value)),
  }))
}

function stripsFinding({ area, region }: IndicatorStripsData, indicators: readonly AreaIndicator[]): string {
  const highest = indicators.filter(each => inHighestTenth(each, each.value)).length
  if (highest === 0) return `${area} by indicator`
  return `${area} is in the highest tenth of the ${region} on ${highest} of ${plural(indicators.length, 'indicator')}`
}

function row(form: Form, indicator: AreaIndicator, y: number): StripRow {
  const { left, right, stripDrop } = columnsOf(form)
  const strip = stripOf(form, indicator, [indicator.value])
  const colour = inHighestTenth(indicator, indicator.value) ? colours.highest : colours.here
  const value = valueWords(indicator, indicator.value)
  const room = form.wide ? 300 : form.width - textWidth(value, 15, true) - 6
  const drop = nameDrop(form, indicator, room)
  // On a page the strip stays level with the first line; on a phone it stands under the last.
  const at = y + stripDrop + (form.wide ? 0 : drop)
  const middle = `(${valueWords(indicator, strip.middle)})`
  const figures = form.wide
    ? markup`${label(882, y + 5, value, { size: type.label, bold: true, anchor: 'end' })}${label(960, y + 5, middle, {
        size: type.label,
        anchor: 'end',
        fill: colours.second,
      })}`
    : label(form.width, y + 5, value, { size: 15, bold: true, anchor: 'end' })
  const marks = stripMarks(indicator, strip, left, right, at)
  const point = dot(strip.x(indicator.value), at, form.wide ? 7 : 6.5, colour)
  return { drawn: markup`<g>${indicatorName(form, indicator, y, room)}${marks}${point}${figures}</g>`, drop }
}

function draw(form: Form, data: IndicatorStripsData, title: string, description: string): string {
  const rows = stripRows(form, data.groups, (indicator, y) => row(form, indicator, y))
  return frame(
    form,
    { title, description, height: rows.height },
    stripHead(form, `this area (${data.region} middle)`),
    ...rows.drawn,
  )
}

function indicatorRow(group: string, indicator: AreaIndicator, middle: number): string[] {
  return [
    group,
    indicator.name,
    indicator.unit ?? '',
    valueWords(indicator, indicator.value),
    valueWords(indicator, middle),
    placeOf(indicator, indicator.value),
    indicator.period,
    indicator.source,
    indicator.reliability,
  ]
}

/**
 * Every indicator of one area on its own strip of all areas, under the headings of the strategy.
 * @throws Error when an indicator has no values or one is not finite.
 */
export function indicatorStrips(given: IndicatorStripsData): Picture {
  const data = { ...given, groups: ordered(given.groups) }
  const all = data.groups.flatMap(group => group.indicators)
  const strips = all.map(each => stripScale(each, [each.value], 0, 1))
  const finding = stripsFinding(data, all)
  const measure = measureLine(data)
  const key = `Dot: ${data.area}, darker in the highest tenth. Black bar: ${data.region} middle (median). Grey ticks: every area. Right is always higher risk.`
  const rows = data.groups.flatMap(group =>
    group.indicators.map(each => indicatorRow(group.name, each, stripScale(each, [], 0, 1).middle)),
  )
  const head = [
    'Heading',
    'Indicator',
    'Unit',
    'This area',
    `${data.region} middle`,
    'Place',
    'Period',
    'Source',
    'Reliability',
  ]
  return {
    ...aboutFields(data, [key, ...clippedNote(strips)]),
    ...bothForms(data.id, form => draw(form, data, finding, describe(measure, [{ lead: key, text: '' }]))),
    finding,
    measure,
    sentences: [],
    table: table(finding, head, rows),
  }
}
