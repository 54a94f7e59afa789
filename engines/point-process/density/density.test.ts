import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalCdf, random } from '#engines/numerics'
import { gridAround } from './grid.ts'
import { kernelDensity } from './kernel-density.ts'
import { prospectiveKernel, recentCounts } from './recent.ts'

const grid = { left: 0, bottom: 0, cell: 50, across: 60, down: 40 }
const chance = random(3)
const x = Float64Array.from({ length: 300 }, () => 3000 * chance.next())
const y = Float64Array.from({ length: 300 }, () => 2000 * chance.next())
const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0) * grid.cell ** 2

function direct(cell: number, bandwidth: number, edge: boolean): number {
  const cx = ((cell % 60) + 0.5) * 50
  const cy = (Math.floor(cell / 60) + 0.5) * 50
  const square = (i: number) => (x[i] - cx) ** 2 + (y[i] - cy) ** 2
  const sum = Array.from(x.keys()).reduce((s, i) => s + Math.exp(-square(i) / (2 * bandwidth ** 2)), 0)
  const inside = (at: number, top: number) => normalCdf((top - at) / bandwidth) - normalCdf(-at / bandwidth)
  return sum / (2 * Math.PI * bandwidth ** 2) / (edge ? inside(cx, 3000) * inside(cy, 2000) : 1)
}

test('the filtered density equals the direct sum of 300 kernels to 1 % of its peak, edge repaid or not', () => {
  const plain = kernelDensity(x, y, { grid, bandwidth: 200, edge: false })
  const repaid = kernelDensity(x, y, { grid, bandwidth: 200 })
  const peak = plain.reduce((most, value) => Math.max(most, value), 0)
  const worst = (values: Float64Array, edge: boolean) =>
    values.reduce((most, value, cell) => Math.max(most, Math.abs(value - direct(cell, 200, edge))), 0)
  assert.ok(worst(plain, false) < 0.01 * peak)
  assert.ok(worst(repaid, true) < 0.01 * peak)
})

test('the adaptive density keeps all 300 events on the map', () => {
  assert.ok(Math.abs(total(kernelDensity(x, y, { grid, bandwidth: 250, adaptive: true })) - 300) < 3)
})

test('an adaptive density is higher than a fixed one where events crowd', () => {
  const crowd = Float64Array.from({ length: 200 }, (_, i) =>
    i < 150 ? 1000 + 30 * chance.normal() : 3000 * chance.next(),
  )
  const level = Float64Array.from({ length: 200 }, (_, i) =>
    i < 150 ? 1000 + 30 * chance.normal() : 2000 * chance.next(),
  )
  const cell = 20 * 60 + 20
  const adaptive = kernelDensity(crowd, level, { grid, bandwidth: 300, adaptive: true })
  assert.ok(adaptive[cell] > 1.5 * kernelDensity(crowd, level, { grid, bandwidth: 300 })[cell])
})

test('one event weighing 3 gives three times the density of one', () => {
  const one = kernelDensity(x.slice(0, 1), y.slice(0, 1), { grid, bandwidth: 100 })
  const three = kernelDensity(x.slice(0, 1), y.slice(0, 1), { grid, bandwidth: 100, weights: Float64Array.of(3) })
  assert.deepEqual(
    three.map(Math.fround),
    one.map(value => Math.fround(3 * value)),
  )
})

const events = { x: Float64Array.of(25, 25, 500), y: Float64Array.of(25, 25, 500), t: Float64Array.of(90, 40, 99) }

test('recent counts hold events from now - days, included, to now, not included', () => {
  assert.deepEqual(
    [...recentCounts(events, grid, 99, 59)].filter(count => count > 0),
    [2],
  )
  assert.equal(recentCounts(events, grid, 99, 58)[0], 1)
})

test('an event at a cell centre ten days ago weighs 1 / (1 + one week) there and half that one cell away', () => {
  const surface = prospectiveKernel(events, { grid, now: 100, days: 20 })
  assert.equal(surface[0], 0.5)
  assert.equal(surface[1], 0.5 / 3)
})

test('the prospective surface is zero beyond its reach', () => {
  assert.equal(prospectiveKernel(events, { grid, now: 100, reach: 200 })[59], 0)
})

test('a grid around points starts on a multiple of its cell and holds them all', () => {
  const around = gridAround(Float64Array.of(-30, 260), Float64Array.of(10, 90), 100)
  assert.deepEqual(around, { left: -100, bottom: 0, cell: 100, across: 4, down: 1 })
})

test('bad input is refused by name', () => {
  assert.throws(() => kernelDensity(x, y, { grid, bandwidth: 10 }), /bandwidth must be at least the side/)
  assert.throws(() => kernelDensity(x, y.slice(1), { grid, bandwidth: 100 }), /y must hold 300 values/)
  assert.throws(() => recentCounts(events, { ...grid, cell: 0 }, 1, 1), /grid\.cell must be a number above 0/)
  assert.throws(() => gridAround(x, y, 0.01), /at most/)
})
