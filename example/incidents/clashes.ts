// What happens in a conflict. What one group does to the other is sometimes answered (retaliation) and sometimes followed by
// more of the same (repetition); the rest starts afresh, more often the higher the conflict has climbed.
import type { Random } from '#engines/numerics'
import { chooser, happens, pick } from '../drawing.ts'
import { toLonLat, toPlane } from '../geography/plane.ts'
import { type ConflictMark, type Happening, toMetre } from './background.ts'
import { categoryNumber } from './categories.ts'
import type { Conflict } from './conflicts.ts'

/** The known truth of what follows what within a conflict: both follow after an exponential delay. */
export const clashTruth = { answered: 0.35, repeated: 0.15, meanDelayDays: 4 } as const

/** Fresh clashes a week at each rung, and how much rarer they are in a conflict that only simmers. */
const freshPerWeek = [0.5, 0.8, 1, 1.1, 1, 0.9]
const simmeringShare = 0.4
const spotSpreadKm = 0.2

/** What a rung looks like in the record, with weights. */
const shownAs: readonly (readonly (readonly [words: string, weight: number])[])[] = [
  [['Tension between groups', 1]],
  [
    ['Threats online', 3],
    ['Threats in person', 2],
  ],
  [
    ['Disorder in public', 3],
    ['Assault without injury', 2],
  ],
  [['Weapon seen', 1]],
  [['Assault with a knife or sharp object', 1]],
  [['Life-threatening assault', 1]],
]
const categoryOf = shownAs.map(choices => {
  const choose = chooser(choices.map(([, weight]) => weight))
  const numbers = choices.map(([words]) => categoryNumber(words))
  return (random: Random): number => numbers[choose(random)] ?? 0
})

type Clash = { readonly day: number; readonly fromFirst: boolean; readonly stage: number; readonly parent: number }

/** The rung of a clash: half the time the highest that the conflict has reached by then, else any below it. */
function rungOn({ reached }: Conflict, day: number, random: Random): number {
  const top = reached.findLastIndex(date => date <= day)
  return top <= 0 || happens(random, 0.5) ? Math.max(0, top) : random.integer(top)
}

/** Clashes that start afresh: one on the day a rung is first reached, and others between. */
function freshClashes(conflict: Conflict, end: number, random: Random): Clash[] {
  const share = conflict.course === 'simmering' ? simmeringShare : 1
  return conflict.reached.flatMap((from, stage) => {
    const days = (conflict.reached[stage + 1] ?? end) - from
    const others = random.poisson(((freshPerWeek[stage] ?? 1) * share * days) / 7)
    const times = Array.from({ length: others }, () => from + days * random.next())
    const first = { day: from + 0.4 + 0.5 * random.next(), fromFirst: happens(random, 0.5), stage, parent: -1 }
    const rest = times.map(day => ({
      day,
      fromFirst: happens(random, 0.5),
      stage: rungOn(conflict, day, random),
      parent: -1,
    }))
    return [first, ...rest]
  })
}

/** Adds answers and repetitions to the list, and what follows from them. */
function addConsequences(clashes: Clash[], conflict: Conflict, end: number, random: Random): void {
  for (let i = 0; i < clashes.length; i++) {
    const clash = clashes[i]
    if (!clash) continue
    const follow = (fromFirst: boolean): void => {
      const day = clash.day + random.exponential(clashTruth.meanDelayDays)
      if (day < end) clashes.push({ day, fromFirst, stage: rungOn(conflict, day, random), parent: i })
    }
    if (happens(random, clashTruth.answered)) follow(!clash.fromFirst)
    if (happens(random, clashTruth.repeated)) follow(clash.fromFirst)
  }
}

type Locate = (point: readonly [number, number]) => number

function nearSpot({ spots }: Conflict, locate: Locate, random: Random): Pick<Happening, 'at' | 'area'> {
  const spot = pick(random, spots)
  const [x, y] = toPlane(spot)
  const near = toMetre(toLonLat([x + spotSpreadKm * random.normal(), y + spotSpreadKm * random.normal()]))
  const at = locate(near) < 0 ? toMetre(spot) : near
  return { at, area: locate(at) }
}

/**
 * Everything that happens in one conflict before the day `last`. `parent` counts positions from `offset`, where the list will
 * be put, so that it stays true in the longer list.
 */
export function drawClashes(
  conflict: Conflict,
  { number, last, offset }: { readonly number: number; readonly last: number; readonly offset: number },
  locate: Locate,
  random: Random,
): Happening[] {
  const end = Math.min(last, conflict.calmed ?? last)
  const clashes = freshClashes(conflict, end, random)
  addConsequences(clashes, conflict, end, random)
  const [first, second] = conflict.groups
  return clashes.map(({ day, fromFirst, stage, parent }) => {
    const [from, against] = fromFirst ? [first, second] : [second, first]
    const mark: ConflictMark = { conflict: number, from, against, stage }
    const category = categoryOf[stage]?.(random) ?? 0
    const whole = parent < 0 ? -1 : parent + offset
    return { day, category, ...nearSpot(conflict, locate, random), parent: whole, conflict: mark }
  })
}
