// The lists of referrals at ten thousand and at a million, as breakwater_app: for a referrer with 30, for somebody of a team that asked
// for nearly all, for who sorts them and for the chair. Needs DATABASE_URL and DATABASE_OWNER_URL of an empty PostgreSQL database.
// REFERRALS says how many (default one million).
import { modules } from '#modules'
import { addAccount, teamId } from '#modules/agencies'
import { audienceId } from '#platform/access'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import type { Identity } from '#platform/module'

import { setUpContent } from '#platform/testing/content'
import { ownerDatabase, testDatabase, testPartnership } from '#platform/testing/database'
import { timesOf } from '#platform/testing/timing'
import { agenda, tasks } from './day.ts'
import { listed } from './reading.ts'
import { type Looking, newestReferrals, pageLength } from './store/newest.ts'
import { referralsById } from './store/referrals.ts'
import { contentsOf } from './store/triage.ts'
import { askingAgencies, forTheChair, type WorkFilter, workPage } from './store/work-lists.ts'

const schema = schemaOf(testPartnership)
const many = Number(process.env['REFERRALS'] ?? 1_000_000)
const few = 10_000
const people = {
  coordinator: ['auth.wcc', 'coordinator'],
  other: ['auth.wcc', 'coordinator'],
  colleague: ['auth.wcc', 'referrer'],
  referrer: ['org.schools', 'referrer'],
  chair: ['auth.wcc', 'chair'],
} as const
type Key = keyof typeof people
const idOfKey = (key: Key): string => idOf('account', `bench-${key}`)

if (process.env['DATABASE_URL'] === undefined || process.env['DATABASE_OWNER_URL'] === undefined)
  console.log('This bench measures PostgreSQL: set DATABASE_URL and DATABASE_OWNER_URL.')
else await bench()
process.exit(0)

async function bench(): Promise<void> {
  const database = await testDatabase()
  const owner = await ownerDatabase()
  await setUpContent(database, { modules, only: ['model', 'agencies', 'referrals'] })
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const [key, [agencyKey, role]] of Object.entries(people)) {
      const account = { key: `bench-${key}`, name: `Bench ${key}`, jobTitle: '', comesTo: '', synthetic: true }
      await addAccount(tx, { ...account, agencyKey, roles: [role] })
    }
  })
  for (const n of [few, many]) {
    await fill(owner, n)
    console.log(`${n} referrals: one page of ${pageLength}, in milliseconds, of 40 times each, as breakwater_app`)
    console.table(await measure(database))
  }
}

/**
 * Referrals up to `n`, each with what it was given at its sending: four rows of access, its words, an event, its place in the lists. The
 * first 30, which are the oldest, are a school's; all that came later the council's, made by 300 people. One in five waits, the oldest are the most late;
 * of these one in ten is sorted by the coordinator and one in ten by another.
 */
async function fill(owner: OpenDatabase, n: number): Promise<void> {
  const id =
    "(lpad(to_hex(1700000000000 + n), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid"
  const school = idOfKey('referrer')
  const given: readonly (readonly [string, number])[] = [
    [`case when n <= 30 then '${audienceId('person', school)}'::uuid else maker end`, 10],
    [`case when n <= 30 then '${teamId('org.schools', 'people')}' else '${teamId('auth.wcc', 'people')}' end`, 10],
    [`'${audienceId('role', 'coordinator')}'`, 40],
    [`'${audienceId('role', 'chair')}'`, 20],
  ]
  await owner.raw(`begin; set local row_security = off; set local session_replication_role = replica; set local search_path = ${schema};
    insert into account (id, key, name, job_title, comes_to, agency, synthetic)
      select md5('maker' || m)::uuid, 'bench-maker-' || m, 'Bench', '', '', '${idOf('agency', 'auth.wcc')}', true from generate_series(0, 299) m
      on conflict do nothing;
    create temporary table made on commit drop as select ${id} as id, n, now() - (2000000 - n) * interval '1 minute' as at,
        case when n <= 30 then '${school}'::uuid else md5('maker' || n % 300)::uuid end as maker,
        case when n <= 30 then '${audienceId('agency', 'org.schools')}' else '${audienceId('agency', 'auth.wcc')}' end::uuid as agency
      from generate_series(1, ${n}) n where not exists (select from referral r where r.id = ${id});
    insert into referral (id, collection, about, agency, made_by, made_at)
      select id, '1fff0831-81a3-85b8-93eb-3bb9a7ec5288', 'place', agency, maker, at from made;
    insert into referral_content (referral, made_by, kinds, urgency) select id, maker, '{}', 'week' from made;
    insert into referral_event (id, referral, event, what, why, at, actor) select gen_random_uuid(), id, 'sent', '', '', at, maker from made;
    ${given
      .map(
        ([audience, level]) => `insert into access (id, audience, record, level, purpose, why, granted_by)
          select gen_random_uuid(), (${audience})::uuid, id, ${level}, 'referral', 'bench', maker from made;`,
      )
      .join('\n')}
    insert into referral_work (referral, about, agency, made_at, state, waits, clock, due_at, chair_at, sorter)
      select id, case when n % 100000 = 5 then 'peer group' else 'place' end, agency, at, 'waiting',
        case when n % 5 > 0 then 'nothing' when n % 50000 = 0 then 'answer' else 'sorting' end, 'priority',
        at + interval '700 days', case when n % 500 = 0 then at + interval '710 days' end,
        case n % 50 when 10 then '${idOfKey('coordinator')}'::uuid when 20 then '${idOfKey('other')}'::uuid end from made; commit`)
  for (const table of ['referral', 'referral_work', 'access', 'referral_event', 'referral_content'])
    await owner.raw(`vacuum analyze ${schema}.${table}`)
}

