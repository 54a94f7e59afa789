import { z } from 'zod'
import { withDays } from '#platform/days'
import { givenWords, type IdentityAnswer, type Rating, ratingWords, type Voice } from '../rules/identity.ts'
import type { NewTalk } from '../store/identity.ts'

const keysOf = <K extends string>(words: Readonly<Record<K, string>>): [K, ...K[]] => Object.keys(words) as [K, ...K[]]
const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)
    .default('')
const yesNo = (message: string) => z.enum(['yes', 'no'], message)
const isRating = (it: unknown): it is Rating => typeof it === 'string' && Object.hasOwn(ratingWords, it)

export type Dynamic = { readonly id: string; readonly name: string }

/**
 * What one voice says of the five dynamics: `words-ID` and `rating-ID`. At least one is needed, and a step on the scale needs its
 * words. Whether the others of the family may read it is asked of the voice itself.
 */
export const talkForm = (voice: Voice, dynamics: readonly Dynamic[], today: string) =>
  z.preprocess(
    body => withDays(Object(body), 'held'),
    z
      .object({
        whose: text(100),
        given: z.enum(keysOf(givenWords), 'Say how the words came here'),
        held: z.iso
          .date('Enter the day that you talked, such as 3 9 2026')
          .refine(day => day <= today, 'Enter a day that is not in the future'),
        content_note: text(300),
        toPerson: voice === 'person' ? z.undefined().optional() : yesNo('Say whether the young person may read it'),
        toCarer: voice === 'carer' ? z.undefined().optional() : yesNo('Say whether a parent or carer may read it'),
      })
      .catchall(z.union([z.string().trim().max(2_000, 'Use 2,000 characters or fewer'), z.undefined()]))
      .transform((it, context): NewTalk => {
        const problem = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
        if (voice === 'carer' && it.whose === '') problem('whose', 'Say who it is, such as mother or foster carer')
        const answers = answersIn(it, dynamics, problem)
        if (answers.length === 0)
          problem(`words-${dynamics[0]?.id}`, 'Write what they say about at least one of the five')
        return {
          ...{ voice, answers, given: it.given, held_on: it.held, content_note: it.content_note },
          whose: voice === 'carer' ? it.whose : '',
          shown_to_person: voice === 'person' || it.toPerson === 'yes',
          shown_to_carer: voice === 'carer' || it.toCarer === 'yes',
        }
      }),
  )

function answersIn(
  it: Readonly<Record<string, unknown>>,
  dynamics: readonly Dynamic[],
  problem: (field: string, message: string) => void,
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
