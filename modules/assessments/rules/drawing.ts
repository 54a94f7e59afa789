import type { LifeAxis } from '#platform/charts'
import { ageOn, type Birth, birthSpan, type Span } from './spans.ts'

const dayLength = 86_400_000
const yearLength = 365.25 * dayLength
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)

export type Stage = { readonly name: string; readonly age_from: number; readonly age_to: number | null }

/** How far before birth the picture of a life begins, in years, where something of that time is told. */
const beforeBirth = 1
/** Years between the ages that are written after the last stage of life has begun. */
const laterAges = 5

/** Where a day stands on the axis: the age where the day of birth is known (below 0 before it), else the year. */
export function placeOf(day: string, birth: Birth): number {
  const born = birthSpan(birth)
  if (born !== undefined) return (at(day) - at(born.low)) / yearLength
  const start = at(`${day.slice(0, 4)}-01-01`)
  return Number(day.slice(0, 4)) + (at(day) - start) / yearLength
}

/**
 * The axis of a life: ages with the life stages, or plain years. It runs from birth to today, and from a year before birth where one
 * of `spans` lies before it for certain.
 */
export function axisOf(spans: readonly Span[], birth: Birth, today: string, stages: readonly Stage[]): LifeAxis {
  const born = birthSpan(birth)
  if (born === undefined) return yearAxis(spans, today)
  return ageAxis(birth, today, stages, spans.some(({ high }) => high < born.low) ? -beforeBirth : 0)
}

function ageAxis(birth: Birth, today: string, stages: readonly Stage[], from: number): LifeAxis {
  const to = Math.max(1, placeOf(today, birth))
  const begun = stages.filter(({ age_from }) => age_from < to)
  const bands = begun.map(({ name, age_from, age_to }, index) => {
    const end = begun[index + 1]?.age_from ?? age_to ?? to
    return { from: age_from, to: Math.min(end, to), name }
  })
  const marks = to > 18 ? [{ at: 18, text: '18' }] : []
  return { from, to, ticks: ageTicks(to, begun, marks.length > 0), bands, marks }
}

/** The age at which each stage begins, round ages after the last of them, and today, where there is room to write it. */
function ageTicks(to: number, begun: readonly Stage[], pastEighteen: boolean): LifeAxis['ticks'] {
  const starts = begun.map(({ age_from }) => age_from)
  const last = Math.max(0, ...starts)
  const step = to - last > 6 * laterAges ? 2 * laterAges : laterAges
  const later = Array.from({ length: 24 }, (_, index) => (Math.floor(last / step) + 1 + index) * step)
  const room = to / 20
  const ages = [...starts, ...later.filter(age => last > 18 && age - last > room && to - age > room)]
  const ticks = ages.map(age => ({ at: age, text: age === 0 ? 'age 0' : String(age) }))
  const nearest = Math.min(to - Math.max(0, ...ages), pastEighteen ? Math.abs(to - 18) : to)
  return nearest > room ? [...ticks, { at: to, text: 'now' }] : ticks
}

function yearAxis(spans: readonly Span[], today: string): LifeAxis {
  const days = [...spans.map(({ low }) => low), today].sort()
  const from = Math.floor(placeOf(days[0] ?? today, { born: null, precision: 'unknown' }))
  const to = Number(today.slice(0, 4)) + 1
  const step = Math.max(1, Math.ceil((to - from) / 10))
  const ticks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)
  return { from, to, ticks: ticks.map(year => ({ at: year, text: String(year) })), bands: [], marks: [] }
}

/**
 * How old somebody was between two days, in words: "4", "9 or 10", "5 to 7", "before birth". Empty where the date of birth is not known.
 */
export function ageWords({ low, high }: Span, birth: Birth): string {
  const [first, last] = [ageOn(low, birth), ageOn(high, birth)]
  if (first === undefined || last === undefined) return ''
  if (last < 0) return 'before birth'
  if (first === last) return String(last)
  if (first < 0) return last === 0 ? 'before birth or 0' : `before birth to ${last}`
  return last === first + 1 ? `${first} or ${last}` : `${first} to ${last}`
}
