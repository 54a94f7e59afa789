import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { areaIndex, type IndexInput, type Measure } from '#engines/area-index'
import { random } from '#engines/numerics'
import { simulatedCounty } from './simulated-county.ts'
import { estimate, indicator, inputOf, oneToTen, scored } from './small-index.ts'

test('ten areas in order get the whole numbers 1 to 10 and ranks 10 to 1', async () => {
  const { whole, rank } = await scored(inputOf([indicator('a', 'h', estimate(oneToTen))]))
  assert.deepEqual([...whole], oneToTen)
  assert.deepEqual([...rank], oneToTen.toReversed())
})

test('areas that are all alike all stand in the middle: position 5.5', async () => {
  const { position } = await scored(inputOf([indicator('a', 'h', estimate([4, 4, 4, 4]))]))
  assert.deepEqual([...position], [5.5, 5.5, 5.5, 5.5])
})

test('where less is riskier the order turns round', async () => {
  const { whole } = await scored(inputOf([indicator('a', 'h', estimate(oneToTen), { direction: 'less is riskier' })]))
  assert.deepEqual([...whole], oneToTen.toReversed())
})

test('positions of the reference areas average 5.5 and each tenth holds a tenth of 200 areas', async () => {
  const { input } = simulatedCounty(200, 5)
  const { position, whole } = await scored(input)
  assert.ok(Math.abs(position.reduce((total, p) => total + p, 0) / 200 - 5.5) < 1e-9)
  assert.deepEqual(
    oneToTen.map(tenth => whole.filter(w => w === tenth).length),
    new Array(10).fill(20),
  )
})

test('rounding the position half up gives the whole number', async () => {
  const { position, whole } = await scored(simulatedCounty(137, 6).input)
  assert.deepEqual(
    [...position].map(p => Math.round(p)),
    [...whole],
  )
})

test('only order counts for exact figures: any rising change of unit leaves every position where it was', async () => {
  const finite = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 3, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(finite, async values => {
      const plain = await scored(inputOf([indicator('a', 'h', estimate(values))]))
      const bent = await scored(inputOf([indicator('a', 'h', estimate(values.map(v => 3 * v ** 3 + 7 * v)))]))
      const tied = new Set(values).size === new Set(values.map(v => 3 * v ** 3 + 7 * v)).size
      if (tied) assert.deepEqual(bent.position, plain.position)
    }),
    { numRuns: 50 },
  )
})

test('counts per person or per 1,024 people give the same positions', async () => {
  const { input } = simulatedCounty(120, 8)
  const perThousand = {
    ...input,
    indicators: input.indicators.map(each => {
      if (each.measure.kind !== 'count') return each
      const denominators = Float64Array.from(each.measure.denominators, people => people / 1024)
      return { ...each, measure: { ...each.measure, denominators } }
    }),
  }
  assert.deepEqual((await scored(perThousand)).position, (await scored(input)).position)
})

test('raising one area’s figure never lowers its position, nor raises another’s', async () => {
  const finite = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(finite, fc.nat(), fc.integer({ min: 1, max: 30 }), async (values, pick, rise) => {
      const area = pick % values.length
      const before = await scored(inputOf([indicator('a', 'h', estimate(values))]))
      const raised = values.map((value, i) => (i === area ? value + rise : value))
      const after = await scored(inputOf([indicator('a', 'h', estimate(raised))]))
      assert.ok(after.position[area] >= before.position[area])
      assert.ok(values.every((_, i) => i === area || after.position[i] <= before.position[i]))
    }),
    { numRuns: 50 },
  )
})

test('ten more violent offences in one area of a simulated county never lower its position', async () => {
  const { input } = simulatedCounty(60, 10)
  const before = await scored(input)
  for (const area of [0, 17, 31, 44, 59]) {
    const indicators = input.indicators.map((each, i) => {
      if (i !== 1 || each.measure.kind !== 'count') return each
      const counts = Float64Array.from(each.measure.counts, (count, a) => (a === area ? count + 10 : count))
      return { ...each, measure: { ...each.measure, counts } }
    })
    const after = await scored({ ...input, indicators })
    assert.ok(after.position[area] >= before.position[area], `area ${area}`)
  }
})

test('shuffling the areas shuffles the answer and nothing else', async () => {
  const { input } = simulatedCounty(90, 11)
  const order = random(3).shuffle(Int32Array.from({ length: 90 }, (_, i) => i))
  const shuffled = {
    ...input,
    indicators: input.indicators.map(each => ({ ...each, measure: permuted(each.measure, order) })),
  }
  const [before, after] = [await scored(input), await scored(shuffled)]
  assert.deepEqual(
    [...after.whole],
    [...order].map(area => before.whole[area]),
  )
  assert.ok(order.every((area, i) => Math.abs(after.position[i] - before.position[area]) < 1e-9))
})

function permuted(measure: Measure, order: Int32Array): Measure {
  const by = (values: ArrayLike<number>) => Float64Array.from(order, area => values[area])
  if (measure.kind === 'count')
    return { kind: 'count', counts: by(measure.counts), denominators: by(measure.denominators) }
  if (measure.kind === 'proportion')
    return { kind: 'proportion', successes: by(measure.successes), trials: by(measure.trials) }
  return {
    kind: 'estimate',
    values: by(measure.values),
    ...(measure.standardErrors && { standardErrors: by(measure.standardErrors) }),
  }
}

