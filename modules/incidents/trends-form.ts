import { z } from 'zod'

/** What the page of trends is asked for. Anything that cannot be read is as if it were not asked; what a value means, and
 * whether there is such a thing, is decided against what is loaded. */
export const trendsForm = z.object({
  source: z.enum(['police', 'partners', 'hospital']).optional().catch(undefined),
  /** A kind on file; `all` for all of them; empty for the usual one. */
  kind: z.string().catch('').default(''),
  place: z.string().trim().catch('').default(''),
  period: z.string().catch('latest').default('latest'),
  months: z.enum(['recent', 'all']).catch('recent').default('recent'),
  by: z.enum(['district', 'ward', 'small']).optional().catch(undefined),
  /** `published` shows an analyst what everyone else is shown. */
  figures: z.enum(['records', 'published']).catch('records').default('records'),
})

export type Question = z.output<typeof trendsForm>

/** The question as part of an address, without what is usual. */
export function addressOf(question: Partial<Question>): string {
  const usual: Partial<Record<string, string>> = { period: 'latest', months: 'recent', figures: 'records' }
  const asked = Object.entries(question).filter(
    ([key, value]) => value !== undefined && value !== '' && value !== usual[key],
  )
  return new URLSearchParams(asked.map(([key, value]) => [key, String(value)])).toString()
}
