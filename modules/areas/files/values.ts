import type { IndicatorUnit } from './types.ts'

export type Value = { readonly value: number | null; readonly marker: string | null }

/**
 * What official tables write instead of a number: not available, confidential, not applicable, low, rounds to zero, no
 * data. Kept as it stands, so that a page can say why there is no number.
 */
const markers = new Set([
  'x',
  'c',
  'z',
  'k',
  's',
  'u',
  'w',
  'low',
  'na',
  'n/a',
  '.',
  '..',
  '...',
  ':',
  '-',
  '–',
  '*',
  '**',
  '~',
  'null',
])

const number = /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(e[+-]?\d{1,3})?$/i

/**
 * A number, or the marker that stands for it: never zero for a missing one. An empty cell has the marker `blank`. A number
 * may carry a marker, as in "12 [p]". Undefined when the text is neither.
 */
export function readValue(text: string): Value | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return { value: null, marker: 'blank' }
  const flagged = /^(.*?)\s*\[([a-z]{1,5})\]$/i.exec(trimmed)
  const bare = flagged === null ? trimmed : (flagged[1] ?? '')
  const marker = flagged?.[2]?.toLowerCase() ?? null
  if (bare === '') return { value: null, marker }
  if (number.test(unadorned(bare))) return finite(Number(unadorned(bare).replaceAll(',', '')), marker)
  return marker === null && markers.has(bare.toLowerCase()) ? { value: null, marker: bare.toLowerCase() } : undefined
}

const finite = (value: number, marker: string | null): Value | undefined =>
  Number.isFinite(value) ? { value, marker } : undefined

const unadorned = (text: string): string => text.replace(/^£/, '').replace(/%$/, '').trim()

/** A key that stays the same however a heading is spelt. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
}

/** What a heading says about the unit of its numbers. */
export function unitOf(heading: string): IndicatorUnit {
  const words = ` ${slug(heading).replaceAll('_', ' ')} `
  if (/ decile /.test(words)) return 'decile'
  if (/ rank /.test(words)) return 'rank'
  if (/ per 100 ?000 /.test(words)) return 'per 100,000'
  if (/ per 1 ?000 /.test(words)) return 'per 1,000'
  if (/ prop(ortion)? /.test(words)) return 'proportion'
  if (/ percent| per cent|percentage /.test(words) || heading.includes('%')) return 'per cent'
  if (/ score /.test(words)) return 'score'
  return / (numerator|count|number|households|population) /.test(words) ? 'count' : 'other'
}
