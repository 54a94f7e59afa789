// Assaults that people told hospital staff about. Some are also in the incidents and some are in no other record; the
// hospital says neither who nor exactly where, so the two must never be added up.
import type { Random } from '#engines/numerics'
import { addDays, isoMinute, isoMonth } from '../days.ts'
import { chooser, happens, pick } from '../drawing.ts'
import type { SmallArea } from '../geography/build.ts'
import type { Happening } from './background.ts'
import { categoryNumber } from './categories.ts'
import type { HospitalAssaultRow } from './rows.ts'

/** Shares of those hurt who come to hospital, and of all who come that no other record knows about. */
export const hospitalTruth = { comesInjured: 0.38, comesWounded: 0.85, unknownElsewhere: 0.4 } as const

/** Invented emergency departments and the districts they serve. */
const sites: readonly (readonly [code: string, districts: readonly string[]])[] = [
  ['XH101', ['E07000218', 'E07000219']],
  ['XH102', ['E07000220']],
  ['XH103', ['E07000221', 'E07000222']],
]
const blunt: readonly string[] = [
  'Fist, foot or other body part',
  'Blunt object',
  'Bottle or glass',
  'Pushed',
  'Not known',
]
const chooseBlunt = chooser([12, 2, 2, 2, 1])
const locations: readonly string[] = [
  'Street',
  'Pub or club',
  'Home',
  'Park or open space',
  'School or college',
  'Shop',
]
const chooseLocation = chooser([9, 6, 4, 2, 1, 1])
const wounding = ['Assault with a knife or sharp object', 'Life-threatening assault'].map(categoryNumber)
const injuring = categoryNumber('Assault with injury')

function attendance(happening: Happening, area: SmallArea, random: Random): HospitalAssaultRow {
  const { day, category } = happening
  const month = isoMonth(day)
  const firstOfNext = addDays(`${month}-28`, 4).slice(0, 7)
  const site = sites.find(([, districts]) => districts.includes(area.district)) ?? sites[0]
  return {
    source: 'istv',
    site: site?.[0] ?? '',
    periodStart: `${month}-01`,
    periodEnd: addDays(`${firstOfNext}-01`, -1),
    arrived: isoMinute(day + (0.5 + random.exponential(2)) / 24),
    occurred: isoMinute(day),
    precision: 'minute',
    month,
    method: wounding.includes(category) ? 'Knife or sharp object' : (blunt[chooseBlunt(random)] ?? 'Not known'),
    methodOther: null,
    locationType: locations[chooseLocation(random)] ?? 'Street',
    locationDescription: `In ${area.name.replace(/\w \(illustrative\)$/, ' (illustrative)')}`,
  }
}

/**
 * The attendances that follow from the incidents, arrived before the date `end`, in order of time; and for each the incident's
 * position, or -1 when no other record has it.
 */
export function drawAttendances(
  happenings: readonly Happening[],
  areas: readonly SmallArea[],
  end: string,
  random: Random,
): { readonly rows: HospitalAssaultRow[]; readonly incidentOf: Int32Array } {
  const { comesInjured, comesWounded, unknownElsewhere } = hospitalTruth
  const unseenPerSeen = unknownElsewhere / (1 - unknownElsewhere)
  const drawn: { row: HospitalAssaultRow; incident: number }[] = []
  happenings.forEach((happening, incident) => {
    const area = areas[happening.area]
    const share = wounding.includes(happening.category)
      ? comesWounded
      : happening.category === injuring
        ? comesInjured
        : 0
    if (!area || !happens(random, share)) return
    drawn.push({ row: attendance(happening, area, random), incident })
    if (!happens(random, unseenPerSeen)) return
    const unseen = { ...happening, category: injuring, day: happening.day - 14 * random.next() }
    drawn.push({ row: attendance(unseen, pick(random, areas), random), incident: -1 })
  })
  const kept = drawn.filter(({ row }) => (row.arrived ?? row.occurred) < end)
  kept.sort((a, b) => (a.row.occurred < b.row.occurred ? -1 : 1))
  return { rows: kept.map(one => one.row), incidentOf: Int32Array.from(kept, one => one.incident) }
}
