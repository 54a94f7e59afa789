// What each picture claims, with literal numbers.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { comparison, hourWeekday, indicatorStrips, profileHeader, rateComparison, timeSeries } from '#platform/charts'

const about = { id: 'p', measure: 'Invented county', source: 'Source: invented.' }
const hundred = Array.from({ length: 100 }, (_, index) => index + 1)

describe('the profile header', () => {
  const header = (
    now: { value: number; low: number; high: number },
    all: readonly number[] = hundred.map(value => value / 10),
  ) =>
    profileHeader({
      ...about,
      area: 'Southmarsh 001A',
      among: 'areas',
      scale: { from: 1, to: 10, meaning: '10 is highest' },
      all,
      middle: { name: 'county', value: 5 },
      years: [
        { year: 2023, value: 6, low: 5.5, high: 6.5 },
        { year: 2025, ...now },
      ],
    })
  test('rising is claimed when the ranges do not meet', () =>
    assert.equal(header({ value: 9.1, low: 8.6, high: 9.5 }).finding, 'Southmarsh 001A: 9 out of 10, and rising'))
  test('falling likewise', () =>
    assert.equal(header({ value: 3, low: 2, high: 4 }).finding, 'Southmarsh 001A: 3 out of 10, and falling'))
  test('nothing is claimed when they meet', () => {
    const picture = header({ value: 7, low: 6.4, high: 7.6 })
    assert.equal(picture.finding, 'Southmarsh 001A: 7 out of 10')
    assert.match(picture.sentences[0]?.text ?? '', /meet, so any change may be chance/)
  })
  test('the change is given in figures', () =>
    assert.equal(header({ value: 9.1, low: 8.6, high: 9.5 }).sentences[0]?.lead, 'Up 3.1 since 2023.'))
  test('9.1 among 0.1 to 10 is higher than 90 in 100', () =>
    assert.match(header({ value: 9.1, low: 8.6, high: 9.5 }).measure, /Higher than 90 in 100 areas\./))
  test('2 among 0.1 to 10 is lower than 80 in 100', () =>
    assert.match(header({ value: 2, low: 1, high: 3 }).measure, /Lower than 80 in 100 areas\./))
  test('the highest is called the highest', () =>
    assert.match(header({ value: 10, low: 9, high: 10 }).measure, /The highest of 100 areas\./))
  test('a range that misses its value is refused', () =>
    assert.throws(() => header({ value: 9, low: 3, high: 4 }), /range of 2025 must hold its value/))
})

describe('strips', () => {
  const base = { unit: 'per 1,000', decimals: 0, all: hundred, period: '2025', source: 's', reliability: 'r' }
  const picture = indicatorStrips({
    ...about,
    area: 'Southmarsh 001A',
    region: 'county',
    groups: [
      {
        name: 'Health',
        indicators: [
          { ...base, name: 'middling', value: 50, higherIsWorse: true },
          { ...base, name: 'low is worse', value: 3, higherIsWorse: false },
        ],
      },
    ],
  })
  test('the title counts the indicators in the highest tenth', () =>
    assert.equal(picture.finding, 'Southmarsh 001A is in the highest tenth of the county on 1 of 2 indicators'))
  test('inside a heading the highest place comes first', () =>
    assert.deepEqual(
      picture.table.rows.map(row => row[1]),
      ['low is worse', 'middling'],
    ))
  test('3 of 1 to 100, where low is worse, is place 3', () => assert.equal(picture.table.rows[0]?.[5], '3 of 100'))
  test('the middle of 1 to 100 is 50.5, printed without decimals as asked', () =>
    assert.equal(picture.table.rows[0]?.[4], '51'))
  test('a long name is never cut: on a phone it takes more lines, and the rows below move down', () => {
    const long = 'Children assessed where a parent uses alcohol or drugs harmfully'
    const named = (name: string) =>
      indicatorStrips({
        ...about,
        area: 'A',
        region: 'county',
        groups: [{ name: 'g', indicators: [{ ...base, name, value: 50, higherIsWorse: true }] }],
      }).svgSmall
    const height = (svg: string | undefined) => Number(/height="(\d+)"/.exec(svg ?? '')?.[1])
    const lines = [...(named(long) ?? '').matchAll(/<text[^>]*font-size="15"[^>]*>(.*?)<\/text>/g)]
    const words = lines.map(([, text]) => (text ?? '').replace(/<[^>]*>/g, '')).filter(text => text !== '50')
    assert.equal(words.join(' '), `${long}, per 1,000`)
    assert.equal(words.length, 2)
    assert.equal(height(named(long)) - height(named('Short')), 18)
  })
  test('two areas: who stands higher is counted', () => {
    const pair = comparison({
      ...about,
      area: 'A',
      other: 'B',
      region: 'county',
      groups: [{ name: 'g', indicators: [{ ...base, name: 'x', higherIsWorse: false, value: 3, other: 90 }] }],
    })
    assert.equal(pair.finding, 'A stands higher in risk than B on 1 of 1 indicator')
  })
  test('an indicator without values is refused by name', () =>
    assert.throws(
      () =>
        comparison({
          ...about,
          area: 'A',
          other: 'B',
          region: 'c',
          groups: [
            { name: 'g', indicators: [{ ...base, name: 'x', all: [], higherIsWorse: true, value: 3, other: 90 }] },
          ],
        }),
      /"x" has no values/,
    ))
})

