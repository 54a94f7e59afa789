// Assaults told to hospital staff: the NHS minimum data set "Information Sharing to Tackle Violence", as CSV with one line
// for each assault, or as XML. Columns and elements go by the names of the NHS Data Dictionary, in any case and with any
// punctuation. The rows are a kind of their own and are never added to police counts: many of the same assaults are in both.

import {
  type CsvRow,
  csvRows,
  type FileKind,
  FileRefused,
  isRow,
  type Parsed,
  type ReadContext,
  type Rejected,
  type SourceFile,
} from '#platform/files'
import { type DateOrder, lengths, type Moment, readDate, readMoment } from './dates.ts'
import { describeHeader, recogniseIncidents } from './recognise.ts'
import type { HospitalAssaultRow } from './types.ts'
import { xmlEvents } from './xml.ts'

export type HospitalContext = ReadContext & { readonly dateOrder?: DateOrder }

/** The names of the data set, and other names under which senders write them. */
const names = {
  periodStart: ['Reporting period start date', 'Period start'],
  periodEnd: ['Reporting period end date', 'Period end'],
  site: ['Site code of treatment', 'Site code'],
  arrived: ['Arrival date and time at accident and emergency department', 'Arrival date and time', 'Arrival date time'],
  occurred: ['Assault date and time', 'Assault date time'],
  method: ['Assault method'],
  methodOther: ['Assault method other description', 'Assault method other'],
  locationType: ['Assault location type'],
  locationDescription: ['Assault location description'],
} as const

type Field = keyof typeof names
type Values = Readonly<Partial<Record<Field, string>>>
type Refuse = (field: Field, reason: string) => Rejected

const mandatory: readonly Field[] = ['periodStart', 'periodEnd', 'site', 'occurred', 'method', 'locationType']
const fields: readonly Field[] = [...mandatory, 'arrived', 'methodOther', 'locationDescription']
const title = (field: Field): string => names[field][0]

export const hospitalAssaults: FileKind<HospitalAssaultRow, HospitalContext> = {
  kind: 'hospital-assaults',
  title: 'Assaults told to hospital staff (ISTV)',
  columns: fields.map(title),
  recognises: header => recogniseIncidents(header) === 'hospital-assaults',
  read,
}

async function* read(file: SourceFile, context: HospitalContext): AsyncGenerator<Parsed<HospitalAssaultRow>> {
  if (await isXml(file)) yield* readXml(file, context)
  else yield* readCsv(file, context)
}

async function isXml(file: SourceFile): Promise<boolean> {
  for await (const chunk of file.bytes())
    return /^(\ufeff)?\s*</.test(Buffer.from(chunk.subarray(0, 200)).toString('utf8'))
  return false
}

async function* readCsv(file: SourceFile, context: HospitalContext): AsyncGenerator<Parsed<HospitalAssaultRow>> {
  const required = mandatory.map(title)
  const optional = fields.filter(field => !mandatory.includes(field)).map(title)
  const aliases = Object.fromEntries(fields.map(field => [title(field), names[field].slice(1)]))
  for await (const row of csvRows(file, { otherKind: describeHeader, ...context, required, optional, aliases }))
    yield isRow(row)
      ? readAssault(row.line, valuesOf(row), context, (field, reason) => row.reject(title(field), reason))
      : row
}

function valuesOf(row: CsvRow): Values {
  return Object.fromEntries(fields.map(field => [field, row.get(title(field))]))
}

/** `line` is the position of the assault in the file: XML may well be one line. */
async function* readXml(file: SourceFile, context: HospitalContext): AsyncGenerator<Parsed<HospitalAssaultRow>> {
  const header: Partial<Record<Field, string>> = {}
  let assault: Partial<Record<Field, string>> | undefined
  let position = 0
  for await (const event of xmlEvents(file, context.note)) {
    const name = squashed(event.name)
    if (event.kind === 'open') {
      if (name === 'assault') assault = {}
      continue
    }
    if (name === 'assault' && assault !== undefined) {
      position += 1
      yield readAssault(position, { ...header, ...assault }, context, rejectionOf(position, assault))
      assault = undefined
      continue
    }
    const field = fieldNames.get(name)
    if (field !== undefined) (assault ?? header)[field] = event.text
  }
  if (position === 0) throw new FileRefused(file.name, 'there is no assault in this XML. Is it an ISTV file?')
}

const squashed = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '')

const fieldNames: ReadonlyMap<string, Field> = new Map(
  fields.flatMap(field => names[field].map((name): [string, Field] => [squashed(name), field])),
)

function rejectionOf(position: number, assault: Values): Refuse {
  const text = fields
    .flatMap(field => (assault[field] === undefined ? [] : [`${title(field)}: ${assault[field]}`]))
    .join('; ')
  return (field, reason) => ({ line: position, column: title(field), reason, text })
}

function readAssault(
  line: number,
  values: Values,
  context: HospitalContext,
  refuse: Refuse,
): Parsed<HospitalAssaultRow> {
  const missing = mandatory.find(field => (values[field] ?? '') === '')
  if (missing !== undefined) return refuse(missing, 'This is missing, and the data set asks for it.')
  const period = readPeriod(values, context, refuse)
  if ('reason' in period) return period
  const occurred = readMoment(values.occurred ?? '', '', context)
  if ('reason' in occurred) return refuse('occurred', occurred.reason)
  const arrived = (values.arrived ?? '') === '' ? null : readMoment(values.arrived ?? '', '', context)
  if (arrived !== null && 'reason' in arrived) return refuse('arrived', arrived.reason)
  const order = faultOfOrder(occurred, arrived)
  if (order !== undefined) return refuse('arrived', order)
  const { site = '', method = '', locationType = '' } = values
  if (!/^[A-Za-z0-9]{3,12}$/.test(site)) return refuse('site', 'A site code has 3 to 12 letters and digits.')
  const row: HospitalAssaultRow = {
    source: 'istv',
    site: site.toUpperCase(),
    ...period,
    arrived: arrived?.value ?? null,
    occurred: occurred.value,
    precision: occurred.precision,
    month: occurred.value.slice(0, 7),
    method: method.slice(0, 100),
    methodOther: orNull(values.methodOther),
    locationType: locationType.slice(0, 100),
    locationDescription: orNull(values.locationDescription),
  }
  return { line, row }
}

type Period = { readonly periodStart: string; readonly periodEnd: string }

function readPeriod(values: Values, context: HospitalContext, refuse: Refuse): Period | Rejected {
  const start = readDate(values.periodStart ?? '', context)
  if ('reason' in start) return refuse('periodStart', start.reason)
  const end = readDate(values.periodEnd ?? '', context)
  if ('reason' in end) return refuse('periodEnd', end.reason)
  if (end.value < start.value) return refuse('periodEnd', 'The reporting period ends before it starts.')
  return { periodStart: start.value, periodEnd: end.value }
}

/** Compared only as far as both are known. */
function faultOfOrder(occurred: Moment, arrived: Moment | null): string | undefined {
  if (arrived === null) return undefined
  const length = Math.min(lengths[occurred.precision], lengths[arrived.precision])
  return occurred.value.slice(0, length) > arrived.value.slice(0, length)
    ? 'The arrival is before the assault.'
    : undefined
}

const orNull = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text.slice(0, 200)
