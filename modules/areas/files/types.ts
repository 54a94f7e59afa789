import type { Box, Polygon, Position } from '#platform/files'

export type { Polygon, Position } from '#platform/files'

export type AreaLevel =
  | 'lsoa'
  | 'msoa'
  | 'ward'
  | 'district'
  | 'county'
  | 'partnership'
  | 'force'
  | 'region'
  | 'country'

/** An area as a file names it. `vintage` is the year in the column's name (LSOA21CD gives 2021), when it has one. */
export type AreaName = {
  readonly level: AreaLevel
  readonly vintage: string | null
  readonly code: string
  readonly name: string | null
}

export type BoundaryRow = {
  readonly area: AreaName
  /** The larger areas that the file names beside it, the smallest first. */
  readonly within: readonly AreaName[]
  readonly polygons: readonly Polygon[]
  readonly box: Box
}

/**
 * One line of an official lookup. `areas` runs from the smallest to the largest, each inside the next; in a lookup from
 * LSOA 2011 to LSOA 2021 the first two are the old and the new area, and `change` is set.
 */
export type LookupRow = {
  readonly areas: readonly AreaName[]
  /** Unchanged, split, merged, or irregular. */
  readonly change: 'U' | 'S' | 'M' | 'X' | null
  readonly ruralUrban: { readonly code: string; readonly words: string; readonly urban: boolean } | null
  /** A name people use for the area, such as the House of Commons Library's for an MSOA. */
  readonly knownAs: string | null
  readonly point: Position | null
}

export type IndicatorUnit =
  | 'count'
  | 'per cent'
  | 'proportion'
  | 'per 1,000'
  | 'per 100,000'
  | 'score'
  | 'rank'
  | 'decile'
  | 'other'

/** One value for one area and period. A suppressed or missing value is `null` with its marker, never zero. */
export type IndicatorRow = {
  readonly indicator: string
  /** In the words of the file: for a page that has no better title. */
  readonly words: string
  readonly area: string
  /** What `area` is: a nine-character code, a Department for Education number, or only a name. */
  readonly areaScheme: 'gss' | 'dfe' | 'name'
  readonly areaName: string | null
  /** As published: "2025", "2023/24", "year ending March 2025". */
  readonly period: string
  readonly value: number | null
  readonly unit: IndicatorUnit
  readonly marker: string | null
  /** How many people, households or areas the value is about, where the file says. */
  readonly denominator: number | null
  readonly low: number | null
  readonly high: number | null
}
