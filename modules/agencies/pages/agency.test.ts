import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { secretsOf } from '#platform/secrets'
import type { Visitor } from '#platform/testing/site'
import { clientId, clientSecret, type Somebody, startIssuer, type TestIssuer } from '../oidc/issuer.test.ts'
import { addClaimRule, issuerId, saveIssuer } from '../store/issuers.ts'
import { stopPerson } from '../store/people.ts'
import { clientSecretPlace } from './agency.ts'
import { aPerson, forgetFailures, lastEntry, liveSite, type TestPerson } from './live-site.test.ts'

describe('signing in through an agency', () => {
  let shire: TestIssuer
  let ward: TestIssuer
  let administrator: TestPerson

  before(async () => {
    administrator = await aPerson('Issuer Keeper', { roles: ['administrator'] })
    shire = await startIssuer('shire')
    ward = await startIssuer('ward')
    await enter('shire', 'auth.wcc', shire.url)
    await enter('ward', 'auth.police', ward.url)
  })
  after(() => {
    shire.close()
    ward.close()
  })
  beforeEach(async () => {
    await forgetFailures()
    shire.next = officer()
    shire.codeSeconds = 60
  })

  async function enter(key: string, agencyKey: string, url: string): Promise<void> {
    const { database, config } = await liveSite()
    const sealed = secretsOf(config).seal(clientSecret, clientSecretPlace(issuerId(key)))
    const settings = { key, name: `The ${key}`, agencyKey, url, clientId, acrValues: '', active: true }
    await database.asActor({ id: administrator.id, session: undefined }, 'accounts', async tx => {
      await saveIssuer(tx, settings, sealed)
      const rule = (gives: 'second-factor' | 'role' | 'agency', claim: string, value: string, given = value) =>
        addClaimRule(tx, issuerId(key), { gives, claim, value, key: given })
      await rule('second-factor', 'amr', 'mfa')
      await rule('second-factor', 'acr', 'urn:example:two-steps')
      await rule('role', 'groups', 'prevention-analysts', 'analyst')
      await rule('role', 'groups', 'prevention-leads', 'coordinator')
      await rule('agency', 'department', 'YJS', 'auth.yos')
    })
  }

  let officers = 0
  function officer(over: Partial<Somebody> = {}): Somebody {
    officers += 1
    return {
      sub: `officer-${officers}`,
      amr: ['pwd', 'mfa'],
      claims: { name: `Officer ${officers}`, job_title: 'Analyst', groups: ['prevention-analysts', 'tea-rota'] },
      ...over,
    }
  }

  /** Follows a link to an agency as the page of sign-in gives it: with what that page put aside. */
  async function setOut(visitor: Visitor, path = '/sign-in/agency/shire') {
    const page = await visitor.get(path.includes('again=yes') ? '/sign-in/again' : '/sign-in')
    const begun = /begun=([0-9a-f-]{36})/.exec(page.body)?.[1] ?? ''
    return visitor.get(`${path}${path.includes('?') ? '&' : '?'}begun=${begun}`)
  }

  /** Goes to the issuer and back; `change` may alter where the browser goes, and where it comes back to. */
  async function signIn(
    visitor: Visitor,
    { start = '/sign-in/agency/shire', there = (url: URL) => url, back = (url: URL) => url } = {},
  ) {
    const begun = await setOut(visitor, start)
    assert.equal(begun.statusCode, 303, begun.body)
    const returned = back(await shire.visit(there(new URL(String(begun.headers.location))).href))
    return visitor.get(returned.pathname + returned.search)
  }

  async function refused(answer: { statusCode: number; body: string }, words: RegExp, reason: RegExp): Promise<void> {
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, words)
    assert.match(String((await lastEntry('sign-in-failed')).detail['reason']), reason)
  }

  const set = (name: string, value: string) => (url: URL) => {
    url.searchParams.set(name, value)
    return url
  }

  describe('signing in through one’s agency', () => {
    test('the picker names each issuer, and the request asks for a code with PKCE, a state and a nonce', async () => {
      const visitor = (await liveSite()).visitor()
      assert.match(
        (await visitor.get('/sign-in')).body,
        /href="\/sign-in\/agency\/shire\?begun=[0-9a-f-]{36}&amp;back=%2F">The shire</,
      )
      const to = new URL(String((await setOut(visitor)).headers.location))
      assert.equal(to.origin, shire.url)
      assert.equal(to.searchParams.get('response_type'), 'code')
      assert.equal(to.searchParams.get('code_challenge_method'), 'S256')
      assert.equal(to.searchParams.get('redirect_uri'), 'http://localhost:3000/sign-in/agency/shire/callback')
      assert.ok((to.searchParams.get('state') ?? '').length >= 40)
      assert.ok((to.searchParams.get('nonce') ?? '').length >= 40)
    })

    test('a link that this browser’s own page did not give begins nothing', async () => {
      const visitor = (await liveSite()).visitor()
      const stranger = '00000000-0000-4000-8000-000000000000'
      await visitor.get('/sign-in')
      for (const query of ['', `?begun=${stranger}`, '?begun='])
        assert.equal((await visitor.get(`/sign-in/agency/shire${query}`)).headers.location, '/sign-in?back=%2F', query)
    })

    test('whoever the claims name comes in, at the issuer’s agency, with the roles that the rules give', async () => {
      const visitor = (await liveSite()).visitor()
      const answer = await signIn(visitor, { start: '/sign-in/agency/shire?back=/account' })
      assert.equal(answer.headers.location, '/account')
      const owed = await visitor.get('/account')
      assert.equal(owed.headers.location, '/agreement?back=%2Faccount')
      await visitor.post('/agreement', { version: '1', accepted: 'yes', back: '/account' }, '/agreement')
      const page = (await visitor.get('/account')).body
      assert.match(page, new RegExp(`${shire.next.claims['name']}, Analyst, Warwickshire County Council`))
      assert.match(page, /Roles\s*<\/dt>\s*<dd[^>]*>\s*Analyst\s*</)
    })

    test('the same subject is the same account the next time, and follows what its agency says: a mover', async () => {
      const first = await signIn((await liveSite()).visitor())
      assert.equal(first.statusCode, 303)
      const account = (await lastEntry('sign-in')).subject
      shire.next = { ...shire.next, claims: { ...shire.next.claims, groups: ['prevention-leads'], department: 'YJS' } }
      const visitor = (await liveSite()).visitor()
      await signIn(visitor)
      assert.equal((await lastEntry('sign-in')).subject, account)
      await visitor.post('/agreement', { version: '1', accepted: 'yes' }, '/agreement')
      const page = (await visitor.get('/account')).body
      assert.match(page, /Youth Justice/)
      assert.match(page, /Roles\s*<\/dt>\s*<dd[^>]*>\s*Coordinator\s*</)
    })

    test('an acr that a rule names is evidence of a second factor too', async () => {
      shire.next = officer({ amr: ['pwd'], acr: 'urn:example:two-steps' })
      assert.equal((await signIn((await liveSite()).visitor())).statusCode, 303)
    })
  })

  describe('what is refused', () => {
    test('no evidence of a second factor', async () => {
      shire.next = officer({ amr: ['pwd'] })
      await refused(await signIn((await liveSite()).visitor()), /without a second step/, /^no-second-factor/)
    })

    test('claims that no rule names', async () => {
      shire.next = officer({ claims: { name: 'Known Elsewhere', groups: ['tea-rota'], roles: ['coordinator'] } })
      await refused(await signIn((await liveSite()).visitor()), /have not given you a role/, /^no-role/)
    })

    test('a wrong state: an answer that this browser did not ask for', async () => {
      const answer = await signIn((await liveSite()).visitor(), { back: set('state', 'x'.repeat(43)) })
      await refused(answer, /was not begun in this browser/, /wrong-state/)
    })

    test('an answer in a browser that never asked', async () => {
      const begun = await setOut((await liveSite()).visitor())
      const back = await shire.visit(String(begun.headers.location))
      const answer = await (await liveSite()).visitor().get(back.pathname + back.search)
      await refused(answer, /was not begun in this browser/, /no-flow/)
    })

    test('a wrong nonce: an ID token made for another sign-in', async () => {
      const answer = await signIn((await liveSite()).visitor(), { there: set('nonce', 'y'.repeat(43)) })
      await refused(answer, /could not be trusted/, /^answer-refused: OAUTH_JWT_CLAIM_COMPARISON_FAILED/)
    })

    test('a wrong code challenge: the code was meant for somebody else’s verifier', async () => {
      const answer = await signIn((await liveSite()).visitor(), { there: set('code_challenge', 'z'.repeat(43)) })
      await refused(answer, /took too long|opened twice/, /^code-refused: invalid_grant/)
    })

    test('a code that has expired', async () => {
      shire.codeSeconds = 1
      const visitor = (await liveSite()).visitor()
      const begun = await setOut(visitor)
      const back = await shire.visit(String(begun.headers.location))
      await pause(2100)
      await refused(await visitor.get(back.pathname + back.search), /took too long/, /^code-refused: invalid_grant/)
    })

    test('the same answer twice', async () => {
      const visitor = (await liveSite()).visitor()
      const begun = await setOut(visitor)
      const back = await shire.visit(String(begun.headers.location))
      assert.equal((await visitor.get(back.pathname + back.search)).statusCode, 303)
      await refused(await visitor.get(back.pathname + back.search), /was not begun in this browser/, /no-flow/)
    })

    test('mix-up: an answer that another issuer signs its name to', async () => {
      const answer = await signIn((await liveSite()).visitor(), { back: set('iss', ward.url) })
      await refused(answer, /could not be trusted/, /^answer-refused: OAUTH_INVALID_RESPONSE/)
    })

    test('mix-up: an answer of one issuer brought to the callback of another', async () => {
      const answer = await signIn((await liveSite()).visitor(), {
        back: url => new URL(url.href.replace('/agency/shire/', '/agency/ward/')),
      })
      await refused(answer, /was not begun in this browser/, /no-flow/)
    })

    test('an answer without the issuer’s name, when the issuer says that it always gives it', async () => {
      const answer = await signIn((await liveSite()).visitor(), {
        back: url => {
          url.searchParams.delete('iss')
          return url
        },
      })
      await refused(answer, /could not be trusted/, /^answer-refused: OAUTH_INVALID_RESPONSE/)
    })

    test('somebody who was stopped here, whatever their agency says', async () => {
      await signIn((await liveSite()).visitor())
      const { subject } = await lastEntry('sign-in')
      const { database } = await liveSite()
      await database.asActor({ id: administrator.id, session: undefined }, 'accounts', tx =>
        stopPerson(tx, subject ?? '', 'Left', new Date()),
      )
      await refused(await signIn((await liveSite()).visitor()), /was stopped/, /^left/)
    })

    test('an error of the issuer is told in our words, and no text of a stranger reaches the ledger', async () => {
      const visitor = (await liveSite()).visitor()
      const begun = new URL(String((await setOut(visitor)).headers.location))
      const state = begun.searchParams.get('state') ?? ''
      const query = new URLSearchParams({ state, error: 'A name <script>', iss: shire.url })
      const answer = await visitor.get(`/sign-in/agency/shire/callback?${query}`)
      await refused(answer, /broken off there/, /^declined: other$/)
      assert.equal(answer.body.includes('A name'), false)
    })

    test('an issuer that does not answer, or that is switched off or unknown', async () => {
      const { database } = await liveSite()
      const off = {
        key: 'off',
        name: 'Off',
        agencyKey: 'auth.fire',
        url: 'http://127.0.0.1:9',
        clientId,
        acrValues: '',
      }
      await database.asActor({ id: administrator.id, session: undefined }, 'accounts', async tx => {
        await saveIssuer(tx, { ...off, active: false }, undefined)
        await saveIssuer(tx, { ...off, key: 'silent', active: true }, undefined)
      })
      const visitor = (await liveSite()).visitor()
      assert.equal((await setOut(visitor, '/sign-in/agency/silent')).statusCode, 503)
      assert.equal((await setOut(visitor, '/sign-in/agency/off')).statusCode, 404)
      assert.equal((await setOut(visitor, '/sign-in/agency/nowhere')).statusCode, 404)
      assert.equal((await visitor.get('/sign-in')).body.includes('agency/off'), false)
    })
  })

  describe('proving again who one is, through one’s agency', () => {
    test('the issuer is asked for a new sign-in, and the person comes back to where they were', async () => {
      const visitor = (await liveSite()).visitor()
      await signIn(visitor)
      const begun = new URL(
        String((await setOut(visitor, '/sign-in/agency/shire?again=yes&back=/account')).headers.location),
      )
      assert.equal(begun.searchParams.get('prompt'), 'login')
      const back = await shire.visit(begun.href)
      assert.equal((await visitor.get(back.pathname + back.search)).headers.location, '/account')
    })

    test('another person at the same screen does not count', async () => {
      const visitor = (await liveSite()).visitor()
      await signIn(visitor)
      shire.next = officer()
      const answer = await signIn(visitor, { start: '/sign-in/agency/shire?again=yes&back=/account' })
      await refused(answer, /another person/, /^somebody-else/)
    })
  })
})
