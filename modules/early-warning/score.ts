// Windows that have closed are scored once, from what is on file then; a model that does badly takes itself out of use.
import { smallAreas } from '#modules/areas'
import { conflictsReadable } from '#modules/conflicts'
import { monthlyCounts } from '#modules/incidents'
import { ukDay } from '#platform/clock'
import type { Actor, Database, Transaction } from '#platform/database'
import type { Job } from '#platform/jobs'
import type { Upkeep } from '#platform/module'
import { happenedIn, placeSigns, publishedKinds } from './gather.ts'
import { read, writtenOutcomes } from './rules/canonical.ts'
import { type MethodName, toBeat } from './rules/methods.ts'
import { resultOf } from './rules/result.ts'
import { daysLater } from './rules/signs.ts'
import { chanceOfWithdrawal, type Gain, poorInARow, poorRun, withdraws } from './rules/skill.ts'
import { lateDays } from './rules/window.ts'
import { blind } from './sealing.ts'
import {
  addScore,
  contentOf,
  keyOf,
  makersWaiting,
  type Seal,
  scoredWindows,
  unscored,
  withdraw,
  withdrawals,
} from './store/predictions.ts'

export const scoreJob: Job = {
  words: 'Score the predictions whose window has closed',
  run: async ({ database, actor, purpose, clock, progress }) => {
    await progress('Scoring what has closed', 0)
    await scoreClosed(database, actor, clock.now(), purpose)
  },
}

/**
 * The clock scores as the people who worked the lists out: what came is read with the eyes that foretold it. Whoever has left may
 * read nothing any more and scores nothing; the next maker, or the next run, then does.
 */
export const scoreByClock: Upkeep = {
  words: 'Predictions whose window has closed are scored',
  run: async ({ database, now }) => {
    const makers = await database.asSystem('worker', 'analysis', tx => makersWaiting(tx, lastToScore(now)))
    for (const id of makers) await scoreClosed(database, { id, session: undefined }, now)
  },
}

/** The last day on which a window may have closed for its late reports to be in. */
const lastToScore = (now: Date): string => daysLater(ukDay(now), -lateDays - 1)

/** Scores every closed window whose late reports have had their time, one transaction each. Returns how many were scored. */
export async function scoreClosed(database: Database, actor: Actor, now: Date, purpose = 'analysis'): Promise<number> {
  const due = await database.asActor(actor, purpose, tx => unscored(tx, lastToScore(now)))
  let done = 0
  for (const seal of due) {
    if (await database.asActor(actor, purpose, tx => score(tx, seal, now))) done += 1
  }
  if (done > 0) await database.asActor(actor, purpose, tx => withdrawPoor(tx, now))
  return done
}

async function score(tx: Transaction, seal: Seal, now: Date): Promise<boolean> {
  const content = await contentOf(tx, seal.id)
  const key = await keyOf(tx, seal.id)
  const came = await cameIn(tx, seal)
  if (content === undefined || key === undefined || came === undefined) return false
  const sealed = read(content)
  const names = new Set(came.map(name => blind(key, name)))
  const outcomes = new Map(sealed.lines.map(({ name }) => [name, names.has(name)]))
  await addScore(tx, seal.id, writtenOutcomes(outcomes), resultOf(sealed, outcomes), now)
  return true
}

/** The areas or conflicts where a sign came in the window; undefined where the month is not published yet. */
async function cameIn(tx: Transaction, { part, about, opensOn, closesOn }: Seal): Promise<string[] | undefined> {
  if (part === 'conflicts') {
    const within = (on: string): boolean => on >= opensOn && on <= closesOn
    return (await conflictsReadable(tx)).flatMap(conflict =>
      happenedIn(conflict).some(({ on }) => within(on)) ? [conflict.id] : [],
    )
  }
  if (about.unit === 'month') {
    const month = opensOn.slice(0, 7)
    const { onFile, counts } = await monthlyCounts(tx, Object.values(publishedKinds), opensOn)
    if (!onFile.includes(month)) return undefined
    return counts.flatMap(it => (it.month === month ? [it.area] : []))
  }
  const areas = await smallAreas(tx)
  const { signs } = await placeSigns(tx, areas, opensOn, closesOn)
  return [...new Set(signs.map(({ at }) => areas[at]?.code ?? ''))]
}

/** Each model that is not a simple rule, and not withdrawn yet, is looked at over its scored windows. */
async function withdrawPoor(tx: Transaction, now: Date): Promise<void> {
  const gone = new Set((await withdrawals(tx)).map(({ model }) => model))
  const windows = await scoredWindows(tx)
  for (const model of ['fading', 'self-exciting'] as const) {
    const gains = gainsOf(windows, model)
    if (gone.has(model) || !withdraws(gains)) continue
    await withdraw(tx, { model, at: now, reason: reasonFor(gains) }, { windows: gains.length, poor: poorRun(gains) })
  }
}

/** How a method did against the baseline to beat in each scored window, oldest first. */
export function gainsOf(windows: readonly Seal[], model: MethodName): Gain[] {
  return windows.flatMap(({ results }) => {
    const found = results?.methods.find(({ name }) => name === model)
    return found === undefined ? [] : [found.gain]
  })
}

function reasonFor(gains: readonly Gain[]): string {
  const often = Math.round(100 * chanceOfWithdrawal(26, 0.5))
  return `It foretold worse than the ${toBeat} rate in ${poorRun(gains)} windows in a row (${poorInARow} are enough). A model that is exactly as good as that rate would withdraw by chance within 26 windows about ${often} times in 100.`
}
