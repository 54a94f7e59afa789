// Who may do what with which rows of referrals, asked of the database as every role. That each policy matters is asked by
// modules/home/mutation.test.ts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { audienceId, collectionId, ensureAccess, grantAccess } from '#platform/access'
import { type OpenDatabase, schemaOf, systemActors } from '#platform/database'
import { migratePartnership, partnershipMigrations } from '#platform/migrate'
import { setUpContent } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import { referrals } from './module.ts'
import {
  aboutChild,
  actorOf,
  addStaff,
  everyone,
  makeRecord,
  makeReferral,
  type StaffKey,
  siteModules,
} from './referrals-site.test.ts'
import { saveFilter } from './store/filters.ts'
import { nameGoer } from './store/going.ts'
import { findLink, makeLink, openLink, receiveByLink } from './store/links.ts'
import { addOrganisation } from './store/outside.ts'
import { addEvent } from './store/referrals.ts'
import { matchReferral } from './store/triage.ts'

const schema = schemaOf(testPartnership)
const tables = [
  'referral',
  'referral_content',
  'referral_fact',
  'referral_fairness',
  'referral_event',
  'triage_clock',
  'route_clock',
  'bank_holiday',
  'referral_work',
  'outside_organisation',
  'asking_link',
  'outside_referral',
  'work_filter',
  'referral_moment',
] as const
const now = new Date()

type Counts = readonly [number, number, number, number, number, number]
/** Of what came without an account and of the lists: clocks of routes, bank holidays, work, organisations, links, what came, filters, and who goes. */
type More = readonly [number, number, number, number, number, number, number, number]
const nothing: More = [0, 0, 0, 0, 0, 0, 0, 0]
const given: More = [10, 32, 0, 1, 0, 0, 0, 0]
const own: More = [0, 0, 0, 0, 0, 0, 0, 1]

/** How many rows each sees of: a referral of the nurse (matched, given to the practitioner) and one of the teacher. */
const expected: Readonly<Record<StaffKey, readonly [Counts, More]>> = {
  //                     referral, content, fact, fairness, event, clock
  nurse: [[1, 1, 2, 0, 1, 0], nothing],
  teacher: [[1, 1, 2, 0, 1, 0], nothing],
  'other-teacher': [[1, 0, 0, 0, 1, 0], nothing],
  practitioner: [
    [1, 1, 2, 0, 4, 7],
    [10, 32, 0, 1, 0, 0, 0, 1],
  ],
  colleague: [[0, 0, 0, 0, 0, 7], given],
  coordinator: [
    [2, 2, 4, 0, 5, 7],
    [10, 32, 2, 1, 2, 1, 1, 1],
  ],
  chair: [
    [2, 2, 4, 0, 5, 7],
    [10, 32, 2, 1, 2, 0, 0, 1],
  ],
  // The fairness answers of both, without names; and for a request about one's own data, the one whose record was opened.
  governance: [[1, 1, 2, 2, 4, 0], own],
  answerer: [[1, 1, 2, 1, 4, 0], own],
  administrator: [[0, 0, 0, 0, 0, 0], nothing],
  analyst: [[0, 0, 0, 0, 0, 0], nothing],
  board: [[0, 0, 0, 0, 0, 0], nothing],
  'police-analyst': [[0, 0, 0, 0, 0, 0], nothing],
  'intelligence-lead': [[0, 0, 0, 0, 0, 0], nothing],
}

