import { z } from 'zod'
import {
  checkKinds,
  type MentorEvent,
  matchEnds,
  mentorEventWords,
  mentorTimes,
  type NewMentor,
} from '../rules/mentors.ts'
import { type NewTold, same, type Told, toldItems } from '../rules/told.ts'
import { choice, dateFields, dateOf, needed, pastDay, problemIn, text } from './fields.ts'
import { several, wholeNumber } from './groups.ts'

/** A mentor as their organisation offers them. Checks that have run out already are refused. */
export const mentorForm = (today: string) =>
  z
    .object({
      called: needed('Enter the mentor’s name', 100),
      agency: needed('Enter the organisation that offers them', 120),
      languages: needed('Enter the languages that they speak', 200),
      interests: needed('Enter what they like to do, or know about', 300),
      times: several(mentorTimes, 'Choose when they can meet'),
      capacity: wholeNumber(1, 6, 'Enter how many people they can take, from 1 to 6'),
      checkKind: z.enum(checkKinds, 'Choose which check was made'),
      ...dateFields('checked'),
      ...dateFields('until'),
    })
    .transform((it, context): NewMentor => {
      const problem = problemIn(context)
      const checked_on = pastDay(
        'checked',
        [it['checked-day'], it['checked-month'], it['checked-year']],
        today,
        problem,
      )
      const check_until = dateOf(it['until-day'], it['until-month'], it['until-year']) ?? ''
      if (check_until <= today)
        problem('until-day', 'Enter the day on which the check runs out. It must not have run out')
      const { called, agency, languages, interests, times, capacity, checkKind: check_kind } = it
      return { called, agency, languages, interests, times, capacity, check_kind, checked_on, check_until }
    })

/** What happened with a mentor: checks made again (with the new day), a pause, coming back, leaving. */
export const mentorEventForm = (today: string) =>
  z
    .object({
      event: choice(mentorEventWords, 'Choose what happened'),
      why: needed('Say why, or who made the check', 500),
      ...dateFields('until'),
    })
    .transform((it, context): MentorEvent => {
      const until = dateOf(it['until-day'], it['until-month'], it['until-year']) ?? ''
      if (it.event === 'checked' && until <= today)
        problemIn(context)('until-day', 'Enter the day on which the new check runs out')
      return { event: it.event, why: it.why, until: it.event === 'checked' ? until : null }
    })

/** Somebody chooses a mentor for a case. */
export const matchForm = (open: readonly string[]) =>
  z.object({
    mentor: z
      .string('Choose a mentor')
      .default('')
      .refine(id => open.includes(id), 'Choose a mentor'),
    why: needed('Say why this mentor', 1_000),
    view: needed('Say what they think of it. Nobody gets a mentor whom they do not want', 1_000),
  })

export const matchEndForm = (current: readonly string[]) =>
  z.object({
    match: z
      .string()
      .default('')
      .refine(id => current.includes(id), 'Choose which mentor'),
    reason: z.enum(matchEnds, 'Choose why it ends'),
    endWhy: needed('Say how it came to this, and how they said goodbye', 1_000),
  })

/** One thing that an employer may be told, in the words that were agreed. */
export const toldForm = (today: string) =>
  z
    .object({
      employer: needed('Enter the employer or provider', 120),
      item: choice(toldItems, 'Choose what may be told'),
      words: needed('Write the exact words that may be told', 400),
      how: needed('Say how they agreed', 300),
      ...dateFields('on'),
    })
    .transform((it, context): NewTold => {
      const agreed_on = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problemIn(context))
      const { employer, item, words, how } = it
      return { employer, item, words, how, agreed_on }
    })

const ask = 'Choose what they were told'
const ticked = z.preprocess(
  it => (Array.isArray(it) ? it : it === undefined || it === '' ? [] : [it]),
  z.array(z.string(), ask).min(1, ask),
)

/** An employer was told some of the words that were agreed, on a day on which they held. */
export const onceForm = (today: string, all: readonly Told[]) =>
  z
    .object({ lines: ticked, toWhom: needed('Say whom you told there', 120), ...dateFields('when') })
    .transform((it, context) => {
      const problem = problemIn(context)
      const told_on = pastDay('when', [it['when-day'], it['when-month'], it['when-year']], today, problem)
      const lines = all.filter(({ id }) => it.lines.includes(id))
      if (lines.length !== it.lines.length) problem('lines', ask)
      if (lines.some(({ employer }) => !same(employer, lines[0]?.employer ?? '')))
        problem('lines', 'Choose lines of one employer at a time')
      if (lines.some(({ agreed_on, ended_on }) => told_on < agreed_on || (ended_on !== null && told_on > ended_on)))
        problem(
          'when-day',
          'On that day they had not agreed to all of it. Tell whoever leads the case, and your information-governance lead',
        )
      return { lines, to_whom: it.toWhom, told_on }
    })

/** They take something back. They need give no reason. */
export const toldEndForm = (current: readonly string[]) =>
  z.object({
    told: z
      .string()
      .default('')
      .refine(id => current.includes(id), 'Choose what they take back'),
    endWhy: text(500),
  })
