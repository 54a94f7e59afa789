import { csvRows, FileRefused, isRow, type Parsed, type ReadContext, type Rejected } from '#platform/files'
import type { ImportKind } from '#platform/imports'
import type { Secrets } from '#platform/secrets'
import { feeds } from '../collections.ts'
import { type FeedColumns, type FeedField, type FeedPerson, personOfRow } from '../rules/feed.ts'
import { schemes } from '../rules/identifiers.ts'
import { type Loader, loadFeedRows, mappingById, undoFeed } from '../store/feeds.ts'

type Context = ReadContext & { readonly columns: FeedColumns }

export const feedKind = 'people-extract'

/** An extract of an agency's records of people, read with a mapping of that agency (option `mapping`). Records of help only. */
export function feedImport(secrets: Secrets, loader: Loader, now: Date): ImportKind<FeedPerson, Context> {
  return {
    name: feedKind,
    title: 'Extract of an agency',
    words: 'Records of people that one agency helps, as its own system gives them.',
    columns: [],
    collection: feeds,
    async prepare(tx, reading, options) {
      const mapping = await mappingById(tx, options['mapping'] ?? '')
      if (mapping === undefined) throw new FileRefused('The extract', 'no saved columns of your agency fit it.')
      return { ...reading, columns: mapping.columns }
    },
    read: (file, context) => readPeople(file, context),
    load: (tx, batch, rows) => loadFeedRows(tx, secrets, batch, rows, { loader, now }),
    undo: undoFeed,
  }
}

async function* readPeople(
  file: Parameters<ImportKind['read']>[0],
  { columns, today, note, otherKind }: Context,
): AsyncIterable<Parsed<FeedPerson>> {
  const required = Object.values(columns)
  const named = otherKind === undefined ? {} : { otherKind }
  for await (const row of csvRows(file, { required, note, ...named })) {
    if (!isRow(row)) {
      yield unread(row)
      continue
    }
    const cell = (field: FeedField): string => {
      const column = columns[field]
      return column === undefined ? '' : row.get(column)
    }
    const person = personOfRow(cell, today, scheme =>
      note(
        `At least one ${schemes[scheme]} has a wrong check character. It was left out, and the record loaded without it.`,
      ),
    )
    if ('reason' in person) yield unread(row.reject(columns[person.field] ?? person.field, person.reason))
    else yield { line: row.line, row: person }
  }
}

/** A rejected line is kept without what stands in it: everyone who may load an extract reads the list of rejected lines. */
export const unread = (rejected: Rejected): Rejected => ({ ...rejected, text: '' })
