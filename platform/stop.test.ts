import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
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

test('a promise that nobody waits for ends the process with code 1, and what it carried is not told', () => {
  const script = `
    import { endAtUncaught } from '${new URL('stop.ts', import.meta.url)}'
    endAtUncaught(fault => console.log(JSON.stringify(fault)))
    Promise.reject(new Error('could not insert: Rhys Merriwyn'))
    setTimeout(() => console.log('it went on'), 10_000)`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  assert.equal(status, 1)
  assert.match(stdout, /"type":"Error"/)
  assert.doesNotMatch(stdout + stderr, /Merriwyn|it went on/)
})
