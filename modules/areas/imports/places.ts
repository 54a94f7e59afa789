import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import type { ReadContext } from '#platform/files'
import type { AreaName } from '../files/index.ts'
import { type AreaKind, knownCodes } from '../store/areas.ts'
import type { NewArea, NewLink } from '../store/loading.ts'

/** Which official areas are the partnership's: those of its districts, and those already loaded as its own. */
export type PlaceContext = ReadContext & {
  readonly districts: ReadonlySet<string>
  readonly partnerships: ReadonlySet<string>
  /** Codes known as ours, growing as the batch is read. */
  readonly ours: Set<string>
}

export async function placeContext(tx: Transaction, reading: ReadContext): Promise<PlaceContext> {
  const known: AreaKind[] = ['lsoa11', 'lsoa21', 'msoa11', 'msoa21', 'ward']
  const ours = new Set<string>()
  for (const kind of known) for (const code of await knownCodes(tx, kind)) ours.add(code)
  return {
    ...reading,
    districts: new Set((await content(tx, 'districts')).map(({ code }) => code)),
    partnerships: new Set((await content(tx, 'communitySafetyPartnerships')).map(({ code }) => code)),
    ours,
  }
}

/** Whether a line of areas, smallest first, lies in the partnership. The smallest is remembered when it does. */
export function isOurs(areas: readonly AreaName[], { districts, partnerships, ours }: PlaceContext): boolean {
  const district = areas.filter(({ level }) => level === 'district')
  const inside =
    district.length > 0
      ? district.some(({ code }) => districts.has(code))
      : areas.some(({ level, code }) => ours.has(code) || (level === 'partnership' && partnerships.has(code)))
  if (inside) for (const { level, code } of areas) if (['lsoa', 'msoa', 'ward'].includes(level)) ours.add(code)
  return inside
}

/** The kind under which an area is stored. Small areas carry their vintage: a code of 2011 is not one of 2021. */
export function kindOf({ level, vintage }: AreaName): AreaKind {
  if (level !== 'lsoa' && level !== 'msoa') return level
  return `${level}${vintage?.startsWith('2011') ? '11' : '21'}`
}

/** Codes of the synthetic county begin with an X, which no official code does. */
export function isIllustrative(code: string): boolean {
  return code.startsWith('X')
}

/** The areas of a line, ready to store. `attributes` belong to the smallest. A name that the file lacks stays empty. */
export function areasToStore(areas: readonly AreaName[], attributes: object): NewArea[] {
  return areas.map((area, at) => ({
    kind: kindOf(area),
    code: area.code,
    name: area.name ?? '',
    illustrative: isIllustrative(area.code),
    attributes: at === 0 ? attributes : {},
  }))
}

/** Which of a line's areas lie in which, and how an area of 2011 became one of 2021. */
export function linksToStore(areas: readonly AreaName[], change: NewLink['change']): NewLink[] {
  const links: NewLink[] = []
  for (const [at, inner] of areas.entries()) {
    for (const outer of areas.slice(at + 1)) {
      const turned = change !== null && inner.level === 'lsoa' && outer.level === 'lsoa'
      // A split area's people are divided by population, which the lookup does not know: its share stays open.
      const share = turned && (change === 'U' || change === 'M') ? 1 : null
      links.push({
        kind: kindOf(inner),
        code: inner.code,
        intoKind: kindOf(outer),
        intoCode: outer.code,
        change: turned ? change : null,
        share,
      })
    }
  }
  return links
}
