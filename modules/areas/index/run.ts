import { type AreaIndex, areaIndex, compareYears, denominatorWarnings, noiseOfChange } from '#engines/area-index'
import { content } from '#modules/model'
import type { Actor, Database, Transaction } from '#platform/database'
import type { OfferedCounts } from '#platform/module'
import { endYear } from '../rules.ts'
import { smallAreas } from '../store/areas.ts'
import { type Changes, type IndexValue, type RunSummary, saveRun } from '../store/index-runs.ts'
import { indicatorValues } from '../store/indicators.ts'
import { residents } from '../store/residents.ts'
import {
  type CatalogueRow,
  inputForYear,
  type Material,
  type Series,
  storedKey,
  type YearInput,
  yearsOf,
} from './inputs.ts'

const seed = 20_261_121
const resamples = 1_000

export type OfferCounts = (tx: Transaction) => Promise<readonly OfferedCounts[]>

/**
 * Makes the platform area index of the last three years with figures, and keeps it. The calculation itself runs outside
 * any transaction. Returns the number of areas, 0 when there is nothing to make it from.
 */
export async function makeIndex(database: Database, actor: Actor, offers: readonly OfferCounts[]): Promise<number> {
  const material = await database.asActor(actor, 'analysis', tx => gather(tx, offers))
  const values: IndexValue[] = []
  const made: Made[] = []
  for (const year of yearsOf(material, endYear)) {
    const forYear = inputForYear(material, year)
    if (forYear === undefined) continue
    const result = await areaIndex(forYear.input, { seed, resamples })
    made.push({ year, result, forYear })
    values.push(...valuesOf(material, result, String(year)))
  }
  const [first, last] = [made[0], made.at(-1)]
  if (last === undefined) return 0
  const run = {
    periods: made.map(({ year }) => String(year)),
    seed,
    resamples,
    reference: material.reference,
    parameters: {
      level: last.result.level,
      resamples,
      seed,
      periods: Object.fromEntries(made.map(({ year, forYear }) => [year, Object.fromEntries(forYear.periods)])),
    },
    summary: {
      ...summaryOf(material, last.result, last.forYear),
      misleading: misleading(material, last.forYear),
      ...(first === undefined || first === last ? {} : { changes: await changesBetween(material, first, last) }),
    },
  }
  await database.asActor(actor, 'analysis', tx => saveRun(tx, run, values))
  return material.areas.length
}

type Made = { readonly year: number; readonly result: AreaIndex; readonly forYear: YearInput }

/** Areas that rose or fell by three or more, each with the chance that noise alone would do it. */
async function changesBetween({ areas }: Material, first: Made, last: Made): Promise<Changes> {
  const noise = await noiseOfChange(last.forYear.input, { seed })
  const moved = compareYears(first.result, last.result, noise).filter(({ whole }) => Math.abs(whole) >= noise.rise)
  return {
    from: String(first.year),
    to: String(last.year),
    rise: noise.rise,
    expected: round(noise.expectedRises),
    low: noise.risesLow,
    high: noise.risesHigh,
    areas: moved.map(({ area, whole, chanceByNoise, rangesMeet }) => ({
      code: areas[area] ?? '',
      whole,
      chanceByNoise: round(chanceByNoise),
      rangesMeet,
    })),
  }
}

// Only counts of what happens somewhere can mislead so; the catalogue marks which.
function misleading({ areas, catalogue, residents: people }: Material, { input }: YearInput): string[] {
  const marked = new Set(catalogue.filter(({ residents_mislead }) => residents_mislead).map(({ id }) => id))
  const known = areas.map((code, at) => ({ code, at })).filter(({ code }) => (people.get(code) ?? 0) > 0)
  const flagged = new Set<string>()
  for (const { key, measure } of input.indicators) {
    if (!marked.has(key) || measure.kind !== 'count') continue
    const check = {
      residents: known.map(({ code }) => people.get(code) ?? 0),
      counts: known.map(({ at }) => measure.counts[at] ?? 0),
    }
    for (const { area } of denominatorWarnings(check)) flagged.add(known[area]?.code ?? '')
  }
  return [...flagged].sort()
}

