import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf, waitWords } from './text.ts'

test('headings, paragraphs and lists are told apart; markup stays text', () => {
  assert.deepEqual(blocksOf('# Promise\n\nI look only\nwhen I need to.\n\n- one\n- <b>two</b>\n'), [
    { kind: 'heading', text: 'Promise' },
    { kind: 'paragraph', text: 'I look only when I need to.' },
    { kind: 'list', items: ['one', '<b>two</b>'] },
  ])
})

test('a wait is rounded up, in seconds and then in minutes', () => {
  assert.deepEqual([1, 1000, 59_001, 60_000, 60_001].map(waitWords), [
    '1 second',
    '1 second',
    '1 minute',
    '1 minute',
    '2 minutes',
  ])
})
