import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { errorCatalogue } from './errors.ts'

const guide = readFileSync(new URL('../docs/running/errors.md', import.meta.url), 'utf8')

test('docs/running/errors.md has every code of a page with its status, and no other', () => {
  const rows = [...guide.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \|/gm)].map(([, code = '', status]) => [
    code,
    Number(status),
  ])
  assert.deepEqual(
    rows,
    Object.entries(errorCatalogue).map(([code, { status }]) => [code, status]),
  )
})

test('it has every sentence with which a wrong setting stops a start', () => {
  assertInGuide(thrown('ConfigError', 'config.ts', 'packs.ts'))
})

test('it has every sentence with which a migration stops a start', () => {
  assertInGuide(thrown('MigrationError', 'migrate.ts'))
})

test('it has every sentence with which a taken data folder stops a start', () => {
  assertInGuide(thrown('FolderInUse', 'database/lock.ts'))
})

test('it has every other sentence that stops a start or a command', () => {
  assertInGuide(sentences(/: (')(The .+?|Another .+?|This .+?)\1,/g, 'stop.ts'))
})

test('it has every sentence of a finding in the ledger', () => {
  assertInGuide(sentences(/sentence:\s*([`'])(.+?)\1/gs, 'ledger/verify.ts'))
})

function assertInGuide(said: readonly string[]): void {
  assert.notEqual(said.length, 0, 'no sentence was found where they used to stand')
  assert.deepEqual(said.filter(isMissing), [])
}

/** The sentences that these files throw as errors of this class. */
function thrown(error: string, ...files: string[]): string[] {
  return sentences(new RegExp(`new ${error}\\(\\s*([\`'])(.+?)\\1`, 'gs'), ...files)
}

function sentences(pattern: RegExp, ...files: string[]): string[] {
  return files.flatMap(file => {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8')
    return [...text.matchAll(pattern)].map(([, , sentence = '']) => sentence)
  })
}

// What stands between the values must stand in one row of the guide, in the same order, around words of our choosing.
function isMissing(sentence: string): boolean {
  const parts = sentence.split(/\$\{.*?\}/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return !new RegExp(`^\\| ${parts.join('[^|]+?')} \\|`, 'm').test(guide)
}
