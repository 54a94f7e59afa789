// The story of one matter: offered, talked about, decided, passed on, accepted, and approved in the minutes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Site } from '#platform/testing/site'
import { actorOf, boxes, feud, inDays, link, meetingsSite, plan } from './meetings-site.test.ts'

const tactical = '/meetings/groups/grp.tactical'
const facts = {
  standing: 'fact',
  shows: 'risk',
  voice: 'agency',
  source: 'Two reports',
  words: 'Threats each day after school',
}

describe('a matter from the agenda to the minutes', () => {
  let site: Site
  before(async () => {
    site = await meetingsSite()
  })
  after(() => site.close())

  const details = {
    ...boxes('on', inDays(7)),
    time: '10.30',
    place: 'County hall',
    online: 'yes',
    chair: actorOf('coordinator').id,
  }

  test('the whole way', async () => {
    const coordinator = await site.signIn('coordinator')
    assert.match(
      (await coordinator.get('/')).body,
      /Plan the next meeting: Warwickshire Serious Violence Tactical Group/,
    )
    const planned = await coordinator.post(`${tactical}/plan`, details)
    const meeting = planned.headers.location ?? ''
    assert.match(meeting, /^\/meetings\/[0-9a-f-]{36}$/)

    const analyst = await site.signIn('analyst')
    assert.match((await analyst.get(meeting)).body, /Waiting to be put on the agenda[\s\S]*Three reports in six days/)
    const taken = await analyst.post(`${meeting}/offers`, { kind: feud.kind, id: feud.id }, meeting)
    assert.equal(taken.statusCode, 303)
    assert.equal((await analyst.post(`${meeting}/offers`, { kind: feud.kind, id: feud.id }, meeting)).statusCode, 409)
    const page = (await analyst.get(meeting)).body
    assert.doesNotMatch(page, /Waiting to be put on the agenda/)
    const item = link(page, /href="(\/meetings\/items\/[0-9a-f-]{36})"/)

    const police = await site.signIn('police-analyst')
    assert.match((await police.get('/')).body, /Say what you know: Warwickshire Serious Violence Tactical Group/)
    assert.equal((await police.post(`${item}/contributions`, facts, item)).statusCode, 303)
    assert.doesNotMatch((await police.get('/')).body, /Say what you know/)
    const told = (await coordinator.get(item)).body
    assert.match(told, /Risk \(fact\)\.<\/strong> Threats each day after school/)
    assert.match(told, /Warwickshire Police: heard/)
    assert.match(told, /Warwickshire Community Safety Team: nothing sent yet/)
    assert.match(told, /No action yet/)

    const decision = {
      outcome: 'pass on',
      words: 'Help first',
      why: 'They are children',
      dissent: 'Police would patrol first',
    }
    assert.equal((await police.post(`${item}/decisions`, decision, item)).statusCode, 403)
    assert.equal((await coordinator.post(`${item}/decisions`, decision, item)).statusCode, 303)
    const decided = (await coordinator.get(item)).body
    assert.match(decided, /Who saw it otherwise: Police would patrol first/)
    const id = link(decided, /name="decision" value="([0-9a-f-]{36})"/)
    const risk = link(decided, /<option value="([0-9a-f-]{36})">Threats each day/)

    const action = {
      decision: id,
      title: 'Walk the bus station after school',
      why: 'It starts there',
      owner: actorOf('police-analyst').id,
      answers: risk,
      ...boxes('due', inDays(10)),
    }
    assert.equal((await coordinator.post(`${item}/actions`, action, item)).statusCode, 303)
    assert.match((await coordinator.get(item)).body, /Answered by: <a[^>]*>Walk the bus station after school/)
    assert.match((await police.get('/')).body, /Accept or decline: Walk the bus station after school/)

    const step = { decision: id, to: 'grp.interventions', passWhy: 'Please weigh help for both groups' }
    assert.match((await coordinator.post(`${item}/steps`, step, item)).headers.location ?? '', /items/)
    assert.match(
      (await coordinator.get(item)).body,
      /Passed to the[\s\S]*Interventions Group<\/a>\. Waiting for an answer/,
    )

    const next = await plan(site, 'grp.interventions', inDays(9), 'chair')
    const chair = await site.signIn('chair')
    const asked = (await chair.get('/')).body
    assert.match(asked, /Accept or refuse: Two groups of pupils/)
    const stepPath = link(asked, /href="(\/meetings\/steps\/[0-9a-f-]{36})"/)
    assert.doesNotMatch((await chair.get(stepPath)).body, /said and decided/)
    assert.equal((await chair.get(item)).statusCode, 404)
    const accepted = await chair.post(stepPath, { answer: 'accept', why: 'This is what we are for' })
    assert.equal(accepted.headers.location, `/meetings/${next}`)
    assert.match((await chair.get(`/meetings/${next}`)).body, /Two groups of pupils[\s\S]*Passed on by another group/)
    assert.equal(
      (await chair.post(stepPath, { answer: 'refuse', why: 'After all not' }, `/meetings/${next}`)).statusCode,
      409,
    )
    assert.match((await coordinator.get(item)).body, /Accepted\. This is what we are for/)

    assert.equal((await coordinator.post(`${meeting}/events`, { event: 'ended' }, meeting)).statusCode, 303)
    assert.match((await coordinator.get('/')).body, /Approve the minutes/)
    const minutes = (await police.get(`${meeting}/minutes`)).body
    assert.match(minutes, /OFFICIAL-SENSITIVE/)
    assert.match(minutes, /Help first[\s\S]*Why: They are children[\s\S]*Who saw it otherwise/)
    assert.match(minutes, /Action: <a[^>]*>Walk the bus station after school/)
    assert.equal((await coordinator.post(`${meeting}/events`, { event: 'approved' }, meeting)).statusCode, 303)
    assert.match((await police.get(`${meeting}/minutes`)).body, /Approved by Test coordinator on [^,]+, as chair/)
    assert.equal((await police.post(`${item}/contributions`, facts, '/actions')).statusCode, 409)
  })

  describe('what is missing is said beside its field', () => {
    const fieldsOf = (body: string): string[] =>
      [...body.matchAll(/<a href="#(\w+)">/g)].map(([, field]) => field ?? '')

    test('planning', async () => {
      const coordinator = await site.signIn('coordinator')
      const answer = await coordinator.post(`${tactical}/plan`, {
        ...boxes('on', '2020-01-01'),
        time: 'noon',
        chair: '',
      })
      assert.equal(answer.statusCode, 422)
      assert.deepEqual(fieldsOf(answer.body), ['on', 'time', 'chair'])
    })

    test('a chair who does not sit in the group is refused', async () => {
      const coordinator = await site.signIn('coordinator')
      const answer = await coordinator.post(`${tactical}/plan`, { ...details, chair: actorOf('nurse').id })
      assert.deepEqual(fieldsOf(answer.body), ['chair'])
    })

    test('a contribution, a decision, an action and a step', async () => {
      const meeting = await plan(site, 'grp.tactical', inDays(20), 'coordinator')
      const coordinator = await site.signIn('coordinator')
      const path = `/meetings/${meeting}/items/new`
      assert.deepEqual(fieldsOf((await coordinator.post(path, { title: '', why: '' })).body), ['title', 'why'])
      await coordinator.post(path, { title: 'A quiet park', why: 'Nobody reports any more' })
      const item = link(
        (await coordinator.get(`/meetings/${meeting}`)).body,
        /href="(\/meetings\/items\/[0-9a-f-]{36})"/,
      )
      assert.deepEqual(fieldsOf((await coordinator.post(`${item}/contributions`, { words: '' }, item)).body), [
        'standing',
      ])
      const noWords = await coordinator.post(`${item}/contributions`, { standing: 'opinion', words: '' }, item)
      assert.deepEqual(fieldsOf(noWords.body), ['words'])
      assert.deepEqual(fieldsOf((await coordinator.post(`${item}/decisions`, {}, item)).body), [
        'outcome',
        'words',
        'why',
      ])
      await coordinator.post(`${item}/decisions`, { outcome: 'pass on', words: 'Pass it', why: 'Not ours' }, item)
      const decision = link((await coordinator.get(item)).body, /name="decision" value="([0-9a-f-]{36})"/)
      assert.deepEqual(fieldsOf((await coordinator.post(`${item}/actions`, { decision }, item)).body), [
        'title',
        'why',
        'owner',
        'due',
      ])
      const nowhere = await coordinator.post(
        `${item}/steps`,
        { decision, to: 'grp.forum', passWhy: 'They know it' },
        item,
      )
      assert.deepEqual(fieldsOf(nowhere.body), ['to'])
    })
  })

  test('what is put off stands on the next agenda by itself, once', async () => {
    const first = await plan(site, 'grp.swpb', inDays(1), 'coordinator')
    const coordinator = await site.signIn('coordinator')
    await coordinator.post(`/meetings/${first}/items/new`, { title: 'The plan of the quarter', why: 'It is off track' })
    const item = link((await coordinator.get(`/meetings/${first}`)).body, /href="(\/meetings\/items\/[0-9a-f-]{36})"/)
    await coordinator.post(
      `${item}/decisions`,
      { outcome: 'put off', words: 'Next time', why: 'Figures are missing' },
      item,
    )
    const swpb = '/meetings/groups/grp.swpb/plan'
    const second = (await coordinator.post(swpb, { ...details, ...boxes('on', inDays(30)) })).headers.location ?? ''
    assert.match((await coordinator.get(second)).body, /The plan of the quarter[\s\S]*Put off from an earlier meeting/)
    const third = (await coordinator.post(swpb, { ...details, ...boxes('on', inDays(60)) })).headers.location ?? ''
    assert.doesNotMatch((await coordinator.get(third)).body, /The plan of the quarter/)
  })
})
