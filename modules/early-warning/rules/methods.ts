// The ways of foretelling that are held against each other. Each is a full prediction, shrunk and told from the past alone.
import { type Counts, posterior, type Told } from './outlook.ts'

export const methodNames = [
  'everywhere',
  'long-run',
  'last-year',
  'last-four-weeks',
  'fading',
  'self-exciting',
] as const
export type MethodName = (typeof methodNames)[number]

/** In words that end the sentence "It was held against ...". */
export const methodWords: Readonly<Record<MethodName, string>> = {
  everywhere: 'the same chance everywhere',
  'long-run': 'the long-run rate by place and season',
  'last-year': 'the same places as last year',
  'last-four-weeks': 'the busiest places of the time just before',
  fading: 'a rate in which older times count for less',
  'self-exciting': 'a rate that fresh signs raise near them for a while',
}

export type Window = {
  /** Only periods before this one may be read. */
  readonly until: number
  /** The period that is foretold. */
  readonly target: number
}

export type Method = {
  readonly name: MethodName
  /** A simple rule that needs no model. */
  readonly baseline: boolean
  readonly tell: (counts: Counts, window: Window) => Told
}

/** The baseline that every model has to beat: the long-run shrunk rate by place and season. */
export const toBeat = 'long-run' satisfies MethodName

/** Simple rules; `year` is how many periods a year has. */
export function baselines(year: number): Method[] {
  return [
    { name: 'everywhere', baseline: true, tell: everywhere },
    { name: 'long-run', baseline: true, tell: (counts, window) => posterior(counts, { ...window, memory: 1 }) },
    {
      name: 'last-year',
      baseline: true,
      tell: (counts, window) =>
        posterior(counts, { ...window, memory: 1, first: Math.max(0, Math.round(window.until - year)) }),
    },
    {
      name: 'last-four-weeks',
      baseline: true,
      tell: (counts, window) => posterior(counts, { ...window, memory: 1, first: Math.max(0, window.until - 2) }),
    },
  ]
}

export function fading(memory: number): Method {
  return { name: 'fading', baseline: false, tell: (counts, window) => posterior(counts, { ...window, memory }) }
}

function everywhere(counts: Counts, window: Window): Told {
  const { rate, shape, weight } = posterior(counts, { ...window, memory: 1 })
  const mean = rate.reduce((sum, value) => sum + value, 0) / Math.max(1, rate.length)
  const least = shape.reduce((low, value) => Math.min(low, value), Infinity)
  return { rate: rate.map(() => mean), shape: shape.map(() => least), weight: weight.map(() => 0) }
}
