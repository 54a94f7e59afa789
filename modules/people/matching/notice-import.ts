import { type CsvRow, csvRows, isRow, type Parsed } from '#platform/files'
import type { ImportKind } from '#platform/imports'
import { noticesGiven } from '../collections.ts'
import { bornOf } from '../rules/feed.ts'
import {
  childKey,
  isChild,
  longest,
  type NewNotice,
  type NoticeChild,
  onOneLine,
  type Witnessed,
  witnessing,
  wrongDay,
  wrongPart,
} from '../rules/notices.ts'
import { addNotices, knownChildren, undoNotices } from '../store/notices.ts'
import { unread } from './feed-import.ts'

export const noticeKind = 'abuse-notices'

/** What a file of notices has in its first line, and what each column holds. */
export const columnWords = {
  notice_ref: 'Your own number of the notice: the same on each line of one notice',
  happened_on: 'The day on which it happened, within the last year',
  address: 'Where',
  postcode: 'The postcode',
  given_name: 'Given name of the child',
  family_name: 'Family name of the child',
  date_of_birth: 'Date of birth, under 18, or nothing where nobody knows it',
  school: 'School or nursery, or nothing',
  witnessed: 'How near the child was: “saw or heard it”, “in the home”, “elsewhere” or “not known”; or nothing',
} as const

export const noticeColumns = Object.keys(columnWords)

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
      const named = await knownChildren(tx, [...new Set(rows.map(({ reference }) => reference))])
      const fresh = rows.filter(({ reference, child }) => {
        const key = childKey(reference, child)
        return !named.has(key) && named.add(key)
      })
      const notices = [...Map.groupBy(fresh, ({ child: _, ...notice }) => JSON.stringify(notice)).values()]
      const loaded = notices.length === 0 ? 0 : await addNotices(tx, notices.flatMap(together), { actor, now, batch })
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
  const parts = Object.keys(longest) as (keyof typeof longest)[]
  for (const part of parts) {
    const wrong = wrongPart(part, onOneLine(row.get(part)))
    if (wrong !== undefined) return unread(row.reject(part, wrong))
  }
  const happened = bornOf(row.get('happened_on'), today)?.born
  if (happened == null) return unread(row.reject('happened_on', 'The day is no real day, or lies ahead.'))
  const wrongYear = wrongDay(happened, today)
  if (wrongYear !== undefined) return unread(row.reject('happened_on', wrongYear))
  const born = bornOf(row.get('date_of_birth'), today)
  if (born === undefined)
    return unread(row.reject('date_of_birth', 'The date of birth is no real date, or lies ahead.'))
  if (!isChild(born.born, today)) return unread(row.reject('date_of_birth', grown))
  const [given_name, family_name] = [onOneLine(row.get('given_name')), onOneLine(row.get('family_name'))]
  if (given_name === '' && family_name === '') return unread(row.reject('given_name', 'The row names no child.'))
  const reference = onOneLine(row.get('notice_ref'))
  if (reference === '') return unread(row.reject('notice_ref', 'The row has no reference.'))
  const witnessed = nearness(onOneLine(row.get('witnessed')))
  if (witnessed === undefined) return unread(row.reject('witnessed', 'It is none of the four ways to say it.'))
  const child = { given_name, family_name, born: born.born, school: onOneLine(row.get('school')), witnessed }
  const [address, postcode] = [onOneLine(row.get('address')), onOneLine(row.get('postcode')).toUpperCase()]
  return { line: row.line, row: { reference, happened_on: happened, address, postcode, child } }
}

const grown = 'They are 18 or over by this date of birth, and a notice names children only.'

/** How near they were. Other words are no answer: read as "not known" they would keep a child from the forum, in silence. */
const nearness = (text: string): Witnessed | undefined =>
  text === '' ? 'not known' : (Object.keys(witnessing) as Witnessed[]).find(it => it === text.toLowerCase())
