// The lists of referrals at a million: how long a page takes at the beginning, in the middle and near the end, as breakwater_app.
// Needs DATABASE_URL and DATABASE_OWNER_URL of an empty PostgreSQL database. REFERRALS says how many (default one million).
import { modules } from '#modules'
import { addAccount, teamId } from '#modules/agencies'
import { audienceId } from '#platform/access'
import { type OpenDatabase, schemaOf } from '#platform/database'
import { idOf } from '#platform/ids'
import { setUpContent } from '#platform/testing/content'
import { ownerDatabase, testDatabase, testPartnership } from '#platform/testing/database'
import { referralPage } from './store/referrals.ts'
import { type WorkFilter, workPage } from './store/work.ts'

const schema = schemaOf(testPartnership)
const many = Number(process.env['REFERRALS'] ?? 1_000_000)
if (process.env['DATABASE_URL'] === undefined || process.env['DATABASE_OWNER_URL'] === undefined)
  console.log('This bench measures PostgreSQL: set DATABASE_URL and DATABASE_OWNER_URL.')
else await bench()
process.exit(0)

async function bench(): Promise<void> {
  const database = await testDatabase()
  const owner = await ownerDatabase()
  await prepare(database)
  const rows = []
  for (let n = 1_000; n <= many; n *= 10) {
    await fill(owner, n)
    rows.push(await measure(database, n))
  }
  console.log('One page of 30, in milliseconds: the median of 20, as breakwater_app')
  console.table(rows)
}

async function prepare(database: OpenDatabase): Promise<void> {
  await setUpContent(database, { modules, only: ['model', 'agencies', 'referrals'] })
  const account = { key: 'bench', name: 'Bench', jobTitle: '', comesTo: '', agencyKey: 'auth.wcc', synthetic: true }
  await database.asSystem('migrator', 'set-up', tx =>
    addAccount(tx, { ...account, roles: ['coordinator', 'referrer'] }),
  )
}

/** Referrals up to `n`, each with what it was given at its sending: four rows of access, its words, an event, its place in the lists. */
async function fill(owner: OpenDatabase, n: number): Promise<void> {
  const actor = idOf('account', 'bench')
  const id =
    "(lpad(to_hex(1700000000000 + n), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid"
  const audiences = [
    audienceId('person', actor),
    teamId('auth.wcc', 'people'),
    audienceId('role', 'coordinator'),
    audienceId('role', 'chair'),
  ]
  const levels = [10, 10, 40, 20]
  await owner.raw(`begin; set local row_security = off; set local session_replication_role = replica; set local search_path = ${schema};
    create temporary table made on commit drop as select ${id} as id, n from generate_series(1, ${n}) n
      where not exists (select from referral r where r.id = ${id});
    insert into referral (id, collection, about, agency, made_by, made_at)
      select id, '1fff0831-81a3-85b8-93eb-3bb9a7ec5288', 'place', '${audienceId('agency', 'auth.wcc')}', '${actor}',
        now() - n * interval '1 minute' from made;
    insert into referral_content (referral, made_by, kinds, urgency) select id, '${actor}', '{}', 'week' from made;
    insert into referral_event (id, referral, event, what, why, at, actor)
      select gen_random_uuid(), id, 'sent', '', '', now() - n * interval '1 minute', '${actor}' from made;
    ${audiences
      .map(
        (audience, at) => `insert into access (id, audience, record, level, purpose, why, granted_by)
          select gen_random_uuid(), '${audience}', id, ${levels[at]}, 'referral', 'bench', '${actor}' from made;`,
      )
      .join('\n')}
    insert into referral_work (referral, about, agency, made_at, state, waits, clock, due_at, chair_at, sorter)
      select id, 'place', '${audienceId('agency', 'auth.wcc')}', now() - n * interval '1 minute', 'waiting',
        case when n % 5 = 0 then 'sorting' else 'nothing' end, 'priority', now() + (n % 1000 - 500) * interval '1 hour', null,
        case when n % 10 = 0 then '${actor}'::uuid end from made; commit`)
  await owner.raw(`analyze ${schema}.referral; analyze ${schema}.referral_work; analyze ${schema}.access;
    analyze ${schema}.referral_event; analyze ${schema}.referral_content`)
}

async function measure(database: OpenDatabase, n: number) {
  const actor = { id: idOf('account', 'bench'), session: undefined }
  const now = new Date()
  const page = (filter: WorkFilter, after?: string) =>
    median(() => database.asActor(actor, 'bench', tx => workPage(tx, filter, { actor: actor.id, now, after })))
  const all: WorkFilter = { whose: 'anyone', late: false }
  const middle = await database.asActor(actor, 'bench', async tx => {
    let last: string | undefined
    for (let at = 0; at < 5; at += 1)
      last = (await workPage(tx, all, { actor: actor.id, now, after: last })).at(-1)?.referral
    return last
  })
  return {
    referrals: n,
    waiting: await page(all),
    'sixth page': await page(all, middle),
    late: await page({ whose: 'anyone', late: true }),
    'nobody sorts it': await page({ whose: 'nobody', late: false }),
    mine: await page({ whose: 'mine', late: false }),
    'all, newest': await median(() => database.asActor(actor, 'bench', tx => referralPage(tx))),
  }
}

async function median(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < 20; round += 1) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return (times.toSorted((a, b) => a - b)[10] ?? 0).toFixed(1)
}
