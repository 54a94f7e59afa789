import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signed, unsigned } from './assembler.ts'
import { compileKernel, STRIDE } from './kernel.ts'
import { tickLimit, wholeTicks } from './ticks.ts'

test('LEB128 of 624485 is e5 8e 26 and of -123456 is c0 bb 78, as in the published examples', () => {
  assert.deepEqual(unsigned(624485), [0xe5, 0x8e, 0x26])
  assert.deepEqual(signed(-123456), [0xc0, 0xbb, 0x78])
})

test('the kernel counts gaps under 5 and under 10 in each of its eight lanes', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })
  const kernel = compileKernel(memory, 1, 2)
  const view = new Int32Array(memory.buffer)
  // Two events; lane l has times 0 and l * 2, so gaps 0, 2, 4, 6, 8, 10, 12, 14.
  for (let lane = 0; lane < 8; lane++) view[8 + lane] = lane * 2
  view.set([0, 1, 1], 64)
  view[80] = STRIDE
  kernel(0, 256, 320, 2, 512, [5, 10])
  assert.deepEqual([...view.subarray(128, 136)], [1, 1, 1, 0, 0, 0, 0, 0])
  assert.deepEqual([...view.subarray(136, 144)], [1, 1, 1, 1, 1, 0, 0, 0])
})

test('whole days are counted in days, minutes in minutes, and millionths of a day in millionths', () => {
  assert.equal(wholeTicks(Float64Array.from([3, 10, 4]))?.perDay, 1)
  assert.equal(wholeTicks(Float64Array.from([3, 10 + 7 / 1440]))?.perDay, 1440)
  assert.equal(wholeTicks(Float64Array.from([0.536474, 1095.123457]))?.perDay, 1e6)
})

test('times that no unit holds in 32 bits have no ticks', () => {
  assert.equal(wholeTicks(Float64Array.from([0, Math.PI])), undefined)
  assert.equal(wholeTicks(Float64Array.from([0.123456, 30_000])), undefined)
})

test('7 days is 10,080 minutes, and a limit between two ticks rounds up', () => {
  assert.equal(tickLimit(7, 1440), 10_080)
  assert.equal(tickLimit(0.5, 1), 1)
})
