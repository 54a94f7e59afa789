import type { TableDocument } from './types.ts'

/** The shorthand that government statistics use in place of a number. */
const usual: Readonly<Record<string, string>> = {
  '[x]': 'There is no number: it was not collected, or it is not available.',
  '[c]': 'The number is not shown, so that nobody can be recognised.',
  '[low]': 'The number is not zero, but would round to zero.',
  '[z]': 'A number would make no sense here.',
  '[p]': 'The number may still change.',
  '[r]': 'The number was changed since it was first published.',
  '[e]': 'The number is an estimate.',
  '[u]': 'The number is not reliable.',
}

export const missingSign = '[x]'

/** The signs that the tables use, with their meaning. Throws when one is not explained: nobody could read it. */
export function signsUsed({ tables, signs = {} }: TableDocument): readonly (readonly [string, string])[] {
  const used = new Set<string>()
  for (const { columns, rows } of tables)
    for (const row of rows)
      for (const { key, type } of columns) {
        const cell = row[key] ?? null
        if (typeof cell === 'string' && /^\[[a-z]+\]$/.test(cell)) used.add(cell)
        else if (type !== 'text' && isMissing(cell)) used.add(missingSign)
      }
  return [...used].sort().map(sign => {
    const meaning = signs[sign] ?? usual[sign]
    if (meaning === undefined)
      throw new Error(`The sign ${sign} is used in a table, but document.signs does not explain it.`)
    return [sign, meaning]
  })
}

export function isMissing(cell: string | number | null): boolean {
  return cell === null || cell === '' || (typeof cell === 'number' && !Number.isFinite(cell))
}
