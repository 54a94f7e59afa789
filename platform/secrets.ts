import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from './config.ts'

/** Seals what must be read again later, and blinds what need only be compared. The keys stand in a file, never in the database. */
export type Secrets = {
  /** Encrypts with AES-256-GCM. `place` names the row and column that it is for: it opens nowhere else. */
  seal(text: string, place: string): Buffer
  /** Throws an Error when the bytes were changed, moved to another place, or sealed with a key that is gone. */
  open(sealed: Uint8Array, place: string): string
  /**
   * HMAC-SHA-256: the same words give the same 32 bytes here, and tell nothing to anyone without the key. It goes by the oldest
   * key, so that what was blinded before a new key came (what records are found by) is still found after.
   */
  blind(...words: readonly string[]): Buffer
}

type Key = { readonly id: Buffer; readonly sealing: Buffer; readonly blinding: Buffer }

const version = 1
const idBytes = 4
const nonceBytes = 12
const tagBytes = 16

const opened = new Map<string, Secrets>()

/**
 * The secrets of this server. The file holds one key of 32 bytes a line, in base64: the first seals, all of them open, and the
 * last blinds. A key is changed by putting a new one on top. Where there is no file one is made, readable by its owner only.
 */
export function secretsOf(config: Pick<Config, 'secretsKeyFile' | 'dataDir'>): Secrets {
  const file = config.secretsKeyFile ?? join(config.dataDir, 'secrets.key')
  const known = opened.get(file)
  if (known !== undefined) return known
  const secrets = secretsWith(readKeys(file))
  opened.set(file, secrets)
  return secrets
}

function readKeys(file: string): Buffer[] {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const keys = readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => Buffer.from(line, 'base64'))
  if (keys.length === 0 || keys.some(key => key.length !== 32))
    throw new Error(`Every line of ${file} must be a key of 32 bytes in base64.`)
  return keys
}

/** The same over given keys, each of 32 bytes, the newest first. */
export function secretsWith(keys: readonly Uint8Array[]): Secrets {
  const ring = keys.map(derive)
  const [newest] = ring
  const oldest = ring.at(-1)
  if (newest === undefined || oldest === undefined) throw new Error('keys must hold at least one key')
  return {
    seal: (text, place) => seal(newest, text, place),
    open: (sealed, place) => open(ring, Buffer.from(sealed), place),
    blind: (...words) => createHmac('sha256', oldest.blinding).update(JSON.stringify(words)).digest(),
  }
}

// One key of the file gives one key for each use (RFC 5869).
function derive(key: Uint8Array): Key {
  const part = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `breakwater ${use}`, 32))
  return {
    id: createHash('sha256').update(key).digest().subarray(0, idBytes),
    sealing: part('sealing'),
    blinding: part('blinding'),
  }
}

function seal(key: Key, text: string, place: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key.sealing, nonce).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(version), key.id, nonce, cipher.getAuthTag(), body])
}

function open(ring: readonly Key[], sealed: Buffer, place: string): string {
  const afterId = 1 + idBytes
  const afterNonce = afterId + nonceBytes
  const afterTag = afterNonce + tagBytes
  const key = ring.find(({ id }) => id.equals(sealed.subarray(1, afterId)))
  if (sealed[0] !== version || key === undefined) throw new Error('This was sealed with a key that is not here.')
  // A tag of another length is refused: a short one could be guessed.
  const options = { authTagLength: tagBytes }
  const decipher = createDecipheriv('aes-256-gcm', key.sealing, sealed.subarray(afterId, afterNonce), options)
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(afterNonce, afterTag))
  return decipher.update(sealed.subarray(afterTag), undefined, 'utf8') + decipher.final('utf8')
}
