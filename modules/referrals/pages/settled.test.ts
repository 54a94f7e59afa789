// What is settled while a referral is sorted: who goes to somebody who can be reached now, and who reads it for how long.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addAccount } from '#modules/agencies'
import { audienceId, grantAccess } from '#platform/access'
import { idOf } from '#platform/ids'
import type { Site, Visitor } from '#platform/testing/site'
import { openSite } from '#platform/testing/site'
import { lateGoingUpkeep } from '../late-going.ts'
import { referrals } from '../module.ts'
import { personalData } from '../offers-personal-data.ts'
import {
  aboutChild,
  actorOf,
  addStaff,
  makeRecord,
  makeReferral,
  type StaffKey,
  siteModules,
} from '../referrals-site.test.ts'
import { addReferral } from '../store/referrals.ts'
import { matchReferral } from '../store/triage.ts'

const start = Date.now()

describe('a referral while it is sorted', () => {
  let site: Site
  let at = new Date(start)
  /** The referrals from which a case is open whose lead can be told. */
  const leads: string[] = []
  before(async () => {
    site = await openSite({
      modules: [
        ...siteModules,
        { name: 'stand', agreementChanged: async (_, id) => leads.filter(it => it === id).length },
      ],
      clock: { now: () => at },
      fill: ({ database }) =>
        database.asSystem('migrator', 'set-up', async tx => {
          await addStaff(tx)
          const other = { key: 'second', name: 'Test second', jobTitle: 'Tester', comesTo: '' }
          await addAccount(tx, { ...other, agencyKey: 'auth.wcc', roles: ['coordinator'], synthetic: true })
        }),
    })
  })
  after(() => site.close())

  const visitors = new Map<string, Promise<Visitor>>()
  const as = (key: string): Promise<Visitor> => {
    const visitor = visitors.get(key) ?? site.signIn(key)
    visitors.set(key, visitor)
    return visitor
  }
  const send = async (key: string, id: string, what: string, fields: Readonly<Record<string, string>>) =>
    (await as(key)).post(`/referrals/${id}/${what}`, fields, `/referrals/${id}`)
  const toldOf = (key: StaffKey, record: string) =>
    site.database.asActor(actorOf(key), 'referral', async tx =>
      (
        await sql<{ kind: string }>`select kind from notice where record = ${record} order by kind`.execute(tx)
      ).rows.map(({ kind }) => kind),
    )
  const tasksOf = (key: StaffKey, ...roles: string[]) =>
    site.database.asActor(actorOf(key), 'referral', async tx => {
      const who = { id: actorOf(key).id, name: '', jobTitle: '', agency: '', roles }
      return ((await referrals.tasks?.(tx, who, at)) ?? []).map(({ text }) => text)
    })
  const opens = async (key: string, path: string): Promise<number> => (await (await as(key)).get(path)).statusCode

  describe('somebody can be reached now', () => {
    let id = ''
    const moment = () => `/referrals/${id}/moment`
    before(async () => {
      id = await makeReferral(site, 'nurse', { momentWhen: 'today' }, at)
    })

    test('its sorter is asked who goes; whoever asked, and a colleague who was not sent, find no such page', async () => {
      assert.match(
        (await (await as('coordinator')).get(`/referrals/${id}`)).body,
        /They can be reached now, and nobody is named who goes/,
      )
      assert.deepEqual(
        [await opens('nurse', moment()), await opens('practitioner', moment()), await opens('analyst', moment())],
        [404, 404, 403],
      )
    })
    test('where nobody can be named yet it is said why; it stays on the lists of whoever sorts it, with the reason on its page', async () => {
      const naming = /^Name who goes: Referral [0-9A-F]{6}: young person, injury seen in hospital$/
      const asked = async () => (await tasksOf('coordinator', 'coordinator')).filter(text => naming.test(text)).length
      assert.equal(await asked(), 1)
      const both = { goer: actorOf('practitioner').id, hours: '24', nobodyWhy: 'Everybody is away' }
      const wrong = [
        [both, 'nobodyWhy'],
        [{ nobodyWhy: 'No' }, 'nobodyWhy'],
        [{}, 'goer'],
      ] as const
      for (const [fields, field] of wrong) {
        const page = await send('coordinator', id, 'moment', fields)
        assert.equal(page.statusCode, 422, field)
        assert.match(page.body, new RegExp(`href="#${field}"`))
      }
      const why = { nobodyWhy: 'The team of the hospital is away until Monday' }
      assert.equal((await send('coordinator', id, 'moment', why)).statusCode, 303)
      assert.equal(await asked(), 1)
      const coordinator = await as('coordinator')
      for (const page of [`/referrals/${id}`, moment()])
        assert.match(
          (await coordinator.get(page)).body,
          /Nobody can be named yet who goes: The team of the hospital/,
          page,
        )
      assert.match((await coordinator.get('/referrals?goes=nobody')).body, new RegExp(`/referrals/${id}"`))
      assert.doesNotMatch((await coordinator.get('/')).body, /team of the hospital/)
    })
    test('the one who is named is told at once without a name, reads it, and has it as a task; a teacher cannot be sent', async () => {
      const named = { goer: actorOf('practitioner').id, hours: '48', words: 'Ask for the school nurse' }
      const wrong = await send('coordinator', id, 'moment', { ...named, goer: actorOf('teacher').id, hours: '' })
      assert.match(wrong.body, /Choose who goes[\s\S]*Choose by when/)
      assert.equal((await send('coordinator', id, 'moment', named)).statusCode, 303)
      assert.doesNotMatch((await tasksOf('coordinator', 'coordinator')).join(), /Name who goes/)
      assert.doesNotMatch((await (await as('coordinator')).get('/referrals?goes=nobody')).body, new RegExp(id))
      assert.deepEqual(await toldOf('practitioner', id), ['referral moment given'])
      assert.deepEqual(await tasksOf('practitioner', 'practitioner'), [
        'Go: somebody who was referred can be reached now',
      ])
      const page = (await (await as('practitioner')).get(moment())).body
      assert.match(page, /Through the school nurse/)
      assert.match(page, /Test practitioner goes, by/)
      assert.doesNotMatch((await (await as('practitioner')).get('/inbox')).body, /Merriwyn/)
    })
    test('past its time those who see to it are told once, and a coordinator sends somebody else', async () => {
      at = new Date(start + 49 * 3_600_000)
      // Two days later everybody signs in anew.
      visitors.clear()
      const context = { database: site.database, config: site.config, modules: siteModules, now: at }
      await lateGoingUpkeep.run(context)
      await lateGoingUpkeep.run(context)
      for (const key of ['coordinator', 'chair'] as const)
        assert.deepEqual(await toldOf(key, id), ['referral moment late'], key)
      assert.ok(
        (await tasksOf('coordinator', 'coordinator')).includes(
          'Nobody has said whether they went: somebody who was referred could be reached',
        ),
      )
      const another = { another: actorOf('colleague').id, anotherWhy: 'She is ill' }
      assert.equal((await send('coordinator', id, 'moment/another', another)).statusCode, 303)
      assert.deepEqual(await toldOf('colleague', id), ['referral moment given'])
      assert.deepEqual(await tasksOf('practitioner', 'practitioner'), [])
    })
    test('whoever goes now says what came of it, on no day before help was asked for; then the page of the referral says so', async () => {
      const met = { outcome: 'met', what_happened: 'We walked and talked' }
      const early = { ...met, 'reached-day': '1', 'reached-month': '1', 'reached-year': '2020' }
      assert.match(
        (await send('colleague', id, 'moment/answer', early)).body,
        /Enter a day on or after the day that help/,
      )
      assert.equal((await send('practitioner', id, 'moment/answer', met)).statusCode, 404)
      assert.equal((await send('colleague', id, 'moment/answer', met)).statusCode, 303)
      assert.match(
        (await (await as('coordinator')).get(`/referrals/${id}`)).body,
        /They were reached. We walked and talked/,
      )
      assert.equal((await send('colleague', id, 'moment/answer', met)).statusCode, 409)
    })
  })

  describe('somebody was given it to read', () => {
    const give = (id: string, more = {}) =>
      send('coordinator', id, 'give', {
        colleague: actorOf('practitioner').id,
        giveWhy: 'They know the family',
        ...more,
      })
    const reads = async (id: string) => (await opens('practitioner', `/referrals/${id}`)) === 200

    test('it ends by itself after 30 days, and no day after six months is taken', async () => {
      const id = await makeReferral(site, 'nurse', {}, at)
      const far = { 'giveUntil-day': '1', 'giveUntil-month': '1', 'giveUntil-year': '2099' }
      assert.match((await give(id, far)).body, /Enter a day between today and six months from now/)
      assert.equal((await give(id)).statusCode, 303)
      const { rows } = await site.database.asActor(actorOf('practitioner'), 'referral', tx =>
        sql<{ days: number }>`select extract(day from ends - now())::int as days from access
          where record = ${id} and level = 20`.execute(tx),
      )
      assert.equal(await reads(id), true)
      assert.ok((rows[0]?.days ?? 0) >= 29 && (rows[0]?.days ?? 99) <= 33)
    })
    test('another coordinator takes it back; and it ends when the referral is closed or taken back by whoever asked', async () => {
      const [first, second, third] = [
        await makeReferral(site, 'nurse', {}, at),
        await makeReferral(site, 'nurse', {}, at),
        await makeReferral(site, 'nurse', {}, at),
      ]
      for (const id of [first, second, third]) await give(id)
      assert.equal(
        (await send('second', first, 'take-back', { reader: idOf('account', 'practitioner') })).statusCode,
        303,
      )
      await send('coordinator', second, 'decide', {
        outcome: 'declined',
        why: 'It is a matter for the school',
        reason: 'better-elsewhere',
      })
      await send('nurse', third, 'withdraw', { withdrawReason: 'wrong-person', withdrawWhy: 'It was another child' })
      assert.deepEqual([await reads(first), await reads(second), await reads(third)], [false, false, false])
    })
  })

  describe('which record it is about', () => {
    test('begun at one record and matched to another, it is told to whoever answers for the second, and no longer for the first', async () => {
      const [first, second] = [await makeRecord(site, 'coordinator', at), await makeRecord(site, 'coordinator', at)]
      const { id: actor } = actorOf('coordinator')
      const told = await site.database.asActor(actorOf('coordinator'), 'referral', async tx => {
        const origin = { person: first, peerGroup: null }
        const id = await addReferral(tx, { ...aboutChild, mustNotKnow: 'His uncle' }, origin, actor, at)
        const before = await personalData(tx, first)
        await matchReferral(tx, id, second, 'The mother said so', actor, at)
        return { before, first: await personalData(tx, first), second: await personalData(tx, second) }
      })
      assert.ok(told.before.length > 0)
      assert.deepEqual(told.first, [])
      const of = (part: string) => told.second.find(({ heading }) => heading.endsWith(part))
      for (const part of ['what was known or thought', 'what happened to it', 'how to reach them', 'freely'])
        assert.match(of(part)?.withhold ?? '', /Read it first/, part)
      assert.equal(of('how to reach them')?.rows[0]?.['Must not know'], 'His uncle')
      const chosen = told.second.filter(({ withhold }) => withhold === undefined).map(({ rows }) => rows[0])
      assert.equal(chosen[0]?.['Name'], 'Rhys Merriwyn')
      assert.doesNotMatch(JSON.stringify(chosen), /uncle|cut on his arm|waited for him/)
    })
  })

  test('whoever asked was not sure why the law allows it: it is settled before a person is accepted, and safeguarding does not wait', async () => {
    const weighed = { 'ser-penalty': 'Long', 'ser-victim': 'Afraid', 'ser-prevalence': 'Some', 'ser-community': 'Some' }
    const accept = { outcome: 'interventions', why: 'He wants it to stop now', ...weighed }
    const unsure = () => makeReferral(site, 'nurse', { basis: 'not-sure' }, at)
    const id = await unsure()
    await send('coordinator', id, 'person/new', {})
    assert.match(
      (await send('coordinator', id, 'decide', accept)).body,
      /Settle why the law allows it before you accept it/,
    )
    const settled = { ...accept, basis: 'public-task', agreement: 'He is 15 and understands what he agrees to' }
    assert.equal((await send('coordinator', id, 'decide', settled)).statusCode, 303)
    const page = (await (await as('coordinator')).get(`/referrals/${id}`)).body
    assert.match(page, /Why the law allows it: It is part of what my organisation must do/)
    assert.match(page, /Their agreement now: He is 15 and understands/)
    const protect = { outcome: 'child-protection', why: 'They may be harmed at home' }
    const harmed = await unsure()
    assert.equal((await send('coordinator', harmed, 'decide', protect)).statusCode, 303)
    const theirs = (await (await as('coordinator')).get(`/referrals/${harmed}`)).body
    assert.doesNotMatch(theirs, /Send somebody to them now/)
    const goer = { goer: actorOf('practitioner').id, hours: '24', words: 'Ring first' }
    assert.equal((await send('coordinator', harmed, 'moment', goer)).statusCode, 409)
  })

  test('what they agree to changes after the decision: by whom and when it was said; what was told stays, and the lead is told', async () => {
    const [id, shares] = [await makeReferral(site, 'nurse', {}, at), { groupName: 'Friends', groupShares: 'A park' }]
    const group = await makeReferral(site, 'nurse', { about: 'peer group', ...shares, aboutMany: '4' }, at)
    await send('coordinator', id, 'decide', { outcome: 'early-help', why: 'A team near them can help' })
    const nothing = await send('coordinator', id, 'agreement', { 'saidOn-year': '2099', 'saidOn-day': '1' })
    for (const field of ['saidBy', 'saidOn']) assert.match(nothing.body, new RegExp(`href="#${field}`), field)
    assert.match((await send('coordinator', id, 'agreement', { saidBy: 'Her' })).body, /href="#agreementNow"/)
    const back = { agreementNow: 'taken-back', saidBy: 'his mother', changedWhy: 'He has moved to his aunt' }
    const read = async (of: string) => (await (await as('coordinator')).get(`/referrals/${of}`)).body
    assert.equal((await send('coordinator', id, 'agreement', back)).statusCode, 303)
    const shown =
      /Yes, they agree[\s\S]*Their agreement now[\s\S]*took it back\. As his mother said on [^.]*\. He has moved to his aunt\./
    assert.match(await read(id), shown)
    leads.push(group)
    const basis = { basisNow: 'vital-interests', saidBy: 'the duty lawyer' }
    await send('coordinator', group, 'agreement', basis)
    assert.match(
      await read(group),
      /Whoever leads the case was told to ring you[\s\S]*Why the law allows it now[\s\S]*save somebody’s life/,
    )
    for (const key of ['nurse', 'chair', 'practitioner'] as const)
      assert.equal((await send(key, id, 'agreement', back)).statusCode, 403, key)
  })

  test('found to be another agency’s, a record of one’s own is made beside it; found to be one’s own, none is', async () => {
    const id = await makeReferral(site, 'nurse', {}, at)
    const theirs = await makeRecord(site, 'teacher', at)
    const audience = audienceId('person', actorOf('coordinator').id)
    const reading = { audience, record: theirs, level: 'read', purpose: 'people', why: 'A test' } as const
    await site.database.asActor(actorOf('teacher'), 'people', tx => grantAccess(tx, reading))
    await send('coordinator', id, 'person', { person: theirs, matchWhy: 'The same day of birth and street' })
    const page = `/referrals/${id}/person`
    assert.match((await (await as('coordinator')).get(page)).body, /The record that was found is another agency’s/)
    assert.equal((await send('coordinator', id, 'person/new', {})).statusCode, 303)
    assert.doesNotMatch((await (await as('coordinator')).get(page)).body, /Make a record of your agency/)
    assert.equal((await send('coordinator', id, 'person/new', {})).statusCode, 409)
  })
})
