import type { SharedRegister } from '../columns/register.ts'
import type { Part, Test } from '../model/types.ts'
import { derivationOf, fieldOf } from '../model/types.ts'
import { createDamerauLevenshtein, createLevenshtein, type EditDistance } from '../text/edits.ts'
import { createJaroWinkler, type JaroWinkler } from '../text/jaro-winkler.ts'
import type { Texts } from '../text/texts.ts'
import { oneDigitApart, partsSwapped } from '../values/dates.ts'
import { distanceKm } from '../values/postcodes.ts'

/** A test bound to a register: a yes or no for two record numbers. */
export type BoundTest = (i: number, j: number) => boolean

/** Kernels by field, so that several levels of one comparison share one answer. */
export type Kernels = {
  jaroWinkler(field: string): JaroWinkler
  levenshtein(field: string): EditDistance
  damerauLevenshtein(field: string): EditDistance
  items(field: string, texts: Texts): JaroWinkler
  /** Makes every kernel forget what it remembers, which must be done when a text has been written over. */
  forget(): void
}

/** Kernels made when first asked for. */
export function createKernels({ texts }: SharedRegister): Kernels {
  const made = new Map<string, { forget(): void }>()
  const once = <T extends { forget(): void }>(name: string, make: () => T): T => {
    const kernel = (made.get(name) as T | undefined) ?? make()
    made.set(name, kernel)
    return kernel
  }
  return {
    jaroWinkler: field => once(`jaro-winkler ${field}`, () => createJaroWinkler(texts[field])),
    levenshtein: field => once(`levenshtein ${field}`, () => createLevenshtein(texts[field])),
    damerauLevenshtein: field => once(`damerau ${field}`, () => createDamerauLevenshtein(texts[field])),
    items: (field, items) => once(`items ${field}`, () => createJaroWinkler(items)),
    forget: () => {
      for (const kernel of made.values()) kernel.forget()
    },
  }
}

/** The place of a field in a record's row. Throws when the register has no such field. */
export function slotOf(register: SharedRegister, field: string): number {
  const slot = register.fields.indexOf(field)
  if (slot < 0) throw new Error(`the records have no field ${field}: they have ${register.fields.join(', ')}`)
  return slot
}

/** Binds a test to a register. */
export function bindTest(register: SharedRegister, kernels: Kernels, test: Test): BoundTest {
  switch (test.test) {
    case 'all':
    case 'any':
    case 'not':
      return bindJoined(register, kernels, test)
    case 'reversed':
      return reversed(register, ...test.fields)
    case 'same':
      return bothRecorded(register, fieldOf(test.part), bindValueTest(register, kernels, test))
    default:
      return bothRecorded(register, test.field, bindValueTest(register, kernels, test))
  }
}

type Joined = Extract<Test, { test: 'all' | 'any' | 'not' }>
type SamePart = Extract<Test, { test: 'same' }>
type OfOneField = Extract<Test, { field: string }>

/** A test of one field bound to a register: a yes or no for two recorded value numbers. */
export type ValueTest = (a: number, b: number) => boolean

function bindJoined(register: SharedRegister, kernels: Kernels, test: Joined): BoundTest {
  if (test.test === 'not') {
    const inner = bindTest(register, kernels, test.of)
    return (i, j) => !inner(i, j)
  }
  const inner = test.of.map(each => bindTest(register, kernels, each))
  return test.test === 'all' ? (i, j) => inner.every(each => each(i, j)) : (i, j) => inner.some(each => each(i, j))
}

function bothRecorded(register: SharedRegister, field: string, holds: ValueTest): BoundTest {
  const { rows, stride } = register
  const slot = slotOf(register, field)
  return (i, j) => {
    const a = rows[i * stride + slot]
    if (a === 0) return false
    const b = rows[j * stride + slot]
    return b !== 0 && holds(a, b)
  }
}

