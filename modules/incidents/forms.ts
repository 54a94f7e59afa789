import { z } from 'zod'

const choice = <const T extends readonly [string, ...string[]]>(values: T, message: string) => z.enum(values, message)

/** The steps of reporting a tension, in the words that a person answers. No field asks for a name. */
export const aboutForm = z.object({ about: choice(['place', 'group', 'online'], 'Choose what this is about') })

export const whereForm = z.object({
  area: z.string('Choose the area').min(1, 'Choose the area, or choose “not one area”'),
  place: z.string().trim().max(200, 'Keep the place to 200 characters').default(''),
})

export const whatForm = z.object({
  what: z
    .string('Say what was seen or heard')
    .trim()
    .min(10, 'Say what was seen or heard, in a sentence or more')
    .max(2_000, 'Keep it to 2,000 characters')
    .refine(
      text => !/\b(?:[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]|\d{3}\s?\d{3}\s?\d{4})\b/.test(text),
      'Take out the number that looks like a personal identifier',
    ),
  basis: choice(['seen', 'heard-first-hand', 'heard-second-hand', 'read-online'], 'Choose how you know'),
})

export const sureForm = z.object({
  sureness: choice(['certain', 'likely', 'unsure'], 'Choose how sure you are'),
  recency: choice(['today', 'this-week', 'this-month', 'older'], 'Choose how recent it is'),
})

export const handlingForm = z.object({
  provenance: choice(['reported', 'discovered', 'health', 'school', 'community'], 'Choose how it came to you'),
  handling: choice(['partners', 'tactical-only'], 'Choose who may see it'),
})

export const wholeTension = z.object({
  ...aboutForm.shape,
  ...whereForm.shape,
  ...whatForm.shape,
  ...sureForm.shape,
  ...handlingForm.shape,
})

export type TensionAnswers = z.output<typeof wholeTension>

export const withdrawForm = z.object({
  why: z.string('Say why').trim().min(3, 'Say why it is withdrawn').max(500, 'Keep it to 500 characters'),
})

/** Closing a report: the reason is for whoever reported it. */
export const closeForm = z.object({
  close_why: z.string('Say why').trim().min(3, 'Say why it is closed').max(500, 'Keep it to 500 characters'),
})

/** Letting a report count for longer, to a day after `today` and no later than `latest`. */
export function extendForm(today: string, latest: string) {
  return z.object({
    until: z
      .string('Choose the new last day')
      .min(1, 'Choose the new last day')
      .refine(until => until > today, 'Choose a day that is still to come')
      .refine(until => until <= latest, 'Choose a day within six weeks from today'),
    extend_why: z.string('Say why').trim().min(3, 'Say why it still counts').max(500, 'Keep it to 500 characters'),
  })
}
