import { z } from 'zod'

/** What a person can decide about an entry of the list. */
export const decisions = {
  agenda: 'Put it on the agenda of the Tactical group',
  watch: 'Keep watching',
  aside: 'Set it aside',
} as const

export type DecisionKind = keyof typeof decisions

export const decisionForm = z.object({
  decision: z.enum(['agenda', 'watch', 'aside'], 'Choose what you decide'),
  why: z.string('Say why').trim().min(3, 'Say why').max(500, 'Keep it to 500 characters'),
})
