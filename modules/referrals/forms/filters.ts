import { z } from 'zod'
import { type Waits, waitsWords } from '../rules/work.ts'

const keys = Object.keys(waitsWords).filter(it => it !== 'nothing') as [Waits, ...Waits[]]

/** How the lists may be narrowed. What an address holds that is none of these is passed over. */
export const filterForm = z.object({
  whose: z.enum(['anyone', 'nobody', 'mine', 'colleagues']).catch('anyone').default('anyone'),
  late: z.enum(['yes', '']).catch('').default(''),
  goes: z.enum(['nobody', '']).catch('').default(''),
  waits: z
    .enum([...keys, ''])
    .catch('')
    .default(''),
  about: z.enum(['person', 'peer group', 'place', '']).catch('').default(''),
  agency: z
    .union([z.uuid(), z.literal('')])
    .catch('')
    .default(''),
})
export type FilterAnswers = z.output<typeof filterForm>

export const saveFilterForm = z.object({
  ...filterForm.shape,
  name: z.string('Enter a short name').trim().min(2, 'Enter a short name').max(60, 'Use 60 characters or fewer'),
})
