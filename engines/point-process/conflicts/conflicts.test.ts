import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '#engines/numerics'
import { conflicts } from './conflicts.ts'
import { escalationProbability, expectedEvents, type Outlook } from './escalation.ts'
import { pass } from './pass.ts'
import { type ConflictEvents, recordOf } from './record.ts'
import { replyTest } from './retaliation.ts'

const parameters = {
  background: Float64Array.from([0.02, 0.05, 0.01, 0.01]),
  repetition: 0.3,
  reply: 0.2,
  intensity: Float64Array.from([1.2, 0.8]),
  delay: 6,
  weight: Float64Array.from([0.8, 1.5]),
}

/** Events of two pairs over 400 days: each background event may be answered, by the same side or the other. */
function feud(seed: number, repetition: number, reply: number, days = 2000): ConflictEvents {
  const chance = random(seed)
  const list: { t: number; from: number; to: number; stage: number }[] = []
  for (const [a, b] of [
    [1, 2],
    [1, 3],
    [4, 5],
  ]) {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      for (let k = chance.poisson(0.02 * days); k > 0; k--) list.push({ t: days * chance.next(), from, to, stage: 0 })
    }
  }
  for (let i = 0; i < list.length; i++) {
    const { t, from, to } = list[i]
    const add = (mean: number, x: number, y: number) => {
      for (let k = chance.poisson(mean); k > 0; k--) {
        const later = t + chance.exponential(6)
        if (later < days) list.push({ t: later, from: x, to: y, stage: chance.next() < 0.2 ? 1 : 0 })
      }
    }
    add(repetition, from, to)
    add(reply, to, from)
  }
  return {
    t: Float64Array.from(list, e => e.t),
    from: Int32Array.from(list, e => e.from),
    to: Int32Array.from(list, e => e.to),
    stage: Int32Array.from(list, e => e.stage),
  }
}

/** The rate of one side of one pair by its definition, a sum over all earlier events. */
function directLikelihood(events: ConflictEvents, days: number): number {
  const record = recordOf(events, 2, 0, days)
  const { t, pair, side, stage } = record
  let logs = 0
  let integral = 0
  for (let i = 0; i < t.length; i++) {
    let rate = parameters.background[pair[i] * 2 + side[i]]
    for (let j = 0; j < t.length; j++) {
      if (pair[j] !== pair[i] || t[j] >= t[i]) continue
      const mean = side[j] === side[i] ? parameters.repetition : parameters.reply
      const kernel = Math.exp(-(t[i] - t[j]) / parameters.delay) / parameters.delay
      rate += parameters.intensity[pair[i]] * parameters.weight[stage[j]] * mean * kernel
    }
    logs += Math.log(rate)
    const seen = 1 - Math.exp(-(days - t[i]) / parameters.delay)
    integral +=
      parameters.intensity[pair[i]] * parameters.weight[stage[i]] * (parameters.repetition + parameters.reply) * seen
  }
  return logs - integral - days * parameters.background.reduce((a, b) => a + b, 0)
}

test('the recursive likelihood of 60 events equals the double sum of its definition to 1e-9', () => {
  const chance = random(1)
  const at = Array.from({ length: 60 }, (_, i) => ({ lower: chance.next() < 0.5, first: chance.next() < 0.6, i }))
  const events = {
    t: Float64Array.from(at, ({ i }) => (i % 7 === 0 ? Math.floor(3 * i) : 3 * i + chance.next())),
    from: Int32Array.from(at, ({ lower, first }) => (first ? (lower ? 0 : 1) : lower ? 2 : 3)),
    to: Int32Array.from(at, ({ lower, first }) => (first ? (lower ? 1 : 0) : lower ? 3 : 2)),
    stage: Int32Array.from(at, ({ i }) => i % 2),
  }
  const { logLikelihood } = pass(recordOf(events, 2, 0, 200), parameters)
  assert.ok(Math.abs(logLikelihood - directLikelihood(events, 200)) < 1e-9)
})

test('events at one instant do not excite each other', () => {
  const same = {
    t: Float64Array.of(5, 5),
    from: Int32Array.of(0, 1),
    to: Int32Array.of(1, 0),
    stage: new Int32Array(2),
  }
  const { repeated, replied } = pass(recordOf(same, 2, 0, 10), parameters)
  assert.equal(repeated + replied, 0)
})

test('planted repetition 0.3 and reply 0.3 are recovered within 0.1; equal as they are, the word is excitation', () => {
  const model = conflicts(feud(2, 0.3, 0.3), { stages: 2, start: 0, end: 2000, permutations: 199 })
  assert.ok(Math.abs(model.repetition - 0.3) < 0.1, `repetition ${model.repetition}`)
  assert.ok(Math.abs(model.reply - 0.3) < 0.1, `reply ${model.reply}`)
  assert.ok(Math.abs(model.delay - 6) < 1.5, `delay ${model.delay}`)
  assert.equal(model.word, 'excitation')
})

test('replies of 0.5 without repetition are called retaliation', () => {
  const model = conflicts(feud(2, 0, 0.5), { stages: 2, start: 0, end: 2000, permutations: 199 })
  assert.equal(model.word, 'retaliation')
})

test('repetition without any reply is not called retaliation', () => {
  const model = conflicts(feud(3, 0.5, 0), { stages: 2, start: 0, end: 2000, permutations: 199 })
  assert.equal(model.word, 'repetition')
  assert.ok(model.reply < 0.1, `reply ${model.reply}`)
})

