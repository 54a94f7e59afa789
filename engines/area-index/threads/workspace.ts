import type { Direction, IndexInput, Settings, Transform } from '../input.ts'
import type { Combination } from '../scores/combination.ts'
import { type Observations, observationsOf, sharedColumn } from '../scores/observations.ts'
import { NODES } from '../scores/posterior.ts'
import type { StandardiseTask } from '../scores/standardise.ts'

/** One indicator's columns, in memory that every thread reads and writes. */
export interface IndicatorColumns {
  observations: Observations
  direction: Direction
  /** Position among the indicators that carry sampling error, or -1 for an exact one. */
  noisy: number
  observed: Float64Array
  shrunk: Float64Array
  place: Float64Array
  expected: Float64Array
  spread: Float64Array
}

/** Everything that the threads share before any weight is applied. */
export interface Workspace {
  areas: number
  settings: Settings
  transform: Transform
  /** 1 for each reference area. */
  members: Uint8Array
  indicators: IndicatorColumns[]
  /** Standard scores of the nodes: 32 for each area and noisy indicator, an area's all together, then 32 zeros. */
  table: Float32Array
  noisyCount: number
}

/** What the draws need besides: the weights, which areas are scored, and the range of each outcome. */
export interface DrawPlan {
  combination: Combination
  patterns: Int32Array
  /** Areas that get an index, in order. */
  scored: Int32Array
  /** Positions in `scored` of the reference areas. */
  reference: Int32Array
  /** Expected standard scores area by area, 0 where missing: entry area * indicators + i. */
  expected: Float64Array
  /** Scores are added up in one row per heading, or in a single row when headings get no ranges. */
  rowPerHeading: boolean
  rows: number
  /** Row of each indicator. */
  rowOf: Int32Array
  /** Outcomes ranked in each draw: the index, then the headings when they get ranges. */
  outcomes: number
  /** Histogram range of each outcome. */
  lows: Float64Array
  highs: Float64Array
  /** places[(outcome * areas + area) * resamples + draw], in 65,535ths. */
  places: Uint16Array
}

/** Checks the measures and lays out shared memory for them. @throws naming the indicator and area of an impossible number */
export function workspaceOf(input: IndexInput, settings: Settings): Workspace {
  const members = new Uint8Array(new SharedArrayBuffer(input.areas))
  if (input.reference.members) members.set(input.reference.members)
  else members.fill(1)
  let noisyCount = 0
  const indicators = input.indicators.map(indicator => {
    const observations = observationsOf(indicator, input.areas, members)
    const column = () => sharedColumn(input.areas)
    return {
      observations,
      direction: indicator.direction,
      noisy: observations.noise === 'none' ? -1 : noisyCount++,
      observed: column(),
      shrunk: column(),
      place: column(),
      expected: column(),
      spread: column(),
    }
  })
  const table = new Float32Array(new SharedArrayBuffer(4 * (input.areas * noisyCount + 1) * NODES))
  const transform = input.transform ?? 'normal score'
  return { areas: input.areas, settings, transform, members, indicators, table, noisyCount }
}

/** The standardising of one indicator as a task. */
export function standardiseTask(workspace: Workspace, indicator: number): StandardiseTask {
  const columns = workspace.indicators[indicator]
  return {
    ...columns,
    transform: workspace.transform,
    members: workspace.members,
    table: workspace.table,
    stride: workspace.noisyCount * NODES,
    offset: Math.max(columns.noisy, 0) * NODES,
  }
}
