import { z } from 'zod'

/** Words that must be there. */
export const words = z.string().min(1, 'must not be empty')

/** A cell that may be left empty, which reads as null. */
export function maybe<T extends z.ZodType>(cell: T) {
  return z.preprocess(value => (value === '' ? null : value), cell.nullable())
}

/** Words that may be left empty. */
export const maybeWords = maybe(words)

const idPattern = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/

/** A stable key: lower-case words joined by dots, such as `risk.fam.poverty`. */
export const id = z.string().regex(idPattern, 'must be lower-case letters, digits and underscores, joined by dots')

/** The id of a source document in register/sources.csv; capitals are allowed because S22 and S24 are known by them. */
export const sourceId = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be the id of a source, such as S22')

/** Several values in one cell, parted by `|`; an empty cell is an empty list. */
export function list<T extends z.ZodType<string>>(item: T) {
  return z
    .preprocess(
      value =>
        value === ''
          ? []
          : String(value)
              .split('|')
              .map(part => part.trim()),
      z.array(item),
    )
    .refine(items => new Set(items).size === items.length, 'names the same value twice')
}

export const ids = list(id)
export const phrases = list(words)

export const yesNo = z.enum(['yes', 'no']).transform(answer => answer === 'yes')

export const wholeNumber = z
  .string()
  .regex(/^-?\d+$/, 'must be a whole number')
  .transform(Number)

export const number = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'must be a number written with digits and a point')
  .transform(Number)

/** A nine-character code of the Office for National Statistics, such as E07000218. */
export const officialCode = z.string().regex(/^[EW]\d{8}$/, 'must be an official code: E or W and eight digits')

export const date = z.iso.date('must be a date written year-month-day')

export const webAddress = z.url({ protocol: /^https?$/, error: 'must be a web address that begins with http' })

/** How a row stands to its source: printed so, mapped by the platform, or confirmed by the partnership itself. */
export const mappingStatus = z.enum(['as_published', 'platform_mapping', 'locally_confirmed'])

/** Where a row comes from. Every row of every table ends with these four columns. */
export const provenance = {
  source_doc: sourceId,
  source_section: words,
  mapping_status: mappingStatus,
  note: maybeWords,
}
