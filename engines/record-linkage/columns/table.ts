import type { Column } from './column.ts'
import { createInterner, type Interner } from './interner.ts'
import { push, taken, type Uint32List, uint32List } from './shared.ts'

/** A table read whole: one interned column per heading. */
export type Table = { readonly rows: number; readonly columns: readonly Column[] }

/** Takes a CSV file in pieces of any size; `finish` gives the table. */
export type TableReader = { write(bytes: Uint8Array): void; finish(): Table }

type Sink = { interner: Interner; ids: Uint32List }

const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const QUOTE = 34
const COMMA = 44

/**
 * Reads comma-separated text (RFC 4180: quoted cells, doubled quotes, either line ending, a byte-order mark allowed)
 * straight into interned columns. Spaces around cells and headings are dropped. Throws, naming the line, when a row
 * has more or fewer cells than the heading, a quote is never closed, or a heading is blank or repeated. Columns that are
 * not `wanted` are checked for their number of cells and left out.
 */
export function createTableReader(name = 'the file', wanted: (heading: string) => boolean = () => true): TableReader {
  let kept: Uint8Array = new Uint8Array(0)
  let header: string[] | undefined
  let sinks: (Sink | undefined)[] = []
  const state = { line: 1 }
  let rows = 0
  const cells = uint32List(64) // from, to, quoted for each cell of the row at hand

  const useRow = (bytes: Uint8Array): void => {
    if (cells.length === 3 && cells.items[0] === cells.items[1]) return // a blank line
    if (header === undefined) {
      header = headings(bytes, cells, name)
      sinks = header.map(heading => (wanted(heading) ? { interner: createInterner(), ids: uint32List() } : undefined))
      return
    }
    const found = cells.length / 3
    if (found !== header.length) {
      throw new Error(`${name}, line ${state.line}: ${found} cells where the heading has ${header.length}`)
    }
    for (let c = 0; c < found; c++) {
      const sink = sinks[c]
      if (sink !== undefined) push(sink.ids, internCell(sink.interner, bytes, cells.items, 3 * c))
    }
    rows++
  }
  const consume = (bytes: Uint8Array, last: boolean): number => {
    let start = state.line === 1 && header === undefined && hasMark(bytes) ? 3 : 0
    for (;;) {
      const end = scanRow(bytes, start, cells, last)
      if (end < 0) break
      useRow(bytes)
      state.line += 1 + newlinesInQuotes(bytes, cells)
      start = end
    }
    return start
  }
  return {
    write(chunk) {
      const bytes = kept.length === 0 ? chunk : joined(kept, chunk)
      kept = bytes.slice(consume(bytes, false))
    },
    finish() {
      if (consume(kept, true) < kept.length) {
        throw new Error(`${name}, line ${state.line}: a quoted cell is never closed`)
      }
      if (header === undefined) throw new Error(`${name} is empty: it needs a first line of column headings`)
      const columns = header.flatMap((heading, c) => {
        const sink = sinks[c]
        if (sink === undefined) return []
        return [{ name: heading, ids: taken(sink.ids), values: sink.interner.values(`${name}, column ${heading},`) }]
      })
      return { rows, columns }
    },
  }
}

/** Reads one CSV file held in memory; see createTableReader. */
export function readTable(bytes: Uint8Array, name?: string): Table {
  const reader = createTableReader(name)
  reader.write(bytes)
  return reader.finish()
}

// Fills `cells` with one row from `start`; answers where the next row starts, or -1 when the row is not yet complete.
function scanRow(bytes: Uint8Array, start: number, cells: Uint32List, last: boolean): number {
  cells.length = 0
  if (start >= bytes.length) return -1
  let at = start
  for (;;) {
    while (bytes[at] === SPACE) at++
    const quoted = bytes[at] === QUOTE
    const end = quoted ? quotedEnd(bytes, at, last) : plainEnd(bytes, at)
    if (end < 0 || (end === bytes.length && !last)) return -1
    push(cells, at)
    push(cells, bytes[end - 1] === RETURN && end > at ? end - 1 : end)
    push(cells, quoted ? 1 : 0)
    if (end === bytes.length) return end
    at = end + 1
    if (bytes[end] === NEWLINE) return at
  }
}

function plainEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== NEWLINE) at++
  return at
}

// The position after a quoted cell, or -1 when the bytes end inside it.
function quotedEnd(bytes: Uint8Array, from: number, last: boolean): number {
  let at = from + 1
  for (;;) {
    while (at < bytes.length && bytes[at] !== QUOTE) at++
    if (at >= bytes.length || (at + 1 >= bytes.length && !last)) return -1
    if (bytes[at + 1] !== QUOTE) return plainEnd(bytes, at + 1)
    at += 2
  }
}

function internCell(interner: Interner, bytes: Uint8Array, cells: Uint32Array, at: number): number {
  if (cells[at + 2] === 1) {
    const text = new TextEncoder().encode(cellText(bytes, cells, at))
    return interner.add(text, 0, text.length)
  }
  let from = cells[at]
  let to = cells[at + 1]
  while (from < to && bytes[from] === SPACE) from++
  while (to > from && bytes[to - 1] === SPACE) to--
  return interner.add(bytes, from, to)
}

function cellText(bytes: Uint8Array, cells: Uint32Array, at: number): string {
  const text = new TextDecoder().decode(bytes.subarray(cells[at], cells[at + 1])).trim()
  return cells[at + 2] === 1
    ? text
        .slice(1, text.endsWith('"') ? -1 : undefined)
        .replaceAll('""', '"')
        .trim()
    : text
}

function headings(bytes: Uint8Array, cells: Uint32List, name: string): string[] {
  const found = Array.from({ length: cells.length / 3 }, (_, c) => cellText(bytes, cells.items, 3 * c))
  found.forEach((heading, c) => {
    if (heading === '') throw new Error(`${name}: column ${c + 1} has no heading`)
    if (found.indexOf(heading) !== c) throw new Error(`${name}: the heading ${heading} appears twice`)
  })
  return found
}

function newlinesInQuotes(bytes: Uint8Array, { items, length }: Uint32List): number {
  let count = 0
  for (let c = 0; c < length; c += 3) {
    if (items[c + 2] === 0) continue
    for (let k = items[c]; k < items[c + 1]; k++) if (bytes[k] === NEWLINE) count++
  }
  return count
}

const hasMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
