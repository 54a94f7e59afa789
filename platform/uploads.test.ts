import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sweepUploads } from './http/uploads.ts'

test('files that were sent and left are gone after two days, and not before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'uploads-'))
  const now = new Date('2026-11-21T12:00:00Z')
  for (const [name, hours] of [
    ['left', 49],
    ['waiting', 47],
  ] as const) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, '0'), 'x')
    const at = new Date(now.getTime() - hours * 3_600_000)
    utimesSync(join(folder, name), at, at)
  }
  assert.equal(await sweepUploads(folder, now), 1)
  assert.deepEqual([existsSync(join(folder, 'left')), existsSync(join(folder, 'waiting'))], [false, true])
  assert.equal(await sweepUploads(join(folder, 'nowhere'), now), 0)
})
