import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fingerprints } from './fingerprints.ts'

test('a text is new once, as a set says', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 4 }), { maxLength: 60 }), texts => {
      const seen = new Fingerprints()
      const set = new Set<string>()
      for (const text of texts) {
        assert.equal(seen.add(text), !set.has(text))
        set.add(text)
      }
      assert.equal(seen.size, set.size)
    }),
  )
})

test('100,000 texts that differ in one digit are 100,000, and all are remembered', () => {
  const seen = new Fingerprints()
  for (let i = 0; i < 100_000; i++) seen.add(`2025-01,Warwickshire Police,${i}`)
  assert.equal(seen.size, 100_000)
  assert.equal(seen.add('2025-01,Warwickshire Police,0'), false)
  assert.equal(seen.add('2025-01,Warwickshire Police,99999'), false)
})
