// Search that forgives spelling, within what one may see; and families and languages on a record.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Site } from '#platform/testing/site'
import { askIndex } from '../matching/matcher.ts'
import { actorOf, makeRecord, peopleSite, type StaffKey } from '../people-site.test.ts'
import { writtenOf } from '../rules/linkage.ts'
import { addAddress } from '../store/parts.ts'
import { setSealed } from '../store/records.ts'

const described = (given_name: string, family_name: string, born: string) => ({
  given_name,
  family_name,
  other_names: [],
  born,
  born_precision: 'day' as const,
  sex: 'not known',
  postcode: '',
  numbers: {},
})

describe('search that forgives', () => {
  let site: Site
  let elin: string
  let other: string
  before(async () => {
    site = await peopleSite()
    elin = await makeRecord(site, 'worker', {
      givenName: 'Elinor',
      familyName: 'Hathersage',
      born: '2010-04-09',
      identifiers: [],
    })
    other = await makeRecord(site, 'nurse', {
      givenName: 'Elinor',
      familyName: 'Hathersage',
      born: '2010-04-09',
      identifiers: [],
    })
  })
  after(() => site.close())

  const search = async (key: StaffKey, fields: Readonly<Record<string, string>>) =>
    (await (await site.signIn(key)).post('/people', { reason: 'help', ...fields })).body
  const born = { 'born-day': '9', 'born-month': '4', 'born-year': '2010' }
  const inIndex = async (given: string, family: string, day: string) => {
    const found = await site.database.asActor(actorOf('worker'), 'people', tx =>
      askIndex({ tx, config: site.config, now: new Date() }, index =>
        index.find(writtenOf(described(given, family, day)), { least: 0, most: 10 }),
      ),
    )
    return found.map(({ id }) => id)
  }

  test('a name with two slips and the date of birth finds the record of one’s own team, and not another agency’s', async () => {
    const page = await search('worker', { name: 'Elenor Hathersedge', ...born })
    assert.match(page, /Written otherwise: 1 record that looks alike/)
    assert.match(page, new RegExp(elin))
    assert.doesNotMatch(page, new RegExp(other))
  })

  test('day and month changed about still find it, and family name before given name', async () => {
    const page = await search('worker', {
      name: 'Hathersage Elinor',
      'born-day': '4',
      'born-month': '9',
      'born-year': '2010',
    })
    assert.match(page, new RegExp(elin))
  })

  test('a search without a reason is not made', async () => {
    const worker = await site.signIn('worker')
    const answer = await worker.post('/people', { name: 'Elinor Hathersage' })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /Choose why you look for them/)
  })

  test('the reason and every record that was shown are in the ledger', async () => {
    await search('worker', { name: 'Elenor Hathersedge', ...born, reason: 'safeguarding' })
    const entries = await site.database.asActor(actorOf('governance'), 'governance', tx =>
      tx
        .selectFrom('ledger_entry')
        .innerJoin('ledger_detail', 'ledger_detail.entry', 'ledger_entry.id')
        .select(['action', 'kind', 'ledger_entry.subject', 'detail'])
        .orderBy('ledger_entry.id', 'desc')
        .limit(2)
        .execute(),
    )
    assert.deepEqual(entries.map(({ action }) => action).toSorted(), ['read', 'search'])
    assert.ok(entries.some(({ subject }) => subject === elin))
    assert.match(JSON.stringify(entries), /To keep a child or an adult safe now/)
  })

  test('a new and a changed record are in the index at the next question, and a site that starts anew builds the same', async () => {
    const late = await makeRecord(site, 'nurse', {
      givenName: 'Tobiah',
      familyName: 'Wrenfield',
      born: '2009-01-30',
      identifiers: [],
    })
    assert.deepEqual(await inIndex('Tobias', 'Wrenfeild', '2009-01-30'), [late])
    const nurse = await site.signIn('nurse')
    const changed = {
      givenName: 'Tobiah',
      familyName: 'Oxmoor',
      sex: 'male',
      version: '1',
      'born-day': '30',
      'born-month': '1',
      'born-year': '2009',
    }
    await nurse.post(`/people/${late}/change`, changed, `/people/${late}/change`)
    assert.deepEqual(await inIndex('Tobiah', 'Oxmoore', '2009-01-30'), [late])
    const again = await site.database.asActor(actorOf('worker'), 'people', tx =>
      askIndex({ tx, config: { ...site.config }, now: new Date() }, index =>
        index.find(writtenOf(described('Tobiah', 'Oxmoore', '2009-01-30')), { least: 0, most: 10 }),
      ),
    )
    assert.deepEqual(
      again.map(({ id }) => id),
      [late],
    )
  })

  test('the index never holds a record of a refuge, a victims’ service or disruption, nor one that is sealed', async () => {
    const named = { givenName: 'Hidden', familyName: 'Fernlea', born: '2008-08-08', identifiers: [] }
    await makeRecord(site, 'worker', { ...named, sealed: true })
    await makeRecord(site, 'refuge-worker', { ...named, world: 'refuge' })
    await makeRecord(site, 'refuge-worker', { ...named, world: 'victim-service' })
    await makeRecord(site, 'intelligence-lead', { ...named, world: 'disruption' })
    assert.deepEqual(await inIndex('Hidden', 'Fernlea', '2008-08-08'), [])
  })

  test('a record that is sealed later is found by nobody but those whose grant opens it', async () => {
    const sealed = await makeRecord(site, 'worker', {
      givenName: 'Later',
      familyName: 'Sealborough',
      born: '2008-09-09',
      identifiers: [],
    })
    const fields = { name: 'Later Sealborogh', 'born-day': '9', 'born-month': '9', 'born-year': '2008' }
    assert.match(await search('colleague', fields), new RegExp(sealed))
    await site.database.asActor(actorOf('worker'), 'people', tx => setSealed(tx, sealed, true, 'A test of sealing'))
    assert.doesNotMatch(await search('colleague', fields), new RegExp(sealed))
  })

  test('a confidential postcode is not compared', async () => {
    const hidden = await makeRecord(site, 'worker', {
      givenName: 'Posy',
      familyName: 'Underhill',
      born: '2007-07-07',
      identifiers: [],
    })
    await site.database.asActor(actorOf('worker'), 'people', tx =>
      addAddress(tx, hidden, {
        class: 'confidential',
        lines: '1 Hidden Row',
        postcode: 'XW9 9ZZ',
        since: null,
        until: null,
      }),
    )
    const steps = await site.database.asActor(actorOf('worker'), 'people', tx =>
      askIndex({ tx, config: site.config, now: new Date() }, index =>
        index.find(
          { ...writtenOf(described('Posy', 'Underhill', '2007-07-07')), postcode: 'XW9 9ZZ' },
          { least: 0, most: 1 },
        ),
      ),
    )
    assert.equal(steps[0]?.explanation.steps.find(({ comparison }) => comparison === 'postcode')?.found, 'not recorded')
  })
})

