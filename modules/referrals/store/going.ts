import { sql } from 'kysely'
import { audienceId, endReading, levels, whoMay } from '#platform/access'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { record } from '#platform/ledger'
import { tellActor } from '#platform/notices'
import type { Going } from '../rules/going.ts'
import { giveReferral } from './triage.ts'

const columns = sql`m.referral, m.opened_at, m.hours, m.goer, p.name as goer_name, m.words, m.outcome, m.answered_at,
  m.reached_on::text as reached_on, m.missed_why, m.what_happened`
const from = sql`referral_moment m left join account p on p.id = m.goer`

/** Who goes because of this referral, as far as the present actor may read it. */
export async function goingOf(tx: Transaction, referral: string): Promise<Going | undefined> {
  const { rows } = await sql<Going>`select ${columns} from ${from} where m.referral = ${referral}::uuid`.execute(tx)
  return rows[0]
}

/** To whom nobody has said yet whether they went, of the referrals that the present actor may read, the soonest due first. */
export async function openGoings(tx: Transaction): Promise<Going[]> {
  const { rows } = await sql<Going>`
    select ${columns} from ${from} where m.outcome is null order by m.opened_at + m.hours * interval '1 hour', m.referral
    limit 100`.execute(tx)
  return rows
}

export type Named = Pick<Going, 'referral' | 'opened_at' | 'hours' | 'goer' | 'words'>

/** Names who goes, lets them read the referral and tells them at once, as whoever sorts it. Throws Conflict where somebody goes already. */
export async function nameGoer(tx: Transaction, it: Named, now: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into referral_moment (referral, opened_at, hours, goer, words, named_by)
    values (${it.referral}::uuid, ${it.opened_at}, ${it.hours}, ${it.goer}::uuid, ${it.words}, current_setting('app.actor')::uuid)
    on conflict (referral) do nothing`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'referral moment', subject: it.referral, detail: { hours: it.hours } })
  await sendGoer(tx, it, now)
}

/**
 * Sends somebody else, in place of whoever was to go: they are told, and read it no longer for that. The clock runs on. Throws Conflict
 * where it was answered.
 */
export async function sendAnother(tx: Transaction, it: Pick<Named, 'referral' | 'goer'>, now: Date): Promise<void> {
  const before = await goingOf(tx, it.referral)
  const { numAffectedRows } = await sql`
    update referral_moment set goer = ${it.goer}::uuid where referral = ${it.referral}::uuid and outcome is null`.execute(
    tx,
  )
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'referral moment', subject: it.referral, detail: { handedOver: true } })
  if (before !== undefined && before.goer !== it.goer) await callBack(tx, before, now)
  await sendGoer(tx, it, now)
}

const whyTheyRead = 'Goes to them, because they can be reached now'

/** Tells whoever was to go that they are not, and ends what they read for it: not what they were given to read for another reason. */
async function callBack(tx: Transaction, { referral, goer }: Pick<Named, 'referral' | 'goer'>, now: Date) {
  const people = (await whoMay(tx, referral)).filter(({ kind, level }) => kind === 'person' && level === levels.read)
  const theirs = audienceId('person', goer)
  const others = people.filter(({ audience, why }) => audience !== theirs || why !== whyTheyRead)
  await endReading(
    tx,
    referral,
    'referral',
    others.map(({ audience }) => audience),
  )
  await tellActor(
    tx,
    { actor: goer, kind: 'referral moment ended', record: referral, occasion: now.toISOString() },
    now,
  )
}

/** Long enough to go, and to write down what came of it. */
const readsFor = 30 * 86_400_000

async function sendGoer(
  tx: Transaction,
  { referral, goer }: Pick<Named, 'referral' | 'goer'>,
  now: Date,
): Promise<void> {
  const until = new Date(now.getTime() + readsFor)
  await giveReferral(tx, referral, goer, whyTheyRead, until)
  const occasion = now.toISOString()
  await tellActor(tx, { actor: goer, kind: 'referral moment given', record: referral, occasion }, now)
}

export type GoingAnswer = Pick<Going, 'reached_on' | 'missed_why' | 'what_happened'> & {
  readonly outcome: 'met' | 'missed' | 'moved'
}

/** Says what came of it, as whoever goes or sorts it. Throws Conflict when somebody said so first. */
export async function answerGoing(tx: Transaction, referral: string, it: GoingAnswer, now: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    update referral_moment set outcome = ${it.outcome}, answered_at = ${now}, reached_on = ${it.reached_on}::date,
      missed_why = ${it.missed_why}, what_happened = ${it.what_happened}
    where referral = ${referral}::uuid and outcome is null`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'referral moment', subject: referral, detail: { outcome: it.outcome } })
}

/** Whose time has passed with no answer, for the part of the system that tells of it. */
export async function lateGoings(tx: Transaction, now: Date): Promise<{ referral: string; goer: string }[]> {
  const { rows } = await sql<{ referral: string; goer: string }>`
    select referral, goer from referral_moment
    where outcome is null and opened_at + hours * interval '1 hour' < ${now}`.execute(tx)
  return rows
}
