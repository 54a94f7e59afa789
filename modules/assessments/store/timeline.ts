import { sql } from 'kysely'
import { ukMoment } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { tellActor } from '#platform/notices'
import type { LifeEvent, NewLifeEvent, NewMoment } from '../rules/events.ts'
import type { Moment } from '../rules/moments.ts'

/** Adds what happened, with its reachable moment where it was one. Returns the id of the event. */
export async function addLifeEvent(tx: Transaction, file: string, it: NewLifeEvent, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into life_event (id, file, lane, what, from_low, from_high, until_low, until_high, ongoing, when_words, account, account_of,
      told_to, done, content_note, added_at, added_by)
    values (${id}, ${file}::uuid, ${it.lane}, ${it.what}, ${it.from.low}::date, ${it.from.high}::date, ${it.until?.low ?? null}::date,
      ${it.until?.high ?? null}::date, ${it.ongoing}, ${it.when_words}, ${it.account}, ${it.account_of}, ${it.told_to}, ${it.done}, ${it.content_note ?? ''},
      ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  if (it.moment !== null) await addMoment(tx, file, id, it.moment, now)
  await record(tx, { action: 'write', kind: 'life event', subject: id, detail: { file, lane: it.lane } })
  return id
}

async function addMoment(tx: Transaction, file: string, event: string, it: NewMoment, now: Date): Promise<void> {
  const clock = 'hours' in it ? { hours: it.hours, goer: it.goer, opened_at: openedAt(it, now) } : undefined
  const outcome = 'outcome' in it ? it.outcome : null
  const answer = 'answered_at' in it ? it : { answered_at: now, reached_on: null, missed_why: null }
  await sql`
    insert into reachable_moment (id, event, file, opened_at, hours, goer, outcome, answered_at, words, reached_on, missed_why)
    values (${newId()}, ${event}, ${file}::uuid, ${clock?.opened_at ?? null}, ${clock?.hours ?? null}, ${clock?.goer ?? null}::uuid,
      ${outcome}, ${outcome === null ? null : answer.answered_at}, ${it.words}, ${answer.reached_on}::date,
      ${answer.missed_why})`.execute(tx)
  if (clock !== undefined && outcome === null) await tellGoer(tx, file, clock.goer, now)
}

function openedAt(it: { readonly opened_at?: Date; readonly since?: string }, now: Date): Date {
  if (it.since === undefined) return it.opened_at ?? now
  const next = new Date(Date.parse(`${it.since}T00:00:00Z`) + 86_400_000)
  return ukMoment(next.toISOString().slice(0, 10), '00:00')
}

/** Tells whoever is to go, at once and without a name. Whoever sends themselves knows it. */
async function tellGoer(tx: Transaction, file: string, actor: string, now: Date): Promise<void> {
  await tellActor(tx, { actor, kind: 'moment given', record: file }, now)
}

/** Who goes now: whom it was handed to last, or else whoever was named first. */
const goer = sql`(select coalesce((select s.goer from moment_step s where s.moment = m.id and s.step = 'handed over'
  order by s.at desc, s.id desc limit 1), m.goer) as goer) g`

const steps = sql`(select coalesce(jsonb_agg(jsonb_build_object('step', s.step, 'goer_name', w.name, 'words', s.words, 'at', s.at,
  'by_name', b.name) order by s.at, s.id), '[]') from moment_step s left join account w on w.id = s.goer
  left join account b on b.id = s.by_whom where s.moment = m.id)`

const columns = sql`e.id, e.file, f.person, e.lane, e.what, e.from_low, e.from_high, e.until_low, e.until_high, e.ongoing, e.when_words,
  e.account, e.account_of, e.told_to, e.done, e.content_note,
  case when m.id is null then null else jsonb_build_object('id', m.id, 'opened_at', m.opened_at, 'hours', m.hours, 'goer', g.goer,
    'goer_name', p.name, 'outcome', m.outcome, 'answered_at', m.answered_at, 'words', m.words, 'reached_on', m.reached_on,
    'missed_why', m.missed_why, 'steps', ${steps}) end as moment`

const joined = sql`life_event e join assessment_file f on f.file = e.file left join reachable_moment m on m.event = e.id
  left join lateral ${goer} on true left join account p on p.id = g.goer`

/** What happened, in the order in which it began; what was struck out is left out. */
export async function lifeEventsOf(tx: Transaction, file: string): Promise<LifeEvent[]> {
  const { rows } = await sql<LifeEvent>`
    select ${columns} from ${joined} where e.file = ${file}::uuid and e.struck_at is null
    order by e.from_low, e.from_high, e.id`.execute(tx)
  return rows
}

/** A moment that nobody has answered yet, on the file to which it belongs. */
export type OpenMoment = Pick<Moment, 'id' | 'opened_at' | 'hours' | 'goer' | 'goer_name' | 'outcome'> & {
  readonly file: string
}

/** The moments that nobody has answered, of the files that the present actor may read, soonest first. */
export async function openMoments(tx: Transaction): Promise<OpenMoment[]> {
  const { rows } = await sql<OpenMoment>`
    select m.id, m.file, m.opened_at, m.hours, g.goer, p.name as goer_name, m.outcome from reachable_moment m
    join life_event e on e.id = m.event left join lateral ${goer} on true left join account p on p.id = g.goer
    where m.outcome is null and e.struck_at is null order by m.opened_at + m.hours * interval '1 hour', m.id`.execute(
    tx,
  )
  return rows
}

export type MomentAnswer = Pick<Moment, 'reached_on' | 'missed_why' | 'words'> & { readonly outcome: 'met' | 'missed' }

/** Says whether they were reached. Throws Conflict when somebody said so first. */
export async function answerMoment(
  tx: Transaction,
  id: string,
  { outcome, words, reached_on, missed_why }: MomentAnswer,
  now: Date,
): Promise<void> {
  const { numAffectedRows } = await sql`
    update reachable_moment set outcome = ${outcome}, answered_at = ${now}, words = ${words}, reached_on = ${reached_on}::date,
      missed_why = ${missed_why}
    where id = ${id}::uuid and outcome is null`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'reachable moment', subject: id, detail: { outcome } })
}

