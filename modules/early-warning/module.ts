import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem, Command, Identity, Module, Task } from '#platform/module'
import { backtestCommand } from './backtest.ts'
import { contestCollection, watchlistCollection } from './collections.ts'
import type { Command as FileCommand } from './command.ts'
import { conflictsCommand } from './conflicts.ts'
import { nearRepeat } from './near-repeat.ts'
import { answerers } from './pages/contests.ts'
import { makers, pages, readers } from './pages/index.ts'
import { daysAgo, daysLater, fortnight } from './rules/signs.ts'
import { lateDays } from './rules/window.ts'
import { watchlistJob } from './run.ts'
import { scoreByClock, scoreJob } from './score.ts'
import { selfExcitingCommand } from './self-exciting.ts'
import { contestsWaiting } from './store/contests.ts'
import { unscored } from './store/predictions.ts'
import { askedAbout, runShown } from './store/watchlist.ts'
import { verifyPrediction } from './verify.ts'

function listed({ name, summary, options, run }: FileCommand): Command {
  const usage = options.map(({ name: option, value }) => `[--${option}${value === undefined ? '' : ` ${value}`}]`)
  return { name, summary, options: ['FILE', ...usage].join(' '), run: (args, out) => run([...args], out) }
}

async function agenda(tx: Transaction, now: Date): Promise<AgendaItem[]> {
  return (await askedAbout(tx, now)).map(({ id, entry, title, why, group_key }) => ({
    kind: 'watch entry',
    id: entry,
    title,
    why,
    group: group_key,
    href: `/watchlist/asked/${id}`,
  }))
}

/** What waits for whoever works the list out, and for whoever answers those who contest it. */
async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const has = (roles: readonly string[]): boolean => roles.some(role => who.roles.includes(role))
  return [...(has(makers) ? await makersTasks(tx, now) : []), ...(has(answerers) ? await contestTasks(tx) : [])]
}

/** The list is worked out once a fortnight, for the Tactical group's meeting; closed windows are scored with it. */
async function makersTasks(tx: Transaction, now: Date): Promise<Task[]> {
  const today = ukDay(now)
  const last = await runShown(tx)
  const due = await unscored(tx, daysLater(today, -lateDays - 1))
  const score = due.length === 0 ? [] : [{ text: 'Score the predictions that have closed', href: '/watchlist' }]
  if (last !== undefined && daysAgo(ukDay(last.madeAt), today) < fortnight) return score
  const detail = last === undefined ? 'It was never worked out.' : 'The last list is a fortnight old.'
  return [{ text: 'Work out the watchlist', href: '/watchlist', detail }, ...score]
}

async function contestTasks(tx: Transaction): Promise<Task[]> {
  return (await contestsWaiting(tx)).map(({ id, title }) => ({
    text: 'Answer somebody who contests the watchlist',
    href: `/watchlist/contests/${id}`,
    detail: title,
  }))
}

/** Where conflict may grow next, as a list that people decide about; and analysis of any file, by the command line. */
export const earlyWarning: Module = {
  name: 'early-warning',
  pages,
  navigation: [
    { text: 'Watchlist', href: '/watchlist', roles: readers },
    {
      text: 'Sealed predictions',
      href: '/early-warning/register',
      roles: [...readers, 'governance'],
      everywhere: true,
    },
  ],
  jobs: { watchlist: watchlistJob, 'score-predictions': scoreJob },
  commands: [nearRepeat, selfExcitingCommand, conflictsCommand, backtestCommand, verifyPrediction].map(listed),
  upkeep: [scoreByClock],
  tasks,
  agenda,
  policy: [
    {
      kind: 'watchlist',
      words:
        'Places and conflicts where violence may grow, what moved them, and what people decided. No person is in it.',
      collection: watchlistCollection,
      tables: [
        ...['watch_run', 'watch_entry', 'watch_decision', 'prediction_target', 'prediction_seal', 'prediction_content'],
        ...['prediction_key', 'prediction_score', 'model_withdrawal'],
      ],
      roles: [
        { role: 'analyst', level: 'write', why: 'Works out the list and decides what a group is asked about' },
        { role: 'police-analyst', level: 'write', why: 'Works out the list and decides what a group is asked about' },
        { role: 'intelligence-lead', level: 'read', why: 'Holds the list against the picture of conflicts' },
      ],
    },
    {
      kind: 'contested entries of the watchlist',
      words: 'What people say against an entry, and the answers. Whoever said it always reads their own.',
      collection: contestCollection,
      tables: ['watch_contest', 'watch_contest_answer'],
      roles: [
        { role: 'governance', level: 'write', why: 'Answers whoever says that an entry is wrong or unfair' },
        { role: 'analyst', level: 'write', why: 'Knows how the list is made, and answers' },
        { role: 'police-analyst', level: 'read', why: 'Learns what people say against the list' },
      ],
    },
  ],
}
