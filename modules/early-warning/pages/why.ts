// Beside an entry: what its chance is made of, what was done last time, and what might help, as a question.
import { actionsAbout } from '#modules/actions'
import { type Programme, programmes } from '#modules/interventions'
import type { Transaction } from '#platform/database'
import { decisions } from '../forms.ts'
import { few } from '../rules/words.ts'
import { type Entry, earlierEntries } from '../store/watchlist.ts'

type Parts = Pick<Entry, 'expected' | 'usual' | 'background'>

const below = (expected: number, usual: number): boolean => expected < usual - 0.005

/** What of the expected signs is the long-run rate, and what fresh signs add. */
export function partsWords({ expected, usual, background }: Parts): string | undefined {
  if (background === null) return undefined
  if (below(expected, usual))
    return `It had less of late than over the long run: ${few(expected)} is expected, and ${few(usual)} is its long-run rate.`
  const added = Math.max(0, expected - background)
  return added < 0.005
    ? `All of what is expected is its long-run rate: ${few(background)}.`
    : `Of ${few(expected)} expected, ${few(background)} is its long-run rate and ${few(added)} is added by what was reported lately.`
}

/** What would make it sink: told plainly, because people ask. */
export function lowersWords({ expected, usual, movedBy }: Pick<Entry, 'expected' | 'usual' | 'movedBy'>): string {
  const reports = movedBy.filter(({ kind }) => kind === 'tension').length
  const close = reports > 0 ? ` Closing a report when it is settled takes it out of the signal.` : ''
  if (below(expected, usual))
    return `It is below its long-run rate of ${few(usual)} already, and sinks further while nothing new is reported.${close}`
  return `If nothing new is reported it sinks by itself towards its long-run rate of ${few(usual)}.${close}`
}

export type Before = { readonly at: Date; readonly words: string; readonly href: string }

/** What was decided about earlier entries of the same place or conflict, and which actions came of it. */
export async function doneBefore(tx: Transaction, entry: Entry, now: Date): Promise<Before[]> {
  const before: Before[] = []
  for (const earlier of await earlierEntries(tx, entry)) {
    const actions = await actionsAbout(tx, { kind: 'watch entry', id: earlier.id }, now)
    const decided = earlier.decisions[0]
    const words = [
      decided === undefined ? 'Nobody decided.' : `${decisions[decided.decision]}. ${decided.why}`,
      ...actions.map(({ title }) => `Action: ${title}.`),
    ]
    before.push({ at: earlier.madeAt, words: words.join(' '), href: `/watchlist/entries/${earlier.id}` })
  }
  return before
}

const forPlaces = /communit|street|place|area|neighbour|everyone|all young|outreach|detached/i
const forGroups = /group|mediat|outreach|mentor|gang|exploit/i

/** At most three programmes of the catalogue that reach such a place or such groups: to be asked about, not to be ordered. */
export async function mightHelp(tx: Transaction, { kind }: Entry): Promise<Programme[]> {
  const fits = kind === 'place' ? forPlaces : forGroups
  return (await programmes(tx))
    .filter(({ name, for_whom, reach, summary }) => fits.test([name, for_whom, ...reach, summary].join(' ')))
    .slice(0, 3)
}