describe('who is in their life', () => {
  let site: Site
  let child: string
  before(async () => {
    site = await peopleSite()
    child = await makeRecord(site, 'worker', { givenName: 'Tied', familyName: 'Alderholt' })
  })
  after(() => site.close())
  const tie = {
    otherName: 'Gran',
    kind: 'grandparent',
    effect: 'protective',
    responsibility: 'no',
    why: 'She fetches them from school each day.',
  }

  test('a tie and a language are written down, stand on the record, and are taken off', async () => {
    const worker = await site.signIn('worker')
    const path = `/people/${child}/ties`
    assert.equal((await worker.post(path, tie)).statusCode, 303)
    assert.equal(
      (await worker.post(`/people/${child}/languages`, { language: 'Polish', need: 'needs an interpreter' }, path))
        .statusCode,
      303,
    )
    const page = (await worker.get(`/people/${child}`)).body
    assert.match(page, /Grandparent: Gran/)
    assert.match(page, /Polish: they need an interpreter/)
    const which =
      /name="part" value="tie"><input type="hidden" name="which" value="([^"]*)"/.exec(
        (await worker.get(path)).body,
      )?.[1] ?? ''
    await worker.post(`${path}/remove`, { part: 'tie', which }, path)
    assert.doesNotMatch((await worker.get(`/people/${child}`)).body, /Grandparent: Gran/)
  })

  test('what is missing is said beside its field', async () => {
    const answer = await (await site.signIn('worker')).post(`/people/${child}/ties`, { why: 'short' })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /Choose who they are to them/)
    assert.match(answer.body, /Say how you know, in a sentence/)
    const nameless = await (await site.signIn('worker')).post(`/people/${child}/ties`, { ...tie, otherName: '' })
    assert.match(nameless.body, /Enter a name, or choose a record/)
  })

  test('a tie to a record that one may not read can neither be made nor seen', async () => {
    const hidden = await makeRecord(site, 'nurse', { givenName: 'Brother', familyName: 'Alderholt' })
    const worker = await site.signIn('worker')
    const refused = await worker.post(`/people/${child}/ties`, { ...tie, otherName: '', other: hidden })
    assert.equal(refused.statusCode, 403)
    assert.equal((await (await site.signIn('nurse')).get(`/people/${child}/ties`)).statusCode, 404)
  })

  test('a name that records bear which one may read: they are told apart by year of birth and agency, and one is chosen, or none', async () => {
    const friend = { givenName: 'Tamsin', familyName: 'Orrell', otherNames: [], identifiers: [] }
    const older = await makeRecord(site, 'worker', { ...friend, born: '2009-03-01' })
    const younger = await makeRecord(site, 'worker', { ...friend, born: '2012-08-30' })
    const hidden = await makeRecord(site, 'nurse', { ...friend, born: '2010-01-01' })
    const worker = await site.signIn('worker')
    const path = `/people/${child}/ties`
    const named = { ...tie, kind: 'friend', otherName: 'Tamsin Orrell' }
    const asked = await worker.post(path, named)
    assert.equal(asked.statusCode, 422)
    assert.match(asked.body, /Is one of these records theirs\?/)
    const hints = [...asked.body.matchAll(/(born \d{4}, record of [^<]*?)\s*<\/div>/g)].map(([, hint]) => hint)
    assert.deepEqual(hints.toSorted(), [
      'born 2009, record of Youth Justice Service',
      'born 2012, record of Youth Justice Service',
    ])
    assert.ok(asked.body.includes(older) && !asked.body.includes(hidden) && !/2012-08-30|30 August/.test(asked.body))
    assert.equal((await worker.post(path, { ...named, other: younger })).statusCode, 303)
    assert.match((await worker.get(`/people/${child}`)).body, /Tamsin Orrell<\/a><\/strong> \(born 2012, record of/)
    assert.equal((await worker.post(path, { ...named, otherName: 'Tamsin Orrell', other: 'none' })).statusCode, 303)
    assert.match((await worker.get(`/people/${child}`)).body, /Friend: Tamsin Orrell<\/strong><br>/)
  })
})
