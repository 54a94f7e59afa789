import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaIndex, noiseOfChange, positionOf } from '#engines/area-index'
import { random } from '#engines/numerics'
import { fitGamma, fitNormal } from './scores/prior.ts'
import { simulatedCounty } from './simulated-county.ts'

test('the 90 % sampling range holds the true position of 88 to 95 areas in 100, over ten made-up counties of 200', async () => {
  let held = 0
  for (let county = 0; county < 10; county++) {
    const { input, truePlace } = simulatedCounty(200, county)
    const { sampling } = await areaIndex(input, { seed: county, resamples: 400, headingRanges: false })
    const positions = truePlace.map(positionOf)
    held += positions.filter((p, area) => sampling && sampling.low[area] <= p && p <= sampling.high[area]).length
  }
  assert.ok(held / 2000 > 0.88 && held / 2000 < 0.95, `${held} of 2,000`)
})

test('a 50 % range is much narrower, and holds about half of the true positions', async () => {
  const { input, truePlace } = simulatedCounty(600, 77)
  const { sampling } = await areaIndex(input, { seed: 1, level: 0.5, headingRanges: false })
  const positions = truePlace.map(positionOf)
  const held = positions.filter((p, area) => sampling && sampling.low[area] <= p && p <= sampling.high[area]).length
  assert.ok(held / 600 > 0.45 && held / 600 < 0.66, `${held} of 600`)
})

test('shrunk rates are closer to the truth than raw rates', async () => {
  const source = random(9)
  const truth = Float64Array.from({ length: 300 }, () => source.gamma(4, 0.002))
  const denominators = new Float64Array(300).fill(1000)
  const counts = truth.map(rate => source.poisson(1000 * rate))
  const [only] = (
    await areaIndex(
      {
        areas: 300,
        headings: [{ key: 'crime' }],
        indicators: [
          {
            key: 'violence',
            heading: 'crime',
            direction: 'more is riskier',
            lineage: ['a'],
            measure: { kind: 'count', counts, denominators },
          },
        ],
        reference: { name: 'made-up county' },
      },
      { seed: 1, resamples: 0 },
    )
  ).inputs
  const error = (rates: Float64Array) => rates.reduce((total, rate, area) => total + (rate - truth[area]) ** 2, 0)
  assert.ok(error(only.shrunk) < 0.8 * error(only.value), `${error(only.shrunk)} against ${error(only.value)}`)
})

test('the gamma prior is recovered from 5,000 counts: shape 3, mean 0.01', () => {
  const source = random(2)
  const exposures = Float64Array.from({ length: 5000 }, () => 500 + source.integer(2000))
  const counts = exposures.map(people => source.poisson(people * source.gamma(3, 0.01 / 3)))
  const prior = fitGamma(counts, exposures)
  assert.ok(prior.kind === 'gamma' && Math.abs(prior.shape - 3) < 0.3 && Math.abs(prior.mean - 0.01) < 0.0004)
})

test('counts that vary no more than chance are all shrunk to the common rate', () => {
  const source = random(3)
  const exposures = new Float64Array(2000).fill(100)
  const prior = fitGamma(
    exposures.map(() => source.poisson(5)),
    exposures,
  )
  assert.ok(prior.kind === 'gamma' && prior.shape > 100, JSON.stringify(prior))
})

test('the normal prior is recovered from 5,000 estimates with unequal errors: mean 10, variance 4', () => {
  const source = random(4)
  const errors = Float64Array.from({ length: 5000 }, () => 0.5 + 3 * source.next())
  const estimates = errors.map(error => 10 + 2 * source.normal() + error * source.normal())
  const prior = fitNormal(estimates, errors)
  assert.ok(prior.kind === 'normal' && Math.abs(prior.variance - 4) < 0.5 && Math.abs(prior.mean - 10) < 0.15)
})

test('the stated number of rises of 3 by noise is what measuring an unchanged county twice gives, within a quarter', async () => {
  let seen = 0
  let stated = 0
  for (let county = 0; county < 6; county++) {
    const { input, again } = simulatedCounty(200, 40 + county)
    const first = await areaIndex(input, { seed: 1, resamples: 0 })
    const second = await areaIndex(again(), { seed: 1, resamples: 0 })
    seen += second.whole.filter((whole, area) => whole - first.whole[area] >= 3).length
    stated += (await noiseOfChange(input, { seed: 1, replicates: 40 })).expectedRises
  }
  assert.ok(Math.abs(seen / stated - 1) < 0.25, `${seen} seen, ${stated.toFixed(1)} stated`)
})
