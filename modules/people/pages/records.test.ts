import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { secretsOf } from '#platform/secrets'
import type { Site } from '#platform/testing/site'
import { actorOf, makeRecord, peopleSite } from '../people-site.test.ts'
import { wordsSought } from '../rules/tokens.ts'
import { openings } from '../store/openings.ts'
import { findPeople, pageLength } from '../store/records.ts'
import { tokensOf } from '../tokens.ts'

describe('records of people', () => {
  let site: Site
  before(async () => {
    site = await peopleSite()
  })
  after(() => site.close())

  const identity = {
    givenName: 'Ada',
    familyName: 'Quenby',
    otherNames: 'Addie',
    'born-day': '3',
    'born-month': '9',
    'born-year': '2010',
    sex: 'female',
    nhs: '943 476 5919',
    upn: '',
    pnc: '',
    world: 'support',
  }

  test('a nurse makes a record, finds it by two names, and the page is marked and says who can see it and why', async () => {
    const nurse = await site.signIn('nurse')
    const made = await nurse.post('/people/new', identity)
    assert.equal(made.statusCode, 303)
    const path = made.headers.location ?? ''
    const found = await nurse.post('/people', { name: 'quenby addie', reason: 'help' })
    assert.match(found.body, new RegExp(`href="${path}">Ada Quenby`))
    const page = (await nurse.get(path)).body
    assert.match(page, /OFFICIAL-SENSITIVE/)
    assert.match(page, /943 476 5919/)
    assert.match(page, /Everyone who gives help at NHS trusts/)
    assert.match(page, /Made the record/)
  })

  test('a look at a person is in the ledger with the fields, before the page leaves', async () => {
    const id = await makeRecord(site, 'nurse', { givenName: 'Looked', familyName: 'Atwood' })
    await (await site.signIn('nurse')).get(`/people/${id}`)
    const entries = await site.database.asActor(actorOf('governance'), 'governance', tx =>
      tx
        .selectFrom('ledger_entry as e')
        .innerJoin('ledger_detail as d', 'd.entry', 'e.id')
        .select(['e.action', 'e.actor', 'd.detail'])
        .where('e.subject', '=', id)
        .where('e.action', '=', 'read')
        .execute(),
    )
    const fields = ['names', 'born', 'sex', 'contacts', 'addresses', 'ties', 'languages', 'identifiers']
    assert.deepEqual(entries, [{ action: 'read', actor: actorOf('nurse').id, detail: { fields } }])
  })

  test('making a second record like the first shows the first, and makes nothing until that was looked at', async () => {
    const nurse = await site.signIn('nurse')
    const twin = { ...identity, givenName: 'Addie', nhs: '', otherNames: '' }
    const answer = await nurse.post('/people/new', twin)
    assert.equal(answer.statusCode, 200)
    assert.match(answer.body, /Is it one of these\?/)
    assert.match(answer.body, />Ada Quenby</)
    assert.equal((await nurse.post('/people/new', { ...twin, looked: 'yes' }, '/people/new')).statusCode, 303)
  })

  test('another agency, the board and an analyst of the same agency get “not found” or “you cannot”', async () => {
    const id = await makeRecord(site, 'worker', { givenName: 'Kept', familyName: 'Apart' })
    assert.equal((await (await site.signIn('colleague')).get(`/people/${id}`)).statusCode, 200)
    assert.equal((await (await site.signIn('nurse')).get(`/people/${id}`)).statusCode, 404)
    assert.equal((await (await site.signIn('governance')).get(`/people/${id}`)).statusCode, 404)
    assert.equal((await (await site.signIn('yos-analyst')).get(`/people/${id}`)).statusCode, 403)
    assert.equal((await (await site.signIn('board')).get(`/people/${id}`)).statusCode, 403)
  })

  test('a number whose check digit is wrong is refused beside its field, and a date that is none', async () => {
    const nurse = await site.signIn('nurse')
    const answer = await nurse.post('/people/new', {
      ...identity,
      nhs: '943 476 5918',
      'born-day': '31',
      'born-month': '2',
    })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /Check the NHS number: its check character does not fit/)
    assert.match(answer.body, /Enter a real date of birth in the past/)
  })

  test('a referrer cannot make a disruption record, nor the intelligence lead one of help', async () => {
    const refused = await (await site.signIn('nurse')).post('/people/new', { ...identity, world: 'disruption' })
    assert.equal(refused.statusCode, 422)
    const lead = await site.signIn('intelligence-lead')
    assert.equal((await lead.post('/people/new', identity)).statusCode, 422)
    assert.equal((await lead.post('/people/new', { ...identity, world: 'disruption' })).statusCode, 303)
  })

  test('a confidential address is for whoever decides about the record, and not for their team', async () => {
    const id = await makeRecord(site, 'worker', { givenName: 'Safe', familyName: 'House', identifiers: [] })
    const worker = await site.signIn('worker')
    const secret = { lines: '4 Hidden Row', postcode: 'CV1 1AA', class: 'confidential' }
    assert.equal((await worker.post(`/people/${id}/addresses`, secret, `/people/${id}/change`)).statusCode, 303)
    const colleague = await site.signIn('colleague')
    assert.match((await worker.get(`/people/${id}`)).body, /4 Hidden Row/)
    assert.doesNotMatch((await colleague.get(`/people/${id}`)).body, /4 Hidden Row/)
    const refused = await colleague.post(`/people/${id}/addresses`, secret, `/people/${id}/change`)
    assert.equal(refused.statusCode, 403)
  })

  test('who must not know of a contact stands beside it for everyone who reads the record', async () => {
    const id = await makeRecord(site, 'worker', { givenName: 'Quiet', familyName: 'Call' })
    const contact = { kind: 'telephone', value: '07700 900123', safety: 'ask-first', mustNotKnow: 'Her stepfather' }
    const worker = await site.signIn('worker')
    assert.equal((await worker.post(`/people/${id}/contacts`, contact, `/people/${id}/change`)).statusCode, 303)
    const page = (await (await site.signIn('colleague')).get(`/people/${id}`)).body
    assert.match(page, /Telephone: 07700 900123[\s\S]*Ask them first[\s\S]*Must not know: Her stepfather/)
  })

  test('a change takes effect in search, and a change to a page that is out of date is refused', async () => {
    const id = await makeRecord(site, 'worker', {
      givenName: 'Old',
      familyName: 'Spelling',
      otherNames: [],
      identifiers: [],
    })
    const worker = await site.signIn('worker')
    const changed = { ...identity, nhs: '', givenName: 'New', familyName: 'Spellbound', otherNames: '', version: '1' }
    assert.equal((await worker.post(`/people/${id}/change`, changed)).statusCode, 303)
    assert.match((await worker.post('/people', { name: 'new spellbound', reason: 'help' })).body, new RegExp(id))
    assert.doesNotMatch((await worker.post('/people', { name: 'old spelling', reason: 'help' })).body, new RegExp(id))
    assert.equal((await worker.post(`/people/${id}/change`, changed)).statusCode, 409)
  })

  describe('sealed', () => {
    test('a colleague is told that it is sealed, asks, a second person agrees, and it is open for a day', async () => {
      const id = await makeRecord(site, 'worker', { givenName: 'Under', familyName: 'Seal', sealed: true })
      const colleague = await site.signIn('colleague')
      assert.equal((await colleague.get(`/people/${id}`)).headers.location, `/people/${id}/sealed`)
      assert.doesNotMatch((await colleague.get(`/people/${id}/sealed`)).body, /Under/)
      const why = 'On duty tonight and the carer rang'
      assert.equal((await colleague.post(`/people/${id}/sealed`, { why })).statusCode, 303)
      const governance = await site.signIn('governance')
      assert.match((await governance.get('/')).body, /Test colleague asks to open a sealed record/)
      const page = (await governance.get(`/people/${id}/sealed`)).body
      const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
      const agree = { request, decision: 'agree', words: 'Spoke to the carer myself' }
      assert.equal(
        (await colleague.post(`/people/${id}/sealed/decision`, agree, `/people/${id}/sealed`)).statusCode,
        409,
      )
      const agreed = await governance.post(`/people/${id}/sealed/decision`, agree, `/people/${id}/sealed`)
      assert.equal(agreed.statusCode, 303)
      assert.match((await colleague.get(`/people/${id}`)).body, /Under Seal/)
      assert.equal((await governance.get(`/people/${id}`)).statusCode, 404)
      assert.equal(
        (await governance.post(`/people/${id}/sealed/decision`, agree, `/people/${id}/sealed`)).statusCode,
        409,
      )
    })

    test('someone of another agency cannot ask, and learns nothing', async () => {
      const id = await makeRecord(site, 'worker', { givenName: 'Not', familyName: 'Theirs', sealed: true })
      const nurse = await site.signIn('nurse')
      assert.equal((await nurse.get(`/people/${id}`)).statusCode, 404)
      assert.equal(
        (await nurse.post(`/people/${id}/sealed`, { why: 'I would like to see it' }, '/people')).statusCode,
        404,
      )
    })

    test('only whoever decides about a record seals it, and a refuge’s stays sealed', async () => {
      const id = await makeRecord(site, 'worker', { givenName: 'Seal', familyName: 'Later' })
      const why = 'Threats were made today'
      const colleague = await site.signIn('colleague')
      assert.equal((await colleague.post(`/people/${id}/sealed`, { why }, '/people')).statusCode, 403)
      const worker = await site.signIn('worker')
      assert.equal((await worker.post(`/people/${id}/sealed`, { why })).statusCode, 303)
      assert.equal((await colleague.get(`/people/${id}`)).headers.location, `/people/${id}/sealed`)
      const refuge = await makeRecord(site, 'refuge-worker', { world: 'refuge', givenName: 'In', familyName: 'Refuge' })
      const keeper = await site.signIn('refuge-worker')
      assert.equal((await keeper.post(`/people/${refuge}/sealed`, { why }, '/people')).statusCode, 403)
      assert.equal((await (await site.signIn('refuge-colleague')).get(`/people/${refuge}`)).statusCode, 200)
    })
  })

  test('nobody but the governance lead sees another’s emergency openings', async () => {
    const seen = await site.database.asActor(actorOf('nurse'), 'break-glass', tx => openings(tx))
    assert.deepEqual(seen, [])
  })

  describe('search', () => {
    const tokens = (name: string): Buffer[] =>
      tokensOf(secretsOf(site.config), wordsSought({ name, born: undefined, identifier: undefined }))

    before(async () => {
      for (let n = 0; n <= pageLength; n++) await makeRecord(site, 'worker', { familyName: 'Many', identifiers: [] })
    })

    test('it enters by the token: the plan, as the application, reads no table from end to end to find one', async () => {
      const plan = await site.database.asActor(actorOf('worker'), 'people', async tx => {
        await sql`set local enable_seqscan = off`.execute(tx)
        const { rows } = await sql<{ 'QUERY PLAN': string }>`
          explain select record from search_token where token = ${tokens('rhys')[0]}`.execute(tx)
        return rows.map(row => row['QUERY PLAN']).join('\n')
      })
      assert.match(plan, /(Index (Only )?Scan using|Bitmap Index Scan on) search_token_pkey/)
      assert.match(plan, /Index Cond: \(token = /)
      assert.doesNotMatch(plan, /Seq Scan on search_token/)
    })

    test(`a page holds ${pageLength} of 21 records and says that there is more; the next begins after its last`, async () => {
      const pages = await site.database.asActor(actorOf('worker'), 'people', async tx => {
        const first = await findPeople(tx, tokens('rhys many'))
        return { first, next: await findPeople(tx, tokens('rhys many'), first[pageLength - 1]?.id) }
      })
      assert.equal(pages.first.length, pageLength + 1)
      assert.deepEqual(
        pages.next.map(({ id }) => id),
        pages.first.slice(pageLength).map(({ id }) => id),
      )
    })

    test('nothing sought finds nothing, and a name with another key finds nothing', async () => {
      const found = await site.database.asActor(actorOf('worker'), 'people', async tx => [
        await findPeople(tx, []),
        await findPeople(tx, [Buffer.alloc(32)]),
      ])
      assert.deepEqual(found, [[], []])
    })
  })
})
