import { z } from 'zod'
import { withDays } from '#platform/days'

const count = (what: string) =>
  z
    .string()
    .trim()
    .default('')
    .refine(text => /^\d{0,4}$/.test(text), `Enter ${what} as a whole number, or leave it empty`)
    .transform(text => (text === '' ? null : Number(text)))

/** What somebody said about the places of a programme. At least one of the three figures is needed. */
export const placesForm = (today: string) =>
  z.preprocess(
    body => withDays(Object(body), 'on'),
    z
      .object({
        places: count('the places that are free'),
        waiting: count('how many people wait'),
        waitDays: count('the wait in days'),
        on: z.iso
          .date('Enter the day that this was so, such as 3 9 2026')
          .refine(day => day <= today, 'Enter a day that is not in the future'),
        saidBy: z.string('Say who told you').trim().min(2, 'Say who told you').max(200, 'Use 200 characters or fewer'),
        note: z.string().trim().max(500, 'Use 500 characters or fewer').default(''),
      })
      .refine(it => it.places !== null || it.waiting !== null || it.waitDays !== null, {
        path: ['places'],
        message: 'Enter the free places, how many wait, or how long the wait is',
      }),
  )
