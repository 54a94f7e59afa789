import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { Conflict } from '#platform/errors'
import type { Visitor } from '#platform/testing/site'
import { decideRecovery, recovery } from '../store/recoveries.ts'
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
  password,
  signIn,
  type TestPerson,
} from './live-site.test.ts'

describe('recovery', () => {
  let sponsor: TestPerson
  let sponsorsBrowser: Visitor
  before(async () => {
    sponsor = await aPerson('Sponsor Fen', { agency: 'auth.wcc', roles: ['practitioner'] })
  })
  beforeEach(async () => {
    await forgetFailures()
    sponsorsBrowser = await signIn(sponsor)
  })

  const newWords = 'quiet marmalade orbit'

  async function ask(person: TestPerson, code = ''): Promise<string> {
    const visitor = (await liveSite()).visitor()
    const answer = await visitor.post('/sign-in/recover', { email: person.email, code })
    assert.equal(answer.statusCode, 200)
    return answer.body
  }

  /** The address of the request that waits for this person, as the one who vouches for them sees it. */
  async function requestFor(person: TestPerson, visitor = sponsorsBrowser): Promise<string> {
    const page = (await visitor.get('/recoveries')).body
    return new RegExp(`href="(/recoveries/[0-9a-f-]+)">${person.name}<`).exec(page)?.[1] ?? ''
  }

  const agree = { decision: 'agree', howChecked: 'known-number' }

  describe('coming back after a lost telephone', () => {
    test('asked for, agreed to by the one who vouches for them, and done: new password, old sessions and old password gone', async () => {
      const person = await aPerson('Lorna Tarn', { sponsor })
      const stillIn = await signIn(person)
      await ask(person, 'code-of-Lorna Tarn')
      const at = await requestFor(person)
      assert.match((await sponsorsBrowser.get(at)).body, /Showed a recovery code[\s\S]*Yes/)
      const agreed = await sponsorsBrowser.post(at, agree)
      assert.equal(await doJob(agreed.headers.location), null)
      const { link, text } = await lastMessage()
      assert.match(text, /^Subject: You can come back to your account$/m)
      assert.equal((await stillIn.get('/account')).statusCode, 200)

      const visitor = (await liveSite()).visitor()
      await visitor.post(link, {})
      await visitor.post('/joining/password', { password: newWords })
      const page = (await visitor.get('/joining/authenticator')).body
      const key = /id="setup-key">([^<]*)</.exec(page)?.[1]?.replaceAll(' ', '') ?? ''
      const code = new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: clock.now().getTime() })
      assert.equal((await visitor.post('/joining/authenticator', { code })).statusCode, 200)

      assert.equal((await stillIn.get('/account')).headers.location, '/sign-in?back=%2Faccount')
      assert.equal((await visitor.post('/sign-in/local', { email: person.email, password })).statusCode, 422)
      await signInWith({ ...person, key }, newWords)
    })

    test('a recovery code alone brings nobody back: without a second person there is no link', async () => {
      const person = await aPerson('Alone Beck', { sponsor })
      const before = (await lastMessageOrNothing()).length
      await ask(person, 'code-of-Alone Beck')
      assert.equal((await lastMessageOrNothing()).length, before)
      const visitor = (await liveSite()).visitor()
      const instead = await visitor.post('/sign-in/local', { email: person.email, password: 'code-of-Alone Beck' })
      assert.equal(instead.statusCode, 422)
    })

    test('a recovery code is not a code for signing in', async () => {
      const person = await aPerson('Wrong Door', { sponsor })
      const visitor = (await liveSite()).visitor()
      await visitor.post('/sign-in/local', { email: person.email, password })
      assert.equal((await visitor.post('/sign-in/code', { code: 'code-of-Wrong Door' })).statusCode, 422)
    })

    test('the page is the same for an address that nobody has, and nothing waits', async () => {
      const person = await aPerson('Known Here', { sponsor })
      const plain = (body: string): string => body.replace(/nonce="[^"]*"/g, '')
      const nobody = { ...person, email: 'nobody.at.all@example.org' }
      assert.equal(plain(await ask(nobody)), plain(await ask(person)))
      assert.notEqual(await requestFor(person), '')
    })

    test('asking twice makes one request', async () => {
      const person = await aPerson('Twice Asked', { sponsor })
      await ask(person)
      await ask(person)
      const page = (await sponsorsBrowser.get('/recoveries')).body
      assert.equal(page.match(/>Twice Asked</g)?.length, 1)
    })
  })

  describe('who decides', () => {
    test('nobody about themselves, although they are an administrator', async () => {
      const person = await aPerson('Self Made', { agency: 'org.cvs', roles: ['administrator'] })
      const visitor = await signIn(person)
      await ask(person)
      const at = await requestFor(person, visitor)
      assert.equal((await visitor.get(at)).statusCode, 403)
      assert.equal((await visitor.post(at, agree, '/account')).statusCode, 403)
    })

    test('the database itself refuses somebody’s decision about themselves', async () => {
      const person = await aPerson('Hard Way', { roles: ['administrator'] })
      await ask(person)
      const { database } = await liveSite()
      const attempt = database.asActor({ id: person.id, session: undefined }, 'accounts', async tx => {
        const own = await tx
          .selectFrom('recovery')
          .select('id')
          .where('account', '=', person.id)
          .executeTakeFirstOrThrow()
        const request = await recovery(tx, own.id)
        assert.ok(request !== undefined)
        assert.equal(await decideRecovery(tx, request, { agreed: true, howChecked: 'video' }, clock.now()), false)
        throw new Conflict()
      })
      await assert.rejects(attempt, Conflict)
    })

    test('an administrator of the same agency may, one of another may not', async () => {
      const person = await aPerson('Agency Member', { agency: 'org.cvs', sponsor })
      const [same, other] = [
        await signIn(await aPerson('Same Agency', { agency: 'org.cvs', roles: ['administrator'] })),
        await signIn(await aPerson('Other Agency', { agency: 'auth.fire', roles: ['administrator'] })),
      ]
      await ask(person)
      const at = await requestFor(person)
      assert.equal((await other.get(at)).statusCode, 403)
      assert.equal((await same.get(at)).statusCode, 200)
      assert.equal((await same.post(at, agree)).statusCode, 303)
      assert.equal((await lastEntry('grant', 'recovery')).subject, person.id)
    })

    test('whoever has nothing to do with it finds nothing', async () => {
      const person = await aPerson('Private Matter', { sponsor })
      const stranger = await signIn(await aPerson('Curious Neighbour'))
      await ask(person)
      const at = await requestFor(person)
      assert.equal((await stranger.get(at)).statusCode, 404)
      assert.equal((await stranger.get('/recoveries')).body.includes('Private Matter'), false)
    })

    test('they must say how they made sure, and only once: a second decision finds it decided', async () => {
      const person = await aPerson('Say How', { sponsor })
      await ask(person)
      const at = await requestFor(person)
      const silent = await sponsorsBrowser.post(at, { decision: 'agree' })
      assert.equal(silent.statusCode, 422)
      assert.match(silent.body, /Say how you made sure that it is them/)
      assert.equal((await sponsorsBrowser.post(at, { decision: 'refuse' })).statusCode, 303)
      assert.equal((await sponsorsBrowser.post(at, agree, '/account')).statusCode, 409)
    })

    test('a request that nobody decided lapses after three days', async () => {
      const person = await aPerson('Late Answer', { sponsor })
      await ask(person)
      const at = await requestFor(person)
      advance(3 * 24 * 60 * minutes + 1000)
      const browser = await signIn(sponsor)
      assert.match((await browser.get(at)).body, /This request has lapsed/)
      assert.equal((await browser.post(at, agree, '/account')).statusCode, 409)
    })
  })

  async function lastMessageOrNothing(): Promise<string> {
    return lastMessage().then(
      ({ text }) => text,
      () => '',
    )
  }

  async function signInWith(person: TestPerson, words: string): Promise<void> {
    const visitor = (await liveSite()).visitor()
    await visitor.post('/sign-in/local', { email: person.email, password: words })
    advance(30_000)
    const code = new TOTP({ secret: Secret.fromBase32(person.key) }).generate({ timestamp: clock.now().getTime() })
    assert.equal((await visitor.post('/sign-in/code', { code })).statusCode, 303)
  }
})
