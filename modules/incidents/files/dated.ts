// The partnership's own dated incidents. README.md in this folder describes the columns for the people who prepare the file.

import {
  type CsvRow,
  csvHeader,
  csvRows,
  type FileKind,
  FileRefused,
  Fingerprints,
  isRow,
  type Parsed,
  plainName,
  type ReadContext,
  type Rejected,
  type SourceFile,
} from '#platform/files'
import { coarser, type DateOrder, isPrecision, type Moment, readMoment, type Unusable } from './dates.ts'
import { lsoaPattern, readPoint } from './place.ts'
import { describeHeader, recogniseIncidents } from './recognise.ts'
import type { IncidentFlags, IncidentRow, Provenance } from './types.ts'

export type DatedContext = ReadContext & {
  /** Day first, or month first, for files that do not write year-month-day. */
  readonly dateOrder?: DateOrder
  /** Who sends the file, for rows whose own column does not say. */
  readonly agency?: string
  readonly memory?: DatedMemory
}

/** What must be remembered from one file of an import to the next. */
export type DatedMemory = { readonly references: Fingerprints; readonly rows: Fingerprints }

export const newDatedMemory = (): DatedMemory => ({ references: new Fingerprints(), rows: new Fingerprints() })

const required = ['date', 'kind', 'provenance']
const optional = [
  ...['reference', 'time', 'precision', 'severity', 'longitude', 'latitude', 'lsoa', 'place', 'reported_by'],
  ...['online', 'domestic', 'weapon', 'injury', 'group_a', 'group_b', 'outcome'],
]

/** An incident is about what happened where. Columns like these do not belong in the file, and stop it. */
const personal = new Set([
  ...['surname', 'forename', 'first name', 'last name', 'full name', 'date of birth', 'dob', 'nhs number'],
  ...['pnc id', 'address', 'email', 'phone', 'telephone'],
])

export const datedIncidents: FileKind<IncidentRow, DatedContext> = {
  kind: 'dated-incidents',
  title: "The partnership's own dated incidents",
  columns: [...required, ...optional],
  recognises: header => recogniseIncidents(header) === 'dated-incidents',
  read,
}

async function* read(file: SourceFile, context: DatedContext): AsyncGenerator<Parsed<IncidentRow>> {
  checkColumns(file.name, await csvHeader(file), context)
  const memory = context.memory ?? newDatedMemory()
  const aliases = { reference: ['id', 'incident id', 'crime number'], lsoa: ['lsoa code', 'lsoa21cd', 'lsoa11cd'] }
  for await (const row of csvRows(file, {
    otherKind: describeHeader,
    ...context,
    required,
    optional,
    aliases,
  })) {
    if (!isRow(row)) yield row
    else yield withoutRepeats(row, readRow(row, context), memory)
  }
}

function checkColumns(name: string, header: readonly string[], { note }: DatedContext): void {
  const found = header.map(plainName)
  const forbidden = found.find(column => personal.has(column))
  if (forbidden !== undefined)
    throw new FileRefused(
      name,
      `it has a column "${forbidden}". Incidents hold nothing about a person: remove it first.`,
    )
  const known = new Set(
    [...required, ...optional, 'id', 'incident id', 'crime number', 'lsoa code', 'lsoa21cd', 'lsoa11cd'].map(plainName),
  )
  const ignored = header.filter(column => !known.has(plainName(column)))
  if (ignored.length > 0 && known.size > 0)
    note(`${name}: these columns are not used: ${ignored.join(', ').slice(0, 300)}.`)
}

/**
 * A reference names one incident. A second row with it is a duplicate when all of it is the same, and otherwise rejected.
 * Rows without a reference are all kept.
 */
function withoutRepeats(row: CsvRow, parsed: Parsed<IncidentRow>, memory: DatedMemory): Parsed<IncidentRow> {
  if (!('row' in parsed) || parsed.row.externalId === null) return parsed
  const newRow = memory.rows.add(row.text)
  const newReference = memory.references.add(parsed.row.externalId)
  if (newReference) return parsed
  return newRow
    ? row.reject('reference', 'An earlier row has this reference, with other details. Give each incident its own.')
    : { line: row.line, duplicate: true, text: row.text }
}

