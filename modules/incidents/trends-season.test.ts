// The control chart on made series: what it calls a signal when nothing but the season changes, and when something did.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { random } from '#engines/numerics'
import { controlChart, type Picture } from '#platform/charts'
import { monthName } from './rules.ts'
import { baselineOf, seriesOf } from './trends-rules.ts'

const january2023 = 2023 * 12

/** A summer that is half as high again as the spring, and a winter half as low. */
const level = (index: number, mean: number): number => mean * (1 + 0.33 * Math.sin((2 * Math.PI * (index - 3)) / 12))

/** The chart of a series from January 2023 whose months have these counts. */
function chartOf(counts: readonly number[]): Picture {
  const months = new Map(counts.map((count, index) => [monthName(january2023 + index), count]))
  const onFile = [...months.keys()]
  const baseline = baselineOf(onFile)
  assert.ok(baseline)
  return controlChart({
    ...{
      id: 'm',
      measure: 'Made',
      source: 'Made.',
      subject: 'events',
      plural: true,
      unit: 'events',
      smallCounts: 'shown',
    },
    months: seriesOf(onFile, months),
    baseline,
  })
}

/** How many of 500 made series have a signal in their last 12 months, in which `step` times as many events come as before. */
function signalled(years: number, mean: number, step: number): number {
  const draw = random(20261121)
  const made = Array.from({ length: 500 }, () =>
    Array.from({ length: (years + 1) * 12 }, (_, index) =>
      draw.poisson(level(index, mean) * (index < years * 12 ? 1 : step)),
    ),
  )
  return made.filter(counts => chartOf(counts).sentences.length > 0).length
}

describe('the control chart and the season', () => {
  // Beyond a line 12 / 370, near it about 1 / 50, eight in a row in a year 6 / 256: about 7 series of 100 have one or more.
  test('a season that comes back, and chance: 5 to 10 of 100 years have a signal', () => {
    const count = signalled(2, 100, 1)
    assert.ok(count >= 25 && count <= 50, `${count} of 500`)
  })
  test('the same season held against one level, as with one year of history, would be a signal in more than 7 years of 10', () => {
    const count = signalled(1, 100, 1)
    assert.ok(count > 350, `${count} of 500`)
  })
  test('a true step up by a fifth is found in more than 9 of 10 years', () => {
    const count = signalled(2, 100, 1.2)
    assert.ok(count > 450, `${count} of 500`)
  })
  test('two years and 11 months: the last 11 are judged, and the season is taken out', () => {
    const counts = Array.from({ length: 35 }, (_, index) => Math.round(level(index, 900)))
    const picture = chartOf(counts)
    assert.deepEqual(picture.sentences, [])
    assert.match(picture.notes[0] ?? '', /same month of the year in January 2023 to December 2024 \(24 months\)/)
  })
})

describe('the months that set the usual level', () => {
  const onFile = (count: number) => Array.from({ length: count }, (_, index) => monthName(january2023 + index))
  test('of 36 months the first 24', () => assert.deepEqual(baselineOf(onFile(36)), { from: '2023-01', to: '2024-12' }))
  test('of 30 months the first 24: six are judged', () =>
    assert.deepEqual(baselineOf(onFile(30)), { from: '2023-01', to: '2024-12' }))
  test('of 29 months the first 17: no fewer than six may be judged, so seasons cannot be taken out', () =>
    assert.deepEqual(baselineOf(onFile(29)), { from: '2023-01', to: '2024-05' }))
  test('of 72 months those from 60 to 13 before the end', () =>
    assert.deepEqual(baselineOf(onFile(72)), { from: '2024-01', to: '2027-12' }))
})
