import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { chiSquare95 } from './season.ts'
import { findSignals, type Limits, loadedPoints, monthsByChance, type Point, type Signal, setLimits } from './spc.ts'
import { daysIn, monthNumber } from './words.ts'

const start = monthNumber('2025-01')
// Months of 31, 28 and 30 days.
const [january, february, april] = [start, start + 1, start + 3]

/** The text of a month counted from year 0. */
function monthText(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}

/** Months from January 2025 with these rates a day; undefined is a month without a file. */
function withRates(rates: readonly (number | undefined)[]): Point[] {
  return loadedPoints(
    rates.map((rate, index) => ({
      month: monthText(start + index),
      count: rate === undefined ? null : Math.round(rate * daysIn(start + index)),
    })),
  )
}

/** A centre of 10 with lines at 7 and 13, set by months that are not among those judged. */
const plain: Limits = {
  method: 'individuals',
  months: [],
  usual: () => 10,
  upper: () => 13,
  lower: () => 7,
}

const signalsOf = (rates: readonly (number | undefined)[]): Signal[] => findSignals(withRates(rates), plain)
const named = (signals: readonly Signal[]) =>
  signals.map(({ rule, side, months }) => `${rule} ${side} ${months.map(month => month - start + 1).join(' ')}`)

describe('centre and limits', () => {
  test('2 a day without any spread: a u chart with lines at 2 +- 3 sqrt(2 / 30) for 30 days', () => {
    const limits = setLimits(withRates(Array(8).fill(2)))
    assert.equal(limits?.method, 'u')
    assert.equal(limits?.usual(april), 2)
    assert.equal(limits?.upper(april).toFixed(4), '2.7746')
    assert.equal(limits?.lower(april).toFixed(4), '1.2254')
  })

  test('the lines of a u chart are wider in a shorter month', () => {
    const limits = setLimits(withRates(Array(8).fill(2)))
    assert.ok((limits?.upper(february) ?? 0) > (limits?.upper(january) ?? 0))
  })

  test('40 and 50 a day by turns: individuals, centre 10,910 / 243, lines 26.6 away', () => {
    const limits = setLimits(withRates([40, 50, 40, 50, 40, 50, 40, 50]))
    assert.equal(limits?.method, 'individuals')
    assert.equal(limits?.usual(january).toFixed(4), '44.8971')
    assert.equal(limits?.upper(january).toFixed(4), '71.4971')
    assert.equal(limits?.lower(january).toFixed(4), '18.2971')
  })

  test('the step over a month without a file is not a moving range', () => {
    const limits = setLimits(withRates([40, 50, 40, 50, 40, undefined, 400, 390, 400, 390, 400]))
    assert.equal(((limits?.upper(january) ?? 0) - (limits?.usual(january) ?? 0)).toFixed(4), '26.6000')
  })

  test('the lower line never falls under 0', () =>
    assert.equal(setLimits(withRates(Array(8).fill(0.1)))?.lower(april), 0))
  test('7 months are too few', () => assert.equal(setLimits(withRates(Array(7).fill(2))), undefined))
  test('months that are all nought have no usual level', () =>
    assert.equal(setLimits(withRates(Array(12).fill(0))), undefined))
  test('chi-square with 7 degrees has its upper 5% point at 14.07', () =>
    assert.ok(Math.abs(chiSquare95(7) - 14.067) < 0.02))
})

