import { z } from 'zod'
import { daysAfter, days as waits } from '../rules/clocks.ts'
import type { NewOutcome, NewReview, NewSession } from '../rules/records.ts'
import {
  cameWords,
  decisionWords,
  type Ending,
  endingReasons,
  endingWords,
  endsAtEighteen,
  type Met,
  metWords,
} from '../rules/words.ts'
import { choice, dateFields, dateOf, needed, type Problem, pastDay, problemIn, text } from './fields.ts'

/** One session: held, missed by them, or called off by us. */
export const sessionForm = (today: string, workers: readonly string[] = []) =>
  z
    .object({
      ...dateFields('on'),
      where: needed('Say where it was', 200),
      worker: text(40),
      group: z.literal('yes').optional(),
      came: choice(cameWords, 'Choose whether they came'),
      who: text(300),
      done: text(),
      view: text(),
      missedWhy: text(1_000),
      missedDone: text(1_000),
      next: text(1_000),
    })
    .transform((it, context): NewSession => {
      const problem = problemIn(context)
      const held_on = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problem)
      const came = it.came === 'came'
      if (it.worker !== '' && !workers.includes(it.worker)) problem('worker', 'Choose somebody of the team')
      if (came && it.who === '') problem('who', 'Say who was there')
      if (came && it.done === '') problem('done', 'Say what you did together')
      if (!came && it.missedWhy === '') problem('missedWhy', 'Say why it did not happen, as far as you know')
      if (!came && it.missedDone === '') problem('missedDone', 'Say what you did about it')
      return {
        held_on,
        held_at: it.where,
        came: it.came,
        who: it.who,
        done: it.done,
        own_view: it.view,
        missed_why: came ? '' : it.missedWhy,
        missed_done: came ? '' : it.missedDone,
        next: it.next,
        in_group: it.group === 'yes',
        ...(it.worker === '' ? {} : { worker: it.worker }),
      }
    })

/** Their words, or why there are none: one of the two, never neither. */
function wordsOr(words: string, why: string, field: string, problem: Problem): { words: string; why: string } {
  if (words === '' && why === '') problem(field, 'Write what they said, or say below why there are no words of theirs')
  return { words, why: words === '' ? why : '' }
}

/**
 * A review and the day of the next one, which is never more than twelve weeks away. The day that stood in the form before anybody typed,
 * `every` days after today, is counted from the day of the review; of a case that is ready to close it is no answer.
 */
export const reviewForm = (today: string, every: number = waits.firstReview) =>
  z
    .object({
      ...dateFields('on'),
      changed: needed('Say what has changed'),
      words: text(),
      noWordsWhy: text(500),
      decision: choice(decisionWords, 'Choose what happens now'),
      why: needed('Say why'),
      ...dateFields('next'),
    })
    .transform((it, context): NewReview => {
      const problem = problemIn(context)
      const held_on = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problem)
      const own = wordsOr(it.words, it.noWordsWhy, 'words', problem)
      const named = dateOf(it['next-day'], it['next-month'], it['next-year'])
      const untouched = named === daysAfter(today, every)
      const usual = it.decision === 'ready to close' || held_on === '' ? '' : daysAfter(held_on, every)
      const next = untouched ? usual : named
      if (next === undefined) problem('next-day', 'Enter a real date, such as 27 3 2026')
      else if (next === '' && it.decision !== 'ready to close') problem('next-day', 'Enter the date of the next review')
      else if (next !== '' && held_on !== '' && next <= held_on)
        problem('next-day', 'The next review must be after this one')
      else if (next !== '' && held_on !== '' && next > daysAfter(held_on, waits.latestReview))
        problem('next-day', 'The next review must be within twelve weeks of this one')
      const { changed, decision, why } = it
      return {
        held_on,
        changed,
        decision,
        why,
        own_words: own.words,
        no_words_why: own.why,
        next_on: next === undefined || next === '' ? null : next,
      }
    })

