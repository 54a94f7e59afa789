import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFile, readAll } from '#platform/testing/memory-file'
import { lookups } from './lookups.ts'

async function read(text: string) {
  return (await readAll(note => lookups.read(memoryFile('lookup.csv', `${text}\n`), { today: '2026-11-21', note })))
    .items
}

async function rowOf(text: string) {
  const [item] = await read(text)
  assert.ok(item !== undefined && 'row' in item)
  return item.row
}

test('LSOA 2011 to 2021 gives the old area, the new one, and how it changed', async () => {
  const row = await rowOf(
    'lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code,ltla22_name,ltla22_code\nElm 001A,E01031043,S,Elm 001F,E01035001,Elmton,E07000219',
  )
  assert.equal(row.change, 'S')
  assert.deepEqual(row.areas, [
    { level: 'lsoa', vintage: '2011', code: 'E01031043', name: 'Elm 001A' },
    { level: 'lsoa', vintage: '2021', code: 'E01035001', name: 'Elm 001F' },
    { level: 'district', vintage: '2022', code: 'E07000219', name: 'Elmton' },
  ])
})

test("the publisher's own headings are read the same", async () => {
  const row = await rowOf(
    'LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHNGIND,LAD22CD,LAD22NM,LAD22NMW,ObjectId\nE01031043,Elm 001A,E01035001,Elm 001F,S,E07000219,Elmton,,1',
  )
  assert.equal(row.change, 'S')
  assert.deepEqual(
    row.areas.map(({ vintage }) => vintage),
    ['2011', '2021', '2022'],
  )
})

test('the older LSOA comes first, also when its column comes second', async () => {
  const row = await rowOf('LSOA21CD,LSOA11CD,CHNGIND\nE01035001,E01031043,S')
  assert.deepEqual(
    row.areas.map(({ vintage }) => vintage),
    ['2011', '2021'],
  )
})

test('district to partnership and force, smallest first whatever the order of columns', async () => {
  const row = await rowOf('pfa24_code,csp24_name,csp24_code,ltla24_code\nE23000017,Elm partnership,E22000359,E07000221')
  assert.deepEqual(
    row.areas.map(({ level, code }) => [level, code]),
    [
      ['district', 'E07000221'],
      ['partnership', 'E22000359'],
      ['force', 'E23000017'],
    ],
  )
})

test('a class of 2021 says rural or urban', async () => {
  const header = 'lsoa21_code,ruc21_code,classification,ruc'
  assert.deepEqual((await rowOf(`${header}\nE01009220,UN1,Urban: nearer to a city,Urban`)).ruralUrban, {
    code: 'UN1',
    words: 'Urban: nearer to a city',
    urban: true,
  })
  assert.equal((await rowOf(`${header}\nE01009220,RSF1,Smaller rural,Rural`)).ruralUrban?.urban, false)
})

test('a name that people use, and a place, come with their area', async () => {
  assert.equal(
    (await rowOf('MSOA21CD,MSOA21NM,MSOA21HCLNM,LAD24CD\nE02006468,Elm 001,Elm Hill,E07000218')).knownAs,
    'Elm Hill',
  )
  assert.deepEqual((await rowOf('LSOA21CD,latitude,longitude\nE01003240,51.42,-7.3e-05')).point, [-0.000073, 51.42])
})

test('a code that is not in force any more stands beside the one that is', async () => {
  const row = await rowOf('LADCD,LADNM,LADCD_ACTIVE,LADNM_ACTIVE\nE06000028,Elmouth,E06000058,Elmouth and Ashley')
  assert.deepEqual(
    row.areas.map(({ vintage, code }) => [vintage, code]),
    [
      [null, 'E06000028'],
      ['active', 'E06000058'],
    ],
  )
})

test('a wrong code, a missing one and a change that is none are rejected with their column; a repeat is a duplicate', async () => {
  const header = 'LSOA11CD,LSOA21CD,CHNGIND'
  const good = 'E01000001,E01000001,U'
  const items = await read([header, 'E0100,E01000001,U', ',,U', 'E01000001,E01000001,Q', good, good].join('\n'))
  assert.deepEqual(
    items.map(item => ('reason' in item ? item.column : 'duplicate' in item ? 'duplicate' : 'taken')),
    ['codes', 'LSOA11CD', 'CHNGIND', 'taken', 'duplicate'],
  )
})

test('a table that links nothing is refused', async () => {
  await assert.rejects(read('LSOA21CD,Population\nE01000001,5'), /it does not link areas to each other/)
  await assert.rejects(
    read('Month,Crime type\n2025-01,Robbery'),
    /there is no column with codes of areas, such as LSOA21CD/,
  )
})
