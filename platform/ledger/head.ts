import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { ukDay } from '../clock.ts'
import type { Database } from '../database.ts'
import type { PostOffice } from '../notify.ts'

/** The head of the chain as `verify --checkpoint` takes it, `number:hash`; undefined before the first seal. */
export async function headOf(database: Database): Promise<string | undefined> {
  return database.asSystem('sealer', 'sealing', async tx => {
    const { rows } = await sql<{ head: string }>`
      select number || ':' || encode(hash, 'hex') as head from ledger_seal order by number desc limit 1`.execute(tx)
    return rows[0]?.head
  })
}

export type HeadTo = {
  readonly office: PostOffice
  /** Who keeps the heads, outside this server; undefined while nobody is named. */
  readonly to: string | undefined
  /** Each day's head is written here too. */
  readonly folder: string
}

/**
 * Sends the head of the ledger out, once a day: whoever can change the database cannot change what left it. Returns whether
 * anything was sent. Throws `unavailable` when the message could not go; the next call tries again.
 */
export async function sendHead(database: Database, { office, to, folder }: HeadTo, now: Date): Promise<boolean> {
  const day = ukDay(now)
  const file = join(folder, `${day}.txt`)
  if (existsSync(file)) return false
  const head = await headOf(database)
  if (head === undefined) return false
  if (to !== undefined) await office.send(to, { kind: 'ledger head', day, head })
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${head}\n`, { mode: 0o600 })
  return true
}
