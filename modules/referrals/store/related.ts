import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { calledAlike } from '../rules/alike.ts'
import type { Referral } from './referrals.ts'
import type { Content } from './triage.ts'

const most = 20

/**
 * Other referrals that may be about the same, newest first, at most 20. Of a person: the same record, the same family name and date of
 * birth, or the same whole name as it was written. Of a group of friends or a place: the same group, the same words, or words that are
 * alike in the same area within a year. As far as the present actor may read them.
 */
export async function relatedTo(tx: Transaction, it: Referral, content: Content | undefined): Promise<string[]> {
  if (it.about === 'person') return samePerson(tx, it, content)
  const found = new Set([
    ...(await sameGroup(tx, it)),
    ...(content === undefined ? [] : await sameCalled(tx, it, content)),
  ])
  // An id begins with the time at which it was made.
  return [...found].toSorted((a, b) => (a < b ? 1 : -1)).slice(0, most)
}

async function samePerson(tx: Transaction, it: Referral, content: Content | undefined): Promise<string[]> {
  const people = [it.person, it.told_person].filter(id => id !== null)
  const { rows } = await sql<{ id: string }>`
    select f.id from (
      select r.id, r.made_at from referral r where r.person = any(${people}::uuid[])
      union select r.id, r.made_at from referral r where r.told_person = any(${people}::uuid[])
      union select r.id, r.made_at from referral_content c join referral r on r.id = c.referral
        where c.born = ${content?.born ?? null}::date and lower(c.family_name) = lower(${content?.family_name ?? null})
      union select r.id, r.made_at from referral_content c join referral r on r.id = c.referral
        where c.family_name = ${content?.family_name ?? null} and c.given_name = ${content?.given_name ?? null}
    ) f where f.id <> ${it.id}::uuid order by f.made_at desc, f.id desc limit ${most}`.execute(tx)
  return rows.map(({ id }) => id)
}

async function sameGroup(tx: Transaction, { id, peer_group }: Referral): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from referral r where r.peer_group = ${peer_group}::uuid and r.id <> ${id}::uuid
    order by r.made_at desc, r.id desc limit ${most}`.execute(tx)
  return rows.map(row => row.id)
}

type Called = { readonly id: string; readonly group_name: string | null; readonly place: string | null }

async function sameCalled(tx: Transaction, it: Referral, content: Content): Promise<string[]> {
  const isOne =
    it.about === 'place' ? (other: Called) => other.group_name === null : (other: Called) => other.group_name !== null
  const { rows: same } = await sql<Called>`
    select c.referral as id, c.group_name, c.place from referral_content c
    where c.called_key = ${content.called_key} and c.referral <> ${it.id}::uuid
    order by c.referral desc limit ${most}`.execute(tx)
  const near = content.area_code === null ? [] : await inArea(tx, it, content.area_code)
  return [...same, ...near.filter(other => mayBeSame(content, other))].filter(isOne).map(({ id }) => id)
}

/** The newest of the same area within a year of this one, before or after it: 100 at most. */
async function inArea(tx: Transaction, it: Referral, area: string): Promise<Called[]> {
  const { rows } = await inAreaQuery(it, area).execute(tx)
  return rows
}

/** How they are asked for: the test of its plan asks the same. */
export const inAreaQuery = ({ id, made_at }: Pick<Referral, 'id' | 'made_at'>, area: string) => sql<Called>`
  select c.referral as id, c.group_name, c.place from referral_content c join referral r on r.id = c.referral
  where c.area_code = ${area} and c.referral <> ${id}::uuid
    and r.made_at between ${made_at}::timestamptz - interval '1 year' and ${made_at}::timestamptz + interval '1 year'
  order by c.referral desc limit 100`

/** Named alike; or, of two groups, at places that are written alike. */
function mayBeSame(it: Pick<Content, 'group_name' | 'place'>, other: Called): boolean {
  const pairs = [
    [it.group_name, other.group_name],
    [it.place, other.place],
  ] as const
  return pairs.some(([a, b]) => a !== null && b !== null && calledAlike(a, b))
}

/** The referrals with this reference, or this id: two at most, for two may have the same reference. For whoever sorts them. */
export async function referralsCalled(tx: Transaction, reference: string): Promise<string[]> {
  const { rows } = await sql<{ referral: string }>`
    select referral from referral_work where reference = ${reference.slice(-6).toUpperCase()} order by referral desc limit 100`.execute(
    tx,
  )
  const ids = rows.map(({ referral }) => referral)
  return reference.length === 6 ? ids : ids.filter(id => id === reference.toLowerCase())
}
