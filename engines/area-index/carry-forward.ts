import { type Numbers, requireLength } from '#engines/numerics'

/** Unchanged, split, merged, or too tangled to be either (the statistical office's change flags). */
export type ChangeFlag = 'U' | 'S' | 'M' | 'X'

/** One piece of ground: the people who lived in both the old area and the new one. */
export interface AreaLink {
  from: string
  to: string
  flag: ChangeFlag
  /** People in the overlap; may be absent only where no weighing is needed. */
  population?: number | undefined
}

export interface CarryForward {
  /** Codes of the areas the values are given for, and of those they are wanted for. */
  from: readonly string[]
  to: readonly string[]
  links: readonly AreaLink[]
}

/** Amounts add up (counts, people); levels do not (rates, shares, scores). */
export type ValueKind = 'amount' | 'level'

export interface Carried {
  /** One value per new area; NaN where the old values are missing or nothing links to it. */
  values: Float64Array
  /** The flag of each new area; undefined where nothing links to it. */
  flags: (ChangeFlag | undefined)[]
  /** 1 where the value is the area's own, 0 where it was shared out, inherited or averaged. */
  own: Uint8Array
}

const CODE = /^[A-Z]\d{8}$/

/**
 * Carries values from one set of area codes to another. An amount is shared out in proportion to the people in each
 * overlap; a level is the mean over overlaps, weighted by their people. Areas are matched by code, never by name.
 * @throws when a code is not a code, is repeated or unknown, flags and links contradict each other, a population is
 *   impossible, or a split amount or merged level would have to be carried without populations
 */
export function carryForward(values: Numbers, kind: ValueKind, map: CarryForward): Carried {
  requireLength('values', values, map.from.length)
  const from = numbered('from', map.from)
  const to = numbered('to', map.to)
  const links = map.links.map(link => numberedLink(link, from, to))
  requireConsistent(links, map)
  const carried: Carried = {
    values: new Float64Array(map.to.length).fill(Number.NaN),
    flags: new Array(map.to.length).fill(undefined),
    own: new Uint8Array(map.to.length),
  }
  for (const [area, pieces] of groupBy(links, link => link.to)) {
    const [{ flag }] = pieces
    carried.flags[area] = flag
    carried.own[area] = flag === 'U' ? 1 : 0
    carried.values[area] = kind === 'amount' ? amountOf(values, pieces, links, map) : levelOf(values, pieces, map)
  }
  return carried
}

interface Link {
  from: number
  to: number
  flag: ChangeFlag
  population: number | undefined
}

function numbered(name: string, codes: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>()
  codes.forEach((code, position) => {
    if (!CODE.test(code)) throw new Error(`${name}[${position}] must be an area code such as E01000001, got "${code}"`)
    if (numbers.has(code)) throw new Error(`${name} must not repeat a code, got ${code} twice`)
    numbers.set(code, position)
  })
  return numbers
}

function numberedLink(link: AreaLink, from: Map<string, number>, to: Map<string, number>): Link {
  const start = from.get(link.from)
  const end = to.get(link.to)
  if (start === undefined) throw new Error(`links name ${link.from}, which is not in from`)
  if (end === undefined) throw new Error(`links name ${link.to}, which is not in to`)
  const { population } = link
  if (population !== undefined && !(population >= 0 && population < Infinity)) {
    throw new Error(`population of ${link.from} to ${link.to} must be 0 or more, got ${population}`)
  }
  return { from: start, to: end, flag: link.flag, population }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => number): Map<number, Item[]> {
  const groups = new Map<number, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** U must be one to one, S one to many and M many to one; X may be anything. */
function requireConsistent(links: readonly Link[], map: CarryForward): void {
  const starts = groupBy(links, link => link.from)
  const ends = groupBy(links, link => link.to)
  for (const link of links) {
    const parts = starts.get(link.from)?.length ?? 0
    const sources = ends.get(link.to)?.length ?? 0
    const fits =
      link.flag === 'X' ||
      (link.flag === 'U' && parts === 1 && sources === 1) ||
      (link.flag === 'S' && parts > 1 && sources === 1) ||
      (link.flag === 'M' && parts === 1 && sources > 1)
    if (!fits) {
      throw new Error(
        `links flag ${map.from[link.from]} to ${map.to[link.to]} as ${link.flag}, ` +
          `but the old area goes to ${parts} and the new one comes from ${sources}`,
      )
    }
  }
}

function peopleIn(link: Link, map: CarryForward): number {
  if (link.population === undefined) {
    throw new Error(
      `links must give a population for ${map.from[link.from]} to ${map.to[link.to]}: ` +
        'a value is never shared out or averaged without one',
    )
  }
  return link.population
}

function amountOf(values: Numbers, pieces: readonly Link[], links: readonly Link[], map: CarryForward): number {
  let total = 0
  for (const piece of pieces) {
    const siblings = links.filter(link => link.from === piece.from)
    const share = siblings.length === 1 ? 1 : peopleIn(piece, map) / peopleOf(siblings, map)
    total += share * values[piece.from]
  }
  return total
}

function peopleOf(links: readonly Link[], map: CarryForward): number {
  const people = links.reduce((total, link) => total + peopleIn(link, map), 0)
  if (people === 0) throw new Error(`links must give ${map.from[links[0].from]} at least one person in some overlap`)
  return people
}

function levelOf(values: Numbers, pieces: readonly Link[], map: CarryForward): number {
  if (pieces.length === 1) return values[pieces[0].from]
  let people = 0
  let total = 0
  for (const piece of pieces) {
    people += peopleIn(piece, map)
    total += peopleIn(piece, map) * values[piece.from]
  }
  if (people === 0) throw new Error(`links must give ${map.to[pieces[0].to]} at least one person in some overlap`)
  return total / people
}
