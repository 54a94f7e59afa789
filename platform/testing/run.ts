// Runs the suite: every *.test.ts in one process, so that they share one embedded database.
// Arguments narrow it: `npm test -- engines modules/areas` runs the test files whose path contains either word.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'

const words = process.argv.slice(2)
const files = globSync('**/*.test.ts', { exclude: ['node_modules/**', 'data/**'] })
  .filter(file => words.length === 0 || words.some(word => file.includes(word)))
  .sort()

const { status } = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-isolation=none',
    '--test-force-exit',
    '--test-reporter=./platform/testing/reporter.ts',
    '--test-reporter-destination=stdout',
    ...files,
  ],
  { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
)
process.exit(status ?? 1)
