import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tableNames, tables } from './tables.ts'

const partnerships = join(import.meta.dirname, '../../../partnerships')

const texts = readdirSync(partnerships, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.(csv|yaml|md)$/.test(entry.name) && !entry.parentPath.endsWith('sharing'))
  .map(entry => join(entry.parentPath, entry.name))
  .map(path => ({ path, text: readFileSync(path, 'utf8') }))

test('no pack file holds an e-mail address', () => {
  const found = texts.filter(({ text }) => /[\w.]@[\w.]/.test(text))
  assert.deepEqual(
    found.map(({ path }) => path),
    [],
  )
})

test('no pack file labels a person', () => {
  const label = /\b(offenders?|gang members?|nominals?|perpetrators?|thugs?|criminals)\b/i
  const found = texts.flatMap(({ path, text }) =>
    text
      .split('\n')
      .filter(line => label.test(line))
      .map(line => `${path}: ${line}`),
  )
  assert.deepEqual(found, [])
})

test('the README describes every file and every column of it', () => {
  const readme = readFileSync(join(partnerships, 'README.md'), 'utf8')
  const sections = new Map(readme.split('\n### ').map(part => [part.slice(0, part.indexOf('\n')), part]))
  const shared = ['source_doc', 'source_section', 'mapping_status', 'note']
  const missing = tableNames.flatMap(name => {
    const { file, row } = tables[name]
    const section = sections.get(file) ?? ''
    const columns = Object.keys(row.shape).filter(column => !shared.includes(column))
    return columns.filter(column => !section.includes(`\`${column}\``)).map(column => `${file}: ${column}`)
  })
  assert.deepEqual(missing, [])
})
