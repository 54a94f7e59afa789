/**
 * One column of a table. Every record holds the number of its value, so equality is equality of numbers and any work
 * on the text (a sound code, a parsed date) is done once per distinct value. Number 0 is "not recorded".
 */
export type Column = {
  readonly name: string
  /** Value number per record. */
  readonly ids: Uint32Array
  /** The distinct values; `values[0]` is the empty string. */
  readonly values: readonly string[]
}

/**
 * Interns texts into a column. Texts are trimmed; null, undefined and blank become 0 (not recorded).
 * Numbers are given in order of first appearance.
 */
export function columnOf(name: string, texts: readonly (string | null | undefined)[]): Column {
  const numbers = new Map<string, number>([['', 0]])
  const values = ['']
  const ids = new Uint32Array(texts.length)
  for (let i = 0; i < texts.length; i++) ids[i] = numberOf(numbers, values, (texts[i] ?? '').trim())
  return { name, ids, values }
}

/** A column whose values are `change(value)`; values that become equal share a number, and an empty answer is missing. */
export function mapValues(column: Column, change: (value: string) => string): Column {
  const numbers = new Map<string, number>([['', 0]])
  const values = ['']
  const renumber = Uint32Array.from(column.values, (value, id) =>
    id === 0 ? 0 : numberOf(numbers, values, change(value)),
  )
  return { name: column.name, ids: column.ids.map(id => renumber[id]), values }
}

/** Two files laid end to end, one column each; a value found in both has one number. */
export function appendColumn(first: Column, second: Column): Column {
  const numbers = new Map(first.values.map((value, id) => [value, id]))
  const values = [...first.values]
  const renumber = Uint32Array.from(second.values, value => numberOf(numbers, values, value))
  const ids = new Uint32Array(first.ids.length + second.ids.length)
  ids.set(first.ids)
  for (let i = 0; i < second.ids.length; i++) ids[first.ids.length + i] = renumber[second.ids[i]]
  return { name: first.name, ids, values }
}

/** A column computed record by record from several others, for example a full name from its parts. */
export function combineColumns(
  name: string,
  columns: readonly Column[],
  combine: (values: string[]) => string,
): Column {
  const rows = columns[0]?.ids.length ?? 0
  const numbers = new Map<string, number>([['', 0]])
  const values = ['']
  const ids = new Uint32Array(rows)
  for (let i = 0; i < rows; i++) {
    ids[i] = numberOf(numbers, values, combine(columns.map(column => column.values[column.ids[i]])))
  }
  return { name, ids, values }
}

/** How many records hold each value of the column; position 0 counts the records where nothing is recorded. */
export function valueCounts(column: Pick<Column, 'ids' | 'values'>): Uint32Array {
  const counts = new Uint32Array(column.values.length)
  for (let i = 0; i < column.ids.length; i++) counts[column.ids[i]]++
  return counts
}

function numberOf(numbers: Map<string, number>, values: string[], value: string): number {
  const known = numbers.get(value)
  if (known !== undefined) return known
  numbers.set(value, values.length)
  values.push(value)
  return values.length - 1
}
