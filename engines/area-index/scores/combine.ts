import { rowFactors } from '../draws/pages.ts'
import type { DrawPlan, Workspace } from '../threads/workspace.ts'
import { CoefficientBook, type Combination, patternsOf } from './combination.ts'
import { sharedColumn } from './observations.ts'
import { placeAmong } from './places.ts'
import { NODES } from './posterior.ts'
import { sortedReference } from './standardise.ts'

/** Expected scores of every area: NaN where there is not enough data. */
export interface Scores {
  patterns: Int32Array
  index: Float64Array
  headings: Float64Array[]
  /** Variance of each area's heading scores and of its index, from sampling error. */
  indexSpread: Float64Array
  headingSpreads: Float64Array[]
  coverage: Float64Array
  headingCoverage: Float64Array[]
}

/**
 * Measures how far each heading's true scores are spread over the reference areas and stores it in the combination:
 * variance = mean(expected^2 + sampling variance) - mean(expected)^2.
 */
export function measureScales(workspace: Workspace, combination: Combination): void {
  const { headings, headingSpreads } = scoreAreas(workspace, combination)
  headings.forEach((scores, h) => {
    let [count, total, squares] = [0, 0, 0]
    for (let area = 0; area < scores.length; area++) {
      if (workspace.members[area] !== 1 || Number.isNaN(scores[area])) continue
      count++
      total += scores[area]
      squares += scores[area] ** 2 + headingSpreads[h][area]
    }
    const variance = count === 0 ? 0 : squares / count - (total / count) ** 2
    combination.scale[h] = variance > 1e-12 ? Math.sqrt(variance) : 1
  })
}

/** Heading scores s_h = sum of w_i z_i, and the index sum of (W_h / scale_h) s_h, over what each area has. */
export function scoreAreas(workspace: Workspace, combination: Combination): Scores {
  const { areas, indicators, settings } = workspace
  const column = () => new Float64Array(areas).fill(Number.NaN)
  const perHeading = () => Array.from(combination.across, column)
  const scores: Scores = {
    patterns: patternsOf(indicators.map(columns => columns.expected)),
    index: column(),
    headings: perHeading(),
    indexSpread: column(),
    headingSpreads: perHeading(),
    coverage: new Float64Array(areas),
    headingCoverage: perHeading(),
  }
  const book = new CoefficientBook(combination, settings.minimumCoverage)
  for (let area = 0; area < areas; area++) scoreArea(workspace, combination, book, scores, area)
  return scores
}

function scoreArea(
  workspace: Workspace,
  combination: Combination,
  book: CoefficientBook,
  scores: Scores,
  area: number,
): void {
  const { inHeading, ofHeading, given, headingCoverage, coverage } = book.for(scores.patterns[area])
  for (let h = 0; h < given.length; h++) {
    scores.headingCoverage[h][area] = headingCoverage[h]
    if (given[h] === 0) continue
    scores.headings[h][area] = 0
    scores.headingSpreads[h][area] = 0
  }
  for (let i = 0; i < inHeading.length; i++) {
    if (inHeading[i] === 0) continue
    const { expected, spread } = workspace.indicators[i]
    scores.headings[combination.headingOf[i]][area] += inHeading[i] * expected[area]
    scores.headingSpreads[combination.headingOf[i]][area] += inHeading[i] ** 2 * spread[area]
  }
  scores.coverage[area] = coverage
  if (coverage < workspace.settings.minimumCoverage - 1e-12) return
  let [index, spread] = [0, 0]
  for (let h = 0; h < given.length; h++) {
    if (ofHeading[h] === 0) continue
    index += ofHeading[h] * scores.headings[h][area]
    spread += ofHeading[h] ** 2 * scores.headingSpreads[h][area]
  }
  scores.index[area] = index
  scores.indexSpread[area] = spread
}

/** Share of the reference areas below each area, equal ones counted by half; NaN where there is no score. */
export function placesOf(scores: Float64Array, members: Uint8Array): { places: Float64Array; size: number } {
  const sorted = sortedReference(scores, members)
  const places = scores.map(score => (Number.isNaN(score) ? Number.NaN : placeAmong(sorted, score)))
  return { places, size: sorted.length }
}

/** Multiplies every node by its indicator's factor in its row, so that a draw only adds. Done once, before the draws. */
export function weighNodes(workspace: Workspace, plan: DrawPlan): void {
  const { areas, indicators, table, noisyCount, settings } = workspace
  const book = new CoefficientBook(plan.combination, settings.minimumCoverage)
  const byPattern = new Map<number, Float64Array>()
  for (let area = 0; area < areas; area++) {
    const pattern = plan.patterns[area]
    const factors = byPattern.get(pattern) ?? rowFactors(plan, book.for(pattern))
    byPattern.set(pattern, factors)
    for (let i = 0; i < indicators.length; i++) {
      const noisy = indicators[i].noisy
      if (noisy < 0) continue
      const start = (area * noisyCount + noisy) * NODES
      for (let node = start; node < start + NODES; node++) table[node] *= factors[i]
    }
  }
}

const MARGIN = 5

/** Lays out the draws: who is ranked, over what range of scores, and the memory for every place. */
export function drawPlan(workspace: Workspace, combination: Combination, scores: Scores): DrawPlan {
  const { areas, settings } = workspace
  const scored = Int32Array.from(scores.index.keys()).filter(area => !Number.isNaN(scores.index[area]))
  const means = settings.headingRanges ? [scores.index, ...scores.headings] : [scores.index]
  const spreads = settings.headingRanges ? [scores.indexSpread, ...scores.headingSpreads] : [scores.indexSpread]
  const ranges = means.map((mean, outcome) => rangeOf(mean, spreads[outcome]))
  const rowPerHeading = settings.headingRanges
  return {
    combination,
    rowPerHeading,
    rows: rowPerHeading ? scores.headings.length : 1,
    rowOf: rowPerHeading ? combination.headingOf : new Int32Array(combination.headingOf.length),
    patterns: scores.patterns,
    scored,
    reference: Int32Array.from(scored.keys()).filter(position => workspace.members[scored[position]] === 1),
    expected: expectedByArea(workspace),
    outcomes: means.length,
    lows: Float64Array.from(ranges, range => range.low),
    highs: Float64Array.from(ranges, range => range.high),
    places: new Uint16Array(new SharedArrayBuffer(2 * means.length * areas * settings.resamples)),
  }
}

/** The expected scores with an area's own side by side, so that a draw reads them in one go. */
function expectedByArea({ areas, indicators }: Workspace): Float64Array {
  const all = sharedColumn(areas * indicators.length)
  indicators.forEach(({ expected }, i) => {
    for (let area = 0; area < areas; area++) {
      all[area * indicators.length + i] = Number.isNaN(expected[area]) ? 0 : expected[area]
    }
  })
  return all
}

/** Wide enough for any likely draw; a draw beyond it ties with the end. Redrawn weights reach a little further out. */
function rangeOf(means: Float64Array, variances: Float64Array): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity]
  for (let area = 0; area < means.length; area++) {
    if (Number.isNaN(means[area])) continue
    const reach = MARGIN * Math.sqrt(variances[area])
    low = Math.min(low, means[area] - reach)
    high = Math.max(high, means[area] + reach)
  }
  const slack = 0.25 * (high - low) || 1
  return { low: low - slack, high: high + slack }
}
