import { derive, readValue } from '../columns/derivations.ts'
import { type Register, setDate, setPlace } from '../columns/register.ts'
import { derivationOf, fieldOf, type LinkModel, type Part } from '../model/types.ts'
import { setText } from '../text/texts.ts'

/** A record as it comes: text by field; a field left out is not recorded. */
export type WrittenRecord = Readonly<Record<string, string | null | undefined>>

/** Writes records into the spare room of a register. */
export type Growth = {
  /** Writes a record as number `at`. A lasting record's new values are kept; a passing one's are written over by the next. */
  write(record: WrittenRecord, at: number, lasting: boolean): void
  /** Records and values that still fit; values are for the fullest field. */
  room(records: number): { readonly records: number; readonly values: number }
}

/** Prepares a register made with spare room for growing. */
export function createGrowth(register: Register, model: LinkModel): Growth {
  const numbers = Object.fromEntries(
    register.fields.map(field => [field, new Map(register.values[field].map((value, id) => [value, id]))]),
  )
  const writeValue = (field: string, value: string, lasting: boolean): number => {
    const known = numbers[field].get(value)
    if (known !== undefined) return known
    const id = numbers[field].size
    if (id >= register.counts[field].length)
      throw new Error(`there is no room for another ${field}: build the index again`)
    setTables(register, field, id, value, lasting, numbers)
    register.values[field][id] = value
    if (lasting) numbers[field].set(value, id)
    return id
  }
  return {
    write(record, at, lasting) {
      if ((at + 1) * register.stride > register.rows.length)
        throw new Error('there is no room for another record: build the index again')
      register.fields.forEach((field, slot) => {
        const value = readValue(model.fields[field], record[field] ?? '')
        const id = value === '' ? 0 : writeValue(field, value, lasting)
        register.rows[at * register.stride + slot] = id
        if (lasting) register.counts[field][id]++
      })
    },
    room: records => ({
      records: register.rows.length / register.stride - records - 1,
      values: Math.min(...register.fields.map(field => register.counts[field].length - numbers[field].size)),
    }),
  }
}

type Numbers = Record<string, Map<string, number>>

function setTables(
  register: Register,
  field: string,
  id: number,
  value: string,
  lasting: boolean,
  numbers: Numbers,
): void {
  const text = register.texts[field]
  if (text !== undefined && !setText(text, id, value.slice(0, 64)))
    throw new Error(`there is no room for another ${field}: build the index again`)
  const dates = register.dates[field]
  if (dates !== undefined) setDate(dates, id, value)
  const places = register.places[field]
  if (places !== undefined) setPlace(places, id, value)
  for (const [key, across] of Object.entries(register.crossings)) {
    const [from, to] = key.split('>')
    if (from === field) across[id] = numbers[to].get(value) ?? 0
    else if (to === field && lasting) across[numbers[from].get(value) ?? 0] = numbers[from].has(value) ? id : 0
  }
  for (const part of Object.keys(register.parts))
    if (fieldOf(part) === field) setPart(register, part, id, value, lasting)
}

// Answers that are new get the next numbers; those of a passing record are given again to the next.
function setPart(register: Register, part: Part, id: number, value: string, lasting: boolean): void {
  const table = register.parts[part]
  const known = register.answers[part]
  let next = known.size
  const numbered = derive(derivationOf(part), value).map(answer => {
    const number = known.get(answer) ?? next++
    if (lasting) known.set(answer, number)
    if (table.several && number >= known.size - (lasting ? 1 : 0)) setText(table.texts, number, answer.slice(0, 64))
    return number
  })
  if (!table.several) {
    table.of[id] = numbered[0] ?? 0
    return
  }
  if (table.starts[id] + numbered.length > table.items.length)
    throw new Error(`there is no room for another ${part}: build the index again`)
  table.items.set(
    numbered.sort((a, b) => a - b),
    table.starts[id],
  )
  table.starts[id + 1] = table.starts[id] + numbered.length
}
