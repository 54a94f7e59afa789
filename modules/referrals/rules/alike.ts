import { foldName } from '#engines/record-linkage'

/** Every three letters that follow each other in the words of a text, each word with its edges. */
function threes(text: string): ReadonlySet<string> {
  const words = foldName(text).split(' ').filter(Boolean)
  return new Set(words.flatMap(word => [...padded(word)].map((_, at) => padded(word).slice(at, at + 3)).slice(0, -2)))
}

const padded = (word: string): string => `  ${word} `

/** How much is alike before somebody is asked to look: the share of common trigrams from which PostgreSQL's pg_trgm tells it too. */
const alike = 0.3

/** Whether two places, or two names of a group, may be the same: written alike, in whatever order of their words. */
export function calledAlike(a: string, b: string): boolean {
  const [one, two] = [threes(a), threes(b)]
  const common = [...one].filter(it => two.has(it)).length
  return common > 0 && common >= alike * (one.size + two.size - common)
}
