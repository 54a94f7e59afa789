import type { DrawPlan, Workspace } from '../threads/workspace.ts'
import { BLOCK } from './kernels.ts'
import type { Page } from './pages.ts'

/** Steps of the histogram that ranks a draw: about 300 to a standard deviation, so a place is right to 1 in 1,000. */
const BINS = 4096
/** The step of a heading that is not given: one past the last, so that no loop has to ask. */
const NO_STEP = BINS
/** Places are kept in 65,534ths; the last value marks a heading that is not given. */
export const FULL = 65_534
export const NOT_GIVEN = 65_535

/**
 * The scores of one block of draws, each as a step of its outcome's range. They lie draw by draw:
 * steps[(outcome * BLOCK + draw) * scored + position], where outcome 0 is the index and the rest are the headings.
 */
export class ScoreSteps {
  readonly steps: Uint16Array
  private readonly scored: number
  private readonly outcomes: number
  private readonly lows: Float64Array
  private readonly perUnit: Float64Array
  private readonly index = new Float64Array(BLOCK)

  constructor(plan: DrawPlan) {
    this.scored = plan.scored.length
    this.outcomes = plan.outcomes
    this.lows = plan.lows
    this.perUnit = plan.lows.map((low, outcome) => BINS / (plan.highs[outcome] - low))
    this.steps = new Uint16Array(plan.outcomes * this.scored * BLOCK)
  }

  /** Takes one scored area's row scores in every draw of the block: entry row * BLOCK + draw. */
  write(position: number, scores: Float64Array, { ofRow, given }: Page): void {
    this.index.fill(0)
    for (let from = 0; from < scores.length; from += BLOCK) addWeighted(ofRow, scores, from, this.index)
    this.writeOutcome(0, position, this.index, 0)
    for (let outcome = 1; outcome < this.outcomes; outcome++) {
      if (given[outcome - 1] === 1) this.writeOutcome(outcome, position, scores, (outcome - 1) * BLOCK)
      else this.writeNotGiven(outcome, position)
    }
  }

  private writeOutcome(outcome: number, position: number, scores: Float64Array, from: number): void {
    const { steps, scored } = this
    const low = this.lows[outcome]
    const perUnit = this.perUnit[outcome]
    let place = outcome * BLOCK * scored + position
    for (let draw = 0; draw < BLOCK; draw++) {
      const step = ((scores[from + draw] - low) * perUnit) | 0
      steps[place] = step < 0 ? 0 : step >= BINS ? BINS - 1 : step
      place += scored
    }
  }

  private writeNotGiven(outcome: number, position: number): void {
    for (let draw = 0; draw < BLOCK; draw++) {
      this.steps[(outcome * BLOCK + draw) * this.scored + position] = NO_STEP
    }
  }
}

function addWeighted(weights: Float64Array, scores: Float64Array, from: number, to: Float64Array): void {
  for (let draw = 0; draw < BLOCK; draw++) to[draw] += weights[from + draw] * scores[from + draw]
}

interface Span {
  first: number
  draws: number
}

/** Turns each draw's scores into places among the reference areas of that same draw, and stores them area by area. */
export function rankDraws(workspace: Workspace, plan: DrawPlan, { steps }: ScoreSteps, span: Span): void {
  const scored = plan.scored.length
  for (let outcome = 0; outcome < plan.outcomes; outcome++) {
    const own = steps.subarray(outcome * BLOCK * scored, (outcome + 1) * BLOCK * scored)
    for (let draw = 0; draw < span.draws; draw++) {
      stepsToPlaces(own.subarray(draw * scored, (draw + 1) * scored), plan.reference)
    }
    storePlaces(workspace, plan, own, outcome * workspace.areas, span)
  }
}

/** Replaces steps by places: the reference areas on lower steps, and half of those on the same one. */
function stepsToPlaces(steps: Uint16Array, reference: Int32Array): void {
  const counts = new Int32Array(BINS + 1)
  for (let k = 0; k < reference.length; k++) counts[steps[reference[k]]]++
  const size = reference.length - counts[NO_STEP]
  const places = new Uint16Array(BINS + 1)
  let below = 0
  for (let step = 0; step < BINS; step++) {
    places[step] = Math.round((FULL * (below + 0.5 * counts[step])) / size)
    below += counts[step]
  }
  places[NO_STEP] = NOT_GIVEN
  for (let position = 0; position < steps.length; position++) steps[position] = places[steps[position]]
}

function storePlaces({ settings }: Workspace, plan: DrawPlan, own: Uint16Array, row: number, span: Span): void {
  const { scored, places } = plan
  for (let position = 0; position < scored.length; position++) {
    const target = (row + scored[position]) * settings.resamples + span.first
    let from = position
    for (let draw = 0; draw < span.draws; draw++) {
      places[target + draw] = own[from]
      from += scored.length
    }
  }
}
