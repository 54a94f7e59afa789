import { z } from 'zod'

/** One line of text that must be there. `what` ends the sentence "Enter ...". */
export const line = (what: string, longest = 200) =>
  z.string(`Enter ${what}`).trim().min(1, `Enter ${what}`).max(longest, `Use ${longest} characters or fewer`)

/** Text that may be left empty. */
export const optional = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)
    .default('')

export const text = (sentence: string, longest = 2_000) =>
  z
    .string(sentence)
    .trim()
    .min(10, sentence)
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)

/** One box ticked arrives as a word, several as a list, none as nothing. */
export const ticked = z.preprocess(
  value => [value ?? []].flat().filter(it => it !== ''),
  z.array(z.string().max(100), 'Choose from the list').max(100, 'Choose from the list'),
)

const realDay = z.iso.date()

/** A day in three fields: `told_day`, `told_month` and `told_year`. Undefined where all are empty; `''` where it is no day. */
export function dayOf(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const parts = ['year', 'month', 'day'].map(part => String(body[`${name}_${part}`] ?? '').trim())
  if (parts.every(part => part === '')) return undefined
  const [year = '', month = '', day = ''] = parts
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return realDay.safeParse(written).success ? written : ''
}

/** An id of the law's files. */
export const lawfulId = z.string().regex(/^[a-z0-9_]{1,60}$/)
