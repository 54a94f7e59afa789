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
  /** How far the two are apart. */
  readonly drift: number
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

/** Points that belief may lie from truth. */
export const mostDrift = 5

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
  return { truly, believed: thought, drift: Math.abs(thought - truly) }
}

const repeats = 8

/** The mean drift over several invented counties. */
export function meanDrift(discovered: boolean, memory: number): number {
  const drifts = Array.from(
    { length: repeats },
    (_, at) => simulateFeedback({ seed: at + 1, discovered, memory }).drift,
  )
  return drifts.reduce((sum, drift) => sum + drift, 0) / repeats
}

/** Memories below this are tried at it: with a shorter one, belief is drawn to the middle so far that the loop is hidden. */
const shortestTried = 0.95

/** With reports alone the list must stay true; with what police discover it must be seen to fail, or the test tests nothing. */
export function feedback(memory: number): GuardResult {
  const tried = Math.max(shortestTried, memory)
  const [reported, discovered] = [meanDrift(false, tried), meanDrift(true, tried)]
  const held = reported <= mostDrift && discovered > mostDrift
  const found = `After 100 invented fortnights the share of the ten listed places was believed ${reported.toFixed(1)} points of 100 from the truth when people’s reports are learned from, and ${discovered.toFixed(1)} points when what police find by looking is learned from too. At most ${mostDrift} are allowed.`
  return { name: 'feedback', held, found }
}
