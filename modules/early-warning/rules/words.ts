// Figures as sentences that a chair could read aloud.
import type { Record, Rival } from './record.ts'

/** A mean number with one decimal; below 0.1 with two, and never a bare nought for something above it. */
export function few(value: number): string {
  if (value <= 0) return '0'
  if (value < 0.005) return 'less than 0.01'
  return value < 0.1 ? value.toFixed(2) : value.toFixed(1)
}

/** A chance as so many in a hundred; never none and never certain. */
export function inHundred(chance: number): string {
  const rounded = Math.round(chance * 100)
  if (rounded < 1) return 'fewer than 1 in 100'
  return rounded > 99 ? 'more than 99 in 100' : `about ${rounded} in 100`
}

/** The ends of a range of counts. */
export function range(low: number, high: number): string {
  if (low === high) return low === 0 ? 'none' : String(low)
  return low === 0 ? `none to ${high}` : `${low} to ${high}`
}

const names: Readonly<{ [name in Rival['name']]: string }> = {
  'long-run': 'the places with the highest long-run rate',
  'last-four-weeks': 'the busiest places of the four weeks before',
}

/** How the list did before, with the plain word where it did no better than something simpler. */
export function recordWords({ windows, hits, said, anyTen, rivals }: Record): string[] {
  if (windows === 0)
    return [
      'There is too little past to try the list on. Nothing is known of how well it does: rely on your own judgement.',
    ]
  const found = `Tried on the last ${windows} fortnights: of ten places that it named, ${few(hits)} had a sign in the next 14 days. Of any ten places, ${few(anyTen)} did.`
  return [found, ...rivals.map(rivalWords), calibrationWords(hits, said)]
}

function rivalWords({ name, hits, more, low, high }: Rival): string {
  const theirs = `${few(hits)} of ten`
  if (low > 0) return `It found more than ${names[name]} (${theirs}), by ${few(more)} on average.`
  if (high < 0) return `It found fewer than ${names[name]} (${theirs}). Use those instead.`
  return `It is not clearly better than ${names[name]} (${theirs}).`
}

/** Whether it said as many as there were, within a fifth. */
function calibrationWords(hits: number, said: number): string {
  if (hits > said * 1.2) return `It said ${few(said)} of ten: it says too few.`
  if (hits < said * 0.8) return `It said ${few(said)} of ten: it says too many.`
  return `It said ${few(said)} of ten: about as many as there were.`
}

/** The heading over the record: the finding, by rule. */
export function recordFinding({ windows, rivals }: Record): string {
  if (windows === 0) return 'Not tried yet'
  const beaten = rivals.filter(({ low }) => low > 0)
  if (beaten.length === rivals.length) return 'It did better than the simple lists it was held against'
  return 'It is not clearly better than a simple list'
}
