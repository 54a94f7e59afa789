import { binCounts } from './bins.ts'
import { label, textWidth } from './lettering.ts'
import { bothForms, dot, type Form, frame, line, openDot, range, rect } from './marks.ts'
import { type Markup, markup } from './markup.ts'
import { colours, type } from './palette.ts'
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
import { linear, type Scale, ticks } from './scale.ts'
import { figure, sentenceCase } from './words.ts'

/** An index of one year with its likely range. */
export type YearValue = { year: number; value: number; low: number; high: number }

export type ProfileHeaderData = About & {
  /** The name of the area. */
  area: string
  /** "Warwickshire areas": what `all` holds. */
  among: string
  /** The ends of the index and what they mean: "1 is lowest risk, 10 is highest". */
  scale: { from: number; to: number; meaning: string }
  /** The latest value of every area. */
  all: readonly number[]
  /** The reference on the histogram: "county" and its value. */
  middle: { name: string; value: number }
  /** One to three years, oldest first; the last is now. */
  years: readonly YearValue[]
  /** Headings that moved most, in words, when the index changed. */
  movedMost?: readonly string[]
}

function check({ all, years, scale, middle }: ProfileHeaderData): void {
  if (years.length < 1 || years.length > 3) throw new Error('A profile header shows one to three years.')
  if (all.length === 0) throw new Error('A profile header needs the values of all areas.')
  if (!(scale.to > scale.from)) throw new Error('The scale of a profile header must rise.')
  checkFinite('The values of a profile header', [...all, middle.value, ...years.flatMap(y => [y.value, y.low, y.high])])
  const unsure = years.find(({ value, low, high }) => low > value || high < value)
  if (unsure !== undefined) throw new Error(`The range of ${unsure.year} must hold its value.`)
}

type Change = { from: YearValue; to: YearValue; by: number; apart: boolean }

function change(years: readonly YearValue[]): Change | undefined {
  const [from, to] = [years[0], years.at(-1)]
  if (from === undefined || to === undefined || from === to) return undefined
  return { from, to, by: to.value - from.value, apart: to.low > from.high || to.high < from.low }
}

/** "Leamington 006A: 9 out of 10, and rising". Direction is claimed only when the ranges do not meet. */
function profileFinding({ area, scale, years }: ProfileHeaderData): string {
  const now = years.at(-1)?.value ?? scale.from
  const moved = change(years)
  const direction = moved?.apart ? (moved.by > 0 ? ', and rising' : ', and falling') : ''
  return `${area}: ${figure(now)} out of ${figure(scale.to)}${direction}`
}

/** "Higher than 95 in 100 Warwickshire areas", rounded down so that it never says too much. */
function placeWords({ all, among, years }: ProfileHeaderData): string {
  const now = years.at(-1)?.value ?? 0
  const below = all.filter(value => value < now).length
  const above = all.filter(value => value > now).length
  if (above === 0) return `The highest of ${figure(all.length)} ${among}`
  if (below === 0) return `The lowest of ${figure(all.length)} ${among}`
  const [word, count] = below >= above ? ['Higher', below] : ['Lower', above]
  return `${word} than ${Math.floor((100 * count) / all.length)} in 100 ${among}`
}

function changeSentences({ years, movedMost }: ProfileHeaderData): Sentence[] {
  const moved = change(years)
  if (moved === undefined) return []
  const size = figure(Math.abs(moved.by), 1)
  const lead =
    size === '0.0'
      ? `No change since ${moved.from.year}.`
      : `${moved.by > 0 ? 'Up' : 'Down'} ${size} since ${moved.from.year}.`
  const span = `The ranges for ${moved.from.year} and ${moved.to.year}`
  const sure = moved.apart
    ? `${span} do not meet, so the ${moved.by > 0 ? 'rise' : 'fall'} is more than chance.`
    : `${span} meet, so any change may be chance.`
  const most =
    movedMost === undefined || movedMost.length === 0 ? '' : ` ${sentenceCase(movedMost.join(' and '))} moved most.`
  return [{ lead, text: `${sure}${most}` }]
}

const histogramTop = 12
const histogramBase = 84

