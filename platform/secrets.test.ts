import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { secretsOf, secretsWith } from './secrets.ts'

const first = Buffer.alloc(32, 1)
const second = Buffer.alloc(32, 2)

test('what is sealed opens in its own place, and never twice the same bytes', () => {
  const secrets = secretsWith([first])
  const sealed = secrets.seal('a setup key', 'totp 1')
  assert.equal(secrets.open(sealed, 'totp 1'), 'a setup key')
  assert.notDeepEqual(secrets.seal('a setup key', 'totp 1'), sealed)
  assert.equal(sealed.includes('a setup key'), false)
})

test('a sealed text that was moved to another row does not open', () => {
  const secrets = secretsWith([first])
  assert.throws(() => secrets.open(secrets.seal('x', 'totp 1'), 'totp 2'))
})

test('one changed bit is noticed', () => {
  const secrets = secretsWith([first])
  const sealed = secrets.seal('a setup key', 'totp 1')
  sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1)
  assert.throws(() => secrets.open(sealed, 'totp 1'))
})

test('a sealed text that was cut short does not open, also where four bytes of its tag still fit', () => {
  const secrets = secretsWith([first])
  assert.throws(() => secrets.open(secrets.seal('', 'totp 1').subarray(0, 21), 'totp 1'))
})

test('a new key on top seals, and the old one below still opens', () => {
  const before = secretsWith([first]).seal('old', 'p')
  const turned = secretsWith([second, first])
  assert.equal(turned.open(before, 'p'), 'old')
  assert.throws(() => secretsWith([first]).open(turned.seal('new', 'p'), 'p'), /key that is not here/)
  assert.throws(() => secretsWith([second]).open(before, 'p'), /key that is not here/)
})

test('a new key on top changes nothing that was blinded: a record is found by what it was found by before', () => {
  const before = secretsWith([first]).blind('name', 'merriwyn')
  assert.deepEqual(secretsWith([second, first]).blind('name', 'merriwyn'), before)
  assert.notDeepEqual(secretsWith([first, second]).blind('name', 'merriwyn'), before)
})

test('blinding: same words same bytes, other words or another key other bytes, and words do not run together', () => {
  const secrets = secretsWith([first])
  assert.deepEqual(secrets.blind('name', 'a@b.c'), secrets.blind('name', 'a@b.c'))
  assert.notDeepEqual(secrets.blind('name', 'a@b.c'), secretsWith([second]).blind('name', 'a@b.c'))
  assert.notDeepEqual(secrets.blind('ab', 'c'), secrets.blind('a', 'bc'))
  assert.equal(secrets.blind('x').length, 32)
})

test('where there is no key file one is made that only its owner may read; a broken one is refused by name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-secrets-'))
  const config = { dataDir: folder, secretsKeyFile: undefined }
  const sealed = secretsOf(config).seal('x', 'p')
  assert.equal(statSync(join(folder, 'secrets.key')).mode & 0o777, 0o600)
  assert.equal(Buffer.from(readFileSync(join(folder, 'secrets.key'), 'utf8'), 'base64').length, 32)
  assert.equal(secretsOf(config).open(sealed, 'p'), 'x')
  const broken = join(folder, 'broken.key')
  writeFileSync(broken, 'c2hvcnQ=\n')
  assert.throws(() => secretsOf({ dataDir: folder, secretsKeyFile: broken }), /broken\.key must be a key of 32 bytes/)
  rmSync(folder, { recursive: true })
})
