// The lists of work: see sql/0051_caseload.sql.
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { asMatcher } from '#platform/search'
import {
  type CaseFacts,
  type CaseWork,
  type DatedEvent,
  type PlanFacts,
  type Waits,
  workOf,
} from '../rules/caseload.ts'
import type { CaseState } from '../rules/state.ts'

type Dated = Omit<DatedEvent, 'at'> & { readonly at: string }
type Row = Pick<CaseFacts, 'openedOn' | 'reviewed' | 'nextReview' | 'assessed' | 'reviewDays'> & {
  readonly file: string
  readonly events: readonly Dated[]
  readonly plans: readonly PlanFacts[]
}

/**
 * Works the rows of these cases out anew, as the part of the system that sees dates and kinds of events and no word that anybody wrote:
 * not everybody who adds to a case reads all that decides where it stands.
 */
export async function refreshCaseWork(tx: Transaction, files: readonly string[]): Promise<void> {
  await asMatcher(tx, async () => {
    for (const row of await factsOf(tx, files)) await keep(tx, row.file, workFrom(row))
  })
}

const workFrom = (row: Row): CaseWork =>
  workOf({ ...row, events: row.events.map(it => ({ ...it, at: new Date(it.at) })) })

async function factsOf(tx: Transaction, files: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select c.id as file, c.opened_on as "openedOn", v.held_on as reviewed, v.next_on as "nextReview",
      (select x.review_days from case_pathway x where x.file = c.id order by x.chosen_at desc, x.id desc limit 1) as "reviewDays",
      (select max(a.made_at) from assessment a where a.file = c.id) as assessed,
      (select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'at', e.at, 'member', e.member) order by e.at, e.id), '[]')
        from case_event e where e.file = c.id) as events,
      (select coalesce(jsonb_agg(jsonb_build_object('version', p.version, 'madeOn', p.made_on,
        'signed', (select count(*) > 0 from case_sign_off s where s.plan = p.id),
        'agreements', (select coalesce(jsonb_agg(jsonb_build_object('what', r.what, 'answer', r.answer, 'reason', r.reason, 'answered_on', r.answered_on,
          'recorded_at', r.recorded_at)), '[]') from case_agreement r where r.plan = p.id))), '[]')
        from case_plan p where p.file = c.id) as plans
    from case_file c left join lateral (select held_on, next_on from case_review r where r.file = c.id
      order by r.held_on desc, r.id desc limit 1) v on true
    where c.id = any(${[...files]}::uuid[])`.execute(tx)
  return rows
}

async function keep(tx: Transaction, file: string, work: CaseWork): Promise<void> {
  await sql`delete from case_work where file = ${file}::uuid and member = any(${[...work.gone]}::uuid[])`.execute(tx)
  await sql`update case_work set state = ${work.state}, lead = ${work.lead}::uuid, waits = ${work.waits}, due_on = ${work.dueOn}::date,
    closed_on = ${work.closedOn}::date, unsigned = ${work.unsigned} where file = ${file}::uuid`.execute(tx)
  await addTo(tx, file, work, work.team)
}

async function addTo(tx: Transaction, file: string, work: CaseWork, members: readonly string[]): Promise<void> {
  await sql`
    insert into case_work (file, member, state, lead, waits, due_on, closed_on, unsigned)
    select ${file}::uuid, m.member, ${work.state}, ${work.lead}::uuid, ${work.waits}, ${work.dueOn}::date, ${work.closedOn}::date,
      ${work.unsigned}
    from unnest(${[...members]}::uuid[]) as m(member) on conflict (member, file) do nothing`.execute(tx)
}

/** Puts a new case in the list of whoever opened it, who need not be in its team. They stay until somebody takes them out. */
export async function listForOpener(tx: Transaction, file: string, opener: string): Promise<void> {
  await asMatcher(tx, async () => {
    const [facts] = await factsOf(tx, [file])
    if (facts !== undefined) await addTo(tx, file, workFrom(facts), [opener])
  })
}

/**
 * Makes the rows of cases that have none yet: those of a database from before the lists. For the migrator, who sees to whom a case
 * was given by name. Returns how many cases.
 */
export async function addMissingCaseWork(tx: Transaction): Promise<number> {
  for (let added = 0; ; ) {
    const { rows } = await asMatcher(tx, () =>
      sql<{ id: string }>`select c.id from case_file c
        where not exists (select from case_work w where w.file = c.id) limit 500`.execute(tx),
    )
    if (rows.length === 0) return added
    const files = rows.map(({ id }) => id)
    await refreshCaseWork(tx, files)
    for (const { file, manager } of await managersOf(tx, files)) await listForOpener(tx, file, manager)
    added += rows.length
  }
}

async function managersOf(tx: Transaction, files: readonly string[]): Promise<{ file: string; manager: string }[]> {
  const { rows } = await sql<{ file: string; manager: string }>`
    select distinct a.record as file, m.actor as manager from access a join audience u on u.id = a.audience and u.kind = 'person'
    join membership m on m.audience = a.audience
    where a.record = any(${[...files]}::uuid[]) and a.level = 40 and a.starts <= now() and (a.ends is null or a.ends > now())`.execute(
    tx,
  )
  return rows
}

/** How somebody looks at their cases: everything that is asked for must hold. */
export type CaseFilter = {
  readonly whose: 'anyone' | 'nobody' | 'mine' | 'colleagues'
  readonly late: boolean
  readonly waits?: Waits | undefined
  /** The agency whose people lead. */
  readonly agency?: string | undefined
  /** One person who leads. */
  readonly lead?: string | undefined
}

export type WorkRow = {
  readonly file: string
  readonly state: CaseState
  readonly lead: string | null
  readonly lead_name: string | null
  readonly waits: Waits
  readonly due_on: string | null
}

export const workLength = 30

type Asked = { readonly actor: string; readonly today: string; readonly after?: string | undefined }

/** The open cases of somebody that come after the case `after`, the soonest due first: one more than a page holds, if there are more. */
export async function caseWorkPage(tx: Transaction, filter: CaseFilter, asked: Asked): Promise<WorkRow[]> {
  const { rows } = await (await caseWorkQuery(tx, filter, asked)).execute(tx)
  return rows
}

/** How that page is asked for: the tests of its plan ask the same. */
export async function caseWorkQuery(
  tx: Transaction,
  filter: CaseFilter,
  { actor, today, after }: Asked,
): Promise<RawBuilder<WorkRow>> {
  return sql<WorkRow>`
    select w.file, w.state, w.lead, w.waits, w.due_on, p.name as lead_name
    from case_work w left join account p on p.id = w.lead
    where w.member = ${actor}::uuid and w.state <> 'closed' ${ledBy(filter, actor)}
      ${filter.late ? sql`and w.due_key < ${today}::date` : sql``}
      ${filter.waits === undefined ? sql`` : sql`and w.waits = ${filter.waits}`}
      ${filter.agency === undefined ? sql`` : sql`and p.agency = ${filter.agency}::uuid`}
      ${await following(tx, actor, after)}
    order by w.due_key, w.file limit ${workLength + 1}`
}

function ledBy({ whose, lead }: CaseFilter, actor: string): RawBuilder<unknown> {
  if (lead !== undefined) return sql`and w.lead = ${lead}::uuid`
  if (whose === 'nobody') return sql`and w.lead is null`
  if (whose === 'mine') return sql`and w.lead = ${actor}::uuid`
  return whose === 'colleagues' ? sql`and w.lead <> ${actor}::uuid` : sql``
}

// The key is read first and sent as values: so the page begins in the index where the last one ended.
async function following(tx: Transaction, actor: string, after: string | undefined): Promise<RawBuilder<unknown>> {
  if (after === undefined) return sql``
  const { rows } = await sql<{ key: string }>`select due_key::text as key from case_work
    where member = ${actor}::uuid and file = ${after}::uuid`.execute(tx)
  const key = rows[0]?.key
  return key === undefined ? sql`` : sql`and (w.due_key, w.file) > (${key}::date, ${after}::uuid)`
}

/** The cases of somebody's lists, the closed ones too, newest first, older than `before`: one more than a page holds, if there are more. */
export async function newestFiles(tx: Transaction, actor: string, before: string | undefined): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`select w.file from case_work w
    where w.member = ${actor}::uuid ${before === undefined ? sql`` : sql`and w.file < ${before}::uuid`}
    order by w.file desc limit ${workLength + 1}`.execute(tx)
  return rows.map(({ file }) => file)
}

export type LeadCount = {
  readonly lead: string | null
  readonly name: string | null
  readonly agency: string | null
  readonly open: number
  readonly late: number
  readonly held: number
}

/** How many of somebody's open cases each person leads, how many of these are late or on hold; those that nobody leads first. */
export async function countsByLead(tx: Transaction, actor: string, today: string): Promise<LeadCount[]> {
  const { rows } = await sql<LeadCount>`
    select x.lead, p.name, g.name as agency, x.open, x.late, x.held
    from (select w.lead, count(*)::int as open, (count(*) filter (where w.due_key < ${today}::date))::int as late,
        (count(*) filter (where w.state = 'held'))::int as held
      from case_work w where w.member = ${actor}::uuid and w.state <> 'closed' group by w.lead) x
    left join account p on p.id = x.lead left join agency g on g.id = p.agency
    order by x.lead is not null, g.name, p.name, x.lead`.execute(tx)
  return rows
}
