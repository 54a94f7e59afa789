import { z } from 'zod'
import { saidWords } from '../rules/review.ts'
import { keysOf, why } from './records.ts'

/** What a reviewer says of a pair, and how they know. */
export const reviewPairForm = z.object({
  said: z.enum(keysOf(saidWords), 'Choose what you can say of these two records'),
  why: why('Say how you know'),
})
