// The pages around the list: guard rails, power, map, near-repeat, what was dismissed, contesting, and the public papers.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { actions } from '#modules/actions'
import { agencies, type Role } from '#modules/agencies'
import { areas } from '#modules/areas'
import { conflicts } from '#modules/conflicts'
import { incidents, reportTension } from '#modules/incidents'
import { interventions } from '#modules/interventions'
import { model } from '#modules/model'
import { sharing } from '#modules/sharing'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { openSite, type Site } from '#platform/testing/site'
import { longDate } from '#platform/views'
import { codes, fillCounty } from './county.test.ts'
import { earlyWarning } from './module.ts'
import { makeRun } from './run.ts'
import { entriesOf, runShown } from './store/watchlist.ts'

const modules = [model, agencies, sharing, areas, incidents, interventions, actions, conflicts, earlyWarning]

describe('around the watchlist', () => {
  let site: Site
  let entry = ''
  const ids = new Map<Role, string>()
  const actorOf = (role: Role) => ({ id: ids.get(role) ?? '', session: undefined })
  const as = <T>(role: Role, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor(actorOf(role), 'analysis', work)
  const now = new Date()
  const report = {
    about: 'place',
    area: codes[3] ?? '',
    place: '',
    what: 'Two groups met and argued.',
    basis: 'seen',
    sureness: 'likely',
    recency: 'today',
    provenance: 'school',
    handling: 'partners',
  } as const

  before(async () => {
    site = await openSite({ modules, fill: context => fillCounty(context, ids) })
    await as('referrer', tx => reportTension(tx, report, now, ukDay(now), ids.get('referrer') ?? ''))
    for (const at of [now, new Date(now.getTime() + 1000)])
      await makeRun(site.database, actorOf('analyst'), { now: at, demonstration: true, partnership: 'test' })
    const run = await as('analyst', tx => runShown(tx))
    const entries = await as('analyst', tx => entriesOf(tx, run?.id ?? ''))
    entry = entries.find(({ areaCode }) => areaCode === codes[3])?.id ?? ''
  })
  after(() => site.close())

  const pages = [
    ['/watchlist/guard-rails', /It held\./],
    ['/watchlist/power', /How long proof takes here/],
    ['/watchlist/map', /This list has no map/],
    ['/watchlist/near-repeat', /It was not worked out for this list/],
    ['/watchlist/overrides', /Nobody has dismissed an entry yet/],
  ] as const
  for (const [path, words] of pages) {
    test(`${path} is for analysts, and closed to a practitioner`, async () => {
      const answer = await (await site.signIn('analyst')).get(path)
      assert.equal(answer.statusCode, 200)
      assert.match(answer.body, words)
      assert.equal((await (await site.signIn('practitioner')).get(path)).statusCode, 403)
    })
  }

  const papers = [
    [
      'transparency',
      /for Safer Warwickshire Partnership from its[\s\S]*Tier 2: risks, mitigations and impact assessments/,
    ],
    ['algo-care', /Challengeable/],
    ['model-card', /Never/],
  ] as const
  for (const [name, words] of papers) {
    test(`${name}: a page for anybody, and the same as Markdown, with figures of the newest sealed prediction`, async () => {
      const page = await site.visitor().get(`/early-warning/${name}`)
      assert.equal(page.statusCode, 200)
      assert.match(page.body, words)
      const file = await site.visitor().get(`/early-warning/${name}.md`)
      assert.match(file.body, /^# /)
      assert.match(file.body, words)
      assert.match(file.body, new RegExp(`Newest sealed prediction: ${longDate(ukDay(now))}`))
    })
  }

  test('an entry says what it is made of, what would lower it, what was done last time, and asks what might help', async () => {
    const { body } = await (await site.signIn('analyst')).get(`/watchlist/entries/${entry}`)
    assert.match(body, /its long-run rate/)
    assert.match(body, /What would lower it/)
    assert.match(body, /What was done last time<\/h2>\s*<ul/)
    assert.match(body, /help here\?/)
  })

  test('dismissed with a reason, it stands among what people dismissed', async () => {
    const person = await site.signIn('analyst')
    const answer = { decision: 'aside', why: 'The school has settled it.' }
    assert.equal((await person.post(`/watchlist/entries/${entry}`, answer)).statusCode, 303)
    assert.match((await person.get('/watchlist/overrides')).body, /The school has settled it\./)
  })

  describe('contesting', () => {
    let contest = ''
    const why = 'One argument was told three times.'
    test('without words it is asked again', async () => {
      const person = await site.signIn('intelligence-lead')
      const answer = await person.post(`/watchlist/contests/new/entry/${entry}`, { why: '' })
      assert.equal(answer.statusCode, 422)
      assert.match(answer.body, /Say what is wrong or unfair/)
    })
    test('whoever may read an entry can contest it, and it waits for the governance lead', async () => {
      const person = await site.signIn('intelligence-lead')
      const answer = await person.post(`/watchlist/contests/new/entry/${entry}`, { why })
      assert.equal(answer.statusCode, 303)
      contest = String(answer.headers.location)
      const tasks = await as('governance', async tx =>
        earlyWarning.tasks?.(tx, { id: '', name: '', jobTitle: '', agency: '', roles: ['governance'] }, now),
      )
      assert.deepEqual(
        tasks?.map(({ href }) => href),
        [contest],
      )
    })
    test('the governance lead reads it without reading the list, and answers; whoever asked reads the answer', async () => {
      const lead = await site.signIn('governance')
      assert.match((await lead.get(contest)).body, new RegExp(why))
      assert.equal((await lead.get(`/watchlist/entries/${entry}`)).statusCode, 403)
      const answer = { upheld: 'yes', answer: 'The three reports are closed.' }
      assert.equal((await lead.post(contest, answer)).statusCode, 303)
      const reader = await site.signIn('intelligence-lead')
      assert.match((await reader.get(contest)).body, /They are right\. The three reports are closed\./)
    })
    test('an analyst who contests an entry cannot answer it: the page, the program and the database refuse', async () => {
      const person = await site.signIn('analyst')
      const own = String((await person.post(`/watchlist/contests/new/entry/${entry}`, { why })).headers.location)
      assert.match((await person.get(own)).body, /There is no answer yet\./)
      assert.equal((await person.post(own, { upheld: 'no', answer: 'It is right.' })).statusCode, 403)
      const row = { contest: own.slice(-36), upheld: false, answer: 'x', at: now, by_whom: ids.get('analyst') ?? '' }
      await assert.rejects(
        as('analyst', tx => tx.insertInto('watch_contest_answer').values(row).execute()),
        /row-level security/,
      )
    })
    test('nobody else reads it, and whoever may not read the entry cannot contest it', async () => {
      const outsider = await site.signIn('practitioner')
      assert.equal((await outsider.get(contest)).statusCode, 404)
      assert.equal((await outsider.get(`/watchlist/contests/new/entry/${entry}`)).statusCode, 404)
      const row = { id: entry, entry, title: 'x', why: 'x', at: now, by_whom: ids.get('practitioner') ?? '' }
      await assert.rejects(
        as('practitioner', tx => tx.insertInto('watch_contest').values(row).execute()),
        /row-level security/,
      )
    })
  })
})
