import { sql } from 'kysely'
import { content, type Row } from '#modules/model'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { idOf, newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { EvidenceKind, Link, Status } from '../rules/commitments.ts'

/** The id by which actions and the ledger name a commitment: it follows from the key in the content pack. */
export const commitmentId = (key: string): string => idOf('commitment', key)

export type StatusRow = {
  readonly commitment: string
  readonly onDay: string
  readonly status: Status
  readonly why: string
  readonly actor: string
  readonly recordedAt: Date
  readonly by: string | null
}

export type DueRow = {
  readonly commitment: string
  readonly due: string
  readonly why: string
  readonly recordedAt: Date
  readonly by: string | null
}

export type Evidence = {
  readonly id: string
  readonly commitment: string
  readonly kind: EvidenceKind
  readonly happenedOn: string
  readonly sentence: string
  readonly linkKind: string | null
  readonly linkId: string | null
  readonly url: string | null
  readonly filedAt: Date
  readonly by: string | null
  readonly agency: string | null
}

export type Commitment = Row<'commitments'> & {
  readonly pillarName: string
  readonly horizonName: string
  readonly starts: string
  /** The end of its horizon, as printed. */
  readonly printedDue: string
  readonly ownerNames: readonly string[]
}

/** What the content pack says was promised, in its order, with the names of what each row points to. */
export async function commitments(tx: Transaction): Promise<Commitment[]> {
  const pillars = new Map((await content(tx, 'pillars')).map(it => [it.id, it.name]))
  const horizons = new Map((await content(tx, 'horizons')).map(it => [it.id, it]))
  const owners = await ownerNames(tx)
  return (await content(tx, 'commitments')).flatMap(row => {
    const horizon = horizons.get(row.horizon)
    if (horizon === undefined) return []
    return {
      ...row,
      pillarName: pillars.get(row.pillar) ?? row.pillar,
      horizonName: horizon.name,
      starts: horizon.starts,
      printedDue: horizon.ends,
      ownerNames: row.owners.map(key => owners.get(key) ?? key),
    }
  })
}

/** Agencies, groups and community safety partnerships by key. */
async function ownerNames(tx: Transaction): Promise<Map<string, string>> {
  const agencies = await content(tx, 'agencies')
  const groups = await content(tx, 'groups')
  const partnerships = await content(tx, 'communitySafetyPartnerships')
  return new Map([
    ...agencies.map(({ id, name }) => [id, name] as const),
    ...groups.map(({ id, name }) => [id, name] as const),
    ...partnerships.map(({ code, name }) => [code, name] as const),
  ])
}

/** The pillars in the order of the strategy. */
export async function pillars(tx: Transaction): Promise<Row<'pillars'>[]> {
  return (await content(tx, 'pillars')).toSorted((a, b) => a.order - b.order)
}

/** Everything that was said of how far commitments have come, or of one; oldest first. */
export async function statusRows(tx: Transaction, commitment?: string): Promise<StatusRow[]> {
  const { rows } = await sql<StatusRow>`
    select e.commitment, e.on_day as "onDay", e.status, e.why, e.actor, e.recorded_at as "recordedAt", p.name as by
    from commitment_event e left join account p on p.id = e.actor
    where ${commitment ?? null}::text is null or e.commitment = ${commitment ?? null}
    order by e.on_day, e.recorded_at, e.id`.execute(tx)
  return rows
}

/** Every changed due day, oldest first. */
export async function dueRows(tx: Transaction, commitment?: string): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select d.commitment, d.due, d.why, d.recorded_at as "recordedAt", p.name as by
    from commitment_due d left join account p on p.id = d.actor
    where ${commitment ?? null}::text is null or d.commitment = ${commitment ?? null}
    order by d.recorded_at, d.id`.execute(tx)
  return rows
}

/** What is on file for commitments, or for one, oldest first; without what was taken back. */
export async function evidenceRows(tx: Transaction, commitment?: string): Promise<Evidence[]> {
  const { rows } = await sql<Evidence>`
    select e.id, e.commitment, e.kind, e.happened_on as "happenedOn", e.sentence, e.link_kind as "linkKind",
      e.link_id as "linkId", e.url, e.filed_at as "filedAt", p.name as by, g.name as agency
    from commitment_evidence e left join account p on p.id = e.actor left join agency g on g.id = p.agency
    where e.withdrawn_at is null and (${commitment ?? null}::text is null or e.commitment = ${commitment ?? null})
    order by e.happened_on, e.filed_at, e.id`.execute(tx)
  return rows
}

export type NewStatus = { readonly status: Status; readonly onDay: string; readonly why: string }

/** Writes down how far a commitment has come, as the present actor. */
export async function addStatus(tx: Transaction, commitment: string, it: NewStatus, now: Date): Promise<void> {
  await sql`
    insert into commitment_event (id, commitment, on_day, status, why, actor, recorded_at)
    values (${newId()}, ${commitment}, ${it.onDay}::date, ${it.status}, ${it.why}, current_setting('app.actor')::uuid, ${now})`.execute(
    tx,
  )
  await wrote(tx, commitment, { status: it.status, on: it.onDay })
}

/** Gives a commitment another due day, as the present actor. */
export async function changeDue(
  tx: Transaction,
  commitment: string,
  { due, why }: { readonly due: string; readonly why: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into commitment_due (id, commitment, due, why, actor, recorded_at)
    values (${newId()}, ${commitment}, ${due}::date, ${why}, current_setting('app.actor')::uuid, ${now})`.execute(tx)
  await wrote(tx, commitment, { due })
}

export type NewEvidence = {
  readonly kind: EvidenceKind
  readonly happenedOn: string
  /** A sentence without names. */
  readonly sentence: string
  readonly link: Link
}

/** Files what shows that something was done, as the present actor. Returns its id. */
export async function addEvidence(tx: Transaction, commitment: string, it: NewEvidence, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into commitment_evidence (id, commitment, kind, happened_on, sentence, link_kind, link_id, url, actor, filed_at)
    values (${id}, ${commitment}, ${it.kind}, ${it.happenedOn}::date, ${it.sentence}, ${it.link.kind}, ${it.link.id},
      ${it.link.url}, current_setting('app.actor')::uuid, ${now})`.execute(tx)
  await wrote(tx, commitment, { evidence: id, kind: it.kind })
  return id
}

/** Takes evidence back with a reason. Throws Conflict where somebody did so already, or the actor may not. */
export async function withdrawEvidence(
  tx: Transaction,
  commitment: string,
  id: string,
  why: string,
  now: Date,
): Promise<void> {
  const { numAffectedRows } = await sql`
    update commitment_evidence set withdrawn_at = ${now}, withdrawn_by = current_setting('app.actor')::uuid,
      withdrawn_why = ${why}
    where id = ${id}::uuid and commitment = ${commitment} and withdrawn_at is null`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await wrote(tx, commitment, { evidence: id, takenBack: true })
}

async function wrote(tx: Transaction, commitment: string, detail: Record<string, string | boolean>): Promise<void> {
  await record(tx, {
    action: 'write',
    kind: 'commitment',
    subject: commitmentId(commitment),
    detail: { commitment, ...detail },
  })
}
