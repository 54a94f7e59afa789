// When things happen: by season, weekday and hour.
import type { Random } from '#engines/numerics'
import { weekdayOf } from '../days.ts'
import { chooser } from '../drawing.ts'

export type Rhythm = 'daytime' | 'school day' | 'evening' | 'night'

/** Relative frequency of each hour from midnight on. */
const hours: Readonly<Record<Rhythm, readonly number[]>> = {
  daytime: [2, 1, 1, 1, 1, 1, 2, 3, 5, 6, 7, 8, 8, 8, 8, 9, 9, 9, 8, 7, 6, 5, 4, 3],
  'school day': [0.2, 0, 0, 0, 0, 0, 0.5, 2, 7, 6, 6, 7, 9, 7, 6, 12, 10, 5, 4, 4, 3, 3, 2, 1],
  evening: [4, 3, 2, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 11, 10, 8, 6],
  night: [10, 9, 7, 5, 3, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 11],
}

/** Relative frequency of each weekday, Monday first. */
const weekdays: Readonly<Record<Rhythm, readonly number[]>> = {
  daytime: [1, 1, 1, 1, 1.1, 0.9, 0.8],
  'school day': [1.3, 1.3, 1.3, 1.2, 1.2, 0.4, 0.3],
  evening: [0.9, 0.9, 0.95, 1, 1.2, 1.2, 0.95],
  night: [0.7, 0.7, 0.75, 0.85, 1.3, 1.7, 1.2],
}

/** How far summer stands above, and winter below, the year's average. */
export const summerSwing: Readonly<Record<Rhythm, number>> = {
  daytime: 0.08,
  'school day': -0.1,
  evening: 0.2,
  night: 0.12,
}

const midsummer = 196

/** The expected share of a rhythm on a day against its average day. */
export function dayWeight(rhythm: Rhythm, day: number): number {
  const ofYear = day % 365.25
  const season = 1 + summerSwing[rhythm] * Math.cos((2 * Math.PI * (ofYear - midsummer)) / 365.25)
  return season * (weekdays[rhythm][weekdayOf(day)] ?? 1)
}

/** A function that draws a time (a day number with its fraction) between two days, by season, weekday and hour. */
export function timesOf(rhythm: Rhythm, first: number, days: number): (random: Random) => number {
  const chooseDay = chooser(Array.from({ length: days }, (_, i) => dayWeight(rhythm, first + i)))
  const chooseHour = chooser(hours[rhythm])
  return random => first + chooseDay(random) + (chooseHour(random) + random.next()) / 24
}
