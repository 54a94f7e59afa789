import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFile, readAll } from '#platform/testing/memory-file'
import { type HospitalContext, hospitalAssaults } from './istv.ts'
import { recogniseIncidents } from './recognise.ts'

const header = [
  ...['Reporting Period Start Date', 'Reporting Period End Date', 'SITE CODE (OF TREATMENT)'],
  ...['Arrival Date and Time at Accident and Emergency Department', 'Assault Date and Time', 'Assault Method'],
  ...['Assault Method Other Description', 'Assault Location Type', 'Assault Location Description'],
].join(',')
const line = '2025-03-01,2025-03-31,RAB12,2025-03-05T01:10,2025-03-04T23:30,Sharp object,,Public place,Market Square'

const assault = `<Assault><ArrivalDateAndTimeAtAccidentAndEmergencyDepartment>2025-03-05T01:10:00</ArrivalDateAndTimeAtAccidentAndEmergencyDepartment>
<AssaultDateAndTime>2025-03-04T23:30:00</AssaultDateAndTime><AssaultMethod>Sharp object</AssaultMethod>
<AssaultLocationType>Public place</AssaultLocationType><AssaultLocationDescription>Market Square</AssaultLocationDescription></Assault>`
const xml = (assaults: string) =>
  `<?xml version="1.0"?><ISTV><SubmissionHeader><ReportingPeriodStartDate>2025-03-01</ReportingPeriodStartDate><ReportingPeriodEndDate>2025-03-31</ReportingPeriodEndDate><SiteCodeOfTreatment>rab12</SiteCodeOfTreatment></SubmissionHeader>${assaults}</ISTV>`

async function read(text: string, more: Partial<HospitalContext> = {}) {
  return (
    await readAll(note => hospitalAssaults.read(memoryFile('istv', text), { today: '2026-11-21', note, ...more }))
  ).items
}

const expected = {
  source: 'istv',
  site: 'RAB12',
  periodStart: '2025-03-01',
  periodEnd: '2025-03-31',
  arrived: '2025-03-05T01:10',
  occurred: '2025-03-04T23:30',
  precision: 'minute',
  month: '2025-03',
  method: 'Sharp object',
  methodOther: null,
  locationType: 'Public place',
  locationDescription: 'Market Square',
}

test('the same assault as CSV and as XML is the same row', async () => {
  assert.deepEqual(await read(`${header}\n${line}\n`), [{ line: 2, row: expected }])
  assert.deepEqual(await read(xml(assault)), [{ line: 1, row: expected }])
})

test('in XML an assault goes by its position in the file', async () => {
  const items = await read(xml(assault + assault.replace('Sharp object', '') + assault))
  assert.deepEqual(
    items.map(item => [item.line, 'row' in item]),
    [
      [1, true],
      [2, false],
      [3, true],
    ],
  )
})

const reasonOf = async (changed: string): Promise<string> => {
  const [item] = await read(`${header}\n${changed}\n`)
  return item !== undefined && 'reason' in item ? `${item.column}: ${item.reason}` : 'taken'
}

test('what the data set makes mandatory must be there', async () => {
  assert.equal(
    await reasonOf(line.replace('Sharp object', '')),
    'Assault method: This is missing, and the data set asks for it.',
  )
  assert.equal(
    await reasonOf(line.replace('2025-03-04T23:30', '')),
    'Assault date and time: This is missing, and the data set asks for it.',
  )
  assert.equal(
    await reasonOf(line.replace('RAB12', '')),
    'Site code of treatment: This is missing, and the data set asks for it.',
  )
})

test('an arrival may be missing, but not be before the assault', async () => {
  assert.equal(await reasonOf(line.replace('2025-03-05T01:10', '')), 'taken')
  assert.match(
    await reasonOf(line.replace('2025-03-05T01:10', '2025-03-04T22:10')),
    /^Arrival .*: The arrival is before the assault\.$/,
  )
  assert.equal(await reasonOf(line.replace('T23:30', '').replace('T01:10', '')), 'taken')
})

test('a period that ends before it starts, and a date of the future, are rejected', async () => {
  assert.match(
    await reasonOf(line.replace('2025-03-31', '2025-02-28')),
    /^Reporting period end date: .*ends before it starts/,
  )
  assert.match(
    await reasonOf(line.replace('2025-03-04T23:30', '2027-03-04T23:30')),
    /^Assault date and time: .*in the future/,
  )
})

test('XML with a document type, and XML without assaults, are refused', async () => {
  await assert.rejects(read(`<!DOCTYPE x>${xml(assault)}`), /document type/)
  await assert.rejects(read(xml('')), /there is no assault in this XML/)
})

test('its header is recognised', () => {
  assert.equal(recogniseIncidents(header.split(',')), 'hospital-assaults')
})
