import { type Random, random } from '#engines/numerics'
import { CoefficientBook, type Combination } from '../scores/combination.ts'
import { placesOf } from '../scores/combine.ts'
import { wholeOf } from '../scores/places.ts'
import { drawObservation, drawTruth, fillNodes, NODES } from '../scores/posterior.ts'
import { meanOf, readCurve, type Standardiser } from '../scores/standardise.ts'
import type { Workspace } from '../threads/workspace.ts'

/** What it takes to score the same unchanging areas twice. */
export interface NoisePlan {
  combination: Combination
  patterns: Int32Array
  /** One for each indicator. */
  standardisers: Standardiser[]
  /** Change of the whole-number index in each replicate: entry replicate * areas + area. */
  changes: Int8Array
}

/** Streams for replicates, far from those of the draws. */
const NOISE_STREAM = 1_000_000_000

/**
 * One replicate: draws a true value for every figure, observes it twice with fresh sampling error, scores both and writes
 * how far each area's whole number moved although nothing had changed.
 */
export function replicateNoChange(workspace: Workspace, plan: NoisePlan, replicate: number): void {
  const generator = random(workspace.settings.seed).split(NOISE_STREAM).split(replicate)
  const pair = scoreTwice(workspace, plan, generator)
  const [before, after] = pair.map(scores => placesOf(scores, workspace.members).places)
  const changes = plan.changes.subarray(replicate * workspace.areas, (replicate + 1) * workspace.areas)
  for (let area = 0; area < workspace.areas; area++) {
    changes[area] = Number.isNaN(before[area]) ? 0 : wholeOf(after[area]) - wholeOf(before[area])
  }
}

function scoreTwice(workspace: Workspace, plan: NoisePlan, generator: Random): [Float64Array, Float64Array] {
  const { areas, indicators, settings } = workspace
  const { headingOf } = plan.combination
  const book = new CoefficientBook(plan.combination, settings.minimumCoverage)
  const before = new Float64Array(areas).fill(Number.NaN)
  const after = new Float64Array(areas).fill(Number.NaN)
  for (let area = 0; area < areas; area++) {
    const { inHeading, ofHeading, coverage } = book.for(plan.patterns[area])
    if (coverage < settings.minimumCoverage - 1e-12) continue
    before[area] = 0
    after[area] = 0
    for (let i = 0; i < indicators.length; i++) {
      const factor = inHeading[i] * ofHeading[headingOf[i]]
      if (factor === 0) continue
      const [first, second] = observeTwice(workspace, plan.standardisers[i], i, area, generator)
      before[area] += factor * first
      after[area] += factor * second
    }
  }
  return [before, after]
}

function observeTwice(
  workspace: Workspace,
  { prior, curve }: Standardiser,
  indicator: number,
  area: number,
  generator: Random,
): [number, number] {
  const { observations, expected } = workspace.indicators[indicator]
  if (!curve) return [expected[area], expected[area]]
  const second = observations.second[area]
  const truth = drawTruth(prior, observations.first[area], second, generator)
  const observe = () => {
    fillNodes(prior, drawObservation(prior, truth, second, generator), second, scratch)
    readCurve(curve, scratch)
    return meanOf(scratch)
  }
  return [observe(), observe()]
}

/** Reused for every area: filled, read and finished with inside one call. */
const scratch = new Float64Array(NODES)
