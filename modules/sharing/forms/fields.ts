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

/** An id of the law's files. */
export const lawfulId = z.string().regex(/^[a-z0-9_]{1,60}$/)
