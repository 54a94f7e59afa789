// Who reads which rows of the lists of work, asked of the database itself as each person; and every policy and grant must matter: taken
// away, somebody must be answered otherwise.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type OpenDatabase, schemaOf } from '#platform/database'
import { setUpContent, testSecrets } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import {
  actorOf,
  addStaff,
  everyone,
  fillCase,
  type Made,
  makeCase,
  modules,
  openForRequest,
  type StaffKey,
} from './cases-site.test.ts'

const schema = schemaOf(testPartnership)
const matcher = '00000000-0000-8000-8000-000000000005'

describe('the lists of work in the database', () => {
  let database: OpenDatabase
  let first: Made
  let second: Made
  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'] })
    await database.asSystem('migrator', 'set-up', addStaff)
    first = await makeCase(database, testSecrets)
    second = await makeCase(database, testSecrets)
    await fillCase(database, first)
    await openForRequest(database, first)
  })
  after(() => database.close())

  /** Runs one statement in a role and as an actor, after `change` by the owner, and undoes both. Answers its numbers or a refusal. */
  async function ask(role: 'app' | 'matcher', actor: string, statement: string, change = 'select 1'): Promise<string> {
    const enter = `set local role breakwater_${role}; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor}'`
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return String((rows as { n?: number | string }[]).map(({ n }) => n).filter(n => n !== undefined))
    } catch (error) {
      await database.raw('rollback')
      return `error ${(error as { code?: string }).code ?? 'unknown'}`
    }
  }
  const counted = (statement: string): string =>
    `with done as (${statement} returning 1) select count(*)::int as n from done`
  const all = 'select count(*)::int as n from case_work'
  const asStaff = (key: StaffKey, statement: string, change?: string) => ask('app', actorOf(key).id, statement, change)

  for (const [key, rows] of [
    ['coordinator', 8],
    ['lead', 8],
    ['chair', 8],
    ['other-coordinator', 0],
    ['colleague', 0],
    ['teacher', 0],
    ['nurse', 0],
    ['other-chair', 0],
    ['governance', 0],
    ['administrator', 0],
    ['analyst', 0],
    ['board', 0],
    ['intelligence-lead', 0],
    ['police-analyst', 0],
  ] as const)
    test(`${key} reads ${rows} of the 8 rows: two cases, in the lists of opener, lead, teacher and chair`, async () => {
      assert.equal(await asStaff(key, all), String(rows))
    })

  test('nobody at all, when no actor is set', async () => {
    assert.equal(await ask('app', '', all), '0')
    assert.equal(await ask('matcher', '', all), '0')
  })

  test('who was taken out of a team reads no row of that case any more, and those of the other one still', async () => {
    const left = `update ${schema}.membership set ends = now() - interval '1 second'
      where audience = (select id from ${schema}.audience where kind = 'case' and key = '${first.file}');
      update ${schema}.access set ends = now() - interval '1 second' where record = '${first.file}'`
    assert.equal(await asStaff('lead', all, left), '4')
    assert.equal(await asStaff('chair', `select distinct 1 as n from case_work where file = '${first.file}'`, left), '')
    assert.equal(
      await asStaff('chair', `select distinct 1 as n from case_work where file = '${second.file}'`, left),
      '1',
    )
  })

  for (const collection of ['0d3ad895-657f-8cf7-ad94-0d85156e05b9', '3cca0292-fde7-811d-975e-f8937abae83e'])
    test(`without the key to the collection ${collection} the lead reads none: the state tells whether there is an assessment`, async () => {
      const ended = `update ${schema}.access set ends = now() - interval '1 second' where record = '${collection}'`
      assert.equal(await asStaff('lead', all, ended), '0')
    })

  const add = `insert into case_work (file, member, state, waits, unsigned)
    select id, '${actorOf('board').id}', 'closed', 'nothing', false from case_file`
  const changes = {
    insert: counted(add),
    update: counted("update case_work set state = 'closed'"),
    delete: counted('delete from case_work'),
  } as const

  for (const [what, statement] of Object.entries(changes)) {
    test(`${what}: refused to whoever works on the cases, and done by the matcher`, async () => {
      assert.equal(await asStaff('coordinator', statement), 'error 42501')
      assert.equal(await asStaff('lead', statement), 'error 42501')
      assert.equal(await ask('matcher', matcher, statement), what === 'insert' ? '2' : '8')
    })
    test(`${what}: with the matcher’s columns but as somebody else, no row is there and none is taken`, async () => {
      const answer = await ask('matcher', actorOf('lead').id, statement)
      assert.ok(answer === '0' || answer === 'error 42501', answer)
    })
  }

  type Question = readonly [role: 'app' | 'matcher', actor: string, statement: string]
  const questions: readonly Question[] = [
    ...everyone.map((key): Question => ['app', actorOf(key).id, all]),
    ['matcher', matcher, all],
    ...Object.values(changes).map((statement): Question => ['matcher', matcher, statement]),
  ]
  const answers = async (change?: string): Promise<string[]> => {
    const told: string[] = []
    for (const [role, actor, statement] of questions) told.push(await ask(role, actor, statement, change))
    return told
  }

  for (const policy of ['case_work_read', 'case_work_out'])
    test(`the policy ${policy}, taken away, changes an answer`, async () => {
      assert.notDeepEqual(await answers(`drop policy ${policy} on ${schema}.case_work`), await answers())
    })

  for (const [privilege, role] of [
    ['select', 'app'],
    ['select', 'matcher'],
    ['insert', 'matcher'],
    ['update', 'matcher'],
    ['delete', 'matcher'],
  ] as const)
    test(`the grant of ${privilege} to breakwater_${role}, taken away, changes an answer`, async () => {
      const without = await answers(`revoke ${privilege} on ${schema}.case_work from breakwater_${role}`)
      assert.notDeepEqual(without, await answers())
    })

  test('these are all the policies and grants of the table, beside those that remove it in time', async () => {
    const { rows: policies } = await database.raw(`select policyname as name from pg_policies
      where schemaname = '${schema}' and tablename = 'case_work' and not 'breakwater_retention' = any(roles) order by 1`)
    assert.deepEqual(policies, [{ name: 'case_work_out' }, { name: 'case_work_read' }])
    const { rows: grants } = await database.raw(`select grantee || ' ' || lower(privilege_type) as name
      from information_schema.role_table_grants where table_schema = '${schema}' and table_name = 'case_work'
        and grantee in ('breakwater_app', 'breakwater_matcher') order by 1`)
    assert.deepEqual(
      grants,
      ['app select', 'matcher delete', 'matcher insert', 'matcher select', 'matcher update'].map(it => ({
        name: `breakwater_${it}`,
      })),
    )
  })
})
