import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isCommon } from '../passwords/common.ts'
import { passwordProblem, wordsOf } from './password.ts'

const none: readonly string[] = []
const never = (): boolean => false

test('eleven characters are too few, twelve are enough', () => {
  assert.match(passwordProblem('kestrel-vat', none, never) ?? '', /12 characters or more/)
  assert.equal(passwordProblem('kestrel-vats', none, never), undefined)
})

test('characters are counted, not bytes: twelve letters of any script are enough', () => {
  assert.equal(passwordProblem('žluťoučkýkůň', none, never), undefined)
  assert.match(passwordProblem('🦔🦊🐝🦉', none, never) ?? '', /12 characters/)
})

test('any characters may be used, spaces too, and no kind must be', () => {
  assert.equal(passwordProblem('plum tractor lantern', none, isCommon), undefined)
  assert.equal(passwordProblem('\u00e9\u00e8 <script> "%\u{1F98A}" --', none, isCommon), undefined)
})

test('201 characters are too many, 200 are not', () => {
  const long = 'plum tractor lantern '.repeat(10).slice(0, 200)
  assert.equal(passwordProblem(`${long.slice(0, 190)}xk42mfpq9z`, none, never), undefined)
  assert.match(passwordProblem(`${long}z`, none, never) ?? '', /200 characters or fewer/)
})

test('a breached password is refused, also with other capitals', () => {
  assert.match(passwordProblem('123qweasdzxc', none, isCommon) ?? '', /too easy|lists of passwords/)
  assert.match(passwordProblem('LeaveMeAlone', none, isCommon) ?? '', /lists of passwords/)
})

test('a common word stays common with figures and signs at its ends', () => {
  assert.match(passwordProblem('!!Sunshine2031', none, isCommon) ?? '', /lists of passwords/)
})

test('repetition and keyboard rows are refused whatever the list says', () => {
  const why = (password: string): string => passwordProblem(password, none, never) ?? 'accepted'
  assert.match(why('aaaaaaaaaaaa'), /repeats itself/)
  assert.match(why('abcdabcdabcd'), /repeats itself/)
  assert.match(why('qwertyuiopasdf'), /follows the keyboard/)
  assert.match(why('123456789012'), /follows the keyboard/)
})

test('the name, the agency and the place do not make a password', () => {
  const context = ['Amara Quillfeather', 'amara.q@lanternhouse.example', 'Lantern House Trust', 'warwickshire']
  assert.match(passwordProblem('Quillfeather!71', context, never) ?? '', /too little of its own/)
  assert.match(passwordProblem('Warwickshire2026!', context, never) ?? '', /too little of its own/)
  assert.match(passwordProblem('LanternHouse#99', context, never) ?? '', /too little of its own/)
  assert.equal(passwordProblem('lantern kestrel vats', context, never), undefined)
})

test('words of three letters or fewer are no context', () => {
  assert.deepEqual(wordsOf(['Al of the Dale Trust']), ['dale', 'trust'])
})

test('a password made of three random strings is accepted whatever they are', () => {
  const part = fc.string({ minLength: 6, maxLength: 9, unit: fc.constantFrom(...'bdfhkmoprtvxz379') })
  fc.assert(
    fc.property(part, part, part, (a, b, c) => {
      fc.pre(new Set(a + b + c).size >= 9)
      return passwordProblem(`${a}-${b}+${c}`, none, never) === undefined
    }),
  )
})
