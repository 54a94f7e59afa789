// A reachable moment on the timeline: who goes, who is told, and when its clock has run out.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { audienceId, endAccess, grantAccess } from '#platform/access'
import type { Clock } from '#platform/clock'
import { newId } from '#platform/ids'
import { secretsOf } from '#platform/secrets'
import { openSite } from '#platform/testing/site'
import {
  actorOf,
  addStaff,
  event,
  fillFile,
  makeFile,
  modules,
  now,
  type StaffKey,
  Team,
} from './assessments-site.test.ts'
import { lateUpkeep } from './late.ts'
import { addLifeEvent, joinMoment, lifeEventsOf } from './module.ts'
import { tasks } from './offers.ts'
import { dueOf } from './rules/moments.ts'
import { answerMoment, strikeEvent } from './store/timeline.ts'

const later = new Date('2026-11-22T10:00:00Z')

describe('a reachable moment', () => {
  let at = now
  const clock: Clock = { now: () => at }
  let team: Team
  let made: { file: string; person: string }
  const asLead = <T>(work: Parameters<typeof team.site.database.asActor<T>>[2]) =>
    team.site.database.asActor(actorOf('lead'), 'case', work)

  before(async () => {
    const site = await openSite({ modules, clock, fill: ({ database }) => addStaff(database) })
    team = new Team(site)
    made = await makeFile(site.database, secretsOf(site.config))
    await fillFile(site.database, made.file)
  })
  after(() => team.site.close())

  const path = () => `/assessments/timeline/${made.file}`
  const tasksOf = (key: StaffKey, roles: readonly string[]) => {
    const who = { id: actorOf(key).id, name: '', jobTitle: '', agency: '', roles }
    return team.site.database.asActor(actorOf(key), 'case', async tx =>
      (await tasks(tx, who, at)).map(({ text }) => text),
    )
  }
  const go = 'Go: somebody can be reached now'
  const late = 'Nobody has said whether they went: somebody could be reached'
  const toldOf = (key: StaffKey) =>
    team.site.database.asActor(actorOf(key), 'case', async tx =>
      (
        await sql<{ kind: string }>`select kind from notice where record = ${made.file} order by kind`.execute(tx)
      ).rows.map(({ kind }) => kind),
    )
  const momentIn = async () =>
    (await asLead(tx => lifeEventsOf(tx, made.file))).find(it => it.moment?.outcome === null)?.moment?.id ?? ''

  test('while the clock runs only who goes has a task; when it has run out, the coordinator of the case has one, and no other', async () => {
    assert.deepEqual(await tasksOf('lead', ['practitioner']), [go])
    assert.deepEqual(await tasksOf('coordinator', ['coordinator']), [])
    at = later
    // Two days later everybody signs in anew.
    team.visitors.clear()
    assert.deepEqual(await tasksOf('lead', ['practitioner']), [go])
    assert.deepEqual(await tasksOf('coordinator', ['coordinator']), [late])
    assert.deepEqual(await tasksOf('colleague', ['practitioner']), [])
    assert.deepEqual(await tasksOf('other-coordinator', ['coordinator']), [])
  })
  test('whose time has passed is told once, without a name: who was to go, and coordinators and chairs of the case, and nobody else', async () => {
    const { database, config } = team.site
    await lateUpkeep.run({ database, config, modules, now: at })
    await lateUpkeep.run({ database, config, modules, now: at })
    for (const key of ['lead', 'coordinator', 'chair'] as const)
      assert.deepEqual(await toldOf(key), ['moment late'], key)
    for (const key of ['colleague', 'other-coordinator', 'teacher', 'outsider'] as const)
      assert.deepEqual(await toldOf(key), [], key)
  })
  test('an event for which somebody is to go is not taken off the timeline before it is answered', async () => {
    const running = (await asLead(tx => lifeEventsOf(tx, made.file))).find(it => it.moment?.outcome === null)
    const strike = { event: running?.id ?? '', why: 'It was another child' }
    assert.match(
      await team.send('lead', `${path()}/strike`, strike, path()),
      /^422.*Say first whether they were reached/,
    )
    await assert.rejects(asLead(tx => strikeEvent(tx, strike.event, strike.why, now)))
    assert.deepEqual(await tasksOf('lead', ['practitioner']), [go])
  })
  test('handed over, the task moves to who goes now, and the page says so', async () => {
    const step = { moment: await momentIn(), step: 'handed over', goer: '', stepWords: 'The lead is ill' }
    assert.match(await team.send('coordinator', `${path()}/step`, step, path()), /^422.*Choose who goes/)
    await team.send('coordinator', `${path()}/step`, { ...step, goer: actorOf('colleague').id }, path())
    assert.deepEqual(await tasksOf('colleague', ['practitioner']), [go])
    assert.deepEqual(await tasksOf('lead', ['practitioner']), [])
    assert.match(await team.words('lead', path()), /Test colleague goes from now on. The lead is ill/)
    assert.deepEqual(await toldOf('colleague'), ['moment given'])
    assert.match(await team.words('colleague', '/inbox'), /Somebody can be reached now, and you are to go/)
  })
  test('it is a task until it is met, or missed with a reason', async () => {
    const answer = { moment: await momentIn(), outcome: 'missed', what_happened: 'She went twice' }
    assert.match(
      await team.send('colleague', `${path()}/moment`, answer, path()),
      /^422.*Choose why nobody reached them/,
    )
    await team.send('colleague', `${path()}/moment`, { ...answer, missed_why: 'not found' }, path())
    assert.deepEqual(await tasksOf('colleague', ['practitioner']), [])
    assert.deepEqual(await tasksOf('coordinator', ['coordinator']), [])
    assert.match(await team.words('lead', path()), /Missed\. They could not be found\. She went twice/)
  })
  test('a clock that ran while a referral was sorted goes on here, with its own end; whoever is not in the team is followed by the lead', async () => {
    const [referral, { id }] = [newId(), actorOf('coordinator')]
    const opened = new Date('2026-11-22T08:00:00Z')
    await team.site.database.asActor(actorOf('coordinator'), 'referral', async tx => {
      await sql`insert into referral (id, collection, about, agency, made_by, made_at) select ${referral},
          '1fff0831-81a3-85b8-93eb-3bb9a7ec5288', 'person', ${audienceId('agency', 'auth.wcc')}, ${id}, ${opened}`.execute(
        tx,
      )
      await grantAccess(tx, {
        ...{
          audience: audienceId('person', id),
          record: referral,
          level: 'manage',
          purpose: 'referral',
          why: 'A test',
        },
      })
      await sql`insert into referral_content (referral, made_by, kinds, urgency, moment, moment_when)
          values (${referral}, ${id}, '{}', 'days', 'arrest', 'today')`.execute(tx)
      await sql`insert into referral_moment (referral, opened_at, hours, goer, words, named_by)
          values (${referral}, ${opened}, 48, ${actorOf('outsider').id}, 'Ask for his aunt', ${id})`.execute(tx)
      const workers = [actorOf('lead').id, actorOf('colleague').id]
      await joinMoment(tx, { referral, file: made.file, lead: actorOf('lead').id, workers }, later)
    })
    const found = (await asLead(tx => lifeEventsOf(tx, made.file))).find(it => it.moment?.outcome === null)
    assert.deepEqual(
      [found?.what, found?.when_words, found?.from_low, found?.from_high],
      ['Arrested or stopped by police', 'Today or yesterday, as told on 22 November 2026', '2026-11-21', '2026-11-22'],
    )
    assert.equal(found?.moment && dueOf(found.moment)?.toISOString(), '2026-11-24T08:00:00.000Z')
    assert.deepEqual(await tasksOf('lead', ['practitioner']), [go])
    assert.ok((await toldOf('lead')).includes('moment given'))
    const { rows } = await team.site.database.asActor(actorOf('coordinator'), 'referral', tx =>
      sql<{ outcome: string }>`select outcome from referral_moment where referral = ${referral}`.execute(tx),
    )
    assert.equal(rows[0]?.outcome, 'moved')
    const answered = { outcome: 'missed', words: 'A test', reached_on: null, missed_why: 'other' } as const
    await asLead(tx => answerMoment(tx, found?.moment?.id ?? '', answered, later))
  })
  test('a clock of 24 hours from something on a summer’s 19th runs out as the 20th ends', async () => {
    const clock = { hours: 24, goer: actorOf('lead').id, words: '', since: '2026-06-19' }
    const id = await asLead(tx => addLifeEvent(tx, made.file, { ...event, moment: clock }, now))
    const found = (await asLead(tx => lifeEventsOf(tx, made.file))).find(it => it.id === id)?.moment
    assert.equal(found && dueOf(found)?.toISOString(), '2026-06-20T23:00:00.000Z')
    const answered = { outcome: 'missed', words: 'A test', reached_on: null, missed_why: 'other' } as const
    await asLead(tx => answerMoment(tx, found?.id ?? '', answered, now))
  })
  test('one that was met is told as within its clock by the day that they were reached', async () => {
    await asLead(tx =>
      addLifeEvent(tx, made.file, { ...event, moment: { hours: 72, goer: actorOf('lead').id, words: '' } }, later),
    )
    const day = { 'reached-day': '22', 'reached-month': '11', 'reached-year': '2026' }
    const answer = { moment: await momentIn(), outcome: 'met', what_happened: 'We walked', ...day }
    assert.match(
      await team.send('lead', `${path()}/moment`, { ...answer, 'reached-day': '19' }, path()),
      /^422.*Enter a day on or after the day that it happened/,
    )
    await team.send('lead', `${path()}/moment`, answer, path())
    assert.match(await team.words('lead', path()), /Help came\. Within the clock\. We walked/)
  })
  test('what a reader should be ready for stands above the timeline, once for each thing that is said', async () => {
    const happened = {
      lane: 'determining',
      what: 'Moved out',
      'from-year': '2019',
      lasted: 'once',
      account: 'person',
      moment: 'no',
    }
    const note = { content_note: 'Speaks of violence at home' }
    for (const what of ['Moved out', 'Moved back'])
      assert.match(await team.send('lead', `${path()}/new`, { ...happened, ...note, what }), /timeline/)
    const words = await team.words('lead', path())
    assert.equal(words.match(/Before you read on: Speaks of violence at home/g)?.length, 1)
  })
  test('where nobody holds the case any more, every coordinator is told once, and reads its reference and no name', async () => {
    const { database, config } = team.site
    const left = await makeFile(database, secretsOf(config))
    await database.asActor(actorOf('lead'), 'case', tx =>
      addLifeEvent(tx, left.file, { ...event, moment: { hours: 24, goer: actorOf('lead').id, words: '' } }, now),
    )
    await database.asActor(actorOf('coordinator'), 'case', async tx => {
      for (const key of ['lead', 'colleague', 'chair', 'teacher', 'coordinator'] as const)
        await endAccess(tx, audienceId('person', actorOf(key).id), left.file, left.file)
    })
    await lateUpkeep.run({ database, config, modules, now: later })
    await lateUpkeep.run({ database, config, modules, now: later })
    const told = async (key: StaffKey) => {
      const asked = sql<{ kind: string }>`select kind from notice where record = ${left.file}`
      return (await database.asActor(actorOf(key), 'case', tx => asked.execute(tx))).rows.map(({ kind }) => kind)
    }
    assert.deepEqual(await told('coordinator'), ['moment unheld'])
    assert.deepEqual(await told('other-coordinator'), ['moment unheld'])
    assert.deepEqual(await told('chair'), [])
    const page = await team.words('other-coordinator', `/cases/${left.file}/unheld`)
    assert.match(page, new RegExp(`Case ${left.file.slice(-6).toUpperCase()}: nobody holds it`))
    assert.doesNotMatch(page, /Merriwyn/)
    const another = await (await team.as('other-coordinator')).get(`/cases/${made.file}/unheld`)
    assert.equal(another.statusCode, 404)
  })
})
