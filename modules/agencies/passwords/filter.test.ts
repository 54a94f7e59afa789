import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCommon } from './common.ts'
import { makeFilter, openFilter } from './filter.ts'

const members = Array.from({ length: 2000 }, (_, i) => `member ${i}`)

test('every member is found, and of 10,000 others fewer than 60', () => {
  const filter = openFilter(makeFilter(members, members.length, 12, 8))
  assert.equal(members.filter(word => !filter.has(word)).length, 0)
  const others = Array.from({ length: 10_000 }, (_, i) => `other ${i}`)
  assert.ok(others.filter(word => filter.has(word)).length < 60)
})

test('bytes that are no filter are refused', () => {
  assert.throws(() => openFilter(Buffer.from('not a filter')), /made by makeFilter/)
})

test('the committed list knows the commonest long passwords and short words, in any capitals', () => {
  assert.ok(isCommon('qwerty123456'))
  assert.ok(isCommon('QWERTY123456'))
  assert.ok(isCommon('liverpool'))
  assert.equal(isCommon('plumtractorlantern'), false)
})
