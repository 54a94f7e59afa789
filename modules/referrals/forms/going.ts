import { z } from 'zod'
import { withDays } from '#platform/days'
import { goingHours, notReached } from '../rules/going.ts'

const text = z.string().trim().max(1_000, 'Use 1,000 characters or fewer').default('')
const reasons = Object.keys(notReached) as [keyof typeof notReached, ...(keyof typeof notReached)[]]

/** Who goes, and by when; or why nobody can be named yet. `goers` are the ids of those who may be sent. */
export const nameForm = (goers: readonly string[]) =>
  z
    .object({
      goer: text,
      hours: z.enum(['', ...goingHours], 'Choose by when').default(''),
      words: text,
      nobodyWhy: text,
    })
    .transform(({ goer, hours, words, nobodyWhy }, context) => {
      const problem = (path: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [path], message })
      if (goer === '' && nobodyWhy.length >= 10) return { nobodyWhy }
      if (goer === '' && nobodyWhy !== '') problem('nobodyWhy', 'Say why nobody can be named yet, in a sentence')
      else if (nobodyWhy !== '') problem('nobodyWhy', 'You chose who goes: leave this empty')
      else if (!goers.includes(goer)) problem('goer', 'Choose who goes, or say why nobody can be named yet')
      if (nobodyWhy === '' && hours === '') problem('hours', 'Choose by when')
      return { goer, hours: Number(hours), words }
    })

export const anotherForm = (goers: readonly string[]) =>
  z.object({
    another: z.string('Choose who goes').refine(id => goers.includes(id), 'Choose who goes'),
    anotherWhy: z.string('Say why').trim().min(3, 'Say why').max(500, 'Use 500 characters or fewer'),
  })

/** What came of going to somebody: reached on which day, or why not. An empty day is today; nobody is reached before `earliest`. */
export const cameOfForm = (today: string, earliest = '') =>
  z.preprocess(
    body => withDays(Object(body), 'reached'),
    z
      .object({
        outcome: z.enum(['met', 'missed'], 'Choose whether you reached them'),
        reached: z.iso
          .date('Enter the day that you reached them, such as 3 9 2026')
          .refine(day => day <= today, 'Enter a day that is not in the future')
          .refine(day => day >= earliest, 'Enter a day on or after the day that help was asked for')
          .optional(),
        missed_why: z.enum(['', ...reasons], 'Choose a reason from the list').default(''),
        what_happened: z
          .string('Say what happened')
          .trim()
          .min(3, 'Say what happened')
          .max(1_000, 'Use 1,000 characters or fewer'),
      })
      .refine(it => it.outcome === 'met' || it.missed_why !== '', {
        path: ['missed_why'],
        message: 'Choose why nobody reached them',
      })
      .transform(({ outcome, reached, missed_why, what_happened }) => ({
        ...{ outcome, what_happened },
        reached_on: outcome === 'met' ? (reached ?? today) : null,
        missed_why: outcome === 'missed' && missed_why !== '' ? missed_why : null,
      })),
  )