describe('who may do what with referrals', () => {
  let database: OpenDatabase
  before(async () => {
    database = await freshDatabase()
    await fill(database)
  })
  after(() => database.close())

  async function ask(role: string, actor: string, statement: string): Promise<string> {
    const enter = `set local role breakwater_${role}; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor}'`
    try {
      const { rows } = await database.raw(`begin; ${enter}; ${statement}; rollback`)
      return JSON.stringify(rows)
    } catch (error) {
      return (error as { code?: string }).code ?? 'failed'
    }
  }

  for (const key of everyone) {
    test(`${key} sees exactly these rows`, async () => {
      const counts = tables.map(table => `(select count(*) from ${table})::int as ${table}`).join(', ')
      const told = await ask('app', actorOf(key).id, `select ${counts}`)
      assert.deepEqual(JSON.parse(told), [
        Object.fromEntries(tables.map((table, n) => [table, expected[key].flat()[n]])),
      ])
    })
  }

  test('nobody sends a referral in another’s name, or writes on one that is not theirs what only its sorter says', async () => {
    const nurse = actorOf('nurse').id
    const forged = `insert into referral_event (id, referral, event, what, why, at, actor)
      select gen_random_uuid(), id, 'decided', 'declined', '', now(), '${nurse}' from referral`
    assert.equal(await ask('app', nurse, forged), '42501')
    const others = `insert into referral (id, collection, about, agency, made_by, made_at)
      select gen_random_uuid(), collection, 'place', agency, '${actorOf('teacher').id}', now() from referral`
    assert.equal(await ask('app', nurse, others), '42501')
  })

  test('whoever uses a link asks for the neutral letter and for no other work, and reads no referral', async () => {
    const actor = systemActors['sign-in']
    const job = (kind: string, as: string): string =>
      `insert into job (id, kind, actor, purpose, payload) values (gen_random_uuid(), '${kind}', '${as}', 'x', '{}')`
    assert.equal(await ask('sign_in', actor, job('referral-letter', actor)), '[]')
    assert.equal(await ask('sign_in', actor, job('import', actor)), '42501')
    assert.equal(await ask('sign_in', actor, job('referral-letter', actorOf('coordinator').id)), '42501')
    assert.equal(await ask('sign_in', actor, 'select count(*) from referral'), '42501')
    assert.equal(await ask('sign_in', actor, 'select count(*) from outside_referral'), '42501')
  })

  test('whoever sorts it from now on is told, and whoever asked that there is an answer; the person reads what was weighed', async () => {
    const coordinator = actorOf('coordinator')
    const mine = await database.raw(`select id, person from ${schema}.referral where person is not null`)
    const { id = '', person = '' } = (mine.rows as { id?: string; person?: string }[])[0] ?? {}
    const [practitioner, sorter] = [actorOf('practitioner').id, coordinator.id]
    const sections = await database.asActor(coordinator, 'referral', async tx => {
      for (const what of [practitioner, '', sorter])
        await addEvent(tx, id, { event: 'assigned', what, why: '' }, sorter, now)
      await addEvent(tx, id, { event: 'answered', what: '', why: '' }, sorter, now)
      return (await referrals.personalData?.(tx, person)) ?? []
    })
    const { rows } = await database.raw(
      `select p.key as who, n.kind from ${schema}.notice n join ${schema}.account p on p.id = n.actor order by n.kind`,
    )
    assert.deepEqual(rows, [
      { who: 'nurse', kind: 'referral answered' },
      { who: 'practitioner', kind: 'referral assigned' },
      { who: 'practitioner', kind: 'referral moment given' },
    ])
    const happened = sections.find(({ heading }) => heading.endsWith('what happened to it'))?.rows ?? []
    assert.ok(happened.some(row => /^Weighed: .{10,}/.test(String(row['What']))))
  })

  test('a referral is matched only to a record that its sorter may read', async () => {
    const blind = `update referral set person = '${actorOf('board').id}' where about = 'person'`
    assert.equal(await ask('app', actorOf('coordinator').id, blind), '42501')
  })

  test('an older database carries over who must not know where a case is open, once; and that a link never asked what happened', async () => {
    const files = partnershipMigrations()
    const { text = '' } = files.find(({ number }) => number === 66) ?? {}
    const carried = text.split(/(?<=;)\n/).filter(part => /^(?:--.*\n|\s)*(?:update|insert into) /.test(part))
    assert.equal(carried.length, 3)
    await database.raw(`update ${schema}.referral_work set state = 'being helped'
      where referral in (select id from ${schema}.referral where person is not null)`)
    await database.raw(`update ${schema}.referral_content set must_not_know = 'His uncle'`)
    await database.raw(`update ${schema}.outside_referral set answers = '{"moment": "none"}'`)
    const again = [1, 2].map(at => ({
      ...{ number: files.length + at, name: `carry${at}.sql`, checksum: '' },
      text: carried.join('\n'),
    }))
    assert.equal(await migratePartnership(database.raw, testPartnership, [...files, ...again]), 2)
    const { rows } = await database.raw(`select value, safety, must_not_know from ${schema}.person_contact`)
    assert.deepEqual(rows, [{ value: 'Through the school nurse', safety: 'safe', must_not_know: 'His uncle' }])
    const { rows: asked } = await database.raw(`select answers ->> 'moment' as moment from ${schema}.outside_referral`)
    assert.deepEqual(asked, [{ moment: 'not-asked' }])
  })
})

async function fill(database: OpenDatabase): Promise<void> {
  const { secrets } = await setUpContent(database, { modules: siteModules, now })
  await database.asSystem('migrator', 'set-up', addStaff)
  const site = { database, secrets }
  const referral = await makeReferral(site, 'nurse')
  await makeReferral(site, 'teacher', { ...aboutChild, moment: 'exclusion' })
  const record = await makeRecord(site, 'coordinator')
  const coordinator = actorOf('coordinator')
  await database.asActor(coordinator, 'referral', async tx => {
    await matchReferral(tx, referral, record, 'A test', coordinator.id, now)
    const moment = { referral, opened_at: now, hours: 48, goer: actorOf('practitioner').id, words: 'Ask for the nurse' }
    await nameGoer(tx, moment, now)
    await addEvent(tx, referral, { event: 'weighed', what: 'ser.victim', why: 'A test' }, coordinator.id, now)
    await addEvent(tx, referral, { event: 'decided', what: 'interventions', why: 'A test' }, coordinator.id, now)
    const opened = { record, level: 'read', purpose: 'subject-access', why: 'A test' } as const
    const to = (key: StaffKey) => ({ audience: audienceId('person', actorOf(key).id) })
    await grantAccess(tx, { ...opened, ...to('governance') }, { ...opened, ...to('answerer') })
  })
  await fillOutside(database)
  const right = { record: collectionId('sharing: subject access'), level: 'read', purpose: 'subject-access' } as const
  await database.asSystem('migrator', 'set-up', tx =>
    ensureAccess(tx, { ...right, audience: audienceId('person', actorOf('answerer').id), why: 'A test' }),
  )
}

/** An organisation with two links, something that came by one of them, and a list that the coordinator kept. */
async function fillOutside(database: OpenDatabase): Promise<void> {
  const coordinator = actorOf('coordinator')
  const reach = { name: 'A club', contact: 'The lead', email: 'lead@club.example.org', telephone: '01632 960009' }
  const id = await database.asActor(coordinator, 'referral', async tx => {
    const filter = { whose: 'mine' }
    await saveFilter(tx, 'referrals', { name: 'Mine', filter }, coordinator.id, now)
    return addOrganisation(tx, reach, coordinator.id, now)
  })
  await database.asSystem('sign-in', 'referral-by-link', async tx => {
    for (const used of [true, false]) {
      const token = (await makeLink(tx, id, coordinator.id, now))?.token ?? ''
      const link = await findLink(tx, token, now)
      assert.ok(link !== undefined && (await openLink(tx, link, now)))
      if (used) await receiveByLink(tx, link, { about: 'place' }, now)
    }
  })
}
