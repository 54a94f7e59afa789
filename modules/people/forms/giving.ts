import { z } from 'zod'
import { keysOf, purposes, text, why } from './records.ts'

const day = 86_400_000

/** Which agency's team is let see a record, for what, why and until when. `today` is a date; a year is the longest. */
export const giveForm = (today: string) =>
  z
    .object({
      audience: z.uuid('Choose an agency'),
      purpose: z.enum(keysOf(purposes), 'Choose what they need it for'),
      why: why('Say why they need it'),
      'until-day': text(2),
      'until-month': text(2),
      'until-year': text(4),
    })
    .transform((it, context) => {
      const until = dayOf(it['until-year'], it['until-month'], it['until-day'])
      const last = new Date(Date.parse(`${today}T00:00:00Z`) + 366 * day).toISOString().slice(0, 10)
      if (until === undefined || until <= today || until > last)
        context.addIssue({
          code: 'custom',
          path: ['until-day'],
          message: 'Enter a day after today, a year ahead at most',
        })
      return { audience: it.audience, purpose: it.purpose, why: it.why, until: until ?? today }
    })

function dayOf(year: string, month: string, date: string): string | undefined {
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(date)) return undefined
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? undefined : text
}

export const endGivingForm = z.object({ audience: z.uuid() })
