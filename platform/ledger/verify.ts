import { sql } from 'kysely'
import type { Database, Transaction } from '../database.ts'
import { digestOf } from './digest.ts'
import type { LedgerKey } from './key.ts'
import { hashLines } from './lines.ts'

export type Finding = {
  readonly what:
    | 'broken chain'
    | 'changed entries'
    | 'missing entries'
    | 'bad signature'
    | 'changed detail'
    | 'late entry'
    | 'rewritten past'
  readonly sentence: string
}

export type Verdict = {
  readonly seals: number
  readonly entries: number
  /** Entries younger than the last seal, which the next one will cover. */
  readonly unsealed: number
  readonly head: string
  readonly findings: readonly Finding[]
}

type Seal = {
  number: number
  first_position: number
  last_position: number
  previous_hash: Uint8Array
  hash: Uint8Array
  signature: Uint8Array
  key_id: string
  sealed_at: Date
}

/**
 * Recomputes every seal from the entries, and every digest from the details that still stand. `checkpoint` is the head
 * (`number:hash`) that was sent out on an earlier day: a chain that no longer holds it was rewritten.
 */
export async function verify(database: Database, key: LedgerKey, checkpoint?: string): Promise<Verdict> {
  return database.asSystem('sealer', 'verifying', async tx => {
    const { rows: seals } = await sql<Seal>`select * from ledger_seal order by number`.execute(tx)
    const findings: Finding[] = []
    let previous = { number: 0, last_position: 0, hash: new Uint8Array(32) as Uint8Array, sealed_at: new Date(0) }
    for (const it of seals) {
      findings.push(...(await checkSeal(tx, key, it, previous)))
      previous = it
    }
    findings.push(...(await checkDetails(tx)), ...(await checkLate(tx)), ...checkCheckpoint(seals, checkpoint))
    const { rows } = await sql<{ entries: number; placed: number }>`
      select (select count(*) from ledger_entry) as entries, (select count(*) from ledger_position) as placed`.execute(
      tx,
    )
    const counts = rows[0] ?? { entries: 0, placed: 0 }
    return {
      seals: seals.length,
      entries: counts.entries,
      unsealed: counts.entries - counts.placed,
      head: `${previous.number}:${hex(previous.hash)}`,
      findings,
    }
  })
}

async function checkSeal(
  tx: Transaction,
  key: LedgerKey,
  it: Seal,
  previous: Pick<Seal, 'number' | 'last_position' | 'hash'>,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const name = `Seal ${it.number}`
  if (
    it.number !== previous.number + 1 ||
    it.first_position !== previous.last_position + 1 ||
    hex(it.previous_hash) !== hex(previous.hash)
  ) {
    findings.push({ what: 'broken chain', sentence: `${name} does not follow seal ${previous.number}.` })
  }
  const { hash, count } = await hashLines(tx, it.previous_hash, it.first_position, it.last_position)
  const expected = it.last_position - it.first_position + 1
  if (count !== expected) {
    findings.push({ what: 'missing entries', sentence: `${name} covers ${expected} entries, but ${count} are there.` })
  } else if (hex(hash) !== hex(it.hash)) {
    findings.push({
      what: 'changed entries',
      sentence: `${name} (positions ${it.first_position} to ${it.last_position}) does not fit its entries: one was changed or moved.`,
    })
  }
  if (it.key_id !== key.id || !key.verify(it.hash, it.signature)) {
    findings.push({ what: 'bad signature', sentence: `${name} is not signed by the ledger's key.` })
  }
  return findings
}

async function checkDetails(tx: Transaction): Promise<Finding[]> {
  const findings: Finding[] = []
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<{ entry: string; salt: Uint8Array; detail: unknown; digest: Uint8Array }>`
      select d.entry, d.salt, d.detail, e.digest from ledger_detail d join ledger_entry e on e.id = d.entry
      where d.entry > ${after}::uuid order by d.entry limit 5000`.execute(tx)
    for (const row of rows) {
      if (hex(digestOf(row.salt, row.detail)) !== hex(row.digest)) {
        findings.push({ what: 'changed detail', sentence: `The detail of entry ${row.entry} does not fit its digest.` })
      }
    }
    const last = rows.at(-1)
    if (last === undefined) return findings
    after = last.entry
  }
}

// The sealer looks back one day. An entry dated before that and standing in no seal was put there afterwards.
async function checkLate(tx: Transaction): Promise<Finding[]> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select e.id, e.at from ledger_entry e
    where e.at < (select max(sealed_at) from ledger_seal) - interval '1 day'
      and not exists (select from ledger_position p where p.entry = e.id) limit 100`.execute(tx)
  const late = rows.map(
    ({ id }): Finding => ({
      what: 'late entry',
      sentence: `Entry ${id} is dated before the seals but stands in none: it was put there later.`,
    }),
  )
  const { rows: moved } = await sql<{ id: string; number: number }>`
    select e.id, s.number from ledger_seal s join ledger_position p on p.position between s.first_position and s.last_position
    join ledger_entry e on e.id = p.entry
    where e.at < s.sealed_at - interval '1 day' and s.number > 1 and exists
      (select from ledger_seal b where b.number = s.number - 1 and b.sealed_at > e.at + interval '1 day') limit 100`.execute(
    tx,
  )
  return late.concat(
    moved.map(
      ({ id, number }): Finding => ({
        what: 'late entry',
        sentence: `Entry ${id} in seal ${number} is dated more than a day before the seal in front of it.`,
      }),
    ),
  )
}

function checkCheckpoint(seals: readonly Seal[], checkpoint: string | undefined): Finding[] {
  if (checkpoint === undefined) return []
  const [number, hash] = checkpoint.split(':')
  const found = seals.find(it => it.number === Number(number))
  if (found !== undefined && hex(found.hash) === hash) return []
  return [
    {
      what: 'rewritten past',
      sentence: `Seal ${number} is not the one that was sent out: the chain was rewritten since.`,
    },
  ]
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
