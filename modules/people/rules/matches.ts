import type { Identifier } from './identifiers.ts'
import { type BornPrecision, nameParts, wholeName } from './names.ts'

export type MatchEvent = 'same' | 'not same' | 'undone'
/** What two records are to each other, as the latest word about them says. */
export type MatchState = 'same' | 'not same' | 'not said'

/** What a pair is after these events, in any order: the latest counts, and of two at once the one with the later id. */
export function stateOfPair(
  events: readonly { readonly event: MatchEvent; readonly at: Date; readonly id: string }[],
): MatchState {
  const [latest] = events.toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
  return latest === undefined || latest.event === 'undone' ? 'not said' : latest.event
}

/** One record beside another: who it says somebody is, and where they live as far as one may read it. */
export type Side = {
  readonly person: {
    readonly given_name: string
    readonly family_name: string
    readonly other_names: readonly string[]
    readonly born: string | null
    readonly born_precision: BornPrecision
    readonly sex: string
  }
  /** Undefined where one may not read the numbers of the record. */
  readonly numbers: readonly Identifier[] | undefined
  readonly addresses: readonly { readonly postcode: string }[]
}

export type Verdict = 'agrees' | 'agrees in part' | 'differs' | 'not known'
export type Compared = { readonly what: Comparison; readonly verdict: Verdict }
export type Comparison = 'name' | 'born' | 'sex' | 'numbers' | 'postcode'

/**
 * What two records say about the same things, in words. There is no score: nobody has labelled pairs of these agencies, so
 * a figure would claim more than is known.
 */
export function compare(one: Side, other: Side): Compared[] {
  return [
    { what: 'name', verdict: namesCompared(one.person, other.person) },
    { what: 'born', verdict: bornCompared(one.person, other.person) },
    { what: 'sex', verdict: sexCompared(one.person.sex, other.person.sex) },
    { what: 'numbers', verdict: numbersCompared(one.numbers, other.numbers) },
    { what: 'postcode', verdict: setsCompared(postcodesOf(one), postcodesOf(other)) },
  ]
}

function namesCompared(one: Side['person'], other: Side['person']): Verdict {
  if (wholeName(one.given_name, one.family_name) === wholeName(other.given_name, other.family_name)) return 'agrees'
  const [a, b] = [partsOf(one), partsOf(other)]
  return a.some(part => b.includes(part)) ? 'agrees in part' : 'differs'
}

const partsOf = ({ given_name, family_name, other_names }: Side['person']): string[] =>
  nameParts(given_name, family_name, ...other_names)

function bornCompared(one: Side['person'], other: Side['person']): Verdict {
  if (one.born === null || other.born === null) return 'not known'
  const length = Math.min(digitsOf(one.born_precision), digitsOf(other.born_precision))
  if (one.born.slice(0, length) !== other.born.slice(0, length)) return 'differs'
  return length === 10 ? 'agrees' : 'agrees in part'
}

const digitsOf = (precision: Side['person']['born_precision']): number =>
  precision === 'day' ? 10 : precision === 'month' ? 7 : 4

function sexCompared(one: string, other: string): Verdict {
  if (one === 'not known' || other === 'not known') return 'not known'
  return one === other ? 'agrees' : 'differs'
}

function numbersCompared(one: Side['numbers'], other: Side['numbers']): Verdict {
  if (one === undefined || other === undefined) return 'not known'
  const shared = one.filter(a => other.some(b => b.scheme === a.scheme))
  if (shared.length === 0) return 'not known'
  const same = shared.filter(a => other.some(b => b.scheme === a.scheme && b.value === a.value))
  return same.length === shared.length ? 'agrees' : same.length > 0 ? 'agrees in part' : 'differs'
}

const postcodesOf = ({ addresses }: Side): string[] =>
  addresses.map(({ postcode }) => postcode.replaceAll(' ', '').toUpperCase()).filter(Boolean)

function setsCompared(one: readonly string[], other: readonly string[]): Verdict {
  if (one.length === 0 || other.length === 0) return 'not known'
  return one.some(it => other.includes(it)) ? 'agrees' : 'differs'
}

/** The pair in the one order in which it is kept. */
export function pairOf(a: string, b: string): readonly [one: string, other: string] {
  return a < b ? [a, b] : [b, a]
}
