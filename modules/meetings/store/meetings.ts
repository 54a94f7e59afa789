import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { meetingsOf } from '../collections.ts'
import type { MeetingEvent, MeetingEventName } from '../rules/meeting.ts'

export type EventShown = MeetingEvent & {
  readonly actor_name: string | null
  readonly words: string
  /** The day of the later meeting that approved the minutes. */
  readonly approved_on: string | null
}

export type Meeting = {
  readonly id: string
  readonly group_key: string
  readonly group_name: string
  readonly on_day: string
  readonly at_time: string
  readonly place: string
  readonly online: boolean
  readonly chair: string
  readonly chair_name: string | null
  readonly events: readonly EventShown[]
}

const columns = sql`m.id, m.group_key, coalesce(b.name, m.group_key) as group_name, m.on_day, m.at_time, m.place, m.online,
  m.chair, c.name as chair_name,
  (select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'at', e.at, 'actor_name', k.name, 'words', e.words,
      'approved_on', l.on_day) order by e.at, e.id), '[]')
    from meeting_event e left join account k on k.id = e.actor left join meeting l on l.id = e.approved_in
    where e.meeting = m.id) as events`
const joined = sql`meeting m left join board_group b on b.key = m.group_key left join account c on c.id = m.chair`

async function meetingsWhere(tx: Transaction, condition: ReturnType<typeof sql>): Promise<Meeting[]> {
  const { rows } = await sql<Meeting>`
    select ${columns} from ${joined} where ${condition} order by m.on_day desc, m.id desc limit 60`.execute(tx)
  // Times inside JSON arrive as text.
  return rows.map(row => ({ ...row, events: row.events.map(it => ({ ...it, at: new Date(it.at) })) }))
}

export async function meetingById(tx: Transaction, id: string): Promise<Meeting | undefined> {
  return (await meetingsWhere(tx, sql`m.id = ${id}::uuid`))[0]
}

/** The newest meetings of every group of the present actor, the latest day first; 60 at most. */
export function meetings(tx: Transaction): Promise<Meeting[]> {
  return meetingsWhere(tx, sql`true`)
}

/** The newest meetings of one group, the latest day first; 60 at most. */
export function meetingsOfGroup(tx: Transaction, group: string): Promise<Meeting[]> {
  return meetingsWhere(tx, sql`m.group_key = ${group}`)
}

export type MeetingDetails = {
  readonly onDay: string
  readonly atTime: string
  readonly place: string
  readonly online: boolean
  readonly chair: string
}

/** Plans a meeting of a group, as somebody who runs its meetings. Returns its id. */
export async function planMeeting(tx: Transaction, group: string, it: MeetingDetails, at: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into meeting (id, collection, group_key, on_day, at_time, place, online, chair, planned_by, planned_at)
    values (${id}, ${meetingsOf(group)}, ${group}, ${it.onDay}::date, ${it.atTime}, ${it.place}, ${it.online}, ${it.chair},
      current_setting('app.actor')::uuid, ${at})`.execute(tx)
  await addMeetingEvent(tx, id, { event: 'planned', words: '' }, at)
  return id
}

/** Changes when, where and by whom a meeting is held. Throws Conflict where the present actor does not run it. */
export async function changeMeeting(
  tx: Transaction,
  id: string,
  it: MeetingDetails,
  why: string,
  at: Date,
): Promise<void> {
  const { numAffectedRows } = await sql`
    update meeting set on_day = ${it.onDay}::date, at_time = ${it.atTime}, place = ${it.place}, online = ${it.online},
      chair = ${it.chair} where id = ${id}::uuid`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await addMeetingEvent(tx, id, { event: 'changed', words: why }, at)
}

export type NewMeetingEvent = {
  readonly event: MeetingEventName
  readonly words: string
  readonly approvedIn?: string | undefined
}

export async function addMeetingEvent(tx: Transaction, meeting: string, it: NewMeetingEvent, at: Date): Promise<void> {
  await sql`
    insert into meeting_event (id, meeting, at, actor, event, approved_in, words)
    values (${newId()}, ${meeting}, ${at}, current_setting('app.actor')::uuid, ${it.event}, ${it.approvedIn ?? null}, ${it.words})`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'meeting', subject: meeting, detail: { event: it.event } })
}

export type Attendance = 'came' | 'online' | 'apologies' | 'absent'

/** Notes whether somebody came. A member may send their own apologies; whoever runs the meeting notes the rest. */
export async function noteAttendance(
  tx: Transaction,
  meeting: string,
  noted: readonly { readonly account: string; readonly standing: Attendance }[],
  at: Date,
): Promise<void> {
  for (const { account, standing } of noted)
    await sql`insert into meeting_attendance (id, meeting, account, standing, at, noted_by)
      values (${newId()}, ${meeting}, ${account}, ${standing}, ${at}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'attendance', subject: meeting, detail: { noted: noted.length } })
}

export type Attended = {
  readonly account: string
  readonly name: string | null
  readonly agency: string | null
  readonly standing: Attendance
}

/** What was noted last about each person, by agency and name. */
export async function attendanceOf(tx: Transaction, meeting: string): Promise<Attended[]> {
  const { rows } = await sql<Attended>`
    select * from (
      select distinct on (t.account) t.account, k.name, g.name as agency, t.standing
      from meeting_attendance t left join account k on k.id = t.account left join agency g on g.id = k.agency
      where t.meeting = ${meeting}::uuid order by t.account, t.at desc, t.id desc) latest
    order by agency, name`.execute(tx)
  return rows
}
