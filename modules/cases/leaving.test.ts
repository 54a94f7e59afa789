// Somebody who opened cases moves to another agency, or leaves: called by caseload.test.ts, whose lead has left by then.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { addPeerGroup } from '#modules/people'
import { newId } from '#platform/ids'
import type { Site } from '#platform/testing/site'
import { textOf } from './cases-browser.test.ts'
import { actorOf, now, type StaffKey, today } from './cases-site.test.ts'
import { askToTake } from './store/handing-over.ts'
import { openCase } from './store/opening.ts'

type World = {
  readonly site: Site
  /** An open case and a closed one that the coordinator opened; nobody leads the first any more. */
  readonly late: string
  readonly closed: string
}

export function leavingAnAgency(world: () => World): void {
  const page = async (key: StaffKey, path: string): Promise<[number, string]> => {
    const { statusCode, body } = await (await world().site.signIn(key)).get(path)
    return [statusCode, textOf(body)]
  }
  const status = async (key: StaffKey, path: string): Promise<number> => (await page(key, path))[0]
  const send = async (key: StaffKey, path: string, fields: Readonly<Record<string, string>>, from = path) =>
    (await (await world().site.signIn(key)).post(path, fields, from)).statusCode
  const opened = (key: StaffKey, lead: StaffKey) =>
    world().site.database.asActor(actorOf(key), 'case', async tx => {
      const friends = {
        name: 'The park',
        shares: 'A park',
        area: null,
        place: '',
        aboutMany: 6,
        youngest: 15,
        oldest: 17,
      }
      const peer_group = await addPeerGroup(tx, friends, actorOf(key).id, now)
      const about = { referral: newId(), person: null, peer_group, why: 'They ask for help', opened_on: today }
      return openCase(tx, { ...about, lead: actorOf(lead).id, team: [] }, actorOf(key).id, now)
    })
  const move = async (key: StaffKey, role: string): Promise<void> => {
    const moved = { jobTitle: 'Worker', agency: 'org.cvs', roles: role, why: 'New post' }
    const account = `/accounts/${actorOf(key).id}`
    assert.equal(await send('administrator', `${account}/change`, moved, account), 303)
  }
  /** What somebody holds of a case, whether it has begun or waits. */
  const held = (key: StaffKey, file: string) =>
    world().site.database.asActor(actorOf(key), 'case', async tx => {
      const { rows } = await sql<{ purpose: string }>`select purpose from access where record = ${file}::uuid
        and (ends is null or ends > now()) order by purpose, level`.execute(tx)
      return rows.map(({ purpose }) => purpose)
    })

  test('a coordinator who moves agency and stays one keeps no case that they opened; its lead goes on, and it is put by for nobody', async () => {
    const file = await opened('other-coordinator', 'colleague')
    assert.deepEqual(await held('other-coordinator', file), ['case'])
    await move('other-coordinator', 'coordinator')
    assert.deepEqual(await held('other-coordinator', file), [])
    assert.equal(await status('other-coordinator', `/cases/${file}`), 404)
    assert.equal(await status('other-coordinator', `/cases/${file}/unheld`), 404)
    const [, words] = await page('colleague', `/cases/${file}/team`)
    assert.match(words, /Test colleague , [^.]+\. Leads the case/)
  })

  test('whoever is asked to lead and moves agency keeps neither the reading nor what waits for their yes', async () => {
    const { late, site } = world()
    const asked = { member: actorOf('colleague').id, why: 'Nobody leads it', passed_on: 'All', answer_by: '2026-12-20' }
    await site.database.asActor(actorOf('coordinator'), 'case', tx =>
      askToTake(tx, late, asked, actorOf('coordinator').id, now),
    )
    assert.deepEqual(await held('colleague', late), ['asked to lead', 'asked to lead'])
    await move('colleague', 'practitioner')
    assert.deepEqual(await held('colleague', late), [])
  })

  test('where whoever opened and leads a case leaves, every coordinator is told its number, and one takes it over; until then nobody reads it', async () => {
    const { late, closed } = world()
    const own = await opened('coordinator', 'coordinator')
    const [path, reference] = [`/cases/${own}/unheld`, `Case ${own.slice(-6).toUpperCase()}`]
    assert.equal(await status('other-coordinator', path), 404)
    const stop = `/accounts/${actorOf('coordinator').id}/stop`
    assert.equal(await send('administrator', stop, { why: 'Left' }, stop), 303)
    const [, day] = await page('other-coordinator', '/')
    for (const file of [own, late])
      assert.ok(day.includes(`see that somebody does: Case ${file.slice(-6).toUpperCase()}`))
    assert.ok(!day.includes(closed.slice(-6).toUpperCase()), 'nothing is asked of a closed case')
    assert.match((await page('other-coordinator', '/inbox'))[1], /Nobody decides about a case any more/)
    const [, words] = await page('other-coordinator', path)
    assert.ok(words.includes(`${reference}: nobody decides about it`) && !words.includes('The park'))
    assert.equal(await status('other-coordinator', `/cases/${own}`), 404)
    assert.equal(await status('colleague', path), 403)
    assert.equal(await send('other-coordinator', path, { why: '' }), 422)
    assert.equal(await send('other-coordinator', path, { why: 'I ring the family today' }), 303)
    const [, team] = await page('other-coordinator', `/cases/${own}/team`)
    assert.match(team, /Test other-coordinator , [^.]+\. Leads the case \. Since [^.]+\. I ring the family today\./)
    assert.deepEqual(
      [await status('other-coordinator', path), await send('other-coordinator', path, { why: 'Twice' }, '/')],
      [404, 404],
    )
    assert.deepEqual(await held('other-coordinator', own), ['case', 'case'])
  })
}
