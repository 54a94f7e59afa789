import { random } from '#engines/numerics'
import type { Record } from './record.ts'

/** Whether near events come from the other side more often than the sides' shares would make them. */
export type ReplyTest = {
  readonly statistic: number
  readonly expected: number
  /** Small: near events change sides, as replies do. */
  readonly p: number
  /** Small: near events keep to one side, as repetition does. */
  readonly pRepetition: number
  readonly pairs: number
}

/**
 * Retaliation is tested before the word is used: events of a pair that crowd in time show only that something spreads.
 * The statistic is the sum over consecutive events of a pair of exp(-gap / delay) where the side changed; under the null
 * the sides are permuted among the pair's events, times kept. Monte Carlo, the observed record counted. Where replies
 * and repetition are equally strong the sides are exchangeable and neither is shown: that is mutual excitation. Events
 * of unknown side take no part.
 */
export function replyTest(record: Record, delay: number, permutations: number, seed: number): ReplyTest {
  const chains = chainsOf(record, delay).filter(({ sides }) => new Set(sides).size > 1)
  const statistic = chains.reduce((total, chain) => total + changes(chain.sides, chain.nearness), 0)
  const chance = random(seed)
  let reached = 0
  let within = 0
  let sum = 0
  for (let p = 0; p < permutations; p++) {
    const value = chains.reduce(
      (total, chain) => total + changes(chance.shuffle(chain.sides.slice()), chain.nearness),
      0,
    )
    // Sums of the same numbers in another order differ in the last digit.
    if (value >= statistic - 1e-9) reached += 1
    if (value <= statistic + 1e-9) within += 1
    sum += value
  }
  const expected = permutations === 0 ? Number.NaN : sum / permutations
  const share = (count: number) => (count + 1) / (permutations + 1)
  return { statistic, expected, p: share(reached), pRepetition: share(within), pairs: chains.length }
}

type Chain = { readonly sides: Int32Array; readonly nearness: Float64Array }

/** The known events of each pair in time order; nearness[k] is that of event k to the one before it. */
function chainsOf({ t, pair, side, unknown, groups }: Record, delay: number): Chain[] {
  const members = groups.map((): number[] => [])
  for (let i = 0; i < t.length; i++) if (unknown[i] === 0) members[pair[i]].push(i)
  return members.map(list => ({
    sides: Int32Array.from(list, i => side[i]),
    nearness: Float64Array.from(list, (i, k) => (k === 0 ? 0 : Math.exp(-(t[i] - t[list[k - 1]]) / delay))),
  }))
}

function changes(sides: Int32Array, nearness: Float64Array): number {
  let total = 0
  for (let k = 1; k < sides.length; k++) if (sides[k] !== sides[k - 1]) total += nearness[k]
  return total
}