test('without excitation no word is used', () => {
  assert.equal(conflicts(feud(4, 0, 0), { stages: 2, start: 0, end: 2000, permutations: 99 }).word, 'none')
})

test('the reply test on exchangeable sides is at or below 5 % in at most 6 of 60 records', () => {
  const found = Array.from(
    { length: 60 },
    (_, seed) => replyTest(recordOf(feud(100 + seed, 0, 0, 800), 2, 0, 800), 6, 99, seed).p,
  )
  assert.ok(found.filter(p => p <= 0.05).length <= 6)
})

test('a pair with three events stays within a factor of 2 of the common excitation', () => {
  const events = feud(5, 0.2, 0.2)
  const few = {
    t: Float64Array.from([...events.t, 700, 700.5, 701]),
    from: Int32Array.from([...events.from, 8, 9, 8]),
    to: Int32Array.from([...events.to, 9, 8, 9]),
    stage: Int32Array.from([...events.stage, 0, 0, 0]),
  }
  const pair = conflicts(few, { stages: 2, start: 0, end: 2000, permutations: 0 }).pairs.find(
    ({ groups }) => groups[0] === 8,
  )
  assert.ok(pair !== undefined && pair.intensity > 1 && pair.intensity < 2, `intensity ${pair?.intensity}`)
})

test('an event whose side is unknown is shared between the sides, and leans to the side that is more active', () => {
  const events = feud(6, 0.2, 0)
  const only = Array.from(events.t.keys()).filter(
    i => Math.min(events.from[i], events.to[i]) === 1 && Math.max(events.from[i], events.to[i]) === 2,
  )
  const active = only.filter(i => events.from[i] === 1 || events.t[i] < 200)
  const pick = (list: Int32Array) => Int32Array.from(active, i => list[i])
  const record = {
    t: Float64Array.from(active, i => events.t[i]),
    from: pick(events.from),
    to: pick(events.to),
    stage: pick(events.stage),
  }
  const unknown = Uint8Array.from(active, (_, k) => (k === active.length - 1 ? 1 : 0))
  const share = conflicts({ ...record, unknown }, { stages: 2, start: 0, end: 2000, permutations: 0 }).lowerActed[
    active.length - 1
  ]
  assert.ok(share > 0.5 && share < 1, `share ${share}`)
})

const outlook: Outlook = {
  background: 0.03,
  branching: 0.5,
  delay: 6,
  memory: 1.4,
  stages: Float64Array.of(0.7, 0.2, 0.1),
  weight: Float64Array.of(0.8, 1.2, 2),
}

/** Draws the clusters of the next 14 days and says what they held. */
function drawWindow(chance: ReturnType<typeof random>): { top: number; count: number } {
  const times: { t: number; weight: number }[] = []
  let [top, count] = [-1, 0]
  const happen = (t: number) => {
    if (t > 14) return
    const u = chance.next()
    const stage = u < 0.7 ? 0 : u < 0.9 ? 1 : 2
    top = Math.max(top, stage)
    count += 1
    times.push({ t, weight: outlook.weight[stage] })
  }
  for (let k = chance.poisson(outlook.background * 14); k > 0; k--) happen(14 * chance.next())
  for (let k = chance.poisson(outlook.memory * outlook.branching); k > 0; k--) happen(chance.exponential(6))
  for (let i = 0; i < times.length; i++) {
    for (let k = chance.poisson(times[i].weight * outlook.branching); k > 0; k--)
      happen(times[i].t + chance.exponential(6))
  }
  return { top, count }
}

test('the probability of each stage within 14 days equals 40,000 simulated windows to 0.01, offspring included', () => {
  const chance = random(8)
  const draws = Array.from({ length: 40_000 }, () => drawWindow(chance))
  const share = (stage: number) => draws.filter(({ top }) => top >= stage).length / draws.length
  assert.ok(Math.abs(escalationProbability(outlook, 0, 14) - share(0)) < 0.01)
  assert.ok(Math.abs(escalationProbability(outlook, 1, 14) - share(1)) < 0.01)
  assert.ok(Math.abs(escalationProbability(outlook, 2, 14) - share(2)) < 0.01)
  const mean = draws.reduce((total, { count }) => total + count, 0) / draws.length
  assert.ok(Math.abs(expectedEvents(outlook, 14) - mean) < 0.03, `${expectedEvents(outlook, 14)} ${mean}`)
})

test('a higher stage is never likelier than a lower one, and more days never less likely', () => {
  assert.ok(escalationProbability(outlook, 2, 14) < escalationProbability(outlook, 1, 14))
  assert.ok(escalationProbability(outlook, 1, 7) < escalationProbability(outlook, 1, 14))
})

test('bad input is refused by name', () => {
  const events = feud(9, 0.1, 0.1)
  const options = { stages: 2, start: 0, end: 2000 }
  assert.throws(() => conflicts({ ...events, to: events.from }, options), /events\.to\[0\] must be another group/)
  assert.throws(() => conflicts(events, { ...options, stages: 1 }), /events\.stage\[\d+\] must be below stages/)
  assert.throws(() => conflicts(events, { ...options, end: 1 }), /lies outside start to end/)
  assert.throws(
    () => conflicts({ ...events, t: events.t.with(0, Number.NaN) }, options),
    /events\.t\[0\] must be a finite/,
  )
})
