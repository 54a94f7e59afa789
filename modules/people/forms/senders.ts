import { z } from 'zod'

/** How long a token may last, in days. */
export const feedDays = { '30': '30 days', '90': '90 days', '180': 'Half a year', '365': 'A year' } as const

export const feedForm = z.object({
  feedName: z
    .string('Enter a name for the system')
    .trim()
    .min(3, 'Enter a name for the system')
    .max(100, 'Use 100 characters or fewer'),
  days: z.enum(Object.keys(feedDays) as (keyof typeof feedDays)[], 'Choose how long it may send').transform(Number),
})
