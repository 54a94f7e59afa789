// The list of all referrals, newest first: see sql/0057_referral_lists.sql.
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'

export const pageLength = 30

/** Who looks at the list: `all` for whoever holds every referral, as those do who sort them. */
export type Looking = { readonly actor: string; readonly all: boolean; readonly before?: string | undefined }

/** The newest referrals that may be known to who looks, older than `before`: one more than a page holds, if there are more. */
export async function newestReferrals(tx: Transaction, looking: Looking): Promise<string[]> {
  const { rows } = await newestQuery(looking).execute(tx)
  return rows.map(({ id }) => id)
}

/** How they are asked for: the tests of its plan ask the same. */
export function newestQuery({ actor, all, before }: Looking): RawBuilder<{ id: string }> {
  return all ? everyReferral(before) : givenReferrals(actor, before)
}

const olderThan = (column: string, before: string | undefined): RawBuilder<unknown> =>
  before === undefined ? sql`` : sql`and ${sql.ref(column)} < ${before}::uuid`

// The policy looks up each one, and who sorts holds them all: so it looks no further than the page.
const everyReferral = (before: string | undefined): RawBuilder<{ id: string }> =>
  sql`select r.id from referral r where true ${olderThan('r.id', before)} order by r.id desc limit ${pageLength + 1}`

// A page begins from what was given to each audience of theirs, and never from all referrals. The policies of referrals decide what
// is then shown of it.
const givenReferrals = (actor: string, before: string | undefined): RawBuilder<{ id: string }> => sql`
  select g.record as id from (select m.audience from membership m where m.actor = ${actor}::uuid group by m.audience) mine
  cross join lateral (select a.record from access a where a.audience = mine.audience and a.purpose = 'referral'
    and (a.ends is null or a.ends > now()) ${olderThan('a.record', before)}
    order by a.record desc limit ${pageLength + 1}) g
  group by g.record order by g.record desc limit ${pageLength + 1}`
