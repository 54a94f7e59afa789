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
