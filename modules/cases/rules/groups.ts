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

/** Why a session is struck out: a list, because free words could name somebody. The migration holds the same words. */
export const struckReasons = [
  'written down twice',
  'the number is wrong',
  'the day or the place is wrong',
  'the programme or the workers are wrong',
  'it did not take place',
  'it says who came',
] as const
export type StruckReason = (typeof struckReasons)[number]

export type GroupSession = Omit<NewGroupSession, 'workers'> & {
  readonly id: string
  /** The case of the group of friends that it was given to; null where it is of no case. */
  readonly file: string | null
  readonly programme_name: string
  readonly workers: readonly { readonly id: string; readonly name: string }[]
  readonly recorder: string | null
  readonly recorded_by: string
  /** Where it was written down wrongly: by whom and when it was struck out, and why. */
  readonly struck: { readonly reason: StruckReason; readonly at: string; readonly by_name: string | null } | null
}

/** The sessions that count: those that nobody struck out. */
export const standing = <T extends Pick<GroupSession, 'struck'>>(sessions: readonly T[]): T[] =>
  sessions.filter(({ struck }) => struck === null)

/** Whether somebody can strike out a session of no case: they wrote it down, gave it, or keep all of them. */
export function mayStrike(
  { recorded_by, workers, struck }: Pick<GroupSession, 'recorded_by' | 'workers' | 'struck'>,
  actor: string,
  keepsAll: boolean,
): boolean {
  return struck === null && (keepsAll || recorded_by === actor || workers.some(({ id }) => id === actor))
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
