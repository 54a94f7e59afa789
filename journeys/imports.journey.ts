import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { notText, wrongHeader, zipBomb } from './fixtures/hostile.ts'
import { boundaryGeoJson, lookupCsv, untidyStreetCsv } from './fixtures/official.ts'
import { check, load } from './harness/importing.ts'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'

async function takeOut(visitor: Visitor, report: string): Promise<void> {
  await visitor.open(report)
  await visitor.press('Take this batch out again')
  await visitor.reads('The batch was taken out', 'This batch was taken out on')
}

walk(
  'an analyst imports areas, outlines and street-level crime on a browser without scripts, and takes all out again',
  async visitor => {
    await visitor.signIn('analyst')
    await visitor.open('/imports')
    await check(visitor, 'lookups', 'lookup.csv', lookupCsv())
    await visitor.reads('What the check found', 'Lines read 3', 'Rows that fit 2', 'Rejected 1')
    await visitor.reads('One of the codes is not the code of an area.')
    await load(visitor, 2)
    const lookups = visitor.path
    await visitor.open('/areas/X01009001')
    await visitor.reads('Walkers 001A (illustrative)')
    await check(visitor, 'boundaries', 'outlines.geojson', boundaryGeoJson())
    await load(visitor, 2)
    const outlines = visitor.path
    await check(visitor, 'police-street', '2026-08-warwickshire-street.csv', untidyStreetCsv('2026-08', 6))
    await visitor.reads('Lines read 9', 'Rows that fit 7', 'Rejected 1', 'Outside the area 1')
    await load(visitor, 7)
    const street = visitor.path
    await check(visitor, 'police-street', '2026-08-warwickshire-street.csv', untidyStreetCsv('2026-08', 6))
    await visitor.reads('2026-08 is already loaded. Take that batch out first')
    for (const report of [street, outlines, lookups]) await takeOut(visitor, report)
    await visitor.open('/areas/X01009001', 404)
    await visitor.open('/imports')
    await visitor.reads('Taken out', 'Checked only', 'Not loaded')
  },
  { script: false },
)

walk('an analyst downloads the rejected rows of a file, each with its line, column and reason', async visitor => {
  await visitor.signIn('police-analyst')
  await check(visitor, 'lookups', 'lookup.csv', lookupCsv())
  const file = await visitor.download('Download all rejected rows (CSV)')
  assert.equal(file.suggestedFilename(), 'OFFICIAL-SENSITIVE-rejected-lookups.csv')
  assert.equal(
    await readFile(await file.path(), 'utf8'),
    'file,line,column,reason,row\nlookup.csv,4,codes,One of the codes is not the code of an area.,"X0100,Walkers 001C,X05009001,,,"\n',
  )
})

walk('a file that cannot be used is refused with a sentence that names it', async visitor => {
  await visitor.signIn('analyst')
  await visitor.open('/imports/new/lookups')
  await visitor.press('Check the files', 422)
  await visitor.reads('Choose at least one file')
  await check(visitor, 'lookups', 'bomb.zip', zipBomb())
  await visitor.reads('bomb.zip/lookup.csv: it unpacks to more than 200 times its size, which data does not do.')
  await check(visitor, 'lookups', 'colours.csv', wrongHeader)
  await visitor.reads('colours.csv: there is no column with codes of areas, such as LSOA21CD or LAD24CD.')
  await check(visitor, 'police-street', 'colours.csv', wrongHeader)
  await visitor.reads('colours.csv')
  await check(visitor, 'police-street', 'picture.csv', notText)
  await visitor.reads('picture.csv')
  await check(visitor, 'police-street', 'lookup.csv', lookupCsv())
  await visitor.reads('lookup.csv')
  await visitor.open('/imports')
  await visitor.doesNotRead('In progress')
})
