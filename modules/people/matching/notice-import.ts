import { type CsvRow, csvRows, isRow, type Parsed } from '#platform/files'
import type { ImportKind } from '#platform/imports'
import { noticesGiven } from '../collections.ts'
import { bornOf } from '../rules/feed.ts'
import { type NewNotice, type NoticeChild, type Witnessed, witnessing } from '../rules/notices.ts'
import { addNotices, knownReferences, undoNotices } from '../store/notices.ts'
import { unread } from './feed-import.ts'

export const noticeKind = 'abuse-notices'

export const noticeColumns = [
  'notice_ref',
  'happened_on',
  'address',
  'postcode',
  'given_name',
  'family_name',
  'date_of_birth',
  'school',
  'witnessed',
] as const

export type NoticeRow = Omit<NewNotice, 'children'> & { readonly child: NoticeChild }

/** Notices of domestic abuse, one line for each child. A column with an account of the visit is not read, and no adult is. */
export function noticeImport(actor: string, now: Date): ImportKind<NoticeRow> {
  return {
    name: noticeKind,
    title: 'Notices of domestic abuse',
    words: 'When and where, and who the children are: one line for each child. Nothing else is read.',
    columns: noticeColumns,
    collection: noticesGiven,
    prepare: async (_, reading) => reading,
    async *read(file, { today, note, otherKind }): AsyncIterable<Parsed<NoticeRow>> {
      const named = otherKind === undefined ? {} : { otherKind }
      for await (const row of csvRows(file, { required: noticeColumns, note, ...named })) {
        yield isRow(row) ? noticeOf(row, today) : unread(row)
      }
    },
    async load(tx, batch, rows) {
      const known = await knownReferences(tx, [...new Set(rows.map(({ reference }) => reference))])
      const fresh = rows.filter(({ reference }) => !known.has(reference))
      const notices = [...Map.groupBy(fresh, ({ reference }) => reference).values()].flatMap(together)
      const loaded = notices.length === 0 ? 0 : await addNotices(tx, notices, { actor, now, batch })
      return { loaded, duplicate: rows.length - fresh.length, outside: 0 }
    },
    undo: undoNotices,
  }
}

const together = (rows: readonly NoticeRow[]): NewNotice[] => {
  const [first] = rows
  if (first === undefined) return []
  const { child: _, ...notice } = first
  return [{ ...notice, children: rows.map(({ child }) => child) }]
}

function noticeOf(row: CsvRow, today: string): Parsed<NoticeRow> {
  const happened = bornOf(row.get('happened_on'), today)?.born
  if (happened == null) return unread(row.reject('happened_on', 'The day is no real day, or lies ahead.'))
  const born = bornOf(row.get('date_of_birth'), today)
  if (born === undefined)
    return unread(row.reject('date_of_birth', 'The date of birth is no real date, or lies ahead.'))
  const [given_name, family_name] = [row.get('given_name'), row.get('family_name')]
  if (given_name === '' && family_name === '') return unread(row.reject('given_name', 'The row names no child.'))
  const reference = row.get('notice_ref')
  if (reference === '') return unread(row.reject('notice_ref', 'The row has no reference.'))
  const child = {
    given_name,
    family_name,
    born: born.born,
    school: row.get('school'),
    witnessed: nearness(row.get('witnessed')),
  }
  const [address, postcode] = [row.get('address'), row.get('postcode').toUpperCase()]
  return { line: row.line, row: { reference, happened_on: happened, address, postcode, child } }
}

const nearness = (text: string): Witnessed => {
  const known = Object.keys(witnessing).find(it => it === text.toLowerCase())
  return (known as Witnessed | undefined) ?? 'not known'
}
