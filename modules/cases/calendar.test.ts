import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fixedClock } from '#platform/clock'
import { secretsOf } from '#platform/secrets'
import { openSite, type Site } from '#platform/testing/site'
import { addStaff, type Made, makeCase, modules, now } from './cases-site.test.ts'

describe('the next due day of a case', () => {
  let site: Site
  let made: Made
  before(async () => {
    site = await openSite({
      modules,
      clock: fixedClock(now.toISOString()),
      fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
    })
    made = await makeCase(site.database, secretsOf(site.config))
  })
  after(() => site.close())

  test('is a whole day in a calendar for the team, which names nobody, and not found by others', async () => {
    const path = `/cases/${made.file}/calendar`
    const file = await (await site.signIn('lead')).get(path)
    assert.equal(file.statusCode, 200)
    assert.match(file.body, /DTSTART;VALUE=DATE:20261204\r\n/)
    assert.match(file.body, /SUMMARY:Breakwater: something to do\r\n/)
    assert.doesNotMatch(file.body, /Rhys|Merriwyn|Case/)
    assert.equal((await (await site.signIn('colleague')).get(path)).statusCode, 404)
    assert.equal((await (await site.signIn('analyst')).get(path)).statusCode, 403)
  })
})
