import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FileKind } from '#platform/files'
import { memoryFile, readAll } from '#platform/testing/memory-file'
import { deprivation } from './deprivation.ts'
import { exclusions, localAuthorityTool, measureDictionary } from './education.ts'
import { households } from './households.ts'
import { population } from './population.ts'
import type { IndicatorRow } from './types.ts'

async function read<Row>(kind: FileKind<Row>, name: string, ...lines: readonly string[]) {
  return readAll(note => kind.read(memoryFile(name, `${lines.join('\n')}\n`), { today: '2026-11-21', note }))
}

type Item = Awaited<ReturnType<typeof read<IndicatorRow>>>['items'][number]

const brief = (item: Item) =>
  'row' in item
    ? [item.line, item.row.indicator, item.row.area, item.row.period, item.row.value]
    : 'reason' in item
      ? `${item.line} ${item.column}`
      : 'duplicate'

test('a wide table of deprivation becomes one row for each number', async () => {
  const { items } = await read(
    deprivation,
    'imd2025.csv',
    'lsoa21_code,IMD_decile,Crime_rank,Crime_score',
    'E01031005,3,1204,-0.25',
  )
  assert.deepEqual(items.map(brief), [
    [2, 'deprivation.imd_decile', 'E01031005', '2025', 3],
    [2, 'deprivation.crime_rank', 'E01031005', '2025', 1204],
    [2, 'deprivation.crime_score', 'E01031005', '2025', -0.25],
  ])
})

test("both editions and the publisher's own headings give the same names of indicators", async () => {
  const names = async (header: string) =>
    (await read(deprivation, 'iod2019.csv', header, 'E01031005,1,2,3,4')).items.map(
      item => 'row' in item && item.row.indicator,
    )
  const short = await names('lsoa11_code,IMD_rank,Housing_and_Access_decile,Health_rank,idaci_score')
  const long = await names(
    '"LSOA code (2011)","Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)","Barriers to Housing and Services Decile (where 1 is most deprived 10% of LSOAs)","Health Deprivation and Disability Rank (where 1 is most deprived)","Income Deprivation Affecting Children Index (IDACI) Score (rate)"',
  )
  assert.deepEqual(short, [
    'deprivation.imd_rank',
    'deprivation.housing_and_services_decile',
    'deprivation.health_rank',
    'deprivation.idaci_score',
  ])
  assert.deepEqual(long, short)
})

test('the edition is stated, or named by the file, or follows from the year of the areas, which is noted', async () => {
  const period = async (name: string, header: string) => {
    const { items, notes } = await read(deprivation, name, header, 'E01031005,1')
    return [items[0] !== undefined && 'row' in items[0] ? items[0].row.period : undefined, notes.length]
  }
  assert.deepEqual(await period('imd2019.csv', 'lsoa11_code,IMD_rank'), ['2019', 0])
  assert.deepEqual(await period('ranks.csv', 'lsoa21_code,IMD_rank'), ['2025', 1])
  assert.deepEqual(await period('ranks.csv', 'lsoa11_code,IMD_rank'), ['2019', 1])
  await assert.rejects(period('ranks.csv', 'ltla24_code,IMD_rank'), /State the edition: 2019 or 2025/)
})

test('an area twice is rejected, or a duplicate when all is the same; a bad cell is rejected alone', async () => {
  const { items } = await read(
    deprivation,
    'imd2025.csv',
    'lsoa21_code,IMD_rank,Crime_rank',
    'E01031005,1,2',
    'E01031005,1,2',
    'E01031005,1,3',
    'E01031006,about,4',
    'E0103,5,6',
  )
  assert.deepEqual(items.map(brief), [
    [2, 'deprivation.imd_rank', 'E01031005', '2025', 1],
    [2, 'deprivation.crime_rank', 'E01031005', '2025', 2],
    'duplicate',
    '4 whole row',
    '5 IMD_rank',
    [5, 'deprivation.crime_rank', 'E01031006', '2025', 4],
    '6 lsoa21_code',
  ])
})

const ages = Array.from({ length: 91 }, (_, age) => (age === 90 ? '90+' : String(age)))

test('residents by year of age become a total and four bands', async () => {
  const { items } = await read(
    population,
    'population_mid2020.csv',
    `lsoa11_code,total_population,${ages.join(',')}`,
    `E01031005,91,${ages.map(() => 1).join(',')}`,
  )
  assert.deepEqual(items.map(brief), [
    [2, 'population.all', 'E01031005', '2020', 91],
    [2, 'population.0_9', 'E01031005', '2020', 10],
    [2, 'population.10_17', 'E01031005', '2020', 8],
    [2, 'population.18_24', 'E01031005', '2020', 7],
    [2, 'population.25_plus', 'E01031005', '2020', 66],
  ])
})

