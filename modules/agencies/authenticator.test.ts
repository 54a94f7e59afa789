import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { newRecoveryCodes, newSetupKey, recoveryDigest, setupAddress, stepOf } from './authenticator.ts'

// RFC 6238 appendix B: the shared secret "12345678901234567890" and its codes, of which the last six figures are shown.
const published = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number): Date => new Date(seconds * 1000)

test('the published codes fit: at 59 seconds 287082, at 1111111109 081804, at 2000000000 279037', () => {
  assert.equal(stepOf(published, '287082', at(59)), 1)
  assert.equal(stepOf(published, '081804', at(1_111_111_109)), 37_037_036)
  assert.equal(stepOf(published, '279037', at(2_000_000_000)), 66_666_666)
})

test('a code is good in its own half-minute and the one on either side, and names the half-minute it belongs to', () => {
  const code = new TOTP({ secret: Secret.fromBase32(published) }).generate({ timestamp: 3_000_000 })
  assert.equal(stepOf(published, code, at(3000)), 100)
  assert.equal(stepOf(published, code, at(3059)), 100)
  assert.equal(stepOf(published, code, at(2970)), 100)
  assert.equal(stepOf(published, code, at(3060)), undefined)
  assert.equal(stepOf(published, '000000', at(3000)), undefined)
})

test('a set-up key has 160 bits, is never the same, and its address names the issuer and the account', () => {
  assert.equal(newSetupKey().length, 32)
  assert.notEqual(newSetupKey(), newSetupKey())
  const address = setupAddress(published, 'a@example.org')
  assert.match(address, /^otpauth:\/\/totp\/Breakwater:a%40example\.org\?issuer=Breakwater&secret=GEZD/)
})

test('eight recovery codes, all different, without signs that look alike; a code is the same with or without its hyphens', () => {
  const codes = newRecoveryCodes()
  assert.equal(new Set(codes).size, 8)
  assert.ok(codes.every(code => /^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){5}$/.test(code)))
  const [code = ''] = codes
  assert.deepEqual(recoveryDigest(code), recoveryDigest(` ${code.replaceAll('-', ' ').toUpperCase()} `))
})
