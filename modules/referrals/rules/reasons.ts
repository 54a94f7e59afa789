import type { Outcome } from './outcomes.ts'

type Group = { readonly group: string; readonly reasons: Readonly<Record<string, string>> }

/** Why nothing more is done, grouped so that a partnership can count them. The list is a platform mapping. */
const nothingMore: readonly Group[] = [
  {
    group: 'It is not for this partnership',
    reasons: {
      'not-violence': 'It is not about serious violence',
      'better-elsewhere': 'Another service fits better, and they were told of it',
      'lives-elsewhere': 'They live elsewhere, and nothing ties them to this area',
    },
  },
  {
    group: 'There is not enough to go on',
    reasons: {
      'not-found': 'Nobody can tell whom it is about',
      'no-answer': 'More was asked for, and no answer came',
      mistaken: 'It was found to be mistaken',
    },
  },
  {
    group: 'They have help already',
    reasons: {
      'has-plan': 'A plan that covers this is being carried out',
      'risk-gone': 'What was feared is over',
    },
  },
  {
    group: 'Their choice',
    reasons: { 'no-consent': 'They do not want help, and nothing in law says to go on without them' },
  },
]

/** Why somebody takes back what they asked for. */
const takenBack: readonly Group[] = [
  { group: 'A mistake', reasons: { 'sent-twice': 'It was sent twice', 'wrong-person': 'It is about somebody else' } },
  {
    group: 'Things changed',
    reasons: {
      'moved-away': 'They moved away',
      'helped-now': 'Somebody else helps them now',
      died: 'They died',
    },
  },
  {
    group: 'Their choice',
    reasons: {
      'they-asked': 'They or a parent or carer asked us to stop',
      unsafe: 'Going on could put them in danger',
    },
  },
]

export const reasonGroups = { nothingMore, takenBack } as const
export type ReasonList = keyof typeof reasonGroups

const flat = (groups: readonly Group[]): Readonly<Record<string, string>> =>
  Object.assign({}, ...groups.map(({ reasons }) => reasons))

const words: Readonly<Record<ReasonList, Readonly<Record<string, string>>>> = {
  nothingMore: flat(nothingMore),
  takenBack: flat(takenBack),
}

/** The keys of a list of reasons. */
export function reasonsIn(list: ReasonList): string[] {
  return Object.keys(words[list])
}

/** A reason in its words; nothing where there is none. */
export function reasonInWords(reason: string | null): string {
  if (reason === null) return ''
  return words.nothingMore[reason] ?? words.takenBack[reason] ?? ''
}

/** Whether a decision must name one of the grouped reasons. */
export function needsReason(outcome: Outcome): boolean {
  return outcome === 'declined' || outcome === 'information-only'
}
