// The shapes of the rows, equal to what the imports of modules/areas read from a file; written again here because the
// example reaches modules only through their doors.

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

export type AreaName = {
  readonly level: AreaLevel
  readonly vintage: string | null
  readonly code: string
  readonly name: string | null
}

/** [longitude, latitude] in degrees, WGS84. */
export type Position = readonly [number, number]
export type Ring = readonly Position[]
/** The outer ring, then its holes; each ring ends where it began. */
export type Polygon = readonly Ring[]

export type BoundaryRow = {
  readonly area: AreaName
  readonly within: readonly AreaName[]
  readonly polygons: readonly Polygon[]
  /** [west, south, east, north] */
  readonly box: readonly [number, number, number, number]
}

export type LookupRow = {
  readonly areas: readonly AreaName[]
  readonly change: 'U' | 'S' | 'M' | 'X' | null
  readonly ruralUrban: { readonly code: string; readonly words: string; readonly urban: boolean } | null
  readonly knownAs: string | null
  readonly point: Position | null
}

export type IndicatorUnit = 'count' | 'per cent' | 'per 1,000' | 'per 100,000' | 'score' | 'rank' | 'decile' | 'other'

export type IndicatorRow = {
  readonly indicator: string
  readonly words: string
  readonly area: string
  readonly areaScheme: 'gss' | 'dfe' | 'name'
  readonly areaName: string | null
  readonly period: string
  readonly value: number | null
  readonly unit: IndicatorUnit
  readonly marker: string | null
  readonly denominator: number | null
  readonly low: number | null
  readonly high: number | null
}
