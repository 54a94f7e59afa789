import { type Random, random } from '#engines/numerics'

/** Permutation number `index` of a seed: the same on any thread, whatever was drawn before it. */
export function permutation(base: Random, index: number, into: Int32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = i
  base.split(index).shuffle(into)
}

export const permutations = (seed: number): Random => random(seed)
