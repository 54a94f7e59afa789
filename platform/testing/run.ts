// Runs the suite: the *.test.ts files in one process, so that they share one database; the whole suite in one process for each of
// two cores, each with a database of its own. On a server the second process has a new database beside the one that was named.
// Arguments narrow it: `npm test -- engines modules/areas` runs the test files whose path contains either word.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { openPool } from '../database/server.ts'
import { migrateShared } from '../migrate.ts'

const words = process.argv.slice(2)
// No engine and no rule touches a database, by the laws of architecture.test.ts; nor does what reads files, draws, or decides by the law.
// On a server they could only say the same again.
const pure = /^engines\/|\/(rules|files|gateways)\/|^platform\/(charts|maps|tables)\//
const onServer = process.env['DATABASE_URL'] !== undefined
const files = globSync('**/*.test.ts', { exclude: ['node_modules/**', 'data/**'] })
  .filter(file => (words.length === 0 ? !(onServer && pure.test(file)) : words.some(word => file.includes(word))))
  .sort()

const processes = files.length < 40 ? 1 : Math.min(2, availableParallelism())
const places = await environments(processes)
const shares = shared(files, processes)
const results = await Promise.all(places.map((place, at) => run(place, shares[at] ?? [])))
const sum = (key: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[key], 0)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(results.every(({ status }) => status === 0) ? 0 : 1)

type Result = { readonly passed: number; readonly failed: number; readonly status: number | null }

/** The files in as many shares of about the same bytes, the largest given out first: the longer a file, the longer it takes. */
function shared(all: readonly string[], many: number): string[][] {
  const parts = Array.from({ length: many }, () => ({ bytes: 0, files: [] as string[] }))
  const sized = all.map(file => ({ file, bytes: statSync(file).size })).sort((a, b) => b.bytes - a.bytes)
  for (const { file, bytes } of sized) {
    const least = parts.reduce((a, b) => (b.bytes < a.bytes ? b : a))
    least.bytes += bytes
    least.files.push(file)
  }
  return parts.map(part => part.files.sort())
}

/** Where each process finds its database: nothing to say where it is embedded. */
async function environments(many: number): Promise<NodeJS.ProcessEnv[]> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl = url } = process.env
  if (url === undefined || ownerUrl === undefined) return Array.from({ length: many }, () => ({}))
  const second = `${new URL(url).pathname.slice(1)}_second`
  if (many > 1) await makeDatabase(ownerUrl, second)
  const places = [
    { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl },
    { DATABASE_URL: elsewhere(url, second), DATABASE_OWNER_URL: elsewhere(ownerUrl, second) },
  ]
  return places.slice(0, many)
}

/** Makes a database anew. The roles of the whole server are made first, so that two processes do not make them at once. */
async function makeDatabase(ownerUrl: string, name: string): Promise<void> {
  const owner = openPool(ownerUrl, 1)
  await migrateShared((text, values) => owner.query(text, values === undefined ? undefined : [...values]))
  await owner.query(`drop database if exists "${name}" with (force)`)
  await owner.query(`create database "${name}"`)
  await owner.end()
}

function elsewhere(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href
}

/** Runs some of the files, passes on what they say, and keeps their closing count to be added up. */
async function run(place: NodeJS.ProcessEnv, some: readonly string[]): Promise<Result> {
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
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...place, NODE_ENV: 'test' } },
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