type Asked = (tx: Transaction) => Promise<unknown>

async function measure(database: OpenDatabase) {
  const now = new Date()
  const as = (key: Key, work: Asked) => database.asActor({ id: idOfKey(key), session: undefined }, 'bench', work)
  const work = (filter: Partial<WorkFilter>, after?: string) => async (tx: Transaction) => {
    const asked = { actor: idOfKey('coordinator'), now, after }
    return (await listed(tx, await workPage(tx, { whose: 'anyone', late: false, ...filter }, asked))).at(-1)?.row
      .referral
  }
  const newest = (key: Key, all: boolean, before?: string) => async (tx: Transaction) => {
    const looking: Looking = { actor: idOfKey(key), all, before }
    const ids = (await newestReferrals(tx, looking)).slice(0, pageLength)
    await Promise.all([referralsById(tx, ids), contentsOf(tx, ids)])
    return ids.at(-1)
  }
  const day = (key: Key) => async (tx: Transaction) => tasks(tx, identity(key), now)
  const tenth = async (key: Key, page: (last?: string) => (tx: Transaction) => Promise<string | undefined>) => {
    let last: string | undefined
    for (let at = 0; at < 9; at += 1)
      await as(key, async tx => {
        last = await page(last)(tx)
      })
    return last
  }
  const deepWork = await tenth('coordinator', last => work({}, last))
  const deepAll = await tenth('coordinator', last => newest('coordinator', true, last))
  const deepTeam = await tenth('colleague', last => newest('colleague', false, last))
  const asked: readonly (readonly [string, Key, Asked])[] = [
    ['coordinator: what waits', 'coordinator', work({})],
    ['coordinator: its tenth page', 'coordinator', work({}, deepWork)],
    ['coordinator: late', 'coordinator', work({ late: true })],
    ['coordinator: nobody sorts it', 'coordinator', work({ whose: 'nobody' })],
    ['coordinator: mine', 'coordinator', work({ whose: 'mine' })],
    ['coordinator: my colleagues’', 'coordinator', work({ whose: 'colleagues' })],
    ['coordinator: waits for an answer (few)', 'coordinator', work({ waits: 'answer' })],
    ['coordinator: about a group (few)', 'coordinator', work({ about: 'peer group' })],
    ['coordinator: from one agency (few)', 'coordinator', work({ agency: audienceId('agency', 'org.schools') })],
    ['coordinator: agencies to choose from', 'coordinator', tx => askingAgencies(tx)],
    ['coordinator: all, newest', 'coordinator', newest('coordinator', true)],
    ['coordinator: its tenth page of all', 'coordinator', newest('coordinator', true, deepAll)],
    ['chair: what waits too long', 'chair', async tx => listed(tx, await forTheChair(tx, now))],
    ['chair: all, newest', 'chair', newest('chair', true)],
    ['referrer with 30: all, newest', 'referrer', newest('referrer', false)],
    ['team that asked for nearly all: newest', 'colleague', newest('colleague', false)],
    ['its tenth page of those', 'colleague', newest('colleague', false, deepTeam)],
    ['coordinator: agenda', 'coordinator', tx => agenda(tx)],
    ['coordinator: tasks on my day', 'coordinator', day('coordinator')],
    ['chair: tasks on my day', 'chair', day('chair')],
    ['referrer: tasks on my day', 'referrer', day('referrer')],
  ]
  const rows: Record<string, Awaited<ReturnType<typeof timesOf>>> = {}
  for (const [words, key, work] of asked) rows[words] = await timesOf(() => as(key, work))
  return rows
}

function identity(key: Key): Identity {
  return { id: idOfKey(key), name: `Bench ${key}`, jobTitle: '', agency: '', roles: [people[key][1]] }
}
