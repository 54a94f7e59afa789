import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { KyselyPlugin } from 'kysely'
import { audienceId } from '#platform/access'
import { secretsOf } from '#platform/secrets'
import type { Site, Visitor } from '#platform/testing/site'
import { actorOf, makeRecord, peopleSite, rhys } from '../people-site.test.ts'
import { wordsAsked } from '../rules/tokens.ts'
import { askWhoKnows } from '../store/known.ts'
import { tokenOf } from '../tokens.ts'

describe('known to another agency', () => {
  let site: Site
  const moving = { at: new Date(), now: () => moving.at }

  before(async () => {
    site = await peopleSite({ now: moving.now })
    await makeRecord(site, 'nurse', {})
    await makeRecord(site, 'worker', { givenName: 'Sealed', familyName: 'Oakleaf', sealed: true, identifiers: [] })
    const refuge = { world: 'refuge', givenName: 'Refuge', familyName: 'Oakleaf', identifiers: [] } as const
    await makeRecord(site, 'refuge-worker', refuge)
    const service = { world: 'victim-service', givenName: 'Service', familyName: 'Oakleaf', identifiers: [] } as const
    await makeRecord(site, 'refuge-worker', service)
    const plan = { world: 'disruption', givenName: 'Plan', familyName: 'Oakleaf', identifiers: [] } as const
    await makeRecord(site, 'intelligence-lead', plan)
    const desk = { name: 'Safeguarding hub', telephone: '01926 000 001', hours: 'Day and night' }
    const administrator = await site.signIn('administrator')
    const agency = audienceId('agency', 'org.nhs_trusts')
    assert.equal((await administrator.post('/duty-desks', { ...desk, agency })).statusCode, 303)
  })
  after(() => site.close())
  // An hour later nobody has to wait for having asked in the test before.
  beforeEach(() => {
    moving.at = new Date(moving.at.getTime() + 61 * 60_000)
  })

  const born = { 'born-day': '27', 'born-month': '3', 'born-year': '2011' }
  const about = (givenName: string, familyName: string) => ({
    givenName,
    familyName,
    ...born,
    number: '',
    purpose: 'safeguarding',
    why: 'Came in hurt tonight with a friend',
  })
  const ask = (visitor: Visitor, fields: Readonly<Record<string, string>>) => visitor.post('/people/known', fields)
  // What is drawn anew for every page, whatever it says.
  const bytes = (body: string): string =>
    body.replace(/nonce="[^"]*"/g, 'nonce').replace(/name="_csrf" value="[^"]*"/g, '_csrf')

  test('a police analyst learns the desk to ring, and no name, number or id of a record', async () => {
    const answer = await ask(await site.signIn('police-analyst'), about('RHYS', 'Merriwyn'))
    assert.equal(answer.statusCode, 200)
    assert.match(answer.body, /NHS trusts serving Warwickshire[\s\S]*Safeguarding hub[\s\S]*01926 000 001/)
    assert.doesNotMatch(answer.body, /Merriwyn|2011|\/people\/[0-9a-f]{8}-/)
  })

  test('a number with the right check digit answers too; a wrong one is refused', async () => {
    const visitor = await site.signIn('worker')
    const number = { ...about('', ''), 'born-day': '', 'born-month': '', 'born-year': '', number: '999 000 0018' }
    assert.match((await ask(visitor, number)).body, /Safeguarding hub/)
    assert.equal((await ask(visitor, { ...number, number: '999 000 0019' })).statusCode, 422)
  })

  test('half a name, or no date of birth, is no question', async () => {
    const visitor = await site.signIn('worker')
    assert.match((await ask(visitor, about('Rhys', ''))).body, /Enter their family name, or a number/)
    const answer = await ask(visitor, { ...about('Rhys', 'Merriwyn'), 'born-day': '' })
    assert.match(answer.body, /Enter their whole date of birth, or a number/)
  })

  test('one’s own agency is not another agency', async () => {
    assert.match((await ask(await site.signIn('nurse'), about('Rhys', 'Merriwyn'))).body, /No desk to ring/)
  })

  describe('what is hidden answers as what is not there', () => {
    const hidden: readonly (readonly [string, string])[] = [
      ['a sealed record', 'Sealed'],
      ['a record of a refuge', 'Refuge'],
      ['a record of a victims’ service', 'Service'],
      ['a record of a disruption plan', 'Plan'],
    ]
    for (const [words, given] of hidden) {
      test(`${words}: the same bytes, and the same statements in the same order`, async () => {
        const visitor = await site.signIn('teacher')
        const unknown = await ask(visitor, about('Nobody', 'Oakleaf'))
        const asked = await ask(visitor, about(given, 'Oakleaf'))
        assert.equal(asked.statusCode, 200)
        assert.equal(bytes(asked.body), bytes(unknown.body))
        const statements = await statementsOf(given)
        assert.deepEqual(statements, await statementsOf('Nobody'))
        assert.ok(statements.length >= 5)
      })
    }

    /** Every statement of a question, with how many rows each answered. */
    const statementsOf = (givenName: string): Promise<string[]> => {
      const actor = actorOf('teacher')
      const token = tokenOf(
        secretsOf(site.config),
        wordsAsked({ by: 'name', givenName, familyName: 'Oakleaf', born: '2011-03-27' }),
      )
      return site.database.asActor(actor, 'known-to-another-agency', async tx => {
        const seen: string[] = []
        const question = { token, by: 'full name', why: 'A test', actor: actor.id, now: moving.at }
        assert.deepEqual(await askWhoKnows(tx.withPlugin(noting(seen)), question), [])
        return seen
      })
    }

    const noting = (seen: string[]): KyselyPlugin => ({
      transformQuery: ({ node }) => {
        seen.push(node.kind === 'RawNode' ? node.sqlFragments.join('?') : node.kind)
        return node
      },
      transformResult: async ({ result }) => {
        seen.push(`${result.rows.length} rows`)
        return result
      },
    })
  })

  test('every question is in the ledger with its reason, and no name; the record that was found is named by its id', async () => {
    await ask(await site.signIn('police-analyst'), about('Rhys', 'Merriwyn'))
    const rows = await site.database.asActor(actorOf('governance'), 'governance', tx =>
      tx
        .selectFrom('ledger_entry as e')
        .innerJoin('ledger_detail as d', 'd.entry', 'e.id')
        .select(['e.action', 'e.subject', 'd.detail'])
        .where('e.kind', '=', 'known to another agency')
        .where('e.actor', '=', actorOf('police-analyst').id)
        .orderBy('e.at', 'desc')
        .orderBy('e.id', 'desc')
        .limit(2)
        .execute(),
    )
    assert.deepEqual(rows.map(({ action }) => action).sort(), ['disclose', 'search'])
    assert.match(JSON.stringify(rows), /To keep a child or an adult safe now: Came in hurt tonight/)
    assert.doesNotMatch(JSON.stringify(rows), /Merriwyn|Rhys/i)
    assert.equal(rows.filter(({ subject }) => subject !== null).length, 1)
  })

  test('after 20 questions in an hour the next one waits, and an hour later it is answered', async () => {
    const visitor = await site.signIn('coordinator')
    const from = '/people/known'
    const answers: number[] = []
    for (let n = 0; n < 21; n++) answers.push((await visitor.post(from, about('Nobody', 'Atall'))).statusCode)
    assert.deepEqual(answers, [...Array(20).fill(200), 429])
    moving.at = new Date(moving.at.getTime() + 60 * 60_000)
    const later = await site.signIn('coordinator')
    assert.equal((await later.post(from, about('Nobody', 'Atall'))).statusCode, 200)
  })

  test('a board member and an analyst may not ask, and a question is never sent in an address', async () => {
    assert.equal((await (await site.signIn('board')).get('/people/known')).statusCode, 403)
    assert.equal((await (await site.signIn('yos-analyst')).get('/people/known')).statusCode, 403)
    const page = (await (await site.signIn('nurse')).get('/people/known')).body
    assert.deepEqual(
      [...page.matchAll(/<form method="(\w+)" action="\/people[^"]*"/g)].map(([, method]) => method),
      ['post'],
    )
  })

  describe('emergency openings', () => {
    const emergency = (givenName: string, agencyKey: string) => ({
      ...about(givenName, givenName === 'Rhys' ? 'Merriwyn' : 'Oakleaf'),
      agency: audienceId('agency', agencyKey),
      why: 'He said he will be met by three men tonight',
    })
    const open = (visitor: Visitor, fields: Readonly<Record<string, string>>) =>
      visitor.post('/break-glass/open', fields)

    test('one record opens, without its numbers, and the governance lead has a task and reviews it once', async () => {
      const worker = await site.signIn('worker')
      const answer = await open(worker, emergency('Rhys', 'org.nhs_trusts'))
      assert.equal(answer.statusCode, 303)
      const page = await worker.get(answer.headers.location ?? '')
      assert.match(page.body, /Rhys Merriwyn/)
      assert.match(page.body, /Emergency: He said he will be met by three men tonight/)
      assert.doesNotMatch(page.body, /999 000 0018/)
      const governance = await site.signIn('governance')
      const task = /href="(\/break-glass\/[^"]+)"/.exec((await governance.get('/')).body)?.[1] ?? ''
      const review = { outcome: 'in order', words: 'Spoke to the worker and to the police' }
      assert.equal((await worker.post(task, review, '/break-glass')).statusCode, 403)
      assert.equal((await governance.post(task, review)).statusCode, 303)
      assert.match((await governance.get(task)).body, /In order[\s\S]*Spoke to the worker and to the police/)
      const second = await site.signIn('second-governance')
      assert.equal((await second.post(task, review, '/break-glass')).statusCode, 409)
    })

    test('sealed, refuge, victims’ service and disruption records do not open, and read as nothing at all', async () => {
      const nurse = await site.signIn('teacher')
      const nothing = bytes((await open(nurse, emergency('Nobody', 'auth.yos'))).body).replaceAll('Nobody', 'X')
      const bodies = [
        bytes((await open(nurse, emergency('Sealed', 'auth.yos'))).body).replaceAll('value="Sealed"', 'value="X"'),
        bytes((await open(nurse, emergency('Refuge', 'org.cvs'))).body).replaceAll('value="Refuge"', 'value="X"'),
        bytes((await open(nurse, emergency('Service', 'org.cvs'))).body).replaceAll('value="Service"', 'value="X"'),
        bytes((await open(nurse, emergency('Plan', 'auth.police'))).body).replaceAll('value="Plan"', 'value="X"'),
      ]
      const plain = (body: string): string => body.replaceAll(' selected', '')
      assert.match(nothing, /Nothing can be opened with this/)
      assert.deepEqual(bodies.map(plain), Array(4).fill(plain(nothing)))
    })

    test('it ends after 3 hours: opened 2 hours 59 minutes ago it is open, 3 hours ago it is not', async () => {
      const colleague = await site.signIn('refuge-colleague')
      const opened = async (minutesAgo: number): Promise<number> => {
        const real = moving.at
        moving.at = new Date(Date.now() - minutesAgo * 60_000)
        const asker = await site.signIn('refuge-colleague')
        const answer = await open(asker, emergency('Rhys', 'org.nhs_trusts'))
        moving.at = real
        return (await colleague.get(answer.headers.location ?? '')).statusCode
      }
      assert.equal(await opened(180), 404)
      assert.equal(await opened(179), 200)
    })

    test('it asks for a fresh sign-in, and for somebody whose work is with people', async () => {
      const worker = await site.signIn('worker')
      assert.equal((await worker.get('/break-glass/open')).statusCode, 200)
      moving.at = new Date(moving.at.getTime() + 6 * 60_000)
      assert.match((await worker.get('/break-glass/open')).headers.location ?? '', /^\/sign-in\/again/)
      assert.equal((await (await site.signIn('chair')).get('/break-glass/open')).statusCode, 403)
    })
  })

  test('the fixture is the person that the questions are about', () => {
    assert.equal(`${rhys.givenName} ${rhys.familyName} ${rhys.born}`, 'Rhys Merriwyn 2011-03-27')
  })
})
