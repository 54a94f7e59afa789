// Looking after staff, asked of the database itself: two people read it, one of them the notes, and nobody overwrites anything.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { setUpContent } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import { actorOf, addStaff, everyone, modules, now, type StaffKey, staff, today } from './cases-site.test.ts'
import { staffCareTasks } from './offers/staff-care.ts'
import { measures } from './offers.ts'
import { careSteps } from './rules/staff-care.ts'
import {
  addNote,
  askForCare,
  callOffCare,
  careById,
  careCounts,
  carePage,
  countSupervised,
  forgetCare,
  holdCare,
  ownNotes,
} from './store/staff-care.ts'

const schema = schemaOf(testPartnership)
const planned = '2026-11-25'
const next = '2026-12-20'
const asked = {
  kind: 'supervision',
  supporter: actorOf('coordinator').id,
  planned_on: planned,
  reference: '3F9A2C',
} as const
const held = { on_day: today, done: ['training', 'a second worker'], next_on: next } as const
const two = ['coordinator', 'lead'] as const

describe('looking after staff', () => {
  let database: OpenDatabase
  let care = ''
  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor(actorOf(key), 'staff-care', work)

  /** The lead asks the coordinator, who holds it and agrees a next day; the lead has a note. Five others, counted, by the owner. */
  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'], now })
    await database.asSystem('migrator', 'set-up', addStaff)
    care = await as('lead', tx => askForCare(tx, asked, now))
    await as('lead', tx => addNote(tx, care, 'I am tired', now))
    await as('coordinator', async tx => {
      const it = await careById(tx, care)
      assert.ok(it !== undefined)
      await holdCare(tx, it, held, now)
    })
    await database.raw(`insert into ${schema}.staff_care_count values ('2026-10-01', 7)`)
  })
  after(() => database.close())

  /** Runs one statement as somebody, after `change` by the owner, and undoes both. Answers a count or a refusal. */
  async function ask(actor: string, statement: string, change = 'select 1'): Promise<string> {
    const enter = `set local role breakwater_app; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor}'`
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return String((rows as { n?: number | string }[]).map(({ n }) => n).filter(n => n !== undefined))
    } catch (error) {
      await database.raw('rollback')
      return `error ${(error as { code?: string }).code ?? 'unknown'}`
    }
  }
  test('the colleague who is asked is told, and the worker when a next day is planned: a notice without a word of it', async () => {
    const { rows } = await database.raw(`select a.name, n.record = '${care}' as first, n.urgent from ${schema}.notice n
      join ${schema}.account a on a.id = n.actor where n.kind = 'colleague asks' order by 1`)
    assert.deepEqual(rows, [
      { name: 'Test coordinator', first: true, urgent: false },
      { name: 'Test lead', first: false, urgent: false },
    ])
  })

  const countOf = (table: string): string => `select count(*)::int as n from ${table}`

  const reads: Readonly<Record<string, readonly StaffKey[]>> = {
    staff_care: two,
    staff_care_answer: two,
    staff_care_note: ['lead'],
    staff_care_count: everyone.filter(key =>
      ['practitioner', 'coordinator', 'chair', 'analyst', 'board'].includes(staff[key][1]),
    ),
  }
  for (const [table, allowed] of Object.entries(reads)) {
    test(`${table} is read by ${allowed.join(', ')} and nobody else of ${everyone.length}, and by nobody without a name`, async () => {
      const found: StaffKey[] = []
      for (const key of everyone) if (Number(await ask(actorOf(key).id, countOf(table))) > 0) found.push(key)
      assert.deepEqual(
        found,
        everyone.filter(key => allowed.includes(key)),
      )
      assert.equal(await ask('', countOf(table)), '0')
    })
  }

  /** A new row like one that is there, by whoever is asked, or as `changed` says. */
  const added = async (table: string, changed: Readonly<Record<string, unknown>>, from: string): Promise<string> => {
    const { rows } = await database.raw(`select to_jsonb(t)::text as row from ${schema}.${table} t where ${from}`)
    const row = ((rows as { row: string }[])[0]?.row ?? '').replaceAll("'", "''")
    const fresh = JSON.stringify({ ...(table === 'staff_care_answer' ? {} : { id: newId() }), ...changed })
    return `insert into ${table} select * from jsonb_populate_record(null::${table}, '${row}'::jsonb || '${fresh}')`
  }
  const first = 'follows is null'
  const agreed = 'follows is not null'
  const unplanned = `delete from ${schema}.staff_care where follows is not null`
  const unanswered = `delete from ${schema}.staff_care_answer`
  const id = (key: StaffKey): string => actorOf(key).id

  test('a worker asks in their own name alone, and cannot ask themselves', async () => {
    const own = await added('staff_care', {}, first)
    assert.deepEqual([await ask(id('lead'), own), await ask(id('coordinator'), own)], ['', 'error 42501'])
    assert.deepEqual([await ask(id('teacher'), own), await ask('', own)], ['error 42501', 'error 42501'])
    const alone = await added('staff_care', { supporter: id('lead') }, first)
    assert.equal(await ask(id('lead'), alone), 'error 23514')
    const named = await added('staff_care', { reference: 'RHYSM1' }, first)
    assert.equal(await ask(id('lead'), named), 'error 23514')
  })

  test('the colleague says that it took place, once; the worker can only call it off; nobody else does either', async () => {
    const off = { outcome: 'called off', done: [], next_on: null }
    const wrote = async (key: StaffKey, more = {}): Promise<string> =>
      ask(id(key), await added('staff_care_answer', { by: id(key), ...more }, 'true'), unanswered)
    assert.deepEqual(
      [await wrote('coordinator'), await wrote('lead'), await wrote('colleague')],
      ['', 'error 42501', 'error 42501'],
    )
    assert.deepEqual(
      [await wrote('coordinator', off), await wrote('lead', off), await wrote('colleague', off)],
      ['', '', 'error 42501'],
    )
    assert.equal(await wrote('coordinator', { by: id('lead') }), 'error 42501')
    const twice = await added('staff_care_answer', { by: id('coordinator') }, 'true')
    assert.equal(await ask(id('coordinator'), twice), 'error 23505')
  })

  test('what will be done is words of the list: none, another, and nothing needed beside something are refused', async () => {
    const wrote = async (done: readonly string[]): Promise<string> =>
      ask(id('coordinator'), await added('staff_care_answer', { by: id('coordinator'), done }, 'true'), unanswered)
    assert.deepEqual(
      [await wrote([]), await wrote(['He was hurt']), await wrote(['training', 'nothing needed'])],
      ['error 23514', 'error 23514', 'error 23514'],
    )
    assert.deepEqual([await wrote(careSteps.slice(0, -1)), await wrote(careSteps.slice(-1))], ['', ''])
  })

  test('a next day is added by the colleague as it was agreed: not another day, another worker, or with a case', async () => {
    const wrote = async (changed: Readonly<Record<string, unknown>>, key: StaffKey = 'coordinator'): Promise<string> =>
      ask(id(key), await added('staff_care', changed, agreed), unplanned)
    assert.deepEqual([await wrote({}), await wrote({}, 'lead')], ['', 'error 42501'])
    assert.equal(await wrote({ planned_on: '2026-12-21' }), 'error 23503')
    assert.equal(await wrote({ worker: id('colleague') }), 'error 23503')
    assert.equal(await wrote({ reference: '3F9A2C' }), 'error 23514')
    assert.equal(await wrote({ kind: 'debrief' }), 'error 23503')
  })

  test('a note is for the worker alone: the colleague can add none, neither their own nor in the name of the worker', async () => {
    const note = await added('staff_care_note', {}, 'true')
    const another = await added('staff_care_note', { worker: id('coordinator') }, 'true')
    assert.deepEqual(
      [await ask(id('lead'), note), await ask(id('coordinator'), note), await ask(id('coordinator'), another)],
      ['', 'error 42501', 'error 42501'],
    )
    await as('coordinator', async tx => assert.deepEqual(await ownNotes(tx, care), []))
  })

  test('nobody of the app changes or removes a row of any of the four', async () => {
    const { rows } =
      await database.raw(`select distinct table_name as name, privilege_type from information_schema.role_table_grants
      where table_schema = '${schema}' and grantee = 'breakwater_app' and table_name like 'staff\\_care%' and privilege_type <> 'SELECT'
      order by 1`)
    assert.deepEqual(
      (rows as { name: string; privilege_type: string }[]).map(it => `${it.name} ${it.privilege_type}`),
      ['staff_care INSERT', 'staff_care_answer INSERT', 'staff_care_note INSERT'],
    )
  })

  test('no column of it is a key to a case or a person who is helped', async () => {
    const { rows } = await database.raw(`select distinct confrelid::regclass::text as name from pg_constraint
      where contype = 'f' and conrelid::regclass::text like '%staff_care%' order by 1`)
    assert.deepEqual(
      (rows as { name: string }[]).map(({ name }) => name.replace(/^.*\./, '')),
      ['staff_care', 'staff_care_answer'],
    )
  })

  test('each of the eight policies for people, taken away, changes an answer', async () => {
    const both: readonly StaffKey[] = ['lead', 'coordinator', 'board']
    const statements: readonly (readonly [string, string])[] = [
      ...Object.keys(reads).map(table => [countOf(table), 'select 1'] as const),
      [await added('staff_care', {}, first), 'select 1'],
      [await added('staff_care', {}, agreed), unplanned],
      [await added('staff_care_answer', { by: id('coordinator') }, 'true'), unanswered],
      [await added('staff_care_note', {}, 'true'), 'select 1'],
    ]
    const told = async (change: string): Promise<string> => {
      const answers: string[] = []
      for (const key of both)
        for (const [statement, before] of statements)
          answers.push(await ask(id(key), statement, `${before}; ${change}`))
      return answers.join()
    }
    const usual = await told('select 1')
    const { rows } = await database.raw(`select policyname as name, tablename as table from pg_policies
      where schemaname = '${schema}' and tablename like 'staff\\_care%' and 'breakwater_app' = any(roles)`)
    const survivors: string[] = []
    for (const { name, table } of rows as { name: string; table: string }[])
      if ((await told(`drop policy ${name} on ${schema}.${table}`)) === usual) survivors.push(name)
    assert.deepEqual([rows.length, survivors], [8, []])
  })

  test('a day that has passed is a task of both and of nobody else, without a name or a case; answered, it is none', async () => {
    const tasksOf = (key: StaffKey, on: string) =>
      as(key, tx =>
        staffCareTasks(tx, { ...actorOf(key), roles: [staff[key][1]] } as never, new Date(`${on}T10:00:00Z`)),
      )
    assert.deepEqual([await tasksOf('lead', next), await tasksOf('colleague', '2026-12-21')], [[], []])
    const [own, others] = [await tasksOf('lead', '2026-12-21'), await tasksOf('coordinator', '2026-12-21')]
    assert.deepEqual(
      [own, others].map(tasks => tasks.map(({ due }) => due)),
      [[next], [next]],
    )
    assert.doesNotMatch(JSON.stringify([own, others]), /Test|3F9A2C|Case/)
  })

  test('five workers in six weeks are counted, four are not; the seventh week, a debrief and one called off do not count', async () => {
    const row = (n: number, kind: string, outcome: string, on: string): string => {
      const done = outcome === 'held' ? '{training}' : '{}'
      const key = newId()
      return `insert into ${schema}.staff_care values ('${key}', '${kind}', '00000000-0000-7000-8000-00000000000${n}', '${id('coordinator')}', '${on}', null, null, now());
        insert into ${schema}.staff_care_answer values ('${key}', '${outcome}', '${on}', '${done}', null, now(), '${id('coordinator')}')`
    }
    // The lead had supervision, so three more make four.
    for (const n of [1, 2, 3]) await database.raw(row(n, 'supervision', 'held', '2026-10-10'))
    await database.raw(row(1, 'supervision', 'held', today))
    await database.raw(row(4, 'supervision', 'held', '2026-10-09'))
    await database.raw(row(4, 'debrief', 'held', today))
    await database.raw(row(4, 'supervision', 'called off', today))
    await countSupervised(database, today)
    const october = { month: '2026-10-01', workers: 7 }
    assert.deepEqual(await as('board', careCounts), [october])
    await database.raw(row(4, 'supervision', 'held', today))
    await countSupervised(database, today)
    assert.deepEqual(await as('board', careCounts), [{ month: '2026-11-01', workers: 5 }, october])
    const figures = await as('board', measures)
    assert.equal(figures.find(({ key }) => key === 'cases.supervised')?.value, 5)
    assert.deepEqual(await as('teacher', careCounts), [])
  })

  test('two years after its last day it goes with its answer and its notes, and one that was held later stays', async () => {
    const kept = (await as('lead', tx => carePage(tx, undefined))).length
    await database.raw(`delete from ${schema}.staff_care where worker <> '${id('lead')}'`)
    await forgetCare(database)
    assert.equal((await as('lead', tx => carePage(tx, undefined))).length, kept)
    await database.raw(`update ${schema}.staff_care set planned_on = current_date - 800, follows = null;
      update ${schema}.staff_care_answer set on_day = current_date - 700, next_on = null`)
    await forgetCare(database)
    assert.deepEqual(
      (await as('lead', tx => carePage(tx, undefined))).map(it => it.id),
      [care],
    )
    await database.raw(`update ${schema}.staff_care_answer set on_day = current_date - 800`)
    await forgetCare(database)
    const { rows } = await database.raw(`set search_path = ${schema};
      select (select count(*) from staff_care) + (select count(*) from staff_care_answer) + (select count(*) from staff_care_note) as n`)
    assert.equal(Number((rows as { n?: unknown }[]).find(({ n }) => n !== undefined)?.n), 0)
  })

  test('calling off is written once as well', async () => {
    const other = await as('colleague', tx => askForCare(tx, { ...asked, reference: null }, now))
    const both = { id: other, worker: actorOf('colleague').id, supporter: asked.supporter }
    await as('colleague', tx => callOffCare(tx, both, today, now))
    assert.equal((await as('coordinator', tx => careById(tx, other)))?.outcome, 'called off')
    await assert.rejects(as('coordinator', tx => callOffCare(tx, both, today, now)))
  })
})
