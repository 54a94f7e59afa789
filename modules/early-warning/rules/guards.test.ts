// Guard rails: an honest method passes each, and a dishonest one, planted here, turns each red.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { random } from '#engines/numerics'
import { auditOf, differs, fifths, repeatedFlags } from './audit.ts'
import { feedback, meanExcess, mostExcess } from './feedback.ts'
import { duplicatedWindow, shiftedFuture, shuffledLabels, withOtherFuture, withShuffledPlaces } from './guards.ts'
import { fortnightly, periods } from './list.ts'
import { breathe, quietMap, today } from './maps.test.ts'
import { baselines, fading, type Method } from './methods.ts'
import { memories, posterior } from './outlook.ts'
import { daysAgo, fortnight, type Sign } from './signs.ts'
import { refusal } from './targets.ts'

const places = 60
const middles = Array.from({ length: places }, (_, at) => ({ x: (at % 8) * 1500, y: Math.floor(at / 8) * 1500 }))
const signs = quietMap(31)
const workings = (all: readonly Sign[]) => fortnightly({ places, signs: all, today, middles })
const origin = periods - 2
const later = ({ on }: Sign): boolean => daysAgo(on, today) < (periods - origin) * fortnight

/** Looks at what it is to foretell: the mistake that the guards are there for. */
const peeking: Method = {
  name: 'fading',
  baseline: false,
  tell: (counts, window) => {
    const told = posterior(counts, { ...window, memory: 1 })
    const seen = (place: number): number => counts.counts[place * counts.periods + window.target] ?? 0
    return { ...told, rate: told.rate.map((rate, place) => rate * (seen(place) > 0 ? 5 : 0.8)) }
  },
}

describe('shifted future', () => {
  test('all six methods, the self-exciting one among them, say the same whatever comes later', () => {
    const result = shiftedFuture(workings(signs), workings(withOtherFuture(signs, places, later)), origin)
    assert.equal(result.held, true, result.found)
    assert.match(result.found, /^All 6 methods/)
  })
  test('control: one that peeks turns it red, by name', () => {
    const peek = (all: readonly Sign[]) => ({ ...workings(all), methods: [...baselines(26), peeking] })
    const result = shiftedFuture(peek(signs), peek(withOtherFuture(signs, places, later)), origin)
    assert.deepEqual([result.held, /fading/.test(result.found)], [false, true])
  })
})

describe('shuffled labels', () => {
  const shuffled = workings(withShuffledPlaces(signs, 7))
  test('shuffling keeps how many signs each place has', () => {
    const many = (all: readonly Sign[]): number[] => {
      const counts = Array<number>(places).fill(0)
      for (const { at } of all) counts[at] = (counts[at] ?? 0) + 1
      return counts
    }
    assert.deepEqual(many(withShuffledPlaces(signs, 7)), many(signs))
  })
  test('no honest model seems to know more than the long-run rate', async () => {
    const result = await shuffledLabels(shuffled, breathe)
    assert.equal(result.held, true, result.found)
  })
  test('control: one that peeks seems to, and turns it red', async () => {
    const result = await shuffledLabels({ ...shuffled, methods: [...baselines(26), peeking] }, breathe)
    assert.equal(result.held, false, result.found)
  })
})

describe('duplicated window', () => {
  const { counts } = workings(signs)
  const ids = signs.map(({ id }) => id)
  test('an honest record passes', () => assert.equal(duplicatedWindow(ids, counts).held, true))
  test('control: an event that is told twice turns it red', () => {
    const result = duplicatedWindow([...ids, ids[0] ?? ''], counts)
    assert.deepEqual([result.held, result.found], [false, '1 events are counted twice.'])
  })
  test('control: a window loaded a second time under other ids turns it red', () => {
    const copied = counts.counts.slice()
    for (const [at, place] of [3, 9, 9, 20, 41, 55].entries()) {
      copied[place * periods + 40] = at + 1
      copied[place * periods + 70] = at + 1
    }
    for (let place = 0; place < places; place++) copied[place * periods + 70] = copied[place * periods + 40] ?? 0
    const result = duplicatedWindow(ids, { ...counts, counts: copied })
    assert.deepEqual([result.held, /41 and 71/.test(result.found)], [false, true])
  })
})

describe('feedback', () => {
  for (const memory of memories)
    test(`memory ${memory}: learning from what people report, belief is at most 5 points above the truth; what police find by looking lifts it by more`, () => {
      const honest = meanExcess(false, memory)
      assert.ok(honest <= mostExcess, String(honest))
      const added = meanExcess(true, memory) - honest
      assert.ok(added > mostExcess, String(added))
    })
  test('with a memory of 0.5 looking lifts belief by too little to be seen: the guard gives way and says so', () => {
    const { held, found } = feedback(0.5)
    assert.equal(held, false)
    assert.match(found, /too little for this test to see/)
  })
  test('the guard says both figures', () => {
    const result = feedback(1)
    assert.equal(result.held, true, result.found)
    assert.match(result.found, /0\.3 points of 100 too high .* lifts it by 11\.4 points/)
  })
})

