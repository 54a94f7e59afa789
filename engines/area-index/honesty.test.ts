import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  areaIndex,
  compareYears,
  contentsOf,
  denominatorWarnings,
  findOverlaps,
  type IndexInput,
  noiseOfChange,
} from '#engines/area-index'
import { simulatedCounty } from './simulated-county.ts'

const sourced = (key: string, ...lineage: string[]) => ({ key, lineage })

test('the Index of Multiple Deprivation already holds recorded violence', () => {
  assert.deepEqual(findOverlaps([sourced('deprivation', 'iod2025'), sourced('violence', 'police-recorded.violence')]), [
    { first: 'deprivation', second: 'violence', shared: ['police-recorded.violence'] },
  ])
})

test('its income domain does not', () => {
  assert.deepEqual(
    findOverlaps([sourced('income', 'iod2025.income'), sourced('violence', 'police-recorded.violence')]),
    [],
  )
})

test('a part overlaps the whole it is named under: knife crime within recorded violence', () => {
  const knives = sourced('knives', 'police-recorded.violence.knife')
  assert.deepEqual(findOverlaps([sourced('violence', 'police-recorded.violence'), knives])[0].shared, [
    'police-recorded.violence.knife',
  ])
})

test('a name that merely starts alike is something else', () => {
  assert.deepEqual(findOverlaps([sourced('a', 'school.absence'), sourced('b', 'school.absence-authorised')]), [])
})

test('children in low income count the same people as the income domain', () => {
  const [overlap] = findOverlaps([
    sourced('income', 'iod2025.income'),
    sourced('children', 'iod2025.children-in-low-income'),
  ])
  assert.deepEqual(overlap.shared, ['benefits.low-income', 'iod2025.children-in-low-income'])
})

test('the whole index opens into seven domains', () => {
  const domains = [...contentsOf('iod2025')].filter(source => /^iod2025\.(?!children)/.test(source))
  assert.equal(domains.length, 7)
})

const twice = (acknowledged: IndexInput['acknowledgedOverlaps']): IndexInput => ({
  areas: 3,
  headings: [{ key: 'h' }],
  indicators: [
    {
      key: 'deprivation',
      heading: 'h',
      direction: 'more is riskier',
      lineage: ['iod2025'],
      measure: { kind: 'estimate', values: [1, 2, 3] },
    },
    {
      key: 'absence',
      heading: 'h',
      direction: 'more is riskier',
      lineage: ['school.absence'],
      measure: { kind: 'estimate', values: [3, 2, 1] },
    },
  ],
  reference: { name: 'three areas' },
  ...(acknowledged && { acknowledgedOverlaps: acknowledged }),
})

test('double counting is refused until someone acknowledges it with a reason', async () => {
  const options = { seed: 1, resamples: 0 }
  await assert.rejects(areaIndex(twice(undefined), options), /deprivation and absence both contain school.absence/)
  await assert.rejects(
    areaIndex(twice([{ first: 'absence', second: 'deprivation', reason: ' ' }]), options),
    /both contain/,
  )
  const reason = 'absence is shown for schools; the board accepts it twice'
  const accepted = await areaIndex(twice([{ first: 'absence', second: 'deprivation', reason }]), options)
  assert.equal(accepted.referenceAreas, 3)
})

test('an indicator must say what it is made of', () => {
  assert.throws(() => findOverlaps([sourced('a')]), /indicator a must declare its lineage/)
})

test('a town centre with nine people there for each resident is warned about, whatever its rate', () => {
  const check = { residents: [1000, 1000, 1000], present: [800, 9000, 900], counts: [10, 12, 8] }
  assert.deepEqual(denominatorWarnings(check), [
    { area: 1, reason: 'many visitors', presentPerResident: 9, timesMiddle: 1.2 },
  ])
})

test('without a count of visitors, a rate over five times the middle is warned about', () => {
  const check = { residents: [1000, 1000, 1000, 1000, 1000], counts: [10, 12, 11, 9, 80] }
  assert.deepEqual(
    denominatorWarnings(check).map(({ area, reason }) => ({ area, reason })),
    [{ area: 4, reason: 'extreme rate' }],
  )
})

test('an ordinary county is not warned about', () => {
  assert.deepEqual(denominatorWarnings({ residents: [900, 1000, 1100], counts: [8, 12, 10] }), [])
})

