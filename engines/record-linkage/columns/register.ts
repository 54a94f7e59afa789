import { checkModel } from '../model/check.ts'
import { partsOfModel, testsOfModel } from '../model/parts.ts'
import type { FieldKind, LinkModel, Part } from '../model/types.ts'
import { derivationOf, fieldOf } from '../model/types.ts'
import { packTexts, type Texts } from '../text/texts.ts'
import { dayNumber, packDate, parseDate } from '../values/dates.ts'
import { type Column, mapValues } from './column.ts'
import { derive, givesSeveral, readValue } from './derivations.ts'
import { sharedFloat64, sharedUint32 } from './shared.ts'

/** What a part works out, for every value of its field: one answer each, or several in CSR form; 0 is "no answer". */
export type PartTable =
  | { readonly several: false; readonly of: Uint32Array }
  | { readonly several: true; readonly starts: Uint32Array; readonly items: Uint32Array; readonly texts: Texts }

/** Dates by value number: packed (see packDate) and as a day number plus one; 0 where there is none. */
export type DateTable = { readonly packed: Uint32Array; readonly days: Uint32Array }

/**
 * Records made ready to be compared: shared memory alone, so that any number of workers read the same bytes.
 * Record r holds value number `rows[r * stride + slot]` in the field whose slot it is; 0 is "not recorded".
 */
export type SharedRegister = {
  readonly records: number
  /** Two files linked across: the first record of the second file. One file against itself: 0. */
  readonly split: number
  readonly fields: readonly string[]
  readonly stride: number
  readonly rows: Uint32Array
  readonly texts: Readonly<Record<string, Texts>>
  readonly dates: Readonly<Record<string, DateTable>>
  /** Latitude and longitude in degrees by value number, NaN where there is none. */
  readonly places: Readonly<Record<string, Float64Array>>
  readonly parts: Readonly<Record<Part, PartTable>>
  /** For columns compared crosswise: the value number in the second field of each value of the first, keyed 'a>b'. */
  readonly crossings: Readonly<Record<string, Uint32Array>>
  /** How many records hold each value, by field. */
  readonly counts: Readonly<Record<string, Uint32Array>>
}

/** A register with the readable values and the numbers of worked-out answers, which stay on the main thread. */
export type Register = SharedRegister & {
  readonly values: Readonly<Record<string, string[]>>
  readonly answers: Readonly<Record<Part, Map<string, number>>>
}

/** Room left for records and values that come later (see RecordIndex); each value may be up to 64 characters long. */
export type Spare = { readonly records: number; readonly values: number }

const NO_SPARE: Spare = { records: 0, values: 0 }

/**
 * Prepares columns for a model. `columns` are named by the model's fields; every value is read as its field's kind once.
 * `split` is the first record of a second file laid after the first, or 0 to compare all records with each other.
 * Throws when a field of the model has no column, or columns differ in length.
 */
export function createRegister(
  columns: readonly Column[],
  model: LinkModel,
  { split = 0, spare = NO_SPARE }: { split?: number; spare?: Spare } = {},
): Register {
  checkModel(model)
  const fields = Object.keys(model.fields)
  const read = fields.map(field => readColumn(columns, field, model.fields[field]))
  const records = read[0]?.ids.length ?? 0
  for (const { field, ids } of read) {
    if (ids.length !== records) {
      throw new Error(`column ${field} has ${ids.length} records where ${fields[0]} has ${records}`)
    }
  }
  if (!Number.isInteger(split) || split < 0 || split > records) {
    throw new Error(`split must be a whole number from 0 to ${records}, not ${split}`)
  }
  const values = Object.fromEntries(read.map(({ field, values: list }) => [field, list]))
  const { rows, counts } = layRows(read, records, spare)
  return {
    records,
    split,
    fields,
    stride: fields.length,
    rows,
    counts,
    values,
    ...tablesOf(values, model, spare.values),
  }
}

/** The register without its readable values: what a worker is sent. */
export function sharedPart(register: Register): SharedRegister {
  const { values: _values, answers: _answers, ...shared } = register
  return shared
}

// A column as its field reads it: what each written value became, in numbers of the values as read.
type ReadColumn = { field: string; ids: Uint32Array; renumber: Uint32Array; values: string[] }

function readColumn(columns: readonly Column[], field: string, kind: FieldKind): ReadColumn {
  const column = columns.find(({ name }) => name === field)
  if (column === undefined) throw new Error(`the model needs a column ${field}`)
  const written = { name: field, ids: Uint32Array.from(column.values.keys()), values: column.values }
  const { ids, values } = mapValues(written, value => readValue(kind, value))
  return { field, ids: column.ids, renumber: ids, values: [...values] }
}

