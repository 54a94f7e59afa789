// Parts of a case that are struck out: who may, whose eyes they are hidden from, what no longer counts, and that each policy matters.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { testSecrets as secrets, setUpContent } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import {
  actorOf,
  addStaff,
  everyone,
  fillCase,
  type Made,
  makeCase,
  modules,
  now,
  openForRequest,
  type StaffKey,
  today,
} from './cases-site.test.ts'
import type { PartKind } from './rules/struck.ts'
import { addEvent } from './store/files.ts'
import { partToStrike, strikable, strikePart } from './store/struck.ts'
import { recountWorkers } from './store/workers.ts'
import { strikingCounts } from './struck-counts.test.ts'
import { strikingFigures } from './struck-figures.test.ts'

const schema = schemaOf(testPartnership)
const tables: Readonly<Record<PartKind, string>> = {
  session: 'case_session',
  review: 'case_review',
  look: 'case_look',
  outcome: 'case_outcome',
  plan: 'case_plan',
  move: 'case_move',
  'move step': 'case_move_event',
  event: 'case_event',
}
const kinds = Object.keys(tables) as PartKind[]

describe('striking out a part of a case', () => {
  let database: OpenDatabase
  let made: Made
  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor(actorOf(key), 'case', work)

  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'], now })
    await database.asSystem('migrator', 'set-up', addStaff)
    made = await makeCase(database, secrets)
    await fillCase(database, made)
    await as('lead', tx => addEvent(tx, made.file, { event: 'asked', why: 'The plan is not working' }, now))
    await openForRequest(database, made)
  })
  after(() => database.close())

  /** Does something as somebody and undoes it. */
  async function undone<T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> {
    let answer: T | undefined
    const undo = new Error('undone')
    const run = as(key, async tx => {
      answer = await work(tx)
      throw undo
    })
    await assert.rejects(run, undo)
    return answer as T
  }

  async function strike(tx: Transaction, kind: PartKind, id?: string): Promise<unknown> {
    const part = await partToStrike(tx, made.file, kind, id ?? [...(await strikable(tx, made.file, kind))][0] ?? '')
    assert.ok(part !== undefined, kind)
    return strikePart(tx, made.file, { kind, part, reason: 'it is of another case' }, now, today)
  }

  /** Runs statements as somebody, after `change` by the owner, and undoes both. Answers a count or a refusal. */
  async function ask(key: StaffKey, statement: string, change = 'select 1', role = 'app'): Promise<string> {
    const actor = role === 'app' ? actorOf(key).id : '00000000-0000-8000-8000-000000000005'
    const enter = `set local role breakwater_${role}; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor}'`
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return String((rows as { n?: number | string }[]).map(({ n }) => n).filter(n => n !== undefined))
    } catch (error) {
      await database.raw('rollback')
      return `error ${(error as { code?: string }).code ?? 'unknown'}`
    }
  }

  const rowOf = async (kind: PartKind): Promise<{ readonly id: string }> => {
    const which = kind === 'event' ? `where event = 'asked'` : ''
    const { rows } = await database.raw(`select id from ${schema}.${tables[kind]} ${which} limit 1`)
    const [row] = rows as { id: string }[]
    assert.ok(row !== undefined)
    return row
  }

  const struckRow = (id: string, kind: PartKind, by: string): string =>
    `insert into case_part_struck (part, file, kind, day, reason, at, by)
      values ('${id}', '${made.file}', '${kind}', '${today}', 'written down twice', now(), '${by}')`
  const struckBy = (id: string, kind: PartKind, key: StaffKey): string =>
    `${struckRow(id, kind, actorOf(key).id)}; insert into case_part_hidden (part, file) values ('${id}', '${made.file}')`

  test('a session of the lead is struck out by the lead and by whoever opened the case, and by none of their colleagues', async () => {
    const { id } = await rowOf('session')
    const struck: StaffKey[] = []
    for (const key of ['coordinator', 'lead', 'colleague', 'teacher', 'chair', 'governance'] as const)
      if ((await ask(key, struckBy(id, 'session', key))) === '') struck.push(key)
    assert.deepEqual(struck, ['coordinator', 'lead'])
  })

  for (const kind of kinds)
    test(`a ${kind} is struck out by whoever of the team wrote it`, async () => {
      const { id } = await rowOf(kind)
      const works = `update ${schema}.access set level = 30 where record = '${made.file}' and level = 40`
      assert.equal(await ask('lead', struckBy(id, kind, 'lead'), works), '')
    })

  test('somebody of the team strikes out what they wrote, and nothing of others; nobody in the name of another, or twice', async () => {
    const { id } = await rowOf('session')
    const works = `update ${schema}.access set level = 30 where record = '${made.file}' and level = 40`
    const others = `${works}; update ${schema}.case_session set recorded_by = '${actorOf('coordinator').id}'`
    assert.equal(await ask('lead', struckBy(id, 'session', 'lead'), others), 'error 42501')
    assert.equal(await ask('lead', struckRow(id, 'session', actorOf('coordinator').id)), 'error 42501')
    assert.equal(
      await ask('lead', `${struckBy(id, 'session', 'lead')}; ${struckBy(id, 'session', 'lead')}`),
      'error 42501',
      'it is no longer seen',
    )
    const alone = `insert into case_part_hidden (part, file) values ('${id}', '${made.file}')`
    assert.equal(await ask('lead', alone), 'error 42501', 'nothing is hidden without who and why')
  })

  test('who is in the team, and that the case was opened, is struck out by nobody', async () => {
    const { rows } = await database.raw(
      `select id from ${schema}.case_event where event in ('opened', 'joined', 'led') order by event`,
    )
    assert.equal(rows.length, 5)
    const all = (rows as { id: string }[]).map(({ id }) => struckRow(id, 'event', actorOf('coordinator').id))
    for (const each of [all[0] ?? '', all[1] ?? '', all[4] ?? ''])
      assert.equal(await ask('coordinator', each), 'error 42501')
  })

  for (const kind of kinds)
    test(`a ${kind} that is struck out is read by whoever answers the person’s own request, and by nobody else`, async () => {
      const { id } = await rowOf(kind)
      const set = `insert into ${schema}.case_part_hidden (part, file) values ('${id}', '${made.file}')`
      const read: StaffKey[] = []
      for (const key of everyone) {
        const n = await ask(key, `select count(*)::int as n from ${tables[kind]} where id = '${id}'`, set)
        if (n !== '0') read.push(key)
      }
      assert.deepEqual(read, ['governance'])
      const drop = `drop policy ${tables[kind]}_stands on ${schema}.${tables[kind]}`
      const one = `select count(*)::int as n from ${tables[kind]} where id = '${id}'`
      assert.equal(await ask('lead', one, `${set}; ${drop}`), '1', 'the policy matters')
    })

  for (const kind of ['review', 'plan', 'event'] as const)
    test(`a ${kind} that is struck out is not seen by what keeps the lists of work`, async () => {
      const { id } = await rowOf(kind)
      const set = `insert into ${schema}.case_part_hidden (part, file) values ('${id}', '${made.file}')`
      const one = `select count(*)::int as n from ${tables[kind]} where id = '${id}'`
      const drop = `${set}; drop policy ${tables[kind]}_stands_for_system on ${schema}.${tables[kind]}`
      const told = [await ask('lead', one, 'select 1', 'matcher'), await ask('lead', one, set, 'matcher')]
      assert.deepEqual([...told, await ask('lead', one, drop, 'matcher')], ['1', '0', '1'])
      const shut = `${set}; drop policy case_part_hidden_read on ${schema}.case_part_hidden`
      assert.equal(await ask('lead', one, shut, 'matcher'), '1')
    })

  strikingCounts(() => ({ database, made, as, undone, strike }))
  strikingFigures(() => ({ database, made, as, undone, strike }))

  test('how many workers somebody met is counted by the system alone: each policy of that matters, and no person reads it', async () => {
    await as('lead', tx => recountWorkers(tx, made.file, today))
    const read: StaffKey[] = []
    for (const key of everyone)
      if ((await ask(key, 'select count(*)::int as n from case_worker_count')) !== 'error 42501') read.push(key)
    assert.deepEqual(read, [])
    for (const table of ['case_session', 'case_outcome', 'case_worker_count']) {
      const name = table === 'case_worker_count' ? `${table}_all` : `${table}_for_workers`
      const some = `select (count(*) > 0)::int as n from ${table}`
      const told = [await ask('lead', some, 'select 1', 'matcher')]
      told.push(await ask('lead', some, `drop policy ${name} on ${schema}.${table}`, 'matcher'))
      assert.deepEqual(told, ['1', '0'], table)
    }
  })
})
