import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '#engines/numerics'
import type { Events } from '../events.ts'
import { type KnoxTable, knox } from './knox.ts'

const bands = { space: [150, 300, 600], time: [7, 14, 28] }

/** Half the events follow another closely; times are whole minutes unless `exact` is false. */
function town(n: number, seed: number, perDay = 1440): Events {
  const chance = random(seed)
  const x = Float64Array.from({ length: n }, () => 3000 * chance.next())
  const y = Float64Array.from({ length: n }, () => 3000 * chance.next())
  const t = Float64Array.from({ length: n }, () => 300 * chance.next())
  for (let i = 1; i < n; i += 2) {
    x[i] = x[i - 1] + 80 * chance.normal()
    y[i] = y[i - 1] + 80 * chance.normal()
    t[i] = t[i - 1] + chance.exponential(5)
  }
  return { x, y, t: perDay === 0 ? t : t.map(day => Math.round(day * perDay) / perDay) }
}

function direct(events: Events, space: readonly number[], time: readonly number[]): number[] {
  const table = Array<number>(space.length * time.length).fill(0)
  const band = (value: number, limits: readonly number[]) => limits.findIndex(limit => value < limit)
  for (let i = 0; i < events.x.length; i++) {
    for (let j = 0; j < i; j++) {
      const s = band(Math.hypot(events.x[i] - events.x[j], events.y[i] - events.y[j]), space)
      const k = band(Math.abs(events.t[i] - events.t[j]), time)
      if (s >= 0 && k >= 0) table[s * time.length + k] += 1
    }
  }
  return table
}

const tables = ({ observed, p, draws }: KnoxTable) => ({ observed: [...observed], p: [...p], draws: [...draws] })

test('counts of 400 events equal a direct count of all 79,800 pairs, cell for cell', async () => {
  const events = town(400, 1, 0)
  const table = await knox(events, { ...bands, permutations: 0 })
  assert.deepEqual([...table.observed], direct(events, bands.space, bands.time))
})

test('a gap of exactly 7 days in minutes belongs to the band that starts at 7, and 150 m to the band that starts at 150', async () => {
  const minute = 1 / 1440
  const t = Float64Array.from(
    [0.1, 0.1 + 7, 100 * minute, 100 * minute + 7 - minute].map(day => Math.round(day * 1440) / 1440),
  )
  const events = { x: Float64Array.from([0, 90, 2000, 2000]), y: Float64Array.from([0, 120, 0, 0]), t }
  const table = await knox(events, { space: [150, 300], time: [7, 14], permutations: 0 })
  assert.deepEqual([...table.observed], [1, 0, 0, 1])
})

test('the vector kernel and the plain program agree on every count and p-value', async () => {
  const events = town(300, 2)
  const options = { ...bands, permutations: 99, seed: 4 }
  assert.deepEqual(tables(await knox(events, options)), tables(await knox(events, { ...options, plain: true })))
})

test('one thread and three threads give the same table', async () => {
  const events = town(300, 3)
  const options = { ...bands, permutations: 203, seed: 5 }
  const one = await knox(events, { ...options, threads: 1 })
  assert.deepEqual(tables(await knox(events, { ...options, threads: 3 })), tables(one))
})

test('another seed gives other p-values and the same counts', async () => {
  const events = town(200, 4)
  const one = await knox(events, { ...bands, permutations: 49, seed: 1 })
  const two = await knox(events, { ...bands, permutations: 49, seed: 2 })
  assert.deepEqual(one.observed, two.observed)
  assert.notDeepEqual(one.p, two.p)
})

test('mean and variance are exact: they equal those over all 720 orders of six times', async () => {
  const x = [0, 100, 220, 900, 130, 1000]
  const y = [0, 50, 10, 0, 140, 80]
  const t = [0, 1, 5, 6.5, 20, 22]
  const events = (times: number[]) => ({
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    t: Float64Array.from(times),
  })
  const all = orders(t).map(times => direct(events(times), [150, 300], [3, 10]))
  const table = await knox(events(t), { space: [150, 300], time: [3, 10], permutations: 0 })
  const means = [0, 1, 2, 3].map(c => all.reduce((total, row) => total + row[c], 0) / 720)
  const spreads = [0, 1, 2, 3].map(c =>
    Math.sqrt(all.reduce((total, row) => total + (row[c] - means[c]) ** 2, 0) / 720),
  )
  assert.deepEqual([...table.expected].map(round), means.map(round))
  assert.deepEqual([...table.deviation].map(round), spreads.map(round))
})

const round = (value: number) => Math.round(value * 1e9) / 1e9

function orders(items: number[]): number[][] {
  if (items.length <= 1) return [items]
  return items.flatMap((item, i) => orders(items.filter((_, k) => k !== i)).map(rest => [item, ...rest]))
}

test('no p-value is zero: with 9 permutations the smallest is 0.1', async () => {
  const table = await knox(town(400, 6), { ...bands, permutations: 9 })
  assert.equal(table.p[0], 0.1)
})

test('pairs planted within a week and 150 m are found at p = 0.01 of 99 permutations', async () => {
  const table = await knox(town(400, 7), { ...bands, permutations: 99 })
  assert.equal(table.p[0], 0.01)
  assert.ok(table.ratio[0] > 3, `ratio ${table.ratio[0]}`)
})

test('early stopping says so, and a stopped cell has p = 10 / its draws', async () => {
  const table = await knox(town(300, 8), { ...bands, permutations: 999, stopAfter: 10 })
  const cell = table.draws.findIndex(draws => draws < 999)
  assert.ok(cell >= 0)
  assert.equal(table.p[cell], 10 / table.draws[cell])
  assert.equal(table.stoppedEarly, true)
})

test('without early stopping every cell uses all permutations', async () => {
  const table = await knox(town(100, 9), { ...bands, permutations: 20 })
  assert.deepEqual([...new Set(table.draws)], [20])
  assert.equal(table.stoppedEarly, false)
})

test('moving the map 500 km and the clock 60 years changes nothing', async () => {
  const events = town(250, 10)
  const moved = { x: events.x.map(v => v + 500_000), y: events.y, t: events.t.map(v => v + 21_900) }
  const options = { ...bands, permutations: 49 }
  assert.deepEqual(tables(await knox(moved, options)), tables(await knox(events, options)))
})

test('events on one spot and on one line are counted', async () => {
  const t = Float64Array.from([0, 1, 2, 3])
  const spot = await knox(
    { x: new Float64Array(4), y: new Float64Array(4), t },
    { space: [1], time: [2], permutations: 0 },
  )
  assert.deepEqual([...spot.observed], [3])
  const line = await knox({ x: t, y: new Float64Array(4), t }, { space: [2], time: [5], permutations: 0 })
  assert.deepEqual([...line.observed], [3])
})

test('bad input is refused by name', async () => {
  const events = town(20, 1)
  const bad = { ...events, t: events.t.with(3, Number.NaN) }
  await assert.rejects(knox(bad, bands), /events\.t\[3\] must be a finite number/)
  await assert.rejects(knox({ ...events, y: new Float64Array(3) }, bands), /events\.y must hold 20 values, got 3/)
  await assert.rejects(knox(town(3, 1), bands), /at least 4 events, got 3/)
  await assert.rejects(knox(events, { ...bands, space: [300, 150] }), /space must be .* rising order, got 300, 150/)
  await assert.rejects(knox(events, { ...bands, time: [] }), /time must name at least one limit/)
  await assert.rejects(knox(events, { ...bands, permutations: -1 }), /permutations must be a whole number/)
})