describe('audit by kind of area', () => {
  const chance = random(5)
  const happened = Array.from({ length: 26 }, () =>
    Float64Array.from({ length: 50 }, () => (chance.next() < 0.2 ? 1 : 0)),
  )
  const groups = fifths(new Map(Array.from({ length: 50 }, (_, at) => [at, at]))).map((own, k) => ({
    name: `fifth ${k + 1}`,
    places: own,
  }))
  const even = happened.map((_, window) => Array.from({ length: 10 }, (_, k) => ((window + k) * 7) % 50))
  const unfair = happened.map(() => Array.from({ length: 10 }, (_, k) => 40 + k))
  test('five groups of ten', () =>
    assert.deepEqual(
      groups.map(({ places: own }) => own.length),
      [10, 10, 10, 10, 10],
    ))
  test('flags that fall evenly do not differ by more than chance', () => {
    assert.equal(differs(auditOf({ lists: even, happened }, groups), 'flagged'), false)
  })
  test('control: the same ten places every time, all in one fifth, differ', () => {
    const audit = auditOf({ lists: unfair, happened }, groups)
    assert.equal(differs(audit, 'flagged'), true)
    assert.equal(audit[4]?.flagged.value, 1)
    assert.equal(audit[0]?.missed.value, 1)
  })
  test('each share lies within its range', () => {
    for (const { flagged, happened: came } of auditOf({ lists: even, happened }, groups)) {
      assert.ok(flagged.low <= flagged.value && flagged.value <= flagged.high)
      assert.ok(came.low <= came.value && came.value <= came.high)
    }
  })
  test('a place on six lists in a row raises the alarm; on five, or with a gap, it does not', () => {
    const lists = [
      [1, 2, 3],
      [1, 2],
      [1, 2, 3],
      [1, 3],
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]
    assert.deepEqual(repeatedFlags(lists), [{ at: 1, times: 7, inARow: 7 }])
    assert.deepEqual(repeatedFlags(lists.slice(0, 5)), [])
  })
})

describe('what may never be foretold', () => {
  const cases = [
    ['type.weapon', 'reported', undefined],
    ['type.weapon', 'discovered', /follows where people look/],
    ['type.weapon', 'unknown', /follows where people look/],
    ['drugs', 'reported', /"drugs" is never foretold/],
    ['stop and search', 'community', /never foretold/],
    ['weapon carrying', 'school', /needs an equality assessment/],
    ['school exclusion', 'school', /needs an equality assessment/],
  ] as const
  for (const [kind, provenance, expected] of cases) {
    test(`${kind}, brought to light by ${provenance}: ${expected === undefined ? 'allowed' : 'refused'}`, () => {
      if (expected === undefined) assert.equal(refusal(kind, provenance), undefined)
      else assert.match(refusal(kind, provenance) ?? '', expected)
    })
  }
  test('weapon carrying with an equality assessment that stands approved is allowed', () =>
    assert.equal(refusal('weapon carrying', 'school', true), undefined))
})

describe('the self-exciting model over small areas', () => {
  test('a burst at one place raises what is expected there, and little far away', () => {
    const burst = Array.from({ length: 6 }, (_, n): Sign => {
      const on = new Date(Date.parse(`${today}T00:00:00Z`) - (n + 1) * 86_400_000).toISOString().slice(0, 10)
      return { id: `b-${n}`, kind: 'incident', on, at: 10 }
    })
    const clustered = [...signs, ...signs.map((sign): Sign => ({ ...sign, id: `${sign.id}-again` }))]
    const rate = (all: readonly Sign[]) => {
      const { counts, methods } = workings(all)
      const method = methods.find(({ name }) => name === 'self-exciting') ?? fading(1)
      return method.tell(counts, { until: periods, target: periods }).rate
    }
    const [quiet, raised] = [rate(clustered), rate([...clustered, ...burst])]
    const [near, far] = [10, 59].map(at => (raised[at] ?? 0) - (quiet[at] ?? 0))
    assert.ok((near ?? 0) > 5 * Math.abs(far ?? 0) && (near ?? 0) > 0.05, `${near} against ${far}`)
  })
  test('without outlines, or with fewer than 100 signs, it is not tried', () => {
    const names = ({ methods }: ReturnType<typeof workings>): string[] => methods.map(({ name }) => name)
    assert.ok(!names(fortnightly({ places, signs, today, middles: [] })).includes('self-exciting'))
    assert.ok(!names(workings(signs.slice(0, 99))).includes('self-exciting'))
  })
})
