/** What is written about a group of friends. */
export type NewPeerGroup = {
  readonly name: string
  /** What they share: a year at school, a park, a game. */
  readonly shares: string
  /** A small area's code, where they are mostly of one. */
  readonly area: string | null
  readonly place: string
  readonly aboutMany: number
  readonly youngest: number | null
  readonly oldest: number | null
}

const day = 86_400_000

/** A membership that nobody writes down again ends after half a year: friends change. */
export const memberDays = 182

/** When a membership written down now ends. */
export function memberUntil(now: Date): Date {
  return new Date(now.getTime() + memberDays * day)
}

/** "between 13 and 16", "from 13", "up to 16" or "ages not known". */
export function agesInWords({ youngest, oldest }: { youngest: number | null; oldest: number | null }): string {
  if (youngest === null && oldest === null) return 'ages not known'
  if (oldest === null) return `from ${youngest}`
  if (youngest === null) return `up to ${oldest}`
  return youngest === oldest ? `all ${youngest}` : `between ${youngest} and ${oldest}`
}
