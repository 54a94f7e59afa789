// A first page, an agenda and a search read a bounded number of cases and show what their policies show; and what a case told by date holds.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { setUpContent, testSecrets } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import {
  actorOf,
  addStaff,
  type Made,
  makeCase,
  makeGroupCase,
  modules,
  now,
  type StaffKey,
  staff,
  today,
} from './cases-site.test.ts'
import { agenda, search, tasks } from './offers.ts'
import { referenceOf } from './rules/state.ts'
import { choosePathway } from './store/deciding.ts'
import { addLook } from './store/delivery.ts'
import { addEvent, caseById } from './store/files.ts'
import { addGroupSession } from './store/groups.ts'
import { meetingOf, meetingsOwed } from './store/meeting.ts'
import { addMatch, addMentor, endMatch, matchesOf } from './store/mentors.ts'
import { openCase } from './store/opening.ts'
import { addOutcome } from './store/outcomes.ts'
import { addAgreements, addPlan } from './store/plans.ts'
import { storyOf } from './store/story.ts'
import { addTold, endTold, toldOf } from './store/told.ts'

const schema = schemaOf(testPartnership)
const bare = { goals: [], programme: '', programme_name: '', programme_why: '' } as const
const daysLater = (count: number): Date => new Date(now.getTime() + count * 86_400_000)

