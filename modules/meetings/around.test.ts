// Items about a child, approval, apologies, rhythm and seats.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Site } from '#platform/testing/site'
import {
  actorOf,
  boxes,
  childOf,
  inDays,
  link,
  meetingsSite,
  plan,
  type StaffKey,
  today,
} from './meetings-site.test.ts'

const tactical = '/meetings/groups/grp.tactical'

describe('around a meeting', () => {
  let site: Site
  before(async () => {
    site = await meetingsSite()
  })
  after(() => site.close())

  test('a referral that a group was asked to talk about is offered until it decides; then it waits for that group no more', async () => {
    const [nurse, coordinator] = [await site.signIn('nurse'), await site.signIn('coordinator')]
    const place = { about: 'place', called: 'The bus station', think: 'Pupils are afraid there', urgency: 'weeks' }
    const at = (await nurse.post('/referrals/short', place)).headers.location ?? ''
    const weighed = {
      'ser-penalty': 'Years',
      'ser-victim': 'Fear',
      'ser-prevalence': 'Often',
      'ser-community': 'Avoided',
    }
    const decided = { outcome: 'tactical', why: 'A pattern at one place', ...weighed }
    assert.equal((await coordinator.post(`${at}/decide`, decided, at)).statusCode, 303)
    const meeting = `/meetings/${await plan(site, 'grp.tactical', inDays(6), 'coordinator')}`
    const offer = { kind: 'referral', id: at.replace('/referrals/', '') }
    assert.equal((await coordinator.post(`${meeting}/offers`, offer, meeting)).statusCode, 303)
    const item = link((await coordinator.get(meeting)).body, /href="(\/meetings\/items\/[0-9a-f-]{36})"/)
    const words = { words: 'Officers and youth workers are there after school', why: 'It happens at that hour' }
    await coordinator.post(`${item}/decisions`, { outcome: 'ask', ...words }, item)
    assert.match((await coordinator.get(at)).body, /A group is to talk about it by/)
    assert.equal((await coordinator.post(`${item}/decisions`, { outcome: 'act', ...words }, item)).statusCode, 303)
    const page = (await coordinator.get(at)).body
    assert.match(page, /A group has decided/)
    assert.doesNotMatch(page, /A group is to talk about it by/)
  })

  describe('an item about a child', () => {
    let child = ''
    let meeting = ''
    let item = ''
    before(async () => {
      child = await childOf(site)
      meeting = await plan(site, 'grp.interventions', inDays(5), 'chair')
    })

    test('a title with the child’s name is refused, and one without it is taken', async () => {
      const worker = await site.signIn('practitioner')
      const propose = `/meetings/propose/person/${child}`
      const named = await worker.post(propose, { meeting, title: 'Help for Rhys', why: 'A new start' })
      assert.equal(named.statusCode, 422)
      assert.match(named.body, /href="#title">Leave the name out/)
      const neutral = await worker.post(propose, {
        meeting,
        title: 'Help at a reachable moment',
        why: 'Hurt last week',
      })
      assert.equal(neutral.headers.location, `/meetings/${meeting}`)
      item = link((await worker.get(`/meetings/${meeting}`)).body, /href="(\/meetings\/items\/[0-9a-f-]{36})"/)
      const said = { standing: 'fact', shows: 'strength', words: 'Rhys coaches the little ones' }
      assert.match((await worker.post(`${item}/contributions`, said, item)).body, /href="#words">Leave the name out/)
      const own = { ...said, words: 'I like coaching the little ones', voice: 'person' }
      assert.equal((await worker.post(`${item}/contributions`, own, item)).statusCode, 303)
    })

    test('nobody puts a child on an agenda whose record they cannot open', async () => {
      const chair = await site.signIn('chair')
      assert.equal((await chair.get(`/meetings/propose/person/${child}`)).statusCode, 404)
    })

    test('the chair reads the item with the words of the child, and its link opens no record for them', async () => {
      const chair = await site.signIn('chair')
      assert.match((await chair.get(item)).body, /The words of the young person or family, passed on/)
      assert.notEqual((await chair.get(`/people/${child}`)).statusCode, 200)
    })

    test('a board member who sits in the group sees the meeting and not the item', async () => {
      const board = await site.signIn('board')
      const page = await board.get(`/meetings/${meeting}`)
      assert.equal(page.statusCode, 200)
      assert.doesNotMatch(page.body, /Help at a reachable moment/)
      assert.equal((await board.get(item)).statusCode, 404)
      assert.doesNotMatch((await board.get(`/meetings/${meeting}/minutes`)).body, /coaching/)
    })

    test('an action about the child is given to nobody whose work is not with people', async () => {
      const chair = await site.signIn('chair')
      await chair.post(
        `${item}/decisions`,
        { outcome: 'act', words: 'Ask for a mentor', why: 'A moment to reach them' },
        item,
      )
      const decision = link((await chair.get(item)).body, /name="decision" value="([0-9a-f-]{36})"/)
      const action = { decision, title: 'Find a mentor', why: 'As decided', ...boxes('due', inDays(10)) }
      const refused = await chair.post(`${item}/actions`, { ...action, owner: actorOf('board').id }, item)
      assert.match(refused.body, /href="#owner">Choose an owner whose work is with people/)
      assert.equal(
        (await chair.post(`${item}/actions`, { ...action, owner: actorOf('nurse').id }, item)).statusCode,
        303,
      )
    })
  })

  describe('minutes', () => {
    test('the next meeting approves them where the chair has not, and not before it was held', async () => {
      const first = await plan(site, 'grp.interventions', inDays(-20), 'chair')
      const coordinator = await site.signIn('coordinator')
      const path = `/meetings/${first}`
      await coordinator.post(`${path}/events`, { event: 'ended' }, path)
      assert.equal((await coordinator.post(`${path}/events`, { event: 'approved' }, path)).statusCode, 409)
      await plan(site, 'grp.interventions', today, 'chair')
      assert.equal((await coordinator.post(`${path}/events`, { event: 'sent back', words: '' }, path)).statusCode, 422)
      assert.equal((await coordinator.post(`${path}/events`, { event: 'approved' }, path)).statusCode, 303)
      assert.match(
        (await coordinator.get(`${path}/minutes`)).body,
        /Approved by Test coordinator on [^,]+, at the meeting of/,
      )
    })
  })

  test('what another group refuses is not lost: those who passed it on are told, with the reason', async () => {
    const meeting = await plan(site, 'grp.tactical', inDays(2), 'coordinator')
    const coordinator = await site.signIn('coordinator')
    const matter = { title: 'Lights at the canal', why: 'It is dark there' }
    await coordinator.post(`/meetings/${meeting}/items/new`, matter)
    const item = link((await coordinator.get(`/meetings/${meeting}`)).body, /href="(\/meetings\/items\/[0-9a-f-]{36})"/)
    await coordinator.post(`${item}/decisions`, { outcome: 'pass on', words: 'Ask the board', why: 'Not ours' }, item)
    const decision = link((await coordinator.get(item)).body, /name="decision" value="([0-9a-f-]{36})"/)
    await coordinator.post(`${item}/steps`, { decision, to: 'grp.interventions', passWhy: 'Please look at it' }, item)
    const chair = await site.signIn('chair')
    const step = link(
      (await chair.get('/')).body,
      /href="(\/meetings\/steps\/[0-9a-f-]{36})"[^>]*>Accept or refuse: Lights/,
    )
    assert.equal((await chair.post(step, { answer: '', why: '' })).statusCode, 422)
    const refused = await chair.post(step, { answer: 'refuse', why: 'The council cares for lights' })
    assert.equal(refused.headers.location, step)
    assert.match((await coordinator.get('/')).body, /Refused: Lights at the canal[\s\S]*The council cares for lights/)
    assert.doesNotMatch((await chair.get('/')).body, /Lights at the canal/)
  })

  test('apologies are sent by oneself, and who came is noted by whoever runs the meeting', async () => {
    const meeting = `/meetings/${await plan(site, 'grp.tactical', inDays(40), 'coordinator')}`
    const analyst = await site.signIn('analyst')
    assert.equal((await analyst.post(`${meeting}/apologies`, {}, meeting)).statusCode, 303)
    assert.match((await analyst.get(meeting)).body, /Test analyst, Warwickshire Community Safety Team: sent apologies/)
    const came = { [`came-${actorOf('police-analyst').id}`]: 'online' }
    assert.equal((await analyst.post(`${meeting}/attendance`, came, meeting)).statusCode, 403)
    const coordinator = await site.signIn('coordinator')
    assert.equal((await coordinator.post(`${meeting}/attendance`, came, meeting)).statusCode, 303)
    assert.match((await analyst.get(meeting)).body, /Test police-analyst, Warwickshire Police: came online/)
  })

  test('a group says how often it meets where the strategy does not', async () => {
    const chair = await site.signIn('chair')
    const path = '/meetings/groups/grp.interventions'
    assert.match((await chair.get(path)).body, /Not stated in the strategy/)
    assert.equal((await chair.post(`${path}/rhythm`, { everyDays: '0', place: '' }, path)).statusCode, 422)
    assert.equal((await chair.post(`${path}/rhythm`, { everyDays: '28', place: 'Shire Hall' }, path)).statusCode, 303)
    assert.match((await chair.get(path)).body, /Every 28 days, as the group decided/)
    const analyst = await site.signIn('analyst')
    assert.match((await analyst.get(tactical)).body, /Every 14 days, as the strategy says/)
  })

  describe('seats', () => {
    const seats = '/meetings/groups/grp.local/members'
    const seated = async (key: StaffKey): Promise<number> =>
      (await (await site.signIn(key)).get('/meetings/groups/grp.local')).statusCode

    test('an administrator gives one and ends it, and the group opens and closes at once', async () => {
      const administrator = await site.signIn('administrator')
      assert.equal(await seated('nurse'), 404)
      const nurse = { account: actorOf('nurse').id, why: 'Speaks for the hospitals' }
      assert.equal((await administrator.post(seats, nurse)).statusCode, 303)
      assert.equal(await seated('nurse'), 200)
      assert.match((await administrator.get(seats)).body, /Test nurse, Tester/)
      await administrator.post(`${seats}/leave`, { account: nurse.account }, seats)
      assert.equal(await seated('nurse'), 404)
    })

    test('an administrator takes no seat themselves, and a coordinator gives none', async () => {
      const administrator = await site.signIn('administrator')
      const self = { account: actorOf('administrator').id, why: 'To read along' }
      assert.equal((await administrator.post(seats, self)).statusCode, 403)
      assert.equal((await (await site.signIn('coordinator')).get(seats)).statusCode, 403)
    })
  })
})
