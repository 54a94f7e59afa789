import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { agencies } from '#modules/agencies'
import { home } from '#modules/home'
import { model } from '#modules/model'
import { readConfig } from '#platform/config'
import { systemActors } from '#platform/database'
import { record } from '#platform/ledger'
import type { Page, Visit } from '#platform/module'
import { rolledBack } from '#platform/testing/database'
import { openSite, type Site } from '#platform/testing/site'
import { addAccount } from '../store/accounts.ts'
import { aPerson, liveSite } from './live-site.test.ts'
import { signInPages } from './sign-in.ts'

describe('the demonstration and a live site', () => {
  const invented = (key: string, synthetic: boolean) => ({
    key,
    name: synthetic ? 'Invented Analyst' : 'Real Analyst',
    jobTitle: 'Analyst',
    comesTo: 'Looks at figures.',
    agencyKey: 'auth.wcc',
    roles: ['analyst', 'administrator'],
    synthetic,
  })

  let demonstration: Site
  before(async () => {
    demonstration = await openSite({
      modules: [model, agencies, home([model, agencies])],
      fill: async ({ database }) => {
        await database.asSystem('migrator', 'set-up', async tx => {
          await addAccount(tx, invented('analyst', true))
          await addAccount(tx, invented('real', false))
        })
      },
    })
  })
  after(() => demonstration.close())

  describe('a demonstration', () => {
    test('offers its invented people, lets one in, and asks for no agreement', async () => {
      const page = await demonstration.visitor().get('/sign-in')
      assert.match(page.body, /Who would you like to be\?/)
      assert.match(page.body, /Invented Analyst/)
      const analyst = await demonstration.signIn('analyst')
      assert.equal((await analyst.get('/')).statusCode, 200)
    })

    test('offers nobody real, and lets nobody be them', async () => {
      assert.equal((await demonstration.visitor().get('/sign-in')).body.includes('Real Analyst'), false)
      const answer = await demonstration.visitor().post('/sign-in', { user: 'real' })
      assert.equal(answer.statusCode, 422)
    })

    test('has no page of real sign-in', async () => {
      const visitor = demonstration.visitor()
      const real = [
        '/sign-in/local',
        '/sign-in/code',
        '/sign-in/recover',
        '/link/abc',
        '/joining/password',
        '/joining/authenticator',
      ]
      const answers = await Promise.all(
        [...real, '/sign-in/agency/any', '/sign-in/agency/any/callback'].map(visitor.get),
      )
      assert.deepEqual(new Set(answers.map(({ statusCode }) => statusCode)), new Set([404]))
    })

    test('takes no password and no recovery request, even from a form that was kept from elsewhere', async () => {
      const visitor = demonstration.visitor()
      const fields = { email: 'a@example.org', password: 'plum tractor lantern' }
      assert.equal((await visitor.post('/sign-in/local', fields, '/sign-in')).statusCode, 404)
      assert.equal((await visitor.post('/sign-in/recover', fields, '/sign-in')).statusCode, 404)
      assert.equal((await visitor.post('/joining/password', fields, '/sign-in')).statusCode, 404)
    })

    test('invites nobody', async () => {
      const analyst = await demonstration.signIn('analyst')
      const answer = await analyst.post('/accounts/invite', { name: 'A', email: 'a@example.org' })
      assert.equal(answer.statusCode, 403)
      assert.match(answer.body, /Nobody real can be invited/)
    })
  })

  describe('a live database', () => {
    test('never asks who one would like to be', async () => {
      const { database, visitor } = await liveSite()
      await database.asSystem('migrator', 'set-up', tx => addAccount(tx, invented('analyst', true)))
      const page = await visitor().get('/sign-in')
      assert.equal(page.statusCode, 200)
      assert.equal(/Who would you like to be|Invented Analyst|type="radio"/.test(page.body), false)
      assert.match(page.body, /Sign in with a Breakwater account/)
    })

    test('lets nobody in by the demonstration’s form, invented or real', async () => {
      const person = await aPerson('Not By Choice')
      const { visitor } = await liveSite()
      assert.equal((await visitor().post('/sign-in', { user: 'analyst' }, '/sign-in/local')).statusCode, 404)
      assert.equal((await visitor().post('/sign-in', { user: person.id }, '/sign-in/local')).statusCode, 404)
    })

    test('stays live under a setting that says otherwise: what the database says it is decides', () =>
      rolledBack(async database => {
        await database.asSystem('migrator', 'set-up', async tx => {
          await sql`insert into breakwater.installation (demonstration) values (false) on conflict (only_row) do nothing`.execute(
            tx,
          )
          await record(tx, { action: 'write', kind: 'installation' })
        })
        const [page, form] = signInPages
        const ask = (asked: Page | undefined) =>
          database.asSystem('sign-in', 'sign-in', tx => {
            assert.ok(asked !== undefined && 'handle' in asked)
            return asked.handle({ ...aVisit, tx })
          })
        const shown = await ask(page)
        assert.equal(shown.kind === 'view' && shown.template, 'agencies/views/sign-in.njk')
        await assert.rejects(ask(form), { code: 'not-found' })
      }))
  })

  const aVisit: Omit<Visit, 'tx'> = {
    actor: { id: systemActors['sign-in'], session: undefined },
    who: undefined,
    params: {},
    query: {},
    body: { user: 'analyst' },
    uploads: [],
    now: new Date(),
    config: readConfig({ DEMONSTRATION: 'yes' }),
    modules: [],
    flow: undefined,
    address: '127.0.0.1',
  }
})