async function gather(tx: Transaction, offers: readonly OfferCounts[]): Promise<Material> {
  const areas = await smallAreas(tx)
  const catalogue = await content(tx, 'indicators')
  const offered: OfferedCounts[] = []
  for (const offer of offers) offered.push(...(await offer(tx)))
  const illustrative = areas[0]?.illustrative === true
  return {
    areas: areas.map(({ code }) => code),
    residents: new Map([...(await residents(tx))].map(([code, { people }]) => [code, people])),
    headings: await content(tx, 'headings'),
    catalogue,
    values: await seriesOf(tx, catalogue),
    offered,
    reference: `the partnership's ${areas.length} small areas${illustrative ? ' (illustrative)' : ''}`,
  }
}

async function seriesOf(tx: Transaction, catalogue: readonly CatalogueRow[]): Promise<Map<string, Series>> {
  const keys = [...new Set(catalogue.flatMap(row => [row.id, storedKey(row)]))]
  const series = new Map<string, Map<string, Map<string, { value: number; low: number | null; high: number | null }>>>()
  for (const { indicator, period, area_code, value, low, high } of await indicatorValues(tx, 'lsoa21', keys)) {
    if (value === null) continue
    const byPeriod = series.get(indicator) ?? new Map()
    series.set(indicator, byPeriod)
    const byArea = byPeriod.get(period) ?? new Map()
    byPeriod.set(period, byArea)
    byArea.set(area_code, { value, low, high })
  }
  return series
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6
const orNull = (value: number): number | null => (Number.isNaN(value) ? null : round(value))

function valuesOf({ areas }: Material, result: AreaIndex, period: string): IndexValue[] {
  return areas.flatMap((code, at) => {
    const index = result.position[at] ?? Number.NaN
    if (Number.isNaN(index)) return []
    return [
      {
        area_code: code,
        period,
        index: round(index),
        whole: result.whole[at] ?? 0,
        low: round(result.sampling?.low[at] ?? index),
        high: round(result.sampling?.high[at] ?? index),
        weights_low: round(result.weights?.low[at] ?? index),
        weights_high: round(result.weights?.high[at] ?? index),
        rank: Math.round(result.rank[at] ?? 0),
        headings: headingsOf(result, at),
      },
    ]
  })
}

/** Every part of one area's index: each heading, and under it each input, missing ones included. */
export type HeadingPart = {
  readonly key: string
  readonly position: number | null
  readonly whole: number
  readonly weight: number
  readonly coverage: number
  readonly inputs: readonly {
    readonly key: string
    readonly value: number | null
    readonly shrunk: number | null
    readonly place: number | null
    readonly weight: number
    readonly median: number
  }[]
}

function headingsOf({ headings, inputs }: AreaIndex, at: number): HeadingPart[] {
  return headings.map(heading => ({
    key: heading.key,
    position: orNull(heading.position[at] ?? Number.NaN),
    whole: heading.whole[at] ?? 0,
    weight: round(heading.weight),
    coverage: round(heading.coverage[at] ?? 0),
    inputs: inputs
      .filter(input => input.heading === heading.key)
      .map(({ key, value, shrunk, place, weight, median }) => ({
        key,
        value: orNull(value[at] ?? Number.NaN),
        shrunk: orNull(shrunk[at] ?? Number.NaN),
        place: orNull(place[at] ?? Number.NaN),
        weight: round(weight),
        median: round(median),
      })),
  }))
}

/** What a page says about the whole calculation: which inputs, how reliable, how much of the weight has a stated error. */
function summaryOf(material: Material, result: AreaIndex, { counted }: YearInput): Omit<RunSummary, 'misleading'> {
  return {
    mean: round(result.position.filter(Number.isFinite).reduce((sum, value, _, all) => sum + value / all.length, 0)),
    errorStatedFor: round(result.errorStatedFor),
    inputs: result.inputs.map(({ key, heading, weight, reliability, errorStated, median, value }) => ({
      key,
      heading,
      weight: round(weight),
      reliability: round(reliability),
      errorStated,
      median: round(median),
      counted: counted.has(key),
      // Every area's value, so that a profile can draw them all without reading every area's parts.
      values: [...value].filter(Number.isFinite).map(round),
    })),
    missing: material.catalogue
      .filter(
        ({ role, id }) => (role === 'index' || role === 'partner') && !result.inputs.some(({ key }) => key === id),
      )
      .map(({ id }) => id),
  }
}
