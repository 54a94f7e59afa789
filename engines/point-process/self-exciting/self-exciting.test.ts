import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { random } from '#engines/numerics'
import { decay } from './decay.ts'
import { fitted } from './fit.ts'
import { linksOf } from './links.ts'
import { resolutionOf, timeResolutionOf } from './resolution.ts'
import { selfExciting, spectralRadius } from './self-exciting.ts'
import { type Scenario, simulate } from './simulate.ts'
import { emStep } from './step.ts'

const window = { left: 0, right: 6000, bottom: 0, top: 6000, start: 0, end: 800 }
const hills = [
  { share: 0.4, x: 2000, y: 4000, sd: 500 },
  { share: 0.3, x: 4200, y: 1800, sd: 700 },
]
const town: Scenario = { window, background: [1400], hills, productivity: [[0.3]], delay: 6, sd: 120 }
const simulated = simulate(town, 11)
const fit = selfExciting(simulated, { window })

test('branching 0.3, delay 6 days and sd 120 m are recovered within three standard errors, background unknown', () => {
  const [branching] = fit.productivity
  assert.ok(Math.abs(branching.value - 0.3) < 3 * branching.error, `${branching.value} +- ${branching.error}`)
  assert.ok(Math.abs(fit.delay.value - 6) < 3 * fit.delay.error, `${fit.delay.value} +- ${fit.delay.error}`)
  assert.ok(Math.abs(fit.sd.value - 120) < 3 * fit.sd.error, `${fit.sd.value} +- ${fit.sd.error}`)
  assert.ok(branching.error < 0.05 && fit.delay.error < 1.5 && fit.sd.error < 15)
  assert.equal(fit.converged, true)
})

test('the estimated background costs less than 0.01 of the area under the curve that the true one gives', () => {
  const gauss = (x: number, y: number, h: (typeof hills)[number]) =>
    (h.share * Math.exp(-((x - h.x) ** 2 + (y - h.y) ** 2) / (2 * h.sd * h.sd))) / (2 * Math.PI * h.sd * h.sd)
  const shape = (x: number, y: number) => 0.3 / 36e6 + hills.reduce((total, hill) => total + gauss(x, y, hill), 0)
  const oracle = selfExciting(simulated, { window, knownShape: shape })
  const loss = area(oracle.ancestry.background, simulated.parent) - area(fit.ancestry.background, simulated.parent)
  assert.ok(loss < 0.01, `loss ${loss}`)
})

/** Chance that a background event has the higher background probability of the two. */
function area(probability: Float64Array, parent: Int32Array): number {
  const order = Array.from(probability.keys()).sort((a, b) => probability[a] - probability[b])
  let ranks = 0
  let background = 0
  for (const [rank, i] of order.entries()) {
    if (parent[i] >= 0) continue
    ranks += rank + 1
    background += 1
  }
  return (ranks - (background * (background + 1)) / 2) / (background * (order.length - background))
}

test('background and triggered events together are as many as were seen, to 1 %', () => {
  assert.ok(Math.abs(fit.residuals.total) < 0.01 * fit.n, `${fit.residuals.total}`)
})

test('the rescaled times of a true model are not rejected at 1 %', () => {
  assert.ok(fit.residuals.p > 0.01, `p ${fit.residuals.p}`)
})

test('the likeliest parent of an event is earlier and within five spreads', () => {
  const { likeliestParent } = fit.ancestry
  const wrong = likeliestParent.findIndex((parent, i) => {
    if (parent < 0) return false
    const far = Math.hypot(simulated.x[i] - simulated.x[parent], simulated.y[i] - simulated.y[parent])
    return simulated.t[parent] > simulated.t[i] || far > 5.6 * fit.sd.value
  })
  assert.equal(wrong, -1)
  assert.ok(likeliestParent.some(parent => parent >= 0))
})