function layRows(read: readonly ReadColumn[], records: number, spare: Spare): Pick<SharedRegister, 'rows' | 'counts'> {
  const stride = read.length
  const rows = sharedUint32((records + spare.records) * stride)
  const counts: Record<string, Uint32Array> = {}
  read.forEach(({ field, ids, renumber, values }, slot) => {
    const count = sharedUint32(values.length + spare.values)
    for (let r = 0; r < records; r++) {
      const id = renumber[ids[r]]
      rows[r * stride + slot] = id
      count[id]++
    }
    counts[field] = count
  })
  return { rows, counts }
}

type Values = Record<string, string[]>
type Tables = Pick<Register, 'texts' | 'dates' | 'places' | 'parts' | 'crossings' | 'answers'>

function tablesOf(values: Values, model: LinkModel, spare: number): Tables {
  const tests = testsOfModel(model)
  const byField = <T>(kinds: readonly string[], make: (values: readonly string[]) => T): Record<string, T> => {
    const used = tests.flatMap(test => ('field' in test && kinds.includes(test.test) ? [test.field] : []))
    return Object.fromEntries([...new Set(used)].map(field => [field, make(values[field])]))
  }
  const crossings: Record<string, Uint32Array> = {}
  for (const test of tests) {
    if (test.test === 'reversed') Object.assign(crossings, crossing(values, ...test.fields, spare))
  }
  const derived = [...partsOfModel(model)].filter(part => derivationOf(part) !== '')
  const lists = tests.flatMap(test => (test.test === 'items-alike' ? [`${test.field}:items`] : []))
  const parts = [...new Set([...derived, ...lists])].map(part => ({
    part,
    ...partTable(values[fieldOf(part)], part, spare),
  }))
  return {
    texts: byField(['jaro-winkler', 'levenshtein', 'damerau-levenshtein', 'initial'], list => packTexts(list, spare)),
    dates: byField(['date-swapped', 'date-digit', 'days-within'], list => dateTable(list, spare)),
    places: byField(['km-within'], list => placeTable(list, spare)),
    parts: Object.fromEntries(parts.map(({ part, table }) => [part, table])),
    answers: Object.fromEntries(parts.map(({ part, numbers }) => [part, numbers])),
    crossings,
  }
}

function dateTable(values: readonly string[], spare: number): DateTable {
  const table = { packed: sharedUint32(values.length + spare), days: sharedUint32(values.length + spare) }
  values.forEach((value, id) => {
    setDate(table, id, value)
  })
  return table
}

/** Writes the date of value `id`. */
export function setDate({ packed, days }: DateTable, id: number, value: string): void {
  const parts = parseDate(value)
  packed[id] = parts === undefined ? 0 : packDate(parts)
  days[id] = parts === undefined ? 0 : dayNumber(parts) + 1
}

function placeTable(values: readonly string[], spare: number): Float64Array {
  const places = sharedFloat64((values.length + spare) * 2)
  values.forEach((value, id) => {
    setPlace(places, id, value)
  })
  return places
}

/** Writes the latitude and longitude of value `id`. */
export function setPlace(places: Float64Array, id: number, value: string): void {
  const [latitude, longitude] = value === '' ? [Number.NaN, Number.NaN] : value.split(',').map(Number)
  places[2 * id] = latitude
  places[2 * id + 1] = longitude
}

// The most answers that one value is expected to have, for the room left in a table of several answers.
const ANSWERS_PER_VALUE = 8

function partTable(
  values: readonly string[],
  part: Part,
  spare: number,
): { table: PartTable; numbers: Map<string, number> } {
  const numbers = new Map<string, number>([['', 0]])
  const numbered = values.map(value =>
    derive(derivationOf(part), value).map(answer => {
      const number = numbers.get(answer) ?? numbers.size
      numbers.set(answer, number)
      return number
    }),
  )
  if (!givesSeveral(derivationOf(part))) {
    const of = sharedUint32(values.length + spare)
    of.set(numbered.map(list => list[0] ?? 0))
    return { table: { several: false, of }, numbers }
  }
  const starts = sharedUint32(values.length + spare + 1)
  const items = sharedUint32(numbered.reduce((sum, list) => sum + list.length, 0) + spare * ANSWERS_PER_VALUE)
  numbered.forEach((list, id) => {
    items.set(
      list.sort((a, b) => a - b),
      starts[id],
    )
    starts[id + 1] = starts[id] + list.length
  })
  return {
    table: { several: true, starts, items, texts: packTexts([...numbers.keys()], spare * ANSWERS_PER_VALUE) },
    numbers,
  }
}

function crossing(values: Values, from: string, to: string, spare: number): Record<string, Uint32Array> {
  const numbers = new Map(values[to].map((value, id) => [value, id]))
  const across = sharedUint32(values[from].length + spare)
  across.set(values[from].map(value => numbers.get(value) ?? 0))
  return { [`${from}>${to}`]: across }
}
