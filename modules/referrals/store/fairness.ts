import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { fairness } from '../rules/words.ts'

export type FairnessCount = { readonly question: keyof typeof fairness; readonly answer: string; readonly n: number }

/** How many referrals gave each answer since a day, for whoever may read those answers: counts, and no referral. */
export async function fairnessCounts(tx: Transaction, since: Date): Promise<FairnessCount[]> {
  const { rows } = await sql<FairnessCount>`
    select a.question, a.answer, count(*)::int as n from (
      select distinct on (referral) * from referral_fairness where at >= ${since} order by referral, at desc, id desc) f
    cross join lateral (values ('ethnicity', f.ethnicity), ('needs', f.needs), ('care', f.care)) as a(question, answer)
    where a.answer <> '' group by a.question, a.answer order by a.question, a.answer`.execute(tx)
  return rows
}
