// A session of a programme that is given to a group. Who came is a number.

/** Who a session was for. The migration holds the same words. */
export const groupPeople = [
  'pupils',
  'young people',
  'parents or carers',
  'families',
  'residents',
  'staff',
  'mixed',
] as const
export type GroupPeople = (typeof groupPeople)[number]

/** What a session can be about: a list, because free words could name somebody. The migration holds the same words. */
export const groupTopics = [
  'staying safe',
  'weapons and first aid',
  'feelings and anger',
  'friends and pressure',
  'online life',
  'identity and belonging',
  'relationships and respect',
  'loss',
  'alcohol and drugs',
  'being used by others',
  'work and skills',
  'sport or arts',
  'rights and the law',
  'being a parent',
] as const
export type GroupTopic = (typeof groupTopics)[number]

export type NewGroupSession = {
  readonly programme: string
  readonly held_on: string
  readonly place: string
  readonly people: GroupPeople
  readonly topics: readonly GroupTopic[]
  /** How many came. */
  readonly heads: number
  /** Accounts of those who gave it, each once. */
  readonly workers: readonly string[]
  /** How many others helped, who have no account here. */
  readonly helpers: number
}

export type GroupSession = Omit<NewGroupSession, 'workers'> & {
  readonly id: string
  readonly programme_name: string
  readonly workers: readonly { readonly id: string; readonly name: string }[]
  readonly recorder: string | null
}

export type GroupTotal = {
  readonly programme: string
  readonly programme_name: string
  readonly sessions: number
  readonly heads: number
  readonly workers: number
}

/** Words of a list with a capital, for a page. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** A list of words as the choices of a form. */
export const choicesOf = (words: readonly string[]): { value: string; text: string }[] =>
  words.map(value => ({ value, text: capital(value) }))