/** Binds a test that reads one field. */
export function bindValueTest(register: SharedRegister, kernels: Kernels, test: OfOneField | SamePart): ValueTest {
  switch (test.test) {
    case 'exact':
      return (a, b) => a === b
    case 'recorded':
      return () => true
    case 'same':
      return samePart(register, test.part)
    case 'jaro-winkler': {
      const kernel = kernels.jaroWinkler(test.field)
      return (a, b) => kernel.atLeast(a, b, test.atLeast)
    }
    case 'levenshtein':
      return editsWithin(kernels.levenshtein(test.field), test.atMost)
    case 'damerau-levenshtein':
      return editsWithin(kernels.damerauLevenshtein(test.field), test.atMost)
    case 'items-alike':
      return itemsAlike(register, kernels, test.field, test.atLeast)
    case 'initial':
      return isInitial(register, test.field)
    case 'km-within':
      return kmWithin(register.places[test.field], test.km)
    default:
      return dateTest(register, test)
  }
}

const editsWithin =
  (kernel: EditDistance, most: number): ValueTest =>
  (a, b) =>
    kernel.within(a, b, most)

type DateTest = Extract<Test, { test: 'date-swapped' | 'date-digit' | 'days-within' }>

function dateTest(register: SharedRegister, test: DateTest): ValueTest {
  const { packed, days } = register.dates[test.field]
  if (test.test === 'date-swapped') return (a, b) => partsSwapped(packed[a], packed[b])
  if (test.test === 'date-digit') return (a, b) => oneDigitApart(packed[a], packed[b])
  return (a, b) => days[a] !== 0 && days[b] !== 0 && Math.abs(days[a] - days[b]) <= test.days
}

function kmWithin(places: Float64Array, km: number): ValueTest {
  return (a, b) => distanceKm(places[2 * a], places[2 * a + 1], places[2 * b], places[2 * b + 1]) <= km
}

// One value is a single letter, and the other begins with it.
function isInitial(register: SharedRegister, field: string): ValueTest {
  const { codes, starts } = register.texts[field]
  return (a, b) => {
    const shorter = Math.min(starts[a + 1] - starts[a], starts[b + 1] - starts[b])
    return shorter === 1 && codes[starts[a]] === codes[starts[b]]
  }
}

function itemsAlike(register: SharedRegister, kernels: Kernels, field: string, atLeast: number): ValueTest {
  const table = register.parts[`${field}:items`]
  if (!table?.several) throw new Error(`${field} is not a list field`)
  const { starts, items, texts } = table
  const kernel = kernels.items(field, texts)
  return (a, b) => {
    for (let x = starts[a]; x < starts[a + 1]; x++) {
      for (let y = starts[b]; y < starts[b + 1]; y++) if (kernel.atLeast(items[x], items[y], atLeast)) return true
    }
    return false
  }
}

function samePart(register: SharedRegister, part: Part): ValueTest {
  if (derivationOf(part) === '') return (a, b) => a === b
  const table = register.parts[part]
  if (!table.several) return (a, b) => table.of[a] !== 0 && table.of[a] === table.of[b]
  const { starts, items } = table
  return (a, b) => shareOne(items, starts[a], starts[a + 1], starts[b], starts[b + 1])
}

/** Whether two ascending runs of one array share a number. */
export function shareOne(items: Uint32Array, a: number, endA: number, b: number, endB: number): boolean {
  let x = a
  let y = b
  while (x < endA && y < endB) {
    if (items[x] === items[y]) return true
    if (items[x] < items[y]) x++
    else y++
  }
  return false
}

function reversed(register: SharedRegister, first: string, second: string): BoundTest {
  const { rows, stride } = register
  const [slotA, slotB] = [slotOf(register, first), slotOf(register, second)]
  const across = register.crossings[`${first}>${second}`]
  return (i, j) => {
    const a = across[rows[i * stride + slotA]]
    const b = across[rows[j * stride + slotA]]
    return a !== 0 && b !== 0 && a === rows[j * stride + slotB] && b === rows[i * stride + slotB]
  }
}
