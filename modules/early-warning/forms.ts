import { z } from 'zod'

/** What a person can decide about an entry of the list. */
export const decisions = {
  agenda: 'Put it on the agenda of the Tactical group',
  watch: 'Accept it, and keep watching',
  aside: 'Dismiss it',
} as const

export type DecisionKind = keyof typeof decisions

export const decisionForm = z.object({
  decision: z.enum(['agenda', 'watch', 'aside'], 'Choose what you decide'),
  why: z.string('Say why').trim().min(3, 'Say why').max(500, 'Keep it to 500 characters'),
})

export const contestForm = z.object({
  why: z
    .string('Say what is wrong or unfair')
    .trim()
    .min(3, 'Say what is wrong or unfair')
    .max(1000, 'Keep it to 1,000 characters'),
})

export const contestAnswerForm = z.object({
  upheld: z.enum(['yes', 'no'], 'Choose whether they are right'),
  answer: z.string('Write the answer').trim().min(3, 'Write the answer').max(1000, 'Keep it to 1,000 characters'),
})
