import { z } from 'zod'

export const choiceWords = {
  offer: 'Offer it to them',
  'not now': 'Not this one, or not now',
} as const

/** What was decided about one suggested programme, and what they say of it. */
export const choiceForm = z.object({
  programme: z.string().max(100),
  choice: z.enum(['offer', 'not now'], 'Choose whether to offer it'),
  why: z.string('Say why').trim().min(3, 'Say why, in a sentence').max(1_000, 'Use 1,000 characters or fewer'),
  they_say: z.string().trim().max(1_000, 'Use 1,000 characters or fewer').default(''),
})
