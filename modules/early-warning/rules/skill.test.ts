// Evidence that may be looked at after every window; withdrawal; how long proof takes.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Random, random } from '#engines/numerics'
import {
  chanceOfWithdrawal,
  evidence,
  type Gain,
  gainOf,
  poorInARow,
  poorRun,
  power,
  proof,
  skillOf,
  standing,
  withdraws,
} from './skill.ts'

const gain = (value: number, spread = 1): Gain => ({ gain: value, spread })
const many = 1_000
const windows = 130

/** Of so many models that are no better than the baseline, how many are ever called proved within five years of fortnights. */
function everProved(seed: number, draw: (chance: Random) => Gain, proved: (gains: readonly Gain[]) => boolean): number {
  return Array.from({ length: many }, (_, at) => {
    const chance = random(seed).split(at)
    return Array.from({ length: windows }, () => draw(chance))
  }).filter(proved).length
}

/** Looking after every window whether the mean gain is 1.645 standard errors above nought: the usual mistake. */
function looksEveryTime(gains: readonly Gain[]): boolean {
  let sum = 0
  let squares = 0
  return gains.some((it, at) => {
    sum += standing(it)
    squares += standing(it) ** 2
    return at >= 9 && sum / Math.sqrt(squares) > 1.645
  })
}

describe('false proofs, at most 1 in 20 however often one looks', () => {
  const byEvidence = (gains: readonly Gain[]): boolean => skillOf(gains).better
  test('gains that are normal around nought: at most 50 of 1,000 models', () => {
    const found = everProved(1, chance => gain(chance.normal()), byEvidence)
    assert.ok(found <= 50, `${found} of ${many}`)
  })
  test('gains that are rare and large, lost again in small coin: at most 50 of 1,000', () => {
    const found = everProved(2, chance => gain(chance.next() < 0.1 ? 3.6 : -0.4), byEvidence)
    assert.ok(found <= 50, `${found} of ${many}`)
  })
  test('gains worth four spreads, half won and half lost: at most 50 of 1,000', () => {
    const found = everProved(3, chance => gain(chance.next() < 0.5 ? 4 : -4), byEvidence)
    assert.ok(found <= 50, `${found} of ${many}`)
  })
  test('chances of 60 places drawn by the baseline itself, against a model that shifts each at random: at most 50', () => {
    const found = everProved(4, chance => drawnByBaseline(chance, 12), byEvidence)
    assert.ok(found <= 50, `${found} of ${many}`)
  })
  test('control: a test that looks every time without paying for it calls more than 200 of 1,000 proved', () => {
    const found = everProved(1, chance => gain(chance.normal()), looksEveryTime)
    assert.ok(found > 200, `${found} of ${many}`)
  })
})

function drawnByBaseline(chance: Random, places: number): Gain {
  const q = Float64Array.from({ length: places }, () => 0.02 + 0.2 * chance.next())
  const p = q.map(value => value * (0.6 + 0.8 * chance.next()))
  return gainOf(
    p,
    q,
    q.map(value => (chance.next() < value ? 1 : 0)),
  )
}

describe('true proofs', () => {
  test('a model that gains half a spread in each window is proved within 100 windows in at least 930 of 1,000', () => {
    const found = everProved(
      5,
      chance => gain(0.5 + chance.normal()),
      gains => evidence(gains.slice(0, 100)).some(value => value >= proof),
    )
    assert.ok(found >= 930, `${found} of ${many}`)
  })
  test('evidence begins at 1 and is never below nought', () => {
    assert.equal(skillOf([]).evidence, 1)
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true })), all =>
        evidence(all.map(value => gain(value))).every(value => value >= 0),
      ),
    )
  })
  test('one window counts four standard deviations at most', () => {
    assert.deepEqual(
      [standing(gain(400)), standing(gain(-400)), standing(gain(2)), standing(gain(1, 0))],
      [1, -1, 0.5, 0],
    )
  })
})

describe('the gain of a window', () => {
  test('one place, 0.2 against 0.1, and a sign came: log 2', () => {
    const { gain: won, spread } = gainOf(Float64Array.of(0.2), Float64Array.of(0.1), Float64Array.of(1))
    assert.ok(Math.abs(won - Math.log(2)) < 1e-12)
    assert.ok(Math.abs(spread - Math.sqrt(0.09) * Math.log(0.25 / (1 / 9))) < 1e-12)
  })
  test('a place of which nothing is on file counts for nothing', () => {
    const nothing = Float64Array.of(Number.NaN)
    assert.deepEqual(gainOf(Float64Array.of(0.9), Float64Array.of(0.1), nothing), { gain: 0, spread: 0 })
  })
})

describe('withdrawal', () => {
  const won = (wins: string): Gain[] => [...wins].map(letter => gain(letter === '+' ? 1 : letter === '0' ? 0 : -1))
  test('eight poor windows in a row withdraw; seven do not, nor eight with one good among them', () => {
    assert.equal(poorInARow, 8)
    assert.deepEqual(
      ['+--------', '--------', '-------', '----+----'].map(wins => withdraws(won(wins))),
      [true, true, false, false],
    )
  })
  test('a window in which both said the same ends a row', () => assert.equal(poorRun(won('----0--')), 2))
  test('a model as good as the baseline withdraws within 26 windows 4 times in 100, exactly and by simulation', () => {
    const exact = chanceOfWithdrawal(26, 0.5)
    const chance = random(8)
    const rows = Array.from({ length: 20_000 }, () => {
      let row = 0
      for (let window = 0; window < 26 && row < poorInARow; window++) row = chance.next() < 0.5 ? row + 1 : 0
      return row >= poorInARow
    })
    const simulated = rows.filter(Boolean).length / rows.length
    assert.ok(exact > 0.035 && exact < 0.045, String(exact))
    assert.ok(Math.abs(simulated - exact) < 0.005, `${simulated} against ${exact}`)
  })
  test('one that is poor in 9 of 10 windows withdraws within 26 almost surely; one poor in 3 of 10 hardly ever', () => {
    assert.ok(chanceOfWithdrawal(26, 0.9) > 0.9)
    assert.ok(chanceOfWithdrawal(26, 0.3) < 0.002)
  })
})

describe('how long proof takes', () => {
  const county = new Float64Array(354).fill(12 / 354)
  test('with a dozen signs over 354 places, odds known better by a factor of 1.5 take between 20 and 200 fortnights', () => {
    const { half, most } = power(county, 1.5, 1)
    assert.ok(half !== undefined && most !== undefined && half >= 20 && most <= 200 && half < most, `${half} ${most}`)
  })
  test('more skill, or more signs, takes less time; too little is never proved', () => {
    const of = (chances: Float64Array, factor: number): number => power(chances, factor, 1).half ?? Infinity
    assert.ok(of(county, 2) < of(county, 1.5))
    assert.ok(of(new Float64Array(354).fill(0.2), 1.5) < of(county, 1.5))
    assert.equal(power(new Float64Array(354).fill(0.0005), 1.1, 1).half, undefined)
  })
})
