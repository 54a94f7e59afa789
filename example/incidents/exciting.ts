// The self-exciting part: an event may be followed by others near it. Each exciting event has a Poisson number of
// followers (mean 0.25), each after an exponential delay (mean 7 days) at a normal distance east and north (standard
// deviation 150 m): the branching form of a Hawkes process with a separable kernel (Hawkes and Oakes, J. Appl. Prob. 1974).
import type { Random } from '#engines/numerics'
import { chooser, happens } from '../drawing.ts'
import { toLonLat, toPlane } from '../geography/plane.ts'
import { type Happening, toMetre } from './background.ts'
import { categories, categoryNumber } from './categories.ts'

/** The known truth that an engine should find again. */
export const excitation = { branching: 0.25, meanDelayDays: 7, sdMetres: 150, sameCategory: 0.55 } as const

/** What a follower of another category is: small things mostly, sometimes worse ones. */
const followers: readonly (readonly [words: string, weight: number])[] = [
  ['Anti-social behaviour', 22],
  ['Disorder in public', 20],
  ['Threats in person', 14],
  ['Criminal damage or arson', 10],
  ['Assault without injury', 16],
  ['Assault with injury', 12],
  ['Weapon seen', 3],
  ['Assault with a knife or sharp object', 2],
  ['Life-threatening assault', 0.3],
]
const followerNumbers = followers.map(([words]) => categoryNumber(words))
const chooseFollower = chooser(followers.map(([, weight]) => weight))

type Locate = (point: readonly [number, number]) => number

function follower(of: Happening, parent: number, locate: Locate, random: Random): Happening {
  const day = of.day + random.exponential(excitation.meanDelayDays)
  const [x, y] = toPlane(of.at)
  const spread = excitation.sdMetres / 1000
  const at = toMetre(toLonLat([x + spread * random.normal(), y + spread * random.normal()]))
  const same = happens(random, excitation.sameCategory)
  const category = same ? of.category : (followerNumbers[chooseFollower(random)] ?? of.category)
  return { day, category, area: locate(at), at, parent, conflict: null }
}

/**
 * Adds to the list the followers of every exciting event in it, their followers too, and so on. Those that would fall after
 * the day `end` or outside the county are lost, as they are to any real record.
 */
export function addFollowers(happenings: Happening[], end: number, locate: Locate, random: Random): void {
  for (let i = 0; i < happenings.length; i++) {
    const happening = happenings[i]
    if (!happening || !categories[happening.category]?.exciting) continue
    for (let left = random.poisson(excitation.branching); left > 0; left--) {
      const next = follower(happening, i, locate, random)
      if (next.day < end && next.area >= 0) happenings.push(next)
    }
  }
}
