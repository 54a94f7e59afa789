import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash } from '@node-rs/argon2'
import { fits, hashPassword, isWeak } from './hash.ts'

test('argon2id with 19 MiB, two passes, one lane', async () => {
  assert.match(await hashPassword('plum tractor lantern'), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('the password fits its own hash, another does not, and nothing fits no hash', async () => {
  const stored = await hashPassword('plum tractor lantern')
  assert.equal(await fits(stored, 'plum tractor lantern'), true)
  assert.equal(await fits(stored, 'plum tractor lanterns'), false)
  assert.equal(await fits(undefined, 'plum tractor lantern'), false)
  assert.equal(await fits(null, ''), false)
})

test('the same letters typed as one character or as two are one password', async () => {
  assert.equal(await fits(await hashPassword('caf\u00e9 kestrel vats'), 'cafe\u0301 kestrel vats'), true)
})

test('a hash made with less memory is called weak', async () => {
  assert.equal(isWeak(await hash('x', { memoryCost: 8192, timeCost: 2, parallelism: 1 })), true)
  assert.equal(isWeak(await hashPassword('x')), false)
})
