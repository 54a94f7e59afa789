// What an employer or provider may learn of somebody: only what they agreed to, thing by thing.

/** The things that can be told, in the order in which they are told. */
export const toldItems = {
  name: 'Their name',
  contact: 'How to reach them',
  age: 'Their age',
  times: 'When they can come',
  skills: 'What they are good at',
  support: 'What helps them at work',
  health: 'Something about their health',
  past: 'Something that happened before',
} as const
export type ToldItem = keyof typeof toldItems

export type NewTold = {
  readonly employer: string
  readonly item: ToldItem
  /** The exact words that may be told. */
  readonly words: string
  readonly how: string
  readonly agreed_on: string
}
export type Told = NewTold & {
  readonly id: string
  readonly at: Date
  readonly by_name: string | null
  readonly ended_on: string | null
  readonly end_why: string | null
}

/** That an employer was told some of the words that were agreed: whom there, and when. */
export type ToldOnce = {
  readonly told: string
  readonly to_whom: string
  readonly told_on: string
  readonly by_name: string | null
}

const order = Object.keys(toldItems)
export const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/**
 * What each employer may be told now: of each thing the words that were agreed last. What was taken back may not be told, and words
 * that were agreed before it do not come back with it. `all` is oldest first.
 */
export function toldNow(all: readonly Told[]): { readonly employer: string; readonly items: readonly Told[] }[] {
  const employers = all.filter(({ employer }, at) => all.findIndex(it => same(it.employer, employer)) === at)
  return employers.flatMap(({ employer }) => {
    const theirs = all.filter(it => same(it.employer, employer))
    const items = order.flatMap(item => {
      const newest = theirs.findLast(it => it.item === item)
      return newest === undefined || newest.ended_on !== null ? [] : [newest]
    })
    return items.length === 0 ? [] : [{ employer, items }]
  })
}