describe('what a first page and a case by date are made of', () => {
  let database: OpenDatabase
  let made: Made
  let group = ''
  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor(actorOf(key), 'case', work)
  const identity = (key: StaffKey) => ({
    id: actorOf(key).id,
    name: key,
    jobTitle: '',
    agency: '',
    roles: [staff[key][1]],
  })

  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'], now })
    await database.asSystem('migrator', 'set-up', addStaff)
    made = await makeCase(database, testSecrets)
    group = await as('coordinator', makeGroupCase)
    await as('lead', fill)
  })
  after(() => database.close())

  async function fill(tx: Transaction): Promise<void> {
    const given = {
      programme: 'prg.mentors',
      programme_name: 'Boxing',
      held_on: today,
      place: 'The club',
      heads: 7,
    } as const
    const whom = { people: 'young people', topics: ['loss'], helpers: 0, workers: [actorOf('lead').id] } as const
    await addGroupSession(tx, group, { ...given, ...whom }, now)
    const offered = { called: 'A test mentor', agency: 'A club', languages: 'English', interests: 'Boxing' } as const
    const checks = { check_kind: 'enhanced', checked_on: '2026-01-01', check_until: '2027-01-01' } as const
    const mentor = { ...offered, ...checks, times: ['weekends'], capacity: 1 } as const
    const id = await addMentor(tx, mentor, now)
    const chosen = { slot: 1, why: 'Both box', own_view: 'Good', matched_on: today } as const
    await addMatch(tx, made.file, { id, ...mentor }, chosen, now)
    const [match] = await matchesOf(tx, made.file)
    assert.ok(match !== undefined)
    await endMatch(tx, made.file, match, { reason: 'they asked for it', why: 'Moves away', ended_on: today }, now)
    const agreed = {
      employer: 'A bakery',
      item: 'skills',
      words: 'Bakes well',
      how: 'Read out',
      agreed_on: today,
    } as const
    await addTold(tx, made.file, agreed, now)
    const [told] = await toldOf(tx, made.file)
    await endTold(tx, made.file, { told: told?.id ?? '', why: 'Changed their mind', ended_on: today }, now)
  }

  /** The titles of a case by date for somebody, of the case as its lead reads it. */
  async function titles(key: StaffKey, file: string): Promise<string[]> {
    const it = await as('lead', tx => caseById(tx, file))
    assert.ok(it !== undefined)
    return (await as(key, tx => storyOf(tx, it))).map(({ title, detail }) => `${title} | ${detail}`)
  }
  const groupSession = 'Session for their group: Boxing | 7 came. Loss. The club'
  const mentors = [
    'A mentor was chosen: A test mentor | Both box. “Good”',
    'Their mentor ended: A test mentor | They asked for it. Moves away',
  ]
  const employers = [
    'They agreed what may be told to A bakery: what they are good at | “Bakes well”. Read out',
    'They took back what may be told to A bakery: what they are good at | Changed their mind',
  ]

  for (const key of ['lead', 'coordinator'] as const)
    test(`by date, ${key} reads sessions for the group, mentors chosen and ended, and what an employer may know`, async () => {
      assert.ok((await titles(key, group)).includes(groupSession))
      const told = await titles(key, made.file)
      assert.deepEqual(
        [...mentors, ...employers].filter(words => !told.includes(words)),
        [],
      )
    })

  test('by date, a teacher of the team reads no session for the group', async () => {
    assert.ok(!(await titles('teacher', group)).some(words => words.startsWith('Session')))
  })

  for (const key of ['colleague', 'nurse', 'board', 'governance', 'other-chair'] as const)
    test(`by date, ${key}, who is in no team of theirs, is told none of it`, async () => {
      const told = [...(await titles(key, group)), ...(await titles(key, made.file))]
      assert.ok(!told.some(words => /Session for|mentor|may be told/.test(words)))
    })

  for (const [key, found] of [
    ['coordinator', 1],
    ['lead', 1],
    ['teacher', 1],
    ['chair', 1],
    ['colleague', 0],
    ['other-coordinator', 0],
    ['board', 0],
  ] as const)
    test(`a search for its reference shows ${key} ${found} case`, async () => {
      const hits = await as(key, tx => search(tx, referenceOf(made.file).toLowerCase()))
      assert.deepEqual(
        hits.map(({ href }) => href),
        found === 1 ? [`/cases/${made.file}`] : [],
      )
    })

  test('a case stands on the agenda from when the group was asked until it was talked about, or 28 days went by', async () => {
    const offered = (key: StaffKey, at: Date) => as(key, async tx => (await agenda(tx, at)).map(({ id }) => id))
    assert.deepEqual(await offered('coordinator', now), [])
    await as('lead', tx => addEvent(tx, made.file, { event: 'asked', why: 'Two schools' }, now))
    assert.deepEqual(await offered('coordinator', daysLater(28)), [made.file])
    assert.deepEqual(await offered('chair', now), [made.file])
    assert.deepEqual(await offered('coordinator', daysLater(29)), [])
    assert.deepEqual(await offered('colleague', now), [])
    await as('lead', tx => addEvent(tx, made.file, { event: 'discussed', why: 'Done' }, daysLater(1)))
    assert.deepEqual(await offered('coordinator', daysLater(2)), [])
  })

  test('the lists know how often a kind of help is reviewed, and follow-ups go to whoever leads, or opened what nobody leads', async () => {
    const { file } = await makeCase(database, testSecrets)
    const asked = async (key: StaffKey): Promise<string[]> => {
      const shown = await as(key, tx => tasks(tx, identity(key), now))
      return shown.filter(({ href }) => href.includes(file)).map(({ text, due }) => `${text.split(':')[0]}: ${due}`)
    }
    await as('lead', async tx => {
      const id = await addPlan(tx, file, { ...bare, made_on: today, version: 1 }, now)
      const yes = { answer: 'yes', why: '', how: 'Face to face', answered_on: today } as const
      const both = (['plan by person', 'plan by carer'] as const).map(what => ({ what, ...yes }))
      await addAgreements(tx, { id, file, version: 1 }, both, now)
      const exit = { pathway: 'pw.exit', name: 'Leaving', why: 'They ask', contact_hours: null, review_days: 14 }
      await choosePathway(tx, file, exit, now)
    })
    assert.ok((await asked('lead')).includes('Review the plan: 2026-12-04'))
    await as('lead', async tx => {
      const ending = { ended_on: '2026-08-25', how: 'planned', reason: 'What worried us has eased', why: 'x' } as const
      const voice = { own_view: 'Good', no_view_why: '', handover_to: '', handover: '', goals: [] }
      const outcome = await addOutcome(tx, file, { ...ending, ...voice }, now)
      await addEvent(tx, file, { event: 'closed', why: 'x' }, now)
      const tried = { outcome, months: 3, seen_on: today, reached: 'no', why_not: 'Rang' } as const
      const nothing = { harm: '', attendance: '', safety: null, own_words: '', no_words_why: '' } as const
      await addLook(tx, file, { ...tried, ...nothing }, now)
      await addLook(tx, file, { ...tried, ...nothing }, now)
    })
    assert.deepEqual(
      [await asked('lead'), await asked('coordinator')],
      [['Ask how they are, 3 months on: 2026-11-25'], []],
    )
    await as('coordinator', tx =>
      addEvent(tx, file, { event: 'left', member: actorOf('lead').id, why: 'x' }, daysLater(0.01)),
    )
    assert.deepEqual(
      [await asked('lead'), await asked('coordinator')],
      [[], ['Ask how they are, 3 months on: 2026-11-25']],
    )
  })

  test('of 33 cases that wait, the lead’s first page shows the 30 soonest due and says that there are 3 more; a colleague’s shows none', async () => {
    const copied = (
      table: string,
      row: string,
    ): string => `insert into ${table} select (jsonb_populate_record(null::${table},
      to_jsonb(t) || ${row})).* from ${table} t, copies c`
    await database.raw(`begin; set local search_path = ${schema}, pg_temp; set local session_replication_role = replica;
      create temporary table copies on commit drop as select overlay(md5(n::text) placing '7' from 13 for 1)::uuid as id
        from generate_series(1, 31) n;
      ${copied('case_file', "jsonb_build_object('id', c.id)")} where t.id = '${made.file}';
      insert into case_work (file, member, state, lead, waits, due_on, unsigned) select c.id, w.member, w.state, w.lead, w.waits,
        w.due_on + 1, false from case_work w, copies c where w.file = '${made.file}' and w.member = '${actorOf('lead').id}';
      insert into access (id, audience, record, level, purpose, why, granted_by) select gen_random_uuid(), a.audience, c.id, a.level,
        a.purpose, a.why, a.granted_by from access a, copies c where a.record = '${made.file}'; commit`)
    const shown = await as('lead', tx => tasks(tx, identity('lead'), now))
    const due = shown.filter(({ text }) => text.startsWith('Assess with them'))
    assert.equal(due.length, 30)
    assert.equal(due[0]?.due, '2026-12-04')
    const more = shown.filter(({ text }) => text.startsWith('And '))
    assert.deepEqual(more, [
      { text: 'And 3 more: cases that you lead', href: '/cases?whose=mine', due: '2026-12-05' },
      { text: 'And 2 more: moves', href: '/transitions', due: '2026-09-01' },
    ])
    assert.deepEqual(await as('colleague', tx => tasks(tx, identity('colleague'), now)), [])
  })

  test('the hours of a first meeting run from acceptance where the referral says so; a meeting alone, or of the group, ends them', async () => {
    const gone = as('lead', async tx => {
      const help = { pathway: 'pw.hospital', name: 'Navigator', why: 'Hurt', contact_hours: 72, review_days: 42 }
      assert.equal(await meetingOf(tx, group), undefined)
      for (const file of [group, made.file]) await choosePathway(tx, file, help, now)
      assert.deepEqual(await meetingOf(tx, group), { from: now, what: 'opened', hours: 72, met_on: today })
      assert.equal(
        (await meetingsOwed(tx, actorOf('lead').id)).first.some(({ file }) => file === group),
        false,
      )
      await sql`insert into case_pathway (id, file, pathway, name, why, contact_hours, review_days, chosen_at, chosen_by)
        select gen_random_uuid(), w.file, 'pw.hospital', 'Navigator', 'Hurt', 72, 42, ${now}, w.member from case_work w
        where w.member = ${actorOf('lead').id} and w.lead = w.member and w.file <> all(${[group, made.file]}::uuid[])`.execute(
        tx,
      )
      const shown = await tasks(tx, identity('lead'), now)
      assert.equal(shown.filter(({ text }) => text.startsWith('Meet them: ')).length, 30)
      const more = { text: 'And 2 more: people to meet for the first time', href: '/cases?whose=mine' }
      assert.deepEqual(
        shown.find(({ text }) => text.endsWith('for the first time')),
        { ...more, due: '2026-11-23' },
      )
      throw new Error('undone')
    })
    await assert.rejects(gone, /undone/)
    const at = daysLater(-5)
    const later = as('coordinator', async tx => {
      const it = { referral: newId(), person: made.person, peer_group: null, why: 'Hurt', opened_on: today }
      const meetFrom = { what: 'accepted', at } as const
      const id = await openCase(
        tx,
        { ...it, meetFrom, lead: actorOf('lead').id, team: [] },
        actorOf('coordinator').id,
        now,
      )
      await choosePathway(
        tx,
        id,
        { pathway: 'pw.hospital', name: 'N', why: 'Hurt', contact_hours: 72, review_days: 42 },
        now,
      )
      const meeting = await meetingOf(tx, id)
      assert.deepEqual(meeting, { from: at, what: 'accepted', hours: 72, met_on: null })
      throw new Error('undone')
    })
    await assert.rejects(later, /undone/)
  })
})
