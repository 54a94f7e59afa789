// No person in any table of early warning: asked of the database's own catalog.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { schemaOf } from '#platform/database'
import { testDatabase, testPartnership } from '#platform/testing/database'

const schema = schemaOf(testPartnership)
const prefixes = ['watch', 'prediction', 'model']
/** Who did something, for the ledger of decisions: never whom something is about. */
const doers = ['made_by', 'by_whom']
const personal =
  /person|people|name|birth|born|age|sex|gender|ethnic|religion|address|postcode|street|uprn|nhs|phone|email|suspect|victim|offender|pupil|school|child|account|actor/

type Column = { readonly table: string; readonly column: string; readonly type: string }

async function rows<T>(text: string): Promise<T[]> {
  return (await (await testDatabase()).raw(text)).rows as T[]
}

const suspect = (columns: readonly Column[]): string[] =>
  columns.filter(({ column }) => !doers.includes(column) && personal.test(column)).map(it => `${it.table}.${it.column}`)

async function columnsOf(): Promise<Column[]> {
  const like = prefixes.map(prefix => `table_name like '${prefix}\\_%'`).join(' or ')
  return rows<Column>(`select table_name as table, column_name as column, data_type as type
    from information_schema.columns where table_schema = '${schema}' and (${like}) order by 1, 2`)
}

describe('no person in any table of early warning', () => {
  test('the catalog knows the eleven tables', async () => {
    const tables = new Set((await columnsOf()).map(({ table }) => table))
    assert.deepEqual(
      [...tables].filter(table => !table.startsWith('model_')),
      [
        ...['prediction_content', 'prediction_key', 'prediction_score', 'prediction_seal', 'prediction_target'],
        ...['watch_contest', 'watch_contest_answer', 'watch_decision', 'watch_entry', 'watch_run'],
      ],
    )
  })
  test('no column is about a person', async () => assert.deepEqual(suspect(await columnsOf()), []))
  test('control: a column of that kind would be found', () => {
    const planted = ['person', 'nhs_number', 'date_of_birth', 'suspect', 'school_urn'].map(column => ({
      table: 'watch_entry',
      column,
      type: 'uuid',
    }))
    assert.equal(suspect(planted).length, 5)
  })
  test('no foreign key leads to a table of people, referrals, assessments or cases', async () => {
    const keys = await rows<{ to: string }>(`select distinct b.relname as "to" from pg_constraint k
      join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid join pg_namespace n on n.oid = a.relnamespace
      where k.contype = 'f' and n.nspname = '${schema}' and (a.relname like 'watch\\_%' or a.relname like 'prediction\\_%') order by 1`)
    assert.deepEqual(
      keys.map(({ to }) => to),
      ['prediction_seal', 'watch_contest', 'watch_entry', 'watch_run'],
    )
  })
  test('an entry is about a small area or a conflict, and nothing else: the database says so', async () => {
    const checks = await rows<{ text: string }>(`select pg_get_constraintdef(k.oid) as text from pg_constraint k
      join pg_class a on a.oid = k.conrelid join pg_namespace n on n.oid = a.relnamespace
      where k.contype = 'c' and n.nspname = '${schema}' and a.relname = 'watch_entry'`)
    assert.ok(checks.some(({ text }) => /'place'.*'conflict'/.test(text)))
  })
  test('nobody may change or remove a run, an entry, a seal, a file, a score or a withdrawal', async () => {
    const granted = await rows<{ what: string }>(`select table_name || ' ' || privilege_type as what
      from information_schema.role_table_grants where table_schema = '${schema}' and grantee like 'breakwater\\_%'
      and grantee <> 'breakwater_owner' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
      and (table_name like 'watch\\_%' or table_name like 'prediction\\_%' or table_name = 'model_withdrawal')`)
    assert.deepEqual(granted, [])
  })
  test('nobody but the database writes the time of sealing', async () => {
    const granted = await rows<{ grantee: string }>(`select grantee from information_schema.column_privileges
      where table_schema = '${schema}' and table_name = 'prediction_seal' and column_name = 'sealed_at'
      and privilege_type in ('INSERT', 'UPDATE') and grantee <> 'breakwater_owner' and grantee like 'breakwater\\_%'`)
    assert.deepEqual(granted, [])
  })
})
