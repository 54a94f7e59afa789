import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { Match, Mentor, MentorEvent, NewMentor } from '../rules/mentors.ts'

const columns = sql`m.id, m.called, m.agency, m.languages, m.interests, m.times, m.capacity, m.check_kind, m.checked_on, m.check_until,
  coalesce((select jsonb_agg(p.slot order by p.slot) from mentor_place p where p.mentor = m.id and p.freed_on is null), '[]') as taken
  from mentor m`

// The last day on which their checks hold, and what is newest of leaving, pausing and coming back: one who left stays away.
const checkedUntil = sql`greatest(m.check_until, (select max(e.until) from mentor_event e where e.mentor = m.id))`
const lastEvent = sql`coalesce((select e.event from mentor_event e where e.mentor = m.id and e.event <> 'checked'
  order by (e.event = 'left') desc, e.at desc, e.id desc limit 1), 'back')`

type Row = Omit<Mentor, 'events'>

async function withEvents(tx: Transaction, found: readonly Row[]): Promise<Mentor[]> {
  const { rows } = await sql<Mentor['events'][number] & { mentor: string }>`
    select e.mentor, e.event, e.until, e.why, e.at, a.name as by_name from mentor_event e left join account a on a.id = e.by
    where e.mentor = any(${found.map(({ id }) => id)}::uuid[]) order by e.at, e.id`.execute(tx)
  const events = Map.groupBy(rows, ({ mentor }) => mentor)
  return found.map(row => ({ ...row, events: events.get(row.id) ?? [] }))
}

export const mentorPageLength = 50

/** Mentors who have not left, last offered first, older than `before`: at most one more than a page holds. */
export async function mentorPage(tx: Transaction, before?: string): Promise<Mentor[]> {
  const { rows } = await sql<Row>`
    select ${columns} where (${before ?? null}::uuid is null or m.id < ${before ?? null}::uuid)
      and not exists (select from mentor_event e where e.mentor = m.id and e.event = 'left')
    order by m.id desc limit ${mentorPageLength + 1}`.execute(tx)
  return withEvents(tx, rows)
}

const mostOffered = 200

/**
 * Mentors with whom somebody can be matched on a day, last offered first: with a free place and checks that hold, neither away nor gone.
 * 200 at most.
 */
export async function freeMentors(tx: Transaction, today: string): Promise<Mentor[]> {
  const { rows } = await sql<Row>`
    select ${columns} where m.capacity > (select count(*) from mentor_place p where p.mentor = m.id and p.freed_on is null)
      and ${checkedUntil} >= ${today}::date and ${lastEvent} not in ('left', 'paused')
    order by m.id desc limit ${mostOffered}`.execute(tx)
  return withEvents(tx, rows)
}

/** Mentors whose checks end by a day, who pause or who have left, by their id. */
async function mentorsToWatch(tx: Transaction, until: string): Promise<Mentor[]> {
  const { rows } = await sql<Row>`
    select ${columns} where ${checkedUntil} <= ${until}::date or ${lastEvent} in ('left', 'paused') order by m.id`.execute(
    tx,
  )
  return withEvents(tx, rows)
}

/** These mentors as the present actor may read them: none for somebody who does not keep or choose mentors. */
export async function mentorsById(tx: Transaction, ids: readonly string[]): Promise<Mentor[]> {
  const { rows } = await sql<Row>`select ${columns} where m.id = any(${[...ids]}::uuid[])`.execute(tx)
  return withEvents(tx, rows)
}

/**
 * The cases that somebody leads, closed ones too, with a mentor whose checks end by a day, who pauses or who has left. It begins from those
 * mentors, who are few.
 */
export async function mentorsOfLead(
  tx: Transaction,
  actor: string,
  until: string,
): Promise<{ readonly file: string; readonly mentor: Mentor }[]> {
  const watched = new Map((await mentorsToWatch(tx, until)).map(it => [it.id, it]))
  if (watched.size === 0) return []
  const { rows } = await sql<{ file: string; mentor: string }>`
    select m.file, n.mentor from mentor_match_name n join mentor_match m on m.id = n.match
      join case_work w on w.file = m.file and w.member = ${actor}::uuid and w.lead = ${actor}::uuid
    where n.mentor = any(${[...watched.keys()]}::uuid[]) and not exists (select from mentor_match_end e where e.match = m.id)
    order by m.matched_on, m.id limit 100`.execute(tx)
  return rows.flatMap(({ file, mentor }) => {
    const found = watched.get(mentor)
    return found === undefined ? [] : [{ file, mentor: found }]
  })
}

