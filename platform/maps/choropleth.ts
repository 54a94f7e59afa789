import { coordinate, markup } from '../charts/markup.ts'
import { colours } from '../charts/palette.ts'
import {
  type About,
  aboutFields,
  checkFinite,
  describe,
  type ListItem,
  measureLine,
  type Picture,
  type Sentence,
  table,
} from '../charts/picture.ts'
import { linear } from '../charts/scale.ts'
import { fewerThanFive, figure, noFile, plural, sentenceCase } from '../charts/words.ts'
import { type AreaValue, type Classes, checkClasses } from './classes.ts'
import { drawMap } from './drawing.ts'
import { drawLegend } from './legend.ts'
import type { PreparedForms } from './prepare.ts'

export type AreaReading = {
  id: string
  value: AreaValue
  low?: number
  high?: number
  /** A name people know, such as the ward; the name of the boundary otherwise. */
  name?: string
  /** Words for the table only, such as the change in three years. */
  change?: string
  href?: string
}

export type ChoroplethData = About & {
  /** A finding by the rule of whoever draws; without it, where the highest areas lie. */
  finding?: string
  /** "index": the unit of the values, printed over the list. */
  unit: string
  /** What an area is called, in the plural: "areas". */
  areas: string
  decimals: number
  /** From `prepareMap` or `preparedMap`. */
  map: PreparedForms
  readings: readonly AreaReading[]
  classes: Classes
  /** What the two ends of the scale mean: "lowest" and "highest" by default. */
  ends?: readonly [string, string]
  /** A reference on the legend: "county average" and its value. */
  middle?: { name: string; value: number }
  /** How many areas are numbered and listed: 10 by default. */
  listed?: number
  /** Names of the groups on the map: shown by default. */
  labels?: boolean
  /** Heading of the group column: "District" by default. */
  groupHead?: string
  /** Where the boundaries of the interactive map come from; without it the drawn map stands alone. */
  live?: { source: string }
}

type Ranked = AreaReading & { shapeName: string; group: string; shown: string; number: number | undefined }

function check(data: ChoroplethData): void {
  checkClasses(data.classes)
  if (new Set(data.readings.map(reading => reading.id)).size !== data.readings.length) {
    throw new Error('An area has two values on the map.')
  }
  const numbers = data.readings.flatMap(({ value, low, high }) => [value, low, high])
  checkFinite(
    'The values of the map',
    numbers.filter(value => typeof value === 'number'),
  )
}

function valueWords(value: AreaValue, decimals: number): string {
  if (value === 'few') return fewerThanFive
  return value === null ? noFile : figure(value, decimals)
}

/** Areas by value, highest first; ties by code; areas without a figure last. */
function rank({ readings, map, decimals }: ChoroplethData): Ranked[] {
  const shapes = new Map(map.wide.shapes.map(shape => [shape.id, shape]))
  const known = new Set(readings.map(reading => reading.id))
  const silent = map.wide.shapes.filter(shape => !known.has(shape.id)).map(shape => ({ id: shape.id, value: null }))
  return [...readings, ...silent]
    .map((reading: AreaReading) => {
      const shape = shapes.get(reading.id)
      const number = typeof reading.value === 'number' ? reading.value : undefined
      return {
        ...reading,
        number,
        shapeName: shape?.name ?? reading.id,
        group: shape?.group ?? '',
        shown: valueWords(reading.value, decimals),
      }
    })
    .sort((a, b) => (b.number ?? -Infinity) - (a.number ?? -Infinity) || (a.id < b.id ? -1 : 1))
}

function topOf(ranked: readonly Ranked[], listed: number): Ranked[] {
  return ranked.filter(reading => reading.number !== undefined).slice(0, listed)
}

/** "All 10 highest areas are in Nuneaton and Bedworth"; the subject alone when they are spread. */
function mapFinding({ areas, unit, map }: ChoroplethData, top: readonly Ranked[]): string {
  const plain = `${sentenceCase(unit)} by area`
  if (map.wide.groups.length < 2 || top.length < 3) return plain
  const byGroup = [...Map.groupBy(top, reading => reading.group)].sort((a, b) => b[1].length - a[1].length)
  const [name, inside] = byGroup[0] ?? ['', []]
  if (name === '' || inside.length / top.length < 0.7) return plain
  const all = inside.length === top.length
  return all
    ? `All ${top.length} highest ${areas} are in ${name}`
    : `${inside.length} of the ${top.length} highest ${areas} are in ${name}`
}

function rangeWords({ low, high }: AreaReading, decimals: number): string {
  return low === undefined || high === undefined ? '' : ` (${figure(low, decimals)} to ${figure(high, decimals)})`
}

/** Dot and range of one row, on a scale shared by the whole list. Hidden from screen readers: the figures stand beside it. */
function rowMark({ number, low, high }: Ranked, x: (value: number) => number): string {
  if (number === undefined || low === undefined || high === undefined) return ''
  const [left, right] = [x(low), x(high)]
  return markup`<svg class="chart" viewBox="0 0 90 12" width="90" height="12" aria-hidden="true" focusable="false"><path d="M${coordinate(left)} 6H${coordinate(right)}" stroke="${colours.hereRange}" stroke-width="6"/><circle cx="${x(number)}" cy="6" r="4.5" fill="${colours.highest}"/></svg>`
    .text
}

