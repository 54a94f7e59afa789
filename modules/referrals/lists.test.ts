// The lists of referrals: each page begins in its index, as the application asks for it, and shows what the policies show.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { audienceId } from '#platform/access'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import type { Site } from '#platform/testing/site'
import { leftUpkeep } from './left.ts'
import { actorOf, makeReferral, referralsSite, type StaffKey } from './referrals-site.test.ts'
import { newestQuery, newestReferrals } from './store/newest.ts'
import { inAreaQuery } from './store/related.ts'
import { sortedBy } from './store/work.ts'
import { askingAgencies, askingQuery, workQuery, workToSort } from './store/work-lists.ts'

describe('the lists of referrals, as the database reads them', () => {
  let site: Site
  let [older, middle, newest] = ['', '', '']
  before(async () => {
    site = await referralsSite()
    older = await makeReferral(site, 'nurse')
    middle = await makeReferral(site, 'teacher')
    newest = await makeReferral(site, 'nurse')
    const path = `/referrals/${newest}`
    const visitor = await site.signIn('coordinator')
    await visitor.post(`${path}/assign`, { sorter: actorOf('coordinator').id }, path)
  })
  after(() => site.close())

  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor(actorOf(key), 'referral', work)

  function planOf(key: StaffKey, query: (tx: Transaction) => Promise<RawBuilder<unknown>>): Promise<string> {
    return as(key, async tx => {
      // A few rows are read faster from end to end; a million are not: referrals.bench.ts.
      for (const way of ['seqscan', 'sort', 'bitmapscan']) await sql.raw(`set local enable_${way} = off`).execute(tx)
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${await query(tx)}`.execute(tx)
      return rows.map(row => row['QUERY PLAN']).join('\n')
    })
  }

  for (const [what, filter, index, condition] of [
    ['everything that waits', { whose: 'anyone' }, 'referral_work_due', /ROW\(due_key, referral\) > ROW/],
    ['what nobody sorts', { whose: 'nobody' }, 'referral_work_free', /ROW\(due_key, referral\) > ROW/],
    ['mine', { whose: 'mine' }, 'referral_work_sorter', /sorter = /],
  ] as const)
    test(`${what}: the page begins in its index where the last one ended, and nothing is sorted`, async () => {
      const asked = { actor: actorOf('coordinator').id, now: new Date(), after: older }
      const plan = await planOf('coordinator', tx => workQuery(tx, { late: false, ...filter }, asked))
      assert.match(plan, new RegExp(`Index Scan using ${index} on referral_work`))
      assert.match(plan, condition)
      assert.doesNotMatch(plan, /Sort|Seq Scan on referral_work/)
    })

  for (const [narrow, index] of [
    [{ waits: 'sorting' }, 'referral_work_waits'],
    [{ about: 'person' }, 'referral_work_about'],
    [{ nobodyGoes: true }, 'referral_work_nobody_goes'],
    [{ agency: audienceId('agency', 'org.nhs_trusts') }, 'referral_work_agency'],
  ] as const)
    test(`narrowed by ${Object.keys(narrow)}: the page begins in ${index}, and nothing is sorted`, async () => {
      const asked = { actor: actorOf('coordinator').id, now: new Date() }
      const plan = await planOf('coordinator', tx => workQuery(tx, { whose: 'anyone', late: false, ...narrow }, asked))
      assert.match(plan, new RegExp(`Index Scan using ${index} on referral_work`))
      assert.doesNotMatch(plan, /Sort|Seq Scan on referral_work/)
    })

  test('the agencies to choose from are the two that asked, read from one step to the next of their index', async () => {
    const asking = await as('coordinator', askingAgencies)
    assert.equal(asking.length, 2)
    const plan = await planOf('coordinator', async () => askingQuery)
    assert.equal(plan.match(/Index (Only )?Scan using referral_work_agency/g)?.length, 2)
    assert.match(plan, /agency > /)
  })

  test('others of one area begin in its index, the newest first', async () => {
    const plan = await planOf('coordinator', async () => inAreaQuery({ id: newest, made_at: new Date() }, 'E01031200'))
    assert.match(plan, /Index (Only )?Scan Backward using referral_content_area on referral_content c/)
    assert.doesNotMatch(plan, /Sort|Seq Scan on referral/)
  })

  test('all, newest, of who sorts: the page begins at its key, and nothing that they may read is read beforehand', async () => {
    const looking = { actor: actorOf('coordinator').id, all: true, before: newest }
    const plan = await planOf('coordinator', async () => newestQuery(looking))
    assert.match(plan, /Index (Only )?Scan Backward using referral_pkey on referral r/)
    assert.match(plan, /id < /)
    assert.doesNotMatch(plan, /Sort|Seq Scan on (referral|access)/)
  })

  test('all, newest, of who asked: the page begins from what was given to each of their audiences', async () => {
    const looking = { actor: actorOf('nurse').id, all: false, before: newest }
    const plan = await planOf('nurse', async () => newestQuery(looking))
    assert.match(plan, /Index (Only )?Scan Backward using access_referral on access a/)
    assert.match(plan, /record < /)
    assert.doesNotMatch(plan, /Seq Scan on (referral|access)/)
  })

  const ids = (key: StaffKey, all: boolean, before?: string): Promise<string[]> =>
    as(key, tx => newestReferrals(tx, { actor: actorOf(key).id, all, before }))

  test('newest first, and older than the last one of the page before', async () => {
    assert.deepEqual(await ids('coordinator', true), [newest, middle, older])
    assert.deepEqual(await ids('coordinator', true, newest), [middle, older])
    assert.deepEqual(await ids('nurse', false), [newest, older])
    assert.deepEqual(await ids('nurse', false, newest), [older])
  })

  for (const key of ['board', 'practitioner'] as const)
    test(`${key}, to whom nothing was given, finds none, whichever way the list is asked for`, async () => {
      assert.deepEqual(await ids(key, false), [])
      assert.deepEqual(await ids(key, true), [])
    })

  test('who asked finds theirs alone, even if the list of all is asked for: the policies decide', async () => {
    assert.deepEqual(await ids('nurse', true), [newest, older])
  })

  test('a coordinator’s own work and what nobody sorts wait for them, and nothing that a colleague sorts', async () => {
    const waiting = (key: StaffKey): Promise<string[]> =>
      as(key, async tx => (await workToSort(tx, actorOf(key).id, new Date())).map(({ referral }) => referral).sort())
    assert.deepEqual(await waiting('coordinator'), [older, middle, newest].sort())
    assert.deepEqual(await waiting('chair'), [older, middle].sort())
  })

  test('what somebody sorted who left waits for every coordinator: nobody is told in their place, and whoever is to sort must be one', async () => {
    const path = `/referrals/${newest}`
    const visitor = await site.signIn('coordinator')
    const assigned = (key: StaffKey) => visitor.post(`${path}/assign`, { sorter: actorOf(key).id }, path)
    assert.equal((await assigned('practitioner')).statusCode, 422)
    const named = (): Promise<unknown> => as('chair', async tx => (await sortedBy(tx, newest))?.sorter)
    assert.equal(await named(), actorOf('coordinator').id)
    const [actor, audience] = [actorOf('coordinator').id, audienceId('role', 'coordinator')]
    await site.database.asSystem('migrator', 'set-up', async tx => {
      await sql`update membership set ends = now() where actor = ${actor} and audience = ${audience}`.execute(tx)
      await record(tx, { action: 'grant', kind: 'membership', subject: actor })
    })
    assert.equal(await named(), null)
    await leftUpkeep.run({ database: site.database, now: new Date() } as Parameters<typeof leftUpkeep.run>[0])
    const free = await as('chair', tx => workToSort(tx, actorOf('chair').id, new Date()))
    assert.ok(free.some(it => it.referral === newest && it.sorter_name === null))
  })
})
