// Drawing from lists and from weighted choices.
import type { Random } from '#engines/numerics'

/** One of the list, each as likely as the next. Throws when the list is empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[random.integer(Math.max(1, list.length))]
  if (chosen === undefined) throw new Error('The list to pick from must not be empty.')
  return chosen
}

/** True with the given probability. */
export const happens = (random: Random, probability: number): boolean => random.next() < probability

/** A function that draws positions in proportion to their weights, by bisecting the running totals. */
export function chooser(weights: ArrayLike<number>): (random: Random) => number {
  const totals = new Float64Array(weights.length)
  let total = 0
  for (let i = 0; i < weights.length; i++) {
    total += weights[i] ?? 0
    totals[i] = total
  }
  if (!(total > 0)) throw new Error('The weights to choose by must add up to more than 0.')
  return random => {
    const mark = random.next() * total
    let low = 0
    let high = totals.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((totals[middle] ?? 0) > mark) high = middle
      else low = middle + 1
    }
    return low
  }
}
