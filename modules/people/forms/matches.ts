import { z } from 'zod'
import { choice, why } from './records.ts'

/** What two records are to each other, in the words of whoever holds them beside each other. */
export const sameForm = z.object({
  said: choice(['same', 'not same'], 'Choose whether they are the same person'),
  why: why('Say how you know'),
})

export const undoForm = z.object({ undoWhy: why('Say why it was wrong') })
