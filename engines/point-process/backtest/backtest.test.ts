import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simulate } from '../self-exciting/simulate.ts'
import { backtest } from './backtest.ts'
import { baselines } from './baselines.ts'
import { historyOf } from './history.ts'
import { scored } from './scores.ts'
import { selfExcitingMethod } from './tracker.ts'

const window = { left: 0, right: 4000, bottom: 0, top: 4000, start: 0, end: 560 }
const hills = [{ share: 0.7, x: 1500, y: 2500, sd: 500 }]
const events = simulate({ window, background: [900], hills, productivity: [[0.5]], delay: 5, sd: 100 }, 4)
const result = backtest(events, { window, windows: 12 })
const named = (name: string) => result.methods.find(method => method.name === name) ?? result.methods[0]

test('seven methods are scored side by side on the same 12 windows', () => {
  assert.equal(result.methods.length, 7)
  assert.equal(result.windows, 12)
  assert.ok(result.methods.every(method => method.byWindow.length === 12))
})

test('where half of events are triggered the self-exciting model beats the long-run rate', () => {
  assert.ok(named('self-exciting').logScore > named('long-run rate').logScore)
})

test('the same everywhere catches exactly 1, 5 and 10 % of events in 1, 5 and 10 % of cells, to rounding', () => {
  const [one, five, ten] = named('same everywhere').hitRate
  assert.ok(Math.abs(one - 0.01) < 0.005 && Math.abs(five - 0.05) < 0.005 && Math.abs(ten - 0.1) < 0.005)
})

test('no method looks ahead: later events changed leave the first forecasts unchanged', () => {
  const grid = { left: 0, bottom: 0, cell: 250, across: 16, down: 16 }
  const later = events.t.findIndex(t => t >= 400)
  const moved = { ...events, x: events.x.map((value, i) => (i >= later ? 4000 - value : value)) }
  for (const method of [...baselines, selfExcitingMethod(window)]) {
    const seen = method.expect(historyOf(events, grid, 0), 400, 14)
    const other = method.name === 'self-exciting' ? selfExcitingMethod(window) : method
    assert.deepEqual(other.expect(historyOf(moved, grid, 0), 400, 14), seen, method.name)
  }
})

test('every method expects about as many events as the long run brings', () => {
  const grid = { left: 0, bottom: 0, cell: 250, across: 16, down: 16 }
  const usual = (events.t.filter(t => t < 400).length / 400) * 14
  const totals = [...baselines, selfExcitingMethod(window)].map(method =>
    method.expect(historyOf(events, grid, 0), 400, 14)[0].reduce((a, b) => a + b, 0),
  )
  assert.deepEqual(
    totals.filter(total => Math.abs(total / usual - 1) > 0.4),
    [],
  )
})

test('the same seed gives the same intervals', () => {
  assert.deepEqual(backtest(events, { window, windows: 12 }).comparisons, result.comparisons)
})

const mean = [Float64Array.of(0.1, 0.2, 2, 0.05), Float64Array.of(0.1, 0.2, 2, 0.05)]
const counts = [Float64Array.of(0, 0, 3, 0), Float64Array.of(0, 1, 1, 0)]
const scores = scored({ mean, shape: [Infinity, Infinity] }, counts, [{ cell: 2, window: 0 }], 14)

test('the Brier score of two windows of four cells is the mean of eight squared errors', () => {
  const p = [0.1, 0.2, 2, 0.05].map(m => 1 - Math.exp(-m))
  const expected = [
    p[0] ** 2,
    p[1] ** 2,
    (p[2] - 1) ** 2,
    p[3] ** 2,
    p[0] ** 2,
    (p[1] - 1) ** 2,
    (p[2] - 1) ** 2,
    p[3] ** 2,
  ]
  assert.ok(Math.abs(scores.brier - expected.reduce((a, b) => a + b, 0) / 8) < 1e-12)
})

test('one flagged cell of four holds four of five events: hit rate 0.8, and no ranking does better', () => {
  assert.equal(scores.hitRate[2], 0.8)
  assert.equal(scores.pei[2], 1)
})

test('a rise flagged in its own window waits no days', () => {
  assert.equal(scores.risesFound, 1)
  assert.equal(scores.delayDays, 0)
})

test('too short a record is refused', () => {
  assert.throws(() => backtest(events, { window, windows: 40 }), /windows must leave 16 horizons/)
  assert.throws(() => backtest(events, { window, cell: -1 }), /cell must be a number above 0/)
})
