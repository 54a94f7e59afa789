import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import { type ContextKey, contextKeys } from './rules/contexts.ts'
import type { Factor } from './rules/findings.ts'

/** The strengths and risks as the content pack words them today, strengths first. `version` says with which words it was asked. */
export type Instrument = { readonly version: string; readonly factors: readonly Factor[] }

const isContext = (text: string): text is ContextKey => contextKeys.some(key => key === text)

export async function instrument(tx: Transaction): Promise<Instrument> {
  const strengths = (await content(tx, 'protectiveFactors')).map(row => ({ ...row, kind: 'strength' as const }))
  const risks = (await content(tx, 'riskFactors')).map(row => ({ ...row, kind: 'risk' as const }))
  const factors = [...strengths, ...risks].flatMap(({ id, kind, context_ours: context, plain_label_ours: label }) =>
    isContext(context) ? [{ factor: id, kind, context, label }] : [],
  )
  return {
    version: idOf('instrument', ...factors.flatMap(({ factor, label }) => [factor, label])).slice(0, 8),
    factors,
  }
}
