import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lowersWords, partsWords } from './why.ts'

test('0.9 expected over a long-run rate of 0.7: what was added is said, and that it sinks to the rate', () => {
  const entry = { expected: 0.9, usual: 0.7, background: 0.7, movedBy: [] }
  assert.equal(
    partsWords(entry),
    'Of 0.9 expected, 0.7 is its long-run rate and 0.2 is added by what was reported lately.',
  )
  assert.match(lowersWords(entry), /sinks by itself towards its long-run rate of 0\.7/)
})

test('0.2 expected below a long-run rate of 0.4: nobody is told that it sinks towards 0.4', () => {
  const entry = { expected: 0.2, usual: 0.4, background: 0.2, movedBy: [] }
  assert.match(
    partsWords(entry) ?? '',
    /less of late than over the long run: 0\.2 is expected, and 0\.4 is its long-run rate/,
  )
  assert.match(lowersWords(entry), /below its long-run rate of 0\.4 already/)
})
