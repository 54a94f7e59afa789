import { sql } from 'kysely'
import { grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Mover } from './rules/list.ts'
import type { Record } from './rules/record.ts'

/** How a run was made, so that it can be made again. */
export type Parameters = {
  readonly kinds: readonly string[]
  readonly provenances: readonly string[]
  readonly periods: number
  readonly falseAlarmEach: number
  readonly freshDays: number
}

/** What a run says of itself, beside its entries. */
export type RunRecord = Record & {
  /** Fresh reports that the test of reports was made on. */
  readonly fresh: number
  /** Signs that were counted. */
  readonly signs: number
  /** Conflicts that go on of which nothing may be computed: their groups are small, or of unknown size. */
  readonly notComputed: number
  /** Fortnights since the first event of any conflict: too few, and no chance is shown. */
  readonly conflictFortnights: number
}

export type NewRun = {
  readonly dataUntil: string
  readonly definition: string
  readonly parameters: Parameters
  readonly seed: number
  readonly allowed: boolean
  readonly reasons: readonly string[]
  readonly record: RunRecord
}

export type Run = NewRun & { readonly id: string; readonly madeAt: Date; readonly madeBy: string | null }

export type NewEntry = {
  readonly position: number
  readonly kind: 'place' | 'conflict'
  readonly areaCode: string | null
  readonly conflict: string | null
  readonly expected: number
  readonly usual: number
  readonly chance: number
  readonly low: number
  readonly high: number
  readonly signal: boolean
  readonly movedBy: readonly Mover[]
}

export type Decision = {
  readonly decision: 'agenda' | 'watch' | 'aside'
  readonly why: string
  readonly at: string
  readonly by: string | null
}

export type Entry = NewEntry & {
  readonly id: string
  readonly run: string
  /** Newest first. */
  readonly decisions: readonly Decision[]
}

/** Keeps a run and its entries as they were worked out; neither can be changed afterwards. Returns the run's id. */
export async function addRun(
  tx: Transaction,
  run: NewRun,
  entries: readonly NewEntry[],
  actor: string,
  now: Date,
): Promise<string> {
  const id = newId()
  await sql`insert into watch_run (id, made_at, made_by, data_until, definition, parameters, seed, allowed, reasons, record)
    values (${id}, ${now}, ${actor}::uuid, ${run.dataUntil}::date, ${run.definition}, ${JSON.stringify(run.parameters)}::jsonb,
      ${run.seed}, ${run.allowed}, ${[...run.reasons]}::text[], ${JSON.stringify(run.record)}::jsonb)`.execute(tx)
  const rows = entries.map(entry => ({ ...entry, id: newId() }))
  await sql`insert into watch_entry (id, run, position, kind, area_code, conflict, expected, usual, chance, low, high, signal, moved_by)
    select r.id, ${id}::uuid, r.position, r.kind, r."areaCode", r.conflict, r.expected, r.usual, r.chance, r.low, r.high, r.signal,
      r."movedBy"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, position smallint, kind text, "areaCode" text,
      conflict uuid, expected float8, usual float8, chance float8, low int, high int, signal boolean, "movedBy" jsonb)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'watchlist', subject: id, detail: { entries: entries.length } })
  return id
}

const runs = sql`select r.id, r.made_at as "madeAt", a.name as "madeBy", r.data_until as "dataUntil", r.definition, r.parameters,
    r.seed, r.allowed, r.reasons, r.record
  from watch_run r left join account a on a.id = r.made_by`

/** The newest run, or the one of that id. */
export async function runShown(tx: Transaction, id?: string): Promise<Run | undefined> {
  const which = id === undefined ? sql`order by r.made_at desc, r.id desc limit 1` : sql`where r.id = ${id}::uuid`
  const { rows } = await sql<Run>`${runs} ${which}`.execute(tx)
  return rows[0]
}

/** When each run was made, newest first; 30 at most. */
export async function runsMade(tx: Transaction): Promise<{ readonly id: string; readonly madeAt: Date }[]> {
  const { rows } = await sql<{ id: string; madeAt: Date }>`
    select id, made_at as "madeAt" from watch_run order by made_at desc, id desc limit 30`.execute(tx)
  return rows
}

const entries = sql`select e.id, e.run, e.position, e.kind, e.area_code as "areaCode", e.conflict, e.expected, e.usual, e.chance,
    e.low, e.high, e.signal, e.moved_by as "movedBy",
    (select coalesce(jsonb_agg(jsonb_build_object('decision', d.decision, 'why', d.why, 'at', d.at, 'by', a.name)
      order by d.at desc, d.id desc), '[]') from watch_decision d left join account a on a.id = d.by_whom where d.entry = e.id) as decisions
  from watch_entry e`

export async function entriesOf(tx: Transaction, run: string): Promise<Entry[]> {
  const { rows } = await sql<Entry>`${entries} where e.run = ${run}::uuid order by e.position`.execute(tx)
  return rows
}

export async function entryById(tx: Transaction, id: string): Promise<Entry | undefined> {
  const { rows } = await sql<Entry>`${entries} where e.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export type NewDecision = {
  readonly entry: string
  readonly decision: Decision['decision']
  readonly why: string
  /** In neutral words, for the group that is asked. */
  readonly title: string
  readonly group: string | null
  /** The group's audience, where the group may read this row: because it is asked, or was asked before. */
  readonly audience: string | null
}

/** Keeps what somebody decided about an entry, and why. */
export async function addDecision(tx: Transaction, it: NewDecision, actor: string, now: Date): Promise<string> {
  const id = newId()
  await sql`insert into watch_decision (id, entry, decision, why, title, group_key, at, by_whom)
    values (${id}, ${it.entry}, ${it.decision}, ${it.why}, ${it.title}, ${it.group}, ${now}, ${actor}::uuid)`.execute(
    tx,
  )
  if (it.audience !== null) {
    const why = 'Is asked to talk about it'
    await grantAccess(tx, { audience: it.audience, record: id, level: 'read', purpose: 'analysis', why })
  }
  await record(tx, { action: 'write', kind: 'watch decision', subject: it.entry, detail: { decision: it.decision } })
  return id
}

export type Asked = {
  readonly id: string
  readonly entry: string
  readonly title: string
  readonly why: string
  readonly group_key: string
  readonly at: Date
}

// Through the row on the decision itself: a conflict of the list is asked about by modules/conflicts, and has none.
const askedOf = sql`select d.id, d.entry, d.title, d.why, d.group_key, d.at from watch_decision d where d.decision = 'agenda'
  and exists (select from readable r where r.record = d.id)
  and not exists (select from watch_decision later where later.entry = d.entry and later.at > d.at)`

/** Entries that were put on an agenda in the last six weeks, that nobody took off, and that the present actor may read. */
export async function askedAbout(tx: Transaction, now: Date): Promise<Asked[]> {
  const { rows } =
    await sql<Asked>`${askedOf} and d.at > ${now}::timestamptz - interval '42 days' order by d.at desc, d.id`.execute(
      tx,
    )
  return rows
}

export async function askedById(tx: Transaction, id: string): Promise<Asked | undefined> {
  const { rows } = await sql<Asked>`${askedOf} and d.id = ${id}::uuid`.execute(tx)
  return rows[0]
}
