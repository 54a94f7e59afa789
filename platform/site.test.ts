import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Module } from './module.ts'
import { redirect, view } from './module.ts'
import { openSite, type Site } from './testing/site.ts'

// A module of two pages, so that the pipeline is tested without any real module.
const somebody = {
  id: '00000000-0000-7000-8000-000000000001',
  name: 'A Person',
  jobTitle: 'Tester',
  agency: 'An agency',
  roles: ['reader'],
}
const probe: Module = {
  name: 'probe',
  identify: async () => somebody,
  pages: [
    {
      method: 'get',
      path: '/sign-in',
      as: 'sign-in',
      purpose: 'sign-in',
      handle: async () => view('check-answers.njk', { title: 'Sign in', rows: [], action: '/sign-in', button: 'Go' }),
    },
    {
      method: 'post',
      path: '/sign-in',
      as: 'sign-in',
      purpose: 'sign-in',
      handle: async () => ({ kind: 'redirect', to: '/', signIn: somebody.id }),
    },
    {
      method: 'get',
      path: '/',
      purpose: 'my-day',
      handle: async () =>
        view('check-answers.njk', { title: '<script>alert(1)</script>', rows: [], action: '/x', button: 'Go' }),
    },
    { method: 'post', path: '/x', purpose: 'my-day', handle: async () => redirect('/') },
    {
      method: 'get',
      path: '/managers',
      roles: ['manager'],
      purpose: 'my-day',
      handle: async () => view('error.njk', {}),
    },
    {
      method: 'get',
      path: '/broken',
      purpose: 'my-day',
      handle: async () => Promise.reject(new Error('a secret: hunter2')),
    },
  ],
}

describe('the pipeline', () => {
  let site: Site
  before(async () => {
    site = await openSite({ modules: [probe], fill: async () => {} })
  })
  after(() => site.close())

  test('a page for people signed in sends others to sign in and back', async () => {
    const answer = await site.visitor().get('/managers')
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/sign-in?back=%2Fmanagers'])
  })

  test('a POST without the token of the session is refused before any handler', async () => {
    const person = await site.signIn('anyone')
    const answer = await person.post('/x', { _csrf: 'wrong' })
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /This page has expired/)
    assert.equal((await person.post('/x', {}, '/')).statusCode, 303)
  })

  test('sign-in changes the token, so one planted before is worth nothing', async () => {
    const person = site.visitor()
    const before = (await person.get('/sign-in')).cookies[0]?.value
    const after = (await person.post('/sign-in', {})).cookies.at(-1)?.value
    assert.notEqual(before, after)
  })

  test('the policy allows no inline script or style, no other site and no frame', async () => {
    const policy = String((await (await site.signIn('anyone')).get('/')).headers['content-security-policy'])
    assert.match(policy, /default-src 'self'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.match(policy, /style-src 'self'(;|$)/)
    assert.doesNotMatch(policy, /unsafe|\*|https?:/)
  })

  test('each answer has its own nonce', async () => {
    const person = await site.signIn('anyone')
    const nonce = async (): Promise<string | undefined> =>
      /'nonce-([^']+)'/.exec(String((await person.get('/')).headers['content-security-policy']))?.[1]
    assert.notEqual(await nonce(), await nonce())
  })

  test('a signed-in page is never stored by a browser, and what a person wrote is escaped', async () => {
    const answer = await (await site.signIn('anyone')).get('/')
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.doesNotMatch(answer.body, /<script>alert/)
    assert.match(answer.body, /&lt;script&gt;alert/)
  })

  test('a page for a role that one does not have is refused', async () => {
    assert.equal((await (await site.signIn('anyone')).get('/managers')).statusCode, 403)
  })

  test('an address that is not there is a page with status 404', async () => {
    assert.equal((await site.visitor().get('/nowhere/at/all')).statusCode, 404)
  })

  test('a failure of ours gives a reference and none of its detail', async () => {
    const answer = await (await site.signIn('anyone')).get('/broken')
    assert.equal(answer.statusCode, 500)
    assert.match(answer.body, /Reference: <code>[0-9a-f-]{36}/)
    assert.doesNotMatch(answer.body, /hunter2/)
  })

  test('health, readiness and metrics answer without a session', async () => {
    assert.equal((await site.visitor().get('/health')).json().status, 'alive')
    assert.equal((await site.visitor().get('/ready')).json().status, 'ready')
    assert.match((await site.visitor().get('/metrics')).body, /breakwater_request_seconds/)
  })
})

test('two pages at one address stop the start', async () => {
  const twice: Module = { ...probe, pages: [...(probe.pages ?? []), ...(probe.pages ?? []).slice(0, 1)] }
  await assert.rejects(openSite({ modules: [twice], fill: async () => {} }), /Two pages answer get \/sign-in/)
})
