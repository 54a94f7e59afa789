import { partsOfModel, testsOfModel } from '../model/parts.ts'
import type { LinkModel, Part } from '../model/types.ts'
import { derivationOf, fieldOf } from '../model/types.ts'
import { packTexts, type Texts } from '../text/texts.ts'
import { packDate, parseDate, unpackDate, dayNumber } from '../values/dates.ts'
import { type Column, mapValues } from './column.ts'
import { derive, givesSeveral, readValue } from './derivations.ts'
import { shareUint32, sharedFloat64, sharedUint32 } from './shared.ts'

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

/** A register with the readable values, which stay on the main thread. */
export type Register = SharedRegister & { readonly values: Readonly<Record<string, readonly string[]>> }

/**
 * Prepares columns for a model. `columns` are named by the model's fields; every value is read as its field's kind once.
 * `split` is the first record of a second file laid after the first, or 0 to compare all records with each other.
 * Throws when a field of the model has no column, or columns differ in length.
 */
export function createRegister(columns: readonly Column[], model: LinkModel, split = 0): Register {
  const fields = Object.keys(model.fields)
  const read = fields.map(field => {
    const column = columns.find(({ name }) => name === field)
    if (column === undefined) throw new Error(`the model needs a column ${field}`)
    return mapValues(column, value => readValue(model.fields[field], value))
  })
  const records = read[0]?.ids.length ?? 0
  for (const column of read) {
    if (column.ids.length !== records) {
      throw new Error(`column ${column.name} has ${column.ids.length} records where ${fields[0]} has ${records}`)
    }
  }
  if (!Number.isInteger(split) || split < 0 || split > records) {
    throw new Error(`split must be a whole number from 0 to ${records}, not ${split}`)
  }
  const values = Object.fromEntries(fields.map((field, slot) => [field, read[slot].values]))
  return { records, split, fields, stride: fields.length, values, ...layRows(read, records), ...tablesOf(values, model) }
}

/** The register without its readable values: what a worker is sent. */
export function sharedPart(register: Register): SharedRegister {
  const { values: _, ...shared } = register
  return shared
}

function layRows(read: readonly Column[], records: number): Pick<SharedRegister, 'rows' | 'counts'> {
  const rows = sharedUint32(records * read.length)
  const counts: Record<string, Uint32Array> = {}
  read.forEach((column, slot) => {
    const count = sharedUint32(column.values.length)
    for (let r = 0; r < records; r++) {
      rows[r * read.length + slot] = column.ids[r]
      count[column.ids[r]]++
    }
    counts[column.name] = count
  })
  return { rows, counts }
}

type Values = Record<string, readonly string[]>

function tablesOf(values: Values, model: LinkModel): Pick<SharedRegister, 'texts' | 'dates' | 'places' | 'parts' | 'crossings'> {
  const tests = testsOfModel(model)
  const byField = <T>(kinds: readonly string[], make: (values: readonly string[]) => T): Record<string, T> => {
    const used = tests.flatMap(test => ('field' in test && kinds.includes(test.test) ? [test.field] : []))
    return Object.fromEntries([...new Set(used)].map(field => [field, make(valuesOf(values, field))]))
  }
  const crossings: Record<string, Uint32Array> = {}
  for (const test of tests) {
    if (test.test === 'reversed') Object.assign(crossings, crossing(values, ...test.fields))
  }
  const derived = [...partsOfModel(model)].filter(part => derivationOf(part) !== '')
  const lists = tests.flatMap(test => (test.test === 'items-alike' ? [`${test.field}:items`] : []))
  return {
    texts: byField(['jaro-winkler', 'levenshtein', 'damerau-levenshtein', 'initial'], list => packTexts(list)),
    dates: byField(['date-swapped', 'date-digit', 'days-within'], dateTable),
    places: byField(['km-within'], placeTable),
    parts: Object.fromEntries([...new Set([...derived, ...lists])].map(part => [part, partTable(values, part)])),
    crossings,
  }
}

function valuesOf(values: Values, field: string): readonly string[] {
  const found = values[field]
  if (found === undefined) throw new Error(`the model compares ${field}, which is not among its fields`)
  return found
}

function dateTable(values: readonly string[]): DateTable {
  const packed = shareUint32(values.map(value => packDate(parseDate(value) ?? { year: 0, month: 0, day: 0 })))
  return { packed, days: shareUint32(Array.from(packed, date => dayNumber(unpackDate(date)) + 1)) }
}

function placeTable(values: readonly string[]): Float64Array {
  const places = sharedFloat64(values.length * 2)
  values.forEach((value, id) => {
    const [latitude, longitude] = value === '' ? [Number.NaN, Number.NaN] : value.split(',').map(Number)
    places[2 * id] = latitude
    places[2 * id + 1] = longitude
  })
  return places
}

function partTable(values: Values, part: Part): PartTable {
  const answers = valuesOf(values, fieldOf(part)).map(value => derive(derivationOf(part), value))
  const numbers = new Map<string, number>([['', 0]])
  const numbered = answers.map(list =>
    list.map(answer => {
      const known = numbers.get(answer) ?? numbers.size
      numbers.set(answer, known)
      return known
    }),
  )
  if (!givesSeveral(derivationOf(part))) return { several: false, of: shareUint32(numbered.map(list => list[0] ?? 0)) }
  const starts = sharedUint32(numbered.length + 1)
  numbered.forEach((list, id) => {
    starts[id + 1] = starts[id] + list.length
  })
  const items = shareUint32(numbered.flatMap(list => list.sort((a, b) => a - b)))
  return { several: true, starts, items, texts: packTexts([...numbers.keys()]) }
}

function crossing(values: Values, from: string, to: string): Record<string, Uint32Array> {
  const numbers = new Map(valuesOf(values, to).map((value, id) => [value, id]))
  return { [`${from}>${to}`]: shareUint32(valuesOf(values, from).map(value => numbers.get(value) ?? 0)) }
}
