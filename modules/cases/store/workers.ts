// How many different workers somebody met, over all their cases: a measure of harm. See sql/0067_struck_out.sql for who asks.
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { asMatcher } from '#platform/search'
import { count } from './counts.ts'

type Met = { readonly met: number; readonly counted: number }

// The cases of the same person or group that have ended, as far as their endings stand.
const ended = (file: string) => sql`
  select c.id from case_file f join case_file c on c.person = f.person or c.peer_group = f.peer_group
  where f.id = ${file}::uuid and exists (select from case_outcome o where o.file = c.id
    and not exists (select from case_part_hidden h where h.part = o.id))`

async function metNow(tx: Transaction, file: string): Promise<Met> {
  const { rows } = await sql<Met>`
    with ended as (${ended(file)})
    select (select count(distinct x.worker)::int from (
        select coalesce(s.worker, s.recorded_by) as worker from case_session s where s.file in (select id from ended)
          and s.came = 'came' and not exists (select from case_part_hidden h where h.part = s.id)
        union all select w.id from group_session g cross join unnest(g.workers) w(id) where g.file in (select id from ended)
          and not exists (select from group_session_struck k where k.session = g.id)) x) as met,
      (select coalesce(sum(n), 0)::int from case_worker_count w where w.file in (select c.id from case_file f
        join case_file c on c.person = f.person or c.peer_group = f.peer_group where f.id = ${file}::uuid)) as counted`.execute(
    tx,
  )
  return rows[0] ?? { met: 0, counted: 0 }
}

/**
 * Counts anew how many different workers the person or group of a case met, in all of their cases that have ended: only what changed since
 * it was last counted, so that nobody is counted twice when a case ends again, or when a second one follows the first.
 */
export async function recountWorkers(tx: Transaction, file: string, today: string): Promise<void> {
  const { met, counted } = await asMatcher(tx, async () => {
    const found = await metNow(tx, file)
    if (found.met === found.counted) return found
    await sql`insert into case_worker_count (file, n) values (${file}::uuid, ${found.met - found.counted})
      on conflict (file) do update set n = case_worker_count.n + excluded.n`.execute(tx)
    return found
  })
  if (met !== counted) await count(tx, 'workers met', today, met - counted)
  const people = Math.sign(met) - Math.sign(counted)
  if (people !== 0) await count(tx, 'people with workers', today, people)
}
