import { z } from 'zod'

/** Text that may be left out. */
export const text = (longest = 2_000) =>
  z
    .string()
    .trim()
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)
    .default('')

/** Text that must be there. */
export const needed = (ask: string, longest = 2_000) =>
  z
    .string(ask)
    .trim()
    .min(3, ask)
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)

export const choice = <const T extends string>(words: Readonly<Record<T, string>>, ask: string) =>
  z.enum(Object.keys(words) as [T, ...T[]], ask)

export type Problem = (field: string, message: string) => void

export const problemIn =
  (context: z.RefinementCtx): Problem =>
  (field, message) =>
    context.addIssue({ code: 'custom', path: [field], message })

const part = z.string().trim().default('')

/** The three boxes of a date, named `name-day`, `name-month` and `name-year`. */
export const dateFields = <const N extends string>(name: N) =>
  ({ [`${name}-day`]: part, [`${name}-month`]: part, [`${name}-year`]: part }) as Record<
    `${N}-day` | `${N}-month` | `${N}-year`,
    typeof part
  >

/** The years that a date can be in: none of the database's limits is near, and no year is mistyped by a digit. */
const [firstYear, lastYear] = [1900, 2100]

/** The date in three boxes as `YYYY-MM-DD`; undefined where it is no date, empty where nothing was entered. */
export function dateOf(day: string, month: string, year: string): string | undefined {
  if (day === '' && month === '' && year === '') return ''
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return undefined
  if (Number(year) < firstYear || Number(year) > lastYear) return undefined
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? undefined : date
}

/** A day on which something happened: a real one, and not after today. Says what is wrong beside the boxes. */
export function pastDay(
  name: string,
  parts: readonly [string, string, string],
  today: string,
  problem: Problem,
): string {
  const date = dateOf(...parts)
  if (date === undefined || date === '') problem(`${name}-day`, 'Enter a real date, such as 27 3 2026')
  else if (date > today) problem(`${name}-day`, 'The date cannot be after today')
  return date ?? ''
}