describe('signals', () => {
  test('13.5 in June is beyond the line', () =>
    assert.deepEqual(named(signalsOf([10, 10, 10, 10, 9, 13.5])), ['beyond above 6']))
  test('two neighbours beyond the line are one signal', () =>
    assert.deepEqual(named(signalsOf([9, 14, 14, 9])), ['beyond above 2 3']))
  test('a month on the line is not beyond it', () => assert.deepEqual(named(signalsOf([9, 13, 9])), []))
  test('12.5 in two of three months is near', () =>
    assert.deepEqual(named(signalsOf([9, 12.5, 9.5, 12.5, 9])), ['near above 2 4']))
  test('12.5 in two months three apart is nothing', () =>
    assert.deepEqual(named(signalsOf([9, 12.5, 9, 9, 12.5, 9])), []))
  test('near above and near below do not add up', () => assert.deepEqual(named(signalsOf([9, 12.5, 7.5, 9])), []))
  test('near is not told when one of its months is beyond', () =>
    assert.deepEqual(named(signalsOf([9, 12.5, 14, 9])), ['beyond above 3']))
  test('eight months just above are a run', () =>
    assert.deepEqual(named(signalsOf(Array(8).fill(10.4))), ['run above 1 2 3 4 5 6 7 8']))
  test('seven months are not', () => assert.deepEqual(named(signalsOf(Array(7).fill(10.4))), []))
  test('a month without a file breaks a run', () =>
    assert.deepEqual(named(signalsOf([...Array(4).fill(9.5), undefined, ...Array(4).fill(9.5)])), []))
  test('a month without a file breaks two of three', () =>
    assert.deepEqual(named(signalsOf([12.5, undefined, 12.5])), []))
  test('a month on the centre line ends a run', () =>
    assert.deepEqual(named(signalsOf([...Array(5).fill(9.5), 10, ...Array(5).fill(9.5)])), []))
  test('the months that set the lines are not judged by them', () => {
    const points = withRates([9, 20, 9])
    assert.deepEqual(findSignals(points, { ...plain, months: points.map(point => point.number) }), [])
  })

  test('a month before those that set the lines is not judged by them', () => {
    const points = withRates([20, 9, 9, 20])
    const limits = { ...plain, months: [start + 1, start + 2] }
    assert.deepEqual(named(findSignals(points, limits)), ['beyond above 4'])
  })

  test('no signal holds a month without a file, and every run or group of neighbours is unbroken', () => {
    const rate = fc.option(fc.constantFrom(6, 8, 9, 10, 11, 12.5, 14), { nil: undefined })
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 40 }), rates => {
        const loaded = new Set(withRates(rates).map(point => point.number))
        return signalsOf(rates).every(({ rule, months }) => {
          const unbroken = months.every(
            (month, index) => index === 0 || month - (months[index - 1] ?? 0) <= (rule === 'near' ? 2 : 1),
          )
          const span = (months.at(-1) ?? 0) - (months[0] ?? 0)
          const between = Array.from({ length: span + 1 }, (_, step) => (months[0] ?? 0) + step)
          return unbroken && between.every(month => loaded.has(month))
        })
      }),
    )
  })
})

describe('bad months', () => {
  test('a month that comes twice is refused', () =>
    assert.throws(
      () =>
        loadedPoints([
          { month: '2025-01', count: 1 },
          { month: '2025-01', count: 2 },
        ]),
      /2025-01 comes twice/,
    ))
  test('a count of -1 is refused', () =>
    assert.throws(() => loadedPoints([{ month: '2025-01', count: -1 }]), /2025-01 must be a whole number/))
})

describe('how often chance fires a rule: the Markov chain of Champ and Woodall solved here', () => {
  // Zones of a standard normal month: past 3, from 2 to 3, and under 2 sigma, on either side.
  const zones = [
    { side: 1, far: 3, chance: 0.0013498980316301 },
    { side: 1, far: 2, chance: 0.0214002339165491 },
    { side: 1, far: 0, chance: 0.4772498680518208 },
  ].flatMap(zone => [zone, { ...zone, side: -zone.side }])

  /** Mean months until the first signal, by stepping the chance of each state until it is gone. */
  function meanWait(rules: { beyond?: boolean; near?: boolean; run?: boolean }): number {
    let states = new Map([['0,0,0', 1]])
    let [wait, alive] = [0, 1]
    while (alive > 1e-9) {
      const next = new Map<string, number>()
      for (const [state, weight] of states) {
        const [before = 0, last = 0, run = 0] = state.split(',').map(Number)
        for (const { side, far, chance } of zones) {
          const mark = rules.near && far >= 2 ? side : 0
          const length = run * side > 0 ? run + side : side
          const fires =
            (rules.beyond && far === 3) ||
            (mark !== 0 && (mark === before || mark === last)) ||
            (rules.run && Math.abs(length) >= 8)
          const key = `${last},${mark},${rules.run ? length : 0}`
          if (!fires) next.set(key, (next.get(key) ?? 0) + weight * chance)
        }
      }
      wait += alive
      alive = [...next.values()].reduce((sum, weight) => sum + weight, 0)
      states = next
    }
    return wait
  }

  test('one month beyond a line: 370 months', () =>
    assert.equal(Math.round(meanWait({ beyond: true })), monthsByChance.beyond))
  test('two of three near a line: 511 months', () =>
    assert.equal(Math.round(meanWait({ near: true })), monthsByChance.near))
  test('eight on one side: 255 months', () => assert.equal(Math.round(meanWait({ run: true })), monthsByChance.run))
  test('any of the three: 122 months', () =>
    assert.equal(Math.round(meanWait({ beyond: true, near: true, run: true })), monthsByChance.any))
})