test('the order of the events in the file does not matter', () => {
  const order = Array.from(simulated.t.keys()).sort((a, b) => ((a * 7919) % 4001) - ((b * 7919) % 4001))
  const pick = (values: Float64Array) => Float64Array.from(order, i => values[i])
  const shuffled = selfExciting({ x: pick(simulated.x), y: pick(simulated.y), t: pick(simulated.t) }, { window })
  assert.ok(Math.abs(shuffled.logLikelihood - fit.logLikelihood) < 1e-6)
  assert.ok(Math.abs(shuffled.ancestry.background[5] - fit.ancestry.background[order[5]]) < 1e-9)
})

test('a map twice as large in a clock twice as slow gives twice the sd, twice the delay and the same branching', () => {
  const twice = (values: Float64Array) => values.map(value => 2 * value)
  const larger = { left: 0, right: 12_000, bottom: 0, top: 12_000, start: 0, end: 1600 }
  const start = { delay: 20, sd: 400 }
  const scaled = selfExciting(
    { x: twice(simulated.x), y: twice(simulated.y), t: twice(simulated.t) },
    { window: larger, start },
  )
  assert.ok(Math.abs(scaled.sd.value / fit.sd.value - 2) < 0.01)
  assert.ok(Math.abs(scaled.delay.value / fit.delay.value - 2) < 0.01)
  assert.ok(Math.abs(scaled.productivity[0].value - fit.productivity[0].value) < 0.005)
})

test('events that nothing triggers are fitted with a branching below 0.05', () => {
  const quiet = simulate({ ...town, background: [1200], productivity: [[0]] }, 3)
  assert.ok(selfExciting(quiet, { window }).branching < 0.05)
})

test('tensions that set off wounding are told from wounding that sets off tensions', () => {
  const kinds = simulate(
    {
      ...town,
      background: [1000, 300],
      productivity: [
        [0.1, 0.35],
        [0, 0.1],
      ],
    },
    5,
  )
  const two = selfExciting(kinds, { window, kind: kinds.kind, kinds: 2 })
  const [, up, down] = two.productivity
  assert.ok(Math.abs(up.value - 0.35) < 3 * up.error, `${up.value} +- ${up.error}`)
  assert.ok(down.value < 0.1, `${down.value}`)
})

test('a week with quiet weekends shows in the multiples, which average one', () => {
  const kept = Array.from(simulated.t.keys()).filter(i => Math.floor(simulated.t[i]) % 7 < 5 || i % 3 === 0)
  const pick = (values: Float64Array) => Float64Array.from(kept, i => values[i])
  const { weekday } = selfExciting(
    { x: pick(simulated.x), y: pick(simulated.y), t: pick(simulated.t) },
    { window, firstWeekday: 0 },
  )
  assert.ok(weekday[6] < 0.7 * weekday[2], `${weekday}`)
  assert.ok(Math.abs(weekday.reduce((a, b) => a + b, 0) / 7 - 1) < 0.02)
})

test('an EM step without any links leaves every event background and the log-likelihood of a Poisson process', () => {
  const x = Float64Array.from([0, 3000, 5900, 100, 5000, 2500, 900, 4100, 1200, 3300])
  const events = {
    x,
    y: x,
    t: x.map((_, i) => i),
    kind: new Int32Array(10),
    kinds: 1,
    window,
    resolution: 1,
    leastDelay: 0.5,
  }
  const rate = new Float64Array(10).fill(2)
  const step = emStep(events, linksOf(x, x, events.t, 1, 0.5), rate, {
    productivity: Float64Array.of(0),
    delay: 5,
    sd: 100,
  })
  assert.deepEqual([...step.probability], new Array(10).fill(1))
  assert.ok(Math.abs(step.logLikelihood - (10 * Math.log(2) - 10)) < 1e-9)
})

test('every earlier event nearer than the reach and the horizon is linked, and no other', () => {
  const pairs = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 60 })),
    { minLength: 2, maxLength: 60 },
  )
  fc.assert(
    fc.property(pairs, list => {
      const sorted = [...list].sort((a, b) => a[2] - b[2])
      const [x, y, t] = [0, 1, 2].map(k => Float64Array.from(sorted, row => row[k]))
      const links = linksOf(x, y, t, 200, 10)
      const direct = sorted.map(
        (_, i) =>
          sorted.filter((_, j) => j < i && (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 < 40_000 && t[i] - t[j] < 10).length,
      )
      assert.deepEqual(
        direct.map((_, i) => links.starts[i + 1] - links.starts[i]),
        direct,
      )
    }),
    { numRuns: 60 },
  )
})

