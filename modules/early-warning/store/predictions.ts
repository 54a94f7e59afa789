import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { About } from '../rules/canonical.ts'
import type { MethodName } from '../rules/methods.ts'
import type { Result } from '../rules/result.ts'
import type { Trial } from '../rules/trial.ts'

export type NewSeal = {
  readonly run: string
  readonly about: About
  readonly trial: Trial
  readonly digest: string
  readonly content: string
  readonly key: string
  /** Whether all that it was made from is published for anyone. */
  readonly open: boolean
}

/** Seals one part of a run. The database writes the time, and refuses a window that has opened. Returns its id. */
export async function addSeal(tx: Transaction, it: NewSeal): Promise<string> {
  const id = newId()
  const { part, opens, closes } = it.about
  await sql`insert into prediction_seal (id, run, part, opens_on, closes_on, digest, about, trial)
    values (${id}, ${it.run}, ${part}, ${opens}::date, ${closes}::date, ${it.digest}, ${JSON.stringify(it.about)}::jsonb,
      ${JSON.stringify(it.trial)}::jsonb)`.execute(tx)
  await sql`insert into prediction_content (seal, content) values (${id}, ${it.content})`.execute(tx)
  await sql`insert into prediction_key (seal, key, open) values (${id}, ${it.key}, ${it.open})`.execute(tx)
  const detail = { digest: it.digest, part, opens, closes }
  await record(tx, { action: 'write', kind: 'sealed prediction', subject: id, detail })
  return id
}

/** What anybody may read of a sealed prediction. */
export type Seal = {
  readonly id: string
  readonly part: 'places' | 'conflicts'
  readonly opensOn: string
  readonly closesOn: string
  readonly digest: string
  readonly about: About
  readonly trial: Trial
  readonly sealedAt: Date
  readonly scoredAt: Date | null
  readonly results: Result | null
}

const seals = sql`select s.id, s.part, s.opens_on as "opensOn", s.closes_on as "closesOn", s.digest, s.about, s.trial, s.sealed_at as "sealedAt",
    p.scored_at as "scoredAt", p.results
  from prediction_seal s left join prediction_score p on p.seal = s.id`

/** The newest seals, older than `before` when it is given; 30 at most. */
export async function sealPage(tx: Transaction, before?: string): Promise<Seal[]> {
  const older =
    before === undefined
      ? sql`true`
      : sql`(s.opens_on, s.id) < (select b.opens_on, b.id from prediction_seal b where b.id = ${before}::uuid)`
  const { rows } = await sql<Seal>`${seals} where ${older} order by s.opens_on desc, s.id desc limit 30`.execute(tx)
  return rows
}

export async function sealById(tx: Transaction, id: string): Promise<Seal | undefined> {
  const { rows } = await sql<Seal>`${seals} where s.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The seals of a run. */
export async function sealsOf(tx: Transaction, run: string): Promise<Seal[]> {
  const { rows } = await sql<Seal>`${seals} where s.run = ${run}::uuid order by s.part desc`.execute(tx)
  return rows
}

/**
 * Scored windows of places, oldest first: of each window the prediction that was sealed last, so that a list made again does not
 * count twice; the last 260.
 */
export async function scoredWindows(tx: Transaction): Promise<Seal[]> {
  const { rows } = await sql<Seal>`select * from (
      select distinct on ("opensOn", unit) x.* from (select y.*, y.about ->> 'unit' as unit from (${seals}
        where s.part = 'places' and p.seal is not null) y) x
      order by "opensOn" desc, unit, "sealedAt" desc limit 260) newest order by "opensOn"`.execute(tx)
  return rows
}

/** Seals that closed on or before a day (YYYY-MM-DD) and have no score. */
export async function unscored(tx: Transaction, closedBy: string): Promise<Seal[]> {
  const { rows } =
    await sql<Seal>`${seals} where p.seal is null and s.closes_on <= ${closedBy}::date order by s.opens_on, s.id`.execute(
      tx,
    )
  return rows
}

/** Who worked out the lists that closed on or before a day and have no score, the newest list first. For the clock. */
export async function makersWaiting(tx: Transaction, closedBy: string): Promise<string[]> {
  const { rows } = await sql<{ maker: string }>`
    select r.made_by as maker from watch_run r join prediction_seal s on s.run = r.id
    where s.closes_on <= ${closedBy}::date and s.id not in (select p.seal from prediction_score p)
    group by r.made_by order by max(r.made_at) desc`.execute(tx)
  return rows.map(({ maker }) => maker)
}

/** The sealed file, where the present actor may read it: everybody once it is scored, if it is about places. */
export async function contentOf(tx: Transaction, seal: string): Promise<string | undefined> {
  const { rows } = await sql<{
    content: string
  }>`select content from prediction_content where seal = ${seal}::uuid`.execute(tx)
  return rows[0]?.content
}

export async function keyOf(tx: Transaction, seal: string): Promise<string | undefined> {
  const { rows } = await sql<{ key: string }>`select key from prediction_key where seal = ${seal}::uuid`.execute(tx)
  return rows[0]?.key
}

export async function outcomesOf(tx: Transaction, seal: string): Promise<string | undefined> {
  const { rows } = await sql<{
    outcomes: string
  }>`select outcomes from prediction_score where seal = ${seal}::uuid`.execute(tx)
  return rows[0]?.outcomes
}

/** Writes how a window went, once. The database refuses a second score, and one before the window has closed. */
export async function addScore(
  tx: Transaction,
  seal: string,
  outcomes: string,
  results: Result,
  now: Date,
): Promise<void> {
  await sql`insert into prediction_score (seal, scored_at, outcomes, results)
    values (${seal}, ${now}, ${outcomes}, ${JSON.stringify(results)}::jsonb)`.execute(tx)
  await record(tx, { action: 'write', kind: 'score of a prediction', subject: seal, detail: { hits: results.hits } })
}

export type Withdrawal = { readonly model: MethodName; readonly at: Date; readonly reason: string }

export async function withdrawals(tx: Transaction): Promise<Withdrawal[]> {
  const { rows } = await sql<Withdrawal>`select model, at, reason from model_withdrawal order by at, model`.execute(tx)
  return rows
}

/** Takes a model out of use, once and for good; a repaired one comes back under another name. */
export async function withdraw(tx: Transaction, it: Withdrawal, evidence: Readonly<{ windows: number; poor: number }>) {
  await sql`insert into model_withdrawal (model, at, reason, evidence)
    values (${it.model}, ${it.at}, ${it.reason}, ${JSON.stringify(evidence)}::jsonb) on conflict do nothing`.execute(tx)
  await record(tx, { action: 'write', kind: 'withdrawal of a model', detail: { model: it.model, reason: it.reason } })
}
