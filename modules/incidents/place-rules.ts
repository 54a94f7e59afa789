// Places are sets of small areas of 2021. Older files count by the small areas of 2011, most of which are the same, some of
// which were merged, split or redrawn. Nothing is divided by guess: a count goes where it wholly belongs, or nowhere.

/** How a small area of 2011 became one of 2021: unchanged, merged, split or redrawn. */
export type VintageLink = { readonly code: string; readonly into: string; readonly change: 'U' | 'M' | 'S' | 'X' }

/** Where each small area of 2011 that no longer exists lies now. */
export function endedAreas(links: readonly VintageLink[]): Map<string, readonly string[]> {
  const changed = links.filter(({ change }) => change !== 'U')
  return new Map(
    [...Map.groupBy(changed, ({ code }) => code)].map(([code, found]) => [code, found.map(({ into }) => into)]),
  )
}

export type CodesOfPlace = {
  /** Every code, of either year, whose incidents all belong to the place. */
  readonly codes: readonly string[]
  /** Codes of 2011 of which only a part lies in the place: months that use them cannot be compared. */
  readonly partly: readonly string[]
}

/** The codes under which the incidents of a place are counted. `members` are its small areas of 2021. */
export function codesOfPlace(
  members: ReadonlySet<string>,
  ended: ReadonlyMap<string, readonly string[]>,
): CodesOfPlace {
  const touching = [...ended].filter(([, into]) => into.some(code => members.has(code)))
  const [whole, partly] = [
    touching.filter(([, into]) => into.every(code => members.has(code))),
    touching.filter(([, into]) => !into.every(code => members.has(code))),
  ]
  return { codes: [...members, ...whole.map(([code]) => code)], partly: partly.map(([code]) => code) }
}

export type Gathered = {
  readonly counts: ReadonlyMap<string, number>
  /** Groups of which a part of an older area is missing, so that their count is not whole. */
  readonly partial: ReadonlySet<string>
  /** Incidents that lie in none of the groups, or in no area that is loaded. */
  readonly elsewhere: number
}

/** Adds counts by code up to counts by group. `groupOf` gives the group of a small area of 2021, if it has one. */
export function gather(
  rows: readonly { readonly area: string; readonly n: number }[],
  groupOf: (code: string) => string | undefined,
  ended: ReadonlyMap<string, readonly string[]>,
): Gathered {
  const counts = new Map<string, number>()
  const partial = new Set<string>()
  let elsewhere = 0
  for (const { area, n } of rows) {
    const groups = new Set((ended.get(area) ?? [area]).map(groupOf))
    const [group] = groups
    if (groups.size === 1 && group !== undefined) counts.set(group, (counts.get(group) ?? 0) + n)
    else {
      for (const it of groups) if (it !== undefined) partial.add(it)
      elsewhere += n
    }
  }
  return { counts, partial, elsewhere }
}

export type Denominator = { readonly people: number; readonly missing: number }

/** The residents of a place, and how many of its small areas have no figure. */
export function residentsOf(
  members: Iterable<string>,
  residents: ReadonlyMap<string, { readonly people: number }>,
): Denominator {
  let people = 0
  let missing = 0
  for (const code of members) {
    const found = residents.get(code)
    if (found === undefined) missing += 1
    else people += found.people
  }
  return { people: Math.round(people), missing }
}
