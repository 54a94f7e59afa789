import { z } from 'zod'
import { cameOfForm } from '#modules/referrals'
import type { NewLifeEvent, NewMoment } from '../rules/events.ts'
import { accountWords, laneWords } from '../rules/lanes.ts'
import { type Birth, type Span, spanOf, type Told, toldInWords } from '../rules/spans.ts'

const text = (longest = 500) =>
  z
    .string()
    .trim()
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)
    .default('')
const keysOf = <K extends string>(words: Readonly<Record<K, string>>): [K, ...K[]] => Object.keys(words) as [K, ...K[]]

/** How long it lasted. */
export const lastedWords = {
  once: 'It happened once',
  ended: 'It went on for a time, and ended',
  ongoing: 'It is still going on',
} as const

/** Whether it was a moment when they could be reached. */
export const momentChoices = {
  no: 'No',
  met: 'Yes, and help came',
  missed: 'Yes, and it was missed',
  now: 'Yes, now: somebody is to go',
} as const

/** The clocks of a reachable moment, in hours. */
export const clockHours = ['24', '48', '72'] as const

const part = z.string().trim().default('')
const dateFields = {
  'from-day': part,
  'from-month': part,
  'from-year': part,
  fromAge: part,
  fromAbout: z.literal('yes').optional(),
  'until-day': part,
  'until-month': part,
  'until-year': part,
  untilAge: part,
  untilAbout: z.literal('yes').optional(),
}

const fields = z.object({
  lane: z.enum(keysOf(laneWords), 'Choose where it belongs'),
  what: z.string('Say what happened').trim().min(3, 'Say what happened').max(60, 'Use 60 characters or fewer'),
  ...dateFields,
  lasted: z.enum(keysOf(lastedWords), 'Choose how long it lasted'),
  account: z.enum(keysOf(accountWords), 'Choose whose account this is'),
  account_of: text(200),
  told_to: text(200),
  done: text(),
  content_note: text(300),
  moment: z.enum(keysOf(momentChoices), 'Choose whether they could be reached then'),
  hours: z.enum(clockHours).optional(),
  goer: text(100),
  momentWords: text(),
})
type Fields = z.output<typeof fields>
type Problem = (field: string, message: string) => void

/**
 * What happened in a life. Ages are read by the date of birth; `goers` are the ids of those who may be sent to a reachable moment;
 * nothing may begin after `today`.
 */
export const lifeEventForm = (birth: Birth, today: string, goers: readonly string[]) =>
  fields.transform((it, context): NewLifeEvent => {
    const problem: Problem = (field, message) => context.addIssue({ code: 'custom', path: [field], message })
    const from = spanIn(told(it, 'from'), birth, 'from-day', problem)
    const until = it.lasted === 'ended' ? spanIn(told(it, 'until'), birth, 'until-day', problem) : null
    if (from !== undefined && from.low > today) problem('from-day', 'It cannot begin after today')
    if (from !== undefined && until != null && until.high < from.low)
      problem('until-day', 'It cannot end before it began')
    if (until != null && until.low > today)
      problem('until-day', 'It cannot have ended after today. If it is still going on, say so')
    const { lane, what, account, account_of, told_to, done, content_note } = it
    return {
      ...{ lane, what, account, account_of, told_to, done, content_note },
      from: from ?? { low: today, high: today },
      until: until ?? null,
      ongoing: it.lasted === 'ongoing',
      when_words: whenWords(it),
      moment: momentOf(it, goers, problem, sinceOf(from, today)),
    }
  })

const told = (it: Fields, end: 'from' | 'until'): Told => ({
  day: it[`${end}-day`],
  month: it[`${end}-month`],
  year: it[`${end}-year`],
  age: it[`${end}Age`],
  about: it[`${end}About`] === 'yes',
})

function spanIn(it: Told, birth: Birth, field: string, problem: Problem): Span | undefined {
  const span = spanOf(it, birth)
  if (typeof span !== 'string') return span
  problem(field, span)
  return undefined
}

function whenWords(it: Fields): string {
  const from = toldInWords(told(it, 'from'))
  if (it.lasted === 'once') return from
  return it.lasted === 'ongoing' ? `from ${from}, still going on` : `from ${from} to ${toldInWords(told(it, 'until'))}`
}

/** The day from whose end a clock runs: that on which it happened, where that day is known and past. */
function sinceOf(from: Span | undefined, today: string): { readonly since?: string } {
  return from !== undefined && from.low === from.high && from.low < today ? { since: from.low } : {}
}

function momentOf(
  it: Fields,
  goers: readonly string[],
  problem: Problem,
  began: { readonly since?: string },
): NewMoment | null {
  if (it.moment === 'no') return null
  if (it.moment !== 'now') return { outcome: it.moment, words: it.momentWords }
  if (it.hours === undefined) problem('hours', 'Choose by when somebody goes')
  if (!goers.includes(it.goer)) problem('goer', 'Choose who goes')
  return { hours: Number(it.hours ?? 72), goer: it.goer, words: it.momentWords, ...began }
}

/** Whether they were reached at this moment: on which day, or why not, as a referral asks it too. */
export const answerForm = (today: string) => z.intersection(z.object({ moment: z.uuid() }), cameOfForm(today))

export const stepWords = {
  tried: 'Somebody tried, and has not reached them yet',
  'handed over': 'Somebody else goes from now on',
} as const

/** What happened while the clock runs. `goers` are the ids of those who may be sent. */
export const stepForm = (goers: readonly string[]) =>
  z
    .object({
      moment: z.uuid(),
      step: z.enum(keysOf(stepWords), 'Choose what happened'),
      goer: text(100),
      stepWords: z.string('Say what happened').trim().min(3, 'Say what happened, or why').max(500),
    })
    .refine(it => it.step === 'tried' || goers.includes(it.goer), { path: ['goer'], message: 'Choose who goes' })

/** Taking a wrong event off the timeline. */
export const strikeForm = z.object({
  event: z.uuid('Choose which one is wrong'),
  why: z.string('Say what is wrong with it').trim().min(3, 'Say what is wrong with it').max(500),
})
