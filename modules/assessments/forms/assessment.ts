import { z } from 'zod'
import { isRealDay } from '#platform/days'
import {
  type ContextKey,
  contextKeys,
  type FactorState,
  stateWords,
  type Weight,
  weightWords,
} from '../rules/contexts.ts'
import type { Factor, FoundFactor, Weighed } from '../rules/findings.ts'

type Answers = Readonly<Record<string, unknown>>

const text = (longest = 2_000) =>
  z
    .string()
    .trim()
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)
    .default('')

/** What the person says comes first. */
export const wordsForm = z
  .object({
    matters: text(),
    own_words: text(),
    no_words_why: text(500),
    readiness: text(1_000),
    content_note: text(300),
  })
  .refine(it => it.own_words !== '' || it.no_words_why !== '', {
    path: ['own_words'],
    message: 'Write what they say, or say below why there are no words of theirs',
  })

export const viewForm = z.object({
  worker_view: z.string('Say how you see it').trim().min(10, 'Say how you see it, in a sentence or more').max(4_000),
  worker_readiness: text(1_000),
})

const weights = Object.keys(weightWords) as [Weight, ...Weight[]]
const isState = (it: unknown): it is FactorState => typeof it === 'string' && Object.hasOwn(stateWords, it)
const said = (answers: Answers, field: string): string => {
  const it = answers[field]
  return typeof it === 'string' ? it.trim() : ''
}

/** The fields of one factor: `state-KEY`, `evidence-KEY`, `source-KEY`, `seen-KEY` and `told-KEY`. */
const stateField = /^state-(.+)$/

/** One context: its weight with the reason, and each of its strengths and risks. */
export const contextForm = (context: ContextKey) =>
  z
    .object({
      [`weight-${context}`]: z.enum(weights, 'Choose how much this part of their life matters now'),
      [`why-${context}`]: z
        .string('Say why')
        .trim()
        .min(3, 'Say why, in a sentence. The reason counts, not the word')
        .max(1_000, 'Use 1,000 characters or fewer'),
    })
    .catchall(z.string().trim().max(2_000, 'Use 2,000 characters or fewer'))
    .superRefine((answers, problems) => {
      for (const field of Object.keys(answers)) {
        const factor = stateField.exec(field)?.[1]
        if (factor !== undefined)
          checkFactor(answers, factor, (path, message) => problems.addIssue({ code: 'custom', path: [path], message }))
      }
    })

function checkFactor(answers: Answers, factor: string, problem: (field: string, message: string) => void): void {
  const state = answers[`state-${factor}`]
  if (!isState(state)) problem(`state-${factor}`, 'Choose one of the four answers')
  const found = state === 'present' || state === 'suspected'
  if (found && said(answers, `evidence-${factor}`) === '')
    problem(`evidence-${factor}`, 'Say what you saw or were told')
  if (found && said(answers, `source-${factor}`) === '') problem(`source-${factor}`, 'Say who it comes from')
  if (said(answers, `seen-${factor}`) !== '' && !isDay(said(answers, `seen-${factor}`)))
    problem(`seen-${factor}`, 'Enter a date such as 27/3/2026, or leave it out')
}

/** A date as people write it: 27/3/2026. */
const written = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

/** The day as `YYYY-MM-DD`, or null where it is none. */
export function dayOf(text: string): string | null {
  const [, day = '', month = '', year = ''] = written.exec(text) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isRealDay(date) ? date : null
}

const isDay = (text: string): boolean => dayOf(text) !== null

/** A stored day as people write it. */
export function dayWritten(day: string | null): string {
  if (day === null) return ''
  const [year, month, date] = day.split('-').map(Number)
  return `${date}/${month}/${year}`
}

/** What was found of each factor that is asked, from the answers of every page. What nobody answered is not known. */
export function findingsIn(answers: Answers, factors: readonly Factor[]): FoundFactor[] {
  return factors.map(each => {
    const state = answers[`state-${each.factor}`]
    return {
      ...each,
      state: isState(state) ? state : 'not known',
      evidence: said(answers, `evidence-${each.factor}`),
      source: said(answers, `source-${each.factor}`),
      seen_on: dayOf(said(answers, `seen-${each.factor}`)),
      told_to: said(answers, `told-${each.factor}`),
    }
  })
}

/** How much each context matters, from the answers of every page. */
export function weightsIn(answers: Answers): Weighed[] {
  return contextKeys.map(context => ({
    context,
    weight: weights.find(it => it === answers[`weight-${context}`]) ?? 'not known',
    why: said(answers, `why-${context}`),
    their_view: said(answers, `their-${context}`),
  }))
}

/** What a repeated assessment begins with: what is on file, so that nobody is asked twice. Never the words or the weights. */
export function answersFrom(factors: readonly FoundFactor[]): Record<string, string> {
  return Object.fromEntries(
    factors.flatMap(({ factor, state, evidence, source, seen_on, told_to }) => [
      [`state-${factor}`, state],
      [`evidence-${factor}`, evidence],
      [`source-${factor}`, source],
      [`seen-${factor}`, dayWritten(seen_on)],
      [`told-${factor}`, told_to],
    ]),
  )
}

const contextShapes = contextKeys.map(contextForm)

/** Every page together. */
export const wholeAssessment = z
  .looseObject({ ...wordsForm.shape, ...viewForm.shape })
  .superRefine((answers, problems) => {
    for (const form of [wordsForm, ...contextShapes]) {
      const checked = form.safeParse(answers)
      if (!checked.success) problems.addIssue({ code: 'custom', message: 'A page is not finished' })
    }
  })
export type AssessmentAnswers = z.output<typeof wholeAssessment>
