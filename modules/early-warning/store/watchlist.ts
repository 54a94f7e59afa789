import { sql } from 'kysely'
import { grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { AreaMeasureAudit } from '../rules/audit.ts'
import type { GuardResult } from '../rules/guards.ts'
import type { Mover } from '../rules/list.ts'
import type { NearRepeat } from '../rules/near-repeat.ts'
import type { Record } from '../rules/record.ts'
import type { Power } from '../rules/skill.ts'
import type { Target } from '../rules/targets.ts'
import type { Unit } from '../rules/unit.ts'

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
  /** Whether its guard rails held, each with what it found. */
  readonly guards: readonly GuardResult[]
  /** How flags, hits and misses lie over kinds of area. */
  readonly audit: readonly AreaMeasureAudit[]
  /** How long proof would take here. */
  readonly power: readonly Power[]
  /** Pairs of signs near in place and time against chance; null where it could not be worked out. */
  readonly nearRepeat?: NearRepeat | null
  /** Places that were on the list of the last tries again and again: position of the area and how often. */
  readonly repeated: readonly { readonly areaCode: string; readonly times: number; readonly inARow: number }[]
}

export type NewRun = {
  readonly unit: Unit
  readonly targets: readonly Target[]
  readonly dataUntil: string
  readonly definition: string
  readonly parameters: Parameters
  readonly seed: number
  readonly allowed: boolean
  readonly reasons: readonly string[]
  readonly record: RunRecord
}

export type Run = Omit<NewRun, 'targets'> & {
  readonly id: string
  readonly madeAt: Date
  readonly madeBy: string | null
}

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
  /** The part that the long-run rate alone would bring; null for runs before it was kept. */
  readonly background: number | null
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
  await sql`insert into watch_run (id, unit, made_at, made_by, data_until, definition, parameters, seed, allowed, reasons, record)
    values (${id}, ${run.unit}, ${now}, ${actor}::uuid, ${run.dataUntil}::date, ${run.definition}, ${JSON.stringify(run.parameters)}::jsonb,
      ${run.seed}, ${run.allowed}, ${[...run.reasons]}::text[], ${JSON.stringify(run.record)}::jsonb)`.execute(tx)
  const rows = entries.map(entry => ({ ...entry, id: newId() }))
  await sql`insert into watch_entry (id, run, position, kind, area_code, conflict, expected, usual, chance, low, high, signal, background,
      moved_by)
    select r.id, ${id}::uuid, r.position, r.kind, r."areaCode", r.conflict, r.expected, r.usual, r.chance, r.low, r.high, r.signal,
      r.background, r."movedBy"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, position smallint, kind text, "areaCode" text,
      conflict uuid, expected float8, usual float8, chance float8, low int, high int, signal boolean, background float8,
      "movedBy" jsonb)`.execute(tx)
  await addTargets(tx, id, run.targets)
  await record(tx, { action: 'write', kind: 'watchlist', subject: id, detail: { entries: entries.length } })
  return id
}

/** What the run learned from and foretells; the database refuses what may never be foretold. */
export async function addTargets(tx: Transaction, run: string, targets: readonly Target[]): Promise<void> {
  const rows = targets.map(target => ({
    kind: target.kind,
    provenance: target.provenance,
    assessment: 'equalityAssessment' in target ? target.equalityAssessment : null,
  }))
  await sql`insert into prediction_target (run, kind, provenance, equality_assessment)
    select ${run}::uuid, r.kind, r.provenance, r.assessment
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kind text, provenance text, assessment uuid)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'targets of a prediction', subject: run, detail: { targets: rows.length } })
}

// A run of the first release kept less of itself: it is shown as one that was not tried.
const earlier: RunRecord = {
  windows: 0,
  memory: 1,
  shown: 'long-run',
  anyTen: 0,
  methods: [],
  bins: [],
  evidence: 1,
  rises: { many: 0, found: 0, windows: null },
  fresh: 0,
  signs: 0,
  notComputed: 0,
  conflictFortnights: 0,
  guards: [],
  audit: [],
  power: [],
  repeated: [],
}

const runs = sql`select r.id, r.unit, r.made_at as "madeAt", a.name as "madeBy", r.data_until as "dataUntil", r.definition, r.parameters,
    r.seed, r.allowed, r.reasons,
    case when r.record ? 'methods' then r.record else ${JSON.stringify(earlier)}::jsonb end as record
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
    e.low, e.high, e.signal, e.background, e.moved_by as "movedBy",
    (select coalesce(jsonb_agg(jsonb_build_object('decision', d.decision, 'why', d.why, 'at', d.at, 'by', a.name)
      order by d.at desc, d.id desc), '[]') from watch_decision d left join account a on a.id = d.by_whom where d.entry = e.id) as decisions
  from watch_entry e`

export async function entriesOf(tx: Transaction, run: string): Promise<Entry[]> {
  const { rows } = await sql<Entry>`${entries} where e.run = ${run}::uuid order by e.position`.execute(tx)
  return rows
}

/** Earlier entries about the same place or conflict, newest first, with what was decided; six at most. */
export async function earlierEntries(tx: Transaction, { id, areaCode, conflict }: Entry): Promise<EarlierEntry[]> {
  const { rows } = await sql<EarlierEntry>`select x.*, w.made_at as "madeAt" from (${entries}
      where e.id <> ${id}::uuid and (e.area_code = ${areaCode} or e.conflict = ${conflict}::uuid)) x
    join watch_run w on w.id = x.run where w.made_at < (select o.made_at from watch_run o join watch_entry n on n.run = o.id
      where n.id = ${id}::uuid) order by w.made_at desc limit 6`.execute(tx)
  return rows
}

export type EarlierEntry = Entry & { readonly madeAt: Date }

/** The decisions that set an entry aside, newest first, older than `before` when it is given; 30 at most. */
export async function overrides(tx: Transaction, before: string | undefined): Promise<Override[]> {
  const older =
    before === undefined
      ? sql`true`
      : sql`(d.at, d.id) < (select b.at, b.id from watch_decision b where b.id = ${before}::uuid)`
  const { rows } = await sql<Override>`
    select d.id, d.entry, d.why, d.at, a.name as by, e.kind, e.area_code as "areaCode", e.conflict, e.chance, r.unit, r.data_until as "dataUntil"
    from watch_decision d join watch_entry e on e.id = d.entry join watch_run r on r.id = e.run left join account a on a.id = d.by_whom
    where d.decision = 'aside' and ${older} order by d.at desc, d.id desc limit 30`.execute(tx)
  return rows
}

export type Override = Pick<Entry, 'kind' | 'areaCode' | 'conflict' | 'chance'> & {
  readonly id: string
  readonly entry: string
  readonly why: string
  readonly at: Date
  readonly by: string | null
  readonly unit: Unit
  readonly dataUntil: string
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
