import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { controlChart } from './control-chart.ts'
import { daysIn, monthNumber } from './words.ts'

const first = monthNumber('2024-01')

/** The text of a month counted from year 0. */
function monthText(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}

/** Monthly counts from January 2024 with these rates a day; undefined has no file. */
function monthly(rates: readonly (number | undefined)[]) {
  return rates.map((rate, index) => ({
    month: monthText(first + index),
    count: rate === undefined ? null : Math.round(rate * daysIn(first + index)),
  }))
}

function chart(rates: readonly (number | undefined)[], more: Partial<Parameters<typeof controlChart>[0]> = {}) {
  return controlChart({
    id: 'calls',
    measure: 'Calls per day, Southmarsh',
    source: 'Source: invented.',
    subject: 'calls',
    plural: true,
    unit: 'calls',
    months: monthly(rates),
    baseline: { from: '2024-01', to: '2024-12' },
    ...more,
  })
}

// Twelve months about 44.8 a day, uneven enough for an individuals chart: lines about 10 away.
const usual = [45, 41, 48, 44, 49, 42, 46, 43, 47, 41, 46, 45]

describe('the title', () => {
  test('names the subject and stops when no rule fires', () =>
    assert.equal(chart([...usual, 44, 46]).finding, 'Calls by month'))
  test('tells of a run that still goes on', () =>
    assert.equal(
      chart([...usual, ...Array(8).fill(48)]).finding,
      'Calls have run above their usual level for 8 months',
    ))
  test('tells of a run that has ended with its months', () =>
    assert.equal(
      chart([...usual, ...Array(8).fill(42), 46]).finding,
      'Calls ran below their usual level for 8 months, January to August 2025',
    ))
  test('tells of a month beyond the line', () =>
    assert.equal(chart([...usual, 44, 70, 44]).finding, 'Calls were above their upper line in February 2025'))
  test('tells of two months near the line', () =>
    assert.equal(
      chart([...usual, 44, 53, 53, 44]).finding,
      'Calls came close to their upper line in February and March 2025',
    ))
  test('a singular subject takes a singular verb', () =>
    assert.equal(
      chart([...usual, ...Array(9).fill(48)], { subject: 'violence', plural: false }).finding,
      'Violence has run above its usual level for 9 months',
    ))
  test('of two signals it tells the one that ended last', () =>
    assert.match(chart([...usual, 70, ...Array(9).fill(42)]).finding, /have run below/))
})

describe('the sentences', () => {
  const [sentence] = chart([...usual, 44, 70, 44]).sentences
  test('carry the letter that stands on the chart', () => assert.equal(sentence?.mark, 'A'))
  test('say how often chance does the same', () =>
    assert.match(sentence?.text ?? '', /comes by chance about once in 370 months \(31 years\)/))
  test('say the count beside what the usual level brings', () =>
    assert.match(sentence?.text ?? '', /February had 1,960 calls; at the usual level 28 days have about 1,25\d/))
  test('say that seasons are not taken out when one year set the lines', () =>
    assert.match(sentence?.text ?? '', /Seasons are not taken out, so it may be only the season\.$/))
  test('warn of season when it did not', () => {
    const short = chart([...usual, ...Array(8).fill(48)], { baseline: { from: '2024-01', to: '2024-08' } })
    assert.match(
      short.sentences.map(each => each.text).join(' '),
      /load November and December of earlier years to tell/,
    )
  })
})

