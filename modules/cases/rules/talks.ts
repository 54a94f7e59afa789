// A talk with somebody who has not agreed to be named. Everything is chosen from a list: there is nowhere to put a name.

/** Where they talked: the kind of place, never the place. The migration holds the same words as each of these lists. */
export const placeKinds = [
  'street or park',
  'shops or town centre',
  'school or college',
  'hospital',
  'youth or community centre',
  'home',
  'custody or court',
  'online or phone',
  'somewhere else',
] as const
export const ageBands = ['under 13', '13 to 15', '16 to 17', '18 to 24', '25 or older', 'not known'] as const
export const talkTopics = [
  'being hurt',
  'fear of being hurt',
  'a quarrel between groups',
  'carrying a weapon',
  'being used by others',
  'money or debt',
  'home',
  'school or work',
  'alcohol and drugs',
  'loss',
  'health',
  'a way out',
] as const
export const talkOffers = [
  'another talk',
  'help from our team',
  'a number to ring',
  'a way to be safe now',
  'health care',
  'housing',
  'school or work',
  'somebody to settle a quarrel',
  'nothing yet',
] as const

/** What came of a talk. It is not kept with the talk: with a day, a worker and an age it would lead to the referral. */
export const talkEnds = {
  'not named': 'They stay unnamed',
  agreed: 'They agree to be named, and to be referred for help',
} as const

export type NewTalk = {
  readonly held_on: string
  readonly place_kind: (typeof placeKinds)[number]
  readonly age_band: (typeof ageBands)[number]
  readonly topics: readonly (typeof talkTopics)[number][]
  readonly offered: readonly (typeof talkOffers)[number][]
}
export type Talk = NewTalk & { readonly id: string }

/** The boxes of the form. Anything else that is sent is refused, whatever is in it. */
export const talkFields = ['on-day', 'on-month', 'on-year', 'place', 'age', 'topics', 'offered', 'ended', '_csrf']
