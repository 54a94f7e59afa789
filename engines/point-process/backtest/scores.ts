import { atLeastOne, countLog } from '../counts/gamma-poisson.ts'

export const AREA_SHARES = [0.01, 0.05, 0.1] as const

/** How foretold windows turned out, all windows together unless said otherwise. */
export type Scores = {
  /** Mean log probability of a cell's count; higher is better. */
  readonly logScore: number
  /** Sum of log probabilities over the cells, window by window. */
  readonly byWindow: Float64Array
  /** Mean squared error of "at least one event". */
  readonly brier: number
  /** Share of events in the highest 1, 5 and 10 % of cells; PAI is that over the share of area, PEI over the best PAI. */
  readonly hitRate: readonly number[]
  readonly pai: readonly number[]
  readonly pei: readonly number[]
  readonly calibration: readonly CalibrationBin[]
  /** Logistic recalibration: 1 and 0 where probabilities mean what they say. */
  readonly slope: number
  readonly intercept: number
  /** At 5 % of quiet cell-windows flagged: share of new rises flagged within two windows, and their mean wait, days. */
  readonly risesFound: number
  readonly delayDays: number
  readonly rises: number
}

export type CalibrationBin = {
  readonly from: number
  readonly to: number
  readonly cells: number
  readonly predicted: number
  readonly observed: number
}

/** One method's forecasts: mean and gamma shape of every window's counts. */
export type Foretold = { readonly mean: readonly Float64Array[]; readonly shape: readonly number[] }

export type Onset = { readonly cell: number; readonly window: number }

export function scored(
  foretold: Foretold,
  counts: readonly Float64Array[],
  onsets: readonly Onset[],
  horizon: number,
): Scores {
  const byWindow = Float64Array.from(counts, (seen, w) => windowLog(seen, foretold.mean[w], foretold.shape[w]))
  const cells = counts[0].length * counts.length
  const chance = foretold.mean.map((mean, w) => mean.map(value => atLeastOne(value, foretold.shape[w])))
  const hits = AREA_SHARES.map(share => hitRate(foretold.mean, counts, share))
  const best = AREA_SHARES.map(share => hitRate(counts, counts, share))
  const [slope, intercept] = recalibration(chance, counts)
  return {
    logScore: byWindow.reduce((a, b) => a + b, 0) / cells,
    byWindow,
    brier: brierScore(chance, counts),
    hitRate: hits,
    pai: hits.map((hit, k) => hit / AREA_SHARES[k]),
    pei: hits.map((hit, k) => hit / best[k]),
    calibration: calibrationBins(chance, counts),
    slope,
    intercept,
    ...detection(chance, counts, onsets, horizon),
  }
}

export function windowLog(seen: Float64Array, mean: Float64Array, shape: number): number {
  let total = 0
  for (let cell = 0; cell < seen.length; cell++) total += countLog(seen[cell], mean[cell], shape)
  return total
}

function brierScore(chance: readonly Float64Array[], counts: readonly Float64Array[]): number {
  let total = 0
  for (const [w, seen] of counts.entries()) {
    for (let cell = 0; cell < seen.length; cell++) total += (chance[w][cell] - (seen[cell] > 0 ? 1 : 0)) ** 2
  }
  return total / (counts.length * counts[0].length)
}

/** Share of all events in the top cells of each window; cells tied at the edge count in part. */
function hitRate(ranking: readonly Float64Array[], counts: readonly Float64Array[], share: number): number {
  let caught = 0
  let all = 0
  for (const [w, seen] of counts.entries()) {
    const order = Array.from(seen.keys()).sort((a, b) => ranking[w][b] - ranking[w][a])
    const flagged = Math.max(1, Math.round(share * seen.length))
    const edge = ranking[w][order[flagged - 1]]
    let above = 0
    let tied = 0
    let tiedEvents = 0
    for (let cell = 0; cell < seen.length; cell++) {
      all += seen[cell]
      if (ranking[w][cell] > edge) {
        above += 1
        caught += seen[cell]
      } else if (ranking[w][cell] === edge) {
        tied += 1
        tiedEvents += seen[cell]
      }
    }
    caught += (tiedEvents * (flagged - above)) / tied
  }
  return all === 0 ? 0 : caught / all
}

const EDGES = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0000001]

function calibrationBins(chance: readonly Float64Array[], counts: readonly Float64Array[]): CalibrationBin[] {
  const bins = EDGES.slice(0, -1).map((from, k) => ({
    from,
    to: Math.min(1, EDGES[k + 1]),
    cells: 0,
    predicted: 0,
    observed: 0,
  }))
  for (const [w, seen] of counts.entries()) {
    for (let cell = 0; cell < seen.length; cell++) {
      const bin = bins[EDGES.findIndex(edge => chance[w][cell] < edge) - 1]
      bin.cells += 1
      bin.predicted += chance[w][cell]
      bin.observed += seen[cell] > 0 ? 1 : 0
    }
  }
  return bins.map(bin =>
    bin.cells === 0 ? bin : { ...bin, predicted: bin.predicted / bin.cells, observed: bin.observed / bin.cells },
  )
}

/** Slope and intercept of a logistic regression of what happened on the log odds foretold (Cox 1958, Biometrika 45). */
function recalibration(chance: readonly Float64Array[], counts: readonly Float64Array[]): [number, number] {
  let slope = 1
  let intercept = 0
  for (let step = 0; step < 25; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0]
    for (const [w, seen] of counts.entries()) {
      for (let cell = 0; cell < seen.length; cell++) {
        const p = Math.min(1 - 1e-9, Math.max(1e-9, chance[w][cell]))
        const odds = Math.log(p / (1 - p))
        const fitted = 1 / (1 + Math.exp(-(intercept + slope * odds)))
        const left = (seen[cell] > 0 ? 1 : 0) - fitted
        const weight = fitted * (1 - fitted)
        g0 += left
        g1 += left * odds
        h00 += weight
        h01 += weight * odds
        h11 += weight * odds * odds
      }
    }
    const determinant = h00 * h11 - h01 * h01
    if (!(determinant > 1e-9)) return [Number.NaN, Number.NaN]
    const moveIntercept = (h11 * g0 - h01 * g1) / determinant
    const moveSlope = (h00 * g1 - h01 * g0) / determinant
    intercept += moveIntercept
    slope += moveSlope
    if (Math.abs(moveIntercept) + Math.abs(moveSlope) < 1e-8) break
  }
  return [slope, intercept]
}

const FALSE_ALARMS = 0.05
const WAIT = 2

function detection(
  chance: readonly Float64Array[],
  counts: readonly Float64Array[],
  onsets: readonly Onset[],
  horizon: number,
) {
  const quiet: number[] = []
  for (const [w, seen] of counts.entries()) {
    for (let cell = 0; cell < seen.length; cell++) if (seen[cell] === 0) quiet.push(chance[w][cell])
  }
  const sorted = Float64Array.from(quiet).sort()
  const threshold = sorted[Math.floor((1 - FALSE_ALARMS) * sorted.length)] ?? 1
  let found = 0
  let waited = 0
  for (const { cell, window } of onsets) {
    for (let wait = 0; wait <= WAIT && window + wait < counts.length; wait++) {
      if (chance[window + wait][cell] <= threshold) continue
      found += 1
      waited += wait * horizon
      break
    }
  }
  return {
    rises: onsets.length,
    risesFound: onsets.length === 0 ? Number.NaN : found / onsets.length,
    delayDays: found === 0 ? Number.NaN : waited / found,
  }
}
