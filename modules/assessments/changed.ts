import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { besideEachOther, changesFinding } from './rules/changes.ts'
import { assessmentsOf, factorsOf } from './store/assessments.ts'

/** What came and went between the first and the newest assessment of a file, in words: no figure, and no score. */
export type Changed = { readonly words: string; readonly from: string; readonly to: string; readonly href: string }

/** How the first and the newest assessment of a file differ; undefined where there are not two that the reader may see. */
export async function changedSince(tx: Transaction, file: string): Promise<Changed | undefined> {
  const all = await assessmentsOf(tx, file)
  const [newest, first] = [all[0], all.at(-1)]
  if (newest === undefined || first === undefined || newest.id === first.id) return undefined
  await record(tx, ...[first, newest].map(({ id }) => ({ action: 'read', kind: 'assessment', subject: id }) as const))
  const beside = besideEachOther(await factorsOf(tx, first.id), await factorsOf(tx, newest.id))
  const href = `/assessments/${first.id}/beside/${newest.id}`
  return { words: changesFinding(beside), from: first.made_on, to: newest.made_on, href }
}
