import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { record } from '#platform/ledger'
import { secretsOf } from '#platform/secrets'
import { limits, noteFailure } from '#platform/throttle'
import {
  advance,
  aPerson,
  clock,
  forgetFailures,
  lastEntry,
  liveSite,
  minutes,
  nextCode,
  password,
  signIn,
} from './live-site.test.ts'

describe('local accounts', () => {
  beforeEach(forgetFailures)

  const wrong = 'correct horse battery'

  describe('signing in with a Breakwater account', () => {
    test('a password alone opens nothing; with the code one is in', async () => {
      const person = await aPerson('Ada Brook')
      const visitor = (await liveSite()).visitor()
      await visitor.post('/sign-in/local', { email: person.email, password })
      assert.equal((await visitor.get('/account')).headers.location, '/sign-in?back=%2Faccount')
      const answer = await visitor.post('/sign-in/code', { code: nextCode(person) })
      assert.equal(answer.headers.location, '/')
      assert.match((await visitor.get('/account')).body, /Ada Brook/)
    })

    test('the address may be typed in capitals, with spaces around it, and the code in two halves', async () => {
      const person = await aPerson('Cap Letters')
      const visitor = (await liveSite()).visitor()
      await visitor.post('/sign-in/local', { email: ` ${person.email.toUpperCase()} `, password })
      const code = nextCode(person)
      const answer = await visitor.post('/sign-in/code', { code: `${code.slice(0, 3)} ${code.slice(3)}` })
      assert.equal(answer.statusCode, 303)
    })

    test('an unknown address, a wrong password and somebody who left get the very same page', async () => {
      const [person, left] = [await aPerson('Same Words'), await aPerson('Gone Away')]
      const { database } = await liveSite()
      await database.asSystem('migrator', 'set-up', async tx => {
        await tx.updateTable('account').set({ active: false }).where('id', '=', left.id).execute()
        await record(tx, { action: 'write', kind: 'account' })
      })
      const pageOf = async (email: string, typed: string): Promise<string> => {
        const visitor = (await liveSite()).visitor()
        const answer = await visitor.post('/sign-in/local', { email, password: typed })
        assert.equal(answer.statusCode, 422)
        return answer.body.replaceAll(email, '').replace(/(value|nonce)="[^"]*"/g, '')
      }
      const unknown = await pageOf('nobody@example.org', password)
      assert.match(unknown, /The e-mail address or the password is not right/)
      assert.equal(await pageOf(person.email, wrong), unknown)
      assert.equal(await pageOf(left.email, password), unknown)
    })

    test('a failed sign-in is in the ledger, without the name that was typed', async () => {
      const visitor = (await liveSite()).visitor()
      await visitor.post('/sign-in/local', { email: 'my-password-by-mistake@example.org', password })
      const entry = await lastEntry('sign-in-failed')
      assert.deepEqual(Object.keys(entry.detail).toSorted(), ['address', 'name', 'reason'])
      assert.match(String(entry.detail['name']), /^[0-9a-f]{16}$/)
      assert.equal(JSON.stringify(entry).includes('mistake'), false)
    })

    test('a wrong password of a real account names the account as subject', async () => {
      const person = await aPerson('Real Account')
      const visitor = (await liveSite()).visitor()
      await visitor.post('/sign-in/local', { email: person.email, password: wrong })
      const entry = await lastEntry('sign-in-failed')
      assert.equal(entry.subject, person.id)
      assert.equal(entry.detail['reason'], 'wrong-password')
    })

    test('a code is good once, also in another browser', async () => {
      const person = await aPerson('Only Once')
      const [one, two] = [(await liveSite()).visitor(), (await liveSite()).visitor()]
      await one.post('/sign-in/local', { email: person.email, password })
      await two.post('/sign-in/local', { email: person.email, password })
      const code = nextCode(person)
      assert.equal((await one.post('/sign-in/code', { code })).statusCode, 303)
      const again = await two.post('/sign-in/code', { code })
      assert.equal(again.statusCode, 422)
      assert.match(again.body, /it was used already/)
    })

    test('what was begun is forgotten after half an hour', async () => {
      const person = await aPerson('Slow Hand')
      const visitor = (await liveSite()).visitor()
      await visitor.post('/sign-in/local', { email: person.email, password })
      advance(31 * minutes)
      assert.equal((await visitor.get('/sign-in/code')).headers.location, '/sign-in/local')
    })

    test('signing in gives a new token: one that was planted before is worth nothing', async () => {
      const person = await aPerson('Fresh Token')
      const visitor = (await liveSite()).visitor()
      const before = (await visitor.get('/sign-in/local')).cookies.find(({ name }) => name === 'session')?.value
      await visitor.post('/sign-in/local', { email: person.email, password })
      const answer = await visitor.post('/sign-in/code', { code: nextCode(person) })
      const after = answer.cookies.find(({ name }) => name === 'session')?.value
      assert.notEqual(before, undefined)
      assert.notEqual(after, undefined)
      assert.notEqual(after, before)
    })

    test('a path to another site is no way back', async () => {
      const person = await aPerson('Way Back')
      const visitor = (await liveSite()).visitor()
      await visitor.post('/sign-in/local', { email: person.email, password, back: '//elsewhere.example' })
      assert.equal((await visitor.post('/sign-in/code', { code: nextCode(person) })).headers.location, '/')
    })
  })

  describe('too many tries', () => {
    test('after five wrong passwords even the right one must wait 5 seconds, and is then let in', async () => {
      const person = await aPerson('Five Times')
      const visitor = (await liveSite()).visitor()
      for (let i = 0; i < 5; i += 1) await visitor.post('/sign-in/local', { email: person.email, password: wrong })
      const soon = await visitor.post('/sign-in/local', { email: person.email, password })
      assert.equal(soon.statusCode, 429)
      assert.match(soon.body, /Wait 5 seconds, then try again/)
      advance(5000)
      assert.equal((await visitor.post('/sign-in/local', { email: person.email, password })).statusCode, 303)
    })

    test('an address that nobody has waits just the same, so that waiting tells nothing', async () => {
      const visitor = (await liveSite()).visitor()
      for (let i = 0; i < 5; i += 1)
        await visitor.post('/sign-in/local', { email: 'noone@example.org', password: wrong })
      assert.equal((await visitor.post('/sign-in/local', { email: 'noone@example.org', password })).statusCode, 429)
    })

    test('codes are guessed no faster than passwords, and a right password does not forgive wrong codes', async () => {
      const person = await aPerson('Guessing Codes')
      const visitor = (await liveSite()).visitor()
      await visitor.post('/sign-in/local', { email: person.email, password })
      for (let i = 0; i < 5; i += 1) await visitor.post('/sign-in/code', { code: '000000' })
      await visitor.post('/sign-in/local', { email: person.email, password })
      assert.equal((await visitor.post('/sign-in/code', { code: '000000' })).statusCode, 429)
    })

    test('after 31 failures from one address, each under another name, that address waits', async () => {
      const { database, config, visitor } = await liveSite()
      const address = { key: secretsOf(config).blind('address', '127.0.0.1'), limit: limits.address }
      await database.asSystem('sign-in', 'sign-in', async tx => {
        for (let i = 0; i < 30; i += 1) await noteFailure(tx, [address], clock.now())
      })
      const person = await aPerson('Behind It')
      const browser = visitor()
      await browser.post('/sign-in/local', { email: 'spray@example.org', password: wrong })
      assert.equal((await browser.post('/sign-in/local', { email: person.email, password })).statusCode, 429)
      advance(5000)
      await signIn(person)
    })
  })
})
