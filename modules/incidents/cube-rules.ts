// The fixed cube of partners' data: district by whole calendar quarter by kind. It is one partition: every incident lies in
// one cell, cells never overlap, and nothing is published but cells and sums of published cells. So two tables have nothing
// to be subtracted from each other that was not said already.

import { publish } from './disclosure.ts'
import { quarterOf } from './rules.ts'

/** True counts of one area, month and kind, with the sum of the records' random keys. */
export type CountedRow = {
  readonly area: string
  readonly month: string
  readonly kind: string
  readonly kindName: string
  readonly n: number
  readonly keySum: number
}

/** A cell as published. `value` null stands for "fewer than 5". */
export type PublishedCell = {
  readonly quarter: string
  /** A district's code, or empty where the source does not say where. */
  readonly area: string
  readonly kind: string
  readonly kindName: string
  readonly value: number | null
}

export type Cube = { readonly quarters: readonly string[]; readonly cells: readonly PublishedCell[] }

/** Kinds in a sender's own words with fewer records than this, in all, go under one name: a rare one could tell of a person. */
export const fewestOfOwnKind = 30
const otherKinds = { kind: 'other', kindName: 'Other kinds' } as const

/** The quarters of which every month is given. A part of a quarter and then the whole of it would give away the rest. */
export function wholeQuarters(months: readonly string[]): string[] {
  const byQuarter = Map.groupBy(new Set(months), quarterOf)
  return [...byQuarter].flatMap(([quarter, found]) => (found.length === 3 ? [quarter] : [])).sort()
}

/**
 * The cube of one source, from its rows of the months that are whole. `districtOf` gives the district of an area's code, empty when it is not known; `isModelKind`
 * tells kinds of the model, which are always named, from those in the senders' own words.
 */
export function makeCube(
  rows: readonly CountedRow[],
  months: readonly string[],
  districtOf: (area: string) => string,
  isModelKind: (kind: string) => boolean,
): Cube {
  const quarters = wholeQuarters(months)
  const covered = new Set(quarters)
  const named = namedKinds(rows, isModelKind)
  const cells = Map.groupBy(
    rows
      .map(row => ({
        ...row,
        ...(named.has(row.kind) ? {} : otherKinds),
        quarter: quarterOf(row.month),
        area: districtOf(row.area),
      }))
      .filter(({ quarter }) => covered.has(quarter)),
    ({ quarter, area, kind }) => `${quarter}|${area}|${kind}`,
  )
  return { quarters, cells: [...cells.values()].flatMap(publishCell) }
}

function namedKinds(rows: readonly CountedRow[], isModelKind: (kind: string) => boolean): Set<string> {
  const byKind = Map.groupBy(rows, ({ kind }) => kind)
  return new Set(
    [...byKind].flatMap(([kind, found]) => (isModelKind(kind) || sumOf(found) >= fewestOfOwnKind ? [kind] : [])),
  )
}

function publishCell(rows: readonly (CountedRow & { readonly quarter: string })[]): PublishedCell[] {
  const [first] = rows
  if (first === undefined) return []
  const { quarter, area, kind, kindName } = first
  const { value } = publish({ count: sumOf(rows), keySum: rows.reduce((sum, { keySum }) => sum + keySum, 0) })
  return value === 0 ? [] : [{ quarter, area, kind, kindName, value }]
}

function sumOf(rows: readonly CountedRow[]): number {
  return rows.reduce((sum, { n }) => sum + n, 0)
}

/** What cells hold together, from the published figures alone: each hidden cell holds 1 to 4. */
export function together(values: readonly (number | null)[]): { low: number; high: number } {
  const hidden = values.filter(value => value === null).length
  const shown = values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  return { low: shown + hidden, high: shown + 4 * hidden }
}
