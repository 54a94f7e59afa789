import { FileRefused } from './refused.ts'

export type HeaderWanted = {
  readonly required: readonly string[]
  readonly optional?: readonly string[]
  /** Other names under which a column is known, by its name here. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>
  readonly maxFields?: number
  /** Says what kind of file has this header, for the sentence of a refusal. */
  readonly otherKind?: (header: readonly string[]) => string | undefined
}

/** Column names as they are compared: "LSOA code", "lsoa_code" and " LSOA Code " are one. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9+%]+/g, ' ')
    .trim()
}

/**
 * Finds the wanted columns in a header: column name to position. Throws FileRefused naming the missing columns, the
 * columns found, and the other kind of file that this seems to be.
 */
export function locateColumns(
  name: string,
  header: readonly string[],
  wanted: HeaderWanted,
): ReadonlyMap<string, number> {
  const plain = header.map(plainName)
  if (header.length > (wanted.maxFields ?? 500))
    throw new FileRefused(
      name,
      `the first line has ${header.length} columns, more than any file of this kind. Check the file.`,
    )
  refuseSeparator(name, header)
  const places = new Map<string, number>()
  for (const column of [...wanted.required, ...(wanted.optional ?? [])]) {
    const at = place(name, plain, [column, ...(wanted.aliases?.[column] ?? [])])
    if (at >= 0) places.set(column, at)
  }
  const missing = wanted.required.filter(column => !places.has(column))
  if (missing.length > 0) throw new FileRefused(name, missingSentence(header, missing, wanted))
  return places
}

function place(name: string, plain: readonly string[], names: readonly string[]): number {
  for (const candidate of names.map(plainName)) {
    const at = plain.indexOf(candidate)
    if (at >= 0 && plain.indexOf(candidate, at + 1) >= 0)
      throw new FileRefused(name, `the column "${candidate}" is there twice. Remove or rename one of them.`)
    if (at >= 0) return at
  }
  return -1
}

function refuseSeparator(name: string, header: readonly string[]): void {
  const [only = ''] = header
  if (header.length > 1) return
  for (const [mark, words] of [
    ['\t', 'tabs'],
    [';', 'semicolons'],
  ] as const)
    if (only.includes(mark))
      throw new FileRefused(name, `its columns are separated by ${words}, not commas. Save it again as "CSV UTF-8".`)
}

function missingSentence(header: readonly string[], missing: readonly string[], wanted: HeaderWanted): string {
  const names = missing.map(column => `"${column}"`).join(', ')
  const found = header
    .slice(0, 12)
    .map(column => `"${column.trim().slice(0, 40)}"`)
    .join(', ')
  const more = header.length > 12 ? ` and ${header.length - 12} more` : ''
  const other = wanted.otherKind?.(header)
  return [
    missing.length === 1 ? `the column ${names} is missing.` : `the columns ${names} are missing.`,
    `The first line has ${found}${more}.`,
    other === undefined
      ? 'The first line should hold the names of the columns.'
      : `This looks like ${other}. Import it as that.`,
  ].join(' ')
}