describe('two whole years before the months judged', () => {
  const year = [20, 22, 30, 35, 40, 42, 41, 40, 38, 30, 24, 20]
  const seasons = { baseline: { from: '2024-01', to: '2025-12' } }
  const again = chart([...year, ...year, ...year], seasons)
  const more = chart([...year, ...year, ...year.slice(0, 9).map(rate => rate * 1.1)], seasons)

  test('a third year like the two before it is no signal, although its summer is far above its winter', () =>
    assert.equal(again.finding, 'Calls by month'))
  test('the usual level of July is that of Julys', () => {
    const july = again.table.rows.find(([month]) => month === 'July 2026')
    assert.deepEqual(july?.slice(0, 4), ['July 2026', '1,271', '41.0', '41.0'])
  })
  test('the picture says that the same months set what is usual', () =>
    assert.ok(
      again.notes.includes(
        'Usual is the level of the same month of the year in January 2024 to December 2025 (24 months). Those months are not judged.',
      ),
    ))
  test('nine months a tenth above the same months are a run for the time of year', () => {
    assert.equal(more.finding, 'Calls have run above their usual level for the time of year, 9 months in a row')
    assert.match(
      more.sentences.map(({ text }) => text).join(' '),
      /against the same months of January 2024 to December 2025/,
    )
  })
  test('with 23 months there is one level for all, and the picture says so', () => {
    const short = chart([...year, ...year, ...year.slice(0, 10)], { baseline: { from: '2024-01', to: '2025-11' } })
    assert.match(short.notes[0] ?? '', /^Usual is one level for every month, .* Seasons are not taken out/)
    assert.match(short.sentences[0]?.text ?? '', /Seasons are not taken out, so it may be only the season\.$/)
  })
})

describe('months without a file', () => {
  const picture = chart([...usual, 44, undefined, undefined, 45, 46])
  test('are hatched', () => assert.match(picture.svg, /fill="url\(#calls-no-data\)"/))
  test('break the line: one path before and one after', () =>
    assert.equal(picture.svg.match(/fill="none" stroke="#1d70b8"/g)?.length, 2))
  test('keep their place in the table with the words "no file loaded"', () =>
    assert.deepEqual(picture.table.rows[13]?.slice(0, 3), ['February 2025', 'no file loaded', '']))
  test('are named in a note', () => assert.ok(picture.notes.includes('No file loaded: February to March 2025.')))
  test('are the same as months left out', () => {
    const months = monthly([...usual, 44, undefined, undefined, 45, 46]).filter(month => month.count !== null)
    assert.equal(chart([], { months }).svg, picture.svg)
  })
})

describe('the table', () => {
  const picture = chart([...usual, 44, 70, 44])
  test('has a row for each month in order', () => {
    assert.equal(picture.table.rows.length, 15)
    assert.equal(picture.table.rows[0]?.[0], 'January 2024')
    assert.equal(picture.table.rows[14]?.[0], 'March 2025')
  })
  test('names the rule beside its month and nowhere else', () =>
    assert.deepEqual(
      picture.table.rows.map(row => row.at(-1)).filter(rule => rule !== 'none' && rule !== 'sets the lines'),
      ['A: above the upper line'],
    ))
  test('has the same usual level that the chart carries', () => {
    const level = picture.table.rows[0]?.[3] ?? ''
    assert.ok(picture.svg.includes(`usual ${level}`))
  })
})

describe('small counts', () => {
  const few = [6, 8, 7, 5, 9, 6, 7, 8, 5, 6, 7, 6, 3, 0].map((count, index) => ({
    month: monthText(first + index),
    count,
  }))
  const picture = chart([], { months: few })
  test('3 is written "fewer than 5" with no rate', () =>
    assert.deepEqual(picture.table.rows[12]?.slice(1, 3), ['fewer than 5', 'not shown']))
  test('3 is a dotted block, not a dot at its height', () => assert.match(picture.svg, /fill="url\(#calls-few\)"/))
  test('0 is written "none found"', () => assert.equal(picture.table.rows[13]?.[1], 'none found'))
  test('3 is shown when the source is already public', () =>
    assert.equal(chart([], { months: few, smallCounts: 'shown' }).table.rows[12]?.[1], '3'))
})

describe('without enough months', () => {
  const picture = chart([44, 45, 43])
  test('no lines are drawn and the note says why', () => {
    assert.doesNotMatch(picture.svg, /chart__ground/)
    assert.match(picture.notes[0] ?? '', /needs at least 8 months on file/)
  })
  test('no count at all is refused', () => assert.throws(() => chart([undefined]), /at least one month with a count/))
  test('a baseline that ends before it begins is refused', () =>
    assert.throws(
      () => chart(usual, { baseline: { from: '2025-01', to: '2024-01' } }),
      /must not end before it begins/,
    ))
})
