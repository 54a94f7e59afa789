import { z } from 'zod'
import { dayOf } from '#platform/days'
import type { DocumentKind } from '../rules/documents.ts'
import { line, optional, text, ticked } from './fields.ts'

const chosen = (sentence: string) => ticked.refine(list => list.length > 0, sentence)
const day = z.union([z.iso.date('Enter a real day'), z.literal('')]).transform(it => (it === '' ? null : it))

const common = {
  title: line('a title'),
  parties: chosen('Choose at least one agency').pipe(z.array(z.uuid('Choose from the agencies listed'))),
  reference: line('where the document is kept', 500),
  signed_on: day,
  review_on: z.iso.date('Enter the day on which it is reviewed'),
  ended_on: day,
}

/** What each kind of document must say. What a kind does not ask is left empty. */
const shapes = {
  agreement: z.object({
    ...common,
    purposes: chosen('Choose what it is for'),
    information: chosen('Choose what kinds of information it covers'),
    bases: ticked,
    data_sets: text('Say which sets of information are shared'),
    people: optional(2_000),
    security: optional(2_000),
    retention: z.string().max(100).default(''),
  }),
  processing: z.object({
    ...common,
    purposes: chosen('Choose what it is for'),
    information: chosen('Choose what kinds of information are held'),
    bases: chosen('Choose the lawful bases'),
    data_sets: text('Say who receives it'),
    people: text('Say whose information it is'),
    security: text('Say how it is kept safe'),
    retention: line('how long it is kept'),
  }),
  policy: z.object({
    ...common,
    purposes: ticked,
    information: ticked,
    bases: chosen('Choose the conditions that it covers'),
    data_sets: optional(2_000),
    people: optional(2_000),
    security: text('Say how the principles are kept'),
    retention: z.string().max(100).default(''),
  }),
} as const satisfies Record<DocumentKind, z.ZodType>

export const documentForm = (kind: DocumentKind) => shapes[kind]
export type DocumentFields = z.output<(typeof shapes)[DocumentKind]>

/** The form's three fields of each day as one. A day that is none stays a text that no shape lets through. */
export function withDays(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const days = ['signed_on', 'review_on', 'ended_on'].map(name => [name, whole(body, name)] as const)
  return { ...body, ...Object.fromEntries(days) }
}

function whole(body: Readonly<Record<string, unknown>>, name: string): string {
  const read = dayOf(body, name)
  return read === '' ? 'no day' : (read ?? '')
}
