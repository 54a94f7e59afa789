import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { adviceIn } from './advice.ts'
import { allowed, type Component, fits, problems } from './licences.ts'

type Locked = { license?: string; integrity?: string; dev?: boolean; link?: boolean }
const lock: { packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
)
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')

const part = (licence: string, more: Partial<Component> = {}): Component => ({
  name: 'a-part',
  version: '1.0.0',
  licenses: [{ license: { id: licence } }],
  hashes: [{}],
  ...more,
})
const list = { runs: ['MIT', 'Zlib'], builds: ['MPL-2.0'] }

describe('what the program is made of', () => {
  test('every package of the lock file has a licence on the list', () => {
    const components = locked.map(([name, { license = '', dev = false }]) =>
      part(license, {
        name,
        licenses: [{ expression: license }],
        properties: [{ name: 'cdx:npm:package:development', value: String(dev) }],
      }),
    )
    assert.ok(components.length > 300)
    assert.deepEqual(problems(components, allowed), [])
  })

  test('every package of the lock file is pinned by a SHA-512 of its content', () => {
    assert.deepEqual(
      locked.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-')).map(([path]) => path),
      [],
    )
  })

  test('every package that is asked for by name is asked for in one version exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    )
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, it]) => !/^\d+\.\d+\.\d+$/.test(String(it)),
    )
    assert.deepEqual(loose, [])
  })

  test('a licence that is not on the list is named, and so is a package without one or without a hash', () => {
    assert.deepEqual(problems([part('AGPL-3.0')], list), [
      'a-part 1.0.0 has the licence AGPL-3.0, which is not on the list.',
    ])
    assert.deepEqual(problems([part('', { licenses: [] })], list), ['a-part 1.0.0 states no licence.'])
    assert.deepEqual(problems([part('MIT', { hashes: [] })], list), ['a-part 1.0.0 is not pinned by a hash.'])
  })

  test('what only builds may have a licence that what runs may not', () => {
    const build = { properties: [{ name: 'cdx:npm:package:development', value: 'true' }] }
    assert.deepEqual(problems([part('MPL-2.0', build)], list), [])
    assert.equal(problems([part('MPL-2.0')], list).length, 1)
  })

  test('of two licences to choose from one is enough; of two that both hold, both are needed', () => {
    assert.ok(fits('(MIT OR GPL-3.0)', list.runs))
    assert.ok(fits('(MIT AND Zlib)', list.runs))
    assert.ok(!fits('(MIT AND GPL-3.0)', list.runs))
  })
})

describe('what npm says of known weaknesses', () => {
  test('high and critical are grave, the others are counted', () => {
    const vulnerabilities = { a: { severity: 'critical' }, b: { severity: 'moderate' }, c: { severity: 'high' } }
    assert.deepEqual(adviceIn(JSON.stringify({ vulnerabilities })), {
      asked: true,
      grave: ['a: critical', 'c: high'],
      others: 1,
    })
  })

  test('none found is asked and not grave', () => {
    assert.deepEqual(adviceIn('{"vulnerabilities": {}}'), { asked: true, grave: [], others: 0 })
  })

  test('a service that refuses or does not answer is never taken for one that found nothing', () => {
    assert.deepEqual(adviceIn('{"message": "405 Method Not Allowed - POST https://registry.example/x"}'), {
      asked: false,
      why: '405 Method Not Allowed - POST the service',
    })
    assert.equal(adviceIn('').asked, false)
    assert.equal(adviceIn('not json {').asked, false)
  })
})
