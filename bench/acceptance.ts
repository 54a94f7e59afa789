// From open data to an area profile, on an empty database, by the command line: `npm run acceptance`.
// Uses the open data in BREAKWATER_DATA (default ../shared/data beside the project), which is never part of the project.
// With DATABASE_URL and DATABASE_OWNER_URL of an empty database it runs on PostgreSQL, otherwise on the embedded database.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('..', import.meta.url).pathname
const data = process.env['BREAKWATER_DATA'] ?? join(root, '../shared/data')
if (!existsSync(join(data, 'police-street'))) {
  console.log(
    `There is no open data at ${data}. Set BREAKWATER_DATA to the folder that holds police-street, geography and deprivation.`,
  )
  process.exit(0)
}

const folder = mkdtempSync(join(tmpdir(), 'breakwater-acceptance-'))
const environment = {
  ...process.env,
  DATA_DIR: folder,
  DEMONSTRATION: 'no',
  SESSION_SECRET: 'acceptance'.repeat(5),
  LOG_LEVEL: 'warn',
}
let failures = 0

/** Runs one command of the command line, shows what it prints with its time, and returns its output. */
function cli(partnership: string, ...args: string[]): string {
  const began = performance.now()
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'cli.ts'), ...args], {
    env: { ...environment, PARTNERSHIP: partnership },
    encoding: 'utf8',
  })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`\n$ ${args.slice(0, 2).join(' ')}  (${seconds} s with the start)`)
  console.log(`${stdout}${stderr}`.trimEnd().split('\n').slice(0, 8).join('\n'))
  if (status !== 0 && status !== 1) failures += 1
  return stdout
}

function expect(what: string, found: boolean): void {
  console.log(`${found ? 'as expected' : 'NOT AS EXPECTED'}: ${what}`)
  if (!found) failures += 1
}

const files = (pattern: string): string[] => globSync(join(data, pattern)).sort()
const lookups = files('geography/lookups/lookup_{lsoa11_lsoa21_ltla22,lsoa21_ward24_ltla24}.csv.gz').concat(
  files('geography/lookups/lookup_ltla24_csp24_pfa24.csv'),
)

console.log('# Warwickshire, from an empty database')
cli('warwickshire', 'account', '--key', 'analyst', '--name', 'Analyst', '--agency', 'auth.wcc', '--roles', 'analyst')
cli('warwickshire', 'import', 'lookups', ...lookups)
expect(
  '354 small areas have outlines',
  /loaded 354,/.test(cli('warwickshire', 'import', 'boundaries', ...files('geography/lsoa/*.geojson'))),
)
const street = cli('warwickshire', 'import', 'police-street', ...files('police-street/*/*warwickshire*'))
const [read = 0, loaded = 0, rejected = 0, duplicate = 0, outside = 0] = (
  /read (\d+), loaded (\d+), rejected (\d+), duplicates (\d+), outside the area (\d+)/.exec(street) ?? []
)
  .slice(1)
  .map(Number)
expect('every one of 89,684 rows is accounted for', read === 89_684 && loaded + rejected + duplicate + outside === read)
for (const file of files('deprivation/imd2025_england_lsoa21{.csv.gz,_indicators*,_subdomains*}'))
  cli('warwickshire', 'import', 'deprivation', file)
for (const file of files('deprivation/population_mid2020*')) cli('warwickshire', 'import', 'population', file)
for (const file of files('deprivation/census2021_household*')) cli('warwickshire', 'import', 'households', file)
for (const file of files('education/lait*comparators*')) cli('warwickshire', 'import', 'education', file)
expect('the index is made for all 354 areas', /index of 354 areas/.test(cli('warwickshire', 'area-index')))
expect('the ledger is whole', /The ledger is whole/.test(cli('warwickshire', 'verify')))

console.log('\n# West Mercia, set up from the official lookups')
const csps = cspsOf('West Mercia')
cli(
  'warwickshire',
  'partnership',
  'new',
  '--csp',
  csps.join(','),
  '--id',
  'west-mercia',
  '--name',
  'West Mercia',
  '--lookup',
  ...files('geography/lookups/lookup_ltla24_csp24_pfa24.csv'),
  '--lookup',
  ...files('geography/lookups/la_all_codes.csv'),
)
cli(
  'west-mercia',
  'account',
  '--key',
  'analyst',
  '--name',
  'Analyst',
  '--agency',
  'agency.police',
  '--roles',
  'analyst',
)
cli('west-mercia', 'import', 'lookups', ...lookups)
const other = cli('west-mercia', 'import', 'police-street', ...files('police-street/*/*west-mercia*'))
expect('West Mercia has its 102,105 rows of 2025', /read 102105,/.test(other))
expect('its ledger is its own and whole', /The ledger is whole/.test(cli('west-mercia', 'verify')))

rmSync(folder, { recursive: true, force: true })
console.log(failures === 0 ? '\nAll as expected.' : `\n${failures} not as expected.`)
process.exit(failures === 0 ? 0 : 1)

/** The codes of a force's community safety partnerships, from the official lookup. */
function cspsOf(force: string): string[] {
  const [lookup = ''] = files('geography/lookups/lookup_ltla24_csp24_pfa24.csv')
  const { stdout } = spawnSync('grep', [`"${force}"$`, lookup], { encoding: 'utf8' })
  return [...new Set([...stdout.matchAll(/E22\d{6}/g)].map(([code]) => code))]
}
