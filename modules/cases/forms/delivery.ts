import { z } from 'zod'
import { daysAfter } from '../rules/clocks.ts'
import { attendanceWords, type FollowUp, followUpOn, harmWords, type NewLook } from '../rules/delivery.ts'
import { choice, dateFields, dateOf, needed, pastDay, problemIn, text } from './fields.ts'

const maybe = <const T extends string>(words: Readonly<Record<T, string>>) => choice(words, 'Choose one').optional()

/**
 * How somebody is: whether they were hurt or hurt somebody, whether they get to school or work, how safe they feel, in their words. Which
 * of the follow-ups that are owed it is follows from its day.
 */
export const lookForm = (today: string, owed: readonly FollowUp[]) =>
  z
    .object({
      ...dateFields('on'),
      reached: z.enum(['yes', 'no'], 'Choose whether you reached them'),
      whyNot: text(500),
      harm: maybe(harmWords),
      attendance: maybe(attendanceWords),
      safety: z.enum(['1', '2', '3', '4', '5']).optional(),
      words: text(),
      noWordsWhy: text(500),
    })
    .transform((it, context): NewLook => {
      const problem = problemIn(context)
      const seen_on = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problem)
      const followUp = followUpOn(seen_on, owed)
      const of = { outcome: followUp?.outcome ?? null, months: followUp?.months ?? null, seen_on, reached: it.reached }
      if (it.reached === 'no') {
        if (it.whyNot === '') problem('whyNot', 'Say how you tried')
        const nothing = { harm: '', attendance: '', safety: null, own_words: '', no_words_why: '' } as const
        return { ...of, why_not: it.whyNot, ...nothing }
      }
      if (it.harm === undefined) problem('harm', 'Choose whether they were hurt, or hurt somebody')
      if (it.attendance === undefined) problem('attendance', 'Choose how often they get to school, work or training')
      if (it.words === '' && it.noWordsWhy === '')
        problem('words', 'Write what they said, or say below why there are no words of theirs')
      return {
        ...of,
        why_not: '',
        harm: it.harm ?? '',
        attendance: it.attendance ?? '',
        safety: it.safety === undefined ? null : Number(it.safety),
        own_words: it.words,
        no_words_why: it.words === '' ? it.noWordsWhy : '',
      }
    })

/** An answer is asked for within so many days: whoever is asked reads the case until then, and a while after. */
const longestToAnswer = 28

/** Somebody is asked to take a case over: who, why, what they are told, and by when they answer. */
export const transferForm = (members: readonly string[], today: string) =>
  z
    .object({
      member: z.string('Choose who takes over').default(''),
      why: needed('Say why it is handed over', 1_000),
      passedOn: needed('Say what you pass on, and how the two of you meet them together', 2_000),
      ...dateFields('by'),
    })
    .transform((it, context) => {
      const problem = problemIn(context)
      if (!members.includes(it.member)) problem('member', 'Choose who takes over')
      const by = dateOf(it['by-day'], it['by-month'], it['by-year'])
      if (by === undefined || by === '') problem('by-day', 'Enter a real date, such as 27 3 2026')
      else if (by < today) problem('by-day', 'The date cannot be before today')
      else if (by > daysAfter(today, longestToAnswer)) problem('by-day', 'Ask for an answer within 28 days')
      return { member: it.member, why: it.why, passed_on: it.passedOn, answer_by: by ?? '' }
    })

export const transferAnswerForm = z.object({
  answer: z.enum(['accepted', 'declined'], 'Choose whether you take it over'),
  why: needed('Say how you will meet them, or why you cannot', 1_000),
})
