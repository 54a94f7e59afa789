import { drawBlock, type Source } from '../draws/draws.ts'
import { BLOCK } from '../draws/kernels.ts'
import { type NoisePlan, replicateNoChange } from '../draws/noise.ts'
import { type Summaries, summarise } from '../draws/summaries.ts'
import { type Standardiser, standardise } from '../scores/standardise.ts'
import { type DrawPlan, standardiseTask, type Workspace } from './workspace.ts'

/** A stage of the work, sent once to every thread. Its parts are numbered and done in any order, on any thread. */
export type Stage =
  | { kind: 'standardise' }
  | { kind: 'draw'; plan: DrawPlan; source: Source }
  | { kind: 'noise'; plan: NoisePlan; replicates: number }
  | { kind: 'summarise'; plan: DrawPlan; summaries: Summaries }

/** What the threads share: what they work on, and the number of the next part that nobody has begun. */
export interface Shared {
  readonly workspace: Workspace
  readonly next: Int32Array
}

/** What a thread did: parts, each with its answer. */
export type Done = [part: number, answer: Standardiser | undefined][]

const AREAS_PER_PART = 1024

/** How many parts a stage has. */
export function partsOf(workspace: Workspace, stage: Stage): number {
  if (stage.kind === 'standardise') return workspace.indicators.length
  if (stage.kind === 'draw') return Math.ceil(workspace.settings.resamples / BLOCK)
  if (stage.kind === 'noise') return stage.replicates
  return Math.ceil(stage.plan.scored.length / AREAS_PER_PART)
}

/** Does one part; only standardising answers with more than what it writes to shared memory. */
export function doPart(workspace: Workspace, stage: Stage, part: number): Standardiser | undefined {
  if (stage.kind === 'standardise') return standardise(standardiseTask(workspace, part))
  if (stage.kind === 'draw') drawBlock(workspace, stage.plan, stage.source, part)
  else if (stage.kind === 'noise') replicateNoChange(workspace, stage.plan, part)
  else {
    const from = part * AREAS_PER_PART
    const to = Math.min(from + AREAS_PER_PART, stage.plan.scored.length)
    summarise(workspace, stage.plan, stage.summaries, from, to)
  }
  return undefined
}

/** Does the next part that nobody has begun. Returns undefined when none is left. */
export function doNext({ workspace, next }: Shared, stage: Stage): Done[number] | undefined {
  const part = Atomics.add(next, 0, 1)
  return part < partsOf(workspace, stage) ? [part, doPart(workspace, stage, part)] : undefined
}
