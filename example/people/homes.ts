// Where people live and have lived: one address a family, moves, and children who stay at two homes in turn.
import type { Random } from '#engines/numerics'
import { dayNumber, isoDate } from '../days.ts'
import { chooser, happens, pick } from '../drawing.ts'
import type { SmallArea } from '../geography/build.ts'
import type { Residents } from '../statistics/residents.ts'
import { drawAddress } from './addresses.ts'
import type { Family } from './families.ts'
import type { Member } from './register.ts'
import type { Address, Residence } from './types.ts'

/** The homes of everybody: addresses, and where each person (by key) lives and lived, latest first. */
export type Homes = {
  readonly addresses: readonly Address[]
  readonly residences: ReadonlyMap<string, readonly Residence[]>
}

const movedLately = 0.35
const staysAtBoth = 0.4

/** The dates of a move: from the earlier home to this one. */
function drawMove(today: number, random: Random): { readonly came: number; readonly before: number | null } {
  if (!happens(random, movedLately)) return { came: today - 1100 - random.integer(4000), before: null }
  const came = today - 14 - random.integer(1080)
  return { came, before: came - 200 - random.integer(2000) }
}

/**
 * Gives every family a home, and a parent who lives apart another. `home` says in which small area (by position) the family at
 * a position must live; the rest are drawn in proportion to residents.
 */
export function drawHomes(
  families: readonly Family[],
  { areas, residents }: { readonly areas: readonly SmallArea[]; readonly residents: readonly Residents[] },
  { today, home }: { readonly today: string; readonly home: ReadonlyMap<number, number> },
  random: Random,
): Homes {
  const chooseArea = chooser(residents.map(people => people.all))
  const addresses: Address[] = []
  const residences = new Map<string, Residence[]>()
  const settle = (area: number): string => {
    const place = areas[area]
    if (!place) throw new Error(`There is no small area at position ${area}.`)
    const address = drawAddress(place, area, addresses.length, random)
    addresses.push(address)
    return address.key
  }
  const live = (member: Member, address: string, from: number, until: number | null): void => {
    if (until !== null && isoDate(until) <= member.born) return
    const start = isoDate(Math.max(from, dayNumber(member.born)))
    const stay = { address, from: start, until: until === null ? null : isoDate(until) }
    residences.set(member.key, [...(residences.get(member.key) ?? []), stay])
  }

  families.forEach(({ adults, children, apart }, i) => {
    const area = home.get(i) ?? chooseArea(random)
    const address = settle(area)
    const { came, before } = drawMove(dayNumber(today), random)
    const earlier =
      before === null
        ? null
        : settle(happens(random, 0.5) ? pick(random, areas[area]?.neighbours ?? [area]) : chooseArea(random))
    for (const member of [...adults, ...children]) {
      live(member, address, came, null)
      if (earlier !== null && before !== null) live(member, earlier, before, came)
    }
    if (!apart) return
    const other = settle(chooseArea(random))
    const left = came - random.integer(400)
    for (const member of happens(random, staysAtBoth) ? [apart, ...children] : [apart]) live(member, other, left, null)
  })
  return { addresses, residences }
}

/** Did the person live at the address on the date? */
export const livedAt = (residences: readonly Residence[], address: string, date: string): boolean =>
  residences.some(stay => stay.address === address && stay.from <= date && (stay.until === null || date < stay.until))
