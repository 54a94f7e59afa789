// What the pages of requests share.
import { NotFound } from '#platform/errors'
import type { Parsed } from '#platform/forms'
import { isUuid } from '#platform/ids'
import type { Visit } from '#platform/module'
import { longDate } from '#platform/views'
import { clockOf, isClosed, leftWords, type RequestEvent, stateWords } from '../rules/requests.ts'
import { isOpen, type OpenedRecord, openedRecords } from '../store/opened.ts'
import { requestById, type SubjectRequest } from '../store/requests.ts'

export const marking = 'OFFICIAL-SENSITIVE'
export const requestRoles = ['governance'] as const

/** The request in the address, or NotFound. */
export async function requestIn({ tx, params }: Visit): Promise<SubjectRequest> {
  const id = params['id'] ?? ''
  const it = isUuid(id) ? await requestById(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  return it
}

/** What a request is called in letters and file names: it names nobody. */
export const referenceOf = ({ id }: SubjectRequest): string => `SR-${id.slice(-8)}`

export const bornWords = ({ born }: SubjectRequest): string => longDate(born)

/** Where a request stands on a UK day, in words. */
export function standingOf(it: SubjectRequest, events: readonly RequestEvent[], today: string) {
  const clock = clockOf(it, events)
  return {
    ...clock,
    closed: isClosed(clock.state),
    words: stateWords[clock.state],
    left: clock.due === null ? '' : leftWords(clock.due, today),
  }
}

/** The records that are open for a request now. */
export async function openedOf({ tx, now }: Visit, request: string): Promise<OpenedRecord[]> {
  return (await openedRecords(tx, request)).filter(it => isOpen(it, now))
}

/** One thing to put right, as a form would have said it. */
export const again = (field: string, message: string): Exclude<Parsed<unknown>, { ok: true }> => ({
  ok: false,
  errors: [{ field, message }],
})