test('the tabled decay equals exp(-u) to 1 in 10^8 and is zero beyond 40', () => {
  const chance = random(1)
  const worst = Array.from({ length: 2000 }, () => 39 * chance.next()).reduce(
    (most, u) => Math.max(most, Math.abs(decay(u) * Math.exp(u) - 1)),
    0,
  )
  assert.ok(worst < 1e-8, `${worst}`)
  assert.equal(decay(41), 0)
})

test('places on a 50 m lattice have a resolution of 50 m; places all distinct have 1 m', () => {
  const chance = random(2)
  const lattice = (n: number) => Float64Array.from({ length: n }, () => 50 * chance.integer(20))
  assert.equal(resolutionOf(lattice(2000), lattice(2000)), 50)
  assert.equal(resolutionOf(simulated.x, simulated.y), 1)
})

test('times known to the day keep the delay at half a day or more, and near the 6 days of finer times', () => {
  const byDay = selfExciting({ ...simulated, t: simulated.t.map(Math.floor) }, { window })
  assert.equal(byDay.leastDelay, 0.5)
  assert.ok(byDay.delay.value > 4 && byDay.delay.value < 9, `${byDay.delay.value}`)
})

test('a burst of four on each of 60 days at one spot is no delay of a minute: it stays at half a day, or half of what is told', () => {
  const chance = random(4)
  const spots = Float64Array.from({ length: 120 }, () => 6000 * chance.next())
  const event = (k: number) => Math.floor(k / 4)
  const bursts = {
    x: Float64Array.from({ length: 240 }, (_, k) => (spots[2 * event(k)] ?? 0) + 10 * chance.next()),
    y: Float64Array.from({ length: 240 }, (_, k) => (spots[2 * event(k) + 1] ?? 0) + 10 * chance.next()),
    t: Float64Array.from({ length: 240 }, (_, k) => 10 + 12 * event(k)),
  }
  assert.equal(selfExciting(bursts, { window }).delay.value, 0.5)
  assert.equal(selfExciting(bursts, { window, timeResolution: 7 }).delay.value, 3.5)
})

test('the clock of a file is a day where all times are whole days from one noon, an hour where whole hours, and else two minutes', () => {
  assert.equal(timeResolutionOf(Float64Array.of(3.5, 10.5, 4.5)), 1)
  assert.equal(timeResolutionOf(Float64Array.of(3, 3 + 5 / 24, 7)), 1 / 24)
  assert.equal(timeResolutionOf(Float64Array.of(3, 3 + 0.5 / 24, 7)), 1 / 720)
  assert.equal(timeResolutionOf(simulated.t), 1 / 720)
})

test('the spectral radius of [[0.2, 0.3], [0.1, 0.4]] is 0.5', () => {
  assert.ok(Math.abs(spectralRadius(Float64Array.of(0.2, 0.3, 0.1, 0.4), 2) - 0.5) < 1e-6)
})

test('bad input is refused by name', () => {
  const events = { x: simulated.x.slice(0, 20), y: simulated.y.slice(0, 20), t: simulated.t.slice(0, 20) }
  assert.throws(() => fitted({ ...events, x: events.x.with(2, Number.NaN) }), /events\.x\[2\] must be a finite/)
  assert.throws(() => fitted(events, { window: { ...window, right: 1 } }), /lies outside the window/)
  assert.throws(() => fitted(events, { window: { ...window, end: -5 } }), /window must end after it starts/)
  assert.throws(() => fitted(events, { kinds: 2, kind: new Int32Array(20).fill(2) }), /kind\[0\] must be below kinds/)
  assert.throws(() => fitted(events, { bandwidth: 0 }), /bandwidth must be a number above 0/)
  assert.throws(() => fitted(events, { timeResolution: 0 }), /timeResolution must be a number above 0/)
  assert.throws(() => simulate({ ...town, productivity: [[1.2]] }, 1), /add to less than 1/)
})
