import { foldCode } from '../text/fold.ts'

/** The nested parts of a postcode: CV34 4AB is area CV, district CV34, sector CV34 4 and the whole unit. */
export type PostcodeParts = {
  readonly area: string
  readonly district: string
  readonly sector: string
  readonly unit: string
}

const UNITED_KINGDOM = /^([A-Z]{1,2})(\d[A-Z\d]?)(\d)([A-Z]{2})$/

/**
 * Splits a postcode. Outside the United Kingdom's form (BS 7666) a code of digits is cut to its first two digits for
 * area, three for district and sector; any other text has only its unit, so it can agree whole or not at all.
 */
export function postcodeParts(text: string): PostcodeParts {
  const code = foldCode(text)
  const found = UNITED_KINGDOM.exec(code)
  if (found !== null) {
    const [, area, number, sector, end] = found
    return {
      area,
      district: area + number,
      sector: `${area}${number} ${sector}`,
      unit: `${area}${number} ${sector}${end}`,
    }
  }
  if (!/^\d{4,}$/.test(code)) return { area: '', district: '', sector: '', unit: code }
  return { area: code.slice(0, 2), district: code.slice(0, 3), sector: code.slice(0, 3), unit: code }
}

const EARTH_RADIUS_KM = 6371.0088 // mean radius, IUGG

/** Great-circle distance in kilometres between two places in degrees (haversine, Sinnott 1984). */
export function distanceKm(latitudeA: number, longitudeA: number, latitudeB: number, longitudeB: number): number {
  const radians = Math.PI / 180
  const north = Math.sin(((latitudeB - latitudeA) * radians) / 2)
  const east = Math.sin(((longitudeB - longitudeA) * radians) / 2)
  const h = north * north + Math.cos(latitudeA * radians) * Math.cos(latitudeB * radians) * east * east
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}
