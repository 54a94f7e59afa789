import { z } from 'zod'
import { evidenceKinds, holdsPersonalNumber, linkOf, statuses } from './rules/commitments.ts'

const reason = (sentence: string) =>
  z
    .string(sentence)
    .trim()
    .min(10, sentence)
    .max(1_000, 'Use 1,000 characters or fewer')
    .refine(it => !holdsPersonalNumber(it), 'Leave out e-mail addresses and long numbers: they lead to a person')

const day = (sentence: string) => z.iso.date(sentence)

const notAfter = (today: string, sentence: string) => day('Enter a real day').refine(it => it <= today, sentence)

export const statusForm = (today: string) =>
  z.object({
    status: z.enum(statuses, 'Choose how far it has come'),
    on: notAfter(today, 'Enter today or a day that is past'),
    why: reason('Say why, in a sentence without names'),
  })

export const dueForm = z.object({
  due: day('Enter the day by which it is due'),
  due_why: reason('Say why the day changes, in a sentence without names'),
})

const kinds = Object.keys(evidenceKinds) as [keyof typeof evidenceKinds]

export const evidenceForm = (today: string) =>
  z.object({
    kind: z.enum(kinds, 'Choose what kind of evidence it is'),
    happened: notAfter(today, 'Enter today or a day that is past'),
    sentence: reason('Say what it shows, in a sentence without names'),
    link: z
      .string()
      .trim()
      .max(500, 'Use 500 characters or fewer')
      .default('')
      .transform((written, context) => {
        const link = linkOf(written)
        if (link !== undefined) return link
        context.addIssue({
          code: 'custom',
          message: 'Enter an address that starts with https://, or that of a page here that is not about a person',
        })
        return z.NEVER
      }),
  })

export const withdrawForm = z.object({ withdraw_why: reason('Say why it is taken back') })

export const definitionForm = (outcomes: readonly string[]) =>
  z.object({
    outcome: z.string('Choose an outcome').refine(it => outcomes.includes(it), 'Choose an outcome'),
    words: z.string('Say what is counted').trim().min(5, 'Say what is counted').max(200, 'Use 200 characters or fewer'),
    better: z.enum(['more', 'less', 'neither'], 'Choose what the strategy hopes for'),
    baseline: z
      .union([z.literal(''), z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Choose from the list')])
      .default('')
      .transform(it => (it === '' ? null : it)),
    version: z.coerce.number().int().min(0).default(0),
  })
