// Street-level crime as data.police.uk publishes it, one file for each force and month.
//
// What was measured on 191,789 rows of two forces (2018-19, 2024, 2025), and decided from it:
// - Rows without a Crime ID, 14 to 29 in a hundred, are all anti-social behaviour. Equal rows among them are common (up to
//   8 in a hundred of a month): many incidents share one anonymised map point and the file has only the month. They are
//   different incidents, and every one is kept.
// - 38 Crime IDs appear twice within a file, none in two files. 37 of them differ in place, kind or outcome: two lines of
//   one recorded crime, which the publisher counts twice, and so do we. One is equal in every field: a duplicate.
// - So only a row that has a Crime ID and repeats another in every field is a duplicate.
// - Since anti-social behaviour has no reference, a month that is in two files could not be told from a busy month. Two
//   files with the same force and month are refused.

import {
  type CsvRow,
  csvRows,
  type FileKind,
  FileRefused,
  Fingerprints,
  isRow,
  type Parsed,
  type ReadContext,
  type SourceFile,
} from '#platform/files'
import { lsoaPattern, readPoint } from './place.ts'
import { describeHeader, recogniseIncidents } from './recognise.ts'
import type { IncidentFlags, IncidentRow } from './types.ts'

/** What must be remembered from one file of an import to the next. */
export type StreetMemory = { readonly rows: Fingerprints; readonly months: Map<string, string> }

export const newStreetMemory = (): StreetMemory => ({ rows: new Fingerprints(), months: new Map() })

export type StreetContext = ReadContext & { readonly memory?: StreetMemory }

const required = [
  'Crime ID',
  'Month',
  'Reported by',
  'Longitude',
  'Latitude',
  'Location',
  'LSOA code',
  'Crime type',
  'Last outcome category',
]

export const policeStreet: FileKind<IncidentRow, StreetContext> = {
  kind: 'police-street',
  title: 'Street-level crime from data.police.uk',
  columns: required,
  recognises: header => recogniseIncidents(header) === 'police-street',
  read,
}

async function* read(file: SourceFile, context: StreetContext): AsyncGenerator<Parsed<IncidentRow>> {
  const memory = context.memory ?? newStreetMemory()
  const ofOneFile = oneFilePerMonth(file.name, memory.months)
  for await (const row of csvRows(file, { otherKind: describeHeader, ...context, required })) {
    if (!isRow(row)) {
      yield row
      continue
    }
    const parsed = readRow(row, context.today)
    if ('row' in parsed) ofOneFile(parsed.row)
    if ('row' in parsed && parsed.row.externalId !== null && !memory.rows.add(row.text))
      yield { line: row.line, duplicate: true, text: row.text }
    else yield parsed
  }
}

/** Throws FileRefused when a month of a force is in a second file. Rows of one month stand together, so this costs little. */
function oneFilePerMonth(name: string, months: Map<string, string>): (row: IncidentRow) => void {
  let checked = ''
  return ({ month, reportedBy }) => {
    const key = `${month} of ${reportedBy}`
    if (key === checked) return
    checked = key
    const first = months.get(key) ?? name
    if (first !== name) throw new FileRefused(name, `${key} is already in ${first}. Keep one of the two files.`)
    months.set(key, name)
  }
}

/** The file says none of these. */
const unknownFlags: IncidentFlags = { online: null, domestic: null, weapon: null, injury: null }

/** data.police.uk starts with December 2010. */
const firstMonth = '2010-12'

function readRow(row: CsvRow, today: string): Parsed<IncidentRow> {
  const month = row.get('Month')
  const monthFault = faultOfMonth(month, today)
  if (monthFault !== undefined) return row.reject('Month', monthFault)
  const point = readPoint(row.get('Longitude'), row.get('Latitude'))
  if ('reason' in point) return row.reject(point.column, point.reason)
  const lsoa = row.get('LSOA code')
  if (lsoa !== '' && !lsoaPattern.test(lsoa))
    return row.reject('LSOA code', `"${lsoa.slice(0, 40)}" is not the code of a small area.`)
  for (const column of ['Crime type', 'Reported by'])
    if (row.get(column) === '') return row.reject(column, 'This cell is empty.')
  const accepted: IncidentRow = {
    externalId: orNull(row.get('Crime ID')),
    month,
    occurred: null,
    precision: 'month',
    category: row.get('Crime type'),
    ...point,
    lsoa: orNull(lsoa),
    location: orNull(row.get('Location')),
    reportedBy: row.get('Reported by'),
    source: 'police.uk',
    provenance: 'unknown',
    severity: null,
    flags: unknownFlags,
    groupA: null,
    groupB: null,
    outcome: orNull(row.get('Last outcome category')),
  }
  return { line: row.line, row: accepted }
}

function faultOfMonth(month: string, today: string): string | undefined {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    return `"${month.slice(0, 40)}" is not a month. It should read like 2025-03: was the file saved by a spreadsheet?`
  if (month < firstMonth) return `${month} is before ${firstMonth}, the first month that data.police.uk has.`
  return month > today.slice(0, 7) ? `${month} is in the future.` : undefined
}

const orNull = (text: string): string | null => (text === '' ? null : text)
