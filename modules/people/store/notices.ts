import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict, NotAllowed } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { asMatcher, throughMatcher } from '#platform/search'
import {
  childKey,
  listingSteps,
  type NewNotice,
  type NoticeChild,
  type Noticed,
  type NoticeStep,
  stepsFor,
} from '../rules/notices.ts'
import { ownAgency } from './records.ts'

/** Writes down notices of one's own agency. Returns how many children they name. */
export async function addNotices(
  tx: Transaction,
  notices: readonly NewNotice[],
  { actor, now, batch }: { readonly actor: string; readonly now: Date; readonly batch?: string },
): Promise<number> {
  const agency = await ownAgency(tx)
  if (agency === undefined) throw new NotAllowed('You belong to no agency, so nobody gives this notice.')
  const rows = notices.map(({ children, ...notice }) => ({ ...notice, id: newId(), children }))
  await sql`
    insert into abuse_notice (id, agency, batch, reference, happened_on, address, postcode, given_at, given_by)
    select r.id, ${agency.id}::uuid, ${batch ?? null}::uuid, r.reference, r.happened_on, r.address, r.postcode, ${now}, ${actor}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, reference text, happened_on date, address text, postcode text)`.execute(tx)
  const children = rows.flatMap(({ id, children: named }) =>
    named.map(child => ({ ...child, notice: id, id: newId() })),
  )
  await sql`
    insert into abuse_notice_child (id, notice, given_name, family_name, born, school, witnessed)
    select id, notice, given_name, family_name, born, school, witnessed from jsonb_to_recordset(${JSON.stringify(children)}::jsonb)
      as r(id uuid, notice uuid, given_name text, family_name text, born date, school text, witnessed text)`.execute(tx)
  await record(
    tx,
    ...rows.map(({ id, children: named }) => ({
      action: 'write' as const,
      kind: 'notice of domestic abuse',
      subject: id,
      detail: { children: named.length },
    })),
  )
  return children.length
}

/** Which children one's own agency has named already under these references, whoever gave the notices: as `childKey` has them. */
export async function knownChildren(tx: Transaction, references: readonly string[]): Promise<Set<string>> {
  const agency = await ownAgency(tx)
  const { rows } = await asMatcher(tx, () =>
    sql<Omit<UnmatchedChild, 'id' | 'postcode'> & { readonly reference: string }>`
      select n.reference, c.given_name, c.family_name, c.born from abuse_notice n join abuse_notice_child c on c.notice = n.id
      where n.agency = ${agency?.id ?? null}::uuid and n.reference = any(${[...references]}::text[])`.execute(tx),
  )
  return new Set(rows.map(({ reference, ...child }) => childKey(reference, child)))
}

const inUse = 'The task and finish group has begun with a child of this load. Nothing was taken out.'
const notTheirs = 'Only whoever loaded these notices can take them out, within a day. Nothing was taken out.'

/**
 * Takes a batch of notices out again: the giver's own, within a day. Returns how many notices went; none of a file that was refused before
 * any was written. Throws Conflict, and takes nothing out, for anybody else, later, and where something was written down about a child.
 */
export async function undoNotices(tx: Transaction, batch: string): Promise<number> {
  const { rows } = await asMatcher(tx, () =>
    sql<{
      begun: boolean
    }>`select exists (select from abuse_notice_event e join abuse_notice_child c on c.id = e.child where c.notice = n.id)
        as begun from abuse_notice n where n.batch = ${batch}::uuid`.execute(tx),
  )
  if (rows.length === 0) return 0
  if (rows.some(({ begun }) => begun)) throw new Conflict(inUse)
  const { numAffectedRows } = await sql`delete from abuse_notice where batch = ${batch}::uuid`.execute(tx)
  if (Number(numAffectedRows ?? 0) === 0) throw new Conflict(notTheirs)
  await record(tx, { action: 'write', kind: 'notice of domestic abuse', subject: batch, detail: { takenOut: true } })
  return Number(numAffectedRows ?? 0)
}

export type UnmatchedChild = Pick<NoticeChild, 'given_name' | 'family_name' | 'born'> & {
  readonly id: string
  readonly postcode: string
}

const mostUnmatched = 500

