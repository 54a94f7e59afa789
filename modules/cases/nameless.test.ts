// Help without a name, asked of the database itself: who reads and writes it, and that there is nowhere to put a name.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { setUpContent, testSecrets } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import {
  actorOf,
  addStaff,
  everyone,
  makeCase,
  makeGroupCase,
  modules,
  now,
  type StaffKey,
  today,
} from './cases-site.test.ts'
import type { NewGroupSession } from './rules/groups.ts'
import { ageBands, placeKinds, talkOffers, talkTopics } from './rules/talks.ts'
import { addGroupSession, groupSessionPage, groupSums, groupTotals } from './store/groups.ts'
import { addTalk, countTalk, forgetTalks, ownTalks } from './store/talks.ts'

const schema = schemaOf(testPartnership)
const session = {
  programme: 'prg.mentors',
  programme_name: 'Mentors',
  held_on: today,
  place: 'The youth club',
  people: 'young people',
  topics: ['loss', 'staying safe'],
  heads: 12,
  helpers: 1,
} as const satisfies Omit<NewGroupSession, 'workers'> & { programme_name: string }
const talk = {
  held_on: today,
  place_kind: 'hospital',
  age_band: '16 to 17',
  topics: ['loss'],
  offered: ['housing'],
} as const

describe('help without a name', () => {
  let database: OpenDatabase
  let ofOne = ''
  let ofGroup = ''
  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor(actorOf(key), 'case', work)
  const workers = [actorOf('lead').id, actorOf('colleague').id]

  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'], now })
    await database.asSystem('migrator', 'set-up', addStaff)
    ofOne = (await makeCase(database, testSecrets)).file
    ofGroup = await as('coordinator', makeGroupCase)
    await as('lead', tx => addGroupSession(tx, ofGroup, { ...session, workers }, now))
    await as('teacher', tx => addGroupSession(tx, undefined, { ...session, workers: [actorOf('teacher').id] }, now))
    await as('lead', tx => addTalk(tx, talk))
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

  test('a session of no case is read by ten of fifteen: those who give sessions, chairs, analyst and board', async () => {
    assert.deepEqual(await readers('group_session where file is null'), [
      'coordinator',
      'other-coordinator',
      'lead',
      'colleague',
      'teacher',
      'nurse',
      'chair',
      'other-chair',
      'analyst',
      'board',
    ])
  })

  test('a session for friends who have a case is read by its opener and lead alone, and not by the teacher of the team', async () => {
    assert.deepEqual(await readers('group_session where file is not null'), ['coordinator', 'lead'])
  })

  test('a talk is read by the worker who had it, and by nobody else of fifteen', async () => {
    assert.deepEqual(await readers('contact_talk'), ['lead'])
  })

  const inserted = (table: string, changed: Record<string, unknown>, from: string): string =>
    `insert into ${table} select * from jsonb_populate_record(null::${table}, '${from}'::jsonb || '${JSON.stringify({ id: newId(), ...changed })}')`
  const rowOf = async (rows: string): Promise<string> => {
    const [table = ''] = rows.split(' ')
    const { rows: found } = await database.raw(
      `select to_jsonb(t)::text as row from ${schema}.${table} t ${rows.slice(table.length)}`,
    )
    return ((found as { row: string }[])[0]?.row ?? '').replaceAll("'", "''")
  }

  test('a session by head-count cannot be put on the case of one person', async () => {
    const row = await rowOf('group_session where file is not null')
    const by = { recorded_by: actorOf('lead').id }
    assert.equal(await ask('lead', inserted('group_session', { ...by, file: ofGroup }, row)), '')
    assert.equal(await ask('lead', inserted('group_session', { ...by, file: ofOne }, row)), 'error 42501')
  })

  test('nobody writes down a talk in the name of another worker', async () => {
    const row = await rowOf('contact_talk')
    assert.equal(await ask('colleague', inserted('contact_talk', { worker: actorOf('colleague').id }, row)), '')
    assert.equal(await ask('colleague', inserted('contact_talk', {}, row)), 'error 42501')
  })

  test('every word of a talk is held to its list by the database too: no column takes a name', async () => {
    const row = await rowOf('contact_talk')
    const { rows } = await database.raw(`select column_name as name, data_type as type from information_schema.columns
      where table_schema = '${schema}' and table_name = 'contact_talk' and data_type in ('text', 'ARRAY') order by ordinal_position`)
    const free = rows as { name: string; type: string }[]
    assert.deepEqual(
      free.map(({ name }) => name),
      ['place_kind', 'age_band', 'topics', 'offered'],
    )
    const answers: string[] = []
    for (const { name, type } of free)
      answers.push(await ask('lead', inserted('contact_talk', { [name]: type === 'ARRAY' ? ['Jay'] : 'Jay' }, row)))
    assert.deepEqual(answers, Array(4).fill('error 23514'))
  })

  test('the lists of the page are the lists of the database: each word of them is taken', async () => {
    const kept = as('colleague', async tx => {
      for (const place_kind of placeKinds) await addTalk(tx, { ...talk, place_kind })
      for (const age_band of ageBands) await addTalk(tx, { ...talk, age_band })
      await addTalk(tx, { ...talk, topics: talkTopics, offered: talkOffers })
      const own = await ownTalks(tx, undefined)
      assert.equal(own.length, placeKinds.length + ageBands.length + 1)
      throw new Error('undone')
    })
    await assert.rejects(kept, /undone/)
  })

  test('neither a talk nor the ledger says that they agreed, or when it was written', async () => {
    await as('lead', tx => countTalk(tx, true, today))
    assert.deepEqual(Object.keys(JSON.parse(await rowOf('contact_talk'))).sort(), [
      'age_band',
      'held_on',
      'id',
      'offered',
      'place_kind',
      'topics',
      'worker',
    ])
    const { rows: keys } = await database.raw(
      `select left(replace(id::text, '-', ''), 12) as start from ${schema}.contact_talk`,
    )
    const midnight = Date.parse(today).toString(16).padStart(12, '0')
    assert.deepEqual(keys, [{ start: midnight }])
    const { rows } = await database.raw(`select e.kind, e.subject, d.detail from ${schema}.ledger_entry e
      left join ${schema}.ledger_detail d on d.entry = e.id where e.kind in ('talk', 'case count') and e.actor = '${actorOf('lead').id}' order by e.id`)
    assert.deepEqual(rows, [
      { kind: 'talk', subject: null, detail: {} },
      { kind: 'case count', subject: null, detail: { what: 'talk' } },
    ])
  })

  test('a page holds sessions of no case; the totals count sessions, heads and different workers', async () => {
    await as('board', async tx => {
      const found = await groupSessionPage(tx, { programme: undefined, before: undefined })
      assert.deepEqual(
        found.map(({ heads, workers: gave }) => [heads, gave.map(({ name }) => name)]),
        [[12, ['Test teacher']]],
      )
      const of = { programme: 'prg.mentors', programme_name: 'Mentors' }
      assert.deepEqual(await groupTotals(tx, '2025-11-20'), [{ ...of, sessions: 1, heads: 12, workers: 1 }])
      assert.deepEqual(await groupTotals(tx, '2026-11-21'), [])
      assert.deepEqual(await groupSums(tx), { sessions: 1, heads: 12 })
      assert.deepEqual(await groupSessionPage(tx, { programme: undefined, before: found[0]?.id }), [])
    })
  })

  test('a talk of a year ago is cleared away by the clock, and one of today is not', async () => {
    const old = `insert into ${schema}.contact_talk select * from jsonb_populate_record(null::${schema}.contact_talk,
      '${await rowOf('contact_talk')}'::jsonb || jsonb_build_object('id', '${newId()}', 'held_on', current_date - 400))`
    const recent = `update ${schema}.contact_talk set held_on = current_date`
    await database.raw(`${recent}; ${old}`)
    await forgetTalks(database)
    // The next day there is nothing to clear away, and that is no error.
    await forgetTalks(database)
    const { rows } = await database.raw(`select (held_on = current_date) as today from ${schema}.contact_talk`)
    assert.deepEqual(rows, [{ today: true }])
  })

  const asked: readonly (readonly [string, string])[] = [
    ['group_session', 'select count(*)::int as n from group_session'],
    ['contact_talk', 'select count(*)::int as n from contact_talk'],
  ]
  for (const [table, statement] of asked) {
    test(`${table}: every policy of it, taken away, changes what its lead reads or writes`, async () => {
      const row = await rowOf(table === 'contact_talk' ? table : 'group_session where file is null')
      const mine = { worker: actorOf('lead').id, recorded_by: actorOf('lead').id }
      const statements = [
        statement,
        inserted(table, mine, row),
        ...(table === 'group_session' ? [inserted(table, { ...mine, file: ofGroup }, row)] : []),
      ]
      const told = async (change?: string): Promise<string[]> => {
        const answers: string[] = []
        for (const each of statements) answers.push(await ask('lead', each, change))
        return answers
      }
      const usual = await told()
      const { rows } = await database.raw(`select policyname as name from pg_policies
        where schemaname = '${schema}' and tablename = '${table}' and 'breakwater_app' = any(roles)`)
      const survivors: string[] = []
      for (const { name } of rows as { name: string }[])
        if (String(await told(`drop policy ${name} on ${schema}.${table}`)) === String(usual)) survivors.push(name)
      assert.deepEqual([usual.slice(1), survivors], [Array(statements.length - 1).fill(''), []])
    })
  }

  test('when the case of the group goes, its sessions go with it, and those of no case stay', async () => {
    const { rows } =
      await database.raw(`begin; set local search_path = ${schema}; delete from case_file where id = '${ofGroup}';
      select count(*)::int as n, count(file)::int as linked from group_session; rollback`)
    assert.deepEqual(
      (rows as object[]).find(row => 'n' in row),
      { n: 1, linked: 0 },
    )
  })
})
