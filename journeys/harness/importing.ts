import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

/** Sends a file to be checked, waits for the check, and opens its report. */
export async function check(visitor: Visitor, kind: string, name: string, content: string | Uint8Array): Promise<void> {
  await visitor.open(`/imports/new/${kind}`)
  await visitor.tab.setInputFiles('input[type=file]', {
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  })
  await visitor.press('Check the files')
  await visitor.waitForWork()
  await visitor.follow('See the report')
}

export async function load(visitor: Visitor, rows: number): Promise<void> {
  await visitor.press(`Load ${rows} rows`)
  await visitor.waitForWork()
  await visitor.follow('See the report')
  assert.equal(await visitor.heading(), 'What was loaded')
}
