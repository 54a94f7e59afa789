// The synthetic county: everything in it is invented from a seed, and the truth behind it is known.
import { type Random, random, requireWhole } from '#engines/numerics'
import { addDays, dayNumber } from './days.ts'
import { buildGeography, type Geography } from './geography/build.ts'
import { boundaryRows, lookupRows } from './geography/rows.ts'
import { drawIncidents, type Incidents, recordDays } from './incidents/build.ts'
import { clashTruth } from './incidents/clashes.ts'
import { excitation } from './incidents/exciting.ts'
import { drawIndicators, type IndicatorTruth } from './statistics/indicators.ts'
import { drawNeeds, type Needs } from './statistics/needs.ts'
import { type AgeBand, ageBands, drawResidents, type Residents } from './statistics/residents.ts'
import type { BoundaryRow, IndicatorRow, LookupRow } from './statistics/rows.ts'

export type County = Incidents & {
  readonly synthetic: true
  readonly seed: number
  /** The day after the last day of the record, YYYY-MM-DD. */
  readonly today: string
  /** The first day of the record, three years before. */
  readonly start: string
  readonly geography: Geography
  /** Who lives in each small area, in the order of `geography.areas`. */
  readonly residents: readonly Residents[]
  readonly boundaries: readonly BoundaryRow[]
  readonly lookups: readonly LookupRow[]
  /** Residents of each small area, of all ages and in the four bands of the imports. */
  readonly population: readonly IndicatorRow[]
  readonly indicators: readonly IndicatorRow[]
  /** The small areas where residents are the wrong denominator, by code. */
  readonly busyAreas: readonly string[]
  readonly needs: Needs
  readonly indicatorTruth: IndicatorTruth
  /** What an engine should find again from the incidents. */
  readonly parameters: { readonly excitation: typeof excitation; readonly clashes: typeof clashTruth }
}

/** The seed of the demonstration: documents and pictures speak of this county. */
export const demonstrationSeed = 1

/** The bands of the imports, made of those of the example. */
const populationBands: readonly (readonly [key: string, words: string, bands: readonly AgeBand[]])[] = [
  ['all', 'Residents of all ages', ageBands],
  ['0_9', 'Residents aged 0 to 9', ['0-4', '5-9']],
  ['10_17', 'Residents aged 10 to 17', ['10-15', '16-17']],
  ['18_24', 'Residents aged 18 to 24', ['18-24']],
  ['25_plus', 'Residents aged 25 and over', ['25-44', '45-64', '65+']],
]

function populationRows({ areas }: Geography, residents: readonly Residents[], period: string): IndicatorRow[] {
  const rest = { unit: 'count', marker: null, denominator: null, low: null, high: null } as const
  return areas.flatMap(({ code, name }, i) => {
    const byAge = residents[i]?.byAge
    const about = { area: code, areaScheme: 'gss', areaName: name, period } as const
    return populationBands.flatMap(([key, words, bands]) => {
      const value = byAge ? bands.reduce((sum, band) => sum + byAge[band], 0) : 0
      return [{ indicator: `population.${key}`, words, value, ...about, ...rest }]
    })
  })
}

/** Twice as many visitors as residents: rates per resident would mislead. */
const busy = ({ geography, residents }: Pick<County, 'geography' | 'residents'>): string[] =>
  geography.areas.flatMap(({ code }, i) => {
    const { all = 0, visitors = 0 } = residents[i] ?? {}
    return visitors > 2 * all ? [code] : []
  })

function drawPlaces(draw: Random): Pick<County, 'geography' | 'residents' | 'needs'> {
  const geography = buildGeography(draw.split(1))
  const residentDraw = draw.split(2)
  const residents = geography.areas.map(area => drawResidents(area, residentDraw))
  return { geography, residents, needs: drawNeeds(geography.areas, draw.split(3)) }
}

/**
 * Builds the county. The same seed and day give the same county to the last byte.
 * @param seed a whole number of 0 or more
 * @param today the day after the record's last, YYYY-MM-DD
 * @throws when the seed is not such a number or the day is not a date
 */
export function buildCounty(seed: number, today: string): County {
  requireWhole('seed', seed)
  const start = addDays(today, -recordDays)
  const draw = random(seed)
  const places = drawPlaces(draw)
  const { geography, residents, needs } = places
  const ground = { areas: geography.areas, residents, need: needs.byHeading['cf.crime'] }
  const record = drawIncidents(geography, ground, today, draw.split(4))
  const known = {
    areas: geography.areas,
    residents,
    needs,
    incidents: record.incidents,
    days: record.truth.days,
    start,
  }
  const { indicators, truth: indicatorTruth } = drawIndicators(known, draw.split(5))
  return {
    synthetic: true,
    seed,
    today,
    start,
    ...places,
    ...record,
    boundaries: boundaryRows(geography),
    lookups: lookupRows(geography),
    population: populationRows(geography, residents, today.slice(0, 4)),
    indicators,
    busyAreas: busy(places),
    indicatorTruth,
    parameters: { excitation, clashes: clashTruth },
  }
}

/** Days from the record's first midnight to a date. */
export const daysInto = ({ start }: County, date: string): number => dayNumber(date) - dayNumber(start)