test('the order in which indicators are given does not matter', async () => {
  const { input } = simulatedCounty(80, 12)
  const turned = { ...input, indicators: input.indicators.toReversed() }
  const [before, after] = [await scored(input), await scored(turned)]
  assert.ok(before.position.every((p, area) => Math.abs(p - after.position[area]) < 1e-9))
})

test('one thread, two and three give the same answer to the last bit', async () => {
  const { input } = simulatedCounty(150, 13)
  const by = (threads: number) => areaIndex(input, { seed: 4, resamples: 100, threads })
  const one = await by(1)
  assert.deepEqual(await by(2), one)
  assert.deepEqual(await by(3), one)
})

test('the same seed gives the same ranges, another seed others', async () => {
  const { input } = simulatedCounty(60, 14)
  const by = (seed: number) => areaIndex(input, { seed, resamples: 64, headingRanges: false })
  assert.deepEqual((await by(1)).sampling, (await by(1)).sampling)
  assert.notDeepEqual((await by(1)).sampling?.low, (await by(2)).sampling?.low)
})

test('every range holds its own position and rank, for the index and for headings', async () => {
  const { input } = simulatedCounty(100, 15)
  const index = await areaIndex(input, { seed: 2, resamples: 200 })
  for (const standing of [index, ...index.headings]) {
    for (const ranges of [standing.sampling, standing.weights]) {
      assert.ok(ranges)
      assert.ok(standing.position.every((p, area) => ranges.low[area] <= p && p <= ranges.high[area]))
      assert.ok(standing.rank.every((r, area) => ranges.rankFrom[area] <= r && r <= ranges.rankTo[area]))
    }
  }
})

test('figures with no stated error make no sampling range, and the answer says so', async () => {
  const index = await areaIndex(inputOf([indicator('a', 'h', estimate(oneToTen))]), { seed: 1, resamples: 50 })
  assert.equal(index.sampling, undefined)
  assert.equal(index.errorStatedFor, 0)
  assert.equal(index.inputs[0].errorStated, false)
})

test('one indicator leaves nothing for weights to change: both ends are the position itself, to 1 in 100', async () => {
  const index = await areaIndex(inputOf([indicator('a', 'h', estimate(oneToTen))]), { seed: 1, resamples: 50 })
  const { low, high } = index.weights ?? { low: [], high: [] }
  assert.ok(index.position.every((p, area) => p - low[area] < 0.01 && high[area] - p < 0.01))
})

test('two headings that disagree make a wide weight range, two that agree a narrow one', async () => {
  const opposed = inputOf([
    indicator('a', 'h', estimate(oneToTen)),
    indicator('b', 'i', estimate([3, 9, 1, 10, 4, 8, 2, 7, 5, 6])),
  ])
  const agreed = inputOf([indicator('a', 'h', estimate(oneToTen)), indicator('b', 'i', estimate(oneToTen))])
  const width = async (input: IndexInput) => {
    const { weights } = await areaIndex(input, { seed: 1, resamples: 200 })
    return weights ? weights.high.reduce((total, high, area) => total + high - weights.low[area], 0) / 10 : Number.NaN
  }
  assert.ok((await width(agreed)) < 0.05)
  assert.ok((await width(opposed)) > 1)
})

test('smaller numbers make wider sampling ranges', async () => {
  const width = async (scale: number) => {
    const source = random(21)
    const rates = Float64Array.from({ length: 100 }, () => source.gamma(2, 0.005))
    const denominators = new Float64Array(100).fill(scale)
    const counts = rates.map(rate => source.poisson(rate * scale))
    const input = { ...inputOf([indicator('a', 'h', { kind: 'count', counts, denominators })]), areas: 100 }
    const { sampling } = await areaIndex(input, { seed: 1, resamples: 200 })
    return sampling
      ? sampling.high.reduce((total, high, area) => total + high - sampling.low[area], 0) / 100
      : Number.NaN
  }
  assert.ok((await width(200)) > 1.5 * (await width(5000)))
})

test('an indicator that is all noise has reliability under 0.1 and moves no area by two tenths', async () => {
  const source = random(31)
  const counts = Float64Array.from({ length: 2000 }, () => source.poisson(4))
  const noise = indicator('noise', 'h', { kind: 'count', counts, denominators: new Float64Array(2000).fill(1000) })
  const real = indicator('real', 'h', estimate(Array.from({ length: 2000 }, (_, i) => i)))
  const index = await scored({ ...inputOf([real, noise]), areas: 2000 })
  assert.ok(index.inputs[1].reliability < 0.1, `${index.inputs[1].reliability}`)
  const moved = index.place.reduce((most, place, area) => Math.max(most, Math.abs(place - (area + 0.5) / 2000)), 0)
  assert.ok(moved < 0.2, `${moved}`)
})

test('the exponential transform lets one very high heading outweigh a middling pair, normal scores do not', async () => {
  const one = indicator('a', 'h', estimate([10, 6, 5, 4, 3, 2, 1, 7, 8, 9]))
  const two = indicator('b', 'h', estimate([1, 7, 5, 4, 3, 2, 6, 8, 9, 10]))
  const rankOfFirst = async (transform: 'normal score' | 'exponential') =>
    (await scored(inputOf([one, two], { transform }))).rank[0]
  assert.ok((await rankOfFirst('exponential')) < (await rankOfFirst('normal score')))
})