describe('rates', () => {
  const rates = (items: Parameters<typeof rateComparison>[0]['items']) =>
    rateComparison({
      ...about,
      subject: 'knife offence',
      unit: 'offences',
      among: 'people',
      per: 100_000,
      period: 'the year',
      items,
    })
  test('a third, by ratio and with ours in front', () =>
    assert.equal(
      rates([
        { name: 'Ours', count: 290, population: 586_000, ours: true },
        { name: 'Theirs', count: 4380, population: 2_940_000 },
      ]).finding,
      'Ours’s knife offence rate is a third of Theirs’'.replace('Ours’s', 'Ours’'),
    ))
  test('12 and 9 cannot be told apart', () =>
    assert.match(
      rates([
        { name: 'A', count: 12, population: 5860, ours: true },
        { name: 'B', count: 9, population: 5400 },
      ]).finding,
      /cannot be told apart/,
    ))
  test('a count of 3 hides its rate and stands last', () => {
    const picture = rates([
      { name: 'A', count: 3, population: 10, ours: true },
      { name: 'B', count: 90, population: 5400 },
    ])
    assert.deepEqual(picture.table.rows[1], [
      'A',
      'fewer than 5',
      '10',
      'not shown',
      '',
      '',
      'the year',
      'Source: invented.',
    ])
    assert.equal(picture.finding, 'Knife offence rate by place')
  })
  test('the highest rate comes first', () =>
    assert.deepEqual(
      rates([
        { name: 'low', count: 10, population: 1000 },
        { name: 'high', count: 20, population: 1000 },
      ]).table.rows.map(row => row[0]),
      ['high', 'low'],
    ))
})

describe('time series', () => {
  const series = (points: Parameters<typeof timeSeries>[0]['points']) =>
    timeSeries({ ...about, subject: 'admissions', plural: true, unit: 'people', kind: 'count', points })
  test('100 then 200 is higher', () =>
    assert.equal(
      series([
        { at: '2019', value: 100 },
        { at: '2020', value: 200 },
      ]).finding,
      'Admissions were higher in 2020 than in 2019',
    ))
  test('100 then 110 is not claimed', () =>
    assert.equal(
      series([
        { at: '2019', value: 100 },
        { at: '2020', value: 110 },
      ]).finding,
      'Admissions by year',
    ))
  test('a hidden count is never the ground of a title', () =>
    assert.equal(
      series([
        { at: '2019', value: 2 },
        { at: '2020', value: 200 },
      ]).finding,
      'Admissions by year',
    ))
  test('a year left out has "no file loaded" in the table', () =>
    assert.deepEqual(
      series([
        { at: '2019', value: 9 },
        { at: '2021', value: 9 },
      ]).table.rows[1],
      ['2020', 'no file loaded', '', ''],
    ))
  test('months and years do not mix', () =>
    assert.throws(
      () =>
        series([
          { at: '2019', value: 9 },
          { at: '2021-01', value: 9 },
        ]),
      /must be a year/,
    ))
})

describe('hours of the week', () => {
  const even = Array.from({ length: 7 }, () => Array<number>(24).fill(10))
  const week = (counts: number[][]) => hourWeekday({ ...about, subject: 'calls', plural: true, unit: 'calls', counts })
  const busy = even.map((day, index) => day.map((count, hour) => (index === 5 && hour >= 22 ? 40 : count)))
  test('an even week has no finding', () => assert.equal(week(even).finding, 'Calls by weekday and hour'))
  test('40 an hour late on Saturday is told, over midnight if it must be', () =>
    assert.match(week(busy).finding, /^Calls are highest on Saturday from 9pm to midnight$/))
  test('counts of 3 an hour are joined in bands until few are hidden', () => {
    const picture = week(Array.from({ length: 7 }, () => Array<number>(24).fill(3)))
    assert.equal(picture.table.rows.length, 8)
    assert.equal(picture.table.rows[0]?.[1], '9')
  })
  test('a total that would give away a hidden hour is not printed', () => {
    const counts = even.map((day, index) =>
      day.map((count, hour) => (index === 5 && hour >= 21 ? ([90, 3, 90][hour - 21] ?? 0) : count)),
    )
    const [sentence] = week(counts).sentences
    assert.equal(sentence?.lead, 'The thick line holds far more calls than an even share.')
  })
  test('6 days are refused', () => assert.throws(() => week(even.slice(1)), /7 days of 24 hours/))
})
