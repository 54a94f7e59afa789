import { z } from 'zod'
import { groupPeople, groupTopics, type NewGroupSession, struckReasons } from '../rules/groups.ts'
import { dateFields, needed, pastDay, problemIn, text } from './fields.ts'

/** One or more words of a list. One box ticked comes as a word, several as a list, none not at all. */
export const several = <const T extends string>(words: readonly [T, ...T[]], ask: string) =>
  z.preprocess(
    it => (Array.isArray(it) ? it : it === undefined || it === '' ? [] : [it]),
    z.array(z.enum(words, ask), ask).min(1, ask),
  )

/** A whole number within two bounds, as it is typed. */
export const wholeNumber = (from: number, to: number, ask: string) =>
  z
    .string(ask)
    .trim()
    .default('')
    .refine(it => /^\d{1,4}$/.test(it) && Number(it) >= from && Number(it) <= to, ask)
    .transform(Number)

/** A session for a group: who gave it, and how many came. `known` are the programmes and the people of the page; `me` writes it down. */
export const groupForm = (
  today: string,
  me: string,
  known: { readonly programmes: readonly string[]; readonly workers: readonly string[] },
) =>
  z
    .object({
      programme: z
        .string()
        .default('')
        .refine(id => known.programmes.includes(id), 'Choose the programme'),
      ...dateFields('on'),
      place: needed('Say where it was, in a few words', 120),
      people: z.enum(groupPeople, 'Choose who it was for'),
      heads: wholeNumber(1, 2_000, 'Enter how many came, as a whole number from 1 to 2000'),
      topics: several(groupTopics, 'Choose what it was about'),
      worker: text(40),
      worker2: text(40),
      worker3: text(40),
      helpers: text(2),
    })
    .transform((it, context): NewGroupSession => {
      const problem = problemIn(context)
      const held_on = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problem)
      const named = [it.worker || me, it.worker2, it.worker3].filter(Boolean)
      if (named.some(each => each !== me && !known.workers.includes(each)))
        problem('worker', 'Choose people of the list')
      const helpers = Number(it.helpers === '' ? '0' : it.helpers)
      if (!Number.isInteger(helpers) || helpers < 0 || helpers > 50)
        problem('helpers', 'Enter a whole number up to 50, or leave it empty')
      const { programme, place, people, topics, heads } = it
      return { programme, held_on, place, people, topics, heads, workers: [...new Set(named)], helpers }
    })

/** Why a session is struck out: a word of the list, and nothing beside it. */
export const strikeForm = z.object({ reason: z.enum(struckReasons, 'Choose what is wrong with it') })
