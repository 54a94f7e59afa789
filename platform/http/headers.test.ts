import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { before, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import type { Site } from '../testing/site.ts'
import { assetVersion } from './assets.ts'
import { probeSite, requestsAMinute } from './probe-site.test.ts'

describe('a live site behind TLS', () => {
  let site: Site
  before(async () => {
    site = await probeSite()
  })

  const overTls = (url: string): Promise<LightMyRequestResponse> =>
    site.app.inject({ method: 'GET', url, headers: { 'x-forwarded-proto': 'https' } })

  const promised = {
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
  for (const [what, url] of [
    ['a page', '/sign-in'],
    ['a style sheet', `/assets/${assetVersion}/official.css`],
    ['an answer for programs', '/health'],
    ['an address that is not there', '/nowhere'],
  ] as const) {
    test(`${what} has every header that tells a browser to be careful`, async () => {
      const { headers } = await overTls(url)
      assert.deepEqual(Object.fromEntries(Object.keys(promised).map(name => [name, headers[name]])), promised)
      assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'.*object-src 'none'/)
      const telling = ['x-powered-by', 'server', 'access-control-allow-origin']
      assert.deepEqual(
        telling.filter(name => name in headers),
        [],
      )
    })
  }

  test('the cookie of the session is for this host alone, over TLS alone, and out of reach of scripts', async () => {
    const cookie = String((await overTls('/sign-in')).headers['set-cookie'])
    assert.match(cookie, /^__Host-session=[^;]+;/)
    assert.match(cookie, /; Path=\/;/)
    assert.match(cookie, /; HttpOnly/)
    assert.match(cookie, /; Secure/)
    assert.match(cookie, /; SameSite=Lax/)
    assert.doesNotMatch(cookie, /Domain=/)
    assert.ok(cookie.split(';', 1).join('').length < 4096)
  })

  test('without TLS no cookie is given at all', async () => {
    assert.equal((await site.app.inject('/sign-in')).headers['set-cookie'], undefined)
  })

  test('TRACE and other methods that no page takes are not found', async () => {
    const statuses = []
    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)
      statuses.push((await site.app.inject({ method: method as 'PUT', url: '/health' })).statusCode)
    assert.deepEqual(
      statuses.filter(status => status !== 404 && status !== 403),
      [],
    )
  })

  for (const path of [
    '/.git/config',
    '/package.json',
    `/assets/${assetVersion}/`,
    `/assets/${assetVersion}/../../package.json`,
    `/assets/${assetVersion}/%2e%2e/%2e%2e/package.json`,
    `/assets/${assetVersion}/.env`,
  ]) {
    test(`nothing is served from ${path.replace(assetVersion, 'VERSION')}`, async () => {
      assert.ok([400, 403, 404, 422].includes((await overTls(path)).statusCode))
    })
  }

  test('signing out tells the browser to forget what it kept', async () => {
    const page = await overTls('/sign-in')
    const cookie = String(page.headers['set-cookie']).split(';', 1).join('')
    const token = /name="_csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? ''
    const answer = await site.app.inject({
      method: 'POST',
      url: '/sign-out',
      headers: { cookie, 'x-forwarded-proto': 'https', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: token }).toString(),
    })
    assert.deepEqual([answer.statusCode, answer.headers['clear-site-data']], [303, '"cache", "storage"'])
  })

  /** How many of a minute's requests and one more were let in, the address of each as the proxy passes it on. */
  async function letIn(addressOf: (at: number) => string): Promise<number[]> {
    const answers: LightMyRequestResponse[] = []
    for (let at = 0; at <= requestsAMinute; at += 1)
      answers.push(await site.app.inject({ url: '/longest', headers: { 'x-forwarded-for': addressOf(at) } }))
    return [200, 429].map(status => answers.filter(({ statusCode }) => statusCode === status).length)
  }

  test('of 61 requests in a minute from one address 60 are let in, and of as many addresses all', async () => {
    assert.deepEqual(await letIn(() => '198.51.100.1'), [60, 1])
    assert.deepEqual(await letIn(at => `192.0.2.${at}`), [61, 0])
  })

  test('what a browser writes in front of the address that the proxy saw changes nothing', async () => {
    assert.deepEqual(await letIn(at => `10.0.0.${at}, 198.51.100.7`), [60, 1])
  })

  test('a request that says its length in two ways is refused before any page sees it', async () => {
    await site.app.listen({ port: 0, host: '127.0.0.1' })
    const socket = connect((site.app.server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(
      'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x',
    )
    const [answer] = await once(socket, 'data')
    socket.destroy()
    assert.match(String(answer), /^HTTP\/1\.1 400 /)
  })
})
