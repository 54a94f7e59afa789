// Whether a model beats the baseline, asked again after every window without fooling oneself; when it withdraws; how long proof takes.
import { random } from '#engines/numerics'

/** What one window says of two sets of chances, `model` and `baseline`. */
export type Gain = {
  /** Log score of the model less that of the baseline, summed over places, in nats. */
  readonly gain: number
  /** Standard deviation of that difference if the baseline is right: known before the window opens. */
  readonly spread: number
}

/**
 * The difference in log score, sum of y log(p/q) + (1-y) log((1-p)/(1-q)) over places, and its standard deviation under the baseline,
 * the root of the sum of q (1-q) (logit p - logit q)^2. `happened` holds 1 where a sign came, NaN where nobody can know.
 */
export function gainOf(model: Float64Array, baseline: Float64Array, happened: Float64Array): Gain {
  let gain = 0
  let variance = 0
  for (let place = 0; place < model.length; place++) {
    const [p, q, y] = [inside(model[place] ?? 0), inside(baseline[place] ?? 0), happened[place] ?? Number.NaN]
    if (Number.isNaN(y)) continue
    gain += y > 0 ? Math.log(p / q) : Math.log((1 - p) / (1 - q))
    variance += q * (1 - q) * (logit(p) - logit(q)) ** 2
  }
  return { gain, spread: Math.sqrt(variance) }
}

/** No chance is none or certain. */
const inside = (chance: number): number => Math.min(1 - 1e-6, Math.max(1e-6, chance))
const logit = (chance: number): number => Math.log(chance / (1 - chance))

/** Standard deviations that a window may count at most: more than that, and one window could decide alone. */
const widest = 4

/** A window's gain in units of four standard deviations, cut to -1..1; 0 where the two say the same. */
export function standing({ gain, spread }: Gain): number {
  if (spread < 1e-9) return 0
  return Math.max(-1, Math.min(1, gain / (widest * spread)))
}

const stakes = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const

/**
 * Evidence that the model is better, after each window: the wealth of somebody who begins with 1 and bets the share s on the model
 * before each window, averaged over nine shares: E_t = mean over s of the product of (1 + s x_i), x_i in -1..1. If the model is no
 * better (each x has a mean of 0 or less, given what came before), E is a supermartingale and passes 1/a at ANY time with a
 * chance of at most a (Ville 1939; testing by betting: Shafer 2021, JRSS A 184; Waudby-Smith and Ramdas 2024, JRSS B 86; score
 * differences of forecasters: Choe and Ramdas 2024, Operations Research 72). One may look after every window, and stop at will.
 */
export function evidence(gains: readonly Gain[]): number[] {
  const wealth = stakes.map(() => 1)
  return gains.map(gain => {
    const x = standing(gain)
    stakes.forEach((stake, at) => {
      wealth[at] = (wealth[at] ?? 1) * (1 + stake * x)
    })
    return wealth.reduce((sum, value) => sum + value, 0) / wealth.length
  })
}

/** Evidence from which a model is said to be better than the base rate: wrong at most once in 20 models, ever. */
export const proof = 20

export type Skill = { readonly windows: number; readonly evidence: number; readonly better: boolean }

/** What is known today. Once proved it stays said, with the number of windows; a model that then fails withdraws by `withdraws`. */
export function skillOf(gains: readonly Gain[]): Skill {
  const all = evidence(gains)
  return { windows: gains.length, evidence: all.at(-1) ?? 1, better: all.some(value => value >= proof) }
}

/** Windows in a row in which a model did worse than the baseline, after which it withdraws. */
export const poorInARow = 8

/** How many of the newest windows, in a row, were worse than the baseline. A window in which both said the same is neither. */
export function poorRun(gains: readonly Gain[]): number {
  const better = gains.findLastIndex(({ gain }) => gain >= 0)
  return gains.length - 1 - better
}

export const withdraws = (gains: readonly Gain[]): boolean => poorRun(gains) >= poorInARow

/**
 * The chance that a model withdraws within so many windows when each is poor with chance `poor`, independently: exact, by the number
 * of poor windows just before (a Markov chain with an absorbing state).
 */
export function chanceOfWithdrawal(windows: number, poor: number): number {
  let chance = new Float64Array(poorInARow + 1)
  chance[0] = 1
  for (let window = 0; window < windows; window++) {
    const next = new Float64Array(poorInARow + 1)
    next[poorInARow] = chance[poorInARow] ?? 0
    for (let run = 0; run < poorInARow; run++) {
      next[run + 1] = (next[run + 1] ?? 0) + poor * (chance[run] ?? 0)
      next[0] = (next[0] ?? 0) + (1 - poor) * (chance[run] ?? 0)
    }
    chance = next
  }
  return chance[poorInARow] ?? 0
}

export type Power = {
  /** By what factor the model knows odds to differ from the baseline's, typically. */
  readonly factor: number
  /** Windows after which half, and eight in ten, of such models are proved; undefined beyond `longest`. */
  readonly half: number | undefined
  readonly most: number | undefined
}

/** Windows that are looked ahead: 40 years of fortnights. */
export const longest = 1_000
const simulated = 200

/**
 * How many windows it takes to prove a model that truly knows more, here: one whose log odds differ from the baseline's by a normal
 * step of standard deviation ln(factor), rightly. The gain of a window is normal by the sum over places: its mean is the sum of
 * the Kullback-Leibler distances, about half its variance. `chances` are the baseline's for one window of this area.
 */
export function power(chances: Float64Array, factor: number, seed: number): Power {
  const step = Math.log(factor)
  const spread = Math.sqrt(chances.reduce((sum, q) => sum + q * (1 - q) * step * step, 0))
  const chance = random(seed)
  const proved = Float64Array.from({ length: simulated }, () => {
    const gains = Array.from({ length: longest }, () => ({
      gain: (spread * spread) / 2 + spread * chance.normal(),
      spread,
    }))
    const first = evidence(gains).findIndex(value => value >= proof)
    return first < 0 ? Infinity : first + 1
  }).sort()
  const at = (share: number): number | undefined => {
    const windows = proved[Math.ceil(share * simulated) - 1] ?? Infinity
    return Number.isFinite(windows) ? windows : undefined
  }
  return { factor, half: at(0.5), most: at(0.8) }
}
