// Parts of a case that are struck out: see sql/0067_struck_out.sql. Once that is done the database hides the part, so no other question asks
// whether it stands.
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { type PartKind, type PartReason, partKinds, type StruckPart } from '../rules/struck.ts'
import { refreshCaseWork } from './caseload.ts'
import { count } from './counts.ts'

export type Part = {
  readonly id: string
  readonly day: string
  readonly wrote: string
  readonly wrote_name: string | null
  readonly words: string
  /** Whether the service that supports partners was told of it by itself. */
  readonly news: boolean
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

/** Each kind of part of the case `file`: its day, who wrote it, and its words. */
const partsOf: Readonly<Record<PartKind, (file: string) => RawBuilder<unknown>>> = {
  session: file => sql`select s.id, s.held_on as day, s.recorded_by as wrote, s.came <> 'called off' as news, ${alone},
    ${saying(sql`s.held_at, s.done, s.own_view, s.missed_why, s.missed_done, s.next`)}
    from case_session s where s.file = ${file}::uuid`,
  review: file => sql`select r.id, r.held_on as day, r.recorded_by as wrote, r.decision = 'hold' as news,
    ${besides('r', sql`'held', 'stepped up', 'stepped down'`)}, ${saying(sql`r.changed, r.own_words, r.no_words_why, r.why`)}
    from case_review r where r.file = ${file}::uuid`,
  look: file => sql`select k.id, k.seen_on as day, k.recorded_by as wrote, false as news, ${alone},
    ${saying(sql`k.why_not, k.own_words, k.no_words_why`)} from case_look k where k.file = ${file}::uuid`,
  outcome:
    file => sql`select o.id, o.ended_on as day, o.recorded_by as wrote, true as news, ${besides('o', sql`'closed'`)},
    ${saying(sql`o.reason, o.why, o.own_view, o.helped, o.not_helped, o.if_again, o.handover_to,
      o.handover`)} from case_outcome o where o.file = ${file}::uuid`,
  plan: file => sql`select p.id, p.made_on as day, p.made_by as wrote, false as news, ${alone},
    ${saying(sql`'Version ' || p.version, (select string_agg(g.words, ' ' order by g.position) from case_goal g
      where g.plan = p.id)`)}
    from case_plan p where p.file = ${file}::uuid`,
  move: file => sql`select m.id, m.due as day, m.recorded_by as wrote, false as news, ${alone}, m.kind as words
    from case_move m where m.file = ${file}::uuid`,
  'move step': file => sql`select e.id, e.on_day as day, e.by as wrote, false as news, ${alone},
    ${saying(sql`e.who, e.why`)} from case_move_event e join case_move m on m.id = e.move where m.file = ${file}::uuid`,
  event: file => sql`select e.id, (e.at at time zone 'Europe/London')::date as day, e.actor as wrote,
    e.event in ('held', 'resumed', 'reopened') as news, ${alone}, e.why as words from case_event e where e.file = ${file}::uuid
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
 * database refuses whoever neither wrote it nor leads the case, and a second time. Returns what was counted back.
 */
export async function strikePart(
  tx: Transaction,
  file: string,
  { kind, part, reason }: { readonly kind: PartKind; readonly part: Part; readonly reason: PartReason },
  now: Date,
  today: string,
): Promise<string[]> {
  const rows = [{ id: part.id, kind }, ...part.beside.map(id => ({ id, kind: 'event' as const }))]
  for (const each of rows) {
    await sql`insert into case_part_struck (part, file, kind, day, reason, at, by) values (${each.id}::uuid, ${file}::uuid, ${each.kind},
      ${part.day}::date, ${reason}, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  }
  for (const { id } of rows)
    await sql`insert into case_part_hidden (part, file) values (${id}::uuid, ${file}::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: `case ${kind}`, subject: file, detail: { struck: reason, part: part.id } })
  const back = await countBack(
    tx,
    rows.map(({ id }) => id),
    today,
  )
  await refreshCaseWork(tx, [file])
  return back
}

/** Counts back what was counted of parts that no longer count. Returns the words of it. */
export async function countBack(tx: Transaction, parts: readonly string[], today: string): Promise<string[]> {
  const { rows } = await sql<{ what: Parameters<typeof count>[1]; n: number }>`
    select c.what, sum(c.n)::int as n from case_part_count c where c.part = any(${[...parts]}::uuid[]) group by c.what`.execute(
    tx,
  )
  for (const { what, n } of rows) await count(tx, what, today, -n)
  return rows.map(({ what }) => what)
}
