import { wilsonInterval } from '#engines/numerics'
import { type Explanation, type Step, scoreOf } from '#engines/record-linkage'

export type Said = 'same' | 'not same' | 'cannot tell' | 'ask'
export const saidWords: Readonly<Record<Said, string>> = {
  same: 'They are the same person',
  'not same': 'Not a match: they are two people',
  'cannot tell': 'I cannot tell from this',
  ask: 'Ask the agency first',
}

/** How a step of the comparison speaks, and how strongly: from -3 (strongly against) to 3 (strongly for). */
export type Voice = { readonly words: string; readonly strength: number }

const strengths: readonly (readonly [least: number, words: string, strength: number])[] = [
  [7, 'speaks strongly for one person', 3],
  [3, 'speaks for one person', 2],
  [0.5, 'speaks a little for one person', 1],
  [-0.5, 'says nothing either way', 0],
  [-3, 'speaks a little against', -1],
  [-6, 'speaks against', -2],
]

export function voiceOf(weight: number): Voice {
  const [, words, strength] = strengths.find(([least]) => weight >= least) ?? [0, 'speaks strongly against', -3]
  return { words, strength }
}

const comparisonWords: Readonly<Record<string, string>> = {
  first_name: 'Given name',
  surname: 'Family name',
  aliases: 'Other names',
  dob: 'Date of birth',
  postcode: 'Postcode',
  gender: 'Sex as recorded',
  nhs_number: 'NHS number',
  upn: 'Pupil number',
  pnc: 'Police National Computer number',
}

const foundWords: Readonly<Record<string, string>> = {
  'the same': 'the same',
  'first name and surname exchanged': 'the same, with given and family name changed about',
  'alike (0.92 or more)': 'spelled nearly alike',
  'alike (0.8 or more)': 'spelled somewhat alike',
  'forms of one name': 'two forms of one name',
  'an initial only': 'only the first letter fits',
  'an alias in common': 'one in common',
  'an alias alike': 'one spelled nearly alike',
  'day and month exchanged': 'the same, with day and month changed about',
  'one digit apart': 'one figure differs',
  'one letter apart': 'one letter differs',
  'within a month': 'less than a month apart',
  'the same year': 'the same year, another day',
  'within ten years': 'years apart',
  'the same sector': 'the same streets',
  'the same district': 'the same town or part of it',
  'the same area': 'the same county or near it',
  different: 'different',
}

export type ShownStep = Voice & { readonly what: string; readonly found: string; readonly weight: number }

const hidden = new Set(['not recorded'])

/** The waterfall of a pair in a practitioner's words: what was compared, what was found, how it speaks. What nobody recorded is left out. */
export function stepsInWords({ steps }: Pick<Explanation, 'steps'>): ShownStep[] {
  return steps.filter(({ found }) => !hidden.has(found)).map(inWords)
}

function inWords({ comparison, found, weight, frequency }: Step): ShownStep {
  const total = weight + frequency
  const rare = frequency > 1.5 ? ', and it is rare' : frequency < -1.5 ? ', but it is common here' : ''
  return {
    what: comparisonWords[comparison] ?? comparison,
    found: `${foundWords[found] ?? found}${rare}`,
    weight: total,
    ...voiceOf(total),
  }
}

/** What the guards say, as a warning before anything else. */
export function warningsOf({ guards }: Pick<Explanation, 'guards'>): string[] {
  return guards.map(guard =>
    guard === 'twins'
      ? 'These may be twins: one family name, day of birth and postcode, but two given names. They are never put together unless a person says so.'
      : 'These may be brothers or sisters: one family name and home, but other given names and days of birth. They are never put together unless a person says so.',
  )
}

/** From what weight on two records count as one person, as a score. */
export const joinScore = (join: number): number => scoreOf(join)

/** Every fifth pair or so is asked of a second person too. It follows from the pair's id, which nobody chose. */
export function isSampled(pair: string): boolean {
  return Number.parseInt(pair.slice(-2), 16) % 5 === 0
}

export type Share = { readonly value: number; readonly low: number; readonly high: number; readonly of: number }

/** A share with its 95 % interval. Wilson (1927), JASA 22:209. Undefined of nothing. */
export function shareOf(count: number, of: number): Share | undefined {
  if (of === 0) return undefined
  const { low, high } = wilsonInterval(count, of, 0.95)
  return { value: count / of, low, high, of }
}

export type Agreement = {
  readonly pairs: number
  readonly agreed: number
  readonly kappa: Omit<Share, 'of'> | undefined
}

/**
 * How far two people who could not see each other's answer agree, beyond what chance would give: Cohen's kappa with its 95 %
 * interval from his standard error, sqrt(po (1 - po) / n) / (1 - pe). Cohen (1960), Educational and Psychological Measurement
 * 20:37. Undefined where fewer than ten pairs have two answers, or all answers are one.
 */
export function agreementOf(answers: readonly (readonly [Said, Said])[]): Agreement {
  const pairs = answers.length
  const agreed = answers.filter(([first, second]) => first === second).length
  const share = (said: Said, which: 0 | 1): number => answers.filter(it => it[which] === said).length / pairs
  const kinds: readonly Said[] = ['same', 'not same', 'cannot tell', 'ask']
  const byChance = kinds.reduce((sum, said) => sum + share(said, 0) * share(said, 1), 0)
  if (pairs < 10 || byChance > 0.9999) return { pairs, agreed, kappa: undefined }
  const observed = agreed / pairs
  const value = (observed - byChance) / (1 - byChance)
  const half = (1.96 * Math.sqrt((observed * (1 - observed)) / pairs)) / (1 - byChance)
  return { pairs, agreed, kappa: { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) } }
}

export type Labelled = { readonly said: 'same' | 'not same'; readonly score: number }
export type AtThreshold = {
  readonly threshold: number
  readonly precision: Share | undefined
  readonly recall: Share | undefined
}

export const thresholds = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999] as const

/** Of the pairs that people have decided: how many of those from a score on are one person, and how many of one person are from it on. */
export function atThresholds(labelled: readonly Labelled[]): AtThreshold[] {
  const same = labelled.filter(({ said }) => said === 'same')
  return thresholds.map(threshold => {
    const above = labelled.filter(({ score }) => score >= threshold)
    const right = above.filter(({ said }) => said === 'same').length
    return { threshold, precision: shareOf(right, above.length), recall: shareOf(right, same.length) }
  })
}
