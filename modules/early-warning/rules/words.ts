// Figures as sentences that a chair could read aloud.
import { methodWords } from './methods.ts'
import type { Record, Rises, Tried } from './record.ts'
import { proof, type Skill } from './skill.ts'
import { rhythms, type Unit } from './unit.ts'

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

/** How the list did on the past, with the plain word where it did no better than something simpler. */
export function recordWords(record: Record, unit: Unit): string[] {
  const { windows, shown, anyTen, methods, rises } = record
  const own = methods.find(({ name }) => name === shown)
  if (windows === 0 || own === undefined)
    return [
      'There is too little past to try the list on. Nothing is known of how well it does: rely on your own judgement.',
    ]
  const { many, ahead } = rhythms[unit]
  const found = `Tried on the last ${windows} ${many}: of ten places that it named, ${few(own.hits)} had a sign in the next ${ahead}. Of any ten places, ${few(anyTen)} did.`
  const rivals = methods.filter(({ name, baseline }) => baseline && name !== shown && name !== 'everywhere')
  return [
    found,
    chosenWords(own, methods.length),
    ...rivals.map(rivalWords),
    calibrationWords(own),
    ...risesWords(rises, many),
  ]
}

function chosenWords({ name, baseline }: Tried, tried: number): string {
  return baseline
    ? `A simple rule foretold best of ${tried} ways that were tried, and it makes the list: ${methodWords[name]}. No model did better.`
    : `The list is made by the way that foretold best of ${tried}: ${methodWords[name]}.`
}

function rivalWords({ name, hits, behind }: Tried): string {
  const theirs = `${few(hits)} of ten`
  if (behind.low > 0) return `It found more than ${methodWords[name]} (${theirs}), by ${few(behind.more)} on average.`
  if (behind.high < 0) return `It found fewer than ${methodWords[name]} (${theirs}).`
  return `It is not clearly better than ${methodWords[name]} (${theirs}).`
}

/** Whether it said as many as there were, within a fifth. */
function calibrationWords({ hits, said }: Tried): string {
  if (hits > said * 1.2) return `It had said ${few(said)} of ten: too few.`
  if (hits < said * 0.8) return `It had said ${few(said)} of ten: too many.`
  return `It had said ${few(said)} of ten: about as many as there were.`
}

function risesWords({ many, found, windows }: Rises, unit: string): string[] {
  if (many === 0) return []
  const late = windows === null ? '' : `, on average ${few(windows)} ${unit} after it began`
  return [`Of ${many} new rises, ${found} stood on the list within three ${unit}${late}. The others were missed.`]
}

/** The heading over the record: the finding, by rule. Only sealed windows can prove a model. */
export function recordFinding({ windows, shown, methods }: Record, skill: Skill): string {
  if (windows === 0) return 'Not tried yet'
  if (methods.find(({ name }) => name === shown)?.baseline === true) return 'No model did better than a simple rule'
  return skill.better ? 'Better than the base rate, in sealed windows' : 'No better than base rate, as far as is proved'
}

/** What the sealed windows say, in words that do not promise more than they know. */
export function skillWords({ windows, evidence, better }: Skill, unit: Unit): string {
  const { one, many } = rhythms[unit]
  if (windows === 0)
    return 'No sealed window has been scored yet. What follows is a trial on the past, which is easier than foretelling.'
  const counted = windows === 1 ? `1 sealed ${one}` : `${windows} sealed ${many}`
  if (better) return `Over ${counted} it proved better than the long-run rate by place and season.`
  return `No better than base rate: after ${counted} the evidence is ${few(evidence)}, and ${proof} would be proof.`
}
