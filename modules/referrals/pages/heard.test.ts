// What whoever asked hears and may do, once somebody decided; and who is told of what waits.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Site, Visitor } from '#platform/testing/site'
import { agenda, tasks } from '../day.ts'
import { lateUpkeep } from '../late.ts'
import { personalData } from '../offers-personal-data.ts'
import { groupDecided, noteOnReferral } from '../reading.ts'
import { actorOf, makeReferral, referralsSite, type StaffKey, staff } from '../referrals-site.test.ts'
import { mostFilters, saveFilter } from '../store/filters.ts'
import { addEvent, type NewEvent } from '../store/referrals.ts'
import { earlierOf } from '../store/triage.ts'
import { forGroup, groupQuery } from '../store/work-lists.ts'
import { sharedWith } from './release.ts'

const day = 86_400_000
const closed = /Closed for you\. It was read and somebody decided what happens next\./

describe('whoever asked, once somebody decided', () => {
  let site: Site
  let [nurse, coordinator]: Visitor[] = []
  before(async () => {
    site = await referralsSite()
    ;[nurse, coordinator] = [await site.as('nurse'), await site.as('coordinator')]
  })
  after(() => site.close())

  const as = <T>(key: StaffKey, work: Parameters<typeof site.database.asActor<T>>[2]): Promise<T> =>
    site.database.asActor(actorOf(key), 'referral', work)
  const happens = (id: string, ...events: readonly Partial<NewEvent>[]): Promise<void> =>
    as('coordinator', async tx => {
      for (const event of events)
        await addEvent(tx, id, { event: 'noted', what: '', why: '', ...event }, actorOf('coordinator').id, new Date())
    })
  const opened = (id: string): Promise<void> =>
    as('coordinator', tx =>
      noteOnReferral(tx, id, { event: 'case opened', why: '' }, actorOf('coordinator').id, new Date()),
    )
  const page = async (visitor: Visitor | undefined, id: string): Promise<string> =>
    (await visitor?.get(`/referrals/${id}`))?.body ?? ''
  const stateIn = (id: string): Promise<string | undefined> =>
    as('coordinator', async tx => {
      const { rows } = await sql<{ state: string }>`select state from referral_work where referral = ${id}`.execute(tx)
      return rows[0]?.state
    })
  const returned = { event: 'returned', why: 'Which hospital?' } as const
  const accepted = { event: 'decided', what: 'interventions', why: 'A reachable moment' } as const
  const noticesOf = async (record: string): Promise<string[]> => {
    const { rows } = await site.database.asSystem('worker', 'test', tx =>
      sql<{ who: string; kind: string }>`
        select coalesce((select key from account where id = n.actor), n.actor::text) as who, kind from notice n
        where record = ${record} order by kind, who`.execute(tx),
    )
    return rows.map(({ who, kind }) => `${nameOf(who)}: ${kind}`)
  }
  const nameOf = (who: string): string => (Object.keys(staff) as StaffKey[]).find(key => actorOf(key).id === who) ?? who

  test('returned, and then decided: nothing is added any more, nothing waits on their first page, and the words stand', async () => {
    const id = await makeReferral(site, 'nurse')
    await happens(id, returned)
    const check = (await nurse?.post(`/referrals/new/amend/${id}`, {}, `/referrals/${id}`))?.headers.location ?? ''
    await happens(id, { event: 'decided', what: 'child-protection', why: 'Rang at once' })
    assert.match(await page(nurse, id), closed)
    assert.doesNotMatch(await page(nurse, id), /Add to it|Which hospital/)
    assert.equal((await nurse?.post(check, {}))?.statusCode, 409)
    assert.equal((await nurse?.post(`/referrals/new/amend/${id}`, {}, '/referrals/new'))?.statusCode, 404)
    const waiting = await as('nurse', tx =>
      tasks(tx, { ...actorOf('nurse'), roles: ['referrer'] } as never, new Date()),
    )
    assert.doesNotMatch(JSON.stringify(waiting), new RegExp(id))
    assert.match(await page(coordinator, id), /Came in with a cut on his arm/)
    assert.equal(await stateIn(id), 'passed on')
  })

  test('what was returned stays about whom it was: no link changes that, and where it is changed all the same nothing is stored', async () => {
    const id = await makeReferral(site, 'nurse')
    await happens(id, returned)
    const check = (await nurse?.post(`/referrals/new/amend/${id}`, {}, `/referrals/${id}`))?.headers.location ?? ''
    const shown = (await nurse?.get(check))?.body ?? ''
    assert.match(shown, /One person\. This stays so/)
    assert.doesNotMatch(shown, /\/about\?change/)
    const [about, place] = [check.replace('check', 'about'), check.replace('check', 'place')]
    await nurse?.post(`${about}?change=yes`, { about: 'place' }, about)
    await nurse?.post(`${place}?change=yes`, { place: 'The bus station' }, place)
    const refused = await nurse?.post(check, {})
    assert.equal(refused?.statusCode, 422)
    assert.match(refused?.body ?? '', /about one person, and stays so[\s\S]*ask for help anew/)
    assert.match(await page(coordinator, id), /Returned for more[\s\S]*Rhys Merriwyn/)
  })

  test('what is added after a return keeps what was written before it, for whoever sorts', async () => {
    const id = await makeReferral(site, 'nurse')
    await happens(id, { event: 'assigned', what: actorOf('coordinator').id }, returned)
    const check = (await nurse?.post(`/referrals/new/amend/${id}`, {}, `/referrals/${id}`))?.headers.location ?? ''
    const concern = check.replace('/check', '/concern')
    await nurse?.post(`${concern}?change=yes`, { seen: 'Seen at the emergency department' }, concern)
    assert.equal((await nurse?.post(check, {}))?.statusCode, 303)
    const shown = await page(coordinator, id)
    assert.match(shown, /Seen at the emergency department[\s\S]*What was written before[\s\S]*a cut on his arm/)
    const kept = (key: StaffKey): Promise<number> => as(key, async tx => (await earlierOf(tx, id)).length)
    assert.deepEqual([await kept('coordinator'), await kept('nurse'), await kept('chair')], [1, 1, 1])
    assert.deepEqual([await kept('teacher'), await kept('practitioner'), await kept('board')], [0, 0, 0])
    assert.ok((await noticesOf(id)).includes('coordinator: referral changed'))
    await coordinator?.post(`/referrals/${id}/person/new`, {}, `/referrals/${id}/person`)
    const sections = await as('coordinator', async tx => {
      const { rows } = await sql<{ person: string }>`select person from referral where id = ${id}`.execute(tx)
      return personalData(tx, rows[0]?.person ?? '')
    })
    const before = sections.filter(({ heading }) => heading.includes('written before'))
    assert.match(JSON.stringify(before), /a cut on his arm/)
    assert.ok(before.every(({ withhold }) => withhold !== undefined))
  })

  test('accepted, they hear what they hear of every decision, once; with a case they cannot withdraw it, and read whom to tell', async () => {
    const id = await makeReferral(site, 'nurse')
    const weighed = {
      'ser-penalty': 'Years',
      'ser-victim': 'Fear',
      'ser-prevalence': 'Often',
      'ser-community': 'Avoided',
    }
    await coordinator?.post(`/referrals/${id}/person/new`, {}, `/referrals/${id}/person`)
    const decide = { outcome: 'interventions', why: 'A reachable moment', ...weighed }
    assert.equal((await coordinator?.post(`/referrals/${id}/decide`, decide, `/referrals/${id}`))?.statusCode, 303)
    assert.match(await page(nurse, id), closed)
    assert.match(await page(coordinator, id), /Tell whoever asked what was decided/)
    await opened(id)
    assert.match(await page(nurse, id), /it can no longer be withdrawn here[\s\S]*tell the coordinator/)
    const withdraw = { withdrawReason: 'moved-away', withdrawWhy: 'They moved to another town' }
    const refused = await nurse?.post(`/referrals/${id}/withdraw`, withdraw, `/referrals/${id}`)
    assert.equal(refused?.statusCode, 409)
    assert.match(refused?.body ?? '', /Tell the coordinator that it should stop/)
    assert.equal(await stateIn(id), 'being helped')
    assert.deepEqual(await noticesOf(id), ['nurse: referral answered'])
  })

  test('a case of a referral that was accepted before they were told of it: they are told now', async () => {
    const id = await makeReferral(site, 'nurse')
    await happens(id, accepted)
    assert.deepEqual(await noticesOf(id), [])
    await opened(id)
    assert.deepEqual(await noticesOf(id), ['nurse: referral answered'])
  })

  test('a withdrawal is told to whoever sorts it, and ends the time for removal; a case that runs is not ended by it', async () => {
    const [gone, helped] = [await makeReferral(site, 'nurse'), await makeReferral(site, 'nurse')]
    await happens(gone, { event: 'assigned', what: actorOf('coordinator').id })
    const withdraw = { withdrawReason: 'moved-away', withdrawWhy: 'They moved to another town' }
    assert.equal((await nurse?.post(`/referrals/${gone}/withdraw`, withdraw, `/referrals/${gone}`))?.statusCode, 303)
    assert.deepEqual(await noticesOf(gone), ['coordinator: referral changed'])
    await happens(helped, accepted)
    await opened(helped)
    await happens(helped, { event: 'withdrawn' })
    const { rows } = await site.database.asSystem('retention', 'retention', tx =>
      sql<{ id: string; schedule: string }>`select id, schedule from referral_due
        where id in (${gone}, ${helped}) and counts_from is not null order by schedule`.execute(tx),
    )
    assert.deepEqual(rows, [
      { id: helped, schedule: 'referral_helped' },
      { id: gone, schedule: 'referral_no_further_action' },
    ])
  })

  test('a group decides: it is off that group’s agenda, by whoever wrote that down; a group that it does not wait for changes nothing', async () => {
    const id = await makeReferral(site, 'teacher', { about: 'place', place: 'The bus station' })
    await happens(id, { event: 'decided', what: 'both', why: 'A test' })
    const groups = async (): Promise<string[]> =>
      (await as('coordinator', agenda)).filter(it => it.id === id).map(({ group }) => group)
    const decides = (group: string): Promise<void> =>
      as('board', tx => groupDecided(tx, id, group, actorOf('board').id, new Date()))
    await decides('grp.local')
    assert.deepEqual(await groups(), ['grp.interventions', 'grp.tactical'])
    await decides('grp.tactical')
    assert.deepEqual(await groups(), ['grp.interventions'])
    await decides('grp.interventions')
    assert.deepEqual(await groups(), [])
    assert.match(await page(coordinator, id), /open a case, or decide anew by[\s\S]*A group has decided/)
    await assert.rejects(
      as('board', tx =>
        addEvent(tx, id, { event: 'group decided', what: 'grp.local', why: '' }, actorOf('board').id, new Date()),
      ),
    )
  })

  test('more wait for one group than its agenda is offered: another group loses none of its own, and the cut list says how many more', async () => {
    const place = { about: 'place', place: 'The park' } as const
    const waiting = async (what: string): Promise<string> => {
      const id = await makeReferral(site, 'teacher', place)
      await happens(id, { event: 'decided', what, why: 'A test' })
      return id
    }
    const [local] = [await waiting('operational'), await waiting('tactical'), await waiting('tactical')]
    const given = (group: string) => as('coordinator', tx => forGroup(tx, group, 1))
    const [tactical, own] = [await given('grp.tactical'), await given('grp.local')]
    assert.deepEqual([tactical.rows.length, tactical.more], [1, 1])
    assert.deepEqual([own.rows, own.more], [[{ referral: local }], 0])
    const plan = await as('coordinator', async tx => {
      for (const way of ['seqscan', 'sort', 'bitmapscan']) await sql.raw(`set local enable_${way} = off`).execute(tx)
      return JSON.stringify((await sql`explain ${groupQuery('grp.tactical', 30)}`.execute(tx)).rows)
    })
    assert.match(plan, /Index (Only )?Scan using referral_work_tactical/)
  })

  test('help that cannot wait is told at once to those who sort; a missed clock to its sorter, then the chair, once for each time', async () => {
    const at = new Date(Date.now() - 5 * day)
    const today = await makeReferral(site, 'nurse', { urgency: 'today' }, new Date())
    assert.deepEqual(await noticesOf(today), ['coordinator: referral urgent'])
    const late = await makeReferral(site, 'nurse', { urgency: 'days' }, at)
    await happens(late, { event: 'assigned', what: actorOf('coordinator').id })
    const context = { database: site.database, now: new Date() } as Parameters<typeof lateUpkeep.run>[0]
    await lateUpkeep.run(context)
    await lateUpkeep.run({ ...context, now: new Date(Date.now() + 600_000) })
    const told = ['chair: referral late', 'coordinator: referral late']
    assert.deepEqual((await noticesOf(late)).toSorted(), told)
    await happens(late, { event: 'clock', what: 'immediate' })
    await lateUpkeep.run({ ...context, now: new Date(Date.now() + 1_200_000) })
    assert.equal((await noticesOf(late)).filter(it => it === 'coordinator: referral late').length, 2)
  })

  test('two who act at once: the second sees what the first did, and neither event is lost from the lists', async () => {
    const id = await makeReferral(site, 'nurse')
    const decide = { outcome: 'declined', reason: 'not-violence', why: 'Nothing to do with violence' }
    const twice = [decide, { ...decide, why: 'Nobody was hurt by anybody' }]
    const answers = await Promise.all(
      twice.map(fields => coordinator?.post(`/referrals/${id}/decide`, fields, `/referrals/${id}`)),
    )
    assert.deepEqual(answers.map(it => it?.statusCode).toSorted(), [303, 409])
    const both = await makeReferral(site, 'nurse')
    const sorter = actorOf('coordinator').id
    await Promise.all([happens(both, { event: 'assigned', what: sorter }), happens(both, accepted)])
    const { rows } = await as('coordinator', tx =>
      sql`select state, sorter from referral_work where referral = ${both}`.execute(tx),
    )
    assert.deepEqual(rows, [{ state: 'accepted', sorter }])
  })

  test('a body that is not told after all: the reminder ends with a reason, and they can be told later', async () => {
    const id = await makeReferral(site, 'nurse')
    await happens(id, { event: 'decided', what: 'early-help', why: 'A test' }, { event: 'withdrawn' })
    assert.match(
      await page(coordinator, id),
      /Withdrawn<\/strong>\. Early help[\s\S]*Tell early help by|Tell early help by/,
    )
    const route = `/referrals/${id}/routes/early-help`
    assert.equal((await coordinator?.post(`${route}/not-told`, { notToldWhy: 'No' }, route))?.statusCode, 422)
    const why = { notToldWhy: 'The family has moved away and agreed to nothing' }
    assert.equal((await coordinator?.post(`${route}/not-told`, why, route))?.statusCode, 303)
    assert.doesNotMatch(await page(coordinator, id), /Tell early help by/)
    assert.match((await coordinator?.get(route))?.body ?? '', /somebody wrote down that they are not told/)
    assert.equal((await coordinator?.post(`${route}/told`, { toldWhom: 'The duty worker' }, route))?.statusCode, 303)
  })

  test('a release leans on a decision to share with whoever asked, and on no other', () => {
    const shared = {
      decision: 'shared',
      to_agency_key: 'org.schools',
      to_agency_name: 'Schools',
      recipients: [],
    } as const
    const school = { outside: null, agency_key: 'org.schools', agency_name: 'Schools' }
    const club = { outside: 'an id', agency_key: 'auth.wcc', agency_name: 'Riverside Boxing Club' }
    const lead = { name: 'The lead', role: 'Safeguarding lead, Riverside boxing club' }
    assert.deepEqual(
      [sharedWith(school, shared), sharedWith(club, shared), sharedWith(club, { ...shared, recipients: [lead] })],
      [true, false, true],
    )
    assert.equal(sharedWith(school, { ...shared, decision: 'not_shared' }), false)
  })

  test('a list beyond those that are shown is refused, and not kept unseen', async () => {
    await as('coordinator', async tx => {
      for (let n = 0; n < mostFilters; n += 1)
        await saveFilter(tx, 'referrals', { name: `List ${n}`, filter: {} }, actorOf('coordinator').id, new Date())
    })
    const more = await coordinator?.post('/referrals/filters', { name: 'One too many' }, '/referrals')
    assert.equal(more?.statusCode, 422)
    assert.match(more?.body ?? '', /You keep 20 lists already/)
  })
})
