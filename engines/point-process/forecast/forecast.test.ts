import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '#engines/numerics'
import { selfExciting } from '../self-exciting/self-exciting.ts'
import { simulate } from '../self-exciting/simulate.ts'
import { forecast } from './forecast.ts'
import { generations } from './generations.ts'

const window = { left: 0, right: 4000, bottom: 0, top: 4000, start: 0, end: 400 }
const hills = [{ share: 0.6, x: 1500, y: 2500, sd: 500 }]
const events = simulate({ window, background: [700], hills, productivity: [[0.35]], delay: 6, sd: 120 }, 9)
const fit = selfExciting(events, { window })
const grid = { left: 0, bottom: 0, cell: 250, across: 16, down: 16 }
const ahead = forecast(fit, { grid })
const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

test('expected events are the background and the triggered part, cell by cell', () => {
  assert.deepEqual(
    ahead.expected,
    ahead.background.map((value, cell) => value + ahead.triggered[cell]),
  )
})

test('over the map the forecast is near the long-run count of 14 days', () => {
  const usual = (events.t.length / 400) * 14
  assert.ok(Math.abs(total(ahead.expected) / usual - 1) < 0.35, `${total(ahead.expected)} ${usual}`)
})

test('a longer horizon expects more, and the chance of any event rises with it', () => {
  const month = forecast(fit, { grid, horizon: 28 })
  assert.ok(month.expected.every((value, cell) => value > ahead.expected[cell]))
  assert.ok(month.atLeastOne.every((value, cell) => value > ahead.atLeastOne[cell]))
})

test('the first contributor of the cell with most triggering is a recent event near it', () => {
  const cell = ahead.triggered.indexOf(ahead.triggered.reduce((a, b) => Math.max(a, b), 0))
  const event = ahead.contributors[cell * 3]
  assert.ok(events.t[event] > 370)
  const far = Math.hypot(
    events.x[event] - ((cell % 16) + 0.5) * 250,
    events.y[event] - (Math.floor(cell / 16) + 0.5) * 250,
  )
  assert.ok(far < 250 + 4 * fit.sd.value * Math.SQRT2)
})

test('areas are sums of their cells, and cells of no area are left out', () => {
  const areaOf = Int32Array.from({ length: 256 }, (_, cell) => (cell < 16 ? -1 : cell % 2))
  const areas = forecast(fit, { grid, areaOf })
  const odd = ahead.expected.reduce((sum, value, cell) => sum + (cell >= 16 && cell % 2 === 1 ? value : 0), 0)
  assert.ok(Math.abs(areas.expected[1] - odd) < 1e-9)
  assert.equal(areas.expected.length, 2)
})

test('events to come of all generations equal 20,000 simulated families to 2 %', () => {
  const chance = random(1)
  const mean = [0.3, 0.2, 0.1, 0.25]
  const counts = [0, 0]
  for (let k = 0; k < 20_000; k++) {
    const family = [{ kind: 0, t: 0 }]
    for (const parent of family) {
      for (const kind of [0, 1]) {
        for (let c = chance.poisson(mean[parent.kind * 2 + kind]); c > 0; c--) {
          const t = parent.t + chance.exponential(6)
          if (t > 14) continue
          counts[kind] += 1
          family.push({ kind, t })
        }
      }
    }
  }
  const { byEvent, direct } = generations(Float64Array.from(mean), 2, 6, 14)
  assert.ok(Math.abs(byEvent[0] / (counts[0] / 20_000) - 1) < 0.03, `${byEvent[0]} ${counts[0] / 20_000}`)
  assert.ok(Math.abs(byEvent[1] / (counts[1] / 20_000) - 1) < 0.03, `${byEvent[1]} ${counts[1] / 20_000}`)
  assert.ok(direct[0] < byEvent[0])
})

test('with one kind, events to come equal their closed form to 1 in 10,000 at delays of 6 days, an hour and a minute', () => {
  for (const delay of [6, 1 / 24, 1 / 1440]) {
    const [p, left] = [0.3, 0.7]
    const gone = -Math.expm1((-left * 14) / delay)
    const byEvent = (p / left) * gone
    const byRate = (p / left) * (14 - (gone * delay) / left)
    const found = generations(Float64Array.of(p), 1, delay, 14)
    assert.ok(Math.abs(found.byEvent[0] / byEvent - 1) < 1e-4, `delay ${delay}: ${found.byEvent[0]} ${byEvent}`)
    assert.ok(Math.abs(found.byRate[0] / byRate - 1) < 1e-4, `delay ${delay}: ${found.byRate[0]} ${byRate}`)
  }
})

test('bad input is refused by name', () => {
  assert.throws(() => forecast(fit, { grid, horizon: 0 }), /horizon must be a number above 0/)
  assert.throws(() => forecast(fit, { grid, kind: 1 }), /kind must be below 1/)
  assert.throws(() => forecast(fit, { grid, areaOf: new Int32Array(3) }), /areaOf must hold 256 values/)
})
