import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { memoryFile, readAll } from '#platform/testing/memory-file'
import { xmlEvents } from './xml.ts'

async function events(text: string, pieceLength?: number): Promise<string[]> {
  const { items } = await readAll(note => xmlEvents(memoryFile('a.xml', text, pieceLength), note))
  return items.map(event => (event.kind === 'open' ? `<${event.name}>` : `${event.text}</${event.name}>`))
}

test('elements open and close with their text, whatever their prefix and attributes, in pieces of any length', async () => {
  const text =
    '\ufeff<?xml version="1.0"?><!-- <no> --><n:root a="x > y" b=\'"\'><One> 1 &amp; &#65;&#x42; </One><Empty/><![CDATA[<raw>]]></n:root>\n'
  const expected = ['<root>', '<One>', '1 & AB</One>', '<Empty>', '</Empty>', '<raw></root>']
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async piece => {
      assert.deepEqual(await events(text, piece), expected)
    }),
    { numRuns: 60 },
  )
})

test('a document type is refused, and with it every external entity and every expansion', async () => {
  const external = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
  await assert.rejects(events(external), /it has a document type, which is not allowed here/)
  await assert.rejects(events('<a>&x;</a>'), /"&x;" is not known/)
})

test('elements that do not fit, are left open, stand twice at the top or too deep are refused', async () => {
  await assert.rejects(events('<a><b></a></b>'), /the element "a" closes where it is not open/)
  await assert.rejects(events('<a><b></b>'), /it ends in the middle/)
  await assert.rejects(events('<a></a><b></b>'), /it ends in the middle/)
  await assert.rejects(events('<a>'.repeat(17)), /too deep/)
  await assert.rejects(events('text <a></a>'), /text outside its elements/)
})

test('a text without end is refused at the limit', async () => {
  await assert.rejects(events(`<a>${'x'.repeat(30_000)}`, 4_000), /this XML cannot be used/)
})
