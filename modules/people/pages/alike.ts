import { record } from '#platform/ledger'
import type { Visit } from '#platform/module'
import { worlds } from '../rules/worlds.ts'
import type { PersonRecord } from '../store/records.ts'
import { bornInWords, titleOf } from './shared.ts'

/** Writes down that a search showed these. */
export async function recordFound({ tx }: Visit, shown: readonly PersonRecord[], why: string): Promise<void> {
  await record(
    tx,
    { action: 'search', kind: 'people', detail: { shown: shown.length, why } },
    ...shown.map(({ id }) => ({ action: 'read', kind: 'person in a list', subject: id }) as const),
  )
}

/** One line of a list of records. */
export const rowOf = (person: PersonRecord) => ({
  id: person.id,
  name: titleOf(person),
  others: person.other_names.join(', '),
  born: bornInWords(person),
  agency: person.agency_name,
  world: worlds[person.world],
})
