import { z } from 'zod'

const uuid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

export const actions = {
  write: 'Writes',
  read: 'Looks',
  search: 'Searches',
  export: 'Exports',
  disclose: 'Disclosures',
  grant: 'Access given',
  'break-glass': 'Break-glass',
  'sign-in': 'Sign-ins',
  'sign-in-failed': 'Failed sign-ins',
  erase: 'Erasures',
} as const

/** What the ledger's page is asked for. Anything else in the address is passed over. */
export const ledgerForm = z.object({
  action: z
    .enum(Object.keys(actions) as [keyof typeof actions])
    .optional()
    .catch(undefined),
  actor: uuid.optional().catch(undefined),
  subject: uuid.optional().catch(undefined),
  before: uuid.optional().catch(undefined),
})
