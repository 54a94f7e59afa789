import { z } from 'zod'
import { type Ground, grounds, type Outcome, type RequestEventName, type Right } from '../rules/requests.ts'
import { line, optional, text, ticked } from './fields.ts'

export const rights = {
  access: 'What is held on them (subject access)',
  correction: 'That something is put right',
  erasure: 'That something is removed',
  objection: 'That something is no longer used',
} as const

export const capacities = {
  themselves: 'For themselves',
  'parental responsibility': 'As a parent, or with parental responsibility',
  authority: 'With the person’s written authority, such as a solicitor',
  court: 'By order of a court, or with power of attorney',
} as const

const keysOf = <T extends object>(of: T): [keyof T & string, ...(keyof T & string)[]] =>
  Object.keys(of) as [keyof T & string]

const past = (today: string, sentence: string) =>
  z.iso.date(sentence).refine(day => day <= today, 'Enter today or a day that is past')

export const requestForm = (today: string) =>
  z.object({
    right: z.enum(keysOf(rights), 'Choose what they ask for'),
    givenName: line('the given name', 100),
    familyName: line('the family name', 100),
    born: past(today, 'Enter the date of birth'),
    askedBy: line('who asks'),
    capacity: z.enum(keysOf(capacities), 'Choose how they may ask'),
    what: optional(2_000),
    received: past(today, 'Enter the day on which the request came'),
    identity: optional(500),
  })

export type Happening = { readonly key: string; readonly event: RequestEventName; readonly outcome?: Outcome }

/** What may be written down: a decision on a request for erasure says whether it was upheld. A pack is made on a page of its own. */
export function happenings(allowed: readonly RequestEventName[], right: Right): Happening[] {
  return allowed.flatMap((event): Happening[] => {
    if (event === 'pack made') return []
    if (event !== 'decided' || right !== 'erasure') return [{ key: event, event }]
    return (['upheld', 'not upheld'] as const).map(outcome => ({ key: outcome, event, outcome }))
  })
}

export const eventForm = (choices: readonly Happening[], today: string) =>
  z.object({
    event: z.string('Choose what happened').transform((key, context): Happening => {
      const chosen = choices.find(it => it.key === key)
      if (chosen !== undefined) return chosen
      context.addIssue({ code: 'custom', message: 'Choose what happened' })
      return z.NEVER
    }),
    on: past(today, 'Enter the day'),
    why: text('Say how or why, in a sentence', 1_000),
  })

export const foundForm = z.object({
  records: ticked
    .refine(list => list.length > 0, 'Choose the records that are about this person')
    .pipe(z.array(z.uuid('Choose from the list'))),
})

export const closeForm = z.object({ why: text('Say why this record is closed', 500) })

export const openingForm = z.object({
  answer: z.enum(['agree', 'refuse'], 'Choose whether you agree'),
  why: text('Say what you looked at, in a sentence', 500),
})

export const choiceForm = z
  .object({
    section: z.string().min(1).max(500),
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    choice: z.enum(['hand over', 'withhold'], 'Choose whether it is handed over'),
    ground: z.union([z.enum(keysOf(grounds)), z.literal('')], 'Choose the law under which it is kept back').default(''),
    why: text('Say why, in a sentence', 1_000),
  })
  .transform((it, context): Omit<typeof it, 'ground'> & { ground: Ground | null } => {
    if (it.choice === 'hand over') return { ...it, ground: null }
    if (it.ground !== '') return { ...it, ground: it.ground }
    context.addIssue({ code: 'custom', path: ['ground'], message: 'Choose the law under which it is kept back' })
    return z.NEVER
  })
