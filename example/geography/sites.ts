// Where the centre of each small area lies: packed together in towns, spread out in the countryside.
import type { Random } from '#engines/numerics'
import { type DistrictPlan, districtPlans, type Town } from './outline.ts'
import { distance, type Point } from './plane.ts'
import { scatterer } from './scatter.ts'

export type Setting = 'town centre' | 'town' | 'countryside'

/** The centre of a small area before it has a shape: where it is, in which district and in what kind of place. */
export type Site = {
  readonly at: Point
  readonly district: DistrictPlan
  readonly setting: Setting
}

const goldenAngle = Math.PI * (3 - Math.sqrt(5))
const candidatesPerSite = 14

/** Sites on a sunflower spiral: evenly packed, closer together at the heart than at the edge. */
function townSites(town: Town, district: DistrictPlan, random: Random): Site[] {
  const turn = random.next() * 2 * Math.PI
  const centres = town.areas >= 16 ? Math.round(town.areas / 20) : 0
  return Array.from({ length: town.areas }, (_, i) => {
    const reach = town.radius * ((i + 0.5) / town.areas) ** 0.62
    const wobble = town.radius / Math.sqrt(town.areas) / 4
    const x = town.centre[0] + reach * Math.cos(turn + i * goldenAngle) + wobble * random.normal()
    const y = town.centre[1] + reach * Math.sin(turn + i * goldenAngle) + wobble * random.normal()
    return { at: [x, y], district, setting: i < centres ? 'town centre' : 'town' }
  })
}

const outOfTown = (point: Point, towns: readonly Town[]): boolean =>
  towns.every(town => distance(point, town.centre) > town.radius * 1.12)

/** Of several random points outside the towns, the one farthest from every site so far (best-candidate sampling). */
function roomiestPoint(district: DistrictPlan, taken: readonly Site[], random: Random): Point {
  const draw = scatterer(district.ring)
  let best: Point = [0, 0]
  let bestRoom = -1
  for (let tried = 0; tried < candidatesPerSite; ) {
    const point = draw(random)
    if (!outOfTown(point, district.towns)) continue
    tried++
    const room = Math.min(...taken.map(site => distance(site.at, point)))
    if (room > bestRoom) {
      best = point
      bestRoom = room
    }
  }
  return best
}

/** One site for every small area of the county, district by district, towns before countryside. */
export function placeSites(random: Random): Site[] {
  const sites: Site[] = []
  for (const district of districtPlans) {
    for (const town of district.towns) sites.push(...townSites(town, district, random))
    const inTowns = district.towns.reduce((sum, town) => sum + town.areas, 0)
    for (let i = inTowns; i < district.areas; i++) {
      sites.push({ at: roomiestPoint(district, sites, random), district, setting: 'countryside' })
    }
  }
  return sites
}
