import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFile, readAll } from '#platform/testing/memory-file'
import { forceTables, homelessness, type IndicatorMapping, readMapped } from './indicators.ts'
import { codeByName } from './names.ts'
import { recognise } from './recognise.ts'

const context = (note: (sentence: string) => void) => ({ today: '2026-11-21', note })

async function mapped(mapping: IndicatorMapping, ...lines: readonly string[]) {
  return (await readAll(note => readMapped(memoryFile('t.csv', `${lines.join('\n')}\n`), context(note), mapping))).items
}

const mapping: IndicatorMapping = {
  areaColumn: 'Area Code',
  areaScheme: 'gss',
  areaNameColumn: 'Area Name',
  period: { column: 'Time period' },
  groupColumns: ['Age'],
  prefix: 'health',
  values: [
    {
      ...{ column: 'Value', indicator: 'admissions', words: 'Admissions for violence', unit: 'per 100,000' as const },
      ...{ lowColumn: 'Lower', highColumn: 'Upper', denominatorColumn: 'People' },
    },
  ],
}
const header = 'Area Code,Area Name,Time period,Age,Value,Lower,Upper,People'

test('a saved mapping reads any table: value, interval, denominator, period and group', async () => {
  const [item] = await mapped(mapping, header, 'E10000031,Elmshire,2023/24,10-24 yrs,45.2,40.1,50.9,"98,000"')
  assert.deepEqual(item, {
    line: 2,
    row: {
      indicator: 'health.10_24_yrs.admissions',
      words: 'Admissions for violence',
      area: 'E10000031',
      areaScheme: 'gss',
      areaName: 'Elmshire',
      period: '2023/24',
      value: 45.2,
      marker: null,
      unit: 'per 100,000',
      denominator: 98000,
      low: 40.1,
      high: 50.9,
    },
  })
})

test('groups keep rows of one area and period apart; without them the second is rejected', async () => {
  const rows = ['E10000031,Elmshire,2023,young,1,,,', 'E10000031,Elmshire,2023,old,2,,,']
  assert.equal((await mapped(mapping, header, ...rows)).filter(item => 'row' in item).length, 2)
  const { groupColumns: _, ...flat } = mapping
  const items = await mapped(flat, header, ...rows)
  assert.ok(items[1] !== undefined && 'reason' in items[1])
  assert.match(items[1].reason, /E10000031 in 2023 is there twice/)
})

test('an interval the wrong way round, a wrong code and a missing period are rejected', async () => {
  const items = await mapped(
    mapping,
    header,
    'E10000031,a,2023,y,5,9,1,',
    'Elmshire,a,2023,y,5,,,',
    'E10000031,a,,y,5,,,',
  )
  assert.deepEqual(
    items.map(item => 'reason' in item && item.column),
    ['Value', 'Area Code', 'Time period'],
  )
})

test('a mapping to a column that is not there refuses the file by name', async () => {
  await assert.rejects(
    mapped(mapping, 'Area Code,Time period,Age', 'E10000031,2023,y'),
    /the column "Value" is missing/,
  )
})

test('a force table in its documented form gives offences and their rate', async () => {
  const file = memoryFile(
    'force.csv',
    'force_code,force_name,offence,period,offences,rate_per_1000,population\nE23000017,Elmshire,Knife crime,year ending March 2025,"1,204",[c],600000\n',
  )
  const { items } = await readAll(note => forceTables.read(file, context(note)))
  assert.deepEqual(
    items.map(item => 'row' in item && [item.row.indicator, item.row.value, item.row.marker, item.row.denominator]),
    [
      ['force.knife_crime.offences', 1204, null, 600000],
      ['force.knife_crime.rate', null, 'c', 600000],
    ],
  )
})

test('homelessness by reason in its documented form', async () => {
  const file = memoryFile(
    'homeless.csv',
    'area_code,area_name,period,duty,reason,households\nE07000222,Elmton,2024-25,prevention,Domestic abuse,..\n',
  )
  const { items } = await readAll(note => homelessness.read(file, context(note)))
  assert.ok(items[0] !== undefined && 'row' in items[0])
  assert.deepEqual(
    [items[0].row.indicator, items[0].row.value, items[0].row.marker],
    ['homelessness.prevention.domestic_abuse.households', null, '..'],
  )
})

const ages = Array.from({ length: 91 }, (_, age) => String(age))

test('each kind of file is recognised by its header', () => {
  const kindOf = (text: string, name = 'a.csv') => recognise(text.split(','), name)
  assert.equal(kindOf('', 'lsoa/E07000218.geojson'), 'boundaries')
  assert.equal(kindOf('LSOA11CD,LSOA21CD,CHNGIND'), 'lookup')
  assert.equal(kindOf('lsoa21_code,ruc21_code,classification,ruc'), 'lookup')
  assert.equal(kindOf('pfa20_code,pfa20_name'), 'lookup')
  assert.equal(kindOf('lsoa21_code,IMD_decile,IMD_rank'), 'deprivation')
  assert.equal(kindOf('lsoa11_code,income_domain_numerator,housing_indicator'), 'deprivation')
  assert.equal(kindOf(`lsoa11_code,lsoa11_name,total_population,${ages.join(',')}`), 'population')
  assert.equal(kindOf('lsoa21_code,total_households,deprivation_dimensions,n,prop'), 'household-deprivation')
  assert.equal(kindOf('Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region'), 'education')
  assert.equal(kindOf('year,la_name,school_type,perm_bullying'), 'exclusions')
  assert.equal(kindOf('force_code,force_name,offence,period,offences,rate_per_1000'), 'force-tables')
  assert.equal(kindOf('area_code,period,duty,reason,households'), 'homelessness')
  assert.equal(kindOf('Crime ID,Month,Reported by'), undefined)
})

test('a name finds its code however publishers write it, and a shared name finds none', () => {
  const code = codeByName([
    { code: 'E06000023', name: 'Bristol, City of' },
    { code: 'E08000013', name: 'St. Helens' },
    { code: 'E06000058', name: 'Ash & Elm' },
    { code: 'E07000001', name: 'Twin' },
    { code: 'E07000002', name: 'Twin' },
    { code: 'E07000001', name: 'Twin' },
  ])
  assert.deepEqual(['Bristol', 'City of Bristol', 'St Helens', 'Ash and Elm', 'Twin', 'Elsewhere'].map(code), [
    'E06000023',
    'E06000023',
    'E08000013',
    'E06000058',
    undefined,
    undefined,
  ])
})
