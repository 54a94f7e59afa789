import { isInside, unitedKingdom } from '#platform/files'

export type Place = { readonly longitude: number | null; readonly latitude: number | null }

const nowhere: Place = { longitude: null, latitude: null }

/** A point from two cells: none when both are empty. Otherwise why it cannot be used: which column, and a sentence. */
export function readPoint(
  longitudeText: string,
  latitudeText: string,
): Place | { readonly column: string; readonly reason: string } {
  if (longitudeText === '' && latitudeText === '') return nowhere
  if (longitudeText === '' || latitudeText === '')
    return {
      column: longitudeText === '' ? 'Longitude' : 'Latitude',
      reason: 'Only one of longitude and latitude is given.',
    }
  const [longitude, latitude] = [degrees(longitudeText), degrees(latitudeText)]
  if (longitude === undefined)
    return { column: 'Longitude', reason: `"${longitudeText.slice(0, 40)}" is not a number of degrees.` }
  if (latitude === undefined)
    return { column: 'Latitude', reason: `"${latitudeText.slice(0, 40)}" is not a number of degrees.` }
  if (isInside(longitude, latitude, unitedKingdom)) return { longitude, latitude }
  return { column: 'Longitude', reason: misplaced(longitude, latitude) }
}

function misplaced(longitude: number, latitude: number): string {
  if (isInside(latitude, longitude, unitedKingdom)) return 'Longitude and latitude are swapped.'
  if (longitude === 0 && latitude === 0) return 'The point 0, 0 is in the sea off Africa: the place was not known.'
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90)
    return 'These are metres, probably of the British National Grid. Give longitude and latitude in degrees (WGS84).'
  return 'The point is outside the United Kingdom.'
}

function degrees(text: string): number | undefined {
  return /^[+-]?\d{1,7}(\.\d+)?(e-?\d+)?$/i.test(text) ? Number(text) : undefined
}

/** England, Wales, the invented areas of a demonstration (X), Northern Ireland of 2021, and Northern Ireland before. */
export const lsoaPattern = /^([EWX]01\d{6}|N2\d{7}|95[A-Z]{2}\d{2}[CSW]\d)$/

export type KnownLsoas = { readonly lsoa11: ReadonlySet<string>; readonly lsoa21: ReadonlySet<string> }

export type Vintage = {
  /** `either` when every code found is the same area in both; `unknown` when none is known at all. */
  readonly vintage: '2011' | '2021' | 'either' | 'unknown'
  /** Codes that exist only in 2011, only in 2021, in both, and in neither. */
  readonly only2011: number
  readonly only2021: number
  readonly both: number
  readonly neither: number
}

/**
 * Decides by the codes themselves whether a file uses the areas of 2011 or of 2021. Most codes are in both; the few that
 * were split or merged decide. Taking the wrong one loses 6 to 8 rows in a hundred. Ask for each file, or each month.
 */
export function lsoaVintage(codes: Iterable<string>, known: KnownLsoas): Vintage {
  const found = { only2011: 0, only2021: 0, both: 0, neither: 0 }
  for (const code of codes) found[membership(code, known)] += 1
  return { vintage: decide(found), ...found }
}

type Counts = Omit<Vintage, 'vintage'>

function membership(code: string, { lsoa11, lsoa21 }: KnownLsoas): keyof Counts {
  if (lsoa11.has(code)) return lsoa21.has(code) ? 'both' : 'only2011'
  return lsoa21.has(code) ? 'only2021' : 'neither'
}

function decide({ only2011, only2021, both }: Counts): Vintage['vintage'] {
  if (only2021 > only2011) return '2021'
  if (only2011 > only2021) return '2011'
  return both > 0 || only2011 > 0 ? 'either' : 'unknown'
}
