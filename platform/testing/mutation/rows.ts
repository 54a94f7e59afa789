// Rows for every table of a schema, made from its catalog alone. Each table has one id, and whatever points at the table holds it:
// so that every join of every policy finds its row, whoever may be asking.
import { idOf, isUuid } from '../../ids.ts'
import type { Catalog, Column, Relation } from './catalog.ts'

/** The person whom every row names as its author. */
export const author = idOf('mutation', 'the author of every row')

/** With everything filled in and long ago; with nothing filled in that may be left out; and with days that are yet to come. */
const kinds = ['past', 'bare', 'future'] as const
type Kind = (typeof kinds)[number]

export type Row = Readonly<Record<string, unknown>>
export type Particulars = {
  /** By table, what its rows hold beside what the catalog tells: a row of each kind is made for each of these. */
  readonly rows: Readonly<Record<string, readonly Row[]>>
  /** Tables of which a policy asks for the one row with an id: they get that of long ago alone. */
  readonly single: readonly string[]
  /** By table, the name under which retention removes its rows. */
  readonly removedAs: Readonly<Record<string, string>>
}

/** The id of whatever has this name: of a collection, where the name says so (see platform/sql/0001_access.sql for the versions). */
export function recordOf(name: string): string {
  if (name === 'account') return author
  const id = idOf('mutation', name)
  return name.endsWith('collection') ? id : `${id.slice(0, 14)}7${id.slice(15)}`
}

/** Every id that the rows hold, but the author's. */
export function idsIn(rows: readonly Row[]): string[] {
  const ids = rows.flatMap(row => Object.values(row)).filter(it => typeof it === 'string' && isUuid(it))
  return [...new Set(ids.map(String))].filter(id => id !== author)
}

export function rowsOf(catalog: Catalog, { name, columns }: Relation, particulars: Particulars): Row[] {
  const made = (patch: Row, kind: Kind): Row =>
    Object.fromEntries(
      columns
        .filter(({ generated }) => !generated)
        .map(column => [column.name, column.name in patch ? patch[column.name] : madeUp(catalog, name, column, kind)]),
    )
  const wanted = particulars.single.includes(name) ? kinds.slice(0, 1) : kinds
  return (particulars.rows[name] ?? [{}]).flatMap(patch => wanted.map(kind => made(patch, kind)))
}

function madeUp(catalog: Catalog, table: string, column: Column, kind: Kind): unknown {
  if (kind === 'bare' && column.nullable) return null
  const one = scalarOf(catalog, table, { ...column, type: column.type.replace('[]', '') }, kind)
  return column.type.endsWith('[]') ? [one] : one
}

function scalarOf(catalog: Catalog, table: string, column: Column, kind: Kind): unknown {
  if (column.type === 'uuid') return uuidOf(catalog, table, column)
  const simple: Readonly<Record<string, unknown>> = {
    text: 'x',
    boolean: kind !== 'bare',
    jsonb: {},
    bytea: '\\x00',
    date: kind === 'future' ? '2100-01-01' : '2001-01-01',
    'timestamp with time zone': kind === 'future' ? '2100-01-01T00:00:00Z' : '2001-01-01T00:00:00Z',
    'time without time zone': '12:00',
  }
  if (column.type in simple) return simple[column.type]
  if (/^(integer|smallint|bigint|numeric|real|double precision)$/.test(column.type)) return 1
  throw new Error(`No value is known for ${table}.${column.name} of type ${column.type}.`)
}

function uuidOf(catalog: Catalog, table: string, { name, parent }: Column): string {
  if (parent !== null) {
    const above = catalog.relations.get(parent.table)?.columns.find(it => it.name === parent.column)
    return above === undefined ? recordOf(parent.table) : uuidOf(catalog, parent.table, above)
  }
  if (name === 'id') return recordOf(table)
  if (namesAuthor(catalog, table, name)) return author
  return recordOf(pointsAt[name] ?? name)
}

// What is named without a foreign key, across modules.
const pointsAt: Readonly<Record<string, string>> = {
  person: 'person_record',
  subject: 'person_record',
  record: 'person_record',
  one: 'person_record',
  other: 'person_record',
  file: 'case_file',
  told_person: 'person_record',
  report: 'tension',
}

/** Whether a policy of the table compares this column with whoever asks. */
export function namesAuthor({ texts }: Catalog, table: string, column: string): boolean {
  return (
    /^(actor|account|by|\w+_by)$/.test(column) ||
    new RegExp(`\\b${column} (=|<>) \\(?NULLIF\\(current_setting\\('app.actor'`).test(texts.get(table) ?? '')
  )
}
