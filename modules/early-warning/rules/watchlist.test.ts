// What the list says of invented records whose truth is known.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { random } from '#engines/numerics'
import { movers } from './list.ts'
import { conflictsToWatch } from './listed-conflicts.ts'
import { listOf, quietMap, sign, today } from './maps.test.ts'
import { chooseMemory, memories, outlook, posterior } from './outlook.ts'
import { signals, surprise } from './signal.ts'
import { countSigns } from './signs.ts'

describe('signs by fortnight', () => {
  test('a sign of today and one of 13 days ago fall in the last fortnight, one of 14 days ago in the one before', () => {
    assert.deepEqual([...countSigns([sign(0, 0), sign(0, 13), sign(0, 14)], 1, 3, today)], [0, 1, 2])
  })
  test('what is still to come, too old or at no place is left out', () => {
    assert.deepEqual([...countSigns([sign(0, -1), sign(0, 42), sign(-1, 0), sign(1, 0)], 1, 3, today)], [0, 0, 0])
  })
})

describe('what to expect', () => {
  const counts = (rows: readonly (readonly number[])[]) => ({
    places: rows.length,
    periods: rows[0]?.length ?? 0,
    counts: Float64Array.from(rows.flat()),
  })
  test('a place with one sign in ten fortnights is drawn towards the others, which had none', () => {
    const all = counts([[0, 0, 0, 0, 0, 0, 0, 0, 0, 1], ...Array.from({ length: 9 }, () => Array(10).fill(0))])
    const { expected } = outlook(all, 1)
    assert.ok((expected[0] ?? 1) < 0.1, String(expected[0]))
    assert.ok((expected[0] ?? 0) > (expected[1] ?? 1))
  })
  test('with memory 0.8 a sign of the last fortnight counts more than one ten fortnights ago', () => {
    const rows = [
      [1, ...Array(10).fill(0)],
      [...Array(10).fill(0), 1],
      ...Array.from({ length: 8 }, () => Array(11).fill(0)),
    ]
    const { expected } = outlook(counts(rows), 0.8)
    assert.ok((expected[1] ?? 0) > (expected[0] ?? 1))
  })
  test('one more sign never lowers what is expected of its own place, and every figure stays lawful', () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 }), {
      minLength: 3,
      maxLength: 6,
    })
    fc.assert(
      fc.property(rows, fc.constantFrom(...memories), (all, memory) => {
        const { expected, chance, low, high } = outlook(counts(all), memory)
        const more = counts([all[0]?.with(7, (all[0]?.[7] ?? 0) + 1) ?? [], ...all.slice(1)])
        assert.ok((outlook(more, memory).expected[0] ?? 0) >= (expected[0] ?? 0) - 1e-9)
        assert.ok(chance.every(value => value > 0 && value < 1))
        assert.ok(low.every((value, at) => value <= (high[at] ?? -1)))
      }),
      { numRuns: 50 },
    )
  })
  test('a steady record is remembered long; one that jumps about is forgotten fast', () => {
    const chance = random(3)
    const steady = Array.from({ length: 40 }, (_, at) =>
      Array.from({ length: 52 }, () => chance.poisson(at < 4 ? 2 : 0.1)),
    )
    assert.ok(chooseMemory(counts(steady), 26, 52) >= 0.95)
    const jumping = Array.from({ length: 40 }, (_, at) =>
      Array.from({ length: 52 }, (_, period) => chance.poisson(Math.floor(period / 6) % 10 === at % 10 ? 3 : 0.05)),
    )
    assert.ok(chooseMemory(counts(jumping), 26, 52) <= 0.9)
  })
  test('nothing after a period is known before it', () => {
    const rows = [
      [1, 0, 2, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 1],
    ]
    const later = rows.map(row => [...row.slice(0, 3), 9])
    assert.deepEqual(
      posterior(counts(rows), { until: 3, memory: 0.9 }).rate,
      posterior(counts(later), { until: 3, memory: 0.9 }).rate,
    )
  })
})

describe('more reports than chance explains', () => {
  const usual = new Float64Array(300).fill(1)
  const at = (...placed: readonly number[]): Float64Array => {
    const counts = new Float64Array(300)
    for (const place of placed) counts[place] = (counts[place] ?? 0) + 1
    return counts
  }
  test('three reports in one of 300 places, of ten in all, are a signal there and nowhere else', () => {
    const counts = at(7, 7, 7, 20, 30, 40, 50, 60, 70, 80)
    const raised = signals({ counts, usual, simulations: 999, seed: 1 }, 0.025)
    assert.deepEqual(
      raised.flatMap((yes, place) => (yes ? [place] : [])),
      [7],
    )
  })
  test('two reports are never a signal, however quiet the place', () => {
    const raised = signals({ counts: at(7, 7), usual, simulations: 999, seed: 1 }, 0.5)
    assert.ok(!raised.includes(true))
  })
  test('three reports where most reports usually come from are none', () => {
    const busy = usual.with(7, 400)
    const raised = signals({ counts: at(7, 7, 7, 20, 30), usual: busy, simulations: 999, seed: 1 }, 0.025)
    assert.ok(!raised.includes(true))
  })
  test('a place without a report surprises nobody', () => {
    assert.equal(surprise({ counts: at(7), usual, simulations: 99, seed: 1 })[8], 1)
  })
  test('the same seed gives the same values', () => {
    const placement = { counts: at(7, 7, 9, 20), usual, simulations: 199, seed: 5 }
    assert.deepEqual(surprise(placement), surprise(placement))
  })
})

