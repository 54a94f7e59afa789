// Puts the synthetic county into a demonstration, through the same doors as real files: imports, accounts, reports.
import { accountByKey, addAccount } from '#modules/agencies'
import { areaImports, makeIndex } from '#modules/areas'
import { incidentImports, reportTension, tensionCount } from '#modules/incidents'
import { ukDay } from '#platform/clock'
import type { Actor, Database } from '#platform/database'
import type { ImportKind } from '#platform/imports'
import { newBatch, runImport } from '#platform/imports'
import type { SetUpContext } from '#platform/module'
import { buildCounty, type County, demonstrationSeed } from './county.ts'
import { seatGroups } from './groups.ts'
import { loadPeople } from './people/load.ts'
import { buildTensions } from './tensions.ts'
import { users } from './users.ts'

/** Loads everything once: a demonstration that has the county already is left as it is. */
export async function loadExample({ database, now, secrets }: SetUpContext): Promise<void> {
  if (await isLoaded(database)) return
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const user of users) await addAccount(tx, user)
    await seatGroups(tx)
  })
  const county = buildCounty(demonstrationSeed, ukDay(now))
  const actor = await actorOf(database, 'analyst')
  const load = (kind: ImportKind, rows: readonly unknown[]): Promise<unknown> =>
    loadRows(database, actor, kind, rows, now)
  await load(areaImports.lookups, county.lookups)
  await load(areaImports.boundaries, county.boundaries)
  await load(areaImports.indicators, [...county.population, ...county.indicators])
  await load(incidentImports.dated, county.incidents)
  await load(incidentImports.hospital, county.hospitalAssaults)
  await makeIndex(database, actor, [])
  await loadPeople(database, secrets, county, key => actorOf(database, key), now)
  await loadTensions(database, county, now)
}

// The tension reports go in last, so they tell a whole county from one whose first start was broken off.
async function isLoaded(database: Database): Promise<boolean> {
  const account = await database.asSystem('sign-in', 'set-up', tx => accountByKey(tx, users[0]?.key ?? ''))
  if (account === undefined) return false
  const reports = await database.asActor({ id: account.id, session: undefined }, 'set-up', tx => tensionCount(tx))
  if (reports > 0) return true
  throw new Error('The first start of this demonstration was broken off. Delete its data folder and start again.')
}

async function actorOf(database: Database, key: string): Promise<Actor> {
  const account = await database.asSystem('sign-in', 'set-up', tx => accountByKey(tx, key))
  if (account === undefined) throw new Error(`The example has no user "${key}".`)
  return { id: account.id, session: undefined }
}

// The rows take the road of a file that was already read: the same loading, checks, batch and ledger.
async function loadRows(
  database: Database,
  actor: Actor,
  kind: ImportKind,
  rows: readonly unknown[],
  now: Date,
): Promise<void> {
  const file = { name: 'synthetic county', async *bytes() {} }
  const read: ImportKind['read'] = async function* () {
    for (const [at, row] of rows.entries()) yield { line: at + 1, row }
  }
  const files = (async function* () {
    yield file
  })()
  await runImport(database, {
    kind: { ...kind, read },
    batch: newBatch(),
    files,
    names: [file.name],
    dryRun: false,
    actor,
    now,
  })
}

async function loadTensions(database: Database, county: County, now: Date): Promise<void> {
  for (const { reportedBy, reportedAt, areaCode, ...report } of buildTensions(county)) {
    const actor = await actorOf(database, reportedBy)
    const at = new Date(Math.min(Date.parse(`${reportedAt}Z`), now.getTime()))
    await database.asActor(actor, 'tension', tx =>
      reportTension(tx, { ...report, area: areaCode }, at, ukDay(at), actor.id),
    )
  }
}
