import { sql } from 'kysely'
import type { Database, Transaction } from '../database.ts'
import type { LedgerKey } from './key.ts'
import { digest, hashLines } from './lines.ts'

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
  const look = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => database.asSystem('sealer', 'verifying', work)
  const seals = await look(async tx => (await sql<Seal>`select * from ledger_seal order by number`.execute(tx)).rows)
  const after = seals.map((it, index) => ({ it, previous: seals[index - 1] ?? beforeTheFirst }))
  // Each seal names the hash that it begins with, so that they can be checked apart: on a server, two at a time.
  const half = halfOf(after)
  const [first, second] = await Promise.all(
    [after.slice(0, half), after.slice(half)].map(part => look(tx => checkSeals(tx, key, part))),
  )
  const [details, unplaced] = await Promise.all([look(checkDetails), look(checkUnplaced)])
  const head = seals.at(-1) ?? beforeTheFirst
  return {
    seals: seals.length,
    ...(await look(countEntries)),
    head: `${head.number}:${hex(head.hash)}`,
    findings: [...(first ?? []), ...(second ?? []), ...details, ...unplaced, ...checkCheckpoint(seals, checkpoint)],
  }
}

const beforeTheFirst = { number: 0, last_position: 0, hash: new Uint8Array(32) as Uint8Array, sealed_at: new Date(0) }

type Follows = {
  readonly it: Seal
  readonly previous: Pick<Seal, 'number' | 'last_position' | 'hash' | 'sealed_at'>
}

/** Where the second half of the entries begins. */
function halfOf(seals: readonly Follows[]): number {
  const middle = (seals.at(-1)?.it.last_position ?? 0) / 2
  return seals.filter(({ it }) => it.last_position <= middle).length
}

async function checkSeals(tx: Transaction, key: LedgerKey, seals: readonly Follows[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const it of seals) findings.push(...(await checkSeal(tx, key, it)))
  return findings
}

async function checkSeal(tx: Transaction, key: LedgerKey, { it, previous }: Follows): Promise<Finding[]> {
  const findings: Finding[] = []
  const name = `Seal ${it.number}`
  if (
    it.number !== previous.number + 1 ||
    it.first_position !== previous.last_position + 1 ||
    hex(it.previous_hash) !== hex(previous.hash)
  ) {
    findings.push({ what: 'broken chain', sentence: `${name} does not follow seal ${previous.number}.` })
  }
  const { hash, count, oldest } = await hashLines(tx, it.previous_hash, it.first_position, it.last_position)
  const expected = it.last_position - it.first_position + 1
  if (count !== expected) {
    findings.push({ what: 'missing entries', sentence: `${name} covers ${expected} entries, but ${count} are there.` })
  } else if (hex(hash) !== hex(it.hash)) {
    findings.push({
      what: 'changed entries',
      sentence: `${name} (positions ${it.first_position} to ${it.last_position}) does not fit its entries: one was changed or moved.`,
    })
  }
  if (oldest !== null && oldest.getTime() < previous.sealed_at.getTime() - day) {
    findings.push({
      what: 'late entry',
      sentence: `${name} holds an entry that is dated more than a day before the seal in front of it.`,
    })
  }
  if (it.key_id !== key.id || !key.verify(it.hash, it.signature)) {
    findings.push({ what: 'bad signature', sentence: `${name} is not signed by the ledger's key.` })
  }
  return findings
}

const day = 24 * 3_600_000
const mostNamed = 100

async function checkDetails(tx: Transaction): Promise<Finding[]> {
  const { rows } = await sql<{ entry: string }>`
    select d.entry from ledger_detail d join ledger_entry e on e.id = d.entry where ${digest} <> e.digest
    limit ${mostNamed}`.execute(tx)
  return rows.map(({ entry }) => ({
    what: 'changed detail',
    sentence: `The detail of entry ${entry} does not fit its digest.`,
  }))
}

// The sealer looks back one day. An entry dated before that and standing in no seal was put there afterwards.
async function checkUnplaced(tx: Transaction): Promise<Finding[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from ledger_entry e
    where e.at < (select max(sealed_at) from ledger_seal) - interval '1 day'
      and not exists (select from ledger_position p where p.entry = e.id) limit ${mostNamed}`.execute(tx)
  return rows.map(({ id }) => ({
    what: 'late entry',
    sentence: `Entry ${id} is dated before the seals but stands in none: it was put there later.`,
  }))
}

async function countEntries(tx: Transaction): Promise<{ entries: number; unsealed: number }> {
  const { rows } = await sql<{ entries: number; placed: number }>`
    select (select count(*) from ledger_entry) as entries, (select count(*) from ledger_position) as placed`.execute(tx)
  const { entries = 0, placed = 0 } = rows[0] ?? {}
  return { entries, unsealed: entries - placed }
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