describe('the list', () => {
  test('of 40 quiet maps at most 5 raise a signal: the stated chance is 1 in 20', async () => {
    const raised: boolean[] = []
    for (let seed = 1; seed <= 40; seed++)
      raised.push((await listOf(quietMap(seed))).entries.some(({ signal }) => signal))
    const many = raised.filter(Boolean).length
    assert.ok(many <= 5, `${many} of 40`)
  })
  test('three fresh reports at a quiet place bring it into the list with a signal, and are named first as what moved it', async () => {
    const place = 33
    const fresh = [sign(place, 1, 'tension', 'a'), sign(place, 2, 'tension', 'b'), sign(place, 4, 'tension', 'c')]
    const entry = (await listOf([...quietMap(4), ...fresh])).entries.find(({ at }) => at === place)
    assert.equal(entry?.signal, true)
    assert.deepEqual(
      entry.movedBy.slice(0, 3).map(({ id }) => id),
      ['a', 'b', 'c'],
    )
  })
  test('of 12 quiet maps with three fresh reports planted at one place, at least 11 show it', async () => {
    const found: boolean[] = []
    for (let seed = 0; seed < 12; seed++) {
      const planted = [1, 3, 5].map(days => sign(seed, days, 'tension', `planted-${days}`))
      found.push((await listOf([...quietMap(seed + 100), ...planted])).entries.some(({ at }) => at === seed))
    }
    assert.ok(found.filter(Boolean).length >= 11, `${found.filter(Boolean).length} of 12`)
  })
  test('reports that were closed raise no signal', async () => {
    const fresh = ['a', 'b', 'c'].map((id, n) => sign(33, n + 1, 'tension', id))
    const { entries } = await listOf([...quietMap(4), ...fresh], 60, ['a', 'b', 'c'])
    assert.equal(entries.find(({ at }) => at === 33)?.signal ?? false, false)
  })
  test('a place whose incidents rise eightfold for a month has a signal', async () => {
    const rise = Array.from({ length: 8 }, (_, n) => sign(12, n * 3, 'incident', `rise-${n}`))
    const quiet = quietMap(9).filter(({ at }) => at !== 12)
    const calm = Array.from({ length: 8 }, (_, n) => sign(12, 90 + n * 110, 'incident', `calm-${n}`))
    const entry = (await listOf([...quiet, ...calm, ...rise])).entries[0]
    assert.deepEqual([entry?.at, entry?.signal], [12, true])
  })
  test('it holds ten places of 60, and four of four', async () => {
    assert.equal((await listOf(quietMap(1))).entries.length, 10)
    assert.equal((await listOf(quietMap(1, 4), 4)).entries.length, 4)
  })
  test('an old sign is not named as what moved it', () => {
    assert.deepEqual(movers([sign(1, 56), sign(1, 55)], 1, today, { adds: 1, memory: 1 }).length, 1)
  })
})

describe('conflicts of the list', () => {
  test('a rising one comes before one with more events', () => {
    const events = [
      ...[2, 5, 9, 15, 20].map(days => sign(0, days, 'conflict event')),
      ...[3, 8].map(days => sign(1, days, 'conflict event')),
    ]
    const { entries } = conflictsToWatch({ conflicts: 2, events, rising: [false, true], today, most: 5 })
    assert.deepEqual(
      entries.map(({ at, signal }) => [at, signal]),
      [
        [1, true],
        [0, false],
      ],
    )
  })
  test('three reports in the last four weeks are expected to go on: between half and three in a fortnight', () => {
    const events = [8, 14, 20].map(days => sign(0, days))
    const [entry] = conflictsToWatch({ conflicts: 1, events, rising: [true], today, most: 5 }).entries
    assert.ok(entry !== undefined && entry.expected > 0.5 && entry.expected < 3, String(entry?.expected))
    assert.equal(entry.movedBy.length, 3)
  })
  test('no conflict, no entry', () =>
    assert.deepEqual(conflictsToWatch({ conflicts: 0, events: [], rising: [], today, most: 5 }).entries, []))
})
