import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import { addAudience } from '#platform/access'
import { newId } from '#platform/ids'
import { addMember } from '#platform/members'
import type { Visitor } from '#platform/testing/site'
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

describe('accounts', () => {
  let keeper: TestPerson
  let administrator: Visitor
  before(async () => {
    keeper = await aPerson('Account Keeper', { agency: 'auth.wcc', roles: ['administrator'] })
  })
  beforeEach(async () => {
    await forgetFailures()
    administrator = await signIn(keeper)
  })

  describe('a leaver', () => {
    test('every session ends at once, on every device, and they cannot sign in again', async () => {
      const person = await aPerson('Leaving Today')
      const [desk, telephone] = [await signIn(person), await signIn(person)]
      assert.equal((await desk.get('/account')).statusCode, 200)
      const answer = await administrator.post(`/accounts/${person.id}/stop`, { why: 'Left for another job' })
      assert.equal(answer.statusCode, 303)
      assert.equal((await desk.get('/account')).headers.location, '/sign-in?back=%2Faccount')
      assert.equal((await telephone.get('/account')).headers.location, '/sign-in?back=%2Faccount')
      const { database, visitor } = await liveSite()
      const left = await database.asSystem('sign-in', 'session', tx =>
        tx.selectFrom('session').select('id').where('actor', '=', person.id).execute(),
      )
      assert.deepEqual(left, [])
      assert.equal((await visitor().post('/sign-in/local', { email: person.email, password })).statusCode, 422)
    })

    test('somebody who is stopped between password and code does not come in', async () => {
      const person = await aPerson('Half Way In')
      const visitor = (await liveSite()).visitor()
      await visitor.post('/sign-in/local', { email: person.email, password })
      await administrator.post(`/accounts/${person.id}/stop`, { why: 'Left' })
      assert.equal((await visitor.post('/sign-in/code', { code: nextCode(person) })).statusCode, 422)
    })

    test('a session that was ended stays ended, although a page was still on its way when it happened', async () => {
      const person = await aPerson('In Flight')
      const visitor = await signIn(person)
      const { database, app } = await liveSite()
      const held = await database.asSystem('sign-in', 'session', tx =>
        tx.selectFrom('session').select('token_digest').where('actor', '=', person.id).executeTakeFirstOrThrow(),
      )
      // The page reads its session, the session is ended, and only then is the page's last sight of it written back.
      advance(2 * minutes)
      const ending = new Promise<void>(done => {
        app.server.once('breakwater-test', done)
      })
      const page = visitor.get('/account')
      await database.asSystem('sign-in', 'session', tx =>
        tx.deleteFrom('session').where('token_digest', '=', held.token_digest).execute(),
      )
      app.server.emit('breakwater-test')
      await Promise.all([page, ending])
      assert.equal((await visitor.get('/account')).statusCode, 303)
    })

    test('comes back without any role', async () => {
      const person = await aPerson('Coming Back', { roles: ['referrer', 'practitioner'] })
      await administrator.post(`/accounts/${person.id}/stop`, { why: 'Away for a year' })
      assert.match((await administrator.get(`/accounts/${person.id}`)).body, /Left on [\s\S]*Away for a year/)
      await administrator.post(`/accounts/${person.id}/restore`, {}, `/accounts/${person.id}`)
      const visitor = await signIn(person)
      assert.match((await visitor.get('/account')).body, /Roles\s*<\/dt>\s*<dd[^>]*>\s*None/)
    })

    test('is in the report, with the reason; so is whoever was not seen for 90 days', async () => {
      const [gone, quiet] = [await aPerson('Reported Gone'), await aPerson('Very Quiet')]
      await signIn(quiet)
      await administrator.post(`/accounts/${gone.id}/stop`, { why: 'Contract ended' })
      advance(91 * 24 * 60 * minutes)
      administrator = await signIn(keeper)
      const page = (await administrator.get('/accounts/leavers')).body
      assert.match(page, /Reported Gone[\s\S]*Contract ended/)
      assert.match(page, /Very Quiet[\s\S]*?Has not signed in for 90 days/)
    })
  })

  describe('a mover', () => {
    const move = { jobTitle: 'Youth justice officer', agency: 'auth.yos', roles: 'practitioner', why: 'New post' }

    test('loses the old agency’s roles, groups and cases, and keeps nothing but their name', async () => {
      const person = await aPerson('Moving On', { agency: 'org.cvs', roles: ['referrer'] })
      const { database } = await liveSite()
      await database.asSystem('migrator', 'set-up', async tx => {
        const team = await addAudience(tx, 'case', newId(), 'A case team')
        await addMember(tx, person.id, team, 'Works on it')
      })
      const visitor = await signIn(person)
      assert.match((await administrator.get(`/accounts/${person.id}`)).body, /A case team/)
      assert.equal((await administrator.post(`/accounts/${person.id}/change`, move)).statusCode, 303)
      const page = (await administrator.get(`/accounts/${person.id}`)).body
      assert.match(page, /Youth Justice/)
      assert.match(page, /Roles\s*<\/dt>\s*<dd[^>]*>\s*Practitioner\s*</)
      assert.equal(page.includes('A case team'), false)
      assert.match((await visitor.get('/account')).body, /Youth justice officer/)
    })

    test('the ledger keeps what they had, what they got and why', async () => {
      const person = await aPerson('Written Down', { roles: ['referrer', 'board'] })
      await administrator.post(`/accounts/${person.id}/change`, { ...move, agency: 'org.cvs' })
      const { subject, detail } = await lastEntry('write', 'account')
      assert.equal(subject, person.id)
      assert.deepEqual(detail, {
        why: 'New post',
        agency: 'org.cvs',
        roles: ['practitioner'],
        rolesBefore: ['board', 'referrer'],
      })
    })

    test('a reason and at least one role are asked for', async () => {
      const person = await aPerson('No Reason')
      const answer = await administrator.post(`/accounts/${person.id}/change`, { ...move, roles: '', why: ' ' })
      assert.equal(answer.statusCode, 422)
      assert.match(answer.body, /Enter why/)
    })
  })

  describe('who may look after accounts', () => {
    test('nobody without the role sees a name or changes anything', async () => {
      const visitor = await signIn(await aPerson('Plain Referrer'))
      const other = await aPerson('Some Target')
      assert.equal((await visitor.get('/accounts')).statusCode, 403)
      assert.equal((await visitor.get(`/accounts/${other.id}`)).statusCode, 403)
      assert.equal((await visitor.post(`/accounts/${other.id}/stop`, { why: 'x' }, '/account')).statusCode, 403)
      assert.equal((await visitor.post('/accounts/issuers/new', {}, '/account')).statusCode, 403)
    })

    test('governance looks and does not change', async () => {
      const visitor = await signIn(await aPerson('Looking Only', { roles: ['governance'] }))
      const other = await aPerson('Looked At')
      assert.equal((await visitor.get('/accounts/leavers')).statusCode, 200)
      assert.equal((await visitor.get(`/accounts/${other.id}`)).statusCode, 200)
      assert.equal((await visitor.post(`/accounts/${other.id}/stop`, { why: 'x' }, '/account')).statusCode, 403)
    })

    test('nobody gives a role to themselves, by the page or past it', async () => {
      const own = `/accounts/${keeper.id}`
      const wish = { jobTitle: 'All', agency: 'auth.wcc', roles: 'governance', why: 'I want to' }
      assert.equal((await administrator.post(`${own}/change`, wish, '/account')).statusCode, 403)
      assert.equal((await administrator.post(`${own}/stop`, { why: 'Enough' }, '/account')).statusCode, 403)
      const { database } = await liveSite()
      const { giveRoles } = await import('../store/people.ts')
      await assert.rejects(
        database.asActor({ id: keeper.id, session: undefined }, 'accounts', tx =>
          giveRoles(tx, keeper.id, ['governance'], 'x'),
        ),
        { code: 'not-allowed' },
      )
    })

    test('whoever does not manage accounts cannot give roles past the page either', async () => {
      const person = await aPerson('Past The Page')
      const { database } = await liveSite()
      const { giveRoles, stopPerson } = await import('../store/people.ts')
      const act = (work: 'give' | 'stop') =>
        database.asActor({ id: person.id, session: undefined }, 'accounts', async tx => {
          if (work === 'give') await giveRoles(tx, keeper.id, ['governance'], 'x')
          else await stopPerson(tx, keeper.id, 'x', new Date())
        })
      await assert.rejects(act('give'), { code: 'not-allowed' })
      await assert.rejects(act('stop'), { code: 'not-allowed' })
    })
  })
})
