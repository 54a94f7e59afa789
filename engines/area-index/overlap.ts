import { INDICES_OF_DEPRIVATION_2025 } from './indices-of-deprivation.ts'
import type { AcknowledgedOverlap, Indicator } from './input.ts'

/** Two indicators that would count the same thing twice. */
export interface Overlap {
  first: string
  second: string
  /** The sources that both contain, sorted. */
  shared: string[]
}

/**
 * Everything a source is made of, itself included. A dotted name belongs to what stands before each dot, and a published
 * index is opened into its parts: "iod2025" holds "iod2025.crime", which holds "police-recorded.violence".
 */
export function contentsOf(source: string): Set<string> {
  const found = new Set<string>()
  const open = [source]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    open.push(...(INDICES_OF_DEPRIVATION_2025.get(next) ?? []))
  }
  return found
}

/** True when `part` is `whole` or stands below it: "police-recorded" holds "police-recorded.violence". */
const holds = (whole: string, part: string) => part === whole || part.startsWith(`${whole}.`)

function sharedSources(first: readonly string[], second: readonly string[]): string[] {
  const left = first.flatMap(source => [...contentsOf(source)])
  const right = second.flatMap(source => [...contentsOf(source)])
  const shared = new Set<string>()
  for (const a of left) {
    for (const b of right) {
      if (holds(a, b)) shared.add(b)
      else if (holds(b, a)) shared.add(a)
    }
  }
  return [...shared].sort()
}

type Sourced = Pick<Indicator, 'key' | 'lineage'>

/** Every pair of indicators whose declared lineages share a source. @throws when a lineage is empty */
export function findOverlaps(indicators: readonly Sourced[]): Overlap[] {
  const overlaps: Overlap[] = []
  indicators.forEach((second, position) => {
    if (second.lineage.length === 0) throw new Error(`indicator ${second.key} must declare its lineage`)
    for (const first of indicators.slice(0, position)) {
      const shared = sharedSources(first.lineage, second.lineage)
      if (shared.length > 0) overlaps.push({ first: first.key, second: second.key, shared })
    }
  })
  return overlaps
}

/** Refuses double counting that nobody has acknowledged with a reason. @throws naming the pair and what it shares */
export function refuseOverlaps(indicators: readonly Sourced[], acknowledged: readonly AcknowledgedOverlap[]): void {
  for (const { first, second, shared } of findOverlaps(indicators)) {
    const known = acknowledged.some(
      pair =>
        pair.reason.trim() !== '' &&
        ((pair.first === first && pair.second === second) || (pair.first === second && pair.second === first)),
    )
    if (!known) {
      throw new Error(
        `indicators ${first} and ${second} both contain ${shared.join(', ')}: ` +
          'leave one out, or acknowledge the overlap with a reason',
      )
    }
  }
}
