import { z } from 'zod'
import { isRealDay } from '#platform/days'
import { lawfulId } from './fields.ts'

const uuid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

/** What the list of disclosures is asked for. Anything else in the address is passed over. */
export const filterForm = z.object({
  agency: uuid.optional().catch(undefined),
  gateway: lawfulId.optional().catch(undefined),
  from: z.string().refine(isRealDay).optional().catch(undefined),
  until: z.string().refine(isRealDay).optional().catch(undefined),
  before: uuid.optional().catch(undefined),
})
