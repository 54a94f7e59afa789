import { z } from 'zod'
import { dayOf } from '#platform/days'
import { daysLater } from '../rules/documents.ts'
import { line, text } from './fields.ts'

export const assessmentForm = z.object({
  kind: z.enum(['data_protection', 'equality'], 'Choose which kind it is'),
  subject_kind: z.enum(['cohort', 'model'], 'Choose what it is about'),
  subject_key: z
    .string('Enter its short name')
    .trim()
    .regex(
      /^[a-z][a-z0-9.-]{1,60}$/,
      'Use small letters, digits, full stops and hyphens, as in early-warning.conflicts',
    ),
  name: line('what people call it'),
  summary: text('Say what it does, with whose information, and why', 8_000),
  risks: text('Say what could go wrong, and for whom', 8_000),
  measures: text('Say what makes that less likely', 8_000),
  reference: line('where the whole document is kept', 500),
})

/** How long an approval may last at the most. */
const longest = 2 * 366

/** The form of an approval: `today` is a UK day. The days come in three fields each. */
export const approvalForm = (today: string) =>
  z
    .object({
      as: line('your job, as the approver'),
      read: z.literal('yes', 'Tick the box when you have read the whole document'),
      reviewOn: z.iso.date('Enter the day on which it is reviewed'),
      expiresOn: z.iso.date('Enter the last day on which it counts'),
    })
    .refine(({ reviewOn }) => reviewOn > today, { path: ['reviewOn'], message: 'The review must be after today' })
    .refine(({ reviewOn, expiresOn }) => expiresOn >= reviewOn, {
      path: ['expiresOn'],
      message: 'It cannot expire before its review',
    })
    .refine(({ expiresOn }) => expiresOn <= daysLater(today, longest), {
      path: ['expiresOn'],
      message: 'An approval lasts two years at the most',
    })

export function approvalOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...body, reviewOn: dayOf(body, 'reviewOn') ?? '', expiresOn: dayOf(body, 'expiresOn') ?? '' }
}

export const withdrawalForm = z.object({ why: line('why it is withdrawn', 500) })
