import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { fairness } from '../rules/words.ts'
import { fairnessCounts } from '../store/fairness.ts'

/** Below this many a count could point at somebody, so it is not shown. */
const least = 5
const year = 365 * 86_400_000

export const fairnessPages: readonly Page[] = [
  { method: 'get', path: '/referrals/fairness', purpose: 'fairness', roles: ['governance'], handle: show },
]

const questions = {
  ethnicity: 'Ethnic group',
  needs: 'Special educational needs or disability',
  care: 'Care',
} as const satisfies Readonly<Record<keyof typeof fairness, string>>
const keys = Object.keys(questions) as (keyof typeof questions)[]

/** Figures of who is referred: what was answered for equal treatment alone, without names and without small counts. */
async function show({ tx, now }: Visit): Promise<Answer> {
  const counts = await fairnessCounts(tx, new Date(now.getTime() - year))
  await record(tx, { action: 'read', kind: 'fairness answers of referrals', detail: { figures: counts.length } })
  const tables = keys.map(key => {
    const n = new Map(counts.filter(({ question }) => question === key).map(it => [it.answer, it.n]))
    return { words: questions[key], rows: fairness[key].map(answer => ({ answer, n: shown(n.get(answer) ?? 0) })) }
  })
  return view('referrals/views/fairness.njk', { title: 'Are all treated alike?', least, tables })
}

const shown = (n: number): string => (n === 0 ? '0' : n < least ? `Fewer than ${least}` : String(n))
