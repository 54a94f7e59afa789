// End-to-end import of street-level crime on PostgreSQL, beside raw COPY of the same rows as the ceiling.
// Needs BREAKWATER_DATA (default ../shared/data) and DATABASE_URL with DATABASE_OWNER_URL of an empty database.
import { existsSync, globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { modules } from '#modules'
import { addAccount } from '#modules/agencies'
import { areaImports } from '#modules/areas'
import { systemClock as clock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { filesAt, type ImportKind, newBatch, runImport } from '#platform/imports'
import { partnershipTitle } from '#platform/packs'
import { prepare } from '#platform/setup'
import { policeStreetImport } from './police-street.ts'

const data = process.env['BREAKWATER_DATA'] ?? new URL('../../../../shared/data', import.meta.url).pathname
const ownerUrl = process.env['DATABASE_OWNER_URL']
if (!existsSync(data))
  console.log('No open data here: set BREAKWATER_DATA to the folder that holds police-street and geography.')
else if (ownerUrl === undefined) console.log('This bench measures PostgreSQL: set DATABASE_URL and DATABASE_OWNER_URL.')
else await bench(ownerUrl)
process.exit(0)

async function bench(url: string): Promise<void> {
  const config = readConfig({ ...process.env, DEMONSTRATION: 'no', SESSION_SECRET: 'x'.repeat(32) })
  const database = await openDatabase(config)
  await prepare({ database, config, clock, modules, example: async () => {}, say: () => {} }, partnershipTitle(config))
  const id = await database.asSystem('migrator', 'set-up', tx =>
    addAccount(tx, {
      key: `bench-${Date.now()}`,
      name: 'Bench',
      jobTitle: '',
      comesTo: '',
      agencyKey: 'auth.wcc',
      roles: ['analyst'],
      synthetic: true,
    }),
  )
  const actor = { id, session: undefined }
  const load = (kind: ImportKind, paths: string[]) =>
    runImport(database, {
      kind,
      batch: newBatch(),
      files: filesAt(paths),
      names: paths,
      dryRun: false,
      actor,
      now: clock.now(),
    })
  await load(
    areaImports.lookups,
    ['lookup_lsoa11_lsoa21_ltla22.csv.gz', 'lookup_lsoa21_ward24_ltla24.csv.gz'].map(
      file => `${data}/geography/lookups/${file}`,
    ),
  )
  const streets = globSync(`${data}/police-street/*/*warwickshire*`).sort()
  const results: number[][] = []
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now()
    const report = await load(policeStreetImport as ImportKind, streets)
    const seconds = (performance.now() - began) / 1000
    results.push([report.read, seconds, await copySeconds(url, report.batch)])
    await database.asActor(actor, 'import', async tx => {
      const { undoImport } = await import('#platform/imports')
      await undoImport(tx, [policeStreetImport as ImportKind], report.batch)
    })
  }
  console.log('rows      import s   rows/s    COPY s   rows/s    peak RSS MB')
  const rss = Math.round(process.resourceUsage().maxRSS / 1024)
  for (const [rows = 0, seconds = 1, copy = 1] of results) {
    console.log(
      `${rows}     ${seconds.toFixed(2)}      ${Math.round(rows / seconds)}     ${copy.toFixed(2)}     ${Math.round(rows / copy)}     ${rss}`,
    )
  }
  await database.close()
}

// The ceiling: the same stored rows, already as COPY text inside the server, into a table with the same columns and no policies.
async function copySeconds(url: string, batch: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const file = join(tmpdir(), `breakwater-bench-${process.pid}.copy`)
  await client.query(`copy (select * from p_warwickshire.incident where batch = '${batch}') to '${file}'`)
  await client.query('create temporary table ceiling (like p_warwickshire.incident including indexes)')
  const began = performance.now()
  await client.query(`copy ceiling from '${file}'`)
  const seconds = (performance.now() - began) / 1000
  await client.end()
  return seconds
}
