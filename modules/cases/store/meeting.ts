// The first meeting that a kind of help asks for.
import { sql } from 'kysely'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Meeting, meetBy } from '../rules/meeting.ts'
import { workLength } from './caseload.ts'
import { type Waiting, waiting } from './day.ts'

// For a query over `case_file c`: the kind of help that it follows now, where that asks for a meeting.
const asked = sql`lateral (select x.contact_hours from case_pathway x where x.file = c.id order by x.chosen_at desc, x.id desc limit 1) p
  on p.contact_hours is not null`
const from = sql`coalesce(c.meet_from, c.opened_at) as "from", c.meet_from_what as what, p.contact_hours as hours`
const struck = sql`(select true from group_session_struck x where x.session = g.id) is null`

/** The first meeting of a case, as far as the present actor reads sessions; undefined where its kind of help asks for none. */
export async function meetingOf(tx: Transaction, file: string): Promise<Meeting | undefined> {
  const { rows } = await sql<Meeting>`
    select ${from}, least((select min(s.held_on) from case_session s where s.file = c.id and s.came = 'came'),
      (select min(g.held_on) from group_session g where g.file = c.id and ${struck})) as met_on
    from case_file c join ${asked} where c.id = ${file}::uuid`.execute(tx)
  return rows[0]
}

/** Which session the first meeting was, alone or with their group; undefined where nobody met them. */
export async function firstMeeting(tx: Transaction, file: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from (select s.id, s.held_on from case_session s where s.file = ${file}::uuid and s.came = 'came'
      union all select g.id, g.held_on from group_session g where g.file = ${file}::uuid and ${struck}) x
    order by held_on, id limit 1`.execute(tx)
  return rows[0]?.id
}

const owed = (actor: string) => sql`
  from case_work w join case_file c on c.id = w.file join ${asked}
  where w.member = ${actor}::uuid and w.lead = ${actor}::uuid and w.state <> 'closed' and w.state <> 'held'
    and (select true from case_session s where s.file = w.file and s.came = 'came' limit 1) is null
    and (select true from group_session g where g.file = w.file and ${struck} limit 1) is null`

export type Owed = Omit<Meeting, 'met_on'> & { readonly file: string }

/**
 * The cases that somebody leads where their kind of help asks for a first meeting and nobody has met them, alone or with their group, the
 * soonest due first.
 */
export async function meetingsOwed(tx: Transaction, actor: string): Promise<Waiting<Owed>> {
  const { rows } = await sql<Owed>`
    select w.file, ${from} ${owed(actor)}
    order by coalesce(c.meet_from, c.opened_at) + p.contact_hours * interval '1 hour', w.file limit ${workLength + 1}`.execute(
    tx,
  )
  const found = await waiting(rows, async () => {
    const counted = await sql<{ n: number }>`select count(*)::int as n ${owed(actor)}`.execute(tx)
    return counted.rows[0]?.n ?? 0
  })
  const next = rows[workLength]
  return { ...found, next: next && ukDay(meetBy(next)) }
}
