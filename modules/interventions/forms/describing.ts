import { z } from 'zod'
import { evidenceKinds } from '../rules/evidence.ts'
import { type Described, stateWords } from '../rules/history.ts'

const keysOf = <K extends string>(words: Readonly<Record<K, string>>): [K, ...K[]] => Object.keys(words) as [K, ...K[]]

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)
    .default('')

const needed = (message: string, longest: number) =>
  z
    .string(message)
    .trim()
    .min(3, message)
    .max(longest, `Use ${longest.toLocaleString('en-GB')} characters or fewer`)

const age = z
  .string()
  .trim()
  .default('')
  .refine(it => /^\d{0,3}$/.test(it) && Number(it) <= 120, 'Enter an age in whole years, or leave it empty')
  .transform(it => (it === '' ? null : Number(it)))

/** Boxes that were ticked, as far as they are among these. One box comes as a text, several as a list. */
const ticked = (known: readonly string[]) =>
  z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform(it => [it].flat().filter(each => known.includes(each)))

export type Known = {
  readonly pillars: readonly string[]
  readonly levels: readonly string[]
  readonly reaches: readonly string[]
  readonly life_stages: readonly string[]
  readonly factors: readonly string[]
  readonly districts: readonly string[]
  readonly agencies: readonly string[]
}

/** What somebody says of a programme: every field, and why they change it. `version` is the one that they began from. */
export const describingForm = (known: Known) =>
  z
    .object({
      name: needed('Give it a name', 120),
      for_whom: needed('Say for whom it is', 300),
      what_happens: text(2_000),
      eligibility: text(1_000),
      age_from: age,
      age_to: age,
      pillars: ticked(known.pillars),
      levels: ticked(known.levels),
      reaches: ticked(known.reaches),
      life_stages: ticked(known.life_stages),
      factors: ticked(known.factors),
      districts: ticked(known.districts),
      run_by: z
        .string()
        .default('')
        .refine(it => it === '' || known.agencies.includes(it), 'Choose an agency from the list'),
      how_to_ask: text(500),
      state: z.enum(keysOf(stateWords), 'Choose whether it is offered'),
      why: needed('Say why you change it, so that the history can be read', 500),
      version: z.coerce.number().int().min(0).catch(0),
    })
    .refine(it => it.age_from === null || it.age_to === null || it.age_from <= it.age_to, {
      path: ['age_to'],
      message: 'The last age must not be below the first',
    })

/** The answers that the form begins with. */
export function answersOf(it: Described & { readonly version: number }): Record<string, unknown> {
  return { ...it, age_from: it.age_from ?? '', age_to: it.age_to ?? '' }
}

/** What a programme is based on. A rating is what the source gives, in its words, or none. */
export const evidenceForm = (year: number) =>
  z.object({
    kind: z.enum(keysOf(evidenceKinds), 'Choose what it is'),
    finding: needed('Say what was found, and for whom', 1_000),
    rating: text(200),
    source: needed('Say who published it and what it is called', 300),
    source_year: z
      .string('Enter the year of the source')
      .trim()
      .regex(/^\d{4}$/, 'Enter the year of the source, such as 2024')
      .transform(Number)
      .refine(it => it >= 1900 && it <= year, 'Enter a year that has come'),
  })

export const strikeForm = z.object({
  evidence: z.uuid(),
  struckWhy: needed('Say why it is taken out', 500),
})
