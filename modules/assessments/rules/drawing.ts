import type { LifeAxis } from '#platform/charts'
import { type Birth, birthSpan } from './spans.ts'

const dayLength = 86_400_000
const yearLength = 365.25 * dayLength
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)

export type Stage = { readonly name: string; readonly age_from: number; readonly age_to: number | null }

/** Where a day stands on the axis: the age where the day of birth is known, else the year. */
export function placeOf(day: string, birth: Birth): number {
  const born = birthSpan(birth)
  if (born !== undefined) return Math.max(0, (at(day) - at(born.low)) / yearLength)
  const start = at(`${day.slice(0, 4)}-01-01`)
  return Number(day.slice(0, 4)) + (at(day) - start) / yearLength
}

/** The axis of a life: ages from birth with the life stages, or plain years. It runs to today. */
export function axisOf(days: readonly string[], birth: Birth, today: string, stages: readonly Stage[]): LifeAxis {
  return birthSpan(birth) === undefined ? yearAxis(days, today) : ageAxis(birth, today, stages)
}

function ageAxis(birth: Birth, today: string, stages: readonly Stage[]): LifeAxis {
  const to = Math.max(1, placeOf(today, birth))
  const begun = stages.filter(({ age_from }) => age_from < to)
  const bands = begun.map(({ name, age_from, age_to }, index) => {
    const end = begun[index + 1]?.age_from ?? age_to ?? to
    return { from: age_from, to: Math.min(end, to), name }
  })
  const ticks = begun.map(({ age_from }) => ({ at: age_from, text: age_from === 0 ? 'age 0' : String(age_from) }))
  return { from: 0, to, ticks, bands, marks: to > 18 ? [{ at: 18, text: '18' }] : [] }
}

function yearAxis(days: readonly string[], today: string): LifeAxis {
  const from = Math.floor(placeOf([...days, today].sort()[0] ?? today, { born: null, precision: 'unknown' }))
  const to = Number(today.slice(0, 4)) + 1
  const step = Math.max(1, Math.ceil((to - from) / 10))
  const ticks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)
  return { from, to, ticks: ticks.map(year => ({ at: year, text: String(year) })), bands: [], marks: [] }
}