function histogram(form: Form, data: ProfileHeaderData, x: Scale): Markup[] {
  const { from, to } = data.scale
  const bins = form.wide ? 90 : 45
  const counts = binCounts(data.all, from, to, bins)
  const tallest = Math.max(...counts)
  const pitch = (x(to) - x(from)) / bins
  const bars = counts.map((count, bin) => {
    const height = (count / tallest) * 46
    return count === 0
      ? undefined
      : rect(x(from) + bin * pitch, histogramBase - height, pitch - 1, height, { fill: colours.context })
  })
  const county = x(data.middle.value)
  const words = `${data.middle.name} ${figure(data.middle.value, 1)}`
  const fits = county + 6 + textWidth(words, type.note) < form.width
  return [
    ...bars.filter(bar => bar !== undefined),
    line(x(from), histogramBase, x(to), histogramBase),
    ...ticks(from, to, form.wide ? 10 : 9).map(value =>
      label(x(value), histogramBase + 18, figure(value), { anchor: 'middle', fill: colours.second }),
    ),
    line(county, histogramTop, county, histogramBase + 5, { colour: colours.ink, width: 1.5, dash: '4 3' }),
    label(fits ? county + 6 : county - 6, histogramTop + 9, words, {
      anchor: fits ? 'start' : 'end',
      fill: colours.second,
      halo: colours.paper,
    }),
  ]
}

function yearWords(form: Form, { year, value, low, high }: YearValue, isNow: boolean): string {
  const figures = `${year}: ${figure(value, 1)}`
  if (!isNow) return form.wide ? figures : String(year)
  const ends = form.wide
    ? `, likely between ${figure(low, 1)} and ${figure(high, 1)}`
    : ` (${figure(low, 1)} to ${figure(high, 1)})`
  return figures + ends
}

/** One year: its range, its dot, and its words on whichever side has room. */
function yearRow(form: Form, each: YearValue, isNow: boolean, x: Scale, y: number): Markup {
  const words = yearWords(form, each, isNow)
  const style = isNow ? { size: type.label, bold: true } : {}
  const width = textWidth(words, isNow ? type.label : type.note, isNow)
  const left = x(each.low) - 10
  const roomLeft = left - width >= 0
  const drawn = isNow
    ? markup`${range(x(each.low), x(each.high), y, colours.hereRange)}${dot(x(each.value), y, form.wide ? 8 : 7.5)}`
    : markup`${range(x(each.low), x(each.high), y, colours.rule, 4)}${openDot(x(each.value), y, 5, colours.second)}`
  const text = roomLeft
    ? label(left, y + 5, words, { ...style, anchor: 'end' })
    : label(Math.min(x(each.high) + 10, form.width - width), y + 5, words, style)
  return markup`<g>${drawn}${text}</g>`
}

function draw(form: Form, data: ProfileHeaderData, title: string, description: string): string {
  const edge = form.wide ? 24 : 10
  const x = linear([data.scale.from, data.scale.to], [edge, form.width - edge])
  const rows = data.years.map((each, index) =>
    yearRow(form, each, index === data.years.length - 1, x, histogramBase + 44 + index * 26),
  )
  const height = histogramBase + 44 + data.years.length * 26
  return frame(form, { title, description, height }, ...histogram(form, data, x), ...rows)
}

/**
 * How one area stands among all, how sure that is, and whether it moved: a histogram of every area above up to three years.
 * @throws Error when there are no years or more than three, no areas, a number is not finite, or a range misses its value.
 */
export function profileHeader(data: ProfileHeaderData): Picture {
  check(data)
  const finding = profileFinding(data)
  const measure = measureLine(data, placeWords(data), data.scale.meaning)
  const sentences = changeSentences(data)
  const rows = data.years.map(({ year, value, low, high }) => [
    String(year),
    figure(value, 1),
    figure(low, 1),
    figure(high, 1),
  ])
  return {
    ...aboutFields(data),
    ...bothForms(data.id, form => draw(form, data, finding, describe(measure, sentences))),
    finding,
    measure,
    sentences,
    table: table(finding, ['Year', 'Index', 'Likely from', 'Likely to'], rows),
  }
}
