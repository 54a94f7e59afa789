// Support of a partner, kept apart from the case of the person who takes part in a programme.

/** What a kind of help that takes the place of another tells: nothing where both, or neither, have a partner's side. */
export function toldByChange(was: boolean, is: boolean): 'began' | 'ended' | undefined {
  if (was === is) return undefined
  return is ? 'began' : 'ended'
}

/** What the programme tells by itself, and what somebody sends. The migration holds the same words. */
export const newsWords = {
  ask: 'They ask you to make contact',
  concern: 'Safety concern',
  began: 'The programme began',
  came: 'Came to a session',
  missed: 'Did not come to a session',
  paused: 'The programme is on hold',
  'went on': 'The programme goes on',
  ended: 'The programme ended',
  'taken back': 'Taken back',
} as const
export type NewsKind = keyof typeof newsWords

/** What a case tells by itself, and tells to be wrong where that part of it is struck out. The migration holds the same words. */
export type Taken = 'came' | 'missed' | 'paused' | 'went on' | 'ended'

/**
 * Whether what was told of a part that is struck out holds no longer. `moved`: the case stands otherwise without it, as one that goes on
 * after all. `same`: another part says the same of the same day. `twice`: it was written down twice, so that the first one
 * stands; of a session, the first one is of the same day, or nobody came on that day.
 */
export function isTakenBack(
  told: Taken,
  { moved, same, twice }: { readonly moved: boolean; readonly same: boolean; readonly twice: boolean },
): boolean {
  const ofSession = told === 'came' || told === 'missed'
  return moved || !(same || (twice && !ofSession))
}

/** What the service reads: of something taken back what it was, and the day for which it was told. `day` writes a day out. */
export function newsSays(
  { what, taken, on_day }: Pick<News, 'what' | 'taken' | 'on_day'>,
  day: (on: string) => string,
) {
  if (taken === null) return newsWords[what]
  const named = `${newsWords[what]}: “${newsWords[taken]}”, told for ${day(on_day)}`
  return `${named}. It was written down wrongly. This takes back nothing else, and no safety concern`
}

export const sendWords = {
  concern: 'Something that makes a partner, a former partner or a child less safe',
  ask: 'Somebody whom they could offer support',
} as const

/** What came of a request or a concern that opened no support. The migration holds the same words. */
export const newsAnswers = {
  'supported already': 'We support them already',
  'wants none': 'They want no support now',
  'not reached': 'We could not reach them safely',
  'passed on': 'Another service does it, and has it now',
  'too little': 'There was too little to go by',
  acted: 'We acted, and nobody is supported here',
} as const
export type NewsAnswer = { readonly answer: keyof typeof newsAnswers; readonly words: string }

export type News = {
  readonly id: string
  readonly file: string
  readonly what: NewsKind
  /** What is taken back; nothing of anything else. */
  readonly taken: Taken | null
  readonly words: string
  readonly on_day: string
  readonly at: Date
}

/** What the partner chose. The migration holds the same words. */
export const choiceWords = {
  'wants contact': 'They want us to be in touch',
  'not now': 'Not now: they may ask later',
  'no contact': 'They want no contact',
  'not asked yet': 'Nobody could ask them yet',
} as const
export type Choice = keyof typeof choiceWords

export const partnerEventWords = {
  tried: 'We tried to reach them',
  talked: 'We talked',
  'safety plan': 'A safety plan was made or changed',
  helped: 'Help was given',
  acted: 'We acted on a safety concern',
  ended: 'Support ended',
  again: 'Support began again',
} as const
export type PartnerEventKind = keyof typeof partnerEventWords

export type PartnerChoice = {
  readonly answer: Choice
  readonly own_words: string
  readonly no_words_why: string
  readonly how: string
  readonly answered_on: string
}
export type PartnerEvent = {
  readonly event: PartnerEventKind
  readonly words: string
  readonly on_day: string
  /** The safety concerns that were acted on, by id: those that stood on the page. */
  readonly answers: readonly string[]
}
type At = { readonly at: Date }

/** `choices` and `events` oldest first. */
export type Support = {
  readonly id: string
  readonly person: string
  readonly about: string
  readonly opened_on: string
  readonly choices: readonly (PartnerChoice & At)[]
  readonly events: readonly (PartnerEvent & At & { readonly by_name: string | null })[]
}

/** How support is called where no name may stand. */
export const supportReference = (id: string): string => `Support ${id.slice(-6).toUpperCase()}`

/** The safety concerns that nobody has acted on. No clock decides it: one that came while somebody wrote still waits. */
export function concernsWaiting(news: readonly News[], events: readonly Pick<PartnerEvent, 'answers'>[]): News[] {
  const answered = new Set(events.flatMap(({ answers }) => answers))
  return news.filter(({ what, id }) => what === 'concern' && !answered.has(id))
}

export type Contact = { readonly value: string; readonly safety: string; readonly must_not_know: string }

/** Who must not know, each once: it holds whatever the partner chose. Where nobody was named, the person on the programme. */
export function mustNotKnow(contacts: readonly Contact[]): string[] {
  const named = [...new Set(contacts.map(({ must_not_know }) => must_not_know.trim()).filter(Boolean))]
  return named.length > 0 ? named : ['The person on the programme, and everybody who works with them']
}

/** The ways by which somebody may try to reach them now: none after a no, and never one that is not safe. */
export function waysNow<T extends Contact>(answer: Choice | undefined, contacts: readonly T[]): T[] {
  return answer === 'no contact' ? [] : contacts.filter(({ safety }) => safety !== 'never')
}
