import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { audienceId } from '#platform/access'
import { secretsOf } from '#platform/secrets'
import type { Site, Visitor } from '#platform/testing/site'
import { people } from '../module.ts'
import { actorOf, makeRecord, peopleSite, type StaffKey } from '../people-site.test.ts'
import { addPeerGroup } from '../store/groups.ts'
import { clusterOf } from '../store/matches.ts'

const nextMonth = new Date(Date.now() + 30 * 86_400_000).toISOString()
const until = {
  'until-day': nextMonth.slice(8, 10),
  'until-month': nextMonth.slice(5, 7),
  'until-year': nextMonth.slice(0, 4),
}

describe('what goes across agencies', () => {
  let site: Site
  before(async () => {
    site = await peopleSite()
  })
  after(() => site.close())

  const as = (key: StaffKey): Promise<Visitor> => site.as(key)
  const councilTeam = audienceId('group', 'auth.wcc:people')
  const giving = { audience: councilTeam, purpose: 'joint-work', why: 'Help was asked for him', ...until }
  const give = async (key: StaffKey, id: string, more: Readonly<Record<string, string>> = {}) =>
    (await as(key)).post(`/people/${id}/access`, { ...giving, ...more }, '/people')
  const ledgerOf = (id: string) =>
    site.database.asActor(actorOf('governance'), 'governance', tx =>
      tx
        .selectFrom('ledger_entry')
        .select(['action', 'kind'])
        .where('subject', '=', id)
        .where('action', '=', 'disclose')
        .execute(),
    )

  describe('letting another agency read a record', () => {
    test('its maker lets the council’s team read it, for a reason and a time; the ledger calls it a disclosure', async () => {
      const id = await makeRecord(site, 'worker', { familyName: 'Given' })
      const coordinator = await as('coordinator')
      assert.equal((await coordinator.get(`/people/${id}`)).statusCode, 404)
      assert.equal((await give('worker', id)).statusCode, 303)
      const page = (await coordinator.get(`/people/${id}`)).body
      assert.match(page, /Rhys Given/)
      assert.match(page, /Help was asked for him/)
      assert.doesNotMatch(page, /999 000 0018/)
      assert.deepEqual(await ledgerOf(id), [{ action: 'disclose', kind: 'person shown to another agency' }])
    })

    test('both keys apply: it opens nothing to the council’s board, chair, analyst, administrator or governance lead', async () => {
      const id = await makeRecord(site, 'worker', { familyName: 'Keyed' })
      await give('worker', id)
      const others: readonly StaffKey[] = ['chair', 'governance', 'administrator', 'board', 'police-analyst']
      const answers = await Promise.all(
        others.map(async key => (await (await as(key)).get(`/people/${id}`)).statusCode),
      )
      assert.deepEqual(answers, [404, 404, 403, 403, 403])
    })

    test('it ends at once when its maker ends it; the maker’s own team is not ended', async () => {
      const id = await makeRecord(site, 'worker', { familyName: 'Ended' })
      await give('worker', id)
      const worker = await as('worker')
      const end = (audience: string) => worker.post(`/people/${id}/access/end`, { audience }, '/people')
      assert.equal((await end(audienceId('group', 'auth.yos:people'))).statusCode, 404)
      assert.equal((await end(councilTeam)).statusCode, 303)
      assert.equal((await (await as('coordinator')).get(`/people/${id}`)).statusCode, 404)
    })

    test('a colleague of the maker does not decide, nor does whoever it was given to', async () => {
      const id = await makeRecord(site, 'worker', { familyName: 'Decided' })
      await give('worker', id)
      assert.equal((await give('colleague', id)).statusCode, 403)
      assert.equal((await give('coordinator', id)).statusCode, 403)
      assert.equal((await (await as('colleague')).get(`/people/${id}/access`)).statusCode, 403)
    })

    const refused: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
      ['a day in the past', { 'until-year': '2001' }, /Enter a day after today/],
      ['a day three years ahead', { 'until-year': String(Number(until['until-year']) + 3) }, /a year ahead at most/],
      ['no reason', { why: '' }, /Say why they need it/],
      ['no purpose', { purpose: 'curiosity' }, /Choose what they need it for/],
      ['an audience that is no team', { audience: audienceId('role', 'board') }, /Choose an agency/],
      ['their own team', { audience: audienceId('group', 'auth.yos:people') }, /Choose an agency/],
    ]
    for (const [what, fields, sentence] of refused) {
      test(`${what} is refused`, async () => {
        const answer = await give('worker', await makeRecord(site, 'worker', { familyName: 'Refused' }), fields)
        assert.equal(answer.statusCode, 422)
        assert.match(answer.body, sentence)
      })
    }

    test('a sealed record is not let see', async () => {
      const id = await makeRecord(site, 'worker', { familyName: 'Sealed', sealed: true })
      const answer = await give('worker', id)
      assert.match(answer.body, /This record is sealed/)
      assert.equal((await (await as('coordinator')).get(`/people/${id}`)).statusCode, 404)
    })
  })

  describe('the same person', () => {
    const cluster = (key: StaffKey, id: string) =>
      site.database.asActor(actorOf(key), 'people', tx => clusterOf(tx, id))

    test('recorded by somebody who reads both, shown on both, only to who reads both, and undone without being lost', async () => {
      const theirs = await makeRecord(site, 'worker', { familyName: 'Twain' })
      const own = await makeRecord(site, 'coordinator', { familyName: 'Twain', identifiers: [] })
      await give('worker', theirs)
      const coordinator = await as('coordinator')
      assert.match((await coordinator.get(`/people/${own}`)).body, /Compare with Rhys Twain/)
      const path = `/people/${own}/same/${theirs}`
      const page = (await coordinator.get(path)).body
      assert.match(page, /Not yours to read/)
      assert.match(page, /Nobody has said whether/)
      assert.doesNotMatch(page, /per cent|probab|score/i)
      const said = { said: 'same', why: 'The school and we know the same child' }
      assert.equal((await coordinator.post(path, said)).statusCode, 303)
      assert.match((await coordinator.get(`/people/${own}`)).body, /record of Youth Justice Service/)
      assert.deepEqual(await cluster('coordinator', own), [theirs, own].toSorted())
      assert.deepEqual(await cluster('worker', theirs), [theirs])
      assert.doesNotMatch(
        (await (await as('worker')).get(`/people/${theirs}`)).body,
        /record of Warwickshire County Council/,
      )
      assert.equal(
        (await coordinator.post(`${path}/undo`, { undoWhy: 'They are cousins, the school says' }, path)).statusCode,
        303,
      )
      assert.deepEqual(await cluster('coordinator', own), [own])
      const after = (await coordinator.get(path)).body
      assert.match(after, /the same person\. The school and we[\s\S]*undone\. They are cousins/)
      assert.equal(
        (await coordinator.post(`${path}/undo`, { undoWhy: 'Nothing is left to undo' }, path)).statusCode,
        409,
      )
    })

    test('“two different people” takes the pair off the list of those that look alike', async () => {
      const theirs = await makeRecord(site, 'worker', { familyName: 'Namesake' })
      const own = await makeRecord(site, 'coordinator', { familyName: 'Namesake', identifiers: [] })
      await give('worker', theirs)
      const coordinator = await as('coordinator')
      const said = { said: 'not same', why: 'Two boys of one name, at two schools' }
      await coordinator.post(`/people/${own}/same/${theirs}`, said)
      const page = (await coordinator.get(`/people/${own}`)).body
      assert.doesNotMatch(page, /Compare with/)
      assert.deepEqual(await cluster('coordinator', own), [own])
    })

    test('a third agency’s record joins by way of the second, for who reads all three', async () => {
      const [a, b] = [
        await makeRecord(site, 'worker', { familyName: 'Chain' }),
        await makeRecord(site, 'nurse', { familyName: 'Chain' }),
      ]
      const own = await makeRecord(site, 'coordinator', { familyName: 'Chain', identifiers: [] })
      await give('worker', a)
      await give('nurse', b)
      const coordinator = await as('coordinator')
      const said = { said: 'same', why: 'Checked with both agencies' }
      await coordinator.post(`/people/${own}/same/${a}`, said)
      await coordinator.post(`/people/${a}/same/${b}`, said)
      assert.deepEqual(await cluster('coordinator', own), [a, b, own].toSorted())
    })

    test('nobody holds a record beside one that they may not read, nor beside one of the same agency, nor itself', async () => {
      const theirs = await makeRecord(site, 'worker', { familyName: 'Unread' })
      const own = await makeRecord(site, 'coordinator', { familyName: 'Unread', identifiers: [] })
      const second = await makeRecord(site, 'coordinator', { familyName: 'Second', identifiers: [] })
      const coordinator = await as('coordinator')
      const status = async (other: string) => (await coordinator.get(`/people/${own}/same/${other}`)).statusCode
      assert.deepEqual(await Promise.all([theirs, second, own, 'nonsense'].map(status)), [404, 404, 404, 404])
    })
  })

  describe('groups of friends', () => {
    const friends = {
      name: 'Skate park friends',
      shares: 'A year at school',
      aboutMany: '6',
      youngest: '13',
      oldest: '15',
    }

    test('written down by a practitioner, read by their team, and by nobody of another agency', async () => {
      const made = await (await as('worker')).post('/peer-groups/new', friends)
      assert.equal(made.statusCode, 303)
      const path = made.headers.location ?? ''
      assert.match((await (await as('colleague')).get(path)).body, /Between 13 and 15/)
      const others: readonly StaffKey[] = ['nurse', 'coordinator', 'chair', 'governance', 'board', 'intelligence-lead']
      const answers = await Promise.all(others.map(async key => (await (await as(key)).get(path)).statusCode))
      assert.deepEqual(answers, [404, 404, 404, 403, 403, 403])
    })

    test('who belongs to it is shown only to who reads that person’s own record, and ends when somebody ends it', async () => {
      const worker = await as('worker')
      const path = (await worker.post('/peer-groups/new', friends)).headers.location ?? ''
      const person = await makeRecord(site, 'worker', { familyName: 'Friend', sealed: true })
      const fields = { group: path.slice('/peer-groups/'.length), why: 'He says that they are his friends' }
      assert.equal((await worker.post(`/people/${person}/peer-groups`, fields)).statusCode, 303)
      const page = (await worker.get(path)).body
      assert.match(page, /Rhys Friend/)
      assert.doesNotMatch((await (await as('colleague')).get(path)).body, /Friend<|Rhys/)
      const member = /name="member" value="([^"]+)"/.exec(page)?.[1] ?? ''
      assert.equal((await worker.post(`${path}/members/end`, { member }, path)).statusCode, 303)
      assert.doesNotMatch((await worker.get(path)).body, /Rhys Friend/)
      assert.equal((await worker.post(`${path}/members/end`, { member }, path)).statusCode, 409)
    })

    test('nobody is put in a group of another agency', async () => {
      const path = (await (await as('worker')).post('/peer-groups/new', friends)).headers.location ?? ''
      const person = await makeRecord(site, 'nurse', { familyName: 'Elsewhere' })
      const fields = { group: path.slice('/peer-groups/'.length), why: 'They were seen together' }
      assert.equal((await (await as('nurse')).post(`/people/${person}/peer-groups`, fields, '/people')).statusCode, 404)
    })

    test('people are not found by their group: neither the search of the page nor that of the site knows it', async () => {
      const found = await (await as('worker')).post('/people', { name: 'skate park', reason: 'help' })
      assert.match(found.body, /Nothing that you may read/)
      const hits = await site.database.asActor(
        actorOf('worker'),
        'search',
        async tx => (await people.search?.(tx, 'skate park friends', secretsOf(site.config))) ?? [],
      )
      assert.deepEqual(hits, [])
    })

    for (const [what, fields, sentence] of [
      ['no number', { aboutMany: '' }, /Enter about how many they are/],
      ['one alone', { aboutMany: '1' }, /from 2 to 200/],
      ['ages the wrong way round', { youngest: '16', oldest: '13' }, /The oldest cannot be younger/],
      ['an area that is none', { area: 'E99999999' }, /Choose an area from the list/],
    ] as const) {
      test(`${what} is refused`, async () => {
        const answer = await (await as('worker')).post('/peer-groups/new', { ...friends, ...fields })
        assert.equal(answer.statusCode, 422)
        assert.match(answer.body, sentence)
      })
    }

    test('an intelligence lead cannot make one past the pages: the two kinds of group stay apart', async () => {
      const group = {
        name: 'A group',
        shares: 'A park',
        area: null,
        place: '',
        aboutMany: 5,
        youngest: null,
        oldest: null,
      }
      const lead = actorOf('intelligence-lead')
      await assert.rejects(
        site.database.asActor(lead, 'people', tx => addPeerGroup(tx, group, lead.id, new Date())),
        { code: '42501' },
      )
    })
  })
})
