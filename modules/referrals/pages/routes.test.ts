import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Site, Visitor } from '#platform/testing/site'
import { personalData } from '../offers-personal-data.ts'
import { actorOf, makeRecord, makeReferral, referralsSite, type StaffKey } from '../referrals-site.test.ts'
import { addEvent } from '../store/referrals.ts'

type Fields = Readonly<Record<string, string>>
const day = 86_400_000

describe('what happens to a referral after the first decision', () => {
  let site: Site
  let coordinator: Visitor
  before(async () => {
    site = await referralsSite()
    coordinator = await as('coordinator')
  })
  after(() => site.close())

  const as = (key: StaffKey): Promise<Visitor> => site.as(key)
  const post = (id: string, what: string, fields: Fields, from = `/referrals/${id}`) =>
    coordinator.post(`/referrals/${id}/${what}`, fields, from)
  const decide = (id: string, outcome: string, more: Fields = {}) =>
    post(id, 'decide', { outcome, why: 'A reason in words', ...more })
  const page = async (id: string): Promise<string> => (await coordinator.get(`/referrals/${id}`)).body
  const heard = async (id: string): Promise<string> => (await (await as('nurse')).get(`/referrals/${id}`)).body

  test('children’s social care: told, with a reference; what came back; and whoever asked reads none of it', async () => {
    const id = await makeReferral(site, 'nurse')
    const sent = await decide(id, 'child-protection')
    const route = `routes/child-protection`
    assert.equal(sent.headers.location, `/referrals/${id}/${route}`)
    assert.match((await coordinator.get('/')).body, /Tell children’s social care about Referral/)
    const early = await post(
      id,
      `${route}/back`,
      { answer: 'strategy', backWords: 'They hold a discussion' },
      `/referrals/${id}/${route}`,
    )
    assert.equal(early.statusCode, 409)
    const wrong = await post(id, `${route}/told`, { toldWhom: 'The front door' }, `/referrals/${id}/${route}`)
    assert.match(wrong.body, /Choose whether the parents or carers know/)
    const told = { toldWhom: 'The duty social worker', parents: 'unsafe', reference: 'CP-77' }
    assert.equal((await post(id, `${route}/told`, told, `/referrals/${id}/${route}`)).statusCode, 303)
    assert.match(await page(id), /The duty social worker[\s\S]*Reference CP-77/)
    const back = { answer: 'assessment', backWords: 'A social worker visits on Monday' }
    assert.equal((await post(id, `${route}/back`, back, `/referrals/${id}/${route}`)).statusCode, 303)
    assert.match(await page(id), /An assessment as a child in need/)
    assert.doesNotMatch(await heard(id), /social|CP-77|Monday/)
  })

  test('what the NRM was told, and the day on which it decided, stand on the referral and in the answer to a request', async () => {
    const id = await makeReferral(site, 'nurse')
    await decide(id, 'nrm')
    const route = `/referrals/${id}/routes/nrm`
    const told = {
      ...{ responder: 'The council', age: 'child', exploitation: 'criminal', whereWhen: 'By train, since May' },
      ...{ indicators: 'Two phones, and money that nobody explains', children: 'His cousin', support: 'A safe home' },
    }
    assert.equal((await coordinator.post(`${route}/told`, { ...told, reference: 'NRM-12' }, route)).statusCode, 303)
    const shown = /Which signs of it were seen\? Two phones[\s\S]*linked to it\? His cousin[\s\S]*Reference NRM-12/
    assert.match(await page(id), shown)
    const back = { answer: 'grounds-yes', backWords: 'They wrote to the council', 'backOn-year': '2026' }
    assert.match((await coordinator.post(`${route}/back`, back, route)).body, /href="#backOn/)
    const full = { ...back, 'backOn-day': '3', 'backOn-month': '6' }
    assert.equal((await coordinator.post(`${route}/back`, full, route)).statusCode, 303)
    assert.match(await page(id), /Reasonable grounds: yes\. Decided on 3 June 2026/)
    const record = await makeRecord(site, 'coordinator')
    const match = { person: record, matchWhy: 'Same name and date of birth' }
    assert.equal((await post(id, 'person', match, `/referrals/${id}/person`)).statusCode, 303)
    const data = await site.database.asActor(actorOf('coordinator'), 'referral', tx => personalData(tx, record))
    const happened = data.find(({ heading }) => heading.endsWith('what happened to it'))
    assert.match(JSON.stringify(happened?.rows), shown)
    assert.match(happened?.withhold ?? '', /Read it first/)
  })

  test('a body that was not decided on has no page', async () => {
    const id = await makeReferral(site, 'nurse')
    assert.equal((await coordinator.get(`/referrals/${id}/routes/mappa`)).statusCode, 404)
  })

  test('another area accepts it: whoever asked hears then, and not before, that it is closed', async () => {
    const id = await makeReferral(site, 'nurse')
    await decide(id, 'out-of-area')
    const route = `/referrals/${id}/routes/out-of-area`
    await coordinator.post(`${route}/told`, { area: 'The next county', toldWhom: 'Their coordinator' }, route)
    assert.match(await page(id), /Offered to another area/)
    assert.match(await heard(id), /Received\. The coordinator sorts it/)
    await coordinator.post(`${route}/back`, { answer: 'accepted', backWords: 'They take it from today' }, route)
    assert.match(await page(id), /<strong>Passed on<\/strong>/)
    assert.match(await heard(id), /Closed for you\. It was read/)
  })

  test('another area does not accept it: it waits to be sorted again, with its clock', async () => {
    const id = await makeReferral(site, 'nurse')
    await decide(id, 'out-of-area')
    const route = `/referrals/${id}/routes/out-of-area`
    await coordinator.post(`${route}/told`, { area: 'The next county', toldWhom: 'Their coordinator' }, route)
    await coordinator.post(`${route}/back`, { answer: 'refused', backWords: 'They say that he lives here' }, route)
    assert.match(await page(id), /<strong>Waiting to be sorted<\/strong>\. Urgent: by/)
  })

  test('declined needs one of the grouped reasons, which the referral then shows', async () => {
    const id = await makeReferral(site, 'nurse')
    assert.match((await decide(id, 'declined')).body, /Choose the reason that fits best/)
    assert.equal((await decide(id, 'declined', { reason: 'better-elsewhere' })).statusCode, 303)
    assert.match(await page(id), /Another service fits better/)
    assert.doesNotMatch(await heard(id), /Another service/)
  })

  test('the same child twice: a duplicate names the other and closes; a repeat names it and goes on', async () => {
    const first = await makeReferral(site, 'nurse')
    const [same, again] = [await makeReferral(site, 'teacher'), await makeReferral(site, 'nurse')]
    assert.match((await decide(same, 'duplicate', { other: actorOf('board').id })).body, /Choose the other referral/)
    assert.equal((await decide(same, 'duplicate', { other: first })).statusCode, 303)
    assert.match(await page(same), new RegExp(`<strong>Closed</strong>[\\s\\S]*href="/referrals/${first}"`))
    const repeat = { earlier: first, repeatWhy: 'He came in hurt a second time' }
    assert.equal((await post(again, 'repeat', repeat)).statusCode, 303)
    assert.match(await page(again), /A repeat of an earlier referral[\s\S]*second time/)
    assert.match(await page(again), /Waiting to be sorted/)
  })

  test('accepted for both groups, it stands on both agendas', async () => {
    const id = await makeReferral(site, 'teacher', { about: 'place', place: 'The bus station' })
    const weighed = {
      'ser-penalty': 'Years',
      'ser-victim': 'Fear',
      'ser-prevalence': 'Often',
      'ser-community': 'Avoided',
    }
    assert.equal((await decide(id, 'both', weighed)).statusCode, 303)
    const items = await site.database.asActor(actorOf('coordinator'), 'referral', async tx => {
      const { referrals } = await import('../module.ts')
      return (await referrals.agenda?.(tx, new Date())) ?? []
    })
    const groups = items.filter(it => it.id === id).map(({ group }) => group)
    assert.deepEqual(groups, ['grp.interventions', 'grp.tactical'])
  })

  test('returned with a day: whoever asked reads the day, and past it the coordinator is asked to ask again', async () => {
    const id = await makeReferral(site, 'nurse', {}, new Date(Date.now() - 9 * day))
    const { nurse, coordinator: sorter } = { nurse: await as('nurse'), coordinator: actorOf('coordinator') }
    const due = new Date(Date.now() - 2 * day).toISOString().slice(0, 10)
    const returned = { event: 'returned', what: '', why: 'Which hospital?', due } as const
    await site.database.asActor(sorter, 'referral', tx =>
      addEvent(tx, id, returned, sorter.id, new Date(Date.now() - 5 * day)),
    )
    assert.match((await nurse.get(`/referrals/${id}`)).body, /They ask for it by/)
    assert.match((await coordinator.get('/')).body, /Ask again for more about Referral/)
  })

  test('a coordinator withdraws for whoever asked, with a grouped reason; a wrong day of return is refused', async () => {
    const id = await makeReferral(site, 'nurse')
    const wrong = { ask: 'Which hospital was he seen at?', 'askBy-day': '31', 'askBy-month': '2', 'askBy-year': '2027' }
    assert.match((await post(id, 'return', wrong)).body, /Enter a real day/)
    const past = (await post(id, 'return', { ...wrong, 'askBy-day': '1', 'askBy-year': '2026' })).body
    assert.match(past, /Enter today or a day after it/)
    assert.match(past, /<details[^>]* open><summary[^>]*><span[^>]*>Return it for more/)
    const fields = { withdrawReason: 'moved-away', withdrawWhy: 'The nurse rang and said so' }
    assert.equal((await post(id, 'withdraw', fields)).statusCode, 303)
    assert.match(await page(id), /They moved away/)
    assert.match(await heard(id), /It was withdrawn/)
  })

  test('whoever asked is told more only by a decision to share', async () => {
    const id = await makeReferral(site, 'nurse')
    await decide(id, 'declined', { reason: 'has-plan' })
    assert.match(await page(id), /Nothing of it was shared with their organisation yet/)
    const forged = { disclosure: actorOf('board').id, told: 'A plan is being carried out' }
    assert.equal((await post(id, 'release', forged)).statusCode, 422)
    const [sorter, released] = [
      actorOf('coordinator'),
      { event: 'released', what: '', why: 'A plan helps him already' } as const,
    ]
    await site.database.asActor(sorter, 'referral', tx => addEvent(tx, id, released, sorter.id, new Date()))
    assert.match(await heard(id), /What you were told[\s\S]*A plan helps him already/)
  })
})

describe('the lists of work', () => {
  let site: Site
  let coordinator: Visitor
  let [late, mine, place] = ['', '', '']
  before(async () => {
    site = await referralsSite()
    coordinator = await site.signIn('coordinator')
    late = await makeReferral(site, 'nurse', { urgency: 'today' }, new Date(Date.now() - 2 * day))
    mine = await makeReferral(site, 'nurse')
    place = await makeReferral(site, 'teacher', { about: 'place', place: 'The bus station', urgency: 'weeks' })
    await coordinator.post(`/referrals/${mine}/assign`, { sorter: actorOf('coordinator').id }, `/referrals/${mine}`)
  })
  after(() => site.close())

  const shown = async (query: string): Promise<string[]> => {
    const { body } = await coordinator.get(`/referrals${query}`)
    return [late, mine, place].filter(id => body.includes(`href="/referrals/${id}"`))
  }

  for (const [query, ids] of [
    ['', () => [late, mine, place]],
    ['?late=yes', () => [late]],
    ['?whose=mine', () => [mine]],
    ['?whose=nobody', () => [late, place]],
    ['?whose=colleagues', () => []],
    ['?about=place', () => [place]],
    ['?waits=group', () => []],
    ['?whose=nonsense&about=nonsense', () => [late, mine, place]],
  ] as const)
    test(`"${query}" shows what it says`, async () => {
      assert.deepEqual(await shown(query), ids())
    })

  test('the soonest due comes first, and a page goes on after the last one of the page before', async () => {
    const { body } = await coordinator.get('/referrals')
    assert.ok(body.indexOf(late) < body.indexOf(mine) && body.indexOf(mine) < body.indexOf(place))
    assert.deepEqual(await shown(`?after=${late}`), [mine, place])
  })

  test('a kept list stands under an id: its address says nothing of what it looks for; and it is only its owner’s', async () => {
    const kept = await coordinator.post(
      '/referrals/filters',
      { whose: 'nobody', about: 'place', name: 'Free places' },
      '/referrals',
    )
    assert.match(kept.headers.location ?? '', /^\/referrals\?filter=[0-9a-f-]{36}$/)
    assert.deepEqual(await shown((kept.headers.location ?? '').replace('/referrals', '')), [place])
    assert.doesNotMatch((await (await site.signIn('chair')).get('/referrals')).body, /Free places/)
    assert.equal((await coordinator.post('/referrals/filters', { name: 'x' }, '/referrals')).statusCode, 422)
  })

  test('a bank holiday that is added moves what is due, and moves it back when it is taken off', async () => {
    const before = await coordinator.get(`/referrals/${place}`)
    const by = /Routine: by ([^<.]*)/.exec(before.body)?.[1] ?? ''
    const on = new Date(`${by} 12:00 UTC`)
    const parts = {
      'holiday-day': `${on.getUTCDate()}`,
      'holiday-month': `${on.getUTCMonth() + 1}`,
      'holiday-year': `${on.getUTCFullYear()}`,
    }
    const add = { ...parts, holidayName: 'A day of thanks' }
    assert.equal((await coordinator.post('/referrals/clocks/holidays', add, '/referrals/clocks')).statusCode, 303)
    assert.doesNotMatch((await coordinator.get('/referrals')).body, new RegExp(`Routine: by ${by}`))
    const iso = on.toISOString().slice(0, 10)
    await coordinator.post('/referrals/clocks/holidays/remove', { day: iso }, '/referrals/clocks')
    assert.match((await coordinator.get('/referrals')).body, new RegExp(`Routine: by ${by}`))
  })

  test('a route’s clock is changed by the coordinator, and nonsense is refused', async () => {
    const { body } = await coordinator.get('/referrals/clocks')
    const kept = [...body.matchAll(/id="([a-z-]+-(?:tell|answer|later))"[^>]*value="(\d+)"/g)].map(([, id, value]) => [
      id,
      value,
    ])
    const fields = Object.fromEntries(kept)
    assert.equal(kept.length, 21)
    const bad = { ...fields, 'nrm-answer': '0' }
    assert.equal((await coordinator.post('/referrals/clocks/routes', bad, '/referrals/clocks')).statusCode, 422)
    assert.equal((await coordinator.post('/referrals/clocks/routes', fields, '/referrals/clocks')).statusCode, 303)
  })

  test('the chair sees the lists and changes nothing', async () => {
    const chair = await site.signIn('chair')
    assert.match((await chair.get('/referrals')).body, /Late: the chair is told/)
    assert.equal((await chair.post(`/referrals/${mine}/assign`, { sorter: '' }, '/referrals')).statusCode, 403)
  })
})
