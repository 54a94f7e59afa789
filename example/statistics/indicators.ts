// Values of every indicator for every small area and year, drawn around a known truth.
import { poissonInterval, type Random, wilsonInterval } from '#engines/numerics'
import { happens } from '../drawing.ts'
import type { SmallArea } from '../geography/build.ts'
import type { IncidentRow } from '../incidents/rows.ts'
import { type Counted, type IndicatorPlan, indicatorPlans, type Score, type Share } from './catalogue.ts'
import type { headings, Needs } from './needs.ts'
import type { Residents } from './residents.ts'
import type { IndicatorRow, IndicatorUnit } from './rows.ts'

export const yearsCovered = 3
const level = 0.95
/** Some values never reach the partnership. */
const missingShare = 0.01

/** For each indicator drawn from need, the true value (in its own unit) by area, one array for each year. */
export type IndicatorTruth = ReadonlyMap<string, readonly Float64Array[]>

export type Statistics = { readonly indicators: readonly IndicatorRow[]; readonly truth: IndicatorTruth }

type Value = Pick<IndicatorRow, 'value' | 'denominator' | 'low' | 'high'>

const nothing: Value = { value: null, denominator: null, low: null, high: null }
const places = (value: number): number => Math.round(value * 1e4) / 1e4

/** The unit of a plan's values: a share of 1 or per 10,000 has no name of its own. */
function unitOf(plan: IndicatorPlan): IndicatorUnit {
  if (plan.form === 'score') return 'score'
  if (plan.form === 'counted' || plan.scale === 1000) return 'per 1,000'
  return plan.scale === 100 ? 'per cent' : 'other'
}

/** The label of a year that begins in the month of a date: "2024-25". */
export function yearLabel(start: string, year: number): string {
  const begins = Number(start.slice(0, 4)) + year
  return `${begins}-${String((begins + 1) % 100).padStart(2, '0')}`
}

function trueValue(plan: Share | Score, need: number): number {
  if (plan.form === 'score') return plan.typical === 0 ? plan.slope * need : plan.typical * Math.exp(plan.slope * need)
  const odds = Math.log(plan.typical / (1 - plan.typical)) + plan.slope * need
  return plan.scale / (1 + Math.exp(-odds))
}

function drawShare({ of, scale }: Share, truth: number, residents: Residents, random: Random): Value {
  const people = of === 'all' ? residents.all : of.reduce((sum, band) => sum + residents.byAge[band], 0)
  const found = random.binomial(people, truth / scale)
  const { low, high } = wilsonInterval(found, people, level)
  return {
    value: places((scale * found) / people),
    denominator: people,
    low: places(scale * low),
    high: places(scale * high),
  }
}

function drawScore({ typical, noise }: Score, truth: number, random: Random): Value {
  const off = noise * random.normal()
  return {
    value: places(typical === 0 ? truth + off : truth * Math.exp(off)),
    denominator: null,
    low: null,
    high: null,
  }
}

/** Remembers the interval of each count: the same few counts come back in every area. */
function countIntervals(): (count: number) => { readonly low: number; readonly high: number } {
  const known = new Map<number, { readonly low: number; readonly high: number }>()
  return count => {
    const interval = known.get(count) ?? poissonInterval(count, level)
    known.set(count, interval)
    return interval
  }
}

/** How many incidents of each category every area had in each year: `counts.get(words)[year][area]`. */
function countIncidents(
  incidents: readonly IncidentRow[],
  areas: readonly SmallArea[],
  yearOf: Int8Array,
): Map<string, Int32Array[]> {
  const position = new Map(areas.map((area, i) => [area.code, i]))
  const counts = new Map<string, Int32Array[]>()
  incidents.forEach(({ category, lsoa }, i) => {
    const years = counts.get(category) ?? Array.from({ length: yearsCovered }, () => new Int32Array(areas.length))
    counts.set(category, years)
    const year = years[yearOf[i] ?? 0]
    const area = position.get(lsoa ?? '')
    if (year && area !== undefined) year[area] = (year[area] ?? 0) + 1
  })
  return counts
}

/** What the indicators are drawn from. */
export type StatisticsInput = {
  readonly areas: readonly SmallArea[]
  readonly residents: readonly Residents[]
  readonly needs: Needs
  readonly incidents: readonly IncidentRow[]
  /** Exact time of each incident in days since the record's first midnight. */
  readonly days: Float64Array
  /** The first date of the record. */
  readonly start: string
}

/** Need in a year: what it was at first, and more in the areas where it rises. */
export function needIn(needs: Needs, heading: (typeof headings)[number], year: number): Float64Array {
  const need = Float64Array.from(needs.byHeading[heading])
  for (const { area, perYear } of needs.rises) need[area] = (need[area] ?? 0) + perYear * year
  return need
}

/** Draws the county's indicators for three years; those of crime are counted from the record itself. */
export function drawIndicators(input: StatisticsInput, random: Random): Statistics {
  const { areas, residents, needs } = input
  const yearOf = Int8Array.from(input.days, day => Math.min(yearsCovered - 1, Math.floor(day / 365.25)))
  const counts = countIncidents(input.incidents, areas, yearOf)
  const intervalOf = countIntervals()
  const truth = new Map<string, Float64Array[]>()

  const countedValue = ({ categories }: Counted, area: number, year: number): Value => {
    const count = categories.reduce((sum, words) => sum + (counts.get(words)?.[year]?.[area] ?? 0), 0)
    const people = residents[area]?.all ?? 1
    const { low, high } = intervalOf(count)
    const rate = (value: number): number => places((1000 * value) / people)
    return { value: rate(count), denominator: people, low: rate(low), high: rate(high) }
  }

  const drawnValue = (plan: Share | Score, truly: number, area: number): Value => {
    if (plan.form === 'score') return drawScore(plan, truly, random)
    const people = residents[area]
    return people ? drawShare(plan, truly, people, random) : nothing
  }

  const rowsOf = (plan: IndicatorPlan, year: number): IndicatorRow[] => {
    const truly = plan.form === 'counted' ? null : needIn(needs, plan.heading, year).map(need => trueValue(plan, need))
    if (truly) truth.set(plan.id, [...(truth.get(plan.id) ?? []), truly])
    return areas.map(({ code, name }, i) => {
      const value = plan.form === 'counted' ? countedValue(plan, i, year) : drawnValue(plan, truly?.[i] ?? 0, i)
      const gone = plan.form === 'share' && happens(random, missingShare)
      const shown = gone ? nothing : value
      const period = yearLabel(input.start, year)
      const about = { indicator: plan.id, words: plan.words, area: code, areaScheme: 'gss', areaName: name } as const
      return { ...about, period, unit: unitOf(plan), ...shown, marker: gone ? 'x' : null }
    })
  }

  const years = Array.from({ length: yearsCovered }, (_, year) => year)
  const indicators = indicatorPlans.flatMap(plan => years.flatMap(year => rowsOf(plan, year)))
  return { indicators, truth }
}
