import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptValues } from './kept.ts'

test('a value is made once for a key, and again when 2 newer ones have taken its place', async () => {
  const kept = keptValues<string>(2)
  let made = 0
  const get = (key: string): Promise<string> => kept(key, () => `${key}${++made}`)
  assert.deepEqual([await get('a'), await get('a'), await get('b')], ['a1', 'a1', 'b2'])
  assert.deepEqual([await get('c'), await get('b'), await get('a')], ['c3', 'b2', 'a4'])
})

test('a failure is not kept', async () => {
  const kept = keptValues<number>(2)
  await assert.rejects(kept('x', () => Promise.reject(new Error('no'))))
  assert.equal(await kept('x', () => 7), 7)
})
