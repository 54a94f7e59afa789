import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { OpenDatabase } from './database.ts'
import { newId } from './ids.ts'
import { headOf, ledgerKey, record, seal, sendHead, verify } from './ledger.ts'
import { type Letter, wordsOf } from './notify.ts'
import { freshDatabase, rolledBack } from './testing/database.ts'

const someone = { id: newId(), session: newId() }
const key = ledgerKey(join(mkdtempSync(join(tmpdir(), 'ledger-')), 'ledger.key'))
const noon = new Date()

describe('a sealed ledger', () => {
  let database: OpenDatabase
  before(async () => {
    database = await freshDatabase()
  })
  after(() => database.close())

  const write = (note: string): Promise<void> =>
    database.asActor(someone, 'analysis', tx =>
      record(tx, { action: 'read', kind: 'area', subject: newId(), detail: { note } }),
    )
  const damage = (statement: string): Promise<unknown> => database.raw(`set search_path = p_testshire; ${statement}`)

  test('three entries in two seals verify, and the head can be checked later', async () => {
    await write('one')
    await write('two')
    assert.equal(await seal(database, key, noon), 2)
    const checkpoint = (await verify(database, key)).head
    await write('three')
    assert.equal(await seal(database, key, noon), 1)
    const verdict = await verify(database, key, checkpoint)
    assert.deepEqual(
      { seals: verdict.seals, entries: verdict.entries, findings: verdict.findings },
      { seals: 2, entries: 3, findings: [] },
    )
  })

  test('a changed entry is found and its seal named', async () => {
    await damage(
      `update ledger_entry set purpose = 'curiosity' where id = (select entry from ledger_position where position = 1)`,
    )
    assert.match(
      (await verify(database, key)).findings.map(({ sentence }) => sentence).join(),
      /Seal 1 .* changed or moved/,
    )
    await damage(
      `update ledger_entry set purpose = 'analysis' where id = (select entry from ledger_position where position = 1)`,
    )
  })

  test('two entries that changed places are found', async () => {
    const swap = `update ledger_position set position = case position when 1 then -2 when 2 then -1 end where position in (1, 2)`
    await damage(
      `alter table ledger_position drop constraint ledger_position_position_check; ${swap}; update ledger_position set position = -position where position < 0`,
    )
    assert.match((await verify(database, key)).findings.map(({ what }) => what).join(), /changed entries/)
    await damage(`${swap}; update ledger_position set position = -position where position < 0`)
  })

  test('a changed detail is found, and an erased one is not missed', async () => {
    await damage(`update ledger_detail set detail = '{"note":"2"}' where detail->>'note' = 'two'`)
    assert.deepEqual(
      (await verify(database, key)).findings.map(({ what }) => what),
      ['changed detail'],
    )
    await damage(`delete from ledger_detail where detail->>'note' = '2'`)
    assert.deepEqual((await verify(database, key)).findings, [])
  })

  test('an entry put in afterwards with an old date is found', async () => {
    await damage(`insert into ledger_entry (id, at, actor, purpose, action, kind, digest)
      values ('${newId()}', now() - interval '30 days', '${someone.id}', 'analysis', 'read', 'area', decode(repeat('00', 32), 'hex'))`)
    assert.deepEqual(
      (await verify(database, key)).findings.map(({ what }) => what),
      ['late entry'],
    )
    await damage(`delete from ledger_entry where at < now() - interval '1 day'`)
  })

  test('a seal that was rewritten with another key is found, and so is a chain that lost its checkpoint', async () => {
    const { head } = await verify(database, key)
    await damage(`update ledger_seal set hash = decode(repeat('ab', 32), 'hex') where number = 2`)
    const whats = (await verify(database, key, head)).findings.map(({ what }) => what)
    assert.deepEqual(whats, ['changed entries', 'bad signature', 'rewritten past'])
  })

  test('a missing entry is found', async () => {
    await damage(`delete from ledger_position where position = 3`)
    assert.match(
      (await verify(database, key)).findings.map(({ sentence }) => sentence).join(),
      /covers 1 entries, but 0 are there/,
    )
  })
})

test('nobody can write the ledger in another name, change it or read what is not theirs', async () => {
  await rolledBack(async database => {
    await database.asActor(someone, 'analysis', tx => record(tx, { action: 'read', kind: 'area' }))
    const other = { id: newId(), session: undefined }
    const seen = await database.asActor(other, 'analysis', tx => tx.selectFrom('ledger_entry').select('id').execute())
    assert.deepEqual(seen, [])
    await assert.rejects(
      database.asActor(other, 'analysis', tx => tx.updateTable('ledger_entry').set({ purpose: 'x' }).execute()),
      /permission denied/,
    )
    await assert.rejects(
      database.asActor(other, 'analysis', tx =>
        tx
          .insertInto('ledger_entry')
          .values({
            id: newId(),
            actor: someone.id,
            purpose: 'x',
            action: 'read',
            kind: 'area',
            digest: Buffer.alloc(32),
          })
          .execute(),
      ),
      /row-level security/,
    )
  })
})

describe('the daily head', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-heads-'))
  const sent: string[] = []
  const office = { send: async (_to: string, letter: Letter) => void sent.push(wordsOf(letter).text) }
  const out = { office, to: 'keeper@example.org', folder }

  test('goes out once a day, and proves the chain that it was taken from', async () => {
    const database = await freshDatabase()
    assert.equal(await sendHead(database, out, noon), false)
    await database.asActor(someone, 'analysis', tx => record(tx, { action: 'read', kind: 'area' }))
    await seal(database, key, noon)
    assert.equal(await sendHead(database, out, noon), true)
    assert.equal(await sendHead(database, out, noon), false)
    const head = sent[0]?.split('\n')[0] ?? ''
    assert.equal(head, await headOf(database))
    assert.deepEqual((await verify(database, key, head)).findings, [])
    const tomorrow = new Date(noon.getTime() + 24 * 3_600_000)
    assert.equal(await sendHead(database, out, tomorrow), true)
    await database.close()
  })
})
