import { z } from 'zod'
import { careKinds, careSteps, type HeldCare, type NewCare } from '../rules/staff-care.ts'
import { choice, dateFields, dateOf, needed, pastDay, problemIn, text } from './fields.ts'
import { several } from './groups.ts'

/** A worker asks one of `colleagues` for a debrief or supervision, on a day from today on. */
export const careForm = (today: string, colleagues: readonly string[]) =>
  z
    .object({
      kind: choice(careKinds, 'Choose what you would like'),
      supporter: z
        .string()
        .default('')
        .refine(id => colleagues.includes(id), 'Choose a colleague'),
      ...dateFields('planned'),
      reference: text(20).transform(it => it.toUpperCase().replace(/^CASE\s+/, '')),
    })
    .transform((it, context): NewCare => {
      const problem = problemIn(context)
      const planned_on = dateOf(it['planned-day'], it['planned-month'], it['planned-year']) ?? ''
      if (planned_on < today) problem('planned-day', 'Enter a real day, from today on')
      if (!/^([0-9A-F]{6})?$/.test(it.reference))
        problem('reference', 'Enter the six letters and figures of the case alone, and no name')
      const { kind, supporter } = it
      return { kind, supporter, planned_on, reference: it.reference === '' ? null : it.reference }
    })

/** The colleague says that it took place: when, what will be done, and the next day if there is one. */
export const heldForm = (today: string) =>
  z
    .object({
      ...dateFields('on'),
      done: several(careSteps, 'Choose what will be done'),
      ...dateFields('next'),
    })
    .transform((it, context): HeldCare => {
      const problem = problemIn(context)
      const on_day = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problem)
      const next_on = dateOf(it['next-day'], it['next-month'], it['next-year'])
      if (next_on === undefined || (next_on !== '' && next_on <= today))
        problem('next-day', 'Enter a real day after today, or leave it empty')
      if (it.done.includes('nothing needed') && it.done.length > 1)
        problem('done', 'Choose what will be done, or that nothing is needed, and not both')
      return { on_day, done: [...new Set(it.done)], next_on: next_on || null }
    })

export const noteForm = z.object({ words: needed('Write your note') })
