import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { modules } from '#modules'
import { addAccount } from '#modules/agencies'
import { smallAreas } from '#modules/areas'
import { incidentTotal } from '#modules/incidents'
import type { Actor } from '#platform/database'
import { FileRefused } from '#platform/files'
import { type ImportKind, type ImportReport, newBatch, runImport, undoImport } from '#platform/imports'
import { memoryFile } from '#platform/testing/memory-file'
import { openSite, type Site } from '#platform/testing/site'
import { importBatch, rejections } from '../store/work.ts'

// Small files in the publishers' real forms. Codes of 2011 and 2021: E01000001 unchanged, E01000002 split in two.
const vintages = `lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code,ltla22_name,ltla22_code
Rugby 001A,E01000001,U,Rugby 001A,E01000001,Rugby,E07000220
Rugby 001B,E01000002,S,Rugby 001C,E01000003,Rugby,E07000220
Rugby 001B,E01000002,S,Rugby 001D,E01000004,Rugby,E07000220
Elsewhere 001A,E01000009,U,Elsewhere 001A,E01000009,Elsewhere,E07000999
`
const streetHeader =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
const street = (id: string, month: string, lsoa: string, kind: string): string =>
  `${id},${month},A force,A force,-1.26,52.37,On or near A Street,${lsoa},,${kind},,`
const months = [
  streetHeader,
  street('a1', '2025-01', 'E01000001', 'Violence and sexual offences'),
  street('a1', '2025-01', 'E01000001', 'Violence and sexual offences'),
  street('', '2025-01', 'E01000001', 'Anti-social behaviour'),
  street('', '2025-01', 'E01000001', 'Anti-social behaviour'),
  street('a2', '2025-01', '', 'Robbery'),
  street('a3', '2025-01', 'E01000009', 'Robbery'),
  street('a4', '2025-13', 'E01000001', 'Robbery'),
].join('\n')

describe('imports', () => {
  let site: Site
  let analyst: Actor
  before(async () => {
    site = await openSite({
      modules,
      fill: async ({ database }) => {
        const id = await database.asSystem('migrator', 'set-up', tx =>
          addAccount(tx, {
            key: 'tester',
            name: 'Tester',
            jobTitle: '',
            comesTo: '',
            agencyKey: 'auth.wcc',
            roles: ['analyst'],
            synthetic: true,
          }),
        )
        analyst = { id, session: undefined }
      },
    })
  })
  after(() => site.close())

  const kinds = modules.flatMap(({ imports }) => imports ?? [])
  const kind = (name: string): ImportKind => {
    const found = kinds.find(it => it.name === name)
    if (found === undefined) throw new Error(`no kind ${name}`)
    return found
  }
  const load = (name: string, text: string, dryRun = false): Promise<ImportReport> => {
    const file = memoryFile(`${name}.csv`, text)
    const files = (async function* () {
      yield file
    })()
    return runImport(site.database, {
      kind: kind(name),
      batch: newBatch(),
      files,
      names: [file.name],
      dryRun,
      actor: analyst,
      now: new Date('2026-01-15'),
    })
  }
  const counted = (): Promise<number> =>
    site.database.asActor(analyst, 'analysis', tx => incidentTotal(tx, 'police.uk'))

  test('before any area is loaded street-level crime is refused with what to do first', async () => {
    await assert.rejects(
      load('police-street', months),
      (error: unknown) => error instanceof FileRefused && /Load the official lookups first/.test(error.message),
    )
  })

  test('a lookup loads the areas of the partnership and counts those elsewhere as outside', async () => {
    const { read, loaded, outside } = await load('lookups', vintages)
    assert.deepEqual({ read, loaded, outside }, { read: 4, loaded: 3, outside: 1 })
    const areas = await site.database.asActor(analyst, 'analysis', tx => smallAreas(tx))
    assert.deepEqual(
      areas.map(({ code, districtName }) => `${code} ${districtName}`),
      ['E01000001 Rugby', 'E01000003 Rugby', 'E01000004 Rugby'],
    )
  })

  test('a dry run reports what a load would and leaves nothing behind', async () => {
    const { batch, ...report } = await load('police-street', months, true)
    assert.deepEqual({ ...report, notes: [] }, { read: 7, loaded: 4, rejected: 1, duplicate: 1, outside: 1, notes: [] })
    assert.equal(await counted(), 0)
    const [bad] = await site.database.asActor(analyst, 'import', tx => rejections(tx, batch, 10))
    assert.deepEqual([bad?.line, bad?.column_name], [8, 'Month'])
  })

  test('two alike incidents of anti-social behaviour are two, one repeated crime is one, and every row is accounted for', async () => {
    const { read, loaded, rejected, duplicate, outside } = await load('police-street', months)
    assert.equal(loaded + rejected + duplicate + outside, read)
    assert.equal(await counted(), 4)
  })

  test('a month that is loaded already is refused, and the counts stay as they were', async () => {
    await assert.rejects(load('police-street', months), /2025-01 is already loaded/)
    assert.equal(await counted(), 4)
  })

  test('a batch that fails half way leaves nothing, and says why on its page', async () => {
    const file = memoryFile('cut.csv', `${months.replaceAll('2025-01', '2025-02')}\n`)
    const failing: ImportKind = {
      ...kind('police-street'),
      finish: async () => {
        throw new FileRefused('cut.csv', 'it stops in the middle of a line.')
      },
    }
    const batch = newBatch()
    const files = (async function* () {
      yield file
    })()
    await assert.rejects(
      runImport(site.database, {
        kind: failing,
        batch,
        files,
        names: ['cut.csv'],
        dryRun: false,
        actor: analyst,
        now: new Date('2026-01-15'),
      }),
    )
    assert.equal(await counted(), 4)
    const row = await site.database.asActor(analyst, 'import', tx => importBatch(tx, batch))
    assert.match(row?.failed_sentence ?? '', /stops in the middle/)
  })

  test('a batch is taken out as one, and the month can then be loaded again', async () => {
    const { batch } = await load('police-street', months.replaceAll('2025-01', '2025-03'))
    assert.equal(await counted(), 8)
    assert.equal(await site.database.asActor(analyst, 'import', tx => undoImport(tx, kinds, batch)), 4)
    assert.equal(await counted(), 4)
    assert.equal((await load('police-street', months.replaceAll('2025-01', '2025-03'))).loaded, 4)
  })

  test('a file of another kind is refused by the name of its own', async () => {
    await assert.rejects(load('lookups', months), FileRefused)
  })

  test('someone without the role of an analyst cannot load a row, whatever the page allows', async () => {
    const stranger = { id: '00000000-0000-7000-8000-00000000dead', session: undefined }
    const files = (async function* () {
      yield memoryFile('x.csv', vintages)
    })()
    await assert.rejects(
      runImport(site.database, {
        kind: kind('lookups'),
        batch: newBatch(),
        files,
        names: ['x.csv'],
        dryRun: false,
        actor: stranger,
        now: new Date('2026-01-15'),
      }),
      /row-level security/,
    )
  })
})
