import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SqlError } from '../database.ts'
import { loggable } from './log.ts'

const text = (error: unknown): string => JSON.stringify(loggable(error))

describe('a failure in the log', () => {
  test('has its kind and place and never its message', () => {
    const said = text(new TypeError('Rhys Merriwyn is not a number'))
    assert.match(said, /"type":"TypeError".*log\.test\.ts/)
    assert.doesNotMatch(said, /Merriwyn/)
  })

  test('has no line of a message that has several, also one that looks like a place', () => {
    assert.doesNotMatch(text(new Error('first\n    at Rhys Merriwyn\nlast Merriwyn')), /Merriwyn/)
  })

  test('has no words that a parser quotes', () => {
    const quoted = (() => {
      try {
        return JSON.parse('hunter2 is my password')
      } catch (error) {
        return error
      }
    })()
    assert.match(String(quoted), /hunter2/)
    assert.doesNotMatch(text(quoted), /hunter2/)
  })

  test('has the code of the system, and no other words under that name', () => {
    assert.match(text(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })), /"code":"ECONNREFUSED"/)
    assert.doesNotMatch(text(Object.assign(new Error('x'), { code: 'hunter2' })), /hunter2/)
  })

  test('of the database has its code and constraint, and not the row that it quotes', () => {
    const said = text(new SqlError('Key (name)=(Merriwyn) already exists.', '23505', 'person_name'))
    assert.match(said, /"code":"23505","constraint":"person_name"/)
    assert.doesNotMatch(said, /Merriwyn/)
  })
})
