import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaIndex, type IndexInput, profileOf } from '#engines/area-index'
import { simulatedCounty } from './simulated-county.ts'
import { estimate, indicator, inputOf, oneToTen, scored } from './small-index.ts'

test('a missing figure gives its weight to the others under its heading and lowers coverage', async () => {
  const values = [...oneToTen]
  values[9] = Number.NaN
  const index = await scored(inputOf([indicator('a', 'h', estimate(values)), indicator('b', 'h', estimate(oneToTen))]))
  const profile = profileOf(index, 9)
  const [first, second] = profile.headings[0].inputs
  assert.equal(profile.coverage, 0.5)
  assert.deepEqual([first.missing, first.weightUsed, first.value], [true, 0, undefined])
  assert.deepEqual([second.missing, second.weight, second.weightUsed], [false, 0.5, 1])
  assert.equal(profile.whole, 10)
})

test('with less than half of the weight present there is no index, and the page is told so', async () => {
  const values = [...oneToTen]
  values[4] = Number.NaN
  const index = await areaIndex(
    inputOf([indicator('a', 'h', estimate(values), { weight: 3 }), indicator('b', 'h', estimate(oneToTen))]),
    { seed: 1, resamples: 40 },
  )
  const profile = profileOf(index, 4)
  assert.deepEqual(
    [profile.position, profile.whole, profile.rank, profile.weights],
    [undefined, undefined, undefined, undefined],
  )
  assert.equal(index.referenceAreas, 9)
})

test('a heading without data is left out, and the index rests on the other three', async () => {
  const { input } = simulatedCounty(50, 16)
  const indicators = input.indicators.map(each => {
    if (each.heading !== 'crime' || each.measure.kind !== 'count') return each
    const counts = Float64Array.from(each.measure.counts, (count, area) => (area === 7 ? Number.NaN : count))
    return { ...each, measure: { ...each.measure, counts } }
  })
  const profile = profileOf(await areaIndex({ ...input, indicators }, { seed: 1, resamples: 64 }), 7)
  assert.equal(profile.coverage, 0.75)
  assert.equal(profile.headings[1].whole, undefined)
  assert.equal(profile.headings[1].sampling, undefined)
  assert.ok(profile.whole !== undefined && profile.sampling !== undefined)
})

test('an area outside the reference is placed on its scale and changes nobody else’s place', async () => {
  const values = [...oneToTen, 100]
  const members = Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0)
  const index = await scored(inputOf([indicator('a', 'h', estimate(values))], { reference: { name: 'ten', members } }))
  assert.deepEqual([...index.whole], [...oneToTen, 10])
  assert.equal(index.position[10], 10)
  assert.equal(index.referenceAreas, 10)
})

test('bad input is refused by name', async () => {
  const good = indicator('a', 'h', estimate(oneToTen))
  const refused = (input: IndexInput, message: RegExp) => assert.rejects(scored(input), message)
  await refused(inputOf([good, good]), /indicators must have different keys, got "a" twice/)
  await refused(inputOf([good], { headings: [{ key: 'i' }] }), /heading i must have at least one indicator/)
  await refused(
    inputOf([good], { headings: [{ key: 'h', weight: -1 }] }),
    /weight of h must be a number of 0 or more, got -1/,
  )
  await refused(inputOf([good], { areas: 9 }), /a values must hold 9 values, got 10/)
  await refused(inputOf([good], { reference: { name: ' ' } }), /reference.name must say which areas make the scale/)
  await refused(
    inputOf([good, { ...good, key: 'b', heading: 'x' }], { headings: [{ key: 'h' }] }),
    /indicator b names the heading "x"/,
  )
  await refused(inputOf([indicator('a', 'h', estimate([1, Infinity]))]), /a values\[1\] must be a finite number or NaN/)
  await refused(
    { ...inputOf([indicator('a', 'h', { kind: 'count', counts: [1, -2], denominators: [5, 5] })]), areas: 2 },
    /a counts\[1\] must be 0 or more, got -2/,
  )
  await refused(
    { ...inputOf([indicator('a', 'h', { kind: 'count', counts: [1, 2], denominators: [5, 0] })]), areas: 2 },
    /a denominators\[1\] must be above 0 where a count is given, got 0/,
  )
  await refused(
    { ...inputOf([indicator('a', 'h', { kind: 'proportion', successes: [1, 9], trials: [5, 5] })]), areas: 2 },
    /a successes\[1\] must be at most its trials \(5\), got 9/,
  )
  await refused(
    inputOf([indicator('a', 'h', { kind: 'estimate', values: [1, 2], standardErrors: [1, -1] })]),
    /a standardErrors\[1\] must be 0 or more where a value is given, got -1/,
  )
  await refused(
    inputOf([indicator('a', 'h', { kind: 'estimate', values: [1, 2], reliability: 0 })]),
    /a reliability must be above 0 and at most 1, got 0/,
  )
  await refused(
    inputOf([indicator('a', 'h', estimate([Number.NaN, Number.NaN]))]),
    /a must have a value for at least one reference area/,
  )
  await assert.rejects(areaIndex(inputOf([good]), { seed: 1.5 }), /seed must be a whole number/)
  await assert.rejects(areaIndex(inputOf([good]), { seed: 1, level: 90 }), /level must be above 0 and below 1, got 90/)
  await assert.rejects(
    areaIndex(inputOf([good]), { seed: 1, threads: 0 }),
    /threads must be a whole number of 1 or more, got 0/,
  )
  const index = await scored(inputOf([good]))
  assert.throws(() => profileOf(index, 10), /area must be a whole number from 0 to 9, got 10/)
})
