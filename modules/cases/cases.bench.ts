// The lists of cases at ten thousand and at a million, as breakwater_app: for a practitioner with 30 cases and a coordinator with 3,000.
// Needs DATABASE_URL and DATABASE_OWNER_URL of an empty PostgreSQL database. CASES says how many (default one million).
import { modules } from '#modules'
import { addAccount } from '#modules/agencies'
import { audienceId } from '#platform/access'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import { setUpContent } from '#platform/testing/content'
import { ownerDatabase, testDatabase, testPartnership } from '#platform/testing/database'
import { type Times, timesOf } from '#platform/testing/timing'
import { agenda, search } from './offers.ts'
import { daysAfter } from './rules/clocks.ts'
import { referenceOf } from './rules/state.ts'
import { type CaseFilter, caseWorkPage, countsByLead, newestFiles, workLength } from './store/caseload.ts'
import { casePage, casesAmong } from './store/files.ts'
import { openMoves } from './store/moves.ts'

const schema = schemaOf(testPartnership)
const many = Number(process.env['CASES'] ?? 1_000_000)
const few = 10_000
const today = new Date().toISOString().slice(0, 10)
const inAYear = daysAfter(today, 366)
const practitioner = idOf('account', 'bench-practitioner')
const coordinator = idOf('account', 'bench-coordinator')

if (process.env['DATABASE_URL'] === undefined || process.env['DATABASE_OWNER_URL'] === undefined)
  console.log('This bench measures PostgreSQL: set DATABASE_URL and DATABASE_OWNER_URL.')
else await bench()
process.exit(0)

async function bench(): Promise<void> {
  const database = await testDatabase()
  const owner = await ownerDatabase()
  await prepare(database)
  for (const n of [few, many]) {
    await fill(owner, n)
    console.log(`${n} cases: one page of ${workLength}, in milliseconds, of 40 times each, as breakwater_app`)
    console.table(await measure(database))
  }
}

async function prepare(database: OpenDatabase): Promise<void> {
  await setUpContent(database, { modules, only: ['model', 'agencies'] })
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const role of ['practitioner', 'coordinator'] as const) {
      const account = { key: `bench-${role}`, name: `Bench ${role}`, jobTitle: '', comesTo: '', synthetic: true }
      await addAccount(tx, { ...account, agencyKey: 'auth.wcc', roles: [role] })
    }
  })
}

/**
 * Cases up to `n`, each with its events, its team as an audience with a member, the access of opener, lead and team, its rows in the
 * lists, and a referral that every coordinator reads. The first 30 are led by the practitioner; the first 3,000 were opened by the
 * coordinator, who leads every tenth of them. All that came later are others', and every tenth case is closed. Of the open ones, one in
 * ten has a plan that waits for a second person, one in ten a first meeting that is owed, and one in a thousand is asked of the group; every
 * other case has a move to plan or to see through.
 */
async function fill(owner: OpenDatabase, n: number): Promise<void> {
  // No id of a record is of version 8: that is a collection's.
  const made = (salt: string): string => `overlay(md5('${salt}' || n) placing '7' from 13 for 1)::uuid`
  const id =
    "(lpad(to_hex(1700000000000 + n), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid"
  const give = (audience: string, record: string, level: number): string => `insert into access
    (id, audience, record, level, purpose, why, granted_by) select gen_random_uuid(), ${audience}, ${record}, ${level}, 'case', 'bench',
    opener from made`
  const person = (
    who: string,
  ): string => `case when ${who} = '${practitioner}' then '${audienceId('person', practitioner)}'::uuid
    when ${who} = '${coordinator}' then '${audienceId('person', coordinator)}'::uuid else ${who} end`
  await owner.raw(`begin; set local row_security = off; set local session_replication_role = replica; set local search_path = ${schema};
    create temporary table made on commit drop as
      select ${id} as id, n, ${made('team')} as team,
        case when n <= 3000 then '${coordinator}'::uuid else md5('coordinator' || n % 300)::uuid end as opener,
        case when n <= 30 then '${practitioner}'::uuid when n <= 3000 and n % 10 = 5 then '${coordinator}'::uuid
          else md5('practitioner' || n % 30000)::uuid end as lead
      from generate_series(1, ${n}) n where not exists (select from case_file c where c.id = ${id});
    insert into case_file (id, referral, person, why, opened_on, opened_at, opened_by)
      select id, ${made('referral')}, ${made('person')}, 'bench', current_date - 200, now() - interval '200 days', opener from made;
    insert into case_event (id, file, at, actor, event, member, why)
      select gen_random_uuid(), id, now() - interval '200 days' + e.at * interval '1 second', opener, e.event,
        case when e.event in ('opened', 'closed') then null else lead end, 'bench'
      from made, (values ('opened', 1), ('joined', 2), ('led', 3), ('closed', 4)) e(event, at) where e.at < 4 or n % 10 = 0;
    insert into case_event (id, file, at, actor, event, why)
      select gen_random_uuid(), id, now() - n % 20 * interval '1 day', opener, 'asked', 'bench' from made where n % 1000 = 3;
    insert into case_plan (id, file, version, made_on, made_at, made_by, programme, programme_name, programme_why)
      select gen_random_uuid(), id, 1, current_date - 100, now() - interval '100 days', '${practitioner}', '', '', '' from made where n % 10 = 1;
    insert into case_pathway (id, file, pathway, name, why, contact_hours, chosen_at, chosen_by)
      select gen_random_uuid(), id, 'bench', 'bench', 'bench', 72, now(), opener from made where n % 10 = 5;
    insert into case_move (id, file, kind, due, recorded_at, recorded_by)
      select ${made('move')}, id, 'new school', current_date + n % 300, now(), opener from made where n % 2 = 1;
    insert into case_move_event (id, move, event, who, why, on_day, at, by)
      select gen_random_uuid(), ${made('move')}, 'planned', 'bench', 'bench', current_date, now(), opener from made where n % 4 = 1;
    insert into audience (id, kind, key, name) select team, 'case', id::text, 'bench' from made;
    insert into membership (id, actor, audience, why, granted_by) select gen_random_uuid(), lead, team, 'bench', opener from made;
    ${give(person('opener'), 'id', 40)}; ${give(person('lead'), 'id', 40)}; ${give('team', 'id', 30)};
    ${give(`'${audienceId('role', 'coordinator')}'::uuid`, made('referral'), 40)};
    insert into case_work (file, member, state, lead, waits, due_on, closed_on, unsigned)
      select id, m.member, case when n % 10 = 0 then 'closed' else 'active' end, case when n % 50 = 1 then null else lead end,
        case when n % 10 = 0 then 'nothing' else 'review' end,
        case when n % 10 = 0 then null else current_date + n % 200 - 100 end,
        case when n % 10 = 0 then current_date - n % 2000 end, n % 10 = 1
      from made cross join lateral (select opener union select lead) m(member);
    commit`)
  for (const table of [
    'case_file',
    'case_event',
    'case_plan',
    'case_pathway',
    'case_move',
    'case_move_event',
    'case_work',
    'access',
    'audience',
    'membership',
  ])
    await owner.raw(`vacuum analyze ${schema}.${table}`)
}

