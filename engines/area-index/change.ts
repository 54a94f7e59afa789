import { quantile, requireWhole } from '#engines/numerics'
import type { NoisePlan } from './draws/noise.ts'
import { type IndexInput, type IndexOptions, requireInput, settingsOf } from './input.ts'
import type { AreaIndex } from './result.ts'
import { combinationOf } from './scores/combination.ts'
import { measureScales, scoreAreas } from './scores/combine.ts'
import { gatherCrew, threadsFor } from './threads/crew.ts'
import { workspaceOf } from './threads/workspace.ts'

export interface NoiseOptions extends Omit<IndexOptions, 'resamples'> {
  /** Pairs of years simulated; 200 unless stated. */
  replicates?: number
  /** Size of rise to count, in whole numbers of the index; 3 unless stated. */
  rise?: number
}

/** What changes look like when nothing has changed. */
export interface ChangeNoise {
  rise: number
  replicates: number
  /** Chance, per area, that its whole number rises by `rise` or more from one year to the next by sampling noise alone. */
  chanceOfRise: Float64Array
  /** How many areas do so in a typical pair of years, and the range that holds nine pairs in ten. */
  expectedRises: number
  risesLow: number
  risesHigh: number
  /** Share of replicates in which the area's whole number changed by c: entry area * 19 + c + 9. */
  changes: Float64Array
}

const CHANGES = 19
const NO_CHANGE = 9

/**
 * How often a rise happens by noise: every replicate draws true values, observes them in two years with no true change,
 * and scores both on the input's own scale. Only indicators with a stated sampling error make noise.
 * @throws as areaIndex, and when `replicates` or `rise` is not a whole number of 1 or more
 */
export async function noiseOfChange(input: IndexInput, options: NoiseOptions): Promise<ChangeNoise> {
  const { replicates = 200, rise = 3, threads, ...rest } = options
  requireInput(input)
  requireWhole('replicates', replicates, 1)
  requireWhole('rise', rise, 1)
  const workspace = workspaceOf(input, settingsOf({ ...rest, resamples: 0 }))
  const crew = gatherCrew(workspace, threadsFor(input.areas * replicates * input.indicators.length * 100, threads))
  try {
    const standardisers = await crew.run({ kind: 'standardise' })
    const combination = combinationOf(input)
    measureScales(workspace, combination)
    const plan: NoisePlan = {
      combination,
      patterns: scoreAreas(workspace, combination).patterns,
      standardisers: standardisers.filter(standardiser => standardiser !== undefined),
      changes: new Int8Array(new SharedArrayBuffer(input.areas * replicates)),
    }
    await crew.run({ kind: 'noise', plan, replicates })
    return noiseFrom(plan.changes, input.areas, rise)
  } finally {
    await crew.dismiss()
  }
}

function noiseFrom(all: Int8Array, areas: number, rise: number): ChangeNoise {
  const replicates = all.length / areas
  const changes = new Float64Array(areas * CHANGES)
  const chanceOfRise = new Float64Array(areas)
  const rises = new Float64Array(replicates)
  for (let place = 0; place < all.length; place++) {
    const area = place % areas
    changes[area * CHANGES + all[place] + NO_CHANGE] += 1 / replicates
    if (all[place] < rise) continue
    chanceOfRise[area] += 1 / replicates
    rises[Math.floor(place / areas)]++
  }
  return {
    rise,
    replicates,
    chanceOfRise,
    expectedRises: rises.reduce((total, count) => total + count, 0) / replicates,
    risesLow: quantile(rises, 0.05),
    risesHigh: quantile(rises, 0.95),
    changes,
  }
}

/** Two years of one area. */
export interface AreaChange {
  area: number
  /** Change of the 1.0 to 10.0 position, and of the whole number. */
  position: number
  whole: number
  /** Whether the two sampling ranges meet; absent when a year has none. */
  rangesMeet: boolean | undefined
  /** Chance of a change this large, in this direction, by sampling noise alone; 1 for no change. */
  chanceByNoise: number
}

/**
 * Every area that has an index in both years, in order of area. Each year stands on its own reference, so a change is a
 * change of place among the others: a rise everywhere at once does not show here.
 * @throws when the three do not cover the same number of areas
 */
export function compareYears(before: AreaIndex, after: AreaIndex, noise: ChangeNoise): AreaChange[] {
  const areas = before.place.length
  if (after.place.length !== areas) throw new Error(`after must cover ${areas} areas, got ${after.place.length}`)
  if (noise.chanceOfRise.length !== areas) {
    throw new Error(`noise must cover ${areas} areas, got ${noise.chanceOfRise.length}`)
  }
  const both = Array.from({ length: areas }, (_, area) => area).filter(
    area => before.whole[area] > 0 && after.whole[area] > 0,
  )
  return both.map(area => {
    const whole = after.whole[area] - before.whole[area]
    return {
      area,
      position: after.position[area] - before.position[area],
      whole,
      rangesMeet: rangesMeet(before, after, area),
      chanceByNoise: chanceOfChange(noise, area, whole),
    }
  })
}

function rangesMeet(before: AreaIndex, after: AreaIndex, area: number): boolean | undefined {
  if (!before.sampling || !after.sampling) return undefined
  return (
    before.sampling.low[area] <= after.sampling.high[area] && after.sampling.low[area] <= before.sampling.high[area]
  )
}

/** Chance by noise of a change of `change` or further from 0 in the same direction. */
function chanceOfChange(noise: ChangeNoise, area: number, change: number): number {
  let chance = 0
  for (let c = -NO_CHANGE; c <= NO_CHANGE; c++) {
    const asFar = change > 0 ? c >= change : change < 0 ? c <= change : true
    if (asFar) chance += noise.changes[area * CHANGES + c + NO_CHANGE]
  }
  return Math.min(chance, 1)
}
