// What the board reads: commitments and measures put together, for pages, tasks and the picture. No page, no SQL.
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Figure, Module } from '#platform/module'
import { latest, type Progress, progressOf } from './rules/commitments.ts'
import {
  byMonth,
  type Change,
  changeSince,
  notOffered,
  type Shown,
  shownFigure,
  withoutValue,
} from './rules/measures.ts'
import {
  type Commitment,
  commitments,
  type DueRow,
  dueRows,
  type Evidence,
  evidenceRows,
  type StatusRow,
  statusRows,
} from './store/commitments.ts'
import {
  addSnapshots,
  type Definition,
  definitions,
  type NewSnapshot,
  type Snapshot,
  snapshots,
} from './store/measures.ts'

export type CommitmentShown = Commitment &
  Progress & {
    readonly due: string
    readonly status: StatusRow | undefined
    readonly events: readonly StatusRow[]
    readonly dueChanges: readonly DueRow[]
    readonly evidence: readonly Evidence[]
  }

/** Every commitment as it stands today, in the order of the strategy. */
export async function commitmentsShown(tx: Transaction, now: Date): Promise<CommitmentShown[]> {
  const [events, dues, evidence] = [await statusRows(tx), await dueRows(tx), await evidenceRows(tx)]
  const of = <T extends { readonly commitment: string }>(rows: readonly T[], key: string): T[] =>
    rows.filter(({ commitment }) => commitment === key)
  return (await commitments(tx)).map(it => shownOf(it, of(events, it.id), of(dues, it.id), of(evidence, it.id), now))
}

function shownOf(
  it: Commitment,
  events: readonly StatusRow[],
  dueChanges: readonly DueRow[],
  evidence: readonly Evidence[],
  now: Date,
): CommitmentShown {
  const today = ukDay(now)
  const due = dueChanges.at(-1)?.due ?? it.printedDue
  const progress = progressOf({ due, events, evidence: evidence.length }, today)
  return { ...it, ...progress, due, events, dueChanges, evidence, status: latest(events, today) }
}

export type MeasureShown = {
  readonly key: string
  readonly words: string
  readonly definition: Definition | undefined
  readonly months: readonly Snapshot[]
  readonly latest: Snapshot | undefined
  readonly shown: Shown | undefined
  readonly sinceLast: Change | undefined
  readonly sinceBaseline: Change | undefined
  readonly baseline: string | undefined
}

/** Every measure that was ever taken or defined, by its words. */
export async function measuresShown(tx: Transaction): Promise<MeasureShown[]> {
  const taken = Map.groupBy(await snapshots(tx), ({ key }) => key)
  const defined = new Map((await definitions(tx)).map(it => [it.key, it]))
  return [...new Set([...taken.keys(), ...defined.keys()])]
    .map(key => measureOf(key, defined.get(key), taken.get(key) ?? []))
    .toSorted((a, b) => a.words.localeCompare(b.words, 'en-GB'))
}

function measureOf(key: string, definition: Definition | undefined, taken: readonly Snapshot[]): MeasureShown {
  const months = byMonth(taken)
  const latest = months.at(-1)
  const given = months.filter(({ value }) => value !== null)
  const baseline = given.find(({ period }) => definition?.baseline === period) ?? given[0]
  const before = latest && earlierThan(latest, given, taken)
  const words = definition?.words ?? latest?.words ?? key
  const shown = latest && shownFigure(latest)
  const isBaseline = baseline?.period === latest?.period
  return {
    key,
    words,
    definition,
    months,
    latest,
    shown,
    sinceLast: latest && changeSince(latest, before),
    sinceBaseline: latest && !isBaseline ? changeSince(latest, baseline) : undefined,
    baseline: baseline?.period,
  }
}

/** The last month before that was given or, in the first month of all, what was taken first in it. */
function earlierThan(latest: Snapshot, given: readonly Snapshot[], taken: readonly Snapshot[]): Snapshot | undefined {
  const month = given.findLast(({ period }) => period < latest.period)
  const inMonth = taken.filter(it => it.value !== null && it.period === latest.period && it.takenAt < latest.takenAt)
  return month ?? inMonth[0]
}

/** What modules offer that the present actor may read whole, one figure for each key. */
export async function offeredFigures(tx: Transaction, modules: readonly Module[]): Promise<Figure[]> {
  const offered: Figure[] = []
  for (const { measures } of modules) offered.push(...((await measures?.(tx)) ?? []))
  return [...new Map(offered.map(it => [it.key, it])).values()]
}

/**
 * Keeps the figures of a month (YYYY-MM) as the present actor may read them. What is defined, or was taken before, and is not
 * offered now is kept as not given, with the reason. Returns how many were given and how many were not.
 */
export async function takeFigures(
  tx: Transaction,
  modules: readonly Module[],
  period: string,
  now: Date,
): Promise<{ given: number; missing: number }> {
  const offered = await offeredFigures(tx, modules)
  const known = new Set(offered.map(({ key }) => key))
  const expected = (await measuresShown(tx)).filter(({ key }) => !known.has(key))
  const taken = [...offered.map(it => takenOf(it, period)), ...expected.map(it => missingOf(it, period))]
  if (taken.length > 0) await addSnapshots(tx, taken, now)
  const given = taken.filter(({ value }) => value !== null).length
  return { given, missing: taken.length - given }
}

function takenOf({ key, words, value, denominator, unit, source }: Figure, period: string): NewSnapshot {
  return {
    key,
    period,
    words,
    value,
    denominator: denominator ?? null,
    unit,
    source,
    notGiven: value === null ? withoutValue : null,
  }
}

function missingOf({ key, words, latest }: MeasureShown, period: string): NewSnapshot {
  const { unit = '', source = '' } = latest ?? {}
  return { key, period, words, value: null, denominator: null, unit, source, notGiven: notOffered }
}
