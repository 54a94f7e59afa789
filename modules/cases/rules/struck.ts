// A part of a case that was written on the wrong case, or wrongly.

/** What can be struck out, and how a page calls it. The migration holds the same words. */
export const partWords = {
  session: 'session',
  review: 'review',
  look: 'look at how they are',
  outcome: 'ending of the case',
  plan: 'version of the plan',
  move: 'move in their life',
  'move step': 'step of a handover',
  event: 'line of what happened to the case',
} as const
export type PartKind = keyof typeof partWords
export const partKinds = Object.keys(partWords) as PartKind[]
export const isPartKind = (it: string): it is PartKind => Object.hasOwn(partWords, it)

/** The page of a case on which a part stands. */
export const pageOfPart: Readonly<Record<PartKind, string>> = {
  session: '/sessions',
  review: '/reviews',
  look: '/looks',
  outcome: '/outcome',
  plan: '/plan',
  move: '/moves',
  'move step': '/moves',
  event: '',
}

/** Why a part is struck out: a list, because free words could name somebody. The migration holds the same words. */
export const partReasons = [
  'it is of another case',
  'it holds words about somebody else',
  'written down twice',
  'it did not take place',
  'something in it is wrong',
] as const
export type PartReason = (typeof partReasons)[number]

/** Whether words about one person stood where others could read them: a matter for whoever leads on information governance. */
export const isOfAnother = (reason: PartReason): boolean =>
  reason === 'it is of another case' || reason === 'it holds words about somebody else'

/** The line that stays of a part that was struck out. None of its words is in it. */
export type StruckPart = {
  readonly part: string
  readonly kind: PartKind
  readonly day: string
  readonly reason: PartReason
  readonly at: Date
  readonly by_name: string | null
}
