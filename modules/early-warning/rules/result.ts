// How a sealed prediction did, from the two published texts alone: anybody can work it out again.
import type { Sealed } from './canonical.ts'
import { type MethodName, toBeat } from './methods.ts'
import { type Bin, binned, brierOf, logScoreOf } from './scores.ts'
import { type Gain, gainOf } from './skill.ts'

export type MethodResult = {
  readonly name: MethodName
  readonly logScore: number
  readonly brier: number
  /** Of its ten highest places, how many had a sign. */
  readonly hits: number
  readonly gain: Gain
}

export type Result = {
  readonly places: number
  /** Places where a sign came. */
  readonly came: number
  /** Places on the list, and how many of them had a sign. */
  readonly listed: number
  readonly hits: number
  /** How many of the list the shown method said would. */
  readonly said: number
  readonly methods: readonly MethodResult[]
  readonly bins: readonly Bin[]
}

const ten = 10

/** @throws Error where the outcomes do not name the same places as the predictions */
export function resultOf({ about, methods, lines }: Sealed, outcomes: ReadonlyMap<string, boolean>): Result {
  const missing = lines.filter(({ name }) => !outcomes.has(name)).length
  if (missing > 0 || outcomes.size !== lines.length)
    throw new Error(
      `the outcomes name ${outcomes.size} places and the predictions ${lines.length}; ${missing} are missing`,
    )
  const happened = Float64Array.from(lines, ({ name }) => (outcomes.get(name) === true ? 1 : 0))
  const chanceOf = (method: MethodName): Float64Array =>
    Float64Array.from(lines, ({ chance }) => chance[methods.indexOf(method)] ?? 0)
  const base = chanceOf(toBeat)
  const shown = chanceOf(about.shown)
  const onList = lines.flatMap(({ listed }, at) => (listed ? [at] : []))
  const count = (places: readonly number[]): number => places.filter(at => happened[at] === 1).length
  return {
    places: lines.length,
    came: happened.reduce((sum, value) => sum + value, 0),
    listed: onList.length,
    hits: count(onList),
    said: onList.reduce((sum, at) => sum + (shown[at] ?? 0), 0),
    methods: methods.map(name => ({
      name,
      logScore: logScoreOf(chanceOf(name), happened),
      brier: brierOf(chanceOf(name), happened),
      hits: count(topOf(chanceOf(name))),
      gain: gainOf(chanceOf(name), base, happened),
    })),
    bins: binned([shown], [happened]),
  }
}

const topOf = (chance: Float64Array): number[] =>
  Array.from(chance.keys())
    .sort((a, b) => (chance[b] ?? 0) - (chance[a] ?? 0) || a - b)
    .slice(0, ten)
