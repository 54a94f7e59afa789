import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { coordinate, Markup, markup } from './markup.ts'

describe('markup', () => {
  test('text in a hole is escaped, in content and in attributes', () => {
    const name = `<script>"&'`
    assert.equal(
      markup`<a b="${name}">${name}</a>`.text,
      '<a b="&lt;script&gt;&quot;&amp;&#39;">&lt;script&gt;&quot;&amp;&#39;</a>',
    )
  })

  test('markup in a hole passes as it is, alone or in a list', () => {
    const dot = new Markup('<i/>')
    assert.equal(markup`${dot}${[dot, dot]}`.text, '<i/><i/><i/>')
  })

  test('a hole that is undefined leaves nothing', () => assert.equal(markup`a${undefined}b`.text, 'ab'))

  test('control characters and lone surrogates, which XML cannot write, are dropped', () =>
    assert.equal(markup`${'a\u0000b\u001bc\ud800d\uffffe'}`.text, 'abcde'))

  test('12.3456 becomes 12.3', () => assert.equal(coordinate(12.3456), '12.3'))
  test('-0.04 becomes 0, without a minus', () => assert.equal(coordinate(-0.04), '0'))
  test('a coordinate that is not finite is refused by name', () =>
    assert.throws(() => coordinate(Number.NaN), /coordinate NaN; it needs a finite number/))
})
