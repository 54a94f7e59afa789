import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf, kindsByWords } from './kind-rules.ts'

const kinds = kindsByWords([{ id: 'type.weapon', name: 'Violence involving a weapon' }])

test('a file may write a kind by its name or its id, in any capitals', () => {
  const told: string[] = []
  for (const words of ['type.weapon', 'Violence involving a weapon', 'VIOLENCE INVOLVING A WEAPON '])
    assert.equal(
      kindOf(words, kinds, it => told.push(it)),
      'type.weapon',
    )
  assert.deepEqual(told, [])
})

test('other words are kept as a kind of their own, and the report says what that means', () => {
  const told: string[] = []
  assert.equal(
    kindOf('Fight, in a park', kinds, it => told.push(it)),
    'own.fight_in_a_park',
  )
  assert.deepEqual(told, [
    '“Fight, in a park” is not on the list of kinds: it is counted under its own words, and the watchlist does not learn from it.',
  ])
})
