import { z } from 'zod'
import { stages } from './rules.ts'

const choice = <const T extends readonly [string, ...string[]]>(values: T, message: string) => z.enum(values, message)
const words = (say: string, most: number) =>
  z
    .string(say)
    .trim()
    .min(3, say)
    .max(most, `Keep it to ${most.toLocaleString('en-GB')} characters`)
const optional = (most: number) => z.string().trim().max(most, `Keep it to ${most} characters`).default('')

/** A box that may be ticked once, several times or not at all: forms send nothing, a text or a list. */
const ticked = z
  .union([z.uuid(), z.array(z.uuid())])
  .optional()
  .transform(value => (value === undefined ? [] : [value].flat()))

const stage = z
  .string('Choose how far it had gone')
  .regex(new RegExp(`^[0-${stages.length - 1}]$`), 'Choose how far it had gone')
  .transform(Number)

const knownSizes = ['under-5', '5-to-9', '10-or-more']
const sizes = ['under-5', '5-to-9', '10-or-more', 'unknown'] as const

type Sent = Readonly<Record<string, unknown>>

/** A rule over several fields, asked even where another field is wrong, so that all that is wrong is said at once. */
const always = (path: string, error: string) => ({ path: [path], error, when: () => true })

/** A size that is known names its source. */
function sourced(prefix: 'first' | 'second') {
  const which = prefix === 'first' ? 'the first group' : 'the other group'
  const stated = (value: Sent): boolean =>
    (prefix === 'second' && value['other'] !== 'known') ||
    !knownSizes.includes(String(value[`${prefix}_size`])) ||
    String(value[`${prefix}_source`] ?? '') !== ''
  return [stated, always(`${prefix}_source`, `Say where the size of ${which} comes from`)] as const
}

/** A field that is needed where the other group is known. */
function ofOther(field: string, error: string) {
  const given = (value: Sent): boolean => value['other'] !== 'known' || String(value[field] ?? '').length >= 3
  return [given, always(field, error)] as const
}

/** Opening a conflict: its groups, where it shows, and the reports that it begins with. */
export const openForm = z
  .object({
    reports: ticked.refine(ids => ids.length > 0, 'Choose at least one report that it begins with'),
    first_name: words('Give the first group a neutral name', 80),
    first_shares: words('Say what the people of the first group share', 200),
    first_district: z.string().max(20).default(''),
    first_size: choice(sizes, 'Choose about how many people are in the first group'),
    first_source: optional(200),
    // A box that is ticked where it is known; without a tick nothing is sent.
    other: z.enum(['known', 'unknown']).default('unknown'),
    second_name: optional(80),
    second_shares: optional(200),
    second_district: z.string().max(20).default(''),
    second_size: z.enum(sizes).default('unknown'),
    second_source: optional(200),
    area: z.string('Choose where it shows').min(1, 'Choose where it shows, or choose “not one area”'),
  })
  .refine(...sourced('first'))
  .refine(...ofOther('second_name', 'Give the other group a neutral name'))
  .refine(...ofOther('second_shares', 'Say what the people of the other group share'))
  .refine(...sourced('second'))

export type OpenAnswers = z.output<typeof openForm>

/** How far things had gone by each report, from the fields `stage_<id>`: the lowest place on the ladder where none was chosen. */
export function stagesOf(body: Readonly<Record<string, unknown>>, reports: readonly string[]): Map<string, number> {
  return new Map(
    reports.map(id => {
      const parsed = stage.safeParse(body[`stage_${id}`])
      return [id, parsed.success ? parsed.data : 0]
    }),
  )
}

const directions = ['first-on-second', 'second-on-first', 'unknown'] as const
const day = z
  .string('Choose the day')
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'Choose the day')
  .refine(text => !Number.isNaN(Date.parse(text)), 'Choose a day of the calendar')

/** What happened in a conflict, on a day, and how it is known. `today` is the last day that it can have happened on. */
export function eventForm(today: string) {
  return z.object({
    on: day.refine(on => on <= today, 'Choose a day that is not in the future'),
    direction: choice(directions, 'Choose which way it went'),
    stage,
    violence: z.string().max(60).default(''),
    provenance: choice(
      ['reported', 'discovered', 'health', 'school', 'community', 'unknown'],
      'Choose how it came to us',
    ),
    what: words('Say what is known', 2_000),
    source: words('Say what kind of source it is', 200),
    reliability: choice(['reliable', 'untested', 'not-reliable'], 'Choose how far the source is trusted'),
    knowledge: choice(
      ['directly', 'corroborated', 'indirectly', 'not-known', 'suspected-false'],
      'Choose how it is known',
    ),
  })
}

/** Adding a report to a conflict that is there already. */
export const addReportForm = z.object({
  conflict: z.uuid('Choose the conflict'),
  direction: choice(directions, 'Choose which way it went'),
  stage,
})

/** Saying that a conflict is calm, until when, and why. */
export function calmForm(today: string) {
  return z.object({
    why: words('Say why it is calm', 1_000),
    review: day.refine(on => on > today, 'Choose a later day to look again'),
  })
}

export const reasonForm = z.object({ why: words('Say why', 1_000) })

export const requestForm = z.object({
  why: words('Say why the group should talk about it', 500),
})

/** Closing the reports that a calm conflict rests on: those that were ticked, and the reason that their reporters read. */
export const closeReportsForm = z.object({
  reports: ticked.refine(ids => ids.length > 0, 'Choose the reports to close'),
  why: words('Say why, for those who reported it', 500),
})
