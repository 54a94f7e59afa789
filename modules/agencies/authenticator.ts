import { createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

// RFC 6238 with the values that every authenticator app knows: SHA-1, six figures, half a minute.
const issuer = 'Breakwater'
const settings = { issuer, algorithm: 'SHA1', digits: 6, period: 30 } as const

/** A new secret of 160 bits (RFC 4226 section 4), in base32. */
export function newSetupKey(): string {
  return new Secret({ size: 20 }).base32
}

/** The address that an authenticator app opens. */
export function setupAddress(key: string, email: string): string {
  return new TOTP({ ...settings, label: email, secret: Secret.fromBase32(key) }).toString()
}

/** The half-minute whose code this is, one earlier or later allowed for a clock that is off; undefined when it is none. */
export function stepOf(key: string, code: string, now: Date): number | undefined {
  const totp = new TOTP({ ...settings, secret: Secret.fromBase32(key) })
  const timestamp = now.getTime()
  const delta = totp.validate({ token: code, timestamp, window: 1 })
  return delta === null ? undefined : totp.counter({ timestamp }) + delta
}

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'

/** Eight recovery codes of 118 bits each, in groups that can be read aloud. None has a letter that looks like a figure. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 8 }, () =>
    Array.from({ length: 24 }, pick)
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  )
}

// Bytes from 248 up are thrown away, so that every sign is equally likely.
function pick(): string {
  const byte = randomBytes(1).readUInt8()
  return byte >= 8 * alphabet.length ? pick() : alphabet.charAt(byte % alphabet.length)
}

/** What stands in the database in the place of a code. A code of 118 random bits needs no slow hash. */
export function recoveryDigest(code: string): Buffer {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return createHash('sha256').update(plain).digest()
}
