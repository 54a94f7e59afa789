// A case from its referral to its outcome, as each person walks it in a browser.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fixedClock } from '#platform/clock'
import { openSite } from '#platform/testing/site'
import { assessing } from './assessing.test.ts'
import { acceptedReferral, says, Walk } from './cases-browser.test.ts'
import { actorOf, addStaff, modules, now } from './cases-site.test.ts'
import { delivering } from './delivery.test.ts'
import { lookingAfter } from './looking-after.test.ts'
import { mentoring } from './mentoring.test.ts'
import { strikingOnTheWay } from './struck-walk.test.ts'
import { withoutNames } from './without-names.test.ts'

describe('a case', () => {
  let opened: Walk | undefined
  const walk = (): Walk => {
    assert.ok(opened !== undefined)
    return opened
  }

  before(async () => {
    const site = await openSite({
      modules,
      clock: fixedClock(now.toISOString()),
      fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
    })
    opened = Object.assign(new Walk(site), await acceptedReferral(site))
  })
  after(() => walk().site.close())

  test('a coordinator opens it from an accepted referral, with a lead and a teacher', async () => {
    const path = `/cases/new?referral=${walk().referral}`
    says(await walk().page('coordinator', path), /Open a case: Rhys Merriwyn/)
    assert.equal(await walk().status('lead', path), 403)
    says(
      await walk().refused('coordinator', '/cases/new', { referral: walk().referral }, path),
      /Choose who leads the case/,
    )
    const fields = {
      referral: walk().referral,
      lead: actorOf('lead').id,
      team: actorOf('teacher').id,
      why: 'Hurt in town, and wants to talk',
    }
    const to = await walk().send('coordinator', '/cases/new', fields, path)
    walk().file = to.replace('/cases/', '')
    const body = await walk().page('coordinator', to)
    says(body, /The case is open. Its lead sees it on their first page./)
    says(body, /To be assessed/)
  })

  test('whoever works on it reads on its page who must not know, as the referral told of a record that was there before', async () => {
    const path = `/cases/${walk().file}`
    for (const key of ['lead', 'teacher'] as const)
      says(await walk().page(key, path), /Before anybody gets in touch with them Must not know: His uncle\./)
  })

  test('nobody can be put in a team whose role reads no cases: a board member is not in the list', async () => {
    const body = await walk().page('coordinator', `/cases/${walk().file}/team`)
    assert.ok(body.includes('Test nurse') && !body.includes('Test board') && !body.includes('Test administrator'))
  })

  test('the lead sees the assessment on the first page, due in 14 days, and reads the child’s record', async () => {
    const home = await walk().page('lead', '/')
    says(home, /Assess with them, strengths first: Case [0-9A-F]{6}/)
    says(home, /By 4 December 2026/)
    assert.ok(!home.includes('Merriwyn'), 'the first page names nobody')
    says(await walk().page('lead', `/people/${walk().person}`), /Rhys Merriwyn/)
  })

  test('a colleague of the lead’s own agency opens neither the case nor the record', async () => {
    assert.equal(await walk().status('colleague', `/cases/${walk().file}`), 404)
    assert.equal(await walk().status('colleague', `/people/${walk().person}`), 404)
    says(await walk().page('colleague', '/cases'), /You are in no case team/)
  })

  assessing(walk)
  delivering(walk)
  withoutNames(walk)
  mentoring(walk)
  lookingAfter(walk)
  strikingOnTheWay(walk)
})
