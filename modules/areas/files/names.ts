/** An authority's name without the differences in how publishers write it. */
function comparable(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/,\s*(city|county) of$/, '')
    .replace(/^(city|county) of /, '')
    .replaceAll(/[^a-z ]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/**
 * Finds the code for an area that a file only names: "St. Helens" is "St Helens", "Bristol, City of" is "Bristol". A name
 * that two different codes share finds neither: a wrong place is worse than none.
 */
export function codeByName(
  areas: Iterable<{ readonly code: string; readonly name: string }>,
): (name: string) => string | undefined {
  const codes = new Map<string, string | undefined>()
  for (const { code, name } of areas) {
    const key = comparable(name)
    codes.set(key, codes.has(key) && codes.get(key) !== code ? undefined : code)
  }
  return name => codes.get(comparable(name))
}