type Asked = (tx: Transaction) => Promise<unknown>

async function measure(database: OpenDatabase): Promise<Readonly<Record<string, Times>>> {
  const as = <T>(actor: string, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor({ id: actor, session: undefined }, 'bench', work)
  const page = (actor: string, filter: CaseFilter, after?: string) => async (tx: Transaction) => {
    const rows = await caseWorkPage(tx, filter, { actor, today, after })
    const files = rows.slice(0, workLength).map(({ file }) => file)
    await casesAmong(tx, files)
    return files.at(-1)
  }
  const newest = (actor: string) => async (tx: Transaction) => casesAmong(tx, await newestFiles(tx, actor, undefined))
  // What every module offers to a first page, as modules/home asks for it.
  const day = (id: string, role: string) => async (tx: Transaction) => {
    const who = { id, name: 'Bench', jobTitle: '', agency: '', roles: [role] }
    const offered = []
    for (const { tasks } of modules) offered.push(...((await tasks?.(tx, who, new Date(), modules)) ?? []))
    return offered
  }
  const sought = await as(coordinator, async tx =>
    referenceOf((await newestFiles(tx, coordinator, undefined))[0] ?? ''),
  )
  const every: CaseFilter = { whose: 'anyone', late: false }
  let tenth: string | undefined
  for (let at = 0; at < 9; at += 1)
    await as(coordinator, async tx => {
      tenth = await page(coordinator, every, tenth)(tx)
    })
  const asked: readonly (readonly [string, string, Asked])[] = [
    ['practitioner: caseload', practitioner, page(practitioner, { ...every, whose: 'mine' })],
    ['practitioner: late', practitioner, page(practitioner, { ...every, late: true })],
    ['practitioner: all, newest', practitioner, newest(practitioner)],
    ['coordinator: every open case', coordinator, page(coordinator, every)],
    ['coordinator: tenth page', coordinator, page(coordinator, every, tenth)],
    ['coordinator: late', coordinator, page(coordinator, { ...every, late: true })],
    ['coordinator: nobody leads', coordinator, page(coordinator, { ...every, whose: 'nobody' })],
    ['coordinator: counts by lead', coordinator, tx => countsByLead(tx, coordinator, today)],
    ['coordinator: the register of moves', coordinator, tx => openMoves(tx, coordinator, 'works on', today, inAYear)],
    ['coordinator: all, newest', coordinator, newest(coordinator)],
    ['practitioner: my day', practitioner, day(practitioner, 'practitioner')],
    ['coordinator: my day', coordinator, day(coordinator, 'coordinator')],
    ['coordinator: what an agenda is offered', coordinator, tx => agenda(tx, new Date())],
    ['coordinator: a case by its reference', coordinator, tx => search(tx, sought)],
    ['practitioner: plain list of who only reads', practitioner, tx => casePage(tx, undefined)],
  ]
  const rows: Record<string, Times> = {}
  for (const [words, actor, work] of asked) rows[words] = await timesOf(() => as(actor, work))
  return rows
}
