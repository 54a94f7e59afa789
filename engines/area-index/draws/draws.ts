import { type Random, random } from '#engines/numerics'
import { CoefficientBook, type Coefficients, redrawn } from '../scores/combination.ts'
import { NODES } from '../scores/posterior.ts'
import type { DrawPlan, Workspace } from '../threads/workspace.ts'
import { addPicks, addProducts, BLOCK, type Four, fours } from './kernels.ts'
import { type Page, pageBook } from './pages.ts'
import { rankDraws, ScoreSteps } from './ranks.ts'

/** Which question the draws answer: what sampling error does, or what other weights would do. */
export type Source = 'sampling' | 'weights'

/** Streams of one seed: each source and block has its own, so that who computes a block does not matter. */
const streamOf = (source: Source, block: number) => 2 * block + (source === 'sampling' ? 0 : 1)

/** Works out one block of draws and writes every scored area's places. */
export function drawBlock(workspace: Workspace, plan: DrawPlan, source: Source, block: number): void {
  const first = block * BLOCK
  const draws = Math.min(BLOCK, workspace.settings.resamples - first)
  const generator = random(workspace.settings.seed).split(streamOf(source, block))
  const steps = new ScoreSteps(plan)
  const fill = source === 'sampling' ? sampleScores : reweighScores
  fill(workspace, plan, generator, steps)
  rankDraws(workspace, plan, steps, { first, draws })
}

/**
 * Picks one of the 32 nodes of each noisy indicator, for every area and draw; the nodes already carry their indicator's
 * factor. Errors of different indicators, and of different areas, are taken as independent.
 */
function sampleScores(workspace: Workspace, plan: DrawPlan, generator: Random, steps: ScoreSteps): void {
  const { indicators, table, noisyCount } = workspace
  const exact = fours(plan.rowOf, i => indicators[i].noisy < 0)
  const noisy = fours(plan.rowOf, i => indicators[i].noisy >= 0)
  const pageOf = pageBook(plan, workspace.settings.minimumCoverage, coefficients => [coefficients])
  const scores = new Float64Array(plan.rows * BLOCK)
  const starts = new Int32Array(4)
  const nothing = table.length - NODES
  for (let position = 0; position < plan.scored.length; position++) {
    const area = plan.scored[position]
    const page = pageOf(plan.patterns[area])
    scores.fill(0)
    addExpected(plan, exact, page, area, scores)
    for (let g = 0; g < noisy.length; g++) {
      const { members, row } = noisy[g]
      for (let m = 0; m < 4; m++) {
        starts[m] = members[m] < 0 ? nothing : (area * noisyCount + indicators[members[m]].noisy) * NODES
      }
      addPicks(table, starts, generator.uint32(), scores, row * BLOCK)
    }
    steps.write(position, scores, page)
  }
}

/** Applies freshly drawn weights to the expected scores; every area meets the same weights within a draw. */
function reweighScores(workspace: Workspace, plan: DrawPlan, generator: Random, steps: ScoreSteps): void {
  const { settings } = workspace
  const groups = fours(plan.rowOf, () => true)
  const redraw = () => new CoefficientBook(redrawn(plan.combination, settings.concentration, generator), 0)
  const books = Array.from({ length: BLOCK }, redraw)
  // Coverage is judged by the stated weights, so that a draw never makes a heading come or go.
  const pageOf = pageBook(plan, settings.minimumCoverage, (stated, pattern) => {
    return books.map(book => book.for(patternUsed(pattern, stated)))
  })
  const scores = new Float64Array(plan.rows * BLOCK)
  for (let position = 0; position < plan.scored.length; position++) {
    const area = plan.scored[position]
    const page = pageOf(plan.patterns[area])
    scores.fill(0)
    addExpected(plan, groups, page, area, scores)
    steps.write(position, scores, page)
  }
}

/** Adds the expected scores of some indicators, each times its factor in each draw. */
function addExpected(plan: DrawPlan, groups: readonly Four[], page: Page, area: number, scores: Float64Array): void {
  for (let g = 0; g < groups.length; g++) {
    addProducts(page.factors, groups[g], plan.expected, area, scores)
  }
}

/** The pattern without the indicators that carry no weight or whose heading is not given. */
function patternUsed(pattern: number, { inHeading }: Coefficients): number {
  let kept = pattern
  for (let i = 0; i < inHeading.length; i++) if (inHeading[i] === 0) kept &= ~(1 << i)
  return kept
}
