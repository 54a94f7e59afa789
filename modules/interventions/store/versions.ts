import { sql } from 'kysely'
import { teamId } from '#modules/agencies'
import { audienceId, endAccess, grantAccess, may } from '#platform/access'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { idOf, newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { programmePlaces } from '../collections.ts'
import type { Described } from '../rules/history.ts'

/** One description of a programme, by somebody on a day, with the reason. */
export type Version = Described & {
  readonly programme: string
  readonly version: number
  readonly why: string
  readonly made_at: Date
  readonly maker: string | null
}

/** What access to one programme is given to. */
export function programmeRecord(programme: string): string {
  return idOf('programme', programme)
}

const columns = sql`v.programme, v.version, v.name, v.for_whom, v.what_happens, v.eligibility, v.age_from, v.age_to, v.pillars,
  v.levels, v.reaches, v.life_stages, v.factors, v.districts, v.run_by, v.how_to_ask, v.state, v.why, v.made_at, p.name as maker`

/** The newest description of each programme that somebody described. */
export async function newestVersions(tx: Transaction): Promise<Map<string, Version>> {
  const { rows } = await sql<Version>`
    select distinct on (v.programme) ${columns} from programme_version v left join account p on p.id = v.made_by
    order by v.programme, v.version desc`.execute(tx)
  return new Map(rows.map(row => [row.programme, row]))
}

/** The descriptions of one programme, newest first; 50 at most. */
export async function versionsOf(tx: Transaction, programme: string): Promise<Version[]> {
  const { rows } = await sql<Version>`
    select ${columns} from programme_version v left join account p on p.id = v.made_by
    where v.programme = ${programme} order by v.version desc limit 50`.execute(tx)
  return rows
}

/** Whether the present actor may describe a programme: coordinators each of them, others what their agency runs. */
export async function mayKeep(tx: Transaction, programme: string): Promise<boolean> {
  return (await may(tx, 'write', programmePlaces)) || (await may(tx, 'write', programmeRecord(programme)))
}

/** Makes a programme one that can be described, once. For a coordinator: coordinators manage who else may. */
export async function openProgramme(tx: Transaction, programme: string, at: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into programme_file (programme, record, opened_at, opened_by)
    values (${programme}, ${programmeRecord(programme)}::uuid, ${at}, current_setting('app.actor')::uuid)
    on conflict (programme) do nothing`.execute(tx)
  if (Number(numAffectedRows ?? 0) === 0) return
  await grantAccess(tx, {
    audience: audienceId('role', 'coordinator'),
    record: programmeRecord(programme),
    level: 'manage',
    purpose: 'reference',
    why: 'Keeps the list of programmes, and says who runs each',
  })
}

export type NewVersion = Described & { readonly why: string }

/**
 * Keeps a new description over version `after` (0 for the first). Throws Conflict when somebody kept one meanwhile. Where
 * another agency runs it from now on, that agency may write it and the one before no longer.
 */
export async function addVersion(
  tx: Transaction,
  programme: string,
  it: NewVersion,
  after: { readonly version: number; readonly run_by: string },
  at: Date,
): Promise<void> {
  const id = newId()
  const { numAffectedRows } = await sql`
    insert into programme_version (id, programme, record, version, name, for_whom, what_happens, eligibility, age_from, age_to, pillars,
      levels, reaches, life_stages, factors, districts, run_by, how_to_ask, state, why, made_at, made_by)
    values (${id}, ${programme}, ${programmeRecord(programme)}::uuid, ${after.version + 1}, ${it.name}, ${it.for_whom},
      ${it.what_happens}, ${it.eligibility}, ${it.age_from}, ${it.age_to}, ${[...it.pillars]}::text[], ${[...it.levels]}::text[],
      ${[...it.reaches]}::text[], ${[...it.life_stages]}::text[], ${[...it.factors]}::text[], ${[...it.districts]}::text[],
      ${it.run_by}, ${it.how_to_ask}, ${it.state}, ${it.why}, ${at}, current_setting('app.actor')::uuid)
    on conflict (programme, version) do nothing`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await record(tx, { action: 'write', kind: 'programme', subject: id, detail: { programme, why: it.why } })
  if (it.run_by !== after.run_by) await moveKey(tx, programme, after.run_by, it.run_by)
}

async function moveKey(tx: Transaction, programme: string, from: string, to: string): Promise<void> {
  const id = programmeRecord(programme)
  if (from !== '') await endAccess(tx, teamId(from, 'people'), id, id)
  if (to === '') return
  await grantAccess(tx, {
    audience: teamId(to, 'people'),
    record: id,
    level: 'write',
    purpose: 'reference',
    why: 'Runs the programme, and says what it is and how many places it has',
  })
}
