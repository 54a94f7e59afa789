// Invented addresses. The postcode area XW is not in use, and no real street was looked up.
import type { Random } from '#engines/numerics'
import { pick } from '../drawing.ts'
import type { SmallArea } from '../geography/build.ts'
import type { Address } from './types.ts'

const streetWords =
  `Lapwing Marigold Cobbler Lantern Thimble Sycamore Kingfisher Bramley Saddler Clover Weaver Foxglove Heron Miller
Primrose Tanner Juniper Cooper Linnet Orchard Potter Rosemary Skylark Willow`.split(/\s+/)
const streetKinds = ['Road', 'Close', 'Street', 'Avenue', 'Walk', 'Rise', 'Drive', 'Gardens'] as const
const towns: Readonly<Record<string, string>> = {
  E07000218: 'Northbarrow',
  E07000219: 'Nunbridge',
  E07000220: 'Rookbridge',
  E07000221: 'Stratwell',
  E07000222: 'Warlow',
}
const postcodeLetters = 'ABDEFGHJLNPQRSTUWXYZ'

/** Draws an address in the small area at a position; `number` makes its key and its property number unlike any other. */
export function drawAddress({ district }: SmallArea, area: number, number: number, random: Random): Address {
  const street = `${pick(random, streetWords)} ${pick(random, streetKinds)}`
  const flat = random.next() < 0.15 ? `Flat ${1 + random.integer(20)}, ` : ''
  const letters = [Math.floor(area / 20) % 20, area % 20].map(i => postcodeLetters[i] ?? 'A').join('')
  return {
    key: `address-${String(number + 1).padStart(4, '0')}`,
    line: `${flat}${1 + random.integer(180)} ${street}`,
    town: towns[district] ?? 'Warlow',
    postcode: `XW${1 + Math.floor(area / 10)} ${random.integer(10)}${letters}`,
    area,
    uprn: `9999${String(number + 1).padStart(8, '0')}`,
  }
}
