// Figures of partners' own data that leave the partnership. One cube (fixed areas, calendar quarters, kinds) is the only
// source, and each cell is perturbed by a key that belongs to its records, so the same cell is the same in every table and
// no two tables can be subtracted. The method is the cell-key method of the Australian Bureau of Statistics and the Office
// for National Statistics (Fraser and Wooton 2005, "A proposed method for confidentialising tabular output").

/** One cell of the cube: the true count, and the sum of its records' random keys. */
export type Cell = { readonly count: number; readonly keySum: number }

export type Published = { readonly shown: string; readonly value: number | null }

const cellKeys = 256

/** What may be published of a cell: perturbed, and "fewer than 5" below 5. A true 0 may stay 0. */
export function publish(cell: Cell): Published {
  if (!Number.isInteger(cell.count) || cell.count < 0)
    throw new Error('The count of a cell must be a whole number of 0 or more.')
  if (cell.count === 0) return { shown: '0', value: 0 }
  const value = cell.count + noise(cell.count, cell.keySum % cellKeys)
  if (value < 5) return { shown: 'fewer than 5', value: null }
  return { shown: String(value), value }
}

// Symmetric, at most 2 away, mean 0: of 256 keys 26 give -2, 51 give -1, 102 give 0, 51 give +1, 26 give +2. A count of 1
// never becomes less than 0, and nothing is said about it but "fewer than 5" anyway.
function noise(count: number, key: number): number {
  const step = key < 26 ? -2 : key < 77 ? -1 : key < 179 ? 0 : key < 230 ? 1 : 2
  return Math.max(step, -count)
}
