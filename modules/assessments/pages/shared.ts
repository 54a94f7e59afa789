import { personById } from '#modules/people'
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { NotAllowed, NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import type { Visit } from '#platform/module'
import { assessmentsCollection } from '../collections.ts'
import type { Birth } from '../rules/spans.ts'
import { assessmentsOf } from '../store/assessments.ts'
import { type AssessedFile, fileById } from '../store/files.ts'

export const purpose = 'case'
export const marking = 'OFFICIAL-SENSITIVE'
export const readers = ['practitioner', 'coordinator', 'chair'] as const
export const workers = ['practitioner', 'coordinator'] as const
export const reading = { purpose, roles: readers } as const
export const working = { purpose, roles: workers } as const

export const todayOf = ({ now }: Visit): string => ukDay(now)

/** Where each kind of file stands. */
const places = { case: '/cases' } as const

/** The way back to the file. */
export const backTo = ({ kind, file }: AssessedFile) => ({
  href: `${places[kind]}/${file}`,
  text: `Back to the ${kind}`,
})

/** A file that the present actor may read, or NotFound. */
export async function fileFor(tx: Transaction, file: string): Promise<AssessedFile> {
  const found = isUuid(file) ? await fileById(tx, file) : undefined
  if (found === undefined) throw new NotFound()
  return found
}

/** Whether somebody works on the file: both keys. */
export async function works(tx: Transaction, file: string): Promise<boolean> {
  return (await may(tx, 'write', assessmentsCollection)) && (await may(tx, 'write', file))
}

/** A file that the present actor works on. Throws NotAllowed for one who only reads it. */
export async function workedFile(tx: Transaction, file: string): Promise<AssessedFile> {
  const found = await fileFor(tx, file)
  if (!(await works(tx, file))) throw new NotAllowed('You may read this, and not change it.')
  return found
}

export type Subject = { readonly name: string; readonly birth: Birth }

/** Whom the file is about, as far as the reader may read their record. */
export async function subjectOf(tx: Transaction, { person }: AssessedFile): Promise<Subject> {
  const unknown = { born: null, precision: 'unknown' } as const
  if (person === null) return { name: 'A group of friends', birth: unknown }
  const found = await personById(tx, person)
  if (found === undefined) return { name: 'Somebody whose record is not open to you', birth: unknown }
  const name = `${found.given_name} ${found.family_name}`.trim()
  return { name, birth: { born: found.born, precision: found.born_precision } }
}

/** What a reader of anything on this file should be ready for: the note of the newest assessment that has one. */
export async function contentNotes(tx: Transaction, file: string): Promise<string[]> {
  const noted = (await assessmentsOf(tx, file)).find(({ content_note }) => content_note !== '')
  return noted === undefined ? [] : [noted.content_note]
}
