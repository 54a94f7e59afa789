import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { test } from 'node:test'
import { openViews } from './views.ts'

const root = new URL('..', import.meta.url).pathname

test('every template is well formed', () => {
  const views = openViews(false)
  const templates = globSync(['modules/*/views/**/*.njk', 'platform/views/**/*.njk'], { cwd: root })
  assert.ok(templates.length > 0)
  const broken = templates.flatMap(path => {
    try {
      views.compile(path.replace(/^(modules|platform\/views)\//, ''))
      return []
    } catch (error) {
      return [String(error)]
    }
  })
  assert.deepEqual(broken, [])
})
