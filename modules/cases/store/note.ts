import type { Transaction } from '#platform/database'
import { NotFound } from '#platform/errors'
import { addEvent, caseById } from './files.ts'

/** Writes on a case that a meeting talked about it, as somebody who may write the case. Throws NotFound where it is not to be read. */
export async function noteOnCase(
  tx: Transaction,
  id: string,
  { event, why }: { readonly event: 'discussed'; readonly why: string },
  now: Date,
): Promise<void> {
  if ((await caseById(tx, id)) === undefined) throw new NotFound()
  await addEvent(tx, id, { event, why }, now)
}
