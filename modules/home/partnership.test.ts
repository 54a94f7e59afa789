import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { modules } from '#modules'
import { addAccount } from '#modules/agencies'
import { smallAreas } from '#modules/areas'
import { content } from '#modules/model'
import { systemClock as clock } from '#platform/clock'
import { readConfig } from '#platform/config'
import type { OpenDatabase } from '#platform/database'
import { filesAt, type ImportKind, newBatch, runImport } from '#platform/imports'
import { migratePartnership } from '#platform/migrate'
import type { CommandContext } from '#platform/module'
import { setUpPartnership } from '#platform/setup'
import { freshDatabase } from '#platform/testing/database'
import { partnershipCommand } from './partnership.ts'

// The official lookup of districts, partnerships and forces, with invented places in its real form.
const lookup = `ltla24_code,ltla24_name,csp24_code,csp24_name,pfa24_code,pfa24_name
E07000901,Northmere,E22000901,Northmere and Eastholt,E23000901,Farshire
E07000902,Eastholt,E22000901,Northmere and Eastholt,E23000901,Farshire
E06000903,Elsewhere,E22000903,Elsewhere,E23000902,Othershire
`
const counties = `LADCD,LADNM,UTLACD,UTLANM
E07000901,Northmere,E10000901,Farshire
E07000902,Eastholt,E10000901,Farshire
E06000903,Elsewhere,E06000903,Elsewhere
`
const wards = `lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code
Northmere 001A,E01009001,Mere,E05009001,Northmere,E07000901
Elsewhere 001A,E01009003,Else,E05009003,Elsewhere,E06000903
`

describe('a second partnership', () => {
  const folder = mkdtempSync(join(tmpdir(), 'second-'))
  const config = readConfig({ DATA_DIR: folder, PARTNERSHIP: 'farshire', LOG_LEVEL: 'silent' })
  const said: string[] = []
  let database: OpenDatabase
  before(async () => {
    database = await freshDatabase()
    for (const [name, text] of [
      ['lookup.csv', lookup],
      ['counties.csv', counties],
      ['wards.csv', wards],
    ] as const)
      writeFileSync(join(folder, name), text)
  })
  after(() => database.close())

  const context: CommandContext = {
    config: () => config,
    open: async () => {
      await migratePartnership(database.raw, 'farshire')
      await setUpPartnership(
        { database, config, clock, modules, example: async () => {}, say: () => {} },
        'farshire',
        false,
      )
      return { database, config, partnership: 'farshire', clock, modules, close: async () => {} }
    },
  }
  const run = (...args: string[]): Promise<number> => partnershipCommand.run(args, line => said.push(line), context)
  const files = ['--lookup', join(folder, 'lookup.csv'), '--lookup', join(folder, 'counties.csv')]

  test('a code that the lookup does not name is refused by name, and nothing is made', async () => {
    assert.equal(await run('new', '--csp', 'E22000999', '--name', 'Nowhere', ...files), 1)
    assert.match(said.at(-1) ?? '', /does not name E22000999/)
  })

  test('one command makes a content pack and a place in the database from the official lookups', async () => {
    assert.equal(await run('new', '--csp', 'E22000901', '--id', 'farshire', '--name', 'Farshire', ...files), 0)
    const farshire = database.forPartnership('farshire')
    const districts = await farshire.asSystem('migrator', 'set-up', tx => content(tx, 'districts'))
    assert.deepEqual(districts.map(({ name }) => name).sort(), ['Eastholt', 'Northmere'])
  })

  test('the same partnership is not made twice', async () => {
    assert.equal(await run('new', '--csp', 'E22000901', '--id', 'farshire', '--name', 'Farshire', ...files), 1)
  })

  test('it is ready for open data: its own areas load and those elsewhere are outside', async () => {
    const farshire = database.forPartnership('farshire')
    const id = await farshire.asSystem('migrator', 'set-up', tx =>
      addAccount(tx, {
        key: 'analyst',
        name: 'Analyst',
        jobTitle: '',
        comesTo: '',
        agencyKey: 'agency.police',
        roles: ['analyst'],
        synthetic: true,
      }),
    )
    const actor = { id, session: undefined }
    const kind = modules.flatMap(({ imports }) => imports ?? []).find(({ name }) => name === 'lookups') as ImportKind
    const report = await runImport(farshire, {
      kind,
      batch: newBatch(),
      files: filesAt([join(folder, 'wards.csv')]),
      names: ['wards.csv'],
      dryRun: false,
      actor,
      now: new Date('2026-01-15'),
    })
    assert.deepEqual([report.loaded, report.outside], [1, 1])
    assert.deepEqual(
      (await farshire.asActor(actor, 'analysis', tx => smallAreas(tx))).map(({ name }) => name),
      ['Northmere 001A'],
    )
  })

  test('nothing of one partnership is in the other', async () => {
    const areas = await database.asSystem('migrator', 'set-up', tx => content(tx, 'districts'))
    assert.deepEqual(areas, [])
  })
})
