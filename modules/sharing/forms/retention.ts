import { z } from 'zod'
import { isRealDay } from '#platform/days'
import { grounds } from '../retention-words.ts'
import { text } from './fields.ts'

const groundKeys = Object.keys(grounds) as [keyof typeof grounds]

export const agreeForm = z.object({ ground: z.enum(groundKeys, 'Choose why it may go') })

export const keepForm = (today: string) =>
  z.object({
    until: z.iso.date('Enter the day until which it is kept').refine(day => day > today, 'Enter a day after today'),
    keep_why: text('Say why it is kept longer, in a sentence', 500),
  })

export const holdForm = z.object({ hold_why: text('Say why nothing may remove it, in a sentence', 500) })

export const liftForm = z.object({ lift_why: text('Say why the hold ends, in a sentence', 500) })

/** The kind of a record that is not in the queue, as the page of that record names it. */
export const kindForm = z.object({
  kind: z
    .string()
    .regex(/^[a-z][a-z ]{1,30}$/)
    .optional()
    .catch(undefined),
})

export const pageForm = z.object({
  due: z.string().refine(isRealDay).optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
})
