import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { tellActor } from '#platform/notices'
import { throughMatcher } from '#platform/search'
import { teamEventOf } from '../rules/caseload.ts'
import { type TeamEvent, teamOf } from '../rules/state.ts'
import { type CaseEvent, casesFrom } from './files.ts'
import { plansInUse } from './helped.ts'

type Row = { readonly id: string; readonly events: readonly (Omit<TeamEvent, 'at'> & { readonly at: string })[] }

/**
 * Tells whoever leads a plan in use of these people that there is news of them: no name, and nothing of what it is. Returns how many
 * plans have a lead who knows; nobody learns who that is. Whoever may not ask whether somebody has a plan tells nobody.
 */
export async function tellLeads(
  tx: Transaction,
  people: readonly string[],
  occasion: string,
  now: Date,
): Promise<number> {
  const files = (await plansInUse(tx, people)).map(({ id }) => id)
  const { rows } = await throughMatcher(tx, () =>
    sql<Row>`
      select e.file as id, jsonb_agg(jsonb_build_object('event', e.event, 'at', e.at, 'member', e.member, 'why', '')) as events
      from case_event e where e.member is not null and e.file = any(${files}::uuid[]) group by e.file`.execute(tx),
  )
  const led = rows.flatMap(({ id, events }) => {
    const { lead } = teamOf(events.map(it => ({ ...it, at: new Date(it.at) })))
    return lead === undefined ? [] : [{ id, lead }]
  })
  for (const { id, lead } of led)
    await tellActor(tx, { actor: lead, kind: 'news of a case', record: id, occasion }, now)
  return led.length
}

/**
 * Tells whoever leads an open case from this referral that their agreement, or why the law allows it, has changed: no name, and nothing
 * of what it is. Returns how many leads were told, of the cases that the present actor may read: whoever leads one themselves knows it.
 */
export async function tellAgreementChanged(tx: Transaction, referral: string, now: Date): Promise<number> {
  const own = await actorIn(tx)
  const led = (await casesFrom(tx, referral)).flatMap(({ id, events }) => {
    const lead = isClosed(events) ? undefined : teamOf(events.flatMap(teamEventOf)).lead
    return lead === undefined || lead === own ? [] : [{ id, lead }]
  })
  const occasion = now.toISOString()
  for (const { id, lead } of led)
    await tellActor(tx, { actor: lead, kind: 'agreement changed', record: id, occasion }, now)
  return led.length
}

async function actorIn(tx: Transaction): Promise<string | undefined> {
  const { rows } = await sql<{ actor: string }>`select current_setting('app.actor') as actor`.execute(tx)
  return rows[0]?.actor
}

const isClosed = (events: readonly CaseEvent[]): boolean =>
  events.findLast(({ event }) => event === 'closed' || event === 'reopened')?.event === 'closed'
