export const outcomes = ['act', 'ask', 'pass on', 'put off', 'none', 'taken off'] as const
export type Outcome = (typeof outcomes)[number]
export type Decided = { readonly outcome: Outcome; readonly at: Date }

export type ItemState = 'open' | 'put off' | 'taken off' | 'decided'

/** Where an item stands: the latest decision counts. */
export function itemState(decisions: readonly Decided[]): ItemState {
  const latest = [...decisions].sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  if (latest === undefined) return 'open'
  return latest.outcome === 'put off' || latest.outcome === 'taken off' ? latest.outcome : 'decided'
}

/** Whether somebody should still say what they know: nothing is decided, or more was asked for. */
export function asksForMore(decisions: readonly Decided[]): boolean {
  const latest = [...decisions].sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  return latest === undefined || latest.outcome === 'ask'
}

export type Said = {
  readonly agency: string
  readonly standing: 'fact' | 'opinion' | 'nothing'
}
export type Heard = 'heard' | 'knows nothing' | 'nothing sent'

/** What each agency of the group has sent: something, that it knows nothing, or nothing. */
export function heardFrom(agencies: readonly string[], said: readonly Said[]): { agency: string; heard: Heard }[] {
  return [...new Set(agencies)].sort().map(agency => {
    const theirs = said.filter(it => it.agency === agency)
    if (theirs.length === 0) return { agency, heard: 'nothing sent' }
    return { agency, heard: theirs.some(({ standing }) => standing !== 'nothing') ? 'heard' : 'knows nothing' }
  })
}

const kindsAboutPeople = new Set(['person', 'case', 'referral', 'peer group'])

/** Whether a record of this kind concerns people, so that an item about it needs the second key. */
export function concernsPeople(kind: string | null): boolean {
  return kind !== null && kindsAboutPeople.has(kind)
}

/** The names of two letters or more that a title gives away. Order, case and accents do not matter; part of a word does not count. */
export function namesIn(text: string, names: readonly string[]): string[] {
  const words = new Set(plain(text).split(/[^a-z0-9]+/))
  return names.filter(name => {
    const parts = plain(name)
      .split(/[^a-z0-9]+/)
      .filter(part => part.length > 1)
    return parts.some(part => words.has(part))
  })
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
