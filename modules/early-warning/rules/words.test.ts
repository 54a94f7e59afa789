// How the list did before, and figures, in words.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placesToWatch } from './list.ts'
import { breathe, listOf, quietMap, today } from './maps.test.ts'
import { baselines, fading } from './methods.ts'
import { highest, type Record, type Tried, tryPast } from './record.ts'
import { rhythms } from './unit.ts'
import { few, inHundred, range, recordFinding, recordWords, skillWords } from './words.ts'

const unproved = { windows: 0, evidence: 1, better: false }
const tried = (over: Partial<Tried>): Tried => ({
  name: 'fading',
  baseline: false,
  hits: 4,
  said: 4,
  logScore: -30,
  brier: 0.03,
  byWindow: [],
  gains: [],
  behind: { more: 0, low: 0, high: 0 },
  ...over,
})
const recordOf = (methods: readonly Tried[], over: Partial<Record> = {}): Record => ({
  windows: 26,
  memory: 0.9,
  shown: 'fading',
  anyTen: 1,
  methods,
  bins: [],
  evidence: 1,
  rises: { many: 0, found: 0, windows: null },
  ...over,
})

describe('how it did before', () => {
  test('with too little past it says that nothing is known', async () => {
    const short = { places: 5, periods: 20, counts: new Float64Array(100) }
    const methods = [...baselines(26), fading(0.9)]
    const tries = { methods, withdrawn: [], memory: 0.9, rhythm: rhythms.fortnight, lag: 0, breathe }
    const { record } = await tryPast(short, tries)
    assert.equal(record.windows, 0)
    assert.match(recordWords(record, 'fortnight')[0] ?? '', /too little past/)
    assert.equal(recordFinding(record, unproved), 'Not tried yet')
  })
  test('on a steady map it finds more than any ten places do, and no model is proved better than the long-run rate', async () => {
    const { record } = (await listOf(quietMap(22))).past
    const own = record.methods.find(({ name }) => name === record.shown)
    assert.equal(record.windows, 26)
    assert.ok((own?.hits ?? 0) > record.anyTen * 1.5, `${own?.hits} against ${record.anyTen}`)
    assert.ok(record.evidence < 20, String(record.evidence))
  })
  test('a method that withdrew is tried and never shown', async () => {
    const signs = quietMap(22)
    const withdrawn = ['fading'] as const
    const question = { places: 60, signs, settled: new Set<string>(), today, seed: 1, middles: [], withdrawn, breathe }
    const { record } = (await placesToWatch(question)).past
    assert.notEqual(record.shown, 'fading')
    assert.ok(record.methods.some(({ name }) => name === 'fading'))
  })
  test('a list that found fewer than a simple one says so', () => {
    const worse = tried({ name: 'long-run', baseline: true, hits: 6, behind: { more: -2, low: -3, high: -1 } })
    assert.match(
      recordWords(recordOf([tried({}), worse]), 'fortnight').join(' '),
      /It found fewer than the long-run rate by place and season \(6\.0 of ten\)\./,
    )
  })
  test('what it said is held against what was: 1.9 said and 3.6 found is too few', () => {
    const words = recordWords(recordOf([tried({ hits: 3.6, said: 1.9 })]), 'fortnight')
    assert.match(words.join(' '), /It had said 1\.9 of ten: too few\./)
  })
  test('where a simple rule foretold best, the page says that no model did better', () => {
    const record = recordOf([tried({ name: 'long-run', baseline: true })], { shown: 'long-run' })
    assert.match(
      recordWords(record, 'month').join(' '),
      /A simple rule foretold best of 1 ways .* No model did better\./,
    )
    assert.equal(
      recordFinding(record, { windows: 90, evidence: 40, better: true }),
      'No model did better than a simple rule',
    )
  })
  test('a trial on the past proves nothing: only sealed windows do', () => {
    const record = recordOf([tried({})], { evidence: 500 })
    assert.equal(recordFinding(record, unproved), 'No better than base rate, as far as is proved')
    assert.match(skillWords(unproved, 'fortnight'), /No sealed window has been scored yet/)
    assert.match(
      skillWords({ windows: 9, evidence: 2.5, better: false }, 'fortnight'),
      /^No better than base rate: after 9 sealed fortnights the evidence is 2\.5, and 20 would be proof\.$/,
    )
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
