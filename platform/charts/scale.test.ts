import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { clip, firstFree, labelBox, overlap, textWidth } from './lettering.ts'
import { linear, median, quantile, roundedOut, ticks } from './scale.ts'

describe('scales', () => {
  test('the middle of 0 to 10 lies in the middle of 100 to 200', () =>
    assert.equal(linear([0, 10], [100, 200])(5), 150))
  test('a scale of no width puts everything in the middle', () => assert.equal(linear([3, 3], [0, 10])(99), 5))
  test('a scale without a finite end is refused', () =>
    assert.throws(() => linear([0, Infinity], [0, 1]), /two finite ends/))
  test('ticks of 38 to 55 are 40, 45, 50 and 55', () => assert.deepEqual(ticks(38, 55, 4), [40, 45, 50, 55]))
  test('ticks have no rounding dust', () => assert.deepEqual(ticks(0, 0.6, 3), [0, 0.2, 0.4, 0.6]))
  test('0 to 43 rounds out to 0 to 50', () => assert.deepEqual(roundedOut(0, 43, 5), [0, 50]))
  test('every tick lies inside', () => {
    const ends = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    )
    fc.assert(
      fc.property(ends, ([low, width]) =>
        ticks(low, low + width, 5).every(tick => tick >= low - width * 1e-6 && tick <= low + width * (1 + 1e-6)),
      ),
    )
  })
  test('the median of 4, 1, 3, 2 is 2.5', () => assert.equal(median([4, 1, 3, 2]), 2.5))
  test('the lower quarter of 1 to 5 is 2', () => assert.equal(quantile([5, 4, 3, 2, 1], 0.25), 2))
})

describe('lettering', () => {
  test('"Hello" in 16 px Helvetica is (722 + 556 + 222 + 222 + 556) / 1000 x 16 wide', () =>
    assert.equal(textWidth('Hello', 16), 36.448))
  test('a long name is cut with an ellipsis and fits', () => {
    const cut = clip('A very long name of an area', 80, 14)
    assert.ok(cut.endsWith('…') && textWidth(cut, 14) <= 80)
  })
  test('a name that fits is not cut', () => assert.equal(clip('Bede', 80, 14), 'Bede'))
  test('an end-anchored label ends at its x', () => {
    const box = labelBox(100, 50, 'abc', { anchor: 'end' })
    assert.equal(box.x + box.width, 100)
  })
  test('a taken place is passed over for the next free one', () => {
    const at = (x: number) => ({ box: { x, y: 0, width: 10, height: 10 } })
    assert.equal(firstFree([at(0), at(5)], { x: 0, y: 0, width: 100, height: 100 }, [at(2).box]), undefined)
    const found = firstFree([at(0), at(20)], { x: 0, y: 0, width: 100, height: 10 }, [at(2).box])
    assert.equal(found?.box.x, 20)
  })
  test('boxes that only touch do not overlap', () =>
    assert.equal(overlap({ x: 0, y: 0, width: 10, height: 10 }, { x: 10, y: 0, width: 5, height: 5 }), false))
})
