import { z } from 'zod'
import { text, ticked } from './fields.ts'

/** The steps of asking about sharing. */
export const informationForm = z.object({
  information: ticked.refine(list => list.length > 0, 'Choose what kinds of information it is'),
})

export const aboutForm = z.object({
  label: z
    .string('Enter initials or a reference')
    .trim()
    .min(1, 'Enter initials or a reference')
    .max(40, 'Use 40 characters or fewer: initials or a reference, not a name'),
})

export const fromForm = z.object({
  from: z.string('Choose what you are acting as').min(1, 'Choose what you are acting as'),
})

/** An agency and one of its functions, as one choice: `<agency id>:<function>`. */
export const toForm = z.object({
  to: z.string('Choose who would receive it').regex(/^[0-9a-f-]{36}:[a-z0-9_]+$/, 'Choose who would receive it'),
})

export const purposeForm = z.object({ purpose: z.string('Choose why').min(1, 'Choose why') })

export const circumstancesForm = z.object({ circumstances: ticked })

export const necessityForm = z.object({
  necessity: text('Say why they need it, in a sentence or more'),
  proportionality: text('Say why less would not do, in a sentence or more'),
})

export const quotedForm = z.object({ quoted: z.string().max(100).default('') })

export const wholeQuestion = z.object({
  ...informationForm.shape,
  label: aboutForm.shape.label.or(z.literal('')).default(''),
  ...fromForm.shape,
  ...toForm.shape,
  ...purposeForm.shape,
  ...circumstancesForm.shape,
  ...necessityForm.shape,
  ...quotedForm.shape,
  subject: z.uuid().optional(),
  subjectKind: z
    .string()
    .regex(/^[a-z][a-z-]{1,40}$/)
    .optional(),
})

export type QuestionAnswers = z.output<typeof wholeQuestion>

/** What a link to the first page may say: the record that the question is about. Anything else is passed over. */
export const linkForm = z.object({
  subject: z
    .string()
    .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional()
    .catch(undefined),
  kind: z
    .string()
    .regex(/^[a-z][a-z-]{1,40}$/)
    .catch('person'),
})
