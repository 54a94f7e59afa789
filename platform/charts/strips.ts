// Strips: where one area (or two) stands among all areas, one row for each indicator.

import { line, tickPath } from './marks.ts'
import { coordinate, type Markup, markup } from './markup.ts'
import { colours } from './palette.ts'
import { checkFinite } from './picture.ts'
import { linear, quantileOfSorted, type Scale, sortedOf } from './scale.ts'
import { figure, plural } from './words.ts'

export type Indicator = {
  name: string
  /** "per 1,000": printed after the name. */
  unit?: string
  /** Printed after the figure: "%". */
  suffix?: string
  decimals: number
  /** The latest value of every area. */
  all: readonly number[]
  /** False when a higher value is better: the strip is then turned round, so that right is always higher risk. */
  higherIsWorse: boolean
  period: string
  source: string
  /** How far the figure can be trusted, in words. */
  reliability: string
}

/** The strip of one indicator: places in pixels for every area, and whether some lie past the ends. */
export type Strip = { x: Scale; middle: number; clipped: boolean }

/**
 * The strip runs between the values that hold 99 in 100 areas, widened to every value in `kept`. A few extreme areas
 * would otherwise press all the others together; they are drawn at the ends.
 * @throws Error when a value is not finite or there are none.
 */
export function stripScale(indicator: Indicator, kept: readonly number[], left: number, right: number): Strip {
  if (indicator.all.length === 0) throw new Error(`The indicator "${indicator.name}" has no values.`)
  checkFinite(`The values of "${indicator.name}"`, [...indicator.all, ...kept])
  const sorted = sortedOf(indicator.all)
  const low = Math.min(quantileOfSorted(sorted, 0.005), ...kept)
  const high = Math.max(quantileOfSorted(sorted, 0.995), ...kept)
  const place = linear([low, high], indicator.higherIsWorse ? [left, right] : [right, left])
  return {
    x: value => Math.min(Math.max(place(value), left), right),
    middle: quantileOfSorted(sorted, 0.5),
    clipped: indicator.all.some(value => value < low || value > high),
  }
}

/** Grey ticks for every area and a black bar at the middle one. */
export function stripMarks(indicator: Indicator, strip: Strip, left: number, right: number, y: number): Markup {
  const ticks = tickPath(indicator.all.map(strip.x), y - 6, 12)
  const middle = strip.x(strip.middle)
  return markup`${line(left, y, right, y, { colour: colours.context })}<path d="${ticks}" stroke="${colours.rule}" opacity=".55"/><path d="M${coordinate(middle)} ${coordinate(y - 9)}v18" stroke="${colours.ink}" stroke-width="2"/>`
}

/** Areas that stand lower in risk than this value, as a share from 0 to 1. */
export function shareBelow(indicator: Indicator, value: number): number {
  const lower = (other: number) => (indicator.higherIsWorse ? other < value : other > value)
  return indicator.all.filter(lower).length / indicator.all.length
}

/** In the highest tenth: fewer than a tenth of the areas stand higher in risk, and the value is not shared by all. */
export function inHighestTenth(indicator: Indicator, value: number): boolean {
  return shareBelow(indicator, value) >= 0.9
}

/** "12th of 354" by risk, with ties sharing the higher place. */
export function placeOf(indicator: Indicator, value: number): string {
  const higher = (other: number) => (indicator.higherIsWorse ? other > value : other < value)
  return `${indicator.all.filter(higher).length + 1} of ${figure(indicator.all.length)}`
}

export function valueWords(indicator: Indicator, value: number): string {
  return `${figure(value, indicator.decimals)}${indicator.suffix ?? ''}`
}

/** The note that some areas lie past the ends, or nothing. */
export function clippedNote(strips: readonly Strip[]): string[] {
  const count = strips.filter(strip => strip.clipped).length
  return count === 0 ? [] : [`On ${plural(count, 'strip')} a few areas lie past an end and are drawn at it.`]
}