function listItems(top: readonly Ranked[], decimals: number): ListItem[] {
  const ends = top.flatMap(({ low, high }) => (low === undefined || high === undefined ? [] : [low, high]))
  const x = ends.length === 0 ? () => 0 : linear([Math.min(...ends), Math.max(...ends)], [5, 85])
  return top.map((reading, index) => ({
    rank: String(index + 1),
    name: reading.name ?? reading.shapeName,
    detail: reading.name === undefined ? reading.group : reading.shapeName,
    value: `${reading.shown}${rangeWords(reading, decimals)}`,
    svg: rowMark(reading, x),
    ...(reading.href === undefined ? {} : { href: reading.href }),
  }))
}

/** True when the likely ranges of two rows meet. */
function meet(a: Ranked, b: Ranked | undefined): boolean {
  if (a.low === undefined || a.high === undefined || b?.low === undefined || b.high === undefined) return false
  return a.low <= b.high && b.low <= a.high
}

/** What the order of the list cannot say: ranges that overlap, and areas that share the last value. */
function listSentences(ranked: readonly Ranked[], top: readonly Ranked[]): Sentence[] {
  const [last, next] = [top.at(-1), ranked[top.length]]
  const overlapping = top.some((reading, index) => meet(reading, top[index + 1]))
  const tied = next?.number !== undefined && next.number === last?.number
  return [
    ...(overlapping ? [{ lead: 'Ranges overlap:', text: `the order inside the ${top.length} is not certain.` }] : []),
    ...(tied
      ? [{ lead: 'More areas share the last value:', text: `the list stops at ${top.length}, in order of code.` }]
      : []),
  ]
}

function mapNotes(data: ChoroplethData, ranked: readonly Ranked[]): string[] {
  const few = ranked.filter(reading => reading.value === 'few').length
  const missing = ranked.filter(reading => reading.value === null).length
  const { undrawn } = data.map.wide
  return [
    ...(few > 0 ? [`Dotted: ${fewerThanFive} (${plural(few, 'area')}).`] : []),
    ...(missing > 0 ? [`Hatched: ${noFile} (${plural(missing, 'area')}).`] : []),
    ...(undrawn.length > 0 ? [`${plural(undrawn.length, 'area')} without a boundary on file: in the table only.`] : []),
  ]
}

function mapTable(data: ChoroplethData, caption: string, ranked: readonly Ranked[]) {
  const withChange = ranked.some(reading => reading.change !== undefined)
  const head = ['Place', 'Code', 'Name', 'Area', data.groupHead ?? 'District', sentenceCase(data.unit), 'Low', 'High']
  const rows = ranked.map((reading, index) => [
    reading.number === undefined ? 'not ranked' : String(index + 1),
    reading.id,
    reading.name ?? reading.shapeName,
    reading.shapeName,
    reading.group,
    reading.shown,
    reading.low === undefined ? '' : figure(reading.low, data.decimals),
    reading.high === undefined ? '' : figure(reading.high, data.decimals),
    ...(withChange ? [reading.change ?? ''] : []),
  ])
  return table(caption, withChange ? [...head, 'Change'] : head, rows)
}

function drawBoth(data: ChoroplethData, numbered: readonly string[], title: string, description: string) {
  const values = new Map(data.readings.map(({ id, value }) => [id, value]))
  const shared = { values, classes: data.classes, numbered, labels: data.labels ?? true, title, description }
  return {
    svg: drawMap({ id: data.id, width: data.map.wide.width, wide: true }, { ...shared, map: data.map.wide }),
    svgSmall: drawMap(
      { id: `${data.id}-small`, width: data.map.small.width, wide: false },
      { ...shared, map: data.map.small },
    ),
  }
}

/**
 * A map of areas in five steps, with a legend that counts them and a numbered list that is the equal of the map.
 * Areas without a value are hatched; values hidden as "few" are dotted; both stay in the table.
 * @throws Error when the breaks do not rise, a value is not finite, or an area has two values.
 */
export function choropleth(data: ChoroplethData): Picture {
  check(data)
  const ranked = rank(data)
  const top = topOf(ranked, data.listed ?? 10)
  const finding = data.finding ?? mapFinding(data, top)
  const measure = measureLine(data)
  const sentences = listSentences(ranked, top)
  const items = listItems(top, data.decimals)
  const listed = items.map(item => `${item.rank}. ${item.name}, ${item.detail}: ${item.value}`).join('; ')
  const description = describe(measure, [...sentences, { lead: `Highest: ${listed}.`, text: '' }])
  const legendTitle = `How many ${data.areas} at each level`
  const legend = drawLegend(
    `${data.id}-legend`,
    {
      classes: data.classes,
      values: ranked.flatMap(reading => reading.number ?? []),
      few: ranked.filter(reading => reading.value === 'few').length,
      missing: ranked.filter(reading => reading.value === null).length,
      decimals: data.decimals,
      ends: data.ends ?? ['lowest', 'highest'],
      ...(data.middle === undefined ? {} : { middle: data.middle }),
    },
    legendTitle,
  )
  const range = top.some(reading => reading.low !== undefined) ? `${data.unit} (range)` : data.unit
  return {
    ...aboutFields(data, mapNotes(data, ranked)),
    ...drawBoth(
      data,
      top.map(reading => reading.id),
      finding,
      description,
    ),
    finding,
    measure,
    sentences,
    table: mapTable(data, finding, ranked),
    legend: { heading: legendTitle, ...legend },
    list: { heading: `${plural(items.length, 'highest area')}`, unit: range, items },
    ...(data.live === undefined ? {} : { map: { source: data.live.source, unit: data.unit } }),
  }
}
