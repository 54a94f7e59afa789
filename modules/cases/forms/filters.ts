import { z } from 'zod'
import { type Waits, waitsWords } from '../rules/caseload.ts'

export const whoseWords = {
  mine: 'Cases I lead',
  anyone: 'Every open case whose team I am in',
  nobody: 'Nobody leads it',
  colleagues: 'My colleagues lead',
} as const
export type Whose = keyof typeof whoseWords

const whose = Object.keys(whoseWords) as [Whose, ...Whose[]]
const waits = Object.keys(waitsWords) as [Waits, ...Waits[]]
const idOr = z
  .union([z.uuid(), z.literal('')])
  .catch('')
  .default('')

/** How the lists of cases may be narrowed, with whose cases come first. What an address holds that is none of these is passed over. */
export const filterForm = (first: Whose) =>
  z.object({
    whose: z.enum(whose).catch(first).default(first),
    late: z.enum(['yes', '']).catch('').default(''),
    waits: z
      .enum([...waits, ''])
      .catch('')
      .default(''),
    agency: idOr,
    lead: idOr,
  })
export type FilterAnswers = z.output<ReturnType<typeof filterForm>>

export const saveFilterForm = z.object({
  ...filterForm('anyone').shape,
  name: z.string('Enter a short name').trim().min(2, 'Enter a short name').max(60, 'Use 60 characters or fewer'),
})
