// Are some kinds of area flagged more than their due, or missed? Over the windows that were tried, with ranges.
import { random } from '#engines/numerics'

export type Share = { readonly value: number; readonly low: number; readonly high: number; readonly of: number }

export type AreaGroup = {
  readonly name: string
  readonly areas: number
  /** Share of place-windows on the list. */
  readonly flagged: Share
  /** Share of those on the list where a sign came. */
  readonly precision: Share
  /** Share of place-windows with a sign that were not on the list. */
  readonly missed: Share
  /** Share of all place-windows where a sign came: what flags should follow. */
  readonly happened: Share
}

export type AreaMeasureAudit = { readonly measure: string; readonly groups: readonly AreaGroup[] }

export type Flags = {
  readonly lists: readonly (readonly number[])[]
  readonly happened: readonly Float64Array[]
}

/** Areas parted into five groups of equal number by a measure, lowest first; areas without it are left out. */
export function fifths(values: ReadonlyMap<number, number>): number[][] {
  const order = [...values].sort(([a, x], [b, y]) => x - y || a - b).map(([place]) => place)
  return Array.from({ length: 5 }, (_, k) =>
    order.slice(Math.round((k * order.length) / 5), Math.round(((k + 1) * order.length) / 5)),
  )
}

/** Flag rate, precision and misses of each group. Ranges are 95 %, from drawing whole areas again: windows of one are alike. */
export function auditOf(
  flags: Flags,
  groups: readonly { readonly name: string; readonly places: readonly number[] }[],
): AreaGroup[] {
  return groups
    .filter(({ places }) => places.length > 0)
    .map(({ name, places }, at) => {
      const tallies = places.map(place => tallyOf(flags, place))
      const share = (top: keyof Tally, bottom: keyof Tally): Share => shareOf(tallies, top, bottom, at + 1)
      return {
        name,
        areas: places.length,
        flagged: share('flagged', 'windows'),
        precision: share('hits', 'flagged'),
        missed: share('missed', 'came'),
        happened: share('came', 'windows'),
      }
    })
}

type Tally = Readonly<Record<'windows' | 'flagged' | 'hits' | 'missed' | 'came', number>>

function tallyOf({ lists, happened }: Flags, place: number): Tally {
  const tally = { windows: 0, flagged: 0, hits: 0, missed: 0, came: 0 }
  happened.forEach((seen, window) => {
    const came = seen[place] ?? Number.NaN
    if (Number.isNaN(came)) return
    const onList = lists[window]?.includes(place) === true
    tally.windows += 1
    if (onList) tally.flagged += 1
    if (came > 0) tally.came += 1
    if (came > 0 && onList) tally.hits += 1
    if (came > 0 && !onList) tally.missed += 1
  })
  return tally
}

const draws = 299

function shareOf(tallies: readonly Tally[], top: keyof Tally, bottom: keyof Tally, seed: number): Share {
  const total = (some: readonly Tally[], key: keyof Tally): number => some.reduce((sum, tally) => sum + tally[key], 0)
  const of = total(tallies, bottom)
  if (of === 0) return { value: 0, low: 0, high: 1, of }
  const chance = random(seed)
  const drawn = Float64Array.from({ length: draws }, () => {
    const some = tallies.map(tally => tallies[chance.integer(tallies.length)] ?? tally)
    return total(some, top) / Math.max(1, total(some, bottom))
  }).sort()
  return { value: total(tallies, top) / of, low: drawn[7] ?? 0, high: drawn[291] ?? 1, of }
}

/** Whether the groups differ by more than chance in a share: their ranges do not all meet. */
export function differs(groups: readonly AreaGroup[], share: 'flagged' | 'precision' | 'missed'): boolean {
  const known = groups.map(group => group[share]).filter(({ of }) => of > 0)
  return Math.max(...known.map(({ low }) => low)) > Math.min(...known.map(({ high }) => high))
}

/** Lists in a row on which a place may stand before people must ask whether listing it does any good. */
export const alarmAfter = 6

export type Repeated = { readonly at: number; readonly times: number; readonly inARow: number }

/** Places that stood on the newest lists again and again: how often in all, and how often in a row up to now. */
export function repeatedFlags(lists: readonly (readonly number[])[]): Repeated[] {
  const places = new Set(lists.flat())
  return [...places]
    .map(at => ({
      at,
      times: lists.filter(list => list.includes(at)).length,
      inARow: lists.length - 1 - lists.findLastIndex(list => !list.includes(at)),
    }))
    .filter(({ inARow }) => inARow >= alarmAfter)
    .sort((a, b) => b.inARow - a.inARow || b.times - a.times || a.at - b.at)
}
