// A database with a row in every table, for the tests of who may do what. Nothing is tested here.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { modules } from '#modules'
import { addAccount, everyRole } from '#modules/agencies'
import { makeIndex } from '#modules/areas'
import { reportTension } from '#modules/incidents'
import { type Actor, type OpenDatabase, schemaOf } from '#platform/database'
import { type ImportKind, newBatch, runImport } from '#platform/imports'
import { ledgerKey, seal } from '#platform/ledger'
import { setUpContent } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import { memoryFile } from '#platform/testing/memory-file'

export const schema = schemaOf(testPartnership)
export const policies = modules.flatMap(({ policy }) => policy ?? [])

/** The database, and the id of the account that holds each role. */
export type Filled = { readonly database: OpenDatabase; readonly actors: ReadonlyMap<string, string> }

/** A database with a row in every table that the matrix asks about, and one account of each role. */
export async function filledDatabase(): Promise<Filled> {
  const database = await freshDatabase()
  const actors = new Map<string, string>()
  const _context = await setUpContent(database, { modules, now: new Date('2026-01-15') })
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const role of everyRole) {
      actors.set(
        role,
        await addAccount(tx, {
          key: role,
          name: role,
          jobTitle: '',
          comesTo: '',
          agencyKey: 'auth.wcc',
          roles: [role],
          synthetic: true,
        }),
      )
    }
  })
  const analyst = { id: actors.get('analyst') ?? '', session: undefined }
  await load(
    database,
    analyst,
    'lookups',
    'lsoa21_name,lsoa21_code,ltla24_name,ltla24_code\nRugby A,E01000001,Rugby,E07000220\nRugby B,E01000002,Rugby,E07000220\n',
  )
  await load(
    database,
    analyst,
    'deprivation',
    'lsoa21_code,Income_score,Employment_score\nE01000001,0.1,0.1\nE01000002,0.2,0.2\n',
    'imd2025.csv',
  )
  await load(database, analyst, 'boundaries', outline, 'a.geojson')
  await load(
    database,
    analyst,
    'police-street',
    `${streetHeader}\n,2025-01,A,A,-1.26,52.37,x,E01000001,,Anti-social behaviour,,\nbad`,
  )
  await load(
    database,
    analyst,
    'dated-incidents',
    `date,time,kind,provenance,lsoa\n${['01', '02', '03'].map(month => `2025-${month}-03,13:00,type.weapon,school,E01000001`).join('\n')}\n`,
  )
  await makeIndex(database, analyst, [])
  await addUnpublished(database, analyst)
  const referrer = { id: actors.get('referrer') ?? '', session: undefined }
  const answersOf = {
    about: 'place',
    area: 'E01000001',
    place: '',
    what: 'Two groups met in the park.',
    basis: 'seen',
    sureness: 'likely',
    recency: 'today',
    provenance: 'school',
    handling: 'partners',
  } as const
  await database.asActor(referrer, 'tension', tx => reportTension(tx, answersOf, new Date(), '2026-01-15', referrer.id))
  await seal(database, ledgerKey(join(mkdtempSync(join(tmpdir(), 'matrix-')), 'key')), new Date())
  return { database, actors }
}

// Rows of a batch that is not published: an import must find them to take them out, and nobody else may see them.
async function addUnpublished(database: OpenDatabase, analyst: Actor): Promise<void> {
  const { batch } = await load(
    database,
    analyst,
    'lookups',
    'lsoa21_name,lsoa21_code,ltla24_name,ltla24_code\nRugby C,E01000003,Rugby,E07000220\n',
  )
  await database.raw(`update ${schema}.import_batch set published_at = null where id = '${batch}'`)
  for (const table of ['area_shape', 'indicator_value', 'incident', 'incident_count', 'incident_month_count']) {
    await database.raw(`
    insert into ${schema}.${table} select * from jsonb_populate_recordset(null::${schema}.${table},
      (select jsonb_agg(to_jsonb(t) || jsonb_build_object('batch', '${batch}', 'id', gen_random_uuid())) from (select * from ${schema}.${table} limit 1) t))`)
  }
}

async function load(
  database: OpenDatabase,
  actor: Actor,
  name: string,
  text: string,
  file = 'x.csv',
): Promise<{ batch: string }> {
  const kind = modules.flatMap(({ imports }) => imports ?? []).find(it => it.name === name) as ImportKind
  const files = (async function* () {
    yield memoryFile(file, text)
  })()
  return runImport(database, {
    kind,
    batch: newBatch(),
    files,
    names: [file],
    dryRun: false,
    actor,
    now: new Date('2026-01-15'),
  })
}

const streetHeader =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
const outline = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { LSOA21CD: 'E01000001', LADCD_ACTIVE: 'E07000220' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-1.2, 52.3],
            [-1.2, 52.4],
            [-1.1, 52.4],
            [-1.2, 52.3],
          ],
        ],
      },
    },
  ],
})