test('women and men of an age count together', async () => {
  const both = [...Array(91).keys()].flatMap(age => [`F${age}`, `M${age}`])
  const { items } = await read(
    population,
    'mid-2022.csv',
    `LSOA 2021 Code,Total,${both.join(',')}`,
    `E01031005,182,${both.map(() => 1).join(',')}`,
  )
  assert.deepEqual(items.slice(0, 2).map(brief), [
    [2, 'population.all', 'E01031005', '2022', 182],
    [2, 'population.0_9', 'E01031005', '2022', 20],
  ])
})

test('ages that do not add up to the total, and a missing age, are rejected: never a smaller total', async () => {
  const counts = (first: string) => [first, ...ages.slice(1).map(() => '1')].join(',')
  const { items } = await read(
    population,
    'mid2020.csv',
    `lsoa11_code,total_population,${ages.join(',')}`,
    `E01031005,99,${counts('1')}`,
    `E01031006,91,${counts('c')}`,
  )
  assert.deepEqual(items.map(brief), ['2 total_population', '3 0'])
})

test('a year that nobody states is asked for', async () => {
  await assert.rejects(read(population, 'ages.csv', `lsoa11_code,${ages.join(',')}`), /State the year, such as 2020/)
})

test('household deprivation is a share of all households, with their number beside it', async () => {
  const { items } = await read(
    households,
    'census.csv',
    'lsoa21_code,total_households,deprivation_dimensions,n,prop',
    'E01031005,800,Household is not deprived in any dimension,400,0.5',
    'E01031005,800,Household is deprived in four dimensions,2,0.0025',
    'E01031005,800,Household is deprived in one dimension,900,1.1',
  )
  assert.deepEqual(items.map(brief), [
    [2, 'households.deprived_0', 'E01031005', '2021', 50],
    [3, 'households.deprived_4', 'E01031005', '2021', 0.25],
    '4 n',
  ])
  assert.ok(items[0] !== undefined && 'row' in items[0])
  assert.equal(items[0].row.denominator, 800)
})

test('the interactive tool of education: missing values keep their sign, and long names carry over', async () => {
  const { items } = await read(
    localAuthorityTool,
    'lait.csv',
    'Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region',
    'FirstYJS,First time entrants,2023,Elmshire,212.5,937,Midlands',
    'FirstYJS,,2024,Elmshire,-,937,Midlands',
    'FirstYJS,,2024,Elmshire,7,937,Midlands',
    'FirstYJS,,0,Elmshire,5,937,Midlands',
  )
  assert.deepEqual(items.map(brief), [
    [2, 'lait.FirstYJS', '937', '2023', 212.5],
    [3, 'lait.FirstYJS', '937', '2024', null],
    '4 whole row',
    '5 Years',
  ])
  assert.ok(items[1] !== undefined && 'row' in items[1])
  assert.deepEqual(
    [items[1].row.marker, items[1].row.words, items[1].row.areaScheme],
    ['-', 'First time entrants', 'dfe'],
  )
})

test("the tool's dictionary says which direction is good", async () => {
  const header = 'Measure_code,Topic,Measure,Measure_short,Polarity,y_axis_name,Description,dps'
  const { items } = await read(
    measureDictionary,
    'dictionary.csv',
    header,
    '7,Justice,First time entrants,FirstYJS,Low,"Rate per 100,000","Two\nlines",1',
    '8,Care,Children,Kids,-,Number,Text,NA',
  )
  assert.deepEqual(
    items.map(item => 'row' in item && [item.line, item.row.indicator, item.row.better, item.row.decimals]),
    [
      [2, 'lait.FirstYJS', 'low', 1],
      [4, 'lait.Kids', null, null],
    ],
  )
})

test('exclusions by reason: suppressed is missing, not zero, and zero is zero', async () => {
  const { items } = await read(
    exclusions,
    'exclusions.csv',
    'year,la_name,school_type,perm_bullying,fixed_damage',
    '201617,Elmshire,State-funded primary,x,0',
  )
  assert.deepEqual(items.map(brief), [
    [2, 'exclusions.state_funded_primary.permanent.bullying', 'Elmshire', '2016/17', null],
    [2, 'exclusions.state_funded_primary.suspension.damage', 'Elmshire', '2016/17', 0],
  ])
})
