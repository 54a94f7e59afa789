import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Site, Visitor } from '#platform/testing/site'
import { referrals } from '../module.ts'
import { actorOf, makeRecord, makeReferral, referralsSite, type StaffKey } from '../referrals-site.test.ts'

const weighed = {
  'ser-penalty': 'Wounding can bring many years',
  'ser-victim': 'He is afraid to go to school',
  'ser-prevalence': 'Two others this month',
  'ser-community': 'Pupils avoid the park',
}
const accept = { outcome: 'interventions', why: 'A reachable moment, and he wants it to stop', ...weighed }
const day = 86_400_000

describe('sorting what comes in', () => {
  let site: Site
  let coordinator: Visitor
  before(async () => {
    site = await referralsSite()
    coordinator = await as('coordinator')
  })
  after(() => site.close())

  const as = (key: StaffKey): Promise<Visitor> => site.as(key)
  const post = (who: Visitor, id: string, what: string, fields: Readonly<Record<string, string>>) =>
    who.post(`/referrals/${id}/${what}`, fields, `/referrals/${id}`)
  const agenda = () =>
    site.database.asActor(
      actorOf('coordinator'),
      'referral',
      tx => referrals.agenda?.(tx, new Date()) ?? Promise.resolve([]),
    )

  test('the list has it with its clock, in neutral words; so has the coordinator’s day; the fairness answers are nowhere', async () => {
    const id = await makeReferral(site, 'nurse')
    const [list, own, day] = [
      await coordinator.get('/referrals'),
      await coordinator.get(`/referrals/${id}`),
      await coordinator.get('/'),
    ]
    assert.match(list.body, /young person, injury seen in hospital/)
    assert.match(list.body, /Urgent: by/)
    assert.doesNotMatch(list.body, /Merriwyn/)
    assert.match(own.body, /Rhys Merriwyn/)
    assert.match(own.body, /Told by somebody else/)
    assert.doesNotMatch(own.body + list.body, /White: Irish/)
    assert.match(day.body, /Sort Referral [0-9A-F]{6}: young person/)
    assert.doesNotMatch(day.body, /Merriwyn/)
  })

  test('search before create: it is not accepted before a record was found or made; then a group is asked, by no name', async () => {
    const id = await makeReferral(site, 'nurse')
    const early = await post(coordinator, id, 'decide', accept)
    assert.equal(early.statusCode, 422)
    assert.match(early.body, /Find the record of the person first, or make one/)
    assert.match((await coordinator.get(`/referrals/${id}/person`)).body, /No record that you may read looks like them/)
    const made = await coordinator.post(`/referrals/${id}/person/new`, {}, `/referrals/${id}/person`)
    assert.equal(made.statusCode, 303)
    assert.match((await coordinator.get(`/referrals/${id}`)).body, /held by Warwickshire County Council/)
    const unweighed = await post(coordinator, id, 'decide', { ...accept, 'ser-victim': '' })
    assert.match(unweighed.body, /Answer this before you accept it/)
    assert.equal((await post(coordinator, id, 'decide', accept)).statusCode, 303)
    const page = (await coordinator.get(`/referrals/${id}`)).body
    assert.match(page, /<strong>Accepted<\/strong>\. Accept for the Interventions Group/)
    assert.match(page, /He is afraid to go to school/)
    const item = (await agenda()).find(it => it.id === id)
    assert.match(item?.title ?? '', /^Referral [0-9A-F]{6}: young person, injury seen in hospital$/)
    assert.equal(item?.group, 'grp.interventions')
  })

  test('how to reach them, and who must not know, goes into the record that is made', async () => {
    const id = await makeReferral(site, 'teacher', {
      givenName: 'Ada',
      familyName: 'Quenby',
      mustNotKnow: 'Her stepfather',
    })
    await coordinator.post(`/referrals/${id}/person/new`, {}, `/referrals/${id}/person`)
    const record = /\/people\/[0-9a-f-]{36}/.exec((await coordinator.get(`/referrals/${id}`)).body)?.[0] ?? ''
    const page = (await coordinator.get(record)).body
    assert.match(page, /Through the school nurse[\s\S]*Safe to use[\s\S]*Must not know: Her stepfather/)
    const again = await coordinator.post(`/referrals/${id}/person/new`, {}, `/referrals/${id}`)
    assert.equal(again.statusCode, 409)
  })

  test('a second referral of the same child finds the record that was made', async () => {
    await makeRecord(site, 'coordinator')
    const id = await makeReferral(site, 'teacher')
    const page = (await coordinator.get(`/referrals/${id}/person`)).body
    const person = /name="person" type="radio" value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
    assert.match(page, /Record of Warwickshire County Council/)
    const fields = { person, matchWhy: 'Same name and date of birth' }
    assert.equal((await coordinator.post(`/referrals/${id}/person`, fields)).statusCode, 303)
    const stranger = { ...fields, person: actorOf('board').id }
    assert.equal((await coordinator.post(`/referrals/${id}/person`, stranger)).statusCode, 422)
  })

  test('returned for more: whoever asked reads the question, adds to it, and the clock begins again', async () => {
    const id = await makeReferral(site, 'nurse')
    assert.equal(
      (await post(coordinator, id, 'return', { ask: 'Which hospital, and is he at home now?' })).statusCode,
      303,
    )
    const nurse = await as('nurse')
    assert.match((await nurse.get('/')).body, /Say more about referral/)
    assert.match((await nurse.get(`/referrals/${id}`)).body, /Which hospital, and is he at home now\?/)
    const check = (await nurse.post(`/referrals/new/amend/${id}`, {}, `/referrals/${id}`)).headers.location ?? ''
    const concern = check.replace('/check', '/concern')
    await nurse.post(`${concern}?change=yes`, { seen: 'Seen at the emergency department; home since Monday' }, concern)
    assert.equal((await nurse.post(check, {})).statusCode, 303)
    const page = (await coordinator.get(`/referrals/${id}`)).body
    assert.match(page, /home since Monday/)
    assert.match(page, /Waiting to be sorted/)
  })

  test('nobody adds to a referral that was not returned, nor to somebody else’s', async () => {
    const id = await makeReferral(site, 'nurse')
    const nurse = await as('nurse')
    assert.equal((await nurse.post(`/referrals/new/amend/${id}`, {}, `/referrals/${id}`)).statusCode, 404)
    await post(coordinator, id, 'return', { ask: 'Which hospital was he seen at?' })
    const teacher = await as('teacher')
    assert.equal((await teacher.post(`/referrals/new/amend/${id}`, {}, '/referrals/new')).statusCode, 404)
  })

  test('a safeguarding decision needs no weighing and no record, closes it for whoever asked, and can be followed by another', async () => {
    const id = await makeReferral(site, 'nurse')
    const lead = { outcome: 'child-protection', why: 'Rang the front door at once' }
    assert.equal((await post(coordinator, id, 'decide', lead)).statusCode, 303)
    const nurse = await as('nurse')
    const heard = (await nurse.get(`/referrals/${id}`)).body
    assert.match(heard, /Closed for you\. It was read and somebody decided what happens next\./)
    assert.doesNotMatch(heard, /social care leads|front door at once/)
    assert.match((await coordinator.get(`/referrals/${id}`)).body, /Record the decision/)
  })

  test('what is closed is opened again with a reason that whoever asked does not read', async () => {
    const id = await makeReferral(site, 'nurse')
    await post(coordinator, id, 'decide', {
      outcome: 'declined',
      reason: 'not-violence',
      why: 'Nothing to do with violence',
    })
    const again = await post(coordinator, id, 'decide', {
      outcome: 'declined',
      reason: 'not-violence',
      why: 'Nothing to do with violence',
    })
    assert.equal(again.statusCode, 409)
    assert.equal(
      (await post(coordinator, id, 'reopen', { reopenWhy: 'He came in hurt a second time' })).statusCode,
      303,
    )
    const heard = (await (await as('nurse')).get(`/referrals/${id}`)).body
    assert.match(heard, /Received/)
    assert.doesNotMatch(heard, /second time/)
  })

  test('a practitioner reads a referral only when a coordinator gave it to them; given to a nurse it opens nothing', async () => {
    const id = await makeReferral(site, 'nurse')
    const practitioner = await as('practitioner')
    assert.equal((await practitioner.get(`/referrals/${id}`)).statusCode, 404)
    await post(coordinator, id, 'give', { colleague: actorOf('practitioner').id, giveWhy: 'Will lead the case' })
    await post(coordinator, id, 'give', { colleague: actorOf('nurse').id, giveWhy: 'A mistake that opens nothing' })
    const page = (await practitioner.get(`/referrals/${id}`)).body
    assert.match(page, /Rhys Merriwyn/)
    assert.doesNotMatch(page, /Record the decision/)
    assert.doesNotMatch((await (await as('nurse')).get(`/referrals/${id}`)).body, /Merriwyn/)
    assert.equal((await practitioner.post(`/referrals/${id}/decide`, accept, '/referrals')).statusCode, 403)
  })

  test('past its clock it is late: the list says so and the chair is told; with another clock it is not', async () => {
    const id = await makeReferral(site, 'nurse', { urgency: 'today' }, new Date(Date.now() - 2 * day))
    const chair = await as('chair')
    const told = new RegExp(`${id.slice(-6).toUpperCase()}[^<]*waits past its time`)
    assert.match((await chair.get('/')).body, told)
    assert.match((await coordinator.get(`/referrals/${id}`)).body, /Late: the chair is told/)
    await post(coordinator, id, 'clock', { clock: 'routine', clockWhy: 'He is safe with his grandmother' })
    assert.doesNotMatch((await chair.get('/')).body, told)
  })

  test('a coordinator changes the clocks; a chair does not; a wrong number is refused', async () => {
    const chair = { 'immediate-chair': '0', 'urgent-chair': '0', 'priority-chair': '1', 'routine-chair': '1' }
    const fields = { immediate: '30', urgent: '1', priority: '2', routine: '4', ...chair }
    assert.equal((await coordinator.post('/referrals/clocks', { ...fields, immediate: '0' })).statusCode, 422)
    assert.equal((await coordinator.post('/referrals/clocks', fields)).statusCode, 303)
    assert.match((await coordinator.get('/referrals/clocks')).body, /id="immediate"[^>]*value="30"/)
    assert.equal((await (await as('chair')).get('/referrals/clocks')).statusCode, 403)
  })

  describe('others of the same place or group', () => {
    const place = (what: string, area: string, made = new Date()) =>
      makeReferral(site, 'teacher', { about: 'place', area, place: what, moment: undefined }, made)
    const friends = (groupName: string, where: string) =>
      makeReferral(site, 'nurse', {
        ...{ about: 'peer group', groupName, groupShares: 'Year 10', aboutMany: '5' },
        ...{ area: 'E01031300', place: where },
      })
    const othersOf = async (id: string): Promise<string[]> => {
      const found = (await coordinator.get(`/referrals/${id}`)).body.split('may be about the same')[1] ?? ''
      return [...(found.split('<form')[0] ?? '').matchAll(/href="\/referrals\/([0-9a-f-]{36})"/g)].map(
        it => it[1] ?? '',
      )
    }
    const same = { outcome: 'duplicate', why: 'The same steps on the same evening' }

    test('near words in one area within a year are found, and the same words anywhere; nothing else is', async () => {
      const first = await place('Steps behind the leisure centre', 'E01031200')
      const near = await place('The leisure centre steps', 'E01031200')
      await place('Car park of the station', 'E01031200')
      await place('The leisure centre, steps', 'E01031201')
      const typed = await place('steps behind the LEISURE centre!', 'E01031202')
      await place('Steps behind the leisure centre', 'E01031203', new Date(Date.now() - 400 * day))
      await friends('Steps behind the leisure centre', 'The steps')
      const old = await place('The leisure centre’s steps', 'E01031200', new Date(Date.now() - 400 * day))
      const found = await othersOf(first)
      assert.equal(found.length, 3)
      assert.deepEqual(found.slice(1), [typed, near])
      assert.ok(!found.includes(old))
    })

    test('two groups of an area are found by a like name, or by a like place where they meet', async () => {
      const first = await friends('Year 10 friends', 'The skate park')
      const named = await friends('Friends of year 10', 'The shops')
      const met = await friends('The Tuesday lot', 'Skate park, behind the pool')
      await friends('A football team', 'The canal')
      assert.deepEqual(await othersOf(first), [met, named])
    })

    test('with none found, a duplicate is named by its reference or the address of its page; a wrong one is refused at its own box', async () => {
      const id = await place('A bench on the towpath', 'E01031204')
      const other = await makeReferral(site, 'nurse')
      const page = await post(coordinator, id, 'decide', same)
      assert.equal(page.statusCode, 422)
      assert.match(page.body, /href="#otherTyped">Choose the other referral, or enter its reference/)
      assert.match(page.body, /<input[^>]*id="otherTyped"/)
      for (const otherTyped of ['000000', id.slice(-6), 'the other one'])
        assert.match((await post(coordinator, id, 'decide', { ...same, otherTyped })).body, /href="#otherTyped"/)
      const late = await post(coordinator, id, 'repeat', { repeatWhy: 'Again last night' })
      assert.match(late.body, /href="#earlierTyped"/)
      const earlierTyped = `https://example.org/referrals/${other}`
      assert.equal(
        (await post(coordinator, id, 'repeat', { repeatWhy: 'Again last night', earlierTyped })).statusCode,
        303,
      )
      const otherTyped = other.slice(-6).toLowerCase()
      assert.equal((await post(coordinator, id, 'decide', { ...same, otherTyped })).statusCode, 303)
      assert.match((await coordinator.get(`/referrals/${id}`)).body, new RegExp(`href="/referrals/${other}">Referral`))
    })

    test('two do not close each other, nor is one the same as what was withdrawn: it says which one stands', async () => {
      const made = () => makeReferral(site, 'nurse')
      const [a, b, c] = [await made(), await made(), await made()]
      const named = (id: string): string => id.slice(-6).toUpperCase()
      const sameAs = (id: string, other: string) =>
        post(coordinator, id, 'decide', { ...same, otherTyped: named(other) })
      const [first, second] = await Promise.all([sameAs(a, b), sameAs(b, a)])
      assert.deepEqual([first.statusCode, second.statusCode].toSorted(), [303, 422])
      assert.match(first.body + second.body, /closed as the same as this one, so this one stays open/)
      const [gone, stands] = first.statusCode === 303 ? [a, b] : [b, a]
      assert.match((await sameAs(c, gone)).body, new RegExp(`closed as the same as referral ${named(stands)}. Choose`))
      await post(coordinator, stands, 'withdraw', {
        withdrawReason: 'moved-away',
        withdrawWhy: 'They asked us to stop',
      })
      assert.match((await sameAs(c, stands)).body, /was withdrawn, so nobody acts on it/)
    })
  })

  for (const key of [
    'board',
    'administrator',
    'analyst',
    'police-analyst',
    'intelligence-lead',
    'governance',
  ] as const) {
    test(`${key} opens no page about referrals`, async () => {
      const visitor = await as(key)
      assert.equal((await visitor.get('/referrals')).statusCode, 403)
      assert.equal((await visitor.get('/referrals/new')).statusCode, 403)
    })
  }

  test('the figures are for whoever reads every referral, and for nobody else', async () => {
    const figures = (key: 'coordinator' | 'chair' | 'practitioner' | 'board' | 'nurse') =>
      site.database.asActor(actorOf(key), 'measures', async tx => (await referrals.measures?.(tx)) ?? [])
    const [received, inTime] = await figures('chair')
    const { n } = await site.database.asActor(actorOf('chair'), 'referral', async tx => {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from referral where made_at > now() - interval '1 year'`.execute(tx)
      return rows[0] ?? { n: 0 }
    })
    assert.equal(received?.value, n)
    assert.equal(inTime?.value, 100)
    assert.deepEqual([await figures('practitioner'), await figures('board'), await figures('nurse')], [[], [], []])
  })
})
