// The lists of work, as each person sees them; and that a page of them begins in an index, as the application asks for it. At the end
// people move and leave: see leaving.test.ts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { saveFilter } from '#modules/referrals'
import { fixedClock } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { throughMatcher } from '#platform/search'
import { secretsOf } from '#platform/secrets'
import { openSite, type Site } from '#platform/testing/site'
import { actorOf, addStaff, fillCase, makeCase, modules, now, type StaffKey } from './cases-site.test.ts'
import { leavingAnAgency } from './leaving.test.ts'
import { storyPages } from './pages/story.ts'
import { type CaseFilter, caseWorkQuery, countsByLead, refreshCaseWork } from './store/caseload.ts'
import { addEvent } from './store/files.ts'
import { movingQuery } from './store/moves.ts'
import { addPlan } from './store/plans.ts'

describe('the lists of work', () => {
  let site: Site
  let begun = ''
  let free = ''
  let late = ''
  let closed = ''

  before(async () => {
    const clock = fixedClock('2026-12-10T10:00:00Z')
    const fill = ({ database }: Pick<Site, 'database'>) => database.asSystem('migrator', 'set-up', addStaff)
    site = await openSite({ modules, clock, fill })
    const secrets = secretsOf(site.config)
    begun = (await makeCase(site.database, secrets)).file
    const held = await makeCase(site.database, secrets)
    free = held.file
    late = (await makeCase(site.database, secrets)).file
    closed = (await makeCase(site.database, secrets)).file
    await fillCase(site.database, { person: held.person, file: begun })
    await note('coordinator', free, 'left', actorOf('lead').id)
    await note('coordinator', free, 'held')
    await note('lead', closed, 'closed')
  })
  after(() => site.close())

  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor(actorOf(key), 'case', work)
  let minutes = 0
  function note(key: StaffKey, file: string, event: 'held' | 'closed' | 'left', member?: string): Promise<string> {
    minutes += 1
    const at = new Date(now.getTime() + minutes * 60_000)
    return as(key, tx => addEvent(tx, file, { event, why: 'A test', ...(member === undefined ? {} : { member }) }, at))
  }

  /** The cases of a page, in its order. */
  async function shown(key: StaffKey, path: string): Promise<string[]> {
    const { body } = await (await site.signIn(key)).get(path)
    return [...body.matchAll(/<a class="govuk-link" href="\/cases\/([0-9a-f-]{36})">/g)].map(([, id]) => id ?? '')
  }

  test('the lead begins with the cases they lead, the soonest due first; one that is closed, or that they left, is not there', async () => {
    assert.deepEqual(await shown('lead', '/cases'), [late, begun])
  })

  for (const [query, expected] of [
    ['', () => [late, begun, free]],
    ['?whose=anyone', () => [late, begun, free]],
    ['?whose=nobody', () => [free]],
    ['?whose=mine', () => []],
    ['?whose=colleagues', () => [late, begun]],
    ['?late=yes', () => [late]],
    ['?waits=assessment', () => [late]],
    ['?waits=review', () => [begun, free]],
    ['?lead=LEAD', () => [late, begun]],
    ['?lead=nonsense&whose=nonsense&waits=x', () => [late, begun, free]],
  ] as const)
    test(`"${query}" shows a coordinator what it says`, async () => {
      assert.deepEqual(await shown('coordinator', `/cases${query.replace('LEAD', actorOf('lead').id)}`), expected())
    })

  test('a page goes on after the last one of the page before', async () => {
    assert.deepEqual(await shown('coordinator', `/cases?after=${late}`), [begun, free])
  })

  for (const key of ['other-coordinator', 'colleague'] as const)
    test(`${key}, who is in no team, has an empty list, and no count of the cases of others`, async () => {
      assert.deepEqual(await shown(key, '/cases?whose=anyone'), [])
      assert.deepEqual(await as(key, tx => countsByLead(tx, actorOf(key).id, '2026-12-10')), [])
      assert.match((await (await site.signIn(key)).get('/cases')).body, /You are in no case team/)
    })

  test('a list of somebody else is empty for whoever asks for it: the row follows the case, not who it is made for', async () => {
    assert.deepEqual(await as('colleague', tx => countsByLead(tx, actorOf('lead').id, '2026-12-10')), [])
  })

  test('a teacher of the team keeps the plain list, and is told nothing of what was assessed', async () => {
    assert.deepEqual((await shown('teacher', '/cases')).length, 4)
    assert.deepEqual(await as('teacher', tx => countsByLead(tx, actorOf('teacher').id, '2026-12-10')), [])
    assert.equal((await (await site.signIn('teacher')).get('/cases/by-lead')).statusCode, 403)
  })

  test('counts by lead: the coordinator’s three open cases are two of the lead, one of them late, and one on hold of nobody', async () => {
    const counts = await as('coordinator', tx => countsByLead(tx, actorOf('coordinator').id, '2026-12-10'))
    assert.deepEqual(
      counts.map(({ name, open, late, held }) => [name, open, late, held]),
      [
        [null, 1, 0, 1],
        ['Test lead', 2, 1, 0],
      ],
    )
    const { body } = await (await site.signIn('coordinator')).get('/cases/by-lead')
    assert.match(body, /Youth[^<]*|Cases by lead/)
    assert.match(body, /href="\/cases\?whose=nobody">Nobody yet/)
  })

  test('a kept list stands under an id, is only its owner’s, and is no list of referrals', async () => {
    const coordinator = await site.signIn('coordinator')
    const fields = { whose: 'nobody', name: 'Without a lead' }
    const { headers } = await coordinator.post('/cases/filters', fields, '/cases')
    const path = String(headers.location)
    assert.match(path, /^\/cases\?filter=[0-9a-f-]{36}$/)
    assert.deepEqual(await shown('coordinator', path), [free])
    assert.doesNotMatch((await (await site.signIn('lead')).get('/cases')).body, /Without a lead/)
    assert.doesNotMatch((await coordinator.get('/referrals')).body, /Without a lead/)
    assert.equal((await coordinator.post('/cases/filters', { name: 'x' }, '/cases')).statusCode, 422)
    await coordinator.post(`/cases/filters/${path.slice(-36)}/remove`, {}, '/cases')
    assert.doesNotMatch((await coordinator.get('/cases')).body, /Without a lead/)
  })

  test('a practitioner, who holds no key to referrals, keeps a list of cases and none of referrals', async () => {
    const keepAs = (list: 'cases' | 'referrals') =>
      as('lead', tx => saveFilter(tx, list, { name: 'Late', filter: {} }, actorOf('lead').id, now))
    await keepAs('cases')
    await assert.rejects(keepAs('referrals'), /row-level security/)
  })

  test('nobody but the matcher itself adds, changes or removes a row, not even through its columns', async () => {
    for (const change of ['delete from case_work', "update case_work set state = 'closed'"])
      await assert.rejects(
        as('lead', tx => sql.raw(change).execute(tx)),
        /permission denied/,
      )
    await as('lead', async tx => {
      const gone = await throughMatcher(tx, () => sql`delete from case_work returning file`.execute(tx))
      await record(tx, { action: 'write', kind: 'lists of work' })
      assert.deepEqual(gone.rows, [])
    })
  })

  test('worked out anew, every row stays as it is', async () => {
    const all = () =>
      as('coordinator', async tx => (await sql`select * from case_work order by member, file`.execute(tx)).rows)
    const before = await all()
    await as('coordinator', async tx => {
      await refreshCaseWork(tx, [begun, free, late, closed])
      await record(tx, { action: 'write', kind: 'lists of work' })
    })
    assert.deepEqual(await all(), before)
    assert.ok(before.length >= 12)
  })

  test('everything by date: the lead reads plan, sessions, reviews and outcome in their order; the teacher no session and no assessment', async () => {
    const path = `/cases/${begun}/timeline`
    const { body } = await (await site.signIn('lead')).get(path)
    const told = ['Assessed with them', 'Plan, version 1', 'Session: came', 'Review: go on', 'They said how they are']
    for (const words of [...told, 'Help ended: as planned', 'Turns 18: planned', 'The record was made'])
      assert.ok(body.includes(words), words)
    assert.ok(body.indexOf('Plan, version 1') < body.indexOf('Review: go on'))
    const teacher = (await (await site.signIn('teacher')).get(path)).body
    assert.ok(teacher.includes('Review: go on') && !teacher.includes('Session:') && !teacher.includes('Assessed'))
    assert.ok(!teacher.includes('Walked'))
    assert.equal((await (await site.signIn('colleague')).get(path)).statusCode, 404)
  })

  test('a case is printed by who has just proved who they are: with marking, names, who printed it; and the ledger has the export', async () => {
    assert.equal(storyPages.find(({ method }) => method === 'post')?.fresh, 'minutes')
    const lead = await site.signIn('lead')
    const path = `/cases/${begun}/print`
    assert.equal((await lead.post(path, { use: 'meeting' }, path)).statusCode, 422)
    const { body, statusCode } = await lead.post(path, { use: 'meeting', whom: 'The group' }, path)
    assert.equal(statusCode, 200)
    for (const words of [
      'OFFICIAL-SENSITIVE',
      'Printed by Test lead',
      'I want to sleep at night',
      'He sleeps',
      'It is done',
    ])
      assert.ok(body.includes(words), words)
    assert.ok(!body.includes('Walked') && !body.includes('DRAFT'), 'no word of a session, and no draft')
    const { rows } = await site.database.asSystem('sealer', 'test', tx =>
      sql`select from ledger_entry where action = 'export' and kind = 'case'`.execute(tx),
    )
    assert.equal(rows.length, 1)
    const draft = `/cases/${late}/print`
    await as('lead', tx =>
      addPlan(
        tx,
        late,
        { version: 1, goals: [], programme: '', programme_name: '', programme_why: '', made_on: '2026-12-09' },
        now,
      ),
    )
    assert.match((await lead.post(draft, { use: 'handover', whom: 'Her' }, draft)).body, /bw-watermark[^>]*>DRAFT/)
    assert.equal(
      (await (await site.signIn('colleague')).post(draft, { use: 'meeting', whom: 'Me' }, '/')).statusCode,
      404,
    )
  })

  const planOf = (query: (tx: Transaction) => Promise<RawBuilder<unknown>>): Promise<string> =>
    as('lead', async tx => {
      // A few rows are read faster from end to end; a million are not: cases.bench.ts.
      for (const way of ['seqscan', 'sort', 'bitmapscan']) await sql.raw(`set local enable_${way} = off`).execute(tx)
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${await query(tx)}`.execute(tx)
      return rows.map(row => row['QUERY PLAN']).join('\n')
    })
  test('moves: as the application, they begin in the lists of whoever asks, and no table of cases or people is read from end to end', async () => {
    const plan = await planOf(async () => movingQuery(actorOf('lead').id, 'works on', '2027-12-10'))
    assert.match(plan, /Index Scan using case_work_\w+ on case_work w .*\n\s+Index Cond: \(\(?member = /)
    assert.doesNotMatch(plan, /Seq Scan on (case_|person_)/)
  })

  const plans: readonly (readonly [string, CaseFilter, string])[] = [
    ['every open case', { whose: 'anyone', late: false }, 'case_work_due'],
    ['what is late', { whose: 'anyone', late: true }, 'case_work_due'],
    ['what nobody leads', { whose: 'nobody', late: false }, 'case_work_free'],
    ['a caseload', { whose: 'mine', late: false }, 'case_work_lead'],
  ]
  for (const [what, filter, index] of plans)
    test(`${what}: as the application, the page begins in its index, and neither cases nor lists are read from end to end`, async () => {
      const { id: actor } = actorOf('lead')
      const plan = await planOf(tx => caseWorkQuery(tx, filter, { actor, today: '2026-12-10', after: late }))
      assert.match(plan, new RegExp(`Index Scan using ${index} on case_work`))
      assert.match(plan, /member = /)
      assert.doesNotMatch(plan, /Sort|Seq Scan on case_/)
    })

  test('a colleague who left leads nothing: what they led is led by nobody, in the lists of whoever opened it, and it says why', async () => {
    assert.deepEqual(await shown('coordinator', '/cases?whose=nobody'), [free])
    const { id } = actorOf('lead')
    const stop = `/accounts/${id}/stop`
    const { statusCode } = await (await site.signIn('administrator')).post(stop, { why: 'Left for another job' }, stop)
    assert.equal(statusCode, 303)
    assert.deepEqual(await shown('coordinator', '/cases?whose=nobody'), [late, begun, free])
    assert.deepEqual(await shown('coordinator', `/cases?lead=${id}`), [])
    const { body } = await (await site.signIn('coordinator')).get(`/cases/${late}`)
    assert.match(body, /Nobody leads it/)
    assert.match(body, /Works there no longer/)
  })

  leavingAnAgency(() => ({ site, late, closed }))
})
