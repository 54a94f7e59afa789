// What the ledger costs: the time that it adds to a write, and the time to verify many entries.
// Needs DATABASE_URL and DATABASE_OWNER_URL of an empty PostgreSQL database. LEDGER_ENTRIES says how many to verify
// (default one million; the target is ten million in under two minutes on two cores).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openPool } from './database/server.ts'
import { type OpenDatabase, schemaOf, serverDatabase } from './database.ts'
import { newId } from './ids.ts'
import { ledgerKey, record, seal, verify } from './ledger.ts'
import { migratePartnership, migrateShared } from './migrate.ts'

const partnership = 'ledger-bench'
const [url, ownerUrl] = [process.env['DATABASE_URL'], process.env['DATABASE_OWNER_URL']]
const entries = Number(process.env['LEDGER_ENTRIES'] ?? 1_000_000)
if (url === undefined || ownerUrl === undefined)
  console.log('This bench measures PostgreSQL: set DATABASE_URL and DATABASE_OWNER_URL.')
else await bench(url, ownerUrl)
process.exit(0)

async function bench(appUrl: string, asOwner: string): Promise<void> {
  const owner = serverDatabase(openPool(asOwner, 1), partnership)
  await migrateShared(owner.raw)
  await migratePartnership(owner.raw, partnership)
  const database = serverDatabase(openPool(appUrl, 4), partnership)
  await addedToAWrite(database)
  await verifying(database, owner)
  await database.close()
  await owner.close()
}

/** A write of one row, with and without its entry, turn about. */
async function addedToAWrite(database: OpenDatabase): Promise<void> {
  const actor = { id: newId(), session: newId() }
  const draft = () =>
    sql`insert into draft (id, actor, journey, answers) values (${newId()}, ${actor.id}, 'bench', '{}')`
  const times = { without: [] as number[], with: [] as number[] }
  for (let round = 0; round < 2_200; round += 1) {
    for (const which of ['without', 'with'] as const) {
      const began = performance.now()
      await database.asActor(actor, 'bench', async tx => {
        await draft().execute(tx)
        if (which === 'with') await record(tx, { action: 'write', kind: 'bench', subject: actor.id, detail: { round } })
      })
      if (round >= 200) times[which].push(performance.now() - began)
    }
  }
  const [plain, recorded] = [times.without.sort(byNumber), times.with.sort(byNumber)]
  console.log('One written row, 2,000 times each, in milliseconds')
  console.table(
    [0.5, 0.95, 0.99].map(share => ({
      percentile: share * 100,
      'without an entry': at(plain, share).toFixed(3),
      'with an entry': at(recorded, share).toFixed(3),
      added: (at(recorded, share) - at(plain, share)).toFixed(3),
    })),
  )
}

function byNumber(a: number, b: number): number {
  return a - b
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * sorted.length)] ?? 0
}

async function verifying(database: OpenDatabase, owner: OpenDatabase): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-ledger-'))
  const key = ledgerKey(join(folder, 'key'))
  await fill(owner)
  let sealed = 0
  const sealing = performance.now()
  for (let more = 1; more > 0; sealed += more) more = await seal(database, key, new Date())
  const verifyBegan = performance.now()
  const verdict = await verify(database, key)
  const seconds = (performance.now() - verifyBegan) / 1000
  console.log(`Sealed ${sealed} entries in ${((verifyBegan - sealing) / 1000).toFixed(1)} s.`)
  console.log(
    `Verified ${verdict.entries} entries in ${verdict.seals} seals in ${seconds.toFixed(1)} s (${Math.round(verdict.entries / seconds)} a second), ${verdict.findings.length} findings.`,
  )
  rmSync(folder, { recursive: true })
}

/** Entries and details as `record` makes them, with ids in the order of time, written by the server itself. */
async function fill(owner: OpenDatabase): Promise<void> {
  const schema = schemaOf(partnership)
  const chunk = 100_000
  for (let from = 0; from < entries; from += chunk) {
    await owner.raw(`
      begin; set local row_security = off; set local session_replication_role = replica;
      with made as materialized (
        select (lpad(to_hex(n), 12, '0') || substr(md5(n::text), 13))::uuid as id, n, decode(md5(n::text), 'hex') as salt, jsonb_build_object('round', n) as detail
        from generate_series(${from + 1}, ${Math.min(from + chunk, entries)}) as n
      ), entered as (
        insert into ${schema}.ledger_entry (id, at, actor, purpose, action, kind, subject, digest)
        select id, now() + n * interval '1 microsecond', gen_random_uuid(), 'bench', 'write', 'bench', gen_random_uuid(),
          sha256(salt || convert_to(detail::text, 'UTF8')) from made
      )
      insert into ${schema}.ledger_detail (entry, salt, detail) select id, salt, detail from made; commit`)
  }
  await owner.raw(`analyze ${schema}.ledger_entry; analyze ${schema}.ledger_detail`)
}
