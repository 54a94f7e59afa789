import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Page } from '../module.ts'
import type { Site } from '../testing/site.ts'
import { machineRoutes } from './openapi.ts'
import { machinePages, probeSite } from './probe-site.test.ts'

describe('the description of what is there for programs', () => {
  let site: Site
  before(async () => {
    site = await probeSite()
  })

  const routes = machineRoutes(machinePages)
  for (const { path, example, answers } of routes.filter(({ token }) => !token)) {
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

  const wrong = { authorization: `Bearer ${'x'.repeat(43)}` }
  for (const { path, method, example, answers } of routes.filter(({ token }) => token)) {
    test(`${method} ${path} answers nobody without a token that is in use, in JSON, with no page around it`, async () => {
      const call = (headers: Readonly<Record<string, string>>) =>
        site.app.inject({ method: method === 'get' ? 'GET' : 'POST', url: example, headers })
      for (const answer of [await call({}), await call(wrong), await call({ authorization: 'Basic eDp4' })]) {
        assert.equal(answer.statusCode, 401, answer.body)
        assert.equal(answer.headers['www-authenticate'], 'Bearer')
        assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
        answers['401']?.body?.parse(answer.json())
      }
    })
  }

  test('an address that asks for a token says so, with the file that it takes', async () => {
    const { paths, components } = (await site.visitor().get('/api/v1/openapi.json')).json()
    const { post } = paths['/api/v1/people/extracts']
    assert.deepEqual(components.securitySchemes, { token: { type: 'http', scheme: 'bearer' } })
    assert.deepEqual(post.security, [{ token: [] }])
    assert.deepEqual(post.requestBody.content['multipart/form-data'].schema.required, ['file'])
    assert.equal(paths['/law/files/{file}'].get.security, undefined)
  })

  test('what is declared for programs is open to everyone and only read, or asks for a token under /api/v1', () => {
    const open = (page: Page): boolean => page.as === 'anonymous' && page.method === 'get'
    const closed = (page: Page): boolean => page.as === 'token' && page.path.startsWith('/api/v1/')
    assert.deepEqual(
      machinePages.filter(page => !open(page) && !closed(page)).map(({ path }) => path),
      [],
    )
  })
})
