// The truth behind the indicators: how much need each small area really has under each of the strategy's four headings.
// Need is smooth over the map (neighbours are alike) and higher in towns. It is a property of places, never of people.
import type { Random } from '#engines/numerics'
import type { SmallArea } from '../geography/build.ts'

export const headings = ['cf.health', 'cf.crime', 'cf.edu', 'cf.safe'] as const
export type Heading = (typeof headings)[number]

/** An area whose need truly rises, the same under every heading. */
export type Rise = {
  readonly area: number
  /** Standard deviations between areas that its need gains each year. */
  readonly perYear: number
}

export type Needs = {
  /** By heading, one value per area: mean 0 and standard deviation 1 over the county in the first year. */
  readonly byHeading: Readonly<Record<Heading, Float64Array>>
  readonly rises: readonly Rise[]
}

/** The share of an area's need that its headings have in common; the rest belongs to each heading alone. */
export const sharedPart = 0.7
const risingAreas = 6
const rounds = 2
const lift = { 'town centre': 1.1, town: 0.5, countryside: -0.4 } as const

function standardise(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
  return values.map(v => (v - mean) / sd)
}

/** Noise that neighbours share: each round moves every area half way towards the average of its neighbours. */
function smoothNoise(areas: readonly SmallArea[], random: Random): Float64Array {
  let field = Float64Array.from(areas, () => random.normal())
  for (let round = 0; round < rounds; round++) {
    const before = field
    field = before.map((own, i) => {
      const around = areas[i]?.neighbours ?? []
      const average = around.reduce((sum, j) => sum + (before[j] ?? 0), 0) / Math.max(1, around.length)
      return (own + average) / 2
    })
  }
  return standardise(field)
}

/** Areas in the middle of the range whose need starts to rise; town centres are left alone. */
function chooseRises(areas: readonly SmallArea[], shared: Float64Array, random: Random): Rise[] {
  const ordinary = areas.flatMap(({ setting }, i) => (setting === 'town' && Math.abs(shared[i] ?? 0) < 0.8 ? [i] : []))
  const chosen = random.shuffle(ordinary).slice(0, risingAreas)
  return chosen.map(area => ({ area, perYear: 0.7 + 0.3 * random.next() })).sort((a, b) => a.area - b.area)
}

/** Draws the county's needs. */
export function drawNeeds(areas: readonly SmallArea[], random: Random): Needs {
  const noise = smoothNoise(areas, random)
  const shared = standardise(noise.map((value, i) => value + lift[areas[i]?.setting ?? 'town']))
  const under = (): Float64Array => {
    const own = smoothNoise(areas, random)
    return standardise(shared.map((value, i) => sharedPart * value + (1 - sharedPart) * (own[i] ?? 0)))
  }
  const byHeading = { 'cf.health': under(), 'cf.crime': under(), 'cf.edu': under(), 'cf.safe': under() }
  return { byHeading, rises: chooseRises(areas, shared, random) }
}
