import { z } from 'zod'
import { withDays } from '#platform/days'
import {
  givenWords,
  type IdentityAnswer,
  type NewTalk,
  type Rating,
  ratingWords,
  type Voice,
} from '../rules/identity.ts'

const keysOf = <K extends string>(words: Readonly<Record<K, string>>): [K, ...K[]] => Object.keys(words) as [K, ...K[]]
const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)
    .default('')
type Problem = (field: string, message: string) => void
const isRating = (it: unknown): it is Rating => typeof it === 'string' && Object.hasOwn(ratingWords, it)

export type Dynamic = { readonly id: string; readonly name: string }

/**
 * What one voice says of the five dynamics: `words-ID` and `rating-ID`. At least one is needed, and a step on the scale needs its
 * words. Whether the others of the family may read it is asked of the voice itself.
 */
export const talkForm = (voice: Voice, dynamics: readonly Dynamic[], today: string) =>
  z.preprocess(
    body => withDays(Object(body), 'held'),
    // Every field is read as it came and checked in one pass, so that all that is wrong is told at once.
    z
      .object({
        whose: text(100),
        given: text(20),
        held: text(20),
        content_note: text(300),
        toPerson: text(3),
        toCarer: text(3),
      })
      .catchall(z.union([z.string().trim().max(2_000, 'Use 2,000 characters or fewer'), z.undefined()]))
      .transform((it, context): NewTalk => {
        const problem: Problem = (field, message) => context.addIssue({ code: 'custom', path: [field], message })
        if (voice === 'carer' && it.whose === '') problem('whose', 'Say who it is, such as mother or foster carer')
        checkDay(it.held, today, problem)
        const answers = answersIn(it, dynamics, problem)
        if (answers.length === 0)
          problem(`words-${dynamics[0]?.id}`, 'Write what they say about at least one of the five')
        const given = keysOf(givenWords).find(key => key === it.given)
        if (given === undefined) problem('given', 'Say how the words came here')
        if (voice !== 'person' && !isYesNo(it.toPerson)) problem('toPerson', 'Say whether the young person may read it')
        const carer = voice === 'carer' ? 'another parent or carer' : 'a parent or carer'
        if (!isYesNo(it.toCarer)) problem('toCarer', `Say whether ${carer} may read it`)
        return {
          ...{ voice, answers, given: given ?? 'other', held_on: it.held, content_note: it.content_note },
          whose: voice === 'carer' ? it.whose : '',
          shown_to_person: voice === 'person' || it.toPerson === 'yes',
          shown_to_carer: it.toCarer === 'yes',
        }
      }),
  )

const isYesNo = (answer: string): boolean => answer === 'yes' || answer === 'no'

function checkDay(day: string, today: string, problem: Problem): void {
  if (!z.iso.date().safeParse(day).success) problem('held', 'Enter the day that you talked, such as 3 9 2026')
  else if (day > today) problem('held', 'Enter a day that is not in the future')
}

function answersIn(
  it: Readonly<Record<string, unknown>>,
  dynamics: readonly Dynamic[],
  problem: Problem,
): IdentityAnswer[] {
  return dynamics.flatMap(({ id, name }) => {
    const said = it[`words-${id}`]
    const words = typeof said === 'string' ? said : ''
    const chosen = it[`rating-${id}`]
    const rating = isRating(chosen) ? chosen : null
    if (rating !== null && words === '') problem(`words-${id}`, `Write what they say about it, beside the step`)
    return words === '' ? [] : [{ dynamic: id, name, words, rating }]
  })
}
