import { z } from 'zod'
import { withDays } from '#platform/days'
import { outcomes } from './rules/item.ts'

const optional = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)
    .default('')
const needed = (ask: string, longest = 2_000) =>
  z
    .string(ask)
    .trim()
    .min(3, ask)
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)
const ticked = z
  .literal('yes')
  .optional()
  .transform(value => value === 'yes')

/** When, where and by whom a meeting is held. `earliest` is the first day that is allowed. */
export const meetingForm = (earliest: string) =>
  z.preprocess(
    body => withDays(Object(body), 'on'),
    z
      .object({
        on: z.iso
          .date('Enter the day of the meeting, such as 3 12 2026')
          .refine(day => day >= earliest, 'Enter a day that is still to come'),
        time: optional(20).refine(
          text => text === '' || /^([01]?\d|2[0-3])[:.][0-5]\d$/.test(text),
          'Enter a time, such as 10:30, or leave it empty',
        ),
        place: optional(200),
        online: ticked,
        chair: z.uuid('Choose who chairs it'),
        why: optional(500),
      })
      .transform(({ on, time, ...rest }) => ({ ...rest, onDay: on, atTime: time.replace('.', ':') })),
  )

/** How often a group meets. */
export const seriesForm = z.object({
  everyDays: z
    .string('Enter a number of days')
    .trim()
    .regex(/^\d{1,3}$/, 'Enter a number of days, such as 14')
    .transform(Number)
    .refine(days => days >= 1 && days <= 366, 'Enter 1 to 366 days'),
  place: optional(200),
})

const itemFields = {
  title: z
    .string('Say in a few words what it is about')
    .trim()
    .min(5, 'Say in a few words what it is about')
    .max(200, 'Use 200 characters or fewer'),
  why: needed('Say why the group should talk about it'),
}
export const itemForm = z.object(itemFields)
export const itemForMeetingForm = z.object({ meeting: z.uuid('Choose the meeting'), ...itemFields })
export const offerForm = z.object({ kind: z.string().max(60), id: z.uuid() })

/** What an agency knows or thinks. Words are needed unless it says that it knows nothing. */
export const contributionForm = z
  .object({
    standing: z.enum(['fact', 'opinion', 'nothing'], 'Choose whether it is fact or opinion'),
    shows: z.enum(['strength', 'risk', 'neither']).default('neither'),
    voice: z.enum(['agency', 'person']).default('agency'),
    source: optional(200),
    words: optional(2_000),
  })
  .refine(({ standing, words }) => standing === 'nothing' || words.length >= 3, {
    path: ['words'],
    message: 'Say what you know or think',
  })

export const decisionForm = z.object({
  outcome: z.enum(outcomes, 'Choose what was decided'),
  words: needed('Say what was decided'),
  why: needed('Say why'),
  dissent: optional(2_000),
})

/** Which decision an action comes from, and which risk it answers. */
export const raisedForm = z.object({ decision: z.uuid(), answers: z.union([z.uuid(), z.literal('')]).default('') })

export const stepForm = z.object({
  decision: z.uuid(),
  to: z.string('Choose the group').min(1, 'Choose the group').max(60),
  passWhy: needed('Say why it goes there, and what you ask of them'),
})

export const answerForm = z.object({
  answer: z.enum(['accept', 'refuse'], 'Choose whether the group accepts it'),
  why: needed('Say why'),
})

export const meetingEventForm = z
  .object({ event: z.enum(['cancelled', 'ended', 'sent back', 'approved']), words: optional(1_000) })
  .refine(({ event, words }) => (event !== 'cancelled' && event !== 'sent back') || words.length >= 3, {
    path: ['words'],
    message: 'Say why',
  })

export const attendanceForm = z.object({ standing: z.enum(['came', 'online', 'apologies', 'absent']) })

export const seatForm = z.object({
  account: z.uuid('Choose somebody'),
  why: needed('Say why they sit in it', 200),
})
export const unseatForm = z.object({ account: z.uuid() })
