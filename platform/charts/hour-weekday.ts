import { drawHours, type Week } from './hour-drawing.ts'
import { bothForms } from './marks.ts'
import {
  type About,
  aboutFields,
  checkCounts,
  describe,
  measureLine,
  type Picture,
  type Sentence,
  table,
} from './picture.ts'
import { lowerBound } from './poisson.ts'
import { countWords, figure, hourName, isHidden, type SmallCounts, sentenceCase, weekdays } from './words.ts'

export type HourWeekdayData = About & {
  /** "violence": the title begins with it. */
  subject: string
  plural?: boolean
  /** What is counted, in the plural: "offences". */
  unit: string
  /** Seven rows, Monday first, of 24 counts, midnight first. */
  counts: readonly (readonly number[])[]
  smallCounts?: SmallCounts
}

function check(counts: HourWeekdayData['counts']): void {
  if (counts.length !== 7 || counts.some(day => day.length !== 24)) {
    throw new Error('The counts by hour must be 7 days of 24 hours.')
  }
  checkCounts('The counts by hour', counts.flat())
}

function inBands(counts: HourWeekdayData['counts'], band: number): number[][] {
  return counts.map(day =>
    Array.from({ length: 24 / band }, (_, index) =>
      day.slice(index * band, (index + 1) * band).reduce((sum, count) => sum + count, 0),
    ),
  )
}

/** The finest bands that hide no more than a quarter of the cells, else six hours. */
function chooseBand(counts: HourWeekdayData['counts'], small: SmallCounts): number {
  const hides = (band: number) => {
    const cells = inBands(counts, band).flat()
    return cells.filter(count => isHidden(count, small)).length / cells.length
  }
  return [1, 3].find(band => hides(band) <= 0.25) ?? 6
}

// One-sided normal point for 0.05 shared among the 168 windows that are looked at (Bonferroni).
const zForTheWeek = 3.43

/** The busiest stretch of the week (3 hours, or one wider band), when it is more than chance among all that were looked at. */
function findBusiest(cells: number[][], band: number, total: number): Week['busiest'] {
  const flat = cells.flat()
  const length = band === 1 ? 3 : 1
  const sums = flat.map((_, start) =>
    Array.from({ length }, (_, step) => flat[(start + step) % flat.length] ?? 0).reduce((sum, count) => sum + count, 0),
  )
  const count = Math.max(...sums)
  const expected = (total * length) / flat.length
  if (!(lowerBound(count, zForTheWeek) > expected)) return undefined
  const start = sums.indexOf(count)
  const perDay = 24 / band
  return { day: Math.floor(start / perDay), hour: (start % perDay) * band, hours: length * band, count }
}

function readWeek({ counts, smallCounts: small = 'hidden' }: HourWeekdayData): Week {
  check(counts)
  const band = chooseBand(counts, small)
  const cells = inBands(counts, band)
  const total = counts.flat().reduce((sum, count) => sum + count, 0)
  return { band, cells, total, small, busiest: findBusiest(cells, band, total) }
}

function when({ day, hour, hours }: NonNullable<Week['busiest']>): string {
  return `on ${weekdays[day]} from ${hourName(hour)} to ${hourName(hour + hours)}`
}

/** True when the thick line holds a hidden count, which its total would give away by subtraction. */
function holdsHidden({ cells, busiest, band, small }: Week): boolean {
  if (busiest === undefined) return false
  const flat = cells.flat()
  const start = (busiest.day * 24 + busiest.hour) / band
  const inside = Array.from({ length: busiest.hours / band }, (_, step) => flat[(start + step) % flat.length] ?? 0)
  return inside.some(count => isHidden(count, small))
}

function weekSentences({ unit }: HourWeekdayData, week: Week): Sentence[] {
  const { busiest, total, cells } = week
  if (busiest === undefined) return []
  const even = figure((total * busiest.hours) / 168)
  const lead = holdsHidden(week)
    ? `The thick line holds far more ${unit} than an even share.`
    : `The thick line holds ${figure(busiest.count)} ${unit}; if all hours were alike it would hold about ${even}.`
  const text = `We looked at ${cells.flat().length} stretches of ${busiest.hours} hours. Chance would give one this high in fewer than 1 in 20 such pictures.`
  return [{ lead, text }]
}

function weekNotes({ band, cells, small }: Week): string[] {
  const hidden = cells.flat().some(count => isHidden(count, small))
  return [
    ...(band > 1 ? [`Hours are joined in bands of ${band}, so that fewer small counts are hidden.`] : []),
    ...(hidden ? ['Dotted: fewer than 5.'] : []),
  ]
}

/**
 * Counts by weekday and hour, the figure first and a blue step behind it. Hours are joined where single ones would mostly be hidden.
 * @throws Error when the counts are not 7 rows of 24 whole numbers from 0.
 */
export function hourWeekday(data: HourWeekdayData): Picture {
  const week = readWeek(data)
  const name = sentenceCase(data.subject)
  const finding =
    week.busiest === undefined
      ? `${name} by weekday and hour`
      : `${name} ${data.plural ? 'are' : 'is'} highest ${when(week.busiest)}`
  const measure = measureLine(data)
  const sentences = weekSentences(data, week)
  const head = ['Hours', ...weekdays]
  const bands = Array.from({ length: 24 / week.band }, (_, index) => index)
  const rows = bands.map(band => [
    `${hourName(band * week.band)} to ${hourName((band + 1) * week.band)}`,
    ...week.cells.map(day => countWords(day[band] ?? 0, week.small)),
  ])
  return {
    ...aboutFields(data, weekNotes(week)),
    ...bothForms(data.id, form => drawHours(form, week, finding, describe(measure, sentences))),
    finding,
    measure,
    sentences,
    table: table(finding, head, rows),
  }
}
