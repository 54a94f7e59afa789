// Who may do what to commitments and measures, asked of the database itself, past every page.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { everyRole, type Role } from '#modules/agencies'
import { idOf } from '#platform/ids'
import { record } from '#platform/ledger'
import { addEvidence, addStatus, changeDue } from './store/commitments.ts'
import { addSnapshots, saveDefinition } from './store/measures.ts'
import { actorOf, as, now } from './strategy-site.test.ts'

const tables = ['commitment_event', 'commitment_due', 'commitment_evidence', 'measure_definition', 'measure_snapshot']
const readers: readonly Role[] = ['coordinator', 'chair', 'analyst', 'board', 'governance']

const undo = new Error('undo')

/** What a statement answers, or the code with which it is refused; nothing of it stays. */
async function asks(role: string, statement: string): Promise<number | string> {
  let rows = 0
  try {
    await as(role, async tx => {
      rows = (await sql.raw(statement).execute(tx)).rows.length
      throw undo
    })
  } catch (error) {
    if (error !== undo) return (error as { code?: string }).code ?? 'failed'
  }
  return rows
}

const event = (actor: string) =>
  `insert into commitment_event values (gen_random_uuid(), 'com.p1', '2026-11-20', 'done', 'x', '${actor}', now()) returning 1`
const due = (actor: string) =>
  `insert into commitment_due values (gen_random_uuid(), 'com.p1', '2027-11-20', 'x', '${actor}', now()) returning 1`
const evidence = (actor: string) =>
  `insert into commitment_evidence (id, commitment, kind, happened_on, sentence, actor, filed_at)
    values (gen_random_uuid(), 'com.p1', 'document', '2026-11-20', 'x', '${actor}', now()) returning 1`
const snapshot = (actor: string) =>
  `insert into measure_snapshot (id, key, period, words, value, unit, source, actor, taken_at)
    values (gen_random_uuid(), 'policy-test', '2026-11', 'x', 1, 'x', 'x', '${actor}', now()) returning 1`
const definition = (actor: string) =>
  `insert into measure_definition (key, outcome, words, better, changed_by, changed_at)
    values ('policy-new', 'out.1', 'x', 'more', '${actor}', now()) returning 1`

describe('who may do what to commitments and measures', () => {
  before(() =>
    as('coordinator', async tx => {
      const why = 'For the tests of this file.'
      await addStatus(tx, 'com.l8', { status: 'under way', onDay: '2026-11-20', why }, now)
      await changeDue(tx, 'com.l8', { due: '2030-12-30', why }, now)
      const link = { kind: null, id: null, url: null }
      await addEvidence(tx, 'com.l8', { kind: 'document', happenedOn: '2026-11-20', sentence: why, link }, now)
      const words = { words: 'Policy test', baseline: null }
      await saveDefinition(tx, { key: 'policy-test', outcome: 'out.1', better: 'more', version: 0, ...words }, now)
      const figure = { value: 3, denominator: null, unit: 'x', source: 'x', notGiven: null, words: 'Policy test' }
      await addSnapshots(tx, [{ key: 'policy-test', period: '2026-11', ...figure }], now)
    }),
  )

  for (const role of everyRole) {
    const reads = readers.includes(role)
    test(`${role} reads ${reads ? 'all' : 'none'} of it`, async () => {
      const seen = []
      for (const table of tables) seen.push(Number(await asks(role, `select from ${table} limit 1`)) > 0)
      assert.deepEqual(
        seen,
        tables.map(() => reads),
      )
    })
    const keeps = role === 'coordinator' ? 1 : '42501'
    test(`${role} ${keeps === 1 ? 'writes' : 'does not write'} of commitments`, async () => {
      const me = actorOf(role).id
      assert.deepEqual(
        [await asks(role, event(me)), await asks(role, due(me)), await asks(role, evidence(me))],
        [keeps, keeps, keeps],
      )
    })
    const measures = role === 'coordinator' || role === 'analyst' ? 1 : '42501'
    test(`${role} ${measures === 1 ? 'writes' : 'does not write'} of measures`, async () => {
      const me = actorOf(role).id
      assert.deepEqual([await asks(role, snapshot(me)), await asks(role, definition(me))], [measures, measures])
    })
    const changed = measures === 1 ? 1 : 0
    test(`${role} changes ${changed} definition`, async () =>
      assert.equal(
        await asks(
          role,
          `update measure_definition set words = 'y', changed_by = '${actorOf(role).id}' where key = 'policy-test' returning 1`,
        ),
        changed,
      ))
  }

  test('nobody writes in somebody else’s name', async () => {
    const other = idOf('account', 'board')
    assert.equal(await asks('coordinator', event(other)), '42501')
    assert.equal(await asks('coordinator', due(other)), '42501')
    assert.equal(await asks('coordinator', evidence(other)), '42501')
    assert.equal(await asks('coordinator', snapshot(other)), '42501')
    assert.equal(await asks('coordinator', definition(other)), '42501')
  })

  test('evidence is taken back by a coordinator alone, and once', async () => {
    const take = (
      by: string,
    ) => `update commitment_evidence set withdrawn_at = now(), withdrawn_by = '${actorOf(by).id}',
      withdrawn_why = 'x' where commitment = 'com.l8' and withdrawn_at is null returning 1`
    assert.equal(await asks('board', take('board')), 0)
    assert.equal(await asks('coordinator', take('coordinator')), 1)
    assert.equal(await asks('coordinator', take('board')), '42501')
    const again = `with gone as (${take('coordinator')}) select from gone`
    await as('coordinator', async tx => {
      await sql.raw(again).execute(tx)
      await record(tx, { action: 'write', kind: 'test' })
    })
    assert.equal(
      await asks(
        'coordinator',
        `update commitment_evidence set withdrawn_why = 'y' where commitment = 'com.l8' returning 1`,
      ),
      0,
    )
  })

  test('what was said or taken never changes and is never removed', async () => {
    assert.equal(await asks('coordinator', `update commitment_event set status = 'done'`), '42501')
    assert.equal(await asks('coordinator', `update commitment_evidence set sentence = 'x'`), '42501')
    assert.equal(await asks('coordinator', `update measure_snapshot set value = 9`), '42501')
    assert.equal(await asks('coordinator', 'delete from measure_snapshot'), '42501')
    assert.equal(await asks('coordinator', 'delete from commitment_evidence'), '42501')
    assert.equal(await asks('coordinator', 'delete from measure_definition'), '42501')
  })
})
