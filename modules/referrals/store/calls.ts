// What came by a link and waits for a call back, as the clock sees it: how soon and when it came, and not a word of it.
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { asMatcher } from '#platform/search'
import type { Calendar } from '../rules/clocks.ts'
import { calendar } from './calendar.ts'

/** `soon`: 1 for today to 4 for the next weeks, as the form asked it. */
export type DatedCall = { readonly id: string; readonly soon: number; readonly received_at: Date }

/** Everything that waits for a call back, the soonest first: 1,000 at most, which is more than a partnership can ring. */
export async function callsForWork(tx: Transaction): Promise<DatedCall[]> {
  const { rows } = await asMatcher(tx, () =>
    sql<DatedCall>`select id, soon, received_at from outside_referral
      where settled is null order by soon, received_at, id limit 1000`.execute(tx),
  )
  return rows
}

/** The clocks, for the part of the system that has no role of its own. */
export function calendarForWork(tx: Transaction): Promise<Calendar> {
  return asMatcher(tx, () => calendar(tx))
}
