/** The five contexts of a life, in the order in which they are asked. */
export const contextKeys = ['individual', 'family', 'peer', 'school', 'community'] as const
export type ContextKey = (typeof contextKeys)[number]

export const contextWords: Readonly<Record<ContextKey, string>> = {
  individual: 'Individual',
  family: 'Family',
  peer: 'Friends and peers',
  school: 'School',
  community: 'Community',
}

/** How much a context matters now. Words on purpose: they are never added, averaged or put in order across people. */
export const weightWords = {
  most: 'Matters most now',
  much: 'Matters',
  less: 'Matters less now',
  'not known': 'Not known yet',
} as const
export type Weight = keyof typeof weightWords

export const stateWords = {
  present: 'Present',
  suspected: 'Suspected',
  'not known': 'Not known',
  'not present': 'Not present',
} as const
export type FactorState = keyof typeof stateWords
