// Parts of a case that are struck out: see sql/0067_struck_out.sql. Once that is done the database hides the part, so no other question asks
// whether it stands.
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { factOf } from '../rules/caseload.ts'
import { type Counted, reopeningsMissing } from '../rules/measures.ts'
import type { Taken } from '../rules/partner.ts'
import { type CaseState, stateOf } from '../rules/state.ts'
import { type PartKind, type PartReason, partKinds, type StruckPart } from '../rules/struck.ts'
import { refreshCaseWork } from './caseload.ts'
import { count } from './counts.ts'
import { caseById } from './files.ts'

export type Part = {
  readonly id: string
  readonly day: string
  readonly wrote: string
  readonly wrote_name: string | null
  readonly words: string
  /** What the service that supports partners was told of it by itself, for which day, and when; nothing where it tells nothing. */
  readonly told: Taken | null
  readonly told_on: string | null
  readonly told_at: Date | null
  /** The rows that were written with it, and say the same. */
  readonly beside: readonly string[]
}

// What a review or an ending did to the case stands in an event of the same moment, with the same words.
const besides = (of: 'r' | 'o', events: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  array(select e.id from case_event e where e.file = ${sql.ref(`${of}.file`)} and e.at = ${sql.ref(`${of}.recorded_at`)}
    and e.actor = ${sql.ref(`${of}.recorded_by`)} and e.event in (${events})) as beside`
const saying = (words: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  array_to_string(array_remove(array[${words}], ''), '. ') as words`
const alone = sql`'{}'::uuid[] as beside`
const untold = sql`null::text as told, null::date as told_on, null::timestamptz as told_at`
// A hold is told for the day on which it is written down.
const dayOf = (at: 'r.recorded_at' | 'e.at'): RawBuilder<unknown> =>
  sql`(${sql.ref(at)} at time zone 'Europe/London')::date`

/** Each kind of part of the case `file`: its day, who wrote it, and its words. */
const partsOf: Readonly<Record<PartKind, (file: string) => RawBuilder<unknown>>> = {
  session: file => sql`select s.id, s.held_on as day, s.recorded_by as wrote, ${alone},
    case when s.came <> 'called off' then s.came end as told, s.held_on as told_on, s.recorded_at as told_at,
    ${saying(sql`s.held_at, s.done, s.own_view, s.missed_why, s.missed_done, s.next`)}
    from case_session s where s.file = ${file}::uuid`,
  review: file => sql`select r.id, r.held_on as day, r.recorded_by as wrote,
    case when r.decision = 'hold' then 'paused' end as told, ${dayOf('r.recorded_at')} as told_on, r.recorded_at as told_at,
    ${besides('r', sql`'held', 'stepped up', 'stepped down'`)}, ${saying(sql`r.changed, r.own_words, r.no_words_why, r.why`)}
    from case_review r where r.file = ${file}::uuid`,
  look: file => sql`select k.id, k.seen_on as day, k.recorded_by as wrote, ${untold}, ${alone},
    ${saying(sql`k.why_not, k.own_words, k.no_words_why`)} from case_look k where k.file = ${file}::uuid`,
  outcome: file => sql`select o.id, o.ended_on as day, o.recorded_by as wrote, ${besides('o', sql`'closed'`)},
    'ended' as told, o.ended_on as told_on, o.recorded_at as told_at,
    ${saying(sql`o.reason, o.why, o.own_view, o.helped, o.not_helped, o.if_again, o.handover_to,
      o.handover`)} from case_outcome o where o.file = ${file}::uuid`,
  plan: file => sql`select p.id, p.made_on as day, p.made_by as wrote, ${untold}, ${alone},
    ${saying(sql`'Version ' || p.version, (select string_agg(g.words, ' ' order by g.position) from case_goal g
      where g.plan = p.id)`)}
    from case_plan p where p.file = ${file}::uuid`,
  move: file => sql`select m.id, m.due as day, m.recorded_by as wrote, ${untold}, ${alone}, m.kind as words
    from case_move m where m.file = ${file}::uuid`,
  'move step': file => sql`select e.id, e.on_day as day, e.by as wrote, ${untold}, ${alone},
    ${saying(sql`e.who, e.why`)} from case_move_event e join case_move m on m.id = e.move where m.file = ${file}::uuid`,
  event: file => sql`select e.id, ${dayOf('e.at')} as day, e.actor as wrote,
    case e.event when 'held' then 'paused' when 'resumed' then 'went on' when 'reopened' then 'went on' end as told,
    ${dayOf('e.at')} as told_on, e.at as told_at, ${alone}, e.why as words from case_event e where e.file = ${file}::uuid
    and e.event not in ('opened', 'led', 'joined', 'left', 'closed')
    and (e.event not in ('held', 'stepped up', 'stepped down')
      or (select true from case_review r where r.file = e.file and r.recorded_at = e.at and r.recorded_by = e.actor limit 1) is null)`,
}

const mine = (file: string): RawBuilder<unknown> => sql`(p.wrote = current_setting('app.actor')::uuid
  or (select true from manageable m where m.record = ${file}::uuid limit 1))`

/** Which parts of a kind the present actor can strike out: those they wrote; all, where they lead the case or opened it. */
export async function strikable(tx: Transaction, file: string, kind: PartKind): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select p.id from (${partsOf[kind](file)}) p where ${mine(file)}`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}

/** One part that the present actor can strike out; undefined where there is none. */
export async function partToStrike(
  tx: Transaction,
  file: string,
  kind: PartKind,
  id: string,
): Promise<Part | undefined> {
  const { rows } = await sql<Part>`
    select p.*, a.name as wrote_name from (${partsOf[kind](file)}) p left join account a on a.id = p.wrote
    where p.id = ${id}::uuid and ${mine(file)}`.execute(tx)
  return rows[0]
}

/** Whether a part of the case that stands tells the same of the same day. */
export async function isToldStill(tx: Transaction, file: string, told: Taken, on: string): Promise<boolean> {
  const telling = (['session', 'review', 'outcome', 'event'] as const).map(
    kind => sql`select p.told, p.told_on from (${partsOf[kind](file)}) p`,
  )
  const { rows } = await sql`select 1 from (${sql.join(telling, sql` union all `)}) t
    where t.told = ${told} and t.told_on = ${on}::date limit 1`.execute(tx)
  return rows.length > 0
}

/** What was struck out of a case, newest first: of these kinds, or of all. */
export async function struckOf(
  tx: Transaction,
  file: string,
  kinds: readonly PartKind[] = partKinds,
): Promise<StruckPart[]> {
  const { rows } = await sql<StruckPart>`
    select s.part, s.kind, s.day, s.reason, s.at, a.name as by_name from case_part_struck s left join account a on a.id = s.by
    where s.file = ${file}::uuid and s.kind = any(${[...kinds]}::text[]) order by s.at desc, s.part desc`.execute(tx)
  return rows
}

/**
 * Strikes a part out, with what was written beside it, counts back what was counted of it, and works the lists of work out anew. The
 * database refuses whoever neither wrote it nor leads the case, and a second time. Returns what was counted back, and whether the case
 * stands otherwise now: it is on hold or closed no longer, or again.
 */
export async function strikePart(
  tx: Transaction,
  file: string,
  { kind, part, reason }: { readonly kind: PartKind; readonly part: Part; readonly reason: PartReason },
  now: Date,
  today: string,
): Promise<{ readonly back: CountedBack; readonly moved: boolean }> {
  const before = await standingIn(tx, file)
  const rows = [{ id: part.id, kind }, ...part.beside.map(id => ({ id, kind: 'event' as const }))]
  for (const each of rows) {
    await sql`insert into case_part_struck (part, file, kind, day, reason, at, by) values (${each.id}::uuid, ${file}::uuid, ${each.kind},
      ${part.day}::date, ${reason}, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  }
  for (const { id } of rows)
    await sql`insert into case_part_hidden (part, file) values (${id}::uuid, ${file}::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: `case ${kind}`, subject: file, detail: { struck: reason, part: part.id } })
  const parts = [...rows.map(({ id }) => id), ...(kind === 'outcome' ? await followUpsAfter(tx, part.id) : [])]
  const back = await countBack(tx, parts, today)
  const after = await standingIn(tx, file)
  const missing = reopeningsMissing(Number(before === 'closed') - Number(after === 'closed'), back)
  if (missing !== 0) await count(tx, 'reopened', today, missing)
  await refreshCaseWork(tx, [file])
  return { back, moved: before !== after }
}

/** Whether a case is on hold, closed or neither, as far as what happened to it stands. */
async function standingIn(tx: Transaction, file: string): Promise<CaseState> {
  return stateOf((await caseById(tx, file))?.events.flatMap(factOf) ?? [])
}

/** The looks that were follow-ups of an ending. Without it, they are looks at another time. */
async function followUpsAfter(tx: Transaction, outcome: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select k.id from case_look k where k.outcome = ${outcome}::uuid`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

export type CountedBack = readonly { readonly what: Counted; readonly n: number }[]

/** Counts back what was counted of parts that no longer count, and is not counted back yet. Returns it. */
export async function countBack(tx: Transaction, parts: readonly string[], today: string): Promise<CountedBack> {
  const { rows } = await sql<{ part: string; file: string; what: Counted; n: number }>`
    select c.part, c.file, c.what, sum(c.n)::int as n from case_part_count c where c.part = any(${[...parts]}::uuid[])
    group by c.part, c.file, c.what having sum(c.n) <> 0`.execute(tx)
  for (const { part, file, what, n } of rows) await count(tx, what, today, -n, { part, file })
  return rows
}
