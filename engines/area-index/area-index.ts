import { type Summaries, summariesFor } from './draws/summaries.ts'
import { type IndexInput, type IndexOptions, requireInput, settingsOf } from './input.ts'
import type { AreaIndex, HeadingScores, InputScores, Ranges, Standing } from './result.ts'
import { combinationOf } from './scores/combination.ts'
import { drawPlan, measureScales, placesOf, type Scores, scoreAreas, weighNodes } from './scores/combine.ts'
import { positionOf, rankOf, wholeOf } from './scores/places.ts'
import type { Standardiser } from './scores/standardise.ts'
import { type Crew, gatherCrew, threadsFor } from './threads/crew.ts'
import { type DrawPlan, type Workspace, workspaceOf } from './threads/workspace.ts'

/**
 * Scores areas from 1 (lowest risk) to 10 (highest) from indicators under headings, with two ranges that are never mixed:
 * `sampling`, what small numbers and survey error alone could do, and `weights`, what other sensible weights would do.
 *
 * Arrays of the input and the answer have one entry per area; NaN means missing or not given. See README.md for the model.
 *
 * @throws naming the argument when an array has the wrong length, a number is impossible, a key is unknown or repeated,
 *   the reference has no name, or two indicators count the same source and nobody has acknowledged it
 */
export async function areaIndex(input: IndexInput, options: IndexOptions): Promise<AreaIndex> {
  requireInput(input)
  const workspace = workspaceOf(input, settingsOf(options))
  const work = input.areas * workspace.settings.resamples * input.indicators.length
  const crew = gatherCrew(workspace, threadsFor(work, options.threads))
  try {
    return await computeIndex(input, workspace, crew)
  } finally {
    await crew.dismiss()
  }
}

async function computeIndex(input: IndexInput, workspace: Workspace, crew: Crew): Promise<AreaIndex> {
  const standardisers = await crew.run({ kind: 'standardise' })
  const combination = combinationOf(input)
  measureScales(workspace, combination)
  const scores = scoreAreas(workspace, combination)
  const standing = standingOf(scores.index, workspace.members)
  const headings = headingScores(input, workspace, scores, combination.across)
  const inputs = input.indicators.map((_, i) => inputScores(input, workspace, combination.within, standardisers[i], i))
  const plan = drawPlan(workspace, combination, scores)
  weighNodes(workspace, plan)
  const standings = [standing, ...headings]
  const drawn = workspace.settings.resamples > 0
  const noisy = drawn && workspace.noisyCount > 0
  const sampling = noisy ? await rangesBy('sampling', workspace, plan, crew, standings) : undefined
  const weights =
    drawn && workspace.settings.weightRanges ? await rangesBy('weights', workspace, plan, crew, standings) : undefined
  return {
    ...standing,
    reference: input.reference.name,
    coverage: scores.coverage,
    level: workspace.settings.level,
    resamples: workspace.settings.resamples,
    errorStatedFor: errorStated(inputs, headings),
    sampling: sampling?.[0],
    weights: weights?.[0],
    headings: headings.map((heading, h) => ({
      ...heading,
      sampling: sampling?.[h + 1],
      weights: weights?.[h + 1],
    })),
    inputs,
  }
}

function standingOf(scores: Float64Array, members: Uint8Array): Standing {
  const { places, size } = placesOf(scores, members)
  return {
    score: scores,
    place: places,
    position: places.map(positionOf),
    whole: Uint8Array.from(places, place => (Number.isNaN(place) ? 0 : wholeOf(place))),
    rank: places.map(place => rankOf(place, size)),
    referenceAreas: size,
  }
}

function headingScores(input: IndexInput, workspace: Workspace, scores: Scores, across: Float64Array): HeadingScores[] {
  return input.headings.map(({ key }, h) => ({
    key,
    weight: across[h],
    ...standingOf(scores.headings[h], workspace.members),
    coverage: scores.headingCoverage[h],
    sampling: undefined,
    weights: undefined,
  }))
}

function inputScores(
  input: IndexInput,
  workspace: Workspace,
  within: Float64Array,
  standardiser: Standardiser | undefined,
  i: number,
): InputScores {
  const { key, heading, direction } = input.indicators[i]
  const columns = workspace.indicators[i]
  return {
    key,
    heading,
    direction,
    weight: within[i],
    value: columns.observed,
    shrunk: columns.shrunk,
    place: direction === 'more is riskier' ? columns.place : columns.place.map(place => 1 - place),
    standardised: columns.expected,
    median: standardiser?.median ?? Number.NaN,
    errorStated: columns.noisy >= 0,
    reliability: 1 - meanOver(columns.spread, workspace.members) / scoreVariance(columns, workspace.members),
  }
}

/** Mean over the reference areas that have a value. */
function meanOver(values: Float64Array, members: Uint8Array): number {
  let [count, total] = [0, 0]
  for (let area = 0; area < values.length; area++) {
    if (members[area] !== 1 || Number.isNaN(values[area])) continue
    count++
    total += values[area]
  }
  return total / count
}

/** Variance of the true standard scores: that of their expectations and that about them. */
function scoreVariance({ expected, spread }: { expected: Float64Array; spread: Float64Array }, members: Uint8Array) {
  const squares = expected.map((score, area) => score * score + spread[area])
  return meanOver(squares, members) - meanOver(expected, members) ** 2 || 1
}

/** Share of the index's weight whose sampling error was stated, and so stands in the sampling range. */
function errorStated(inputs: readonly InputScores[], headings: readonly HeadingScores[]): number {
  return inputs.reduce((total, { errorStated: stated, heading, weight }) => {
    const across = headings.find(({ key }) => key === heading)?.weight ?? 0
    return stated ? total + across * weight : total
  }, 0)
}

async function rangesBy(
  source: 'sampling' | 'weights',
  workspace: Workspace,
  plan: DrawPlan,
  crew: Crew,
  standings: readonly Standing[],
): Promise<Ranges[]> {
  await crew.run({ kind: 'draw', plan, source })
  const summaries = summariesFor(workspace, plan)
  await crew.run({ kind: 'summarise', plan, summaries })
  return standings.slice(0, plan.outcomes).map((standing, outcome) => rangesFrom(summaries, standing, outcome))
}

/** A range always holds its own area's position: where shrinking pulls every draw to one side, it is widened to reach. */
function rangesFrom(summaries: Summaries, standing: Standing, outcome: number): Ranges {
  const areas = standing.place.length
  const row = (column: Float64Array) => column.slice(outcome * areas, (outcome + 1) * areas)
  const low = row(summaries.low).map((place, area) => Math.min(place, standing.place[area]))
  const high = row(summaries.high).map((place, area) => Math.max(place, standing.place[area]))
  return {
    low: low.map(positionOf),
    high: high.map(positionOf),
    rankFrom: high.map(place => Math.floor(rankOf(place, standing.referenceAreas))),
    rankTo: low.map(place => Math.ceil(rankOf(place, standing.referenceAreas))),
    highestTenth: row(summaries.highestTenth),
  }
}
