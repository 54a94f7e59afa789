// The laws of the house, each a test. `breaches` works on any set of files, so that each law is also shown to go red
// on a planted breach.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { breaches, type Law, laws, type Source } from './platform/testing/laws.ts'
import { schemaFile, schemaText } from './platform/testing/schema-text.ts'

const paths = globSync('**/*.ts', { exclude: ['node_modules/**', 'data/**', '.tsbuild/**'] }).sort()
const sources: readonly Source[] = paths.map(path => ({ path, text: readFileSync(path, 'utf8') }))

describe('the laws hold', () => {
  test('engines import only engines and worker threads', () => holds('engines-pure'))
  test('engines have no clock and no randomness of their own', () => holds('engines-no-clock'))
  test('the platform imports neither modules nor engines', () => holds('platform-below'))
  test('a module imports only modules above it in the list, by their doors', () => holds('modules-upwards'))
  test('no folder is reached into from outside', () => holds('doors-only'))
  test('no cycles', () => holds('no-cycles'))
  test('SQL stands only in store, platform and sql', () => holds('sql-in-stores'))
  test('rules and forms touch no database, request or clock', () => holds('rules-pure'))
  test('no any, no non-null mark, no switched-off check', () => holds('strict-types'))
  test('a file has at most 300 lines', () => holds('file-length'))
  test('what tests need never stands in what runs', () => holds('tests-apart'))
  test('a key of a table is asked for by Object.hasOwn', () => holds('own-keys'))
  test('a hook belongs to a describe: all test files share one process', () => holds('hooks-inside'))
})

function holds(law: Law): void {
  assert.deepEqual(breaches(law, sources), [])
}

// One planted breach for every law: a law that cannot go red is no law.
const planted: Readonly<Record<Law, readonly Source[]>> = {
  'engines-pure': [{ path: 'engines/numerics/x.ts', text: "import { readFileSync } from 'node:fs'" }],
  'engines-no-clock': [{ path: 'engines/numerics/x.ts', text: 'const t = Date.now()' }],
  'platform-below': [{ path: 'platform/x.ts', text: "import { areas } from '#modules/areas'" }],
  'modules-upwards': [
    { path: 'modules/index.ts', text: "import { a } from './model/module.ts'\nconst offering = [model, agencies]" },
    { path: 'modules/model/module.ts', text: "import { agencies } from '#modules/agencies'" },
  ],
  'doors-only': [{ path: 'modules/areas/x.ts', text: "import { x } from '../people/store.ts'" }],
  'no-cycles': [
    { path: 'platform/a.ts', text: "import { b } from './b.ts'" },
    { path: 'platform/b.ts', text: "import { a } from './a.ts'" },
  ],
  'sql-in-stores': [{ path: 'modules/areas/pages.ts', text: 'const q = sql`select 1`' }],
  'rules-pure': [{ path: 'modules/areas/rules.ts', text: 'const now = new Date()' }],
  'strict-types': [{ path: 'modules/areas/x.ts', text: 'const x: any = 1' }],
  'file-length': [{ path: 'modules/areas/x.ts', text: 'a\n'.repeat(302) }],
  'tests-apart': [{ path: 'modules/areas/x.ts', text: "import { testDatabase } from '#platform/testing/database'" }],
  'own-keys': [{ path: 'modules/areas/x.ts', text: 'const isX = (it: string): it is X => it in words' }],
  'hooks-inside': [{ path: 'modules/areas/x.test.ts', text: 'beforeEach(async () => {})' }],
}

describe('each law goes red on a planted breach', () => {
  for (const law of laws) {
    test(law, () => assert.notDeepEqual(breaches(law, planted[law]), []))
  }
})

test('the table types are those that the migrations give', async () => {
  assert.equal(readFileSync(schemaFile, 'utf8'), await schemaText())
})
