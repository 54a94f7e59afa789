import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import type { ImportKind } from '#platform/imports'
import { partnerIncidents } from '../collections.ts'
import { type DatedContext, datedIncidents, type IncidentRow, type KnownLsoas, newDatedMemory } from '../files/index.ts'
import { type KindsByWords, kindOf, kindsByWords } from '../kind-rules.ts'
import { countBatch, removeBatch } from '../store/incidents.ts'
import { knownLsoas, loadIncidents } from './shared.ts'

type Context = DatedContext & { readonly known: KnownLsoas; readonly kinds: KindsByWords }

/** The name under which the partnership's own incidents are counted. */
export const partnerSource = 'partnership'

export const datedImport: ImportKind<IncidentRow, Context> = {
  name: 'dated-incidents',
  title: datedIncidents.title,
  words:
    'Incidents with a date, a kind and how each came to be known, from any partner. No names: a file with a column for a person is refused. Give day-first dates with the option date-order.',
  columns: datedIncidents.columns,
  options: [
    {
      name: 'date-order',
      label: 'Order of dates (optional)',
      hint: 'day-first or month-first, where dates are not written year-month-day',
    },
  ],
  collection: partnerIncidents,
  prepare: async (tx, reading, options) => ({
    ...reading,
    ...(options['date-order'] === 'day-first' || options['date-order'] === 'month-first'
      ? { dateOrder: options['date-order'] }
      : {}),
    memory: newDatedMemory(),
    known: await knownLsoas(tx),
    kinds: kindsByWords(await content(tx, 'kinds')),
  }),
  read: (file, context) => datedIncidents.read(file, context),
  load: (tx, batch, rows, { known, kinds, note }) =>
    loadIncidents(tx, batch, partnerIncidents, rows, known, ({ category }) => kindOf(category, kinds, note)),
  finish: async (tx: Transaction, batch: string) => {
    await countBatch(tx, batch)
    return []
  },
  undo: removeBatch,
}
