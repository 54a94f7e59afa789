import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '#engines/numerics'
import { changePoints } from './change-points.ts'

const [areas, periods, baseline] = [40, 78, 52]

/** Fortnights of 40 areas with gamma rates about 1.5; area 0 has 3 and rises sixfold at period 60 where asked. */
function fortnights(seed: number, rises: boolean): Float64Array {
  const chance = random(seed)
  const counts = new Float64Array(areas * periods)
  for (let area = 0; area < areas; area++) {
    const rate = area === 0 ? 3 : chance.gamma(2, 0.75)
    for (let p = 0; p < periods; p++)
      counts[area * periods + p] = chance.poisson(rises && area === 0 && p >= 60 ? 6 * rate : rate)
  }
  return counts
}

const watch = (counts: Float64Array, seed: number) =>
  changePoints({ areas, periods, counts, baseline }, { simulations: 199, seed })

test('of 100 maps without a rise at most 10 raise any alarm at a stated 5 %', () => {
  const alarms = Array.from({ length: 100 }, (_, seed) =>
    watch(fortnights(seed, false), seed).alarm.some(period => period >= 0),
  )
  assert.ok(alarms.filter(Boolean).length <= 10, `${alarms.filter(Boolean).length}`)
})

test('of 50 rises at least 40 are found within three fortnights', () => {
  const found = Array.from({ length: 50 }, (_, seed) => watch(fortnights(1000 + seed, true), seed).alarm[0])
  assert.ok(found.filter(period => period >= 60 && period <= 63).length >= 40, `${found}`)
})

test('the rise is dated within two fortnights of its start', () => {
  const { began } = watch(fortnights(7, true), 1)
  assert.ok(Math.abs(began[0] - 60) <= 2, `${began[0]}`)
})

test('a season that was expected raises no alarm where it would unannounced', () => {
  const chance = random(3)
  const multiples = Float64Array.from({ length: 40 }, (_, p) => (p >= 30 ? 3 : 1))
  const counts = Float64Array.from({ length: 40 }, (_, p) => chance.poisson(8 * multiples[p]))
  const input = { areas: 1, periods: 40, counts, baseline: 26 }
  assert.equal(changePoints({ ...input, multiples }, { simulations: 199 }).alarm[0], -1)
  assert.ok(changePoints(input, { simulations: 199 }).alarm[0] >= 30)
})

test('bad input is refused by name', () => {
  const counts = new Float64Array(10)
  assert.throws(() => changePoints({ areas: 1, periods: 10, counts, baseline: 10 }), /baseline must leave periods/)
  assert.throws(() => changePoints({ areas: 2, periods: 10, counts, baseline: 5 }), /counts must hold 20 values/)
  assert.throws(() => changePoints({ areas: 1, periods: 10, counts, baseline: 5 }, { rise: 1 }), /rise must be above 1/)
})
