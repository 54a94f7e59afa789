// The background: events that nothing before them brought about. Places differ by who lives and comes there and by the
// area's true need; times follow the category's rhythm. Here and there a surge adds events for a while.
import type { Random } from '#engines/numerics'
import { dayNumber, isoMonth } from '../days.ts'
import { chooser, pick } from '../drawing.ts'
import type { SmallArea } from '../geography/build.ts'
import type { Point } from '../geography/plane.ts'
import { scatterer } from '../geography/scatter.ts'
import type { Residents } from '../statistics/residents.ts'
import { type Category, categories, categoryNumber } from './categories.ts'
import { timesOf } from './rhythm.ts'

/** An event before it becomes a row. `parent` is the position of the event that brought it about, or -1. */
export type Happening = {
  readonly day: number
  readonly category: number
  readonly area: number
  /** Longitude and latitude, to about a metre. */
  readonly at: Point
  readonly parent: number
  /** The conflict it belongs to, or null. */
  readonly conflict: ConflictMark | null
}

export type ConflictMark = {
  readonly conflict: number
  readonly from: string
  readonly against: string
  readonly stage: number
}

/** A stretch of time in which an area has more events than its own background. */
export type Surge = {
  readonly area: number
  readonly from: number
  readonly days: number
  readonly extraPerWeek: number
}

/** How strongly need raises the rate: one standard deviation multiplies it by e to this power. */
export const needEffect = 0.45
const metre = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

/** The county as the events see it. */
export type Ground = {
  readonly areas: readonly SmallArea[]
  readonly residents: readonly Residents[]
  /** Need under the crime heading, one value per area. */
  readonly need: Float64Array
}

/** The rate of each area relative to the others for a category. */
export function areaWeights({ residents, need }: Ground, { drawnToVisitors }: Category): Float64Array {
  return need.map((value, i) => {
    const { all = 0, visitors = 0 } = residents[i] ?? {}
    return (all + drawnToVisitors * visitors) * Math.exp(needEffect * value)
  })
}

/** One function per area that draws points in it. */
export const pointsOf = (areas: readonly SmallArea[]): ((random: Random) => Point)[] =>
  areas.map(area => scatterer(area.rings[0] ?? [], metre))

/** Rounds a point as the points of the background are. */
export const toMetre = ([lon, lat]: Point): Point => [metre(lon), metre(lat)]

/** Every background event of every category from day `first` on; those known by month only stand on its first day. */
export function drawBackground(ground: Ground, first: number, days: number, random: Random): Happening[] {
  const points = pointsOf(ground.areas)
  return categories.flatMap((category, number) => {
    if (category.perYear === 0) return []
    const chooseArea = chooser(areaWeights(ground, category))
    const drawTime = timesOf(category.rhythm, first, days)
    return Array.from({ length: random.poisson((category.perYear * days) / 365.25) }, () => {
      const area = chooseArea(random)
      const at = points[area]?.(random) ?? [0, 0]
      const time = drawTime(random)
      const day = category.monthOnly ? dayNumber(`${isoMonth(time)}-01`) : time
      return { day, category: number, area, at, parent: -1, conflict: null }
    })
  })
}

/** Surges with known dates: three in the past, and two that began within the last weeks. */
export function planSurges(areas: readonly SmallArea[], first: number, days: number, random: Random): Surge[] {
  const towns = areas.flatMap((area, i) => (area.setting === 'town' ? [i] : []))
  const last = first + days
  const past = [0.3, 0.55, 0.75].map(share => ({ from: Math.round(first + days * share), days: 56 }))
  const recent = [35, 21].map(ago => ({ from: last - ago, days: ago }))
  const chosen = random.shuffle([...towns])
  return [...past, ...recent].map((when, i) => ({ area: chosen[i] ?? 0, ...when, extraPerWeek: 4 }))
}

const surging = ['Anti-social behaviour', 'Disorder in public', 'Assault without injury'].map(categoryNumber)

/** The extra events of the surges. */
export function drawSurges(surges: readonly Surge[], areas: readonly SmallArea[], random: Random): Happening[] {
  return surges.flatMap(({ area, from, days, extraPerWeek }) => {
    const draw = scatterer(areas[area]?.rings[0] ?? [], metre)
    return Array.from({ length: random.poisson((extraPerWeek * days) / 7) }, () => {
      const day = from + days * random.next()
      return { day, category: pick(random, surging), area, at: draw(random), parent: -1, conflict: null }
    })
  })
}