/**
 * Takes an event off the timeline because it is wrong. The row stays, with the reason. Throws Conflict while a clock runs for it: its
 * moment would go with nobody told.
 */
export async function strikeEvent(tx: Transaction, id: string, why: string, now: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    update life_event set struck_at = ${now}, struck_why = ${why} where id = ${id}::uuid and struck_at is null
      and not exists (select from reachable_moment m where m.event = life_event.id and m.outcome is null)`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'life event', subject: id, detail: { struck: true, why } })
}

/** Writes down that somebody tried, or that somebody else goes from now on (`goer`). The clock runs on. */
export async function addMomentStep(
  tx: Transaction,
  { moment, file, goer: to, words }: { moment: string; file: string; goer: string | null; words: string },
  now: Date,
): Promise<void> {
  const step = to === null ? 'tried' : 'handed over'
  await sql`
    insert into moment_step (id, moment, file, step, goer, words, at, by_whom)
    values (${newId()}, ${moment}::uuid, ${file}::uuid, ${step}, ${to}::uuid, ${words}, ${now}, current_setting('app.actor')::uuid)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'reachable moment', subject: moment, detail: { step } })
  if (to !== null) await tellGoer(tx, file, to, now)
}

/** A moment whose time has passed, as the clock sees it: no word about anybody. */
export type LateMoment = { readonly id: string; readonly file: string; readonly goer: string }

/** The moments whose time has passed and that nobody has answered, for the part of the system that tells of it. */
export async function lateMoments(tx: Transaction, now: Date): Promise<LateMoment[]> {
  const { rows } = await sql<LateMoment>`
    select m.id, m.file, g.goer from reachable_moment m join life_event e on e.id = m.event join lateral ${goer} on true
    where m.outcome is null and e.struck_at is null and m.opened_at + m.hours * interval '1 hour' < ${now}`.execute(tx)
  return rows
}
