// How long the server needs for each page, with a county loaded: the 50th and 95th percentile of requests made one after
// another without a network. With DATABASE_URL and DATABASE_OWNER_URL of an empty database on PostgreSQL, otherwise embedded.
// The county is the synthetic one of the demonstration, which is as large as a real one.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadExample as example } from '#example/load'
import { modules } from '#modules'
import { createApp } from '#platform/app'
import { systemClock as clock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { openPool } from '#platform/database/server'
import { partnershipTitle } from '#platform/packs'
import { prepare } from '#platform/setup'

/** Asked and not counted, as by the colleagues who came earlier: the very first request stands in a column of its own. */
const early = 5
const rounds = 100
/** Narrows it to these addresses. */
const words = process.argv.slice(2)

const folder = mkdtempSync(join(tmpdir(), 'breakwater-pages-'))
const config = readConfig({
  ...process.env,
  DEMONSTRATION: 'yes',
  DATA_DIR: folder,
  LOG_LEVEL: 'silent',
  RATE_LIMIT: '1000000',
})
const database = await openDatabase(config)
const title = partnershipTitle(config)
await prepare({ database, config, clock, modules, example, say: () => {} }, title)
// A server counts its rows within a minute of their coming; the plans that people then get are the ones to measure.
if (config.ownerUrl !== undefined) await analyse(config.ownerUrl)
const app = await createApp({ config, database, clock, modules, partnershipTitle: title })

async function analyse(ownerUrl: string): Promise<void> {
  const owner = openPool(ownerUrl, 1)
  await owner.query('analyze')
  await owner.end()
}

const cookies = new Map<string, string>()

async function ask(
  url: string,
  payload?: Record<string, string>,
): Promise<{ status: number; body: string; ms: number }> {
  const began = performance.now()
  const answer = await app.inject({
    url,
    method: payload === undefined ? 'GET' : 'POST',
    headers: {
      cookie: [...cookies].map(pair => pair.join('=')).join('; '),
      ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(payload === undefined ? {} : { payload: new URLSearchParams(payload).toString() }),
  })
  const ms = performance.now() - began
  for (const { name, value } of answer.cookies) cookies.set(name, value)
  return { status: answer.statusCode, body: answer.body, ms }
}

async function signIn(user: string): Promise<void> {
  cookies.clear()
  const token = /name="_csrf" value="([^"]*)"/.exec((await ask('/sign-in')).body)?.[1] ?? ''
  const { status } = await ask('/sign-in', { _csrf: token, user })
  if (status !== 303) throw new Error(`${user} could not sign in.`)
}

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1)

/** Undefined where this user may not. */
async function measure(user: string, url: string): Promise<Record<string, string> | undefined> {
  const first = await ask(url)
  if (first.status !== 200) return undefined
  for (let round = 0; round < early; round += 1) await ask(url)
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push((await ask(url)).ms)
  times.sort((a, b) => a - b)
  return {
    who: user,
    page: url,
    first: first.ms.toFixed(0),
    p50: at(times, 0.5),
    p95: at(times, 0.95),
  }
}

/** Every page that needs no record, and those of one area: what is asked, by the first of these people who may. */
const people = [
  'analyst',
  'governance-lead',
  'administrator',
  'teacher',
  'coordinator',
  'practitioner',
  'police-analyst',
]
const urls = [
  ...modules
    .flatMap(({ pages }) => pages ?? [])
    .filter(({ method, path }) => method === 'get' && !path.includes(':'))
    .map(({ path }) => path),
  ...[
    '/areas/X01000019',
    '/areas/E07000220',
    '/areas/compare?a=X01000019&b=X01000020',
    '/areas/find?q=kenil',
    '/areas/index.csv',
  ],
]

const rows = new Map<string, Record<string, string>>()
for (const user of people) {
  await signIn(user)
  for (const url of urls.filter(it => !rows.has(it) && (words.length === 0 || words.includes(it)))) {
    const row = await measure(user, url)
    if (row !== undefined) rows.set(url, row)
  }
}
console.log(
  `Milliseconds of server time on the ${database.kind === 'server' ? 'PostgreSQL' : 'embedded'} database, ${rounds} requests a page after ${early + 1}.`,
)
console.table([...rows.values()])
await app.close()
await database.close()
rmSync(folder, { recursive: true, force: true })
process.exit(0)
