// Three years of invented incidents, and the truth about them.
import type { Random } from '#engines/numerics'
import { dayNumber, isoDate, isoHour, isoMinute, isoMonth } from '../days.ts'
import { chooser, happens } from '../drawing.ts'
import type { Geography, SmallArea } from '../geography/build.ts'
import {
  areaWeights,
  drawBackground,
  drawSurges,
  type Ground,
  type Happening,
  planSurges,
  type Surge,
} from './background.ts'
import { type Category, categories } from './categories.ts'
import { drawClashes } from './clashes.ts'
import { type Conflict, drawGroups, type Group, planConflicts } from './conflicts.ts'
import { addFollowers } from './exciting.ts'
import { drawAttendances } from './hospital.ts'
import type { HospitalAssaultRow, IncidentRow, Provenance, TimePrecision } from './rows.ts'

export const recordDays = 1096
/** Days simulated before the record begins, so that its first weeks have their followers too. */
const warmUpDays = 60
/** The share of clashes whose groups somebody recorded. */
const groupsRecorded = 0.65

/** What is known about the incidents because they were invented: one element per row of `incidents`. */
export type IncidentTruth = {
  /** Exact time in days since the record's first midnight. */
  readonly days: Float64Array
  /** Position of the incident that brought it about, or -1. */
  readonly parents: Int32Array
  /** Position in `conflicts` of the conflict it belongs to, or -1. */
  readonly conflictOf: Int16Array
  /** The rung (0 tension to 5 life-threatening) it shows in its conflict, or -1. */
  readonly stageOf: Int8Array
  /** Expected background events a day in each small area, exciting categories together, surges and conflicts left out. */
  readonly backgroundPerDay: Float64Array
  readonly surges: readonly Surge[]
  /** For each hospital row the position of the same event in `incidents`, or -1. */
  readonly hospitalIncident: Int32Array
}

export type Incidents = {
  /** In order of time; the record ends with the day before `today`. */
  readonly incidents: readonly IncidentRow[]
  readonly hospitalAssaults: readonly HospitalAssaultRow[]
  readonly groups: readonly Group[]
  readonly conflicts: readonly Conflict[]
  readonly truth: IncidentTruth
}

/** Sorts by time, forgets what came before the first day, and keeps each `parent` pointing at the right event. */
function inOrder(happenings: readonly Happening[], first: number): Happening[] {
  const order = happenings.map((_, i) => i).filter(i => (happenings[i]?.day ?? 0) >= first)
  order.sort((a, b) => (happenings[a]?.day ?? 0) - (happenings[b]?.day ?? 0))
  const place = new Int32Array(happenings.length).fill(-1)
  order.forEach((from, to) => {
    place[from] = to
  })
  return order.flatMap(i => {
    const happening = happenings[i]
    return happening ? [{ ...happening, parent: place[happening.parent] ?? -1 }] : []
  })
}

const sourceNames: readonly Provenance[] = ['reported', 'discovered', 'health', 'school', 'community']
const tellers: Readonly<Record<Provenance, string>> = {
  reported: 'Police, told by the public (synthetic)',
  discovered: 'Police, found by officers (synthetic)',
  health: 'Ambulance service (synthetic)',
  school: 'Schools (synthetic)',
  community: 'Community reports (synthetic)',
  unknown: 'Not known (synthetic)',
}
const chooseSource = categories.map(({ sources }) => chooser(sourceNames.map(name => sources[name] ?? 0)))

function precisionOf({ monthOnly }: Category, provenance: Provenance, random: Random): TimePrecision {
  if (monthOnly) return 'month'
  if (provenance === 'school') return 'day'
  if (provenance === 'community') return 'hour'
  return happens(random, 0.9) ? 'minute' : 'hour'
}

const written: Readonly<Record<TimePrecision, (day: number) => string | null>> = {
  month: () => null,
  day: isoDate,
  hour: isoHour,
  minute: isoMinute,
}

/** One row. A school, or a person's own home, is never a point on the map: such rows know the small area only. */
function rowOf(happening: Happening, number: number, areas: readonly SmallArea[], random: Random): IncidentRow | null {
  const { category: kind, day, at, conflict } = happening
  const category = categories[kind]
  if (!category) return null
  const provenance = sourceNames[chooseSource[kind]?.(random) ?? 0] ?? 'unknown'
  const precision = precisionOf(category, provenance, random)
  const pointKnown = precision !== 'month' && provenance !== 'school'
  const named = conflict !== null && happens(random, groupsRecorded)
  const flag = (name: Category['flags'][number]): boolean => category.flags.includes(name)
  return {
    externalId: `EX-${String(number + 1).padStart(6, '0')}`,
    month: isoMonth(day),
    occurred: written[precision](day),
    precision,
    category: category.words,
    longitude: pointKnown ? at[0] : null,
    latitude: pointKnown ? at[1] : null,
    lsoa: areas[happening.area]?.code ?? null,
    location: null,
    reportedBy: tellers[provenance],
    source: 'partnership',
    provenance,
    severity: category.severity,
    flags: { online: flag('online'), domestic: flag('domestic'), weapon: flag('weapon'), injury: flag('injury') },
    groupA: named ? conflict.from : null,
    groupB: named ? conflict.against : null,
    outcome: null,
  }
}

/** Expected background events a day in each area over all exciting categories. */
function backgroundPerDay(ground: Ground): Float64Array {
  const rate = new Float64Array(ground.areas.length)
  for (const category of categories.filter(one => one.exciting && one.perYear > 0)) {
    const weights = areaWeights(ground, category)
    const whole = weights.reduce((sum, weight) => sum + weight, 0)
    weights.forEach((weight, i) => {
      rate[i] = (rate[i] ?? 0) + ((weight / whole) * category.perYear) / 365.25
    })
  }
  return rate
}

/** Draws the record of the days before `today` (YYYY-MM-DD). */
export function drawIncidents(geography: Geography, ground: Ground, today: string, random: Random): Incidents {
  const { areas, locate } = geography
  const last = dayNumber(today)
  const first = last - recordDays
  const surges = planSurges(areas, first, recordDays, random.split(1))
  const happenings = [
    ...drawBackground(ground, first - warmUpDays, recordDays + warmUpDays, random.split(2)),
    ...drawSurges(surges, areas, random.split(3)),
  ]
  addFollowers(happenings, last, locate, random.split(4))
  const groups = drawGroups(areas, random.split(5))
  const conflicts = planConflicts(groups, areas, [first, last], random.split(6))
  const clashDraw = random.split(7)
  conflicts.forEach((conflict, number) => {
    happenings.push(...drawClashes(conflict, { number, last, offset: happenings.length }, locate, clashDraw))
  })
  const ordered = inOrder(happenings, first)
  const rowDraw = random.split(8)
  const incidents = ordered.flatMap((happening, i) => rowOf(happening, i, areas, rowDraw) ?? [])
  const { rows, incidentOf } = drawAttendances(ordered, areas, today, random.split(9))
  const truth: IncidentTruth = {
    days: Float64Array.from(ordered, one => one.day - first),
    parents: Int32Array.from(ordered, one => one.parent),
    conflictOf: Int16Array.from(ordered, one => one.conflict?.conflict ?? -1),
    stageOf: Int8Array.from(ordered, one => one.conflict?.stage ?? -1),
    backgroundPerDay: backgroundPerDay(ground),
    surges,
    hospitalIncident: incidentOf,
  }
  return { incidents, hospitalAssaults: rows, groups, conflicts, truth }
}
