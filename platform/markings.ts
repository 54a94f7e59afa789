/** The protective marking of what shows a person, by the Government Security Classifications. */
export const officialSensitive = 'OFFICIAL-SENSITIVE'

/**
 * The marking of a page. Whoever is signed in reads OFFICIAL-SENSITIVE on every page save those that are known to show no person, so
 * that a new page carries it until somebody has thought about it. What a page says of itself comes first.
 */
export function markingOf(
  template: string,
  data: object,
  signedIn: boolean,
  unmarked: ReadonlySet<string>,
): string | undefined {
  const own = 'marking' in data ? data.marking : undefined
  if (typeof own === 'string') return own
  return signedIn && !unmarked.has(template) ? officialSensitive : undefined
}
