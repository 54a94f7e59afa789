import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readConfig } from './config.ts'

const settings = namesIn(
  readFileSync(new URL('config.ts', import.meta.url), 'utf8').split('export type Config')[0] ?? '',
  /^ {2}([A-Z][A-Z_]+):/gm,
)
const guide = readFileSync(new URL('../docs/running/README.md', import.meta.url), 'utf8')
const table = guide.split('\n## Settings\n')[1]?.split('\n## ')[0] ?? ''

test('every setting that the program reads has a row in docs/running/README.md, in the same order', () => {
  assert.ok(settings.length >= 17, `only ${settings.length} settings were found in config.ts`)
  assert.deepEqual(namesIn(table, /^\| `([A-Z][A-Z_]+)` \|/gm), settings)
})

test('a default in the table is what the program takes when nothing is set', () => {
  const { port, dataDir, partnership, logLevel, requestsPerMinute } = readConfig({})
  assert.deepEqual(
    ['PORT', 'DATA_DIR', 'PARTNERSHIP', 'LOG_LEVEL', 'RATE_LIMIT'].map(name => defaultInTable(name)),
    [String(port), dataDir, partnership, logLevel, String(requestsPerMinute)],
  )
})

test('a setting that the guide uses outside the table exists', () => {
  const used = namesIn(guide, /^([A-Z][A-Z_]+)=/gm).concat(namesIn(guide, /`([A-Z]+_[A-Z_]+)(?:=[a-z]+)?`/g))
  assert.deepEqual(
    used.filter(name => !settings.includes(name)),
    [],
  )
})

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name)
}

function defaultInTable(name: string): string | undefined {
  return new RegExp(`^\\| \`${name}\` \\| \`([^\`]*)\` \\|`, 'm').exec(table)?.[1]
}
