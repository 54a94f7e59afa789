import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseArgs } from 'node:util'
import { ConfigError } from './config.ts'
import { NotFound } from './errors.ts'
import { reasonToStop } from './stop.ts'

const failing = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('what a person can act on is one sentence', () => {
  assert.equal(reasonToStop(new ConfigError('The setting PORT cannot be used.')), 'The setting PORT cannot be used.')
  assert.equal(reasonToStop(new NotFound('There is no agency with the key x.')), 'There is no agency with the key x.')
  assert.match(reasonToStop(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })) ?? '', /DATABASE_URL/)
  assert.match(reasonToStop(failing(() => parseArgs({ args: ['--wrong'] }))) ?? '', /--wrong/)
})

test('a fault of ours keeps its place: there is no sentence for it', () => {
  assert.equal(reasonToStop(new TypeError('x is not a function')), undefined)
  assert.equal(reasonToStop('thrown words'), undefined)
})