/** Each ending with its grouped reasons, as one list of choices: `how: reason`. */
export const endings = (Object.keys(endingWords) as Ending[]).flatMap(how =>
  endingReasons[how].map(reason => ({ how, reason, value: `${how}: ${reason}` })),
)

/**
 * How a case ended. Each goal of the plan in use is answered: `met-1` and `goalView-1` for the first, and so on. `moved` says whether
 * the move at 18 was accepted: a case does not end at 18 without that, or without the reason why nobody said yes. No help ends before it was
 * `opened`.
 */
export const outcomeForm = (today: string, goals: readonly string[], moved = false, opened = '') =>
  z
    .object({
      ...dateFields('on'),
      ending: z.string('Choose how it ended').default(''),
      why: needed('Say in a sentence how it came to this'),
      view: text(),
      noViewWhy: text(500),
      handoverTo: text(300),
      handover: text(1_000),
      acceptedBy: text(300),
      ...dateFields('accepted'),
      noMoveWhy: text(1_000),
      helped: text(1_000),
      notHelped: text(1_000),
      ifAgain: text(1_000),
    })
    .catchall(z.string().trim().max(2_000))
    .transform((it, context): NewOutcome => {
      const problem = problemIn(context)
      const ended_on = pastDay(
        'on',
        [String(it['on-day']), String(it['on-month']), String(it['on-year'])],
        today,
        problem,
      )
      if (ended_on !== '' && ended_on < opened) problem('on-day', 'The date cannot be before the case was opened')
      const chosen = endings.find(({ value }) => value === it.ending)
      if (chosen === undefined) problem('ending', 'Choose how it ended')
      const own = wordsOr(it.view, it.noViewWhy, 'view', problem)
      const how = chosen?.how ?? 'planned'
      if (how === 'transferred' && it.handoverTo === '') problem('handoverTo', 'Say who takes over')
      const accepted = how === 'transferred' ? acceptance(it, today, problem) : { accepted_by: '', accepted_on: null }
      const unmoved = chosen?.reason === endsAtEighteen && !moved
      if (unmoved && it.noMoveWhy === '')
        problem('noMoveWhy', 'Write down the accepted move at 18 first, or say why there is none')
      if (it.handoverTo !== '' && it.handover === '') problem('handover', 'Say how they met, and what was passed on')
      return {
        ended_on,
        how,
        reason: chosen?.reason ?? '',
        why: it.why,
        own_view: own.words,
        no_view_why: own.why,
        handover_to: it.handoverTo,
        handover: it.handoverTo === '' ? '' : it.handover,
        ...accepted,
        no_move_why: unmoved ? it.noMoveWhy : '',
        helped: it.helped,
        not_helped: it.notHelped,
        if_again: it.ifAgain,
        goals: goals.map((goal, at) => goalOutcome(goal, at + 1, it, problem)),
      }
    })

/** A handover is done when somebody over there has said yes. */
function acceptance(it: Readonly<Record<string, unknown>>, today: string, problem: Problem) {
  const accepted_by = String(it['acceptedBy'] ?? '')
  if (accepted_by === '') problem('acceptedBy', 'Say who over there accepted it: until then, help goes on here')
  const parts = ['day', 'month', 'year'].map(part => String(it[`accepted-${part}`] ?? ''))
  const [day = '', month = '', year = ''] = parts
  return { accepted_by, accepted_on: pastDay('accepted', [day, month, year], today, problem) }
}

const isMet = (met: string): met is Met => Object.hasOwn(metWords, met)

function goalOutcome(goal: string, at: number, it: Readonly<Record<string, unknown>>, problem: Problem) {
  const met = String(it[`met-${at}`] ?? '')
  if (!isMet(met)) problem(`met-${at}`, 'Choose how it went with this goal')
  return { goal, met: isMet(met) ? met : ('not met' as const), own_view: String(it[`goalView-${at}`] ?? '') }
}