export async function mentorById(tx: Transaction, id: string): Promise<Mentor | undefined> {
  const { rows } = await sql<Row>`select ${columns} where m.id = ${id}::uuid`.execute(tx)
  return (await withEvents(tx, rows))[0]
}

export async function addMentor(tx: Transaction, it: NewMentor, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into mentor (id, called, agency, languages, interests, times, capacity, check_kind, checked_on, check_until, offered_at, offered_by)
    values (${id}, ${it.called}, ${it.agency}, ${it.languages}, ${it.interests}, ${[...it.times]}::text[], ${it.capacity}, ${it.check_kind},
      ${it.checked_on}::date, ${it.check_until}::date, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'mentor', subject: id, detail: { offered: true } })
  return id
}

export async function addMentorEvent(tx: Transaction, mentor: string, it: MentorEvent, now: Date): Promise<void> {
  await sql`
    insert into mentor_event (id, mentor, event, until, why, at, by)
    values (${newId()}, ${mentor}::uuid, ${it.event}, ${it.until}::date, ${it.why}, ${now}, current_setting('app.actor')::uuid)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'mentor', subject: mentor, detail: { event: it.event } })
}

/** The mentors of a case, oldest first, each with how it ended. */
export async function matchesOf(tx: Transaction, file: string): Promise<Match[]> {
  const { rows } = await sql<Match>`
    select m.id, n.mentor, n.called, m.agency, m.why, m.own_view, m.matched_on, a.name as by_name, e.reason as end_reason, e.why as end_why,
      e.ended_on
    from mentor_match m left join mentor_match_name n on n.match = m.id left join mentor_match_end e on e.match = m.id left join account a on a.id = m.by
    where m.file = ${file}::uuid order by m.matched_on, m.id`.execute(tx)
  return rows
}

export type NewMatch = {
  readonly slot: number
  readonly why: string
  readonly own_view: string
  readonly matched_on: string
}

/** Takes a place with a mentor for a case. Two at once cannot take the same place: the database refuses the second. */
export async function addMatch(
  tx: Transaction,
  file: string,
  { id, called, agency }: Pick<Mentor, 'id' | 'called' | 'agency'>,
  it: NewMatch,
  now: Date,
): Promise<void> {
  const match = newId()
  await sql`
    insert into mentor_match (id, file, agency, why, own_view, matched_on, at, by)
    values (${match}, ${file}::uuid, ${agency}, ${it.why}, ${it.own_view}, ${it.matched_on}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await sql`
    insert into mentor_place (id, mentor, slot, taken_on, match)
    values (${newId()}, ${id}::uuid, ${it.slot}, ${it.matched_on}::date, ${match}::uuid)`.execute(tx)
  await sql`insert into mentor_match_name (match, mentor, called) values (${match}, ${id}::uuid, ${called})`.execute(tx)
  await record(tx, { action: 'write', kind: 'case mentor', subject: file, detail: { matched: true } })
}

export type NewMatchEnd = { readonly reason: string; readonly why: string; readonly ended_on: string }

/** Ends it, and frees the place. */
export async function endMatch(tx: Transaction, file: string, match: Match, it: NewMatchEnd, now: Date): Promise<void> {
  await sql`
    insert into mentor_match_end (match, reason, why, ended_on, at, by)
    values (${match.id}::uuid, ${it.reason}, ${it.why}, ${it.ended_on}::date, ${now}, current_setting('app.actor')::uuid)`.execute(
    tx,
  )
  await sql`update mentor_place set freed_on = greatest(taken_on, ${it.ended_on}::date) where match = ${match.id}::uuid`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'case mentor', subject: file, detail: { ended: it.reason } })
}
