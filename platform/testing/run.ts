// Runs the suite: the *.test.ts files in one process, so that they share one embedded database; the whole suite in one process
// for each of two cores, each with a database of its own. A server's database is one, so there the suite stays together.
// Arguments narrow it: `npm test -- engines modules/areas` runs the test files whose path contains either word.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'

const words = process.argv.slice(2)
const files = globSync('**/*.test.ts', { exclude: ['node_modules/**', 'data/**'] })
  .filter(file => words.length === 0 || words.some(word => file.includes(word)))
  .sort()

const together = process.env['DATABASE_URL'] !== undefined || files.length < 40
const processes = together ? 1 : Math.min(2, availableParallelism())
const results = await Promise.all(
  Array.from({ length: processes }, (_, at) => run(files.filter((_, of) => of % processes === at))),
)
const sum = (key: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[key], 0)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(results.every(({ status }) => status === 0) ? 0 : 1)

type Result = { readonly passed: number; readonly failed: number; readonly status: number | null }

/** Runs some of the files, passes on what they say, and keeps their closing count to be added up. */
async function run(some: readonly string[]): Promise<Result> {
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-isolation=none',
      '--test-force-exit',
      '--test-reporter=./platform/testing/reporter.ts',
      '--test-reporter-destination=stdout',
      ...some,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'test' } },
  )
  // The count is the last line: what stands before it is passed on at once.
  let last = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    last += text
    const begins = last.lastIndexOf('\n', last.length - 2) + 1
    process.stdout.write(last.slice(0, begins))
    last = last.slice(begins)
  })
  const [status] = await once(child, 'close')
  const count = /^(\d+) passed, (\d+) failed$/.exec(last.trim())
  if (count === null) process.stdout.write(last)
  // Without a count the process broke off, and whatever it had still to run has failed.
  return { passed: Number(count?.[1] ?? 0), failed: Number(count?.[2] ?? 1), status }
}