function readRow(row: CsvRow, context: DatedContext): Parsed<IncidentRow> {
  const when = readWhen(row, context)
  if ('reason' in when) return row.reject('date', when.reason)
  const where = readWhere(row)
  if ('reason' in where) return where
  const provenance = row.get('provenance').toLowerCase()
  if (!isProvenance(provenance))
    return row.reject(
      'provenance',
      `"${provenance.slice(0, 40)}" is not one of ${Object.keys(provenances).join(', ')}.`,
    )
  const kind = row.get('kind')
  if (kind === '' || kind.length > 100)
    return row.reject('kind', 'Say in at most 100 letters what kind of incident this was.')
  const severity = readSeverity(row)
  if (typeof severity === 'object' && severity !== null) return severity
  const flags = readFlags(row)
  if ('reason' in flags) return flags
  const groups = readGroups(row)
  if ('reason' in groups) return groups
  if (where.lsoa === null && where.longitude === null && flags.online !== true)
    return row.reject('lsoa', 'There is no place. Give an LSOA, or longitude and latitude, or say that it was online.')
  const accepted: IncidentRow = {
    externalId: orNull(row.get('reference').slice(0, 100)),
    month: when.value.slice(0, 7),
    occurred: when.precision === 'month' ? null : when.value,
    precision: when.precision,
    category: kind,
    ...where,
    location: orNull(row.get('place').slice(0, 200)),
    reportedBy: row.get('reported_by') || (context.agency ?? ''),
    source: 'partnership',
    provenance,
    severity,
    flags,
    ...groups,
    outcome: orNull(row.get('outcome').slice(0, 200)),
  }
  return { line: row.line, row: accepted }
}

function readWhen(row: CsvRow, context: DatedContext): Moment | Unusable {
  const moment = readMoment(row.get('date'), row.get('time'), context)
  const precision = row.get('precision').toLowerCase()
  if ('reason' in moment || precision === '') return moment
  return isPrecision(precision)
    ? coarser(moment, precision)
    : { reason: `"${precision}" is not month, day, hour or minute.` }
}

type Where = { readonly longitude: number | null; readonly latitude: number | null; readonly lsoa: string | null }

function readWhere(row: CsvRow): Where | Rejected {
  const point = readPoint(row.get('longitude'), row.get('latitude'))
  if ('reason' in point) return row.reject(plainName(point.column), point.reason)
  const lsoa = row.get('lsoa').toUpperCase()
  if (lsoa !== '' && !lsoaPattern.test(lsoa))
    return row.reject('lsoa', `"${lsoa.slice(0, 40)}" is not the code of a small area.`)
  return { ...point, lsoa: orNull(lsoa) }
}

const provenances: Readonly<Record<Provenance, true>> = {
  reported: true,
  discovered: true,
  health: true,
  school: true,
  community: true,
  unknown: true,
}

const isProvenance = (text: string): text is Provenance => Object.hasOwn(provenances, text)

function readSeverity(row: CsvRow): number | null | Rejected {
  const text = row.get('severity')
  if (text === '') return null
  return /^(10|[1-9])$/.test(text)
    ? Number(text)
    : row.reject('severity', 'Severity is a whole number from 1 to 10, or empty.')
}

function readFlags(row: CsvRow): IncidentFlags | Rejected {
  const flags: Record<string, boolean | null> = {}
  for (const column of ['online', 'domestic', 'weapon', 'injury']) {
    const text = row.get(column).toLowerCase()
    const flag = /^(yes|y|true|1)$/.test(text) ? true : /^(no|n|false|0)$/.test(text) ? false : null
    if (flag === null && text !== '')
      return row.reject(column, 'Write yes or no, or leave it empty when it is not known.')
    flags[column] = flag
  }
  const { online = null, domestic = null, weapon = null, injury = null } = flags
  return { online, domestic, weapon, injury }
}

/** Codes, so that no name of a person or a group travels in a file of incidents. */
function readGroups(row: CsvRow): { readonly groupA: string | null; readonly groupB: string | null } | Rejected {
  for (const column of ['group_a', 'group_b'])
    if (!/^[A-Za-z0-9-]{0,20}$/.test(row.get(column)))
      return row.reject(column, 'A group is given by its code: up to 20 letters, digits and hyphens, and no name.')
  return { groupA: orNull(row.get('group_a')), groupB: orNull(row.get('group_b')) }
}

const orNull = (text: string): string | null => (text === '' ? null : text)
