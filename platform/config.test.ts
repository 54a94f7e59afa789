import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, listensOn, readConfig } from './config.ts'

test('with nothing set the server is a demonstration on port 3000 that listens to this machine only', () => {
  const config = readConfig({})
  assert.equal(config.port, 3000)
  assert.equal(config.demonstration, true)
  assert.equal(listensOn(config), '127.0.0.1')
})

test('a wrong port stops the start with one sentence that names PORT', () => {
  assert.throws(
    () => readConfig({ PORT: 'eighty' }),
    (error: unknown) => error instanceof ConfigError && /PORT/.test(error.message),
  )
})

test('live use without a session secret is refused by name', () => {
  assert.throws(() => readConfig({ DATABASE_URL: 'postgres://localhost/x' }), /SESSION_SECRET/)
})

test('a demonstration listens to this machine only, even when HOST asks for more', () => {
  assert.equal(listensOn(readConfig({ HOST: '0.0.0.0' })), '127.0.0.1')
})

test('a database address of another kind is refused by name', () => {
  assert.throws(() => readConfig({ DATABASE_URL: 'mysql://localhost/x' }), /DATABASE_URL/)
})

test('an owner without a database to own is refused: it would set up a server and run on another', () => {
  assert.throws(() => readConfig({ DATABASE_OWNER_URL: 'postgres://localhost/x' }), /DATABASE_OWNER_URL stands alone/)
})
