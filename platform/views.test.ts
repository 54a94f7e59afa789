import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
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

// GOV.UK Frontend opens what hangs on a choice with aria-expanded, which a radio button may not carry (axe: aria-allowed-attr).
test('no template hangs a further question on a radio button', () => {
  const templates = globSync(['modules/*/views/**/*.njk', 'platform/views/**/*.njk'], { cwd: root })
  assert.deepEqual(
    templates.filter(path =>
      readFileSync(`${root}${path}`, 'utf8')
        .split('{{')
        .some(part => part.startsWith(' govukRadios(') && part.includes('conditional:')),
    ),
    [],
  )
})

// A macro or a value of that name takes the place of whoever is signed in, at the top of the page.
test('no template gives something of its own the name by which the layout knows who is signed in', () => {
  const templates = globSync(['modules/*/views/**/*.njk', 'platform/views/**/*.njk'], { cwd: root })
  assert.deepEqual(
    templates.filter(path => /\{%-?\s*(?:macro|set)\s+who\b/.test(readFileSync(`${root}${path}`, 'utf8'))),
    [],
  )
})
