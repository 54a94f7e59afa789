import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { NotAllowed } from '#platform/errors'
import { secretsOf } from '#platform/secrets'
import type { Site } from '#platform/testing/site'
import { people } from '../module.ts'
import { actorOf, everyone, makeRecord, peopleSite, type StaffKey } from '../people-site.test.ts'

describe('what is held about somebody who asks', () => {
  let site: Site
  const sought = { givenName: 'Rhys', familyName: 'Held', born: '2011-03-27' }
  const held = (key: StaffKey) =>
    site.database.asActor(
      actorOf(key),
      'subject-access',
      async tx => (await people.heldRecords?.(tx, sought, secretsOf(site.config))) ?? [],
    )
  let open: readonly string[]
  before(async () => {
    site = await peopleSite()
    open = [
      await makeRecord(site, 'worker', { familyName: 'Held' }),
      await makeRecord(site, 'nurse', { familyName: 'Held' }),
    ]
    await makeRecord(site, 'worker', { familyName: 'Held', sealed: true })
    await makeRecord(site, 'refuge-worker', { familyName: 'Held', world: 'refuge' })
    await makeRecord(site, 'refuge-worker', { familyName: 'Held', world: 'victim-service' })
    await makeRecord(site, 'intelligence-lead', { familyName: 'Held', world: 'disruption' })
  })

  after(() => site.close())

  test('the governance lead finds the records of help of two agencies, and none that is sealed or of another world', async () => {
    const found = await held('governance')
    assert.deepEqual(found.map(({ id }) => id).toSorted(), open.toSorted())
    assert.deepEqual(found.map(({ agency }) => agency).toSorted(), [
      'NHS trusts serving Warwickshire',
      'Youth Justice Service',
    ])
  })

  test('finding them opens none of them', async () => {
    const page = await (await site.signIn('governance')).get(`/people/${open[0]}`)
    assert.equal(page.statusCode, 404)
  })

  for (const key of everyone.filter(it => !it.includes('governance'))) {
    test(`${key} may not even ask`, () => assert.rejects(held(key), NotAllowed))
  }
})
