import { z } from 'zod'
import { agreementsNow, settledBases } from '../rules/basis.ts'

const keys = Object.keys(agreementsNow) as [keyof typeof agreementsNow, ...(keyof typeof agreementsNow)[]]
const text = (longest: number) => z.string().trim().max(longest, `Use ${longest} characters or fewer`).default('')

/** Their agreement, or why the law allows it, as it is from now on: who said so, on which day (not after `today`), and what changed. */
export const agreementForm = (today: string) =>
  z
    .object({
      agreementNow: z.union([z.enum(keys), z.literal('')], 'Choose from the list').default(''),
      basisNow: z.union([z.enum(settledBases), z.literal('')], 'Choose from the list').default(''),
      saidBy: z.string('Say who said so').trim().min(2, 'Say who said so').max(200, 'Use 200 characters or fewer'),
      saidOn: z.iso
        .date('Enter a real day, such as 27 3 2026')
        .refine(day => day <= today, 'Enter a day that is not in the future')
        .default(today),
      changedWhy: text(1_000),
    })
    .refine(it => it.agreementNow !== '' || it.basisNow !== '', {
      path: ['agreementNow'],
      message: 'Choose what has changed: their agreement, or why the law allows it',
    })
