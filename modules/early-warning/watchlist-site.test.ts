// The watchlist through its pages: three reports and a conflict rise, are named, decided on, and read by those who may.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { actions } from '#modules/actions'
import { agencies, type Role } from '#modules/agencies'
import { areas } from '#modules/areas'
import { addConflict, addEvent, conflicts } from '#modules/conflicts'
import { incidents, reportTension } from '#modules/incidents'
import { model } from '#modules/model'
import { sharing } from '#modules/sharing'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AgendaItem } from '#platform/module'
import { openSite, type Site, type Visitor } from '#platform/testing/site'
import { codes, fillCounty } from './county.test.ts'
import { earlyWarning } from './module.ts'
import { makeRun } from './run.ts'
import { entriesOf, runShown } from './store/watchlist.ts'

const modules = [model, agencies, sharing, areas, incidents, actions, conflicts, earlyWarning]

describe('the watchlist', () => {
  let site: Site
  const ids = new Map<Role, string>()
  const actorOf = (role: Role) => ({ id: ids.get(role) ?? '', session: undefined })
  const as = <T>(role: Role, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor(actorOf(role), 'analysis', work)
  const now = new Date()
  const visitor = (role: Role): Promise<Visitor> => site.as(role)
  const rising = codes[17] ?? ''

  before(async () => {
    site = await openSite({ modules, fill: context => fillCounty(context, ids) })
    const reports: string[] = []
    for (const provenance of ['school', 'community', 'reported'] as const)
      reports.push(await as('referrer', tx => report(tx, provenance, rising)))
    for (const code of [codes[2], codes[30], codes[38]]) await as('referrer', tx => report(tx, 'community', code ?? ''))
    await as('police-analyst', tx => openConflict(tx, '10-or-more', reports))
    await as('police-analyst', tx => openConflict(tx, 'under-5', []))
    await makeRun(site.database, actorOf('analyst'), { now, demonstration: true, partnership: 'test' })
  })
  after(() => site.close())

  async function report(tx: Transaction, provenance: 'school' | 'community' | 'reported', area: string) {
    const answers = {
      about: 'group',
      area,
      place: '',
      what: `Two groups argue, told by ${provenance}.`,
      basis: 'seen',
      sureness: 'likely',
      recency: 'today',
      provenance,
      handling: 'partners',
    } as const
    return reportTension(tx, answers, now, ukDay(now), ids.get('referrer') ?? '')
  }

  async function openConflict(tx: Transaction, size: '10-or-more' | 'under-5', reports: readonly string[]) {
    const actor = ids.get('police-analyst') ?? ''
    const group = { shares: 'A street', district: null, size, size_source: 'A youth club' }
    const first = { ...group, name: `A group of ${size}` }
    const id = await addConflict(tx, { first, second: null, areaCode: rising }, actor, now)
    for (const it of reports) {
      const happened = { kind: 'happened', on: ukDay(now), direction: 'unknown', stage: 1, violence: null } as const
      await addEvent(tx, id, { ...happened, provenance: 'school', report: it }, actor, now)
    }
    return id
  }

  const entryNamed = async (kind: 'place' | 'conflict') => {
    const run = await as('analyst', tx => runShown(tx))
    const entries = await as('analyst', tx => entriesOf(tx, run?.id ?? ''))
    const entry = entries.find(it => it.kind === kind && (kind === 'conflict' || it.areaCode === rising))
    if (entry === undefined) throw new Error(`No ${kind} is listed.`)
    return entry
  }

  describe('what it raises', () => {
    test('the place with three fresh reports has a signal and stands first among places', async () => {
      const entry = await entryNamed('place')
      assert.deepEqual([entry.position, entry.signal], [2, true])
    })
    test('its page names the three reports as what moved it, with links', async () => {
      const page = await (await visitor('analyst')).get(`/watchlist/entries/${(await entryNamed('place')).id}`)
      for (const provenance of ['school', 'community', 'reported'])
        assert.match(page.body, new RegExp(`href="/tensions/[^"]+">Report[^<]*told by ${provenance}`))
    })
    test('the conflict of those reports is on it, with its stage and without a chance', async () => {
      const page = await (await visitor('analyst')).get('/watchlist')
      const listed = page.body.slice(page.body.indexOf('>Conflicts<'), page.body.indexOf('>Places<'))
      assert.match(listed, /It is rising, as far as threats \(step 2 of 6\)/)
      assert.match(listed, /No chance is given/)
      assert.doesNotMatch(listed, / in 100/)
    })
    test('a conflict of a group of fewer than five is computed by nobody, and the page says so', async () => {
      const page = await (await visitor('analyst')).get('/watchlist')
      assert.match(page.body, /1 conflict goes on of which nothing is computed/)
      assert.doesNotMatch(page.body, /A group of under-5/)
    })
  })

  describe('honest first', () => {
    test('every page says that it is a test on synthetic data while the assessments are not approved', async () => {
      const person = await visitor('intelligence-lead')
      const entry = await entryNamed('place')
      for (const path of ['/watchlist', `/watchlist/entries/${entry.id}`]) {
        const { body } = await person.get(path)
        assert.match(body, /This is a test on synthetic data\. The data protection impact assessment is a draft\./)
      }
    })
    test('how it did before stands above what it says', async () => {
      const { body } = await (await visitor('analyst')).get('/watchlist')
      assert.ok(body.indexOf('How it did before') < body.indexOf('>Places<'))
    })
    test('outside a demonstration nothing is worked out until the assessments are approved', async () => {
      await assert.rejects(
        makeRun(site.database, actorOf('analyst'), { now, demonstration: false, partnership: 'test' }),
        /There is no equality impact assessment/,
      )
    })
    test('the same data give the same list', async () => {
      const first = await entryNamed('place')
      await makeRun(site.database, actorOf('police-analyst'), { now, demonstration: true, partnership: 'test' })
      const second = await entryNamed('place')
      assert.deepEqual({ ...second, id: '', run: '', decisions: [] }, { ...first, id: '', run: '', decisions: [] })
    })
    test('a run cannot be changed', async () => {
      await assert.rejects(
        as('analyst', tx => tx.updateTable('watch_entry').set({ expected: 0 }).execute()),
        /permission denied/,
      )
    })
  })

  describe('deciding', () => {
    const why = 'Three agencies told of it in one day.'
    const decide = async (id: string, decision: string, reason = why) =>
      (await visitor('analyst')).post(`/watchlist/entries/${id}`, { decision, why: reason })
    const agendaOf = async (role: Role): Promise<AgendaItem[]> =>
      as(role, async tx => (await Promise.all([conflicts, earlyWarning].map(it => it.agenda?.(tx, now) ?? []))).flat())

    test('a decision needs a reason', async () => {
      const answer = await decide((await entryNamed('place')).id, 'watch', '')
      assert.equal(answer.statusCode, 422)
      assert.match(answer.body, /Say why/)
    })
    test('put on the agenda, the place and the conflict are offered to every member of the group in neutral words', async () => {
      assert.equal((await decide((await entryNamed('place')).id, 'agenda')).statusCode, 303)
      assert.equal((await decide((await entryNamed('conflict')).id, 'agenda')).statusCode, 303)
      const items = await agendaOf('coordinator')
      assert.deepEqual(
        items.map(({ kind, title, why: said, group }) => [kind, title, said, group]),
        [
          ['conflict', 'A conflict between two groups in Rugby', why, 'grp.tactical'],
          ['watch entry', 'A place to look at: Rugby 17', why, 'grp.tactical'],
        ],
      )
      const person = await visitor('coordinator')
      for (const { href } of items) assert.equal((await person.get(href)).statusCode, 200)
      assert.deepEqual(await agendaOf('board'), [])
      assert.deepEqual(await agendaOf('referrer'), [])
    })
    test('set aside later, the place is off the agenda for those who read only that', async () => {
      assert.equal((await decide((await entryNamed('place')).id, 'aside')).statusCode, 303)
      assert.deepEqual(
        (await agendaOf('coordinator')).map(({ kind }) => kind),
        ['conflict'],
      )
    })
  })

  describe('who reads it', () => {
    const outsiders = [
      'referrer',
      'practitioner',
      'coordinator',
      'chair',
      'board',
      'governance',
      'administrator',
    ] as const
    test('nobody but the analysts and the intelligence lead gets a page of it', async () => {
      const { id } = await entryNamed('place')
      const answers: string[] = []
      for (const role of outsiders) {
        const person = await visitor(role)
        for (const path of ['/watchlist', `/watchlist/entries/${id}`])
          answers.push(`${role} ${(await person.get(path)).statusCode}`)
      }
      assert.deepEqual(
        [...new Set(answers)],
        outsiders.map(role => `${role} 403`),
      )
    })
    test('nobody but them gets a run or an entry from the database', async () => {
      const seen: string[] = []
      for (const role of outsiders) {
        const rows = await as(role, async tx => [
          await tx.selectFrom('watch_run').select('id').execute(),
          await tx.selectFrom('watch_entry').select('id').execute(),
        ])
        if (rows.flat().length > 0) seen.push(role)
      }
      assert.deepEqual(seen, [])
    })
    test('of the decisions, a member of the group gets only those that the group was asked about', async () => {
      const decided = (role: Role) => as(role, tx => tx.selectFrom('watch_decision').select('decision').execute())
      assert.deepEqual((await decided('board')).length, 0)
      assert.deepEqual((await decided('coordinator')).map(({ decision }) => decision).sort(), ['agenda', 'aside'])
      assert.equal((await decided('analyst')).length, 3)
    })
    test('the intelligence lead reads and decides nothing', async () => {
      const person = await visitor('intelligence-lead')
      const { id } = await entryNamed('place')
      assert.doesNotMatch((await person.get(`/watchlist/entries/${id}`)).body, /Save the decision/)
      assert.doesNotMatch(
        (await person.get('/watchlist')).body,
        /Work out the watchlist<|Work out the watchlist\s*<\/button/,
      )
    })
  })
})
