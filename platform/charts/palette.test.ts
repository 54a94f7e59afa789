import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { colours, contrast, diverging, inkOn, sequential } from './palette.ts'

const onWhite = (colour: string) => Math.round(contrast(colour, colours.paper) * 10) / 10

describe('contrast by WCAG 2.2', () => {
  test('black on white is 21 to 1', () => assert.equal(contrast('#000000', '#ffffff'), 21))
  test('the order of the two colours does not matter', () =>
    assert.equal(contrast('#1d70b8', '#fff000'), contrast('#fff000', '#1d70b8')))
  test('#777777 on white is 4.48, just short of 4.5', () =>
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48'))
  test('a colour that is not #rrggbb is refused', () =>
    assert.throws(() => contrast('red', '#ffffff'), /"red" must be written as #rrggbb/))
})

describe('the palette on white', () => {
  test('ink 19.6', () => assert.equal(onWhite(colours.ink), 19.6))
  test('second text 9.0, and 8.1 on the grey band', () => {
    assert.equal(onWhite(colours.second), 9)
    assert.equal(contrast(colours.second, colours.band).toFixed(1), '8.1')
  })
  test('thin rules 3.7: enough for a mark, not for text', () => assert.equal(onWhite(colours.rule), 3.7))
  test('this area 5.2', () => assert.equal(onWhite(colours.here), 5.2))
  test('strength 7.2 and harm 8.4', () => assert.deepEqual([colours.strength, colours.harm].map(onWhite), [7.2, 8.4]))
  test('the five steps', () => assert.deepEqual(sequential.map(onWhite), [1.1, 1.3, 2.1, 5.2, 12.1]))
  test('the diverging five', () => assert.deepEqual(diverging.map(onWhite), [8.4, 4.7, 1.1, 3, 7.2]))
})

describe('words on the five steps reach 4.5', () => {
  const onStep = (step: number) => contrast(inkOn(step), sequential[step] ?? '#ffffff')
  test('step 1', () => assert.ok(onStep(0) >= 4.5))
  test('step 2', () => assert.ok(onStep(1) >= 4.5))
  test('step 3', () => assert.ok(onStep(2) >= 4.5))
  test('step 4', () => assert.ok(onStep(3) >= 4.5))
  test('step 5', () => assert.ok(onStep(4) >= 4.5))
})