/** As the matcher: the children of recent notices who are matched to nobody who stands, and those who were parted from a record, newest first. */
export async function unmatchedChildren(tx: Transaction, from: string): Promise<UnmatchedChild[]> {
  const { rows } = await sql<UnmatchedChild>`
    select c.id, c.given_name, c.family_name, c.born, n.postcode from abuse_notice_child c join abuse_notice n on n.id = c.notice
    where (n.happened_on >= ${from}::date or c.parted_at is not null)
      and (c.person is null or not exists (select from person_cluster k where k.cluster = c.person))
    order by n.happened_on desc, c.id limit ${mostUnmatched}`.execute(tx)
  return rows
}

/**
 * As the matcher: says whose record each child's is. Two children of one notice are never one person: where both are like one record, it
 * is neither's until somebody looks. Returns how many were matched.
 */
export async function keepMatched(tx: Transaction, found: ReadonlyMap<string, string>): Promise<number> {
  const rows = [...found].map(([id, person]) => ({ id, person }))
  const kept = await sql`update abuse_notice_child c set person = r.person
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, person uuid) where c.id = r.id`.execute(tx)
  const doubtful = await sql`update abuse_notice_child c set person = null from abuse_notice n
    where c.id = any(${[...found.keys()]}::uuid[]) and n.id = c.notice and exists (
      select from abuse_notice_child o join abuse_notice m on m.id = o.notice
      where m.agency = n.agency and m.reference = n.reference and o.person = c.person
        and lower(o.given_name || ' ' || o.family_name) <> lower(c.given_name || ' ' || c.family_name))`.execute(tx)
  return Number(kept.numAffectedRows ?? 0) - Number(doubtful.numAffectedRows ?? 0)
}

/** As the matcher: the children of notices, of whatever day, who are matched to any of these. */
export async function matchedTo(tx: Transaction, persons: readonly string[]): Promise<UnmatchedChild[]> {
  if (persons.length === 0) return []
  const { rows } = await sql<UnmatchedChild>`
    select c.id, c.given_name, c.family_name, c.born, n.postcode from abuse_notice_child c join abuse_notice n on n.id = c.notice
    where c.person = any(${[...persons]}::uuid[]) order by c.id`.execute(tx)
  return rows
}

/** As the matcher: the children who were matched to these persons are matched to those instead. */
export async function moveMatched(tx: Transaction, moved: ReadonlyMap<string, string>): Promise<void> {
  if (moved.size === 0) return
  const rows = [...moved].map(([from, to]) => ({ from, to }))
  await sql`update abuse_notice_child c set person = r."to"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("from" uuid, "to" uuid) where c.person = r."from"`.execute(
    tx,
  )
}

/** As the matcher: says anew whose record each child's is, nobody's where it is null, and that it was in doubt until now. */
export async function keepMatchedAnew(
  tx: Transaction,
  found: ReadonlyMap<string, string | null>,
  now: Date,
): Promise<void> {
  const rows = [...found].map(([id, person]) => ({ id, person }))
  await sql`update abuse_notice_child c set person = r.person, parted_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, person uuid) where c.id = r.id`.execute(tx)
}

export type NoticedChild = Noticed & { readonly agency: string }

/** Whose steps are asked for: those of the task and finish group, or the two that are the forum's. */
export type StepsOf = 'group' | 'forum'

const stepsOf: Readonly<Record<StepsOf, readonly NoticeStep[]>> = {
  group: [...stepsFor(true), ...stepsFor(false)],
  forum: ['to the forum', 'seen by the forum'],
}

// Whoever was told before a child was parted from a record may have been the other's: it does not answer the notice any more.
const counts = sql`(e.event <> 'lead told' or c.parted_at is null or e.at > c.parted_at)`

const children = (notices: RawBuilder<unknown>, whose: StepsOf) => sql`
    select c.id, c.given_name, c.family_name, c.born, c.school, c.witnessed, c.person, n.happened_on, n.given_at, a.name as agency,
      (select e.event from abuse_notice_event e where e.child = c.id and e.event = any(${[...stepsOf[whose]]}::text[])
        and ${counts} order by e.at desc, e.id desc limit 1) as step,
      (select e.event from abuse_notice_event e where e.child = c.id and e.event = any(${whose === 'group' ? [...listingSteps] : []}::text[])
        and ${counts} order by e.at desc, e.id desc limit 1) as listed_by
    from abuse_notice_child c join ${notices} n on n.id = c.notice join audience a on a.id = n.agency`

