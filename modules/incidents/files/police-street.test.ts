import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFile, readAll } from '#platform/testing/memory-file'
import { newStreetMemory, policeStreet, type StreetMemory } from './police-street.ts'
import { recogniseIncidents } from './recognise.ts'

const header =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
const id = 'ab12'.repeat(16)
const crime = `${id},2025-03,Testshire Police,Testshire Police,-1.517456,52.290118,On or near Elm Road,E01031255,Elmton 001A,Robbery,Under investigation,`
const antisocial =
  ',2025-03,Testshire Police,Testshire Police,-1.517456,52.290118,On or near Elm Road,E01031255,Elmton 001A,Anti-social behaviour,,'

async function read(
  lines: readonly string[],
  { memory, name = 'a.csv' }: { memory?: StreetMemory; name?: string } = {},
) {
  const file = memoryFile(name, `${[header, ...lines].join('\n')}\n`)
  const more = memory === undefined ? {} : { memory }
  return (await readAll(note => policeStreet.read(file, { today: '2026-11-21', note, ...more }))).items
}

const reasons = async (lines: readonly string[]) =>
  (await read(lines)).map(item => ('reason' in item ? `${item.column}: ${item.reason}` : 'taken'))

test('a recorded crime becomes a row that knows only its month', async () => {
  assert.deepEqual(await read([crime]), [
    {
      line: 2,
      row: {
        externalId: id,
        month: '2025-03',
        occurred: null,
        precision: 'month',
        category: 'Robbery',
        longitude: -1.517456,
        latitude: 52.290118,
        lsoa: 'E01031255',
        location: 'On or near Elm Road',
        reportedBy: 'Testshire Police',
        source: 'police.uk',
        provenance: 'unknown',
        severity: null,
        flags: { online: null, domestic: null, weapon: null, injury: null },
        groupA: null,
        groupB: null,
        outcome: 'Under investigation',
      },
    },
  ])
})

test('equal rows without a Crime ID are different incidents at one map point: all are kept', async () => {
  const items = await read([antisocial, antisocial, antisocial])
  assert.equal(items.filter(item => 'row' in item && item.row.externalId === null).length, 3)
})

test('a row with a Crime ID that repeats another in every field is a duplicate', async () => {
  const items = await read([crime, antisocial, crime])
  assert.deepEqual(items[2], { line: 4, duplicate: true, text: crime })
})

test('a Crime ID that comes again with another place or outcome is kept', async () => {
  const items = await read([
    crime,
    crime.replace('Under investigation', 'Unable to prosecute suspect'),
    crime.replace('52.290118', '52.311849'),
  ])
  assert.equal(items.filter(item => 'row' in item).length, 3)
})

test('a row without a place is kept without one', async () => {
  const [item] = await read([
    crime.replace('-1.517456,52.290118,On or near Elm Road,E01031255,Elmton 001A', ',,No Location,,'),
  ])
  assert.ok(item !== undefined && 'row' in item)
  assert.deepEqual([item.row.longitude, item.row.latitude, item.row.lsoa], [null, null, null])
})

test('two files with one month of one force are refused: anti-social behaviour would count twice', async () => {
  const memory = newStreetMemory()
  await read([crime], { memory, name: 'first.csv' })
  await read([crime.replaceAll('Testshire', 'Northshire')], { memory, name: 'north.csv' })
  await read([crime.replace('2025-03', '2025-04')], { memory, name: 'april.csv' })
  await assert.rejects(
    read([antisocial], { memory, name: 'copy.csv' }),
    /copy\.csv: 2025-03 of Testshire Police is already in first\.csv/,
  )
})

test('months that are none, of the future or before the publisher began are rejected', async () => {
  const months = ['Mar-25', '2025-13', '2026-12', '1899-12', '2010-11', ''].map(month =>
    crime.replace('2025-03', month),
  )
  const found = await reasons(months)
  assert.match(
    found[0] ?? '',
    /^Month: "Mar-25" is not a month\. It should read like 2025-03: was the file saved by a spreadsheet\?/,
  )
  assert.match(found[1] ?? '', /is not a month/)
  assert.equal(found[2], 'Month: 2026-12 is in the future.')
  assert.match(found[3] ?? '', /is before 2010-12/)
  assert.match(found[4] ?? '', /is before 2010-12/)
  assert.match(found[5] ?? '', /is not a month/)
})

test('swapped coordinates, a wrong area code and an empty kind are rejected with their columns', async () => {
  assert.deepEqual(
    await reasons([
      crime.replace('-1.517456,52.290118', '52.290118,-1.517456'),
      crime.replace('E01031255', 'E0103125'),
      crime.replace('Robbery', ''),
      crime.replace('Testshire Police,Testshire', ',Testshire'),
    ]),
    [
      'Longitude: Longitude and latitude are swapped.',
      'LSOA code: "E0103125" is not the code of a small area.',
      'Crime type: This cell is empty.',
      'Reported by: This cell is empty.',
    ],
  )
})

test('the other files of the same download are named for what they are', async () => {
  const outcomes = memoryFile(
    'outcomes.csv',
    'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n',
  )
  const reading = readAll(note => policeStreet.read(outcomes, { today: '2026-11-21', note }))
  await assert.rejects(
    reading,
    /the columns "Crime type", "Last outcome category" are missing\..*This looks like an outcomes file of data\.police\.uk/,
  )
})

test('its header is recognised, and those of its neighbours are not', () => {
  assert.equal(recogniseIncidents(header.split(',')), 'police-street')
  assert.equal(recogniseIncidents(['Month', 'Reported by', 'Outcome type', 'LSOA code']), undefined)
  assert.equal(recogniseIncidents(['LSOA21CD', 'IMD_rank']), undefined)
})

test('every line of a file is one item, whatever is wrong with it', async () => {
  const lines = [
    crime,
    antisocial,
    'cut',
    `"${crime}`.replace('"', ''),
    crime.replace('Robbery', '5" knife'),
    antisocial,
    crime,
  ]
  const items = await read(lines)
  assert.deepEqual(
    items.map(({ line }) => line),
    [2, 3, 4, 5, 6, 7, 8],
  )
})
