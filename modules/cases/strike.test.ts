// A wrong session for a group is struck out: who may, what then no longer counts, and that each policy matters.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { setUpContent } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import { actorOf, addStaff, everyone, makeGroupCase, modules, now, type StaffKey, today } from './cases-site.test.ts'
import {
  addGroupSession,
  groupSessionPage,
  groupSessionsOf,
  groupSums,
  groupTotals,
  strikeGroupSession,
} from './store/groups.ts'

const schema = schemaOf(testPartnership)
const session = {
  programme: 'prg.mentors',
  programme_name: 'Mentors',
  held_on: today,
  place: 'The youth club',
  people: 'young people',
  topics: ['loss'],
  heads: 12,
  helpers: 0,
} as const

describe('striking out a session for a group', () => {
  let database: OpenDatabase
  let ofGroup = ''
  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor(actorOf(key), 'case', work)

  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'], now })
    await database.asSystem('migrator', 'set-up', addStaff)
    ofGroup = await as('coordinator', makeGroupCase)
    await as('lead', tx => addGroupSession(tx, ofGroup, { ...session, workers: [actorOf('lead').id] }, now))
    await as('teacher', tx => addGroupSession(tx, undefined, { ...session, workers: [actorOf('teacher').id] }, now))
  })
  after(() => database.close())

  /** Runs one statement as somebody, after `change` by the owner, and undoes both. Answers a count or a refusal. */
  async function ask(key: StaffKey, statement: string, change = 'select 1'): Promise<string> {
    const enter = `set local role breakwater_app; set local search_path = ${schema}, pg_temp; set local app.actor = '${actorOf(key).id}'`
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return String((rows as { n?: number | string }[]).map(({ n }) => n).filter(n => n !== undefined))
    } catch (error) {
      await database.raw('rollback')
      return `error ${(error as { code?: string }).code ?? 'unknown'}`
    }
  }

  async function readers(rows: string): Promise<StaffKey[]> {
    const found: StaffKey[] = []
    for (const key of everyone)
      if (Number(await ask(key, `select count(*)::int as n from ${rows}`)) > 0) found.push(key)
    return found
  }

  const rowOf = async (rows: string): Promise<string> => {
    const [table = ''] = rows.split(' ')
    const { rows: found } = await database.raw(
      `select to_jsonb(t)::text as row from ${schema}.${table} t ${rows.slice(table.length)}`,
    )
    return ((found as { row: string }[])[0]?.row ?? '').replaceAll("'", "''")
  }

  const strikeOf = (id: string, key: StaffKey): string =>
    `insert into group_session_struck (session, reason, at, by) values ('${id}', 'it did not take place', now(), '${actorOf(key).id}')`

  test('a session of no case is struck out by who wrote it down, who gave it and the coordinators, and by nobody else of fifteen', async () => {
    const { id } = JSON.parse(await rowOf('group_session where file is null'))
    const struck: StaffKey[] = []
    for (const key of everyone) if ((await ask(key, strikeOf(id, key))) === '') struck.push(key)
    assert.deepEqual(struck, ['coordinator', 'other-coordinator', 'teacher'])
    const gave = `update ${schema}.group_session set workers = array['${actorOf('lead').id}'::uuid]`
    assert.equal(await ask('lead', strikeOf(id, 'lead'), gave), '')
    assert.equal(
      await ask('coordinator', strikeOf(id, 'lead')),
      'error 42501',
      'nobody strikes out in the name of another',
    )
  })

  test('a session of the friends’ case is struck out by those who work on it, whoever wrote it down', async () => {
    const { id } = JSON.parse(await rowOf('group_session where file is not null'))
    const struck: StaffKey[] = []
    for (const key of everyone) if ((await ask(key, strikeOf(id, key))) === '') struck.push(key)
    assert.deepEqual(struck, ['coordinator', 'lead'])
    assert.equal(await ask('lead', `${strikeOf(id, 'lead')}; ${strikeOf(id, 'lead')}`), 'error 23505')
    const freed = strikeOf(id, 'lead').replace('it did not take place', 'Jay came')
    assert.equal(await ask('lead', freed), 'error 23514', 'the reason is a word of the list')
  })

  test('struck out, it stands on the page with who and why, and no longer in totals and sums', async () => {
    const undone = as('teacher', async tx => {
      const [it] = await groupSessionPage(tx, { programme: undefined, before: undefined })
      assert.ok(it !== undefined)
      await strikeGroupSession(tx, it, 'the number is wrong', now)
      const [struck] = await groupSessionPage(tx, { programme: undefined, before: undefined })
      assert.deepEqual(
        [struck?.heads, struck?.struck?.reason, struck?.struck?.by_name],
        [12, 'the number is wrong', 'Test teacher'],
      )
      assert.deepEqual(await groupTotals(tx, '2025-11-20'), [])
      assert.deepEqual(await groupSums(tx), { sessions: 0, heads: 0 })
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
  })

  test('a struck session of a case is read by its readers alone; each policy of it, taken away, changes an answer', async () => {
    await as('lead', async tx => {
      const [it] = await groupSessionsOf(tx, ofGroup)
      assert.ok(it !== undefined)
      await strikeGroupSession(tx, it, 'written down twice', now)
    })
    assert.deepEqual(await readers('group_session_struck'), ['coordinator', 'lead'])
    const { id } = JSON.parse(await rowOf('group_session where file is null'))
    const room = `delete from ${schema}.group_session_struck`
    const told = async (change: string) => [
      await ask('lead', 'select count(*)::int as n from group_session_struck', change),
      await ask('teacher', strikeOf(id, 'teacher'), change),
      await ask(
        'lead',
        strikeOf(JSON.parse(await rowOf('group_session where file is not null')).id, 'lead'),
        `${room}; ${change}`,
      ),
    ]
    const usual = await told('select 1')
    assert.deepEqual(usual, ['1', '', ''])
    for (const name of ['read', 'add', 'add_to_case'])
      assert.notDeepEqual(
        await told(`drop policy group_session_struck_${name} on ${schema}.group_session_struck`),
        usual,
        name,
      )
    await database.raw(room)
  })
})
