// What a partner calls a kind of violence, and which of the model's kinds that is.

/** The id of each kind of the model, by its id and by its name in small letters. */
export type KindsByWords = ReadonlyMap<string, string>

export function kindsByWords(kinds: readonly { readonly id: string; readonly name: string }[]): KindsByWords {
  return new Map(kinds.flatMap(({ id, name }) => [id, name].map(words => [words.toLowerCase(), id] as const)))
}

/**
 * The kind that a file means, by its name or its id. Other words make a kind of their own, which no watchlist learns from: the report
 * says so, because a sender who meant one of the model's would never find out.
 */
export function kindOf(words: string, kinds: KindsByWords, note: (sentence: string) => void): string {
  const known = kinds.get(words.trim().toLowerCase())
  if (known !== undefined) return known
  note(
    `“${words}” is not on the list of kinds: it is counted under its own words, and the watchlist does not learn from it.`,
  )
  return `own.${words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 60)}`
}