test('no change at all is certain to happen by noise, a rise of 9 never does here', async () => {
  const { input } = simulatedCounty(60, 3)
  const index = await areaIndex(input, { seed: 1, resamples: 100 })
  const noise = await noiseOfChange(input, { seed: 1, replicates: 30 })
  const still = compareYears(index, index, noise)
  assert.equal(still.length, 60)
  assert.ok(still.every(change => change.whole === 0 && change.position === 0 && change.rangesMeet === true))
  assert.ok(still.every(change => Math.abs(change.chanceByNoise - 1) < 1e-9))
})

test('an area that goes from the lowest tenth to the highest: ranges do not meet, and noise hardly ever does it', async () => {
  const { input } = simulatedCounty(60, 3)
  const before = await areaIndex(input, { seed: 1, resamples: 200 })
  const lowest = before.place.indexOf(Math.min(...before.place))
  const highest = before.place.indexOf(Math.max(...before.place))
  const indicators = input.indicators.map(each => ({ ...each, measure: swapped(each.measure, lowest, highest) }))
  const after = await areaIndex({ ...input, indicators }, { seed: 2, resamples: 200 })
  const changes = compareYears(before, after, await noiseOfChange(input, { seed: 1, replicates: 50 }))
  assert.deepEqual([changes[lowest].whole, changes[lowest].rangesMeet, changes[lowest].chanceByNoise], [9, false, 0])
})

type Measure = IndexInput['indicators'][number]['measure']
function swapped(measure: Measure, one: number, other: number): Measure {
  const swap = (values: ArrayLike<number>) => {
    const copy = Float64Array.from(values)
    ;[copy[one], copy[other]] = [copy[other], copy[one]]
    return copy
  }
  if (measure.kind === 'count')
    return { ...measure, counts: swap(measure.counts), denominators: swap(measure.denominators) }
  if (measure.kind === 'proportion')
    return { ...measure, successes: swap(measure.successes), trials: swap(measure.trials) }
  return { kind: 'estimate', values: swap(measure.values), standardErrors: swap(measure.standardErrors ?? []) }
}

test('figures taken as exact make no noise: the chance of a rise of 3 is 0', async () => {
  const values = Array.from({ length: 20 }, (_, i) => i)
  const input: IndexInput = {
    areas: 20,
    headings: [{ key: 'h' }],
    indicators: [
      { key: 'a', heading: 'h', direction: 'more is riskier', lineage: ['a'], measure: { kind: 'estimate', values } },
    ],
    reference: { name: 'twenty areas' },
  }
  const noise = await noiseOfChange(input, { seed: 1, replicates: 10 })
  assert.equal(noise.expectedRises, 0)
})

test('noise of change is the same on one thread and on two', async () => {
  const { input } = simulatedCounty(40, 5)
  const by = (threads: number) => noiseOfChange(input, { seed: 9, replicates: 20, threads })
  assert.deepEqual(await by(2), await by(1))
})

test('bad input is refused by name', async () => {
  const { input } = simulatedCounty(20, 5)
  await assert.rejects(
    noiseOfChange(input, { seed: 1, replicates: 0 }),
    /replicates must be a whole number of 1 or more, got 0/,
  )
  await assert.rejects(noiseOfChange(input, { seed: 1, rise: 0 }), /rise must be a whole number of 1 or more, got 0/)
  assert.throws(() => denominatorWarnings({ residents: [0], counts: [1] }), /residents\[0\] must be above 0, got 0/)
  assert.throws(() => denominatorWarnings({ residents: [1], counts: [1, 2] }), /counts must hold 1 values, got 2/)
  assert.throws(
    () => denominatorWarnings({ residents: [1], counts: [1] }, { timesMiddle: 1 }),
    /timesMiddle must be above 1, got 1/,
  )
  const small = await areaIndex(input, { seed: 1, resamples: 0 })
  const large = await areaIndex(simulatedCounty(30, 5).input, { seed: 1, resamples: 0 })
  const noise = await noiseOfChange(input, { seed: 1, replicates: 2 })
  assert.throws(() => compareYears(small, large, noise), /after must cover 20 areas, got 30/)
  assert.throws(() => compareYears(large, large, noise), /noise must cover 30 areas, got 20/)
})
