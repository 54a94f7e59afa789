import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFile, readAll } from '#platform/testing/memory-file'
import { type DatedContext, datedIncidents, newDatedMemory } from './dated.ts'
import { recogniseIncidents } from './recognise.ts'

const header =
  'reference,date,time,precision,kind,severity,provenance,longitude,latitude,lsoa,place,reported_by,online,domestic,weapon,injury,group_a,group_b,outcome'
const full =
  'T-1,2025-03-04,21:30,,Threat with a knife,6,reported,-1.5174,52.2901,,bus station,Testshire Police,no,no,yes,,G-07,G-12,open'

async function read(
  lines: readonly string[],
  { more = {}, head = header }: { more?: Partial<DatedContext>; head?: string } = {},
) {
  const file = memoryFile('own.csv', `${[head, ...lines].join('\n')}\n`)
  return readAll(note => datedIncidents.read(file, { today: '2026-11-21', note, ...more }))
}

async function reasonOf(line: string, more: Partial<DatedContext> = {}): Promise<string> {
  const [item] = (await read([line], { more })).items
  return item !== undefined && 'reason' in item ? `${item.column}: ${item.reason}` : 'taken'
}

test('a full row is read, every column into its place', async () => {
  const { items } = await read([full])
  assert.deepEqual(items, [
    {
      line: 2,
      row: {
        externalId: 'T-1',
        month: '2025-03',
        occurred: '2025-03-04T21:30',
        precision: 'minute',
        category: 'Threat with a knife',
        longitude: -1.5174,
        latitude: 52.2901,
        lsoa: null,
        location: 'bus station',
        reportedBy: 'Testshire Police',
        source: 'partnership',
        provenance: 'reported',
        severity: 6,
        flags: { online: false, domestic: false, weapon: true, injury: null },
        groupA: 'G-07',
        groupB: 'G-12',
        outcome: 'open',
      },
    },
  ])
})

test('three columns and a place are enough', async () => {
  const { items } = await read(['2025-03,Fight,school,E01031255'], {
    head: 'date,kind,provenance,lsoa',
    more: { agency: 'Elmton School' },
  })
  const [item] = items
  assert.ok(item !== undefined && 'row' in item)
  assert.deepEqual(
    [item.row.occurred, item.row.precision, item.row.month, item.row.lsoa, item.row.reportedBy, item.row.externalId],
    [null, 'month', '2025-03', 'E01031255', 'Elmton School', null],
  )
})

test('an incident without a place is taken only when it was online', async () => {
  const noPlace = full.replace('-1.5174,52.2901', ',')
  assert.equal(
    await reasonOf(noPlace),
    'lsoa: There is no place. Give an LSOA, or longitude and latitude, or say that it was online.',
  )
  assert.equal(await reasonOf(noPlace.replace(',no,no,', ',yes,no,')), 'taken')
})

test('each wrong cell is rejected with its column', async () => {
  assert.match(
    await reasonOf(full.replace('2025-03-04', '03/04/2025')),
    /^date: "03\/04\/2025" could be read in two ways/,
  )
  assert.match(
    await reasonOf(full.replace('2025-03-04', '1899-12-30')),
    /^date: .* a spreadsheet writes for an empty date/,
  )
  assert.match(await reasonOf(full.replace('2025-03-04', '2026-11-22')), /^date: .* is in the future/)
  assert.match(
    await reasonOf(full.replace('21:30,,', '21:30,second,')),
    /^date: "second" is not month, day, hour or minute/,
  )
  assert.match(
    await reasonOf(full.replace('reported,', 'police,')),
    /^provenance: "police" is not one of reported, discovered, health/,
  )
  assert.match(await reasonOf(full.replace(',6,', ',11,')), /^severity: Severity is a whole number from 1 to 10/)
  assert.match(await reasonOf(full.replace(',yes,', ',maybe,')), /^weapon: Write yes or no/)
  assert.match(await reasonOf(full.replace('G-07', 'the Elm Road lot')), /^group_a: A group is given by its code/)
  assert.match(
    await reasonOf(full.replace('-1.5174,52.2901', '52.2901,-1.5174')),
    /^longitude: Longitude and latitude are swapped/,
  )
  assert.match(await reasonOf(full.replace('Threat with a knife', '')), /^kind: Say in at most 100 letters/)
})

test('an order of day and month, given by the person, makes such dates clear', async () => {
  const line = full.replace('2025-03-04', '3/4/25')
  assert.equal(await reasonOf(line, { dateOrder: 'day-first' }), 'taken')
  assert.match(
    await reasonOf(full.replace('2025-03-04', '27/3/25'), { dateOrder: 'month-first' }),
    /^date: .*not a day of the calendar/,
  )
})

test('a reference twice is a duplicate when all is the same, and rejected when it is not', async () => {
  const { items } = await read([full, full, full.replace('Threat', 'Fight')])
  assert.deepEqual(items[1], { line: 3, duplicate: true, text: full })
  const [, , third] = items
  assert.ok(third !== undefined && 'reason' in third)
  assert.match(third.reason, /An earlier row has this reference, with other details/)
})

test('a reference is remembered from one file of an import to the next', async () => {
  const memory = newDatedMemory()
  await read([full], { more: { memory } })
  const { items } = await read([full], { more: { memory } })
  assert.ok(items[0] !== undefined && 'duplicate' in items[0])
})

test('equal rows without a reference are all kept', async () => {
  const { items } = await read([full, full].map(line => line.replace('T-1', '')))
  assert.equal(items.filter(item => 'row' in item).length, 2)
})

test('a column about a person stops the file before a row is read', async () => {
  await assert.rejects(
    read([], { head: 'date,kind,provenance,Surname' }),
    /it has a column "surname"\. Incidents hold nothing about a person/,
  )
  await assert.rejects(read([], { head: 'date,kind,provenance,date_of_birth' }), /it has a column "date of birth"/)
})

test('columns that are not used are named in the report', async () => {
  const { notes } = await read([], { head: 'date,kind,provenance,lsoa,weather' })
  assert.deepEqual(notes, ['own.csv: these columns are not used: weather.'])
})

test('a cell that a spreadsheet would run is kept as it was written', async () => {
  const { items } = await read([full.replace('bus station', '=HYPERLINK(0)')])
  assert.ok(items[0] !== undefined && 'row' in items[0])
  assert.equal(items[0].row.location, '=HYPERLINK(0)')
})

test('letters of every script and emoji survive', async () => {
  const { items } = await read([full.replace('bus station', 'Café “Łódź” 🚌')])
  assert.ok(items[0] !== undefined && 'row' in items[0])
  assert.equal(items[0].row.location, 'Café “Łódź” 🚌')
})

test('its header is recognised', () => {
  assert.equal(recogniseIncidents(header.split(',')), 'dated-incidents')
})
