import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { Conflict } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { secretsOf } from '../secrets.ts'

// Each file has a key of its own, sealed with the server's and kept in the row of the file. Whoever has the disk but not the
// database, or the database but not the server's key, reads nothing; a row that is gone takes its key along.

type Place = Pick<Config, 'dataDir' | 'partnership' | 'secretsKeyFile'>

const nonceBytes = 12
const tagBytes = 16

/** Where this partnership's files stand: under the data folder, which no page serves. */
export const vaultOf = ({ dataDir, partnership }: Pick<Config, 'dataDir' | 'partnership'>): string =>
  join(dataDir, 'attachments', partnership)

const fileOf = (place: Place, id: string): string => {
  if (!isUuid(id)) throw new Error('id must be a UUID')
  return join(vaultOf(place), id)
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Encrypts the bytes with a new key (AES-256-GCM, the id bound to them) and writes them whole. Returns the key, sealed. */
export async function keep(place: Place, id: string, bytes: Uint8Array): Promise<Buffer> {
  const [key, nonce] = [randomBytes(32), randomBytes(nonceBytes)]
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id))
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  await mkdir(vaultOf(place), { recursive: true, mode: 0o700 })
  const unfinished = `${fileOf(place, id)}.part`
  await writeFile(unfinished, Buffer.concat([nonce, cipher.getAuthTag(), body]), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  })
  await rename(unfinished, fileOf(place, id))
  return secretsOf(place).seal(key.toString('base64'), placeOf(id))
}

const placeOf = (id: string): string => `attachment ${id}`

/** The bytes of a file. Throws Conflict where they are missing or were changed: then they are not what was added. */
export async function take(place: Place, id: string, sealedKey: Uint8Array, digest: string): Promise<Buffer> {
  try {
    const key = Buffer.from(secretsOf(place).open(sealedKey, placeOf(id)), 'base64')
    const stored = await readFile(fileOf(place, id))
    const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(id))
      .setAuthTag(stored.subarray(nonceBytes, nonceBytes + tagBytes))
    const bytes = Buffer.concat([decipher.update(stored.subarray(nonceBytes + tagBytes)), decipher.final()])
    if (digestOf(bytes) !== digest) throw new Error('another file')
    return bytes
  } catch {
    throw new Conflict('This file is missing on the server, or is not as it was added. Tell your administrator.')
  }
}

export async function destroy(place: Place, id: string): Promise<void> {
  await rm(fileOf(place, id), { force: true })
}

const hour = 3_600_000

/** The files of the vault that are old enough to have a row by now, and what a stopped server left half-written. */
export async function settled(place: Place, now: Date): Promise<{ ids: string[]; unfinished: string[] }> {
  const names = await readdir(vaultOf(place)).catch(() => [])
  const old: string[] = []
  for (const name of names) {
    const found = await stat(join(vaultOf(place), name)).catch(() => undefined)
    if (found !== undefined && found.mtimeMs <= now.getTime() - hour) old.push(name)
  }
  return { ids: old.filter(isUuid), unfinished: old.filter(name => name.endsWith('.part')) }
}

export async function destroyUnfinished(place: Place, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(vaultOf(place), name), { force: true })
}
