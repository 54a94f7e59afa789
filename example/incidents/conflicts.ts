// Conflicts between invented groups: who with whom, where, and on which dates each climbs the ladder of stages. Some calm,
// some go on at a low level, and a few are growing when the record ends.
import type { Random } from '#engines/numerics'
import { pick } from '../drawing.ts'
import type { SmallArea } from '../geography/build.ts'
import type { Point } from '../geography/plane.ts'

/** A group as a code. It names no one, and there is no list of who belongs to it. */
export type Group = {
  readonly code: string
  readonly name: string
  readonly membersEstimate: number
  readonly homeArea: number
}

export type Course = 'growing' | 'calmed' | 'simmering'

export type Conflict = {
  readonly key: string
  readonly groups: readonly [string, string]
  readonly course: Course
  /** Day number on which it begins. */
  readonly onset: number
  /** For each rung from 0 (tension) up, the day number on which it is first reached. */
  readonly reached: readonly number[]
  /** Day number on which it calms, or null while it goes on. */
  readonly calmed: number | null
  /** Longitude and latitude of the places where it shows. */
  readonly spots: readonly Point[]
}

const groupWords =
  'Amber Birch Cobalt Dune Ember Fern Granite Harbour Indigo Juniper Kite Linen Maple Nimbus Olive Pebble'
const coursesPlanned: readonly Course[] = [
  ...Array<Course>(4).fill('growing'),
  ...Array<Course>(8).fill('calmed'),
  ...Array<Course>(6).fill('simmering'),
]
/** Groups in pairs from the same district, so that those in conflict live near each other. */
export function drawGroups(areas: readonly SmallArea[], random: Random): Group[] {
  const districts = [
    'E07000219',
    'E07000222',
    'E07000220',
    'E07000219',
    'E07000221',
    'E07000222',
    'E07000220',
    'E07000218',
  ]
  return groupWords.split(' ').map((word, i) => {
    const district = districts[Math.floor(i / 2)]
    const homes = areas.flatMap((area, j) => (area.district === district && area.setting === 'town' ? [j] : []))
    return {
      code: `GROUP-${word.toUpperCase()}`,
      name: `Group ${word}`,
      membersEstimate: 5 + random.poisson(7),
      homeArea: pick(random, homes),
    }
  })
}

/** Dates on which each rung from 0 to `top` is reached, when the climb takes so many days. */
function climb(onset: number, days: number, top: number, random: Random): number[] {
  const steps = Array.from({ length: top }, () => 0.6 + random.next())
  const whole = steps.reduce((sum, step) => sum + step, 0)
  let day = onset
  return [onset, ...steps.map(step => (day += Math.round((step / whole) * days)))]
}

/** When a conflict begins, how it climbs and whether it calms, between two day numbers. */
function plan(
  course: Course,
  first: number,
  last: number,
  random: Random,
): Pick<Conflict, 'onset' | 'reached' | 'calmed'> {
  if (course === 'growing') {
    const length = 60 + random.integer(90)
    const onset = last - length
    return { onset, reached: climb(onset, length - 12, 2 + random.integer(3), random), calmed: null }
  }
  if (course === 'simmering') {
    const onset = first + random.integer(Math.floor((last - first) / 2))
    return { onset, reached: climb(onset, 200, 1 + random.integer(2), random), calmed: null }
  }
  const onset = first + 30 + random.integer(Math.max(1, last - first - 330))
  const reached = climb(onset, 90 + random.integer(90), 4 + random.integer(2), random)
  return { onset, reached, calmed: (reached.at(-1) ?? onset) + 30 + random.integer(30) }
}

/** The conflict of the example's main story: threats online three weeks ago, a confrontation ten days ago. */
const story = (last: number): Pick<Conflict, 'onset' | 'reached' | 'calmed'> => ({
  onset: last - 48,
  reached: [last - 48, last - 21, last - 10],
  calmed: null,
})

/** Which groups are in conflict: first neighbours by pair, then others, no pair twice. */
function pairUp(groups: readonly Group[]): (readonly [Group, Group])[] {
  const pairs = (step: number, from: number): (readonly [Group, Group])[] =>
    groups.flatMap((group, i) => {
      const other = groups[i + step]
      return i % 2 === from && other ? [[group, other] as const] : []
    })
  return [...pairs(1, 0), ...pairs(6, 0), ...pairs(6, 1)]
}

/** The conflicts of the record between two day numbers; the first is that of the main story. */
export function planConflicts(
  groups: readonly Group[],
  areas: readonly SmallArea[],
  [first, last]: readonly [number, number],
  random: Random,
): Conflict[] {
  return pairUp(groups)
    .slice(0, coursesPlanned.length)
    .map(([a, b], i) => {
      const course = coursesPlanned[i] ?? 'simmering'
      const spots = [a, b].map((group): Point => areas[group.homeArea]?.centre ?? [0, 0])
      const dates = i === 0 ? story(last) : plan(course, first, last, random)
      return { key: `conflict-${String(i + 1).padStart(2, '0')}`, groups: [a.code, b.code], course, ...dates, spots }
    })
}
