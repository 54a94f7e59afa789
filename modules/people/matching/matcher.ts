// The matcher: holds the index in memory, keeps it up with the records, and puts records into people.
import type { Config } from '#platform/config'
import { systemActors, type Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { asMatcher } from '#platform/search'
import { type Change, partings, regroup } from '../rules/clusters.ts'
import { leastWeight, linkRules, writtenOf } from '../rules/linkage.ts'
import { type Cause, keepEvents, standingBefore } from '../store/cluster-events.ts'
import {
  changedSince,
  databaseTime,
  everySource,
  type FoundPair,
  keepClusters,
  keepPairs,
  lockMatching,
  neighboursOf,
  pairsAmong,
  saidAmong,
  sourcesOf,
  standingOf,
  waitingRecords,
} from '../store/linkage.ts'
import { keepMatchedAnew, matchedTo, moveMatched } from '../store/notices.ts'
import { buildLinkageIndex, type LinkageIndex } from './linkage-index.ts'
import { personsOf } from './notice-persons.ts'

/** What the matcher needs of a request or a job. */
export type Matching = { readonly tx: Transaction; readonly config: Config; readonly now: Date }

type Held = { index: LinkageIndex; since: string; readonly built: number }

// One index for each site that this process serves. Another process holds its own; a restart builds it again.
const indexes = new WeakMap<Config, Held>()
/** So that records that were removed or sealed leave the memory too. */
const oldest = 3_600_000
const mostPairs = 20
/** How many records are matched while somebody waits for a page. */
export const matchedAtOnce = 200

/** The index as of now. Runs as the matcher; call it inside asMatcher. */
export async function indexNow({ tx, config, now }: Matching): Promise<LinkageIndex> {
  const held = indexes.get(config)
  if (held === undefined || now.getTime() - held.built > oldest) return build({ tx, config, now })
  const since = await databaseTime(tx)
  const changed = (await changedSince(tx, held.since)).filter(it => held.index.changed(it.id) !== it.changed)
  const fits = held.index.put(
    changed.length === 0
      ? []
      : await sourcesOf(
          tx,
          changed.map(({ id }) => id),
        ),
  )
  if (!fits) return build({ tx, config, now })
  held.since = since
  return held.index
}

async function build({ tx, config, now }: Matching): Promise<LinkageIndex> {
  const since = await databaseTime(tx)
  const index = buildLinkageIndex(await everySource(tx))
  indexes.set(config, { index, since, built: now.getTime() })
  return index
}

/** Asks the index something, as the matcher. What it answers are ids: who may see them is for the policies to say. */
export async function askIndex<T>(it: Matching, question: (index: LinkageIndex) => T): Promise<T> {
  return asMatcher(it.tx, async () => question(await indexNow(it)))
}

/**
 * Matches what is new or changed, at most so many records. Whoever looks next does what is left: no job need run, and it is the
 * same in every process. Answers whether any are left.
 */
export async function matchWaiting(it: Matching, most = matchedAtOnce): Promise<boolean> {
  const { matched, left } = await asMatcher(it.tx, () => matchSome(it, most))
  if (matched > 0) await record(it.tx, { action: 'write', kind: 'matching', detail: { records: matched } })
  return left
}

async function matchSome(it: Matching, most: number): Promise<{ matched: number; left: boolean }> {
  const { tx, now } = it
  if ((await waitingRecords(tx, 1)).length === 0) return { matched: 0, left: false }
  await lockMatching(tx)
  const waiting = await waitingRecords(tx, most + 1)
  const touched = waiting.slice(0, most)
  if (touched.length === 0) return { matched: 0, left: false }
  const index = await indexNow(it)
  await keepPairs(tx, touched, pairsOf(index, await sourcesOf(tx, touched)), now)
  await settle(it, touched, touched, { cause: 'score', why: 'Their records agree', actor: systemActors.matcher })
  return { matched: touched.length, left: waiting.length > most }
}

type Sources = Awaited<ReturnType<typeof sourcesOf>>

function pairsOf(index: LinkageIndex, sources: Sources): FoundPair[] {
  const pairs = sources.flatMap(source =>
    index
      .find(writtenOf(source), { least: leastWeight, most: mostPairs, but: source.id })
      .map(({ id, explanation }) => {
        const [one, other] = source.id < id ? [source.id, id] : [id, source.id]
        const { weight, score, guards } = explanation
        return { one, other, weight, score, apart: guards.length > 0 }
      }),
  )
  return [...new Map(pairs.map(pair => [`${pair.one} ${pair.other}`, pair])).values()]
}

async function settle(
  it: Matching,
  touched: readonly string[],
  matched: readonly string[],
  cause: Cause,
  restored?: ReadonlyMap<string, string>,
): Promise<void> {
  const { tx, now } = it
  const records = await neighboursOf(tx, [...touched, ...(restored?.keys() ?? [])], linkRules.join)
  const hood = {
    records,
    pairs: await pairsAmong(tx, records),
    said: await saidAmong(tx, records),
    standing: await standingOf(tx, records),
    ...(restored === undefined ? {} : { restored }),
  }
  const { clusters, changes } = regroup(hood, newId)
  await keepClusters(tx, clusters, matched)
  await keepEvents(tx, changes, cause, now)
  await followNotices(it, changes)
}

/** Notices go with the person whom they were matched to. Where that turns out to be two, whose they are is asked again. */
async function followNotices(it: Matching, changes: readonly Change[]): Promise<void> {
  const { moved, parted } = partings(changes)
  const children = await matchedTo(it.tx, parted)
  await moveMatched(it.tx, moved)
  if (children.length === 0) return
  const persons = await personsOf(it.tx, await indexNow(it), children)
  await keepMatchedAnew(it.tx, new Map(children.map(({ id }) => [id, persons.get(id) ?? null])), it.now)
}

/** After somebody has said what two records are to each other: puts their records into people again, and writes down what changed. */
export async function afterWord(
  it: Matching,
  pair: readonly [string, string],
  why: string,
  actor: string,
): Promise<void> {
  await asMatcher(it.tx, () => settle(it, pair, [], { cause: 'said', pair, why, actor }))
}

/** After that was undone: every record is again where it stood before. */
export async function afterUndoing(
  it: Matching,
  pair: readonly [string, string],
  why: string,
  actor: string,
): Promise<void> {
  await asMatcher(it.tx, async () => {
    const before = await standingBefore(it.tx, ...pair)
    await settle(it, pair, [], { cause: 'undone', pair, why, actor }, before)
  })
}
