import { z } from 'zod'

/** Words to find an area by: a name, a ward or a code. */
export const findForm = z.object({ q: z.string().trim().max(80).catch('').default('') })

export const compareForm = z.object({
  area: z
    .string()
    .regex(/^[A-Z]\d{8}$/, 'Choose the first area')
    .catch(''),
  other: z
    .string()
    .regex(/^[A-Z]\d{8}$/, 'Choose the second area')
    .catch(''),
})

export const matchForm = z.object({
  name: z.string('Choose a local name').min(1, 'Choose a local name'),
  code: z
    .string()
    .trim()
    .regex(
      /^(?:[A-Z]\d{8})?$/,
      'Give the code of a small area, such as E01031005, or leave it empty to remove the match',
    ),
  how: z.string().trim().max(300, 'Keep it to 300 characters').default(''),
})
