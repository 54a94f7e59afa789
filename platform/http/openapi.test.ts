import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Site } from '../testing/site.ts'
import { machineRoutes } from './openapi.ts'
import { machinePages, probeSite } from './probe-site.test.ts'

describe('the description of what programs may read', () => {
  let site: Site
  before(async () => {
    site = await probeSite()
  })

  for (const { path, example, answers } of machineRoutes(machinePages)) {
    test(`${path} answers as described`, async () => {
      const [[status, described] = []] = Object.entries(answers)
      const answer = await site.visitor().get(example)
      assert.equal(answer.statusCode, Number(status), answer.body)
      assert.ok(described !== undefined)
      const types = typeof described.type === 'string' ? [described.type] : described.type
      assert.ok(types.includes(String(answer.headers['content-type'])), String(answer.headers['content-type']))
      if (described.body !== undefined) described.body.parse(answer.json())
    })
  }

  test('it names exactly these addresses, with their parameters, and no page for people', async () => {
    const description = (await site.visitor().get('/api/v1/openapi.json')).json()
    assert.equal(description.openapi, '3.1.0')
    assert.deepEqual(Object.keys(description.paths).slice(0, 5), [
      '/health',
      '/ready',
      '/metrics',
      '/api/v1/openapi.json',
      '/open-figures/{year}',
    ])
    assert.deepEqual(description.paths['/open-figures/{year}'].get.parameters, [
      { name: 'year', in: 'path', required: true, schema: { type: 'string', pattern: '^20\\d\\d$' } },
      { name: 'unit', in: 'query', required: false, schema: { type: 'string', enum: ['count', 'rate'] } },
    ])
  })

  test('a parameter that is not as described is not found', async () => {
    assert.equal((await site.visitor().get('/open-figures/1066')).statusCode, 404)
    assert.equal((await site.visitor().get('/open-figures/2025?unit=people')).statusCode, 404)
    assert.equal((await site.visitor().get('/open-figures/2025?unit=rate')).statusCode, 200)
  })

  test('only a page that is open to everyone is declared for programs', () => {
    assert.deepEqual(
      machinePages.filter(page => page.as !== 'anonymous' || page.method !== 'get').map(({ path }) => path),
      [],
    )
  })
})
