// What a closed case still takes and what it does not, and forms that are sent back with what was typed: called by delivery.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { says, type Walk } from './cases-browser.test.ts'
import { actorOf, modules } from './cases-site.test.ts'

const on = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }

export function formsKept(walk: () => Walk): void {
  test('a form that is sent back keeps what was typed, in its own boxes and not in those of the form beside it', async () => {
    const [team, next] = [`/cases/${walk().file}/team`, `/cases/${walk().file}/next`]
    const why = 'Speaks Polish with his mother'
    const joining = await walk().refused('colleague', `${team}/join`, { member: '', why }, team)
    assert.match(joining, /id="why"[^>]*value="Speaks Polish with his mother"/)
    assert.doesNotMatch(joining, /id="leave-why"[^>]*value="Speaks/)
    const leaving = await walk().refused('colleague', `${team}/leave`, { member: actorOf('teacher').id, why: '' }, team)
    assert.match(leaving, new RegExp(`value="${actorOf('teacher').id}" selected`))
    const long = 'away '.repeat(201)
    assert.ok((await walk().refused('lead', `${next}/hold`, { why: long }, next)).includes('away away away'))
  })
}

export function onceClosed(walk: () => Walk): void {
  const workers = async (): Promise<number | null | undefined> => {
    const offer = modules.find(({ name }) => name === 'cases')?.measures
    const found = await walk().site.database.asActor(
      actorOf('board'),
      'measures',
      async tx => (await offer?.(tx)) ?? [],
    )
    return found.find(({ key }) => key === 'cases.workers')?.value
  }

  test('a review of a closed case puts nothing on hold and changes no step; what was written stays, and going on is taken', async () => {
    const path = `/cases/${walk().file}/reviews/new`
    const next = { 'next-day': '12', 'next-month': '2', 'next-year': '2027' }
    const review = { ...on, ...next, changed: 'He is at his aunt', words: 'Better', why: 'We looked back' }
    for (const decision of ['hold', 'step up'] as const) {
      const sent = await walk().refused('lead', path, { ...review, decision })
      says(sent, /The case is closed: nothing can be put on hold or changed/)
      assert.match(sent, /He is at his aunt/)
    }
    says(await walk().page('lead', `/cases/${walk().file}`), /Closed \. Case/)
    assert.doesNotMatch(await walk().page('lead', `/cases/${walk().file}/timeline`), /Put on hold/)
  })

  test('a session that is written down after closing counts its worker at once: 2 for 1 person, and not when the case ends again', async () => {
    assert.equal(await workers(), 1)
    const path = `/cases/${walk().file}/sessions/new`
    const session = { ...on, where: 'School', came: 'came', who: 'All of us', done: 'We said goodbye' }
    await walk().send('lead', path, { ...session, worker: actorOf('colleague').id })
    assert.equal(await workers(), 2)
    const long = 'again '.repeat(201)
    const back = `/cases/${walk().file}/outcome`
    assert.match(await walk().refused('lead', `/cases/${walk().file}/reopen`, { why: long }, back), /again again/)
  })
}
