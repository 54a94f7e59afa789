import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Referral } from './referrals.ts'
import type { Content } from './triage.ts'

/**
 * Other referrals that may be about the same person or group, newest first, at most 20: the same record, the same group of
 * friends, the same family name and date of birth, or the same whole name as it was written. As far as the present actor may read them.
 */
export async function relatedTo(tx: Transaction, it: Referral, content: Content | undefined): Promise<string[]> {
  const people = [it.person, it.told_person].filter(id => id !== null)
  const { rows } = await sql<{ id: string }>`
    select f.id from (
      select r.id, r.made_at from referral r where r.person = any(${people}::uuid[])
      union select r.id, r.made_at from referral r where r.told_person = any(${people}::uuid[])
      union select r.id, r.made_at from referral r where r.peer_group = ${it.peer_group}::uuid
      union select r.id, r.made_at from referral_content c join referral r on r.id = c.referral
        where c.born = ${content?.born ?? null}::date and lower(c.family_name) = lower(${content?.family_name ?? null})
      union select r.id, r.made_at from referral_content c join referral r on r.id = c.referral
        where c.family_name = ${content?.family_name ?? null} and c.given_name = ${content?.given_name ?? null}
    ) f where f.id <> ${it.id}::uuid order by f.made_at desc, f.id desc limit 20`.execute(tx)
  return rows.map(({ id }) => id)
}
