import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#platform/ids'
import type { Site } from '#platform/testing/site'
import { actionsSite, actorOf } from './actions-site.test.ts'

describe('an action from proposal to check', () => {
  let site: Site
  before(async () => {
    site = await actionsSite()
  })
  after(() => site.close())

  const soon = new Date(Date.now() + 13 * 86_400_000)
  const due = {
    'due-day': String(soon.getUTCDate()),
    'due-month': String(soon.getUTCMonth() + 1),
    'due-year': String(soon.getUTCFullYear()),
  }
  const about = `/actions/about/conflict/${newId()}`
  const fields = {
    title: 'Walk the bus station after school',
    why: 'It starts there',
    owner: actorOf('teacher').id,
    ...due,
  }

  test('proposed by one, accepted and done by another, checked by the first; each finds it on their first page', async () => {
    const [coordinator, teacher] = [await site.signIn('coordinator'), await site.signIn('teacher')]
    const made = await coordinator.post(about, fields)
    assert.equal(made.statusCode, 303)
    const path = made.headers.location ?? ''
    assert.match((await teacher.get('/')).body, /Accept or decline: Walk the bus station after school/)
    assert.doesNotMatch((await coordinator.get(path)).body, />\s*Accept\s*</)
    assert.equal((await teacher.post(path, { event: 'accepted' })).statusCode, 303)
    assert.match((await teacher.get('/')).body, /Do: Walk the bus station after school/)
    assert.equal((await teacher.post(path, { event: 'done', words: 'Walked it each day this week' })).statusCode, 303)
    assert.match((await coordinator.get('/')).body, /Check what was done: Walk the bus station/)
    assert.equal((await coordinator.post(path, { event: 'verified' })).statusCode, 303)
    const page = (await teacher.get(path)).body
    assert.match(page, /Done and checked/)
    assert.match(page, /Said to be done by Test teacher\. Walked it each day this week/)
    assert.match((await teacher.get('/actions')).body, /Finished: 1/)
  })

  test('declining asks for a reason, beside the button that was pressed', async () => {
    const coordinator = await site.signIn('coordinator')
    const path = (await coordinator.post(about, fields)).headers.location ?? ''
    const teacher = await site.signIn('teacher')
    const refused = await teacher.post(path, { event: 'declined', words: '' })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /href="#words">Say why you decline/)
    assert.equal((await teacher.post(path, { event: 'declined', words: 'I am away that week' })).statusCode, 303)
    assert.match((await coordinator.get(path)).body, /Declined\./)
    assert.match((await coordinator.get('/')).body, /Declined: Walk the bus station[\s\S]*I am away that week/)
    assert.equal((await teacher.post(path, { event: 'done', words: 'Done after all' })).statusCode, 409)
  })

  test('what is missing is said for each field, and a day in the past is refused', async () => {
    const coordinator = await site.signIn('coordinator')
    const answer = await coordinator.post(about, {
      title: '',
      why: '',
      owner: '',
      'due-day': '1',
      'due-month': '1',
      'due-year': '2020',
    })
    assert.equal(answer.statusCode, 422)
    const said = [...answer.body.matchAll(/<a href="#(\w+)">/g)].map(([, field]) => field)
    assert.deepEqual(said, ['title', 'why', 'owner', 'due'])
  })

  test('an owner who cannot sign in here is refused', async () => {
    const coordinator = await site.signIn('coordinator')
    assert.match((await coordinator.post(about, { ...fields, owner: newId() })).body, /Choose who is to do it/)
  })

  test('somebody who neither proposed it nor does it finds nothing', async () => {
    const coordinator = await site.signIn('coordinator')
    const path = (await coordinator.post(about, fields)).headers.location ?? ''
    const practitioner = await site.signIn('practitioner')
    assert.equal((await practitioner.get(path)).statusCode, 404)
    assert.equal((await practitioner.post(path, { event: 'accepted' }, '/actions')).statusCode, 404)
  })

  test('an address that names no kind or no id is not found', async () => {
    const coordinator = await site.signIn('coordinator')
    assert.equal((await coordinator.get(`/actions/about/somebody/${newId()}`)).statusCode, 404)
    assert.equal((await coordinator.get('/actions/about/conflict/1')).statusCode, 404)
    assert.equal((await coordinator.get('/actions/1')).statusCode, 404)
  })
})
