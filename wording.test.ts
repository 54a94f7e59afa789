// Trauma-informed words, in every view, every content pack and every sentence of the modules. The list is data: platform/testing/wording.ts.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fitPlaces, unfitIn, unfitWords } from './platform/testing/wording.ts'

const inFiles = (...patterns: readonly string[]): string[] =>
  globSync([...patterns], { exclude: ['node_modules/**', 'data/**', '**/*.test.ts', '**/*.bench.ts'] })
    .sort()
    .flatMap(path => unfitIn(path, readFileSync(path, 'utf8')))

describe('the words of this house', () => {
  test('no view labels a person or blames a child', () => {
    assert.deepEqual(inFiles('modules/*/views/**/*.njk', 'platform/views/**/*.njk'), [])
  })

  test('no content pack does', () => {
    assert.deepEqual(inFiles('partnerships/**/*.{csv,yaml,md}'), [])
  })

  test('no sentence in the code of a module or of the invented county does', () => {
    assert.deepEqual(inFiles('modules/**/*.ts', 'example/**/*.ts'), [])
  })

  test('no page of the docs does', () => {
    assert.deepEqual(inFiles('docs/**/*.md', 'README.md', 'modules/*/README.md'), [])
  })

  for (const { words } of unfitWords)
    test(`planted: "${words[0]}" and its like are each found, whatever the case and the line break`, () => {
      const planted = words.map(
        word => unfitIn('x.njk', `<p>He is\n a ${word.toUpperCase().replaceAll(' ', '\n')} here.</p>`).length,
      )
      assert.deepEqual(
        planted,
        words.map(() => 1),
      )
    })

  test('the line and what to say instead are told; the title of an Act and its own sentence are passed over', () => {
    assert.deepEqual(unfitIn('a.njk', 'one\ntwo gang members'), [
      'a.njk:2 says "gang members". Say a person, and their part in one event.',
    ])
    assert.deepEqual(unfitIn('a.csv', fitPlaces.join(', ')), [])
    assert.deepEqual(unfitIn('a.njk', 'nominally, offend, unoffending'), [])
  })
})
