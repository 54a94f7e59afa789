// What the list says of invented records whose truth is known.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { random } from '#engines/numerics'
import { conflictsToWatch, movers, periods, placesToWatch } from './list.ts'
import { chooseMemory, memories, outlook, posterior } from './outlook.ts'
import { highest, pastRecord } from './record.ts'
import { signals, surprise } from './signal.ts'
import { countSigns, type Sign } from './signs.ts'
import { few, inHundred, range, recordFinding, recordWords } from './words.ts'

const today = '2026-11-21'
const dayBefore = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
const sign = (at: number, days: number, kind: Sign['kind'] = 'tension', id = `${kind}-${at}-${days}`): Sign => ({
  id,
  kind,
  on: dayBefore(days),
  at,
})

/** A quiet map: incidents at each place by chance alone, at rates that differ from place to place, and a few scattered reports. */
function quietMap(seed: number, places = 60, reports = 8): Sign[] {
  const chance = random(seed)
  const incidents = Array.from({ length: places }, (_, at) => at).flatMap(at => {
    const rate = chance.gamma(1, 0.08)
    return Array.from({ length: periods }, (_, period) => period).flatMap(period =>
      Array.from({ length: chance.poisson(rate) }, (_, n) =>
        sign(at, period * 14 + chance.integer(14), 'incident', `i-${at}-${period}-${n}`),
      ),
    )
  })
  const told = Array.from({ length: reports }, (_, n) =>
    sign(chance.integer(places), chance.integer(28), 'tension', `r-${n}`),
  )
  return [...incidents, ...told]
}

const listOf = (signs: readonly Sign[], places = 60, settled: readonly string[] = []) =>
  placesToWatch({ places, signs, settled: new Set(settled), today, seed: 1 })

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
    assert.deepEqual(posterior(counts(rows), 3, 0.9).rate, posterior(counts(later), 3, 0.9).rate)
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
  test('of 60 quiet maps at most 6 raise a signal: the stated chance is 1 in 20', () => {
    const raised = Array.from({ length: 60 }, (_, seed) =>
      listOf(quietMap(seed + 1)).entries.some(({ signal }) => signal),
    )
    const many = raised.filter(Boolean).length
    assert.ok(many <= 6, `${many} of 60`)
  })
  test('three fresh reports at a quiet place bring it into the list with a signal, and are named first as what moved it', () => {
    const quiet = quietMap(4)
    const place = 33
    const fresh = [sign(place, 1, 'tension', 'a'), sign(place, 2, 'tension', 'b'), sign(place, 4, 'tension', 'c')]
    const entry = listOf([...quiet, ...fresh]).entries.find(({ at }) => at === place)
    assert.equal(entry?.signal, true)
    assert.deepEqual(
      entry.movedBy.slice(0, 3).map(({ id }) => id),
      ['a', 'b', 'c'],
    )
  })
  test('of 20 quiet maps with three fresh reports planted at one place, at least 19 show it', () => {
    const found = Array.from({ length: 20 }, (_, seed) => {
      const planted = [1, 3, 5].map(days => sign(seed, days, 'tension', `planted-${days}`))
      return listOf([...quietMap(seed + 100), ...planted]).entries.some(({ at }) => at === seed)
    })
    assert.ok(found.filter(Boolean).length >= 19, `${found.filter(Boolean).length} of 20`)
  })
  test('reports that were closed raise no signal', () => {
    const fresh = ['a', 'b', 'c'].map((id, n) => sign(33, n + 1, 'tension', id))
    const { entries } = listOf([...quietMap(4), ...fresh], 60, ['a', 'b', 'c'])
    assert.equal(entries.find(({ at }) => at === 33)?.signal ?? false, false)
  })
  test('a place whose incidents rise eightfold for a month has a signal', () => {
    const rise = Array.from({ length: 8 }, (_, n) => sign(12, n * 3, 'incident', `rise-${n}`))
    const quiet = quietMap(9).filter(({ at }) => at !== 12)
    const calm = Array.from({ length: 8 }, (_, n) => sign(12, 90 + n * 110, 'incident', `calm-${n}`))
    const entry = listOf([...quiet, ...calm, ...rise]).entries[0]
    assert.deepEqual([entry?.at, entry?.signal], [12, true])
  })
  test('it holds ten places of 60, and four of four', () => {
    assert.equal(listOf(quietMap(1)).entries.length, 10)
    assert.equal(listOf(quietMap(1, 4), 4).entries.length, 4)
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
    const entries = conflictsToWatch({ conflicts: 2, events, rising: [false, true], today, most: 5 })
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
    const [entry] = conflictsToWatch({ conflicts: 1, events, rising: [true], today, most: 5 })
    assert.ok(entry !== undefined && entry.expected > 0.5 && entry.expected < 3, String(entry?.expected))
    assert.equal(entry.movedBy.length, 3)
  })
  test('no conflict, no entry', () =>
    assert.deepEqual(conflictsToWatch({ conflicts: 0, events: [], rising: [], today, most: 5 }), []))
})

describe('how it did before', () => {
  test('with too little past it says that nothing is known', () => {
    const record = pastRecord({ places: 5, periods: 20, counts: new Float64Array(100) })
    assert.equal(record.windows, 0)
    assert.match(recordWords(record)[0] ?? '', /too little past/)
    assert.equal(recordFinding(record), 'Not tried yet')
  })
  test('on a steady map the list is the long-run rate and is said to be no better than it', () => {
    const { record } = listOf(quietMap(21))
    assert.equal(record.windows, 26)
    const words = recordWords(record).join(' ')
    assert.match(words, /It is not clearly better than the places with the highest long-run rate/)
    assert.equal(recordFinding(record), 'It is not clearly better than a simple list')
  })
  test('it finds more than any ten places do', () => {
    const { record } = listOf(quietMap(22))
    assert.ok(record.hits > record.anyTen * 1.5, `${record.hits} against ${record.anyTen}`)
  })
  test('a list that found fewer says so and names what to use', () => {
    const worse = { name: 'long-run', hits: 4, more: -2, low: -3, high: -1 } as const
    const words = recordWords({ windows: 26, memory: 1, hits: 2, said: 2, anyTen: 1, byWindow: [], rivals: [worse] })
    assert.match(
      words.join(' '),
      /It found fewer than the places with the highest long-run rate \(4\.0 of ten\)\. Use those instead\./,
    )
  })
  test('what it said is held against what was: 1.9 said and 3.6 found is too few', () => {
    const words = recordWords({ windows: 26, memory: 1, hits: 3.6, said: 1.9, anyTen: 1, byWindow: [], rivals: [] })
    assert.match(words.join(' '), /It said 1\.9 of ten: it says too few\./)
  })
})

describe('figures in words', () => {
  test('0.04 keeps two decimals, 0.001 is less than 0.01, 0 is 0 and 1.26 is 1.3', () =>
    assert.deepEqual([few(0.04), few(0.001), few(0), few(1.26)], ['0.04', 'less than 0.01', '0', '1.3']))
  test('a chance is never none and never certain', () =>
    assert.deepEqual(
      [inHundred(0.001), inHundred(0.47), inHundred(0.999)],
      ['fewer than 1 in 100', 'about 47 in 100', 'more than 99 in 100'],
    ))
  test('a range from 0 says none', () =>
    assert.deepEqual([range(0, 0), range(0, 2), range(1, 3), range(2, 2)], ['none', 'none to 2', '1 to 3', '2']))
  test('the ten highest, highest first, and the earlier of equals', () =>
    assert.deepEqual(highest(Float64Array.from([1, 3, 3, 2]), 3), [1, 2, 3]))
})
