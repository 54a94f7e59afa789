import { z } from 'zod'

export const removalForm = z.object({
  why: z.string().trim().min(1, 'Say why it is removed').max(500, 'Use 500 characters at most'),
})
