import {
  areasOf,
  population,
  residents,
  type SmallArea,
  smallAreas,
  smallAreasWithin,
  vintageLinks,
} from '#modules/areas'
import type { Transaction } from '#platform/database'
import { NotFound } from '#platform/errors'
import { type CodesOfPlace, codesOfPlace, type Denominator, endedAreas, residentsOf } from '../../place-rules.ts'

export type Level = 'whole' | 'partnership' | 'district' | 'ward' | 'small'

/** A place that figures can be given for: a set of small areas. */
export type Place = {
  readonly code: string
  readonly name: string
  readonly level: Level
  readonly members: ReadonlySet<string>
}

/** Everything about places that a page of figures needs, read once. */
export type Geography = {
  readonly small: readonly SmallArea[]
  readonly partnerships: readonly { readonly code: string; readonly name: string }[]
  readonly ended: ReadonlyMap<string, readonly string[]>
  readonly residents: ReadonlyMap<string, { readonly people: number }>
  /** The year of the residents, as their publisher names it; empty when none are loaded. */
  readonly year: string
}

export async function readGeography(tx: Transaction): Promise<Geography> {
  const now = await population(tx, 'lsoa21')
  return {
    small: await smallAreas(tx),
    partnerships: await areasOf(tx, 'partnership'),
    ended: endedAreas(await vintageLinks(tx)),
    residents: await residents(tx),
    year: now.period === '' ? (await population(tx, 'lsoa11')).period : now.period,
  }
}

/** The place of that code; the whole partnership for an empty one. Throws NotFound for a code that is none of them. */
export async function findPlace(tx: Transaction, geography: Geography, code: string): Promise<Place> {
  const { small, partnerships } = geography
  if (code === '')
    return { code, name: 'the whole partnership', level: 'whole', members: new Set(small.map(it => it.code)) }
  const partnership = partnerships.find(it => it.code === code)
  const found =
    partnership === undefined
      ? (['district', 'ward', 'small'] as const).map(level => placeAt(small, level, code)).find(it => it !== undefined)
      : placeOf(partnership, 'partnership', await smallAreasWithin(tx, 'partnership', code))
  if (found === undefined) throw new NotFound('There is no such place in this partnership. Choose one from the list.')
  return found
}

function placeOf({ code, name }: { code: string; name: string }, level: Level, members: Iterable<string>): Place {
  return { code, name, level, members: new Set(members) }
}

function placeAt(
  small: readonly SmallArea[],
  level: Exclude<Level, 'whole' | 'partnership'>,
  code: string,
): Place | undefined {
  const inside = small.filter(area => groupAt(area, level)?.code === code)
  const [first] = inside
  const group = first === undefined ? undefined : groupAt(first, level)
  return group === undefined
    ? undefined
    : placeOf(
        group,
        level,
        inside.map(it => it.code),
      )
}

/** The larger area of that level in which a small area lies, or the small area itself. */
export function groupAt(
  area: SmallArea,
  level: Exclude<Level, 'whole' | 'partnership'>,
): { code: string; name: string } | undefined {
  if (level === 'small') return area
  const [code, name] = level === 'ward' ? [area.ward, area.wardName] : [area.district, area.districtName]
  return code === null ? undefined : { code, name: name || code }
}

/** Levels of smaller places that a place can be shown by, the largest first. */
export function levelsBelow({ level }: Place): readonly ('district' | 'ward' | 'small')[] {
  if (level === 'small') return []
  if (level === 'ward') return ['small']
  return level === 'district' ? ['ward', 'small'] : ['district', 'ward', 'small']
}

export function codesOf(place: Place, geography: Geography): CodesOfPlace {
  return codesOfPlace(place.members, geography.ended)
}

/** The residents of a place; undefined unless every one of its small areas has a figure. */
export function peopleOf(members: Iterable<string>, { residents: known }: Geography): number | undefined {
  const { people, missing } = residentsOf(members, known)
  return missing > 0 || people === 0 ? undefined : people
}

/** Why a place has no rate, in a sentence; undefined when it has one. */
export function whyNoRate(place: Place, { residents: known }: Geography): string | undefined {
  const { people, missing }: Denominator = residentsOf(place.members, known)
  if (known.size === 0)
    return 'No number of residents is loaded, so there are counts and no rates. Import residents by age to see rates.'
  if (place.members.size === 0) return 'No areas are loaded, so there are counts and no rates.'
  if (missing > 0)
    return `The number of residents is not known for ${missing} of the ${place.members.size} small areas here, so there is no rate.`
  return people === 0 ? 'Nobody lives here by the figures that are loaded, so there is no rate.' : undefined
}
