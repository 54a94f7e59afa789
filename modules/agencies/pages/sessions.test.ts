import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import {
  advance,
  aPerson,
  forgetFailures,
  lastEntry,
  liveSite,
  minutes,
  nextCode,
  password,
  signIn,
  type TestPerson,
} from './live-site.test.ts'

describe('sessions', () => {
  let keeper: TestPerson
  let target: TestPerson
  before(async () => {
    keeper = await aPerson('Fresh Keeper', { roles: ['administrator'] })
    target = await aPerson('Fresh Target')
  })
  beforeEach(forgetFailures)

  describe('one’s own sessions', () => {
    test('are listed with the device, and one that is ended is over at once', async () => {
      const person = await aPerson('Two Devices')
      const [desk, telephone] = [await signIn(person), await signIn(person)]
      const page = (await desk.get('/account')).body
      assert.equal(page.match(/A browser/g)?.length, 3)
      assert.match(page, /\(this one\)/)
      const other = /action="(\/account\/sessions\/[0-9a-f-]{36}\/end)"/.exec(page)?.[1] ?? ''
      assert.equal((await desk.post(other, {}, '/account')).statusCode, 303)
      assert.equal((await telephone.get('/account')).statusCode, 303)
      assert.equal((await desk.get('/account')).statusCode, 200)
    })

    test('all the others end at one press', async () => {
      const person = await aPerson('Three Devices')
      const [desk, second, third] = [await signIn(person), await signIn(person), await signIn(person)]
      await desk.post('/account/sessions/end-others', {}, '/account')
      assert.deepEqual(
        [await desk.get('/account'), await second.get('/account'), await third.get('/account')].map(
          it => it.statusCode,
        ),
        [200, 303, 303],
      )
    })

    test('nobody ends another person’s session', async () => {
      const [mine, theirs] = [await aPerson('Own Session'), await aPerson('Their Session')]
      const [visitor, victim] = [await signIn(mine), await signIn(theirs)]
      const { database } = await liveSite()
      const row = await database.asSystem('sign-in', 'session', tx =>
        tx.selectFrom('session').select('id').where('actor', '=', theirs.id).executeTakeFirstOrThrow(),
      )
      assert.equal((await visitor.post(`/account/sessions/${row.id}/end`, {}, '/account')).statusCode, 404)
      assert.equal((await victim.get('/account')).statusCode, 200)
    })

    test('a session ends after 20 minutes without a page, and after 10 hours however it is used', async () => {
      const person = await aPerson('Long Day')
      const idle = await signIn(person)
      advance(20 * minutes + 1000)
      assert.equal((await idle.get('/account')).statusCode, 303)
      const busy = await signIn(person)
      for (let quarter = 0; quarter < 39; quarter += 1) {
        advance(15 * minutes)
        await busy.get('/account')
      }
      assert.equal((await busy.get('/account')).statusCode, 200)
      advance(15 * minutes + 1000)
      assert.equal((await busy.get('/account')).statusCode, 303)
    })
  })

  describe('proving again who one is', () => {
    const stop = (): string => `/accounts/${target.id}/stop`

    test('a page that asks for it opens for five minutes after signing in, then asks again and brings one back', async () => {
      const visitor = await signIn(keeper)
      assert.equal((await visitor.get(stop())).statusCode, 200)
      advance(5 * minutes + 1000)
      const asked = await visitor.get(stop())
      const again = `/sign-in/again?back=${encodeURIComponent(stop())}`
      assert.equal(asked.headers.location, again)
      assert.match((await visitor.get(again)).body, /Confirm that it is you/)
      const answer = await visitor.post('/sign-in/again', { password, code: nextCode(keeper), back: stop() })
      assert.equal(answer.headers.location, stop())
      assert.equal((await visitor.get(stop())).statusCode, 200)
    })

    test('a form may be sent for fifteen minutes; after that nothing is done', async () => {
      const visitor = await signIn(keeper)
      const form = await visitor.get(stop())
      assert.equal(form.statusCode, 200)
      advance(15 * minutes + 1000)
      const late = await visitor.post(stop(), { why: 'Too late' }, '/account')
      assert.equal(late.headers.location, '/sign-in/again')
      const person = await signIn(target)
      assert.equal((await person.get('/account')).statusCode, 200)
    })

    test('it gives a new token to the same session', async () => {
      const visitor = await signIn(keeper)
      const list = (await visitor.get('/account')).body
      const answer = await visitor.post('/sign-in/again', { password, code: nextCode(keeper) })
      assert.ok(answer.cookies.some(({ name }) => name === 'session'))
      assert.equal(sessionsIn((await visitor.get('/account')).body), sessionsIn(list))
    })

    test('a wrong password or code does not count, is written down, and makes one wait', async () => {
      const visitor = await signIn(keeper)
      const wrong = await visitor.post('/sign-in/again', {
        password: 'something else entirely',
        code: nextCode(keeper),
      })
      assert.equal(wrong.statusCode, 422)
      assert.equal((await lastEntry('sign-in-failed')).detail['reason'], 'wrong-password')
      for (let i = 0; i < 4; i += 1) await visitor.post('/sign-in/again', { password, code: '000000' })
      const soon = await visitor.post('/sign-in/again', { password, code: '000000' })
      assert.equal(soon.statusCode, 429)
    })

    test('the page is not for somebody who is not signed in', async () => {
      assert.equal((await (await liveSite()).visitor().get('/sign-in/again')).headers.location, '/sign-in')
    })
  })

  const sessionsIn = (body: string): number => body.match(/\/account\/sessions\/[0-9a-f-]{36}\/end/g)?.length ?? 0

  describe('the yearly agreement', () => {
    test('blocks every page until it is accepted, shows its version, and asks again after a year', async () => {
      const year = 365 * 24 * 60 * minutes
      const person = await aPerson('Yearly Promise', {
        acceptedAt: new Date(Date.now() - year - 2 * 24 * 60 * minutes),
      })
      const visitor = await signIn(person)
      assert.equal((await visitor.get('/agencies')).headers.location, '/agreement?back=%2Fagencies')
      assert.match((await visitor.get('/agreement')).body, /Version 1, /)
      const unticked = await visitor.post('/agreement', { version: '1' })
      assert.equal(unticked.statusCode, 422)
      assert.match(unticked.body, /Tick the box to accept the agreement/)
      const answer = await visitor.post('/agreement', { version: '1', accepted: 'yes', back: '/agencies' })
      assert.equal(answer.headers.location, '/agencies')
      assert.equal((await visitor.get('/agencies')).statusCode, 200)
    })

    test('whoever owes it may still sign out', async () => {
      const visitor = await signIn(await aPerson('Rather Not'))
      assert.equal((await visitor.post('/sign-out', {}, '/agreement')).headers.location, '/sign-in')
    })
  })
})
