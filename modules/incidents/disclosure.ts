// Figures of partners' own data that leave the partnership. One cube (fixed areas, calendar quarters, kinds) is the only
// source, and each cell is perturbed by a key that belongs to its records, so the same cell is the same in every table and
// no two tables can be subtracted. The method is the cell-key method of the Australian Bureau of Statistics and the Office
// for National Statistics (Fraser and Wooton 2005, "A proposed method for confidentialising tabular output").

/** One cell of the cube: the true count, and the sum of its records' random keys. */
export type Cell = { readonly count: number; readonly keySum: number }

export type Published = { readonly shown: string; readonly value: number | null }

const cellKeys = 256

/** Below this a count is never told. */
export const smallestShown = 5

/**
 * What may be published of a cell: "fewer than 5" when it holds 1 to 4, else its count perturbed, never to less than 5. A
 * true 0 stays 0. So the words are always true, and every figure stands for at least three possible counts.
 */
export function publish({ count, keySum }: Cell): Published {
  if (!Number.isInteger(count) || count < 0) throw new Error('The count of a cell must be a whole number of 0 or more.')
  if (count === 0) return { shown: '0', value: 0 }
  if (count < smallestShown) return { shown: 'fewer than 5', value: null }
  const value = Math.max(smallestShown, count + noise(keySum % cellKeys))
  return { shown: String(value), value }
}

// Symmetric, at most 2 away, mean 0: of 256 keys 26 give -2, 51 give -1, 102 give 0, 51 give +1, 26 give +2.
function noise(key: number): number {
  return key < 26 ? -2 : key < 77 ? -1 : key < 179 ? 0 : key < 230 ? 1 : 2
}
