// Notices of domestic abuse, plans of help, and the list that must come out right: children who lived in a home with a
// notice and have no plan.
import type { Random } from '#engines/numerics'
import { addDays, ageOn } from '../days.ts'
import { happens } from '../drawing.ts'
import { livedAt } from './homes.ts'
import type { Address, Notice, Person } from './types.ts'

const homesWithNotice = 0.11
const onceMore = 0.35
const hasPlan = 0.4
const plansElsewhere = 0.03
/** A notice counts for a year. */
export const noticeDays = 365

/** Draws notices at addresses over the two years before today, so that some have run out. */
export function drawNotices(
  addresses: readonly Address[],
  always: readonly string[],
  today: string,
  random: Random,
): Notice[] {
  const dates = addresses.flatMap(({ key }) => {
    if (!always.includes(key) && !happens(random, homesWithNotice)) return []
    const days = [always.includes(key) ? 40 : 1 + random.integer(2 * noticeDays)]
    while (happens(random, onceMore)) days.push(1 + random.integer(2 * noticeDays))
    return days.map(ago => ({ address: key, on: addDays(today, -ago) }))
  })
  dates.sort((a, b) => (a.on < b.on ? -1 : 1))
  return dates.map((notice, i) => ({ key: `notice-${String(i + 1).padStart(3, '0')}`, ...notice }))
}

/** The children, by key, who lived at an address when a notice of the last year was given there, and are under 18 today. */
export function childrenWithNotice(people: readonly Person[], notices: readonly Notice[], today: string): string[] {
  const recent = notices.filter(({ on }) => on >= addDays(today, -noticeDays) && on <= today)
  return people
    .filter(({ born }) => ageOn(born, today) < 18)
    .filter(({ residences }) => recent.some(({ address, on }) => livedAt(residences, address, on)))
    .map(({ key }) => key)
}

/** The children, by key, who have a plan of help: some of those with a notice, and a few others. */
export function drawPlans(
  people: readonly Person[],
  withNotice: readonly string[],
  today: string,
  random: Random,
): string[] {
  return people
    .filter(({ born }) => ageOn(born, today) < 18)
    .filter(({ key }) => happens(random, withNotice.includes(key) ? hasPlan : plansElsewhere))
    .map(({ key }) => key)
}
