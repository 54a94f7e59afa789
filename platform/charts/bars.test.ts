// What bars, histograms and seasons claim, with literal numbers.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { barByKind, histogram, smallMultiples } from '#platform/charts'

const about = { id: 'p', measure: 'Invented county', source: 'Source: invented.' }
const hundred = Array.from({ length: 100 }, (_, index) => index + 1)

describe('bars', () => {
  const bars = (kinds: Record<string, number>, last?: string) =>
    barByKind({
      ...about,
      subject: 'harm',
      unit: 'events',
      kinds: Object.entries(kinds).map(([name, count]) => ({ name, count })),
      ...(last === undefined ? {} : { last }),
    })
  test('600 of 1,000 is more than half', () =>
    assert.equal(bars({ assault: 600, robbery: 400 }).finding, 'More than half of harm is assault'))
  test('400, 300 and 300: the largest kind is named', () =>
    assert.equal(bars({ assault: 400, robbery: 300, other: 300 }).finding, 'Assault is the largest kind of harm'))
  test('12 and 10 are not ordered in words', () =>
    assert.equal(bars({ assault: 12, robbery: 10 }).finding, 'Harm by kind'))
  test('shares are not shown beside a hidden count', () =>
    assert.deepEqual(bars({ assault: 12, robbery: 2 }).table.rows, [
      ['Assault', '12', 'not shown'],
      ['Robbery', 'fewer than 5', 'not shown'],
    ]))
  test('26 of 10,000 is less than 1%, never 0%', () => {
    const picture = bars({ assault: 9974, robbery: 26 })
    assert.match(picture.svg, />26 \(less than 1%\)</)
    assert.deepEqual(
      picture.table.rows.map(row => row[2]),
      ['100', 'less than 1'],
    )
  })
  test('"other" stands last whatever its count', () =>
    assert.equal(bars({ other: 99, robbery: 10 }, 'other').table.rows.at(-1)?.[0], 'Other'))
  test('hidden counts keep the order of their names', () =>
    assert.deepEqual(
      bars({ b: 4, a: 1 }).table.rows.map(row => row[0]),
      ['A', 'B'],
    ))
})

describe('harm and strength', () => {
  const draw = (meaning: 'harm' | 'strength') =>
    barByKind({ ...about, subject: 'x', unit: 'events', kinds: [{ name: 'a', count: 9 }], meaning }).svg
  test('harm is striped', () => assert.match(draw('harm'), /fill="url\(#p-harm\)" stroke="#7a3c1c"/))
  test('strength is solid teal', () => assert.match(draw('strength'), /fill="#106165"/))
})

describe('histogram and seasons', () => {
  test('every value falls in one bin', async () => {
    const { table } = await histogram({
      ...about,
      subject: 'areas',
      unit: 'areas',
      values: hundred,
      smallCounts: 'shown',
    })
    assert.equal(
      table.rows.reduce((sum, row) => sum + Number(row[1]), 0),
      100,
    )
  })
  test('a bin of 2 is written "fewer than 5"', async () => {
    const { table } = await histogram({
      ...about,
      subject: 'waits',
      unit: 'people',
      values: [1, 1, 9, 9, 9, 9, 9, 9],
      bins: 2,
    })
    assert.deepEqual(
      table.rows.map(row => row[1]),
      ['fewer than 5', '6'],
    )
  })
  test('a season with a month missing is not counted', async () => {
    const months = ['2024-12', '2025-01', '2025-02', '2025-03', '2025-04'].map(month => ({ month, count: 100 }))
    const { table } = await smallMultiples({ ...about, subject: 'harm', unit: 'events', months })
    assert.deepEqual(
      table.rows.map(row => row.slice(0, 3)),
      [
        ['Winter', '2025', '300'],
        ['Spring', '2025', 'no file loaded for every month'],
      ],
    )
  })
})
