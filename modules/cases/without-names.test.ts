// Sessions for groups and talks without a name, as people walk them: called by walk.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addPeerGroup } from '#modules/people'
import { newId } from '#platform/ids'
import { says, type Walk } from './cases-browser.test.ts'
import { actorOf, now, today } from './cases-site.test.ts'
import { openCase } from './store/opening.ts'

const on = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
const session = {
  ...on,
  programme: 'prg.street_doctors',
  place: 'The youth club',
  people: 'young people',
  topics: 'weapons and first aid',
  heads: '12',
}

async function groupCase(walk: Walk): Promise<string> {
  const { id } = actorOf('coordinator')
  return walk.site.database.asActor(actorOf('coordinator'), 'case', async tx => {
    const about = { name: 'The park', shares: 'A park', area: null, place: '', aboutMany: 6, youngest: 15, oldest: 17 }
    const peer_group = await addPeerGroup(tx, about, id, now)
    const it = { referral: newId(), person: null, peer_group, why: 'They ask for help', opened_on: today }
    return openCase(tx, { ...it, lead: actorOf('lead').id, team: [] }, id, now)
  })
}

export function withoutNames(walk: () => Walk): void {
  test('a teacher records a session for 12 by head-count; an analyst sees it, and cannot write one', async () => {
    says(await walk().refused('teacher', '/group-sessions/new', { ...session, heads: 'many' }), /Enter how many came/)
    const shown = await walk().page('teacher', await walk().send('teacher', '/group-sessions/new', session))
    says(shown, /It names nobody who came.*12 came \(young people\)\. The youth club\. About weapons and first aid/)
    says(await walk().page('analyst', '/group-sessions'), /12 came/)
    assert.equal(await walk().status('analyst', '/group-sessions/new'), 403)
    assert.equal(await walk().status('police-analyst', '/group-sessions'), 403)
  })

  test('a group of friends with a case has sessions by head-count there, counted with its workers, and on no other page', async () => {
    const file = await groupCase(walk())
    const path = `/cases/${file}/sessions/group`
    const shown = await walk().page('lead', await walk().send('lead', path, { ...session, heads: '5' }))
    says(shown, /1 different worker in 1 session: Test lead/)
    says(shown, /5 came \(young people\)/)
    const all = await walk().page('lead', '/group-sessions')
    assert.ok(!all.includes('5 came'))
    assert.equal(await walk().status('colleague', path), 404)
    assert.equal(await walk().status('lead', `/cases/${walk().file}/sessions/group`), 409)
  })

  test('a talk takes no name; a yes leads to the form of a referral, which the talk does not', async () => {
    const talk = { ...on, place: 'hospital', age: '16 to 17', topics: 'loss', offered: 'another talk' }
    const named = await walk().refused('lead', '/talks/new', { ...talk, ended: 'not named', initials: 'J. K.' })
    says(named, /A talk keeps no name, no initials and no note/)
    // With stops and a space, as no token of a page can hold them by chance.
    assert.ok(!named.includes('J. K.'))
    assert.equal(await walk().send('lead', '/talks/new', { ...talk, ended: 'agreed' }), '/referrals/new')
    const own = await walk().page('lead', '/talks')
    says(own, /20 November 2026: hospital Age: 16 to 17\. About loss\. Offered: another talk\./)
    assert.ok(!/agree to be named/.test(own))
    says(await walk().page('coordinator', '/talks'), /No talks yet/)
  })
}
