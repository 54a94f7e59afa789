import type { FileKind } from '#platform/files'
import { boundaries } from './boundaries.ts'
import { deprivation } from './deprivation.ts'
import { exclusions, localAuthorityTool, measureDictionary } from './education.ts'
import { households } from './households.ts'
import { forceTables, homelessness } from './indicators.ts'
import { lookups } from './lookups.ts'
import { population } from './population.ts'

type Recogniser = Pick<FileKind<unknown>, 'kind' | 'title' | 'recognises'>

/** The first that fits wins: those with names of their own come before those that only look for columns of area codes. */
const kinds: readonly Recogniser[] = [
  ...[localAuthorityTool, measureDictionary, exclusions, forceTables, homelessness],
  ...[households, population, deprivation, lookups],
]

/** What kind of area file has this header: the name of the kind. GeoJSON has no header, and goes by its file's name. */
export function recognise(header: readonly string[], name: string): string | undefined {
  if (/\.(geo)?json(\.gz)?$/i.test(name)) return boundaries.kind
  return kinds.find(kind => kind.recognises(header))?.kind
}

/** In words, for the sentence of a refusal. */
export function describeAreaHeader(header: readonly string[]): string | undefined {
  const found = kinds.find(kind => kind.recognises(header))
  return found === undefined ? undefined : `"${found.title}"`
}
