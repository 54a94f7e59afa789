import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const folder = new URL('../../', import.meta.url).pathname
const holding = (pattern: string, words: RegExp): string[] =>
  globSync(pattern, { cwd: folder }).filter(path => words.test(readFileSync(`${folder}${path}`, 'utf8')))

test('no script of ours keeps anything in the browser', () => {
  assert.ok(globSync('platform/assets/*.js', { cwd: folder }).length >= 2)
  assert.deepEqual(
    holding('platform/assets/*.js', /localStorage|sessionStorage|indexedDB|document\.cookie|serviceWorker/),
    [],
  )
})

test('no script of ours makes markup or code out of text, or listens to other windows', () => {
  const dangerous = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|onmessage/
  assert.deepEqual(holding('platform/assets/*.js', dangerous), [])
})

test('only drawings that the server made from figures go into a page without being escaped', () => {
  assert.deepEqual(holding('{platform,modules}/**/*.njk', /\|\s*safe\b|autoescape/), [
    'platform/views/components/picture.njk',
  ])
})

test('nothing that runs here starts another program or makes code out of text', () => {
  const running = '{platform,modules,engines,example}/**/*.ts'
  const found = holding(running, /node:child_process|\beval\(|new Function\(|node:vm/)
  assert.deepEqual(
    found.filter(path => !/\.(test|bench)\.ts$|^platform\/testing\//.test(path)),
    [],
  )
})
