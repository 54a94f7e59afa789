// Who may do what to the identity model, steps at a moment and chosen programmes, asked of the database itself as each person;
// and the law that nothing computes over what somebody says of themselves.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { audienceId, grantAccess } from '#platform/access'
import { type OpenDatabase, schemaOf } from '#platform/database'
import { newId } from '#platform/ids'
import { testSecrets as secrets, setUpContent } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import {
  actorOf,
  addStaff,
  everyone,
  fillFile,
  makeFile,
  modules,
  now,
  type StaffKey,
} from './assessments-site.test.ts'

const schema = schemaOf(testPartnership)
const tables = ['moment_step', 'identity_talk', 'identity_answer', 'programme_choice'] as const

describe('the parts of an assessed file', () => {
  let database: OpenDatabase
  let made: { file: string; person: string }
  const samples = new Map<string, string>()

  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'], now })
    await addStaff(database)
    made = await makeFile(database, secrets)
    await fillFile(database, made.file)
    const audience = audienceId('person', actorOf('governance').id)
    const grant = {
      audience,
      record: made.person,
      level: 'read',
      purpose: 'subject-access',
      why: 'They asked',
    } as const
    await database.asActor(actorOf('coordinator'), 'case', tx => grantAccess(tx, grant))
    for (const table of [...tables, 'assessment_instrument']) {
      const { rows } = await database.raw(`select to_jsonb(t)::text as row from ${schema}.${table} t limit 1`)
      samples.set(table, (rows as { row: string }[])[0]?.row ?? '')
    }
  })
  after(() => database.close())

  /** Runs one statement as somebody, after `change` by the owner, and undoes both. Answers a count, '' or a refusal. */
  async function ask(key: StaffKey, statement: string, change = 'select 1'): Promise<string> {
    const enter = `set local role breakwater_app; set local search_path = ${schema}, pg_temp; set local app.actor = '${actorOf(key).id}'`
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return String((rows as { n?: number | string }[]).map(({ n }) => n).filter(n => n !== undefined))
    } catch (error) {
      return `error ${(error as { code?: string }).code ?? 'unknown'}`
    }
  }

  const fresh: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    identity_answer: { dynamic: 'another' },
    assessment_instrument: { version: 'another' },
  }
  const count = (table: string): string => `select count(*)::int as n from ${table}`
  const copy = (table: string): string => {
    const row = { ...JSON.parse(samples.get(table) ?? '{}'), id: newId(), ...fresh[table] }
    return `insert into ${table} select * from jsonb_populate_record(null::${table}, '${JSON.stringify(row).replaceAll("'", "''")}'::jsonb)`
  }

  async function whoever(answers: (key: StaffKey) => Promise<boolean>): Promise<StaffKey[]> {
    const found: StaffKey[] = []
    for (const key of everyone) if (await answers(key)) found.push(key)
    return found
  }

  for (const table of tables) {
    test(`${table}: those of the team with the role read it, and whoever answers the person’s own request; the teacher, the police and the board do not`, async () => {
      const readers = await whoever(async key => Number(await ask(key, count(table))) > 0)
      assert.deepEqual(readers, ['coordinator', 'lead', 'colleague', 'chair', 'governance'])
    })
    test(`${table}: only those who work on the file add to it, and nobody changes or removes a row`, async () => {
      const writers = await whoever(async key => (await ask(key, copy(table))) === '')
      assert.deepEqual(writers, ['coordinator', 'lead', 'colleague'])
      assert.match(await ask('lead', `delete from ${table}`), /42501/)
      assert.match(
        await ask('lead', `update ${table} set ${table === 'identity_answer' ? 'words' : 'id'} = null`),
        /42501/,
      )
    })
    test(`${table}: each of its policies matters: taken away, the lead is answered otherwise`, async () => {
      const drop = (name: string): string => `drop policy ${name} on ${schema}.${table}`
      assert.equal(await ask('lead', count(table), drop(`${table}_read`)), '0')
      assert.match(await ask('lead', copy(table), drop(`${table}_add`)), /42501/)
    })
    test(`${table} goes when the file goes`, async () => {
      const { rows } =
        await database.raw(`select k.confdeltype as how from pg_constraint k join pg_class c on c.oid = k.conrelid
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = '${schema}' and c.relname = '${table}' and k.contype = 'f'`)
      assert.ok(rows.length > 0)
      assert.deepEqual(new Set((rows as { how: string }[]).map(({ how }) => how)), new Set(['c']))
    })
  }

  test('the words of an instrument are read by those with the role, and kept by those who assess', async () => {
    const readers = await whoever(async key => Number(await ask(key, count('assessment_instrument'))) > 0)
    assert.deepEqual(readers, ['coordinator', 'other-coordinator', 'lead', 'colleague', 'outsider', 'chair'])
    const writers = await whoever(async key => (await ask(key, copy('assessment_instrument'))) === '')
    assert.deepEqual(writers, ['coordinator', 'other-coordinator', 'lead', 'colleague', 'outsider'])
  })

  describe('nothing computes over what somebody says of themselves', () => {
    test('a step is text: the database refuses to add, average or sum it', async () => {
      for (const sum of ['sum(rating)', 'avg(rating)', 'max(rating + 1)'])
        assert.match(await ask('lead', `select ${sum} as n from identity_answer`), /42883/, sum)
    })
    test('no column of the identity model is a number, generated, or the ground of an index other than its key', async () => {
      const { rows: columns } = await database.raw(`select column_name from information_schema.columns
        where table_schema = '${schema}' and table_name in ('identity_talk', 'identity_answer')
          and (data_type in ('integer', 'smallint', 'bigint', 'numeric', 'real', 'double precision') or is_generated <> 'NEVER')`)
      assert.deepEqual(columns, [])
      const { rows: indexes } = await database.raw(`select indexname from pg_indexes
        where schemaname = '${schema}' and tablename = 'identity_answer'`)
      assert.deepEqual(indexes, [{ indexname: 'identity_answer_pkey' }])
    })
    test('no view of the house reads it', async () => {
      const { rows } =
        await database.raw(`select distinct v.relname from pg_depend d join pg_rewrite r on r.oid = d.objid
        join pg_class v on v.oid = r.ev_class join pg_class t on t.oid = d.refobjid join pg_namespace n on n.oid = t.relnamespace
        where n.nspname = '${schema}' and t.relname in ('identity_talk', 'identity_answer') and v.relname not like 'identity%'`)
      assert.deepEqual(rows, [])
    })
  })
})
