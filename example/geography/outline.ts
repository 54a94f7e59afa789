// The invented county. Its outline, its districts' shapes and its towns are drawn by hand, loosely where the real ones
// lie, so that maps look familiar; no real boundary was copied. Districts keep their real names and codes because the
// Warwickshire content pack speaks of them; everything smaller has a code that no real area has.
import type { Point, Ring } from './plane.ts'

/** A place where people live close together. */
export type Town = {
  readonly centre: Point
  /** How many small areas it holds. */
  readonly areas: number
  /** Kilometres from its centre to its edge. */
  readonly radius: number
}

export type DistrictPlan = {
  readonly code: string
  readonly name: string
  readonly ring: Ring
  /** Small areas in the district, towns and countryside together. */
  readonly areas: number
  readonly towns: readonly Town[]
}

const corner = {
  northTip: [-6, 40],
  northEast: [4, 33],
  eastGate: [8, 26],
  innerNorth: [1, 21],
  biteNorth: [0, 14.5],
  biteMouthNorth: [-9, 12],
  west: [-15, 20],
  northWest: [-13, 32],
  eastNotch: [12, 22],
  biteEast: [11, 14],
  farNorthEast: [17, 19],
  farEast: [26, 7],
  farSouthEast: [24, -1],
  threeWays: [16, -7.5],
  middle: [10, -5],
  biteSouthEast: [8, 4],
  middleSouth: [2, -12],
  middleWest: [-8, -9],
  westGate: [-15, -3],
  biteMouthSouth: [-13, 6],
  biteSouthWest: [-6, 8],
  biteSouth: [2, 5.5],
  southWestShoulder: [-20, 4],
  farWest: [-27, -4],
  southWest: [-25, -14],
  waist: [-16, -24],
  southLeft: [-15, -36],
  southTip: [-5, -41],
  southRight: [2, -35],
  innerSouth: [3, -24],
  southEast: [12, -18],
  farSouth: [22, -12],
} as const satisfies Record<string, Point>

/** The outline of the whole county, anticlockwise; the bite in the west is a city that is not part of it. */
export const countyOutline: Ring = [
  corner.northTip,
  corner.northWest,
  corner.west,
  corner.biteMouthNorth,
  corner.biteNorth,
  corner.biteEast,
  corner.biteSouthEast,
  corner.biteSouth,
  corner.biteSouthWest,
  corner.biteMouthSouth,
  corner.southWestShoulder,
  corner.farWest,
  corner.southWest,
  corner.waist,
  corner.southLeft,
  corner.southTip,
  corner.southRight,
  corner.innerSouth,
  corner.southEast,
  corner.farSouth,
  corner.threeWays,
  corner.farSouthEast,
  corner.farEast,
  corner.farNorthEast,
  corner.eastNotch,
  corner.eastGate,
  corner.northEast,
]

/** The five districts; together they fill the outline. Towns are listed largest first. */
export const districtPlans: readonly DistrictPlan[] = [
  {
    code: 'E07000218',
    name: 'North Warwickshire',
    ring: [
      corner.northTip,
      corner.northWest,
      corner.west,
      corner.biteMouthNorth,
      corner.biteNorth,
      corner.innerNorth,
      corner.eastGate,
      corner.northEast,
    ],
    areas: 38,
    towns: [
      { centre: [1.5, 29.5], areas: 9, radius: 1.4 },
      { centre: [-10.5, 19.5], areas: 5, radius: 1 },
      { centre: [-4.5, 34], areas: 5, radius: 1 },
    ],
  },
  {
    code: 'E07000219',
    name: 'Nuneaton and Bedworth',
    ring: [corner.eastGate, corner.innerNorth, corner.biteNorth, corner.biteEast, corner.eastNotch],
    areas: 84,
    towns: [
      { centre: [6, 21.6], areas: 46, radius: 2.6 },
      { centre: [5.6, 16.4], areas: 28, radius: 1.9 },
    ],
  },
  {
    code: 'E07000220',
    name: 'Rugby',
    ring: [
      corner.eastNotch,
      corner.biteEast,
      corner.biteSouthEast,
      corner.middle,
      corner.threeWays,
      corner.farSouthEast,
      corner.farEast,
      corner.farNorthEast,
    ],
    areas: 67,
    towns: [
      { centre: [18.5, 6], areas: 45, radius: 2.8 },
      { centre: [13, 16.5], areas: 4, radius: 0.9 },
    ],
  },
  {
    code: 'E07000221',
    name: 'Stratford-on-Avon',
    ring: [
      corner.biteMouthSouth,
      corner.southWestShoulder,
      corner.farWest,
      corner.southWest,
      corner.waist,
      corner.southLeft,
      corner.southTip,
      corner.southRight,
      corner.innerSouth,
      corner.southEast,
      corner.farSouth,
      corner.threeWays,
      corner.middle,
      corner.middleSouth,
      corner.middleWest,
      corner.westGate,
    ],
    areas: 77,
    towns: [
      { centre: [-9.5, -15], areas: 20, radius: 2 },
      { centre: [12.5, -12], areas: 6, radius: 1.1 },
      { centre: [-21, -8], areas: 5, radius: 1 },
      { centre: [-6, -31], areas: 4, radius: 0.9 },
    ],
  },
  {
    code: 'E07000222',
    name: 'Warwick',
    ring: [
      corner.biteMouthSouth,
      corner.westGate,
      corner.middleWest,
      corner.middleSouth,
      corner.middle,
      corner.biteSouthEast,
      corner.biteSouth,
      corner.biteSouthWest,
    ],
    areas: 88,
    towns: [
      { centre: [3.2, -3.6], areas: 38, radius: 2.4 },
      { centre: [-2.4, -4.6], areas: 20, radius: 1.9 },
      { centre: [-2.2, 3.2], areas: 16, radius: 1.7 },
    ],
  },
]
