import { z } from 'zod'
import { lawfulId } from './fields.ts'

const uuid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

/** What the list of disclosures is asked for. Anything else in the address is passed over. */
export const filterForm = z.object({
  agency: uuid.optional().catch(undefined),
  gateway: lawfulId.optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
  before: uuid.optional().catch(undefined),
})
