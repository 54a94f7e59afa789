import { z } from 'zod'
import {
  choiceWords,
  newsAnswers,
  type PartnerChoice,
  type PartnerEvent,
  partnerEventWords,
  sendWords,
} from '../rules/partner.ts'
import { choice, dateFields, dateOf, needed, pastDay, problemIn, text } from './fields.ts'

/** What is sent from a programme to a service that supports partners. */
export const sendForm = (services: readonly string[]) =>
  z.object({
    agency: z
      .string()
      .default('')
      .refine(key => services.includes(key), 'Choose the service'),
    what: choice(sendWords, 'Choose what you tell them'),
    words: needed('Say what they need to know to keep somebody safe', 2_000),
  })

/** What came of something that was sent and opens no support. */
export const newsAnswerForm = z.object({
  came: choice(newsAnswers, 'Choose what came of it'),
  cameWords: needed('Say what you did, or why not, so that the next of you knows', 1_000),
})

/** Whom a service supports. The date of birth can be left out. */
export const supportForm = (today: string) =>
  z
    .object({
      given: z.string('Enter their first name').trim().min(1, 'Enter their first name').max(100),
      family: z.string('Enter their last name').trim().min(1, 'Enter their last name').max(100),
      ...dateFields('born'),
    })
    .transform((it, context) => {
      const born = dateOf(it['born-day'], it['born-month'], it['born-year'])
      if (born === undefined || born > today)
        problemIn(context)('born-day', 'Enter a real date of birth, or leave it empty')
      return { givenName: it.given, familyName: it.family, born: born === undefined || born === '' ? null : born }
    })

/** What the partner chose: in their words, or why there are none. */
export const partnerChoiceForm = (today: string) =>
  z
    .object({
      answer: choice(choiceWords, 'Choose what they want'),
      ownWords: text(1_000),
      noWordsWhy: text(500),
      how: needed('Say how and where they were asked, and that it was safe', 500),
      ...dateFields('answered'),
    })
    .transform((it, context): PartnerChoice => {
      const problem = problemIn(context)
      const parts = [it['answered-day'], it['answered-month'], it['answered-year']] as const
      const answered_on = pastDay('answered', parts, today, problem)
      if ((it.ownWords === '') === (it.noWordsWhy === ''))
        problem('ownWords', 'Write what they said, or why you have no words of theirs: one of the two')
      return { answer: it.answer, own_words: it.ownWords, no_words_why: it.noWordsWhy, how: it.how, answered_on }
    })

/** What was done. `waiting` are the concerns that wait now; the form says which of them stood on the page that was read. */
export const partnerEventForm = (today: string, waiting: readonly string[]) =>
  z
    .object({
      event: choice(partnerEventWords, 'Choose what happened'),
      concerns: text(10_000),
      eventWords: needed('Say what happened, in a few words', 2_000),
      ...dateFields('on'),
    })
    .transform((it, context): PartnerEvent => {
      const on_day = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problemIn(context))
      const read = it.concerns.split(' ')
      const answers = it.event === 'acted' ? waiting.filter(id => read.includes(id)) : []
      if (it.event === 'acted' && answers.length === 0) problemIn(context)('event', 'No safety concern waits')
      return { event: it.event, words: it.eventWords, on_day, answers }
    })
