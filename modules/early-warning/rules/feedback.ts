// Does the list make itself true? Places that are listed are visited; what police find there by looking must not come back as proof.
import { random } from '#engines/numerics'
import type { GuardResult } from './guards.ts'
import { posterior } from './outlook.ts'
import { highest, listed } from './record.ts'

export type Feedback = {
  /** Share of all signs that truly happen in the ten places that the list ends with, in points of 100. */
  readonly truly: number
  /** The share that the model believes. */
  readonly believed: number
  /** By how much it believes too much, in points; below 0 where it believes too little. */
  readonly excess: number
}

export type Simulation = {
  readonly seed: number
  /** Whether what police find by looking is learned from beside what people report. */
  readonly discovered: boolean
  readonly memory: number
}

const places = 100
const fortnights = 100
/** For one sign that is reported, how many more are found by looking where somebody looks. */
const foundByLooking = 1

/** Points by which belief may lie above truth before the list is said to make itself true. */
export const mostExcess = 5

/**
 * A hundred places whose true rates do not change, a hundred fortnights. Before each the list of ten is made from what was seen so
 * far; then signs are reported everywhere alike, and more of them found by looking in the places listed (after Lum and Isaac 2016,
 * Significance 13; Ensign and others 2018, the urn).
 */
export function simulateFeedback({ seed, discovered, memory }: Simulation): Feedback {
  const chance = random(seed)
  const rates = Float64Array.from({ length: places }, () => chance.gamma(4, 0.1))
  const counts = new Float64Array(places * fortnights)
  for (let fortnight = 0; fortnight < fortnights; fortnight++) {
    const known = { places, periods: fortnights, counts }
    const list = highest(posterior(known, { until: fortnight, memory }).rate)
    for (let place = 0; place < places; place++) {
      const rate = rates[place] ?? 0
      const visited = discovered && list.includes(place)
      counts[place * fortnights + fortnight] = chance.poisson(rate * (visited ? 1 + foundByLooking : 1))
    }
  }
  const believed = posterior({ places, periods: fortnights, counts }, { until: fortnights, memory }).rate
  const list = highest(believed, listed)
  const share = (values: Float64Array): number =>
    (100 * list.reduce((sum, place) => sum + (values[place] ?? 0), 0)) / values.reduce((sum, value) => sum + value, 0)
  const [truly, thought] = [share(rates), share(believed)]
  return { truly, believed: thought, excess: thought - truly }
}

const repeats = 8

/** The mean excess of belief over several invented counties. */
export function meanExcess(discovered: boolean, memory: number): number {
  const all = Array.from({ length: repeats }, (_, at) => simulateFeedback({ seed: at + 1, discovered, memory }).excess)
  return all.reduce((sum, excess) => sum + excess, 0) / repeats
}

/**
 * Tried at the memory that the list was made with. With reports alone belief may not rise above truth; and what police discover
 * must be seen to lift it in the same counties, or the test tests nothing. A short memory draws belief below truth, with or without
 * looking: so the control is the difference that looking makes, not where it ends.
 */
export function feedback(memory: number): GuardResult {
  const [reported, discovered] = [meanExcess(false, memory), meanExcess(true, memory)]
  const added = discovered - reported
  const held = reported <= mostExcess && added > mostExcess
  const blind = added > mostExcess ? '' : ' That is too little for this test to see a list that makes itself true.'
  const found = `In 100 invented fortnights, with a memory of ${memory} as this list has, the share of the ten listed places was believed ${apart(reported)} when people’s reports are learned from. Learning from what police find by looking as well lifts it by ${added.toFixed(1)} points.${blind} Belief may be at most ${mostExcess} points of 100 too high.`
  return { name: 'feedback', held, found }
}

const apart = (excess: number): string =>
  `${Math.abs(excess).toFixed(1)} points of 100 too ${excess > 0 ? 'high' : 'low'}`
