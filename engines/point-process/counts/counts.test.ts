import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '#engines/numerics'
import { areaCounts } from './area-counts.ts'
import { atLeastOne, countInterval, countLog, fitPrior, shrunkRate } from './gamma-poisson.ts'

test('the negative binomial sums to one and has the mean it was given', () => {
  const share = Array.from({ length: 400 }, (_, count) => Math.exp(countLog(count, 3, 0.7)))
  assert.ok(Math.abs(share.reduce((a, b) => a + b, 0) - 1) < 1e-9)
  assert.ok(Math.abs(share.reduce((total, p, count) => total + p * count, 0) - 3) < 1e-6)
})

test('with an infinite shape it is Poisson: one or more of mean 2 has probability 0.8647', () => {
  assert.ok(Math.abs(atLeastOne(2, Infinity) - 0.8646647) < 1e-7)
  assert.ok(Math.abs(countLog(3, 2, Infinity) - Math.log(0.1804470443)) < 1e-8)
})

test('the central 90 % interval of Poisson 4 is 1 to 8', () => {
  assert.deepEqual(countInterval(4, Infinity, 0.9), { low: 1, high: 8 })
})

test('a prior fitted to gamma rates of shape 2 and mean 0.5 finds both within a quarter', () => {
  const chance = random(4)
  const counts = Float64Array.from({ length: 4000 }, () => chance.poisson(20 * chance.gamma(2, 0.25)))
  const prior = fitPrior(counts, new Float64Array(4000).fill(20))
  assert.ok(Math.abs(prior.mean - 0.5) < 0.05)
  assert.ok(prior.shape > 1.4 && prior.shape < 2.8, `${prior.shape}`)
})

test('three events in a short time are shrunk towards the others, a long record hardly', () => {
  const prior = { mean: 0.1, shape: 2 }
  assert.ok(Math.abs(shrunkRate(prior, 3, 5) - 0.2) < 1e-12)
  assert.ok(Math.abs(shrunkRate(prior, 3000, 5000) / 0.6 - 1) < 0.01)
})

/** 60 areas over 36 months: gamma rates, a summer twice the winter. */
function county(seed: number) {
  const chance = random(seed)
  const rates = Float64Array.from({ length: 60 }, () => chance.gamma(1.5, 2))
  const season = (month: number) => (month % 12 >= 5 && month % 12 <= 8 ? 2 : 1)
  const counts = Float64Array.from({ length: 60 * 36 }, (_, k) =>
    chance.poisson(rates[Math.floor(k / 36)] * season(k % 36)),
  )
  return { rates, counts }
}

test('twice as many events from June to September show as a season of about twice the rest', () => {
  const { counts } = county(5)
  const { season } = areaCounts({ areas: 60, months: 36, counts, firstMonth: 0 })
  assert.ok(Math.abs(season[6] / season[1] - 2) < 0.3, `${season[6] / season[1]}`)
})

test('foretold 90 % intervals of the next month hold 85 to 99 % of 60 areas', () => {
  const { rates, counts } = county(6)
  const chance = random(7)
  const { next } = areaCounts({ areas: 60, months: 36, counts, firstMonth: 0 })
  const held = rates.filter((rate, area) => {
    const drawn = chance.poisson(rate)
    return drawn >= next.low[area] && drawn <= next.high[area]
  }).length
  assert.ok(held >= 51 && held <= 59, `${held} of 60`)
})

test('rates that stay are remembered for ever; rates that double halfway are not', () => {
  const { counts } = county(8)
  const jumped = counts.map((count, k) => (k % 36 >= 24 ? count * 3 : count))
  assert.ok(areaCounts({ areas: 60, months: 36, counts, firstMonth: 0 }).memory >= 0.97)
  assert.ok(areaCounts({ areas: 60, months: 36, counts: jumped, firstMonth: 0 }).memory < 0.97)
})

test('a month that was not published is skipped, not read as zero', () => {
  const { counts } = county(9)
  const gaps = counts.map((count, k) => (k % 36 === 20 ? Number.NaN : count))
  const whole = areaCounts({ areas: 60, months: 36, counts, firstMonth: 0 })
  const holed = areaCounts({ areas: 60, months: 36, counts: gaps, firstMonth: 0 })
  assert.ok(Math.abs(holed.rate[0] / whole.rate[0] - 1) < 0.15)
})

test('bad input is refused by name', () => {
  const counts = new Float64Array(12)
  assert.throws(() => areaCounts({ areas: 2, months: 5, counts, firstMonth: 0 }), /counts must hold 10 values, got 12/)
  assert.throws(
    () => areaCounts({ areas: 4, months: 3, counts: counts.with(1, -2), firstMonth: 0 }),
    /counts\[1\] must be a number of 0/,
  )
})