/** The children of notices since a day, for those with both keys of the group. */
export async function noticedChildren(tx: Transaction, from: string): Promise<NoticedChild[]> {
  const { rows } = await sql<NoticedChild>`
    ${children(sql`abuse_notice`, 'group')} where n.happened_on >= ${from}::date order by n.happened_on desc, c.id`.execute(
    tx,
  )
  return rows
}

export async function noticedChild(tx: Transaction, id: string): Promise<NoticedChild | undefined> {
  const { rows } = await sql<NoticedChild>`${children(sql`abuse_notice`, 'group')} where c.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The same for those with both keys of the forum: of a notice they read the day and who gave it, and never where it was. */
export async function childrenSeen(tx: Transaction, from: string): Promise<NoticedChild[]> {
  const notices = await throughMatcher(tx, () =>
    sql`select id, happened_on, given_at, agency from abuse_notice where happened_on >= ${from}::date`.execute(tx),
  )
  const facts = sql`jsonb_to_recordset(${JSON.stringify(notices.rows)}::jsonb)
    as n (id uuid, happened_on date, given_at timestamptz, agency uuid)`
  const { rows } = await sql<NoticedChild>`
    ${children(sql`(select * from ${facts})`, 'forum')} order by n.happened_on desc, c.id`.execute(tx)
  return rows
}

/** Which seats the present actor has: in the task and finish group, and in the forum. */
export async function seatsOf(tx: Transaction): Promise<Readonly<Record<StepsOf, boolean>>> {
  const { rows } = await sql<Record<StepsOf, boolean>>`
    select exists (select from task_group_seat) as "group", exists (select from witness_forum_seat) as forum`.execute(
    tx,
  )
  return rows[0] ?? { group: false, forum: false }
}

export type StepTaken = {
  readonly event: NoticeStep
  readonly why: string
  readonly at: Date
  readonly actor_name: string
}

/** What was done about a child: every step to the group, its own two to the forum. */
export async function stepsTaken(tx: Transaction, child: string, whose: StepsOf): Promise<StepTaken[]> {
  const { rows } = await sql<StepTaken>`
    select e.event, e.why, e.at, a.name as actor_name from abuse_notice_event e join account a on a.id = e.actor
    where e.child = ${child}::uuid and e.event = any(${whose === 'group' ? [...stepsOf.group, ...stepsOf.forum] : [...stepsOf.forum]}::text[])
    order by e.at, e.id`.execute(tx)
  return rows
}

export async function addStep(
  tx: Transaction,
  child: string,
  { event, why }: Pick<StepTaken, 'event' | 'why'>,
  actor: string,
  now: Date,
): Promise<void> {
  await sql`insert into abuse_notice_event (id, child, event, why, at, actor)
    values (${newId()}, ${child}, ${event}, ${why}, ${now}, ${actor})`.execute(tx)
  if (event === 'to the forum')
    await sql`update abuse_notice_child set for_forum = true where id = ${child}::uuid`.execute(tx)
  await record(tx, { action: 'write', kind: 'child with a notice', subject: child, detail: { event } })
}

/** A notice as it speaks of one child. */
export type NoticeAbout = Pick<NoticedChild, 'happened_on' | 'school' | 'witnessed' | 'agency'>

/** When notices named the person of this record: for answering that person's own request. Runs as the matcher. */
export async function noticesAbout(tx: Transaction, person: string): Promise<NoticeAbout[]> {
  const { rows } = await asMatcher(tx, () =>
    sql<Omit<NoticeAbout, 'agency'> & { readonly given_by_agency: string }>`
      select n.happened_on, c.school, c.witnessed, n.agency as given_by_agency
      from abuse_notice_child c join abuse_notice n on n.id = c.notice
      join person_cluster k on k.cluster = c.person where k.record = ${person}::uuid order by n.happened_on, c.id`.execute(
      tx,
    ),
  )
  const { rows: agencies } = await sql<{ id: string; name: string }>`
    select id, name from audience where id = any(${rows.map(it => it.given_by_agency)}::uuid[])`.execute(tx)
  const names = new Map(agencies.map(({ id, name }) => [id, name]))
  return rows.map(({ given_by_agency: agency, ...it }) => ({ ...it, agency: names.get(agency) ?? '' }))
}
