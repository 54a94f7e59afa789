// The laws that only the database itself can show, read from its own catalog.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { schemaOf } from './database.ts'
import { testDatabase, testPartnership } from './testing/database.ts'

const schema = schemaOf(testPartnership)

async function rows(text: string): Promise<unknown[]> {
  return (await (await testDatabase()).raw(text)).rows
}

const tables = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('${schema}', 'breakwater') and c.relkind in ('r', 'p')`

describe('the database keeps the laws', () => {
  test('every table has row-level security enabled and forced', async () => {
    assert.deepEqual(await rows(`select c.relname ${tables} and not (c.relrowsecurity and c.relforcerowsecurity)`), [])
  })

  test('every table has a policy and a grant', async () => {
    assert.deepEqual(
      await rows(`select c.relname ${tables} and not exists (select from pg_policy p where p.polrelid = c.oid)`),
      [],
    )
    const granted = `select from aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee where r.rolname like 'breakwater\\_%' and r.rolname <> 'breakwater_owner'`
    assert.deepEqual(await rows(`select c.relname ${tables} and not exists (${granted})`), [])
  })

  test('no policy lets an unnamed actor through: every expression asks who is acting or reads the access views', async () => {
    const unguarded = await rows(`
      select c.relname, p.polname from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('${schema}', 'breakwater') and p.polroles <> array[(select oid from pg_roles where rolname = 'breakwater_owner')]
        and exists (select from (values (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) e(text)
          where e.text is not null and e.text !~ 'app\\.actor|readable|writable|manageable|knowable')`)
    assert.deepEqual(unguarded, [])
  })

  test('with no actor set, no table shows a row to any of the application roles', async () => {
    const database = await testDatabase()
    const roles = ['app', 'anonymous', 'sign_in', 'grantor', 'sealer', 'retention', 'matcher', 'migrator', 'worker']
    const all = (await rows(`select n.nspname || '.' || c.relname as name ${tables}`)) as { name: string }[]
    const seen: string[] = []
    for (const role of roles) {
      for (const { name } of all) {
        const count = await database
          .raw(
            `begin; set local role breakwater_${role}; set local search_path = ${schema}, pg_temp; select count(*) as n from ${name}; rollback`,
          )
          .catch(error => {
            assert.match(String(error), /permission denied/)
            return { rows: [{ n: 0 }] }
          })
        if (Number((count.rows[0] as { n: number } | undefined)?.n ?? 0) > 0) seen.push(`${role} sees ${name}`)
      }
    }
    assert.deepEqual(seen, [])
  })

  test('views run with the rights of whoever asks, and no view is stored', async () => {
    const views = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('${schema}', 'breakwater')`
    assert.deepEqual(
      await rows(
        `select c.relname ${views} and c.relkind = 'v' and not coalesce(c.reloptions::text ~ 'security_invoker=(true|on)', false)`,
      ),
      [],
    )
    assert.deepEqual(await rows(`select c.relname ${views} and c.relkind = 'm'`), [])
  })

  test("no function runs with its owner's rights, and no trigger is set", async () => {
    assert.deepEqual(
      await rows(
        `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('${schema}', 'breakwater') and p.prosecdef`,
      ),
      [],
    )
    assert.deepEqual(
      await rows(
        `select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = '${schema}' and not t.tgisinternal`,
      ),
      [],
    )
  })

  test('no foreign key leaves its schema', async () => {
    assert.deepEqual(
      await rows(
        `select k.conname from pg_constraint k join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid where k.contype = 'f' and a.relnamespace <> b.relnamespace and a.relnamespace = '${schema}'::regnamespace`,
      ),
      [],
    )
  })

  test('nobody may create objects in the schemas or temporary tables in the database', async () => {
    assert.deepEqual(
      await rows(
        `select n.nspname from pg_namespace n, aclexplode(n.nspacl) a where n.nspname in ('${schema}', 'breakwater', 'public') and a.grantee = 0 and a.privilege_type = 'CREATE'`,
      ),
      [],
    )
    assert.deepEqual(
      await rows(
        `select from pg_database d, aclexplode(d.datacl) a where d.datname = current_database() and a.grantee = 0 and a.privilege_type = 'TEMPORARY'`,
      ),
      [],
    )
  })

  test('the application role owns nothing here and cannot pass the policies by', async () => {
    assert.deepEqual(await rows(`select c.relname ${tables} and pg_get_userbyid(c.relowner) <> 'breakwater_owner'`), [])
    assert.deepEqual(
      await rows(
        `select rolname from pg_roles where rolname like 'breakwater\\_%' and (rolsuper or rolbypassrls or rolcreaterole)`,
      ),
      [],
    )
  })
})
