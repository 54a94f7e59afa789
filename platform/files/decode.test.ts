import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { memoryFile, readAll } from '../testing/memory-file.ts'
import { decodeText } from './decode.ts'

async function decoded(content: string | Uint8Array, pieceLength?: number): Promise<{ text: string; notes: string[] }> {
  const { items, notes } = await readAll(note => decodeText(memoryFile('a.csv', content, pieceLength), note))
  return { text: items.join(''), notes }
}

test('any text in UTF-8 comes back the same, in pieces of 1 to 7 bytes', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter(t => !/[\0\ufeff]/.test(t))
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (given, pieceLength) => {
      assert.deepEqual(await decoded(`name,${given}`, pieceLength), { text: `name,${given}`, notes: [] })
    }),
    { numRuns: 200 },
  )
})

test('a byte-order mark is removed, also when it arrives byte by byte', async () => {
  assert.equal((await decoded('\ufeffMonth,Kind')).text, 'Month,Kind')
  assert.equal((await decoded('\ufeffMonth,Kind', 1)).text, 'Month,Kind')
})

test('an emoji cut between two pieces is whole again', async () => {
  assert.equal((await decoded('abc😀def', 5)).text, 'abc😀def')
})

test('bytes of Windows-1252 are read as such, and the report says so', async () => {
  const bytes = Uint8Array.from([...Buffer.from('Caf'), 0xe9, ...Buffer.from(' cost '), 0x80, 0x35])
  const { text, notes } = await decoded(bytes)
  assert.equal(text, 'Café cost €5')
  assert.equal(notes.length, 1)
  assert.match(notes[0] ?? '', /^a\.csv is not in UTF-8\. It was read as Windows-1252/)
})

test('a letter of Windows-1252 as the very last byte is read', async () => {
  assert.equal((await decoded(Uint8Array.from([...Buffer.from('caf'), 0xe9]))).text, 'café')
})

test('a file that is UTF-8 at first and later is not is refused', async () => {
  const bytes = Uint8Array.from([...Buffer.from('naïve, then '), 0xe9, ...Buffer.from(' again')])
  await assert.rejects(decoded(bytes), /^Error: a\.csv: it is UTF-8 text at first and later is not/)
})

test('a file cut in the middle of a letter is refused', async () => {
  const bytes = Buffer.from('naïve 😀').subarray(0, -1)
  await assert.rejects(decoded(bytes), /cut short/)
})

test('UTF-16 is seen by its mark, or by its zeros, and noted', async () => {
  const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Name,Ålder', 'utf16le')])
  const big = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('Name,Ålder', 'utf16le').swap16()])
  assert.equal((await decoded(little, 3)).text, 'Name,Ålder')
  assert.equal((await decoded(big)).text, 'Name,Ålder')
  assert.equal((await decoded(Buffer.from('Name,Ålder', 'utf16le'))).text, 'Name,Ålder')
  assert.match((await decoded(little)).notes[0] ?? '', /UTF-16/)
})

test('zero bytes are refused: the file is not text', async () => {
  await assert.rejects(decoded(Buffer.from('Month,Kind\n2025-01,\0\n')), /it is not text: it holds zero bytes/)
})
