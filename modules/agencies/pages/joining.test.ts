import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Visitor } from '#platform/testing/site'
import {
  advance,
  aPerson,
  clock,
  doJob,
  forgetFailures,
  lastEntry,
  lastMessage,
  liveSite,
  minutes,
  signIn,
  type TestPerson,
} from './live-site.test.ts'

describe('joining by invitation', () => {
  let keeper: TestPerson
  let administrator: Visitor
  before(async () => {
    keeper = await aPerson('Joiner Keeper', { roles: ['administrator'] })
  })
  beforeEach(async () => {
    await forgetFailures()
    administrator = await signIn(keeper)
  })

  let invited = 0
  const invitation = (over: Record<string, string> = {}) => {
    invited += 1
    return {
      name: 'Petra Lindqvale',
      jobTitle: 'Youth worker',
      email: `petra.${invited}@example.org`,
      agency: 'org.cvs',
      roles: 'referrer',
      sponsor: keeper.id,
      ...over,
    }
  }

  /** Invites somebody, sends the message, and returns the link in it. */
  async function invite(over: Record<string, string> = {}): Promise<{ link: string; text: string }> {
    const answer = await administrator.post('/accounts/invite', invitation(over))
    assert.equal(answer.statusCode, 303, answer.body)
    assert.equal(await doJob(answer.headers.location), null)
    return lastMessage()
  }

  const setUpKey = (body: string): string => /id="setup-key">([^<]*)</.exec(body)?.[1]?.replaceAll(' ', '') ?? ''
  const codeOf = (key: string): string =>
    new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: clock.now().getTime() })

  /** Opens a link and goes all the way. Returns the browser and the page with the recovery codes. */
  async function join(link: string, password: string): Promise<{ visitor: Visitor; key: string; body: string }> {
    const visitor = (await liveSite()).visitor()
    assert.equal((await visitor.post(link, {})).headers.location, '/joining/password')
    const chosen = await visitor.post('/joining/password', { password })
    assert.equal(chosen.headers.location, '/joining/authenticator', chosen.body)
    const key = setUpKey((await visitor.get('/joining/authenticator')).body)
    const done = await visitor.post('/joining/authenticator', { code: codeOf(key) })
    assert.equal(done.statusCode, 200, done.body)
    return { visitor, key, body: done.body }
  }

  describe('an invitation', () => {
    test('a joiner opens the link, chooses a password, sets up the authenticator, accepts the agreement and is in', async () => {
      const { link, text } = await invite({ email: 'petra.first@example.org' })
      assert.match(text, /^To: petra\.first@example\.org$/m)
      const { visitor, key, body } = await join(link, 'quiet marmalade orbit')
      assert.equal(body.match(/<code>[2-9a-z]{4}(-[2-9a-z]{4}){5}<\/code>/g)?.length, 8)
      advance(30_000)
      await visitor.post('/sign-in/local', { email: 'petra.first@example.org', password: 'quiet marmalade orbit' })
      assert.equal((await visitor.post('/sign-in/code', { code: codeOf(key) })).statusCode, 303)
      assert.equal((await visitor.get('/')).headers.location, '/agreement')
      await visitor.post('/agreement', { version: '1', accepted: 'yes' })
      assert.match((await visitor.get('/account')).body, /Vouched for by[\s\S]*Joiner Keeper/)
    })

    test('the message says no name, no agency and no reason', async () => {
      const { text } = await invite()
      assert.equal(
        /Petra|Lindqvale|Keeper|Youth|violence|safeguard|council|police/i.test(text.replace(/^To: .*$/m, '')),
        false,
      )
    })

    test('looking at the link does not use it up; opening it does, once', async () => {
      const { link } = await invite()
      const [scanner, person] = [(await liveSite()).visitor(), (await liveSite()).visitor()]
      assert.equal((await scanner.get(link)).statusCode, 200)
      assert.equal((await scanner.get(link)).statusCode, 200)
      assert.equal((await person.post(link, {})).statusCode, 303)
      assert.equal((await person.get(link)).statusCode, 404)
      assert.equal((await scanner.post(link, {}, '/sign-in/local')).statusCode, 404)
    })

    test('the link works for two days and no longer', async () => {
      const { link } = await invite()
      advance(48 * 60 * minutes)
      assert.equal((await (await liveSite()).visitor().get(link)).statusCode, 404)
    })

    test('a second invitation ends the first, and nobody is invited who came already', async () => {
      const first = await invite({ email: 'twice@example.org' })
      const { subject } = await lastEntry('write', 'sign-in link')
      const answer = await administrator.post(`/accounts/${subject}/link`, {}, `/accounts/${subject}`)
      assert.equal(await doJob(answer.headers.location), null)
      const second = await lastMessage()
      assert.notEqual(second.link, first.link)
      assert.equal((await (await liveSite()).visitor().get(first.link)).statusCode, 404)
      await join(second.link, 'quiet marmalade orbit')
      const late = await administrator.post(`/accounts/${subject}/link`, {}, `/accounts/${subject}`)
      assert.equal(late.statusCode, 409)
    })

    test('the link of somebody who was stopped meanwhile opens nothing', async () => {
      const { link } = await invite()
      const { subject } = await lastEntry('write', 'sign-in link')
      await administrator.post(`/accounts/${subject}/stop`, { why: 'Sent by mistake' })
      assert.equal((await (await liveSite()).visitor().get(link)).statusCode, 404)
    })

    test('a made-up link opens nothing', async () => {
      assert.equal((await (await liveSite()).visitor().get(`/link/${'A'.repeat(43)}`)).statusCode, 404)
    })

    test('whoever was invited can do nothing before they have finished', async () => {
      const { link } = await invite({ email: 'half@example.org' })
      const visitor = (await liveSite()).visitor()
      await visitor.post(link, {})
      await visitor.post('/joining/password', { password: 'quiet marmalade orbit' })
      const answer = await visitor.post('/sign-in/local', {
        email: 'half@example.org',
        password: 'quiet marmalade orbit',
      })
      assert.equal(answer.statusCode, 422)
    })

    test('a password made of their own name and agency, or a common one, is refused with the reason', async () => {
      const { link } = await invite()
      const visitor = (await liveSite()).visitor()
      await visitor.post(link, {})
      const own = await visitor.post('/joining/password', { password: 'Lindqvale-2026!' })
      assert.match(own.body, /too little of its own/)
      const common = await visitor.post('/joining/password', { password: 'leavemealone' })
      assert.match(common.body, /lists of passwords/)
      assert.match((await visitor.post('/joining/password', { password: 'short one' })).body, /12 characters or more/)
    })

    test('a wrong code does not finish it, and the set-up key stays the same', async () => {
      const { link } = await invite()
      const visitor = (await liveSite()).visitor()
      await visitor.post(link, {})
      await visitor.post('/joining/password', { password: 'quiet marmalade orbit' })
      const key = setUpKey((await visitor.get('/joining/authenticator')).body)
      const wrong = await visitor.post('/joining/authenticator', {
        code: codeOf(key) === '123456' ? '654321' : '123456',
      })
      assert.equal(wrong.statusCode, 422)
      assert.equal(setUpKey(wrong.body), key)
    })

    test('is refused for an address that signs in already, an unknown agency, a missing role and a sponsor who does not exist', async () => {
      const wrong = async (over: Record<string, string>): Promise<string> =>
        (await administrator.post('/accounts/invite', invitation(over))).body
      assert.match(await wrong({ email: keeper.email }), /signs in with this address already/)
      assert.match(await wrong({ agency: 'org.nowhere' }), /Choose an agency/)
      assert.match(await wrong({ roles: '' }), /Choose from the roles listed/)
      assert.match(await wrong({ sponsor: '01900000-0000-7000-8000-000000000009' }), /Choose who vouches for them/)
    })
  })

  describe('a new password and authenticator', () => {
    test('somebody signed in sets them up anew, and every session of theirs ends', async () => {
      const person = await aPerson('Renata Moor')
      const [visitor, other] = [await signIn(person), await signIn(person)]
      const answer = await visitor.post('/account/renew', {}, '/account')
      assert.equal(answer.headers.location, '/joining/password')
      await visitor.post('/joining/password', { password: 'quiet marmalade orbit' })
      const key = setUpKey((await visitor.get('/joining/authenticator')).body)
      await visitor.post('/joining/authenticator', { code: codeOf(key) })
      assert.equal((await visitor.get('/account')).statusCode, 303)
      assert.equal((await other.get('/account')).statusCode, 303)
      const old = await (await liveSite())
        .visitor()
        .post('/sign-in/local', { email: person.email, password: 'plum tractor lantern' })
      assert.equal(old.statusCode, 422)
    })
  })
})
