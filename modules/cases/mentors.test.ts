// Mentors and what employers may know, asked of the database itself: who reads what, and that no place is given twice.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ukDay } from '#platform/clock'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { setUpContent, testSecrets } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import {
  actorOf,
  addStaff,
  everyone,
  type Made,
  makeCase,
  modules,
  now,
  openForRequest,
  type StaffKey,
  today,
} from './cases-site.test.ts'
import { type NewMentor, standingOf, watchOf } from './rules/mentors.ts'
import {
  addMatch,
  addMentor,
  addMentorEvent,
  endMatch,
  freeMentors,
  matchesOf,
  mentorById,
  mentorPage,
  mentorPageLength,
  mentorsOfLead,
} from './store/mentors.ts'
import { addTold, endTold, tellEmployer, toldOf } from './store/told.ts'

const schema = schemaOf(testPartnership)
const offered: NewMentor = {
  called: 'A test mentor',
  agency: 'A test club',
  languages: 'English',
  interests: 'Boxing',
  times: ['weekends'],
  capacity: 1,
  check_kind: 'enhanced',
  checked_on: '2026-01-01',
  check_until: '2027-01-01',
}
const chosen = { slot: 1, why: 'Both box', own_view: 'Good', matched_on: today } as const

describe('mentors and employers', () => {
  let database: OpenDatabase
  let made: Made
  let mentor = ''
  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor(actorOf(key), 'case', work)

  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'], now })
    await database.asSystem('migrator', 'set-up', addStaff)
    made = await makeCase(database, testSecrets)
    await openForRequest(database, made)
    mentor = await as('colleague', tx => addMentor(tx, offered, now))
    await as('lead', fill)
  })
  after(() => database.close())

  /** A match that ended, one that goes on, a thing that may be told and one that was taken back. */
  async function fill(tx: Transaction): Promise<void> {
    await addMentorEvent(tx, mentor, { event: 'checked', until: '2028-01-01', why: 'Seen' }, now)
    const it = { id: mentor, ...offered }
    await addMatch(tx, made.file, it, chosen, now)
    const [match] = await matchesOf(tx, made.file)
    assert.ok(match !== undefined)
    await endMatch(tx, made.file, match, { reason: 'they asked for it', why: 'He said so', ended_on: today }, now)
    await addMatch(tx, made.file, it, chosen, now)
    for (const item of ['name', 'past'] as const)
      await addTold(
        tx,
        made.file,
        { employer: 'A bakery', item, words: 'Words', how: 'Read out', agreed_on: today },
        now,
      )
    const [name, past] = await toldOf(tx, made.file)
    assert.ok(name !== undefined)
    await tellEmployer(tx, made.file, { lines: [name], to_whom: 'The baker', told_on: today }, now)
    await endTold(tx, made.file, { told: past?.id ?? '', why: '', ended_on: today }, now)
  }

  /** Runs one statement as somebody, after `change` by the owner, and undoes both. Answers a count or a refusal. */
  async function ask(key: StaffKey, statement: string, change = 'select 1'): Promise<string> {
    const enter = `set local role breakwater_app; set local search_path = ${schema}, pg_temp; set local app.actor = '${actorOf(key).id}'`
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return String((rows as { n?: number | string }[]).map(({ n }) => n).filter(n => n !== undefined))
    } catch (error) {
      await database.raw('rollback')
      return `error ${(error as { code?: string }).code ?? 'unknown'}`
    }
  }

  const keepers = ['coordinator', 'other-coordinator', 'lead', 'colleague'] as const
  const team = ['coordinator', 'lead', 'teacher', 'chair', 'governance'] as const
  const reads: Readonly<Record<string, readonly StaffKey[]>> = {
    mentor: keepers,
    mentor_event: keepers,
    mentor_place: keepers,
    mentor_match: team,
    mentor_match_name: team,
    mentor_match_end: team,
    case_told: team,
    case_told_end: team,
    case_told_once: team,
  }
  for (const [table, allowed] of Object.entries(reads)) {
    test(`${table} is read by ${allowed.join(', ')} and nobody else of ${everyone.length}`, async () => {
      const found: StaffKey[] = []
      for (const key of everyone)
        if (Number(await ask(key, `select count(*)::int as n from ${table}`)) > 0) found.push(key)
      assert.deepEqual(
        found,
        everyone.filter(key => allowed.includes(key)),
      )
    })
  }

  test('a mentor who takes one is full with one, and after an ending free again: others see that, and not who', async () => {
    await as('other-coordinator', async tx => {
      const [it] = await mentorPage(tx)
      assert.ok(it !== undefined)
      assert.deepEqual(standingOf(it, today), { checkedUntil: '2028-01-01', free: 0, closed: 'They are full' })
      assert.deepEqual(await matchesOf(tx, made.file), [])
    })
    const { rows } = await database.raw(`select freed_on is null as taken from ${schema}.mentor_place order by id`)
    assert.deepEqual(rows, [{ taken: false }, { taken: true }])
  })

  // The match whose place it is: one of the case, without a place of its own.
  const place = (slot: number, on: string): string =>
    `insert into mentor_place (id, mentor, slot, taken_on, match) values ('${newId()}', '${mentor}', ${slot}, '${on}',
      (select m.id from mentor_match m where not exists (select from mentor_match_end e where e.match = m.id)))`

  test('the database refuses a place twice, a place beyond what is offered, and one after the checks ran out', async () => {
    const free = `delete from ${schema}.mentor_place`
    assert.equal(await ask('lead', place(1, today)), 'error 23505')
    assert.equal(await ask('lead', place(2, today)), 'error 42501')
    assert.equal(await ask('lead', place(1, '2028-01-01'), free), '')
    assert.equal(await ask('lead', place(1, '2028-01-02'), free), 'error 42501')
    assert.equal(await ask('teacher', place(1, today), free), 'error 42501')
  })

  test('an older mentor with a free place can be chosen, however many newer ones are full, away or not checked', async () => {
    const gone = as('lead', async tx => {
      const free = await addMentor(tx, { ...offered, called: 'Free' }, now)
      for (let at = 0; at <= mentorPageLength; at++) {
        const away = await addMentor(tx, offered, now)
        await addMentorEvent(tx, away, { event: 'paused', until: null, why: 'Exams' }, now)
      }
      await addMentor(tx, { ...offered, checked_on: '2025-01-01', check_until: '2026-11-19' }, now)
      assert.ok((await mentorPage(tx)).every(({ id }) => id !== free))
      assert.deepEqual(
        (await freeMentors(tx, today)).map(({ id }) => id),
        [free],
      )
      throw new Error('undone')
    })
    await assert.rejects(gone, /undone/)
  })

  test('whoever leads the case is told when the mentor pauses or has left, and that checks end, and nobody else', async () => {
    const gone = as('lead', async tx => {
      const watched = async (until: string): Promise<string[]> => {
        const found = await mentorsOfLead(tx, actorOf('lead').id, until)
        assert.deepEqual(await mentorsOfLead(tx, actorOf('colleague').id, until), [])
        return found.flatMap(({ file, mentor: it }) => [file, watchOf(it, today, ukDay)?.words ?? 'nothing'])
      }
      assert.deepEqual(await watched('2027-12-31'), [])
      assert.deepEqual(await watched('2028-01-01'), [made.file, 'nothing'])
      await addMentorEvent(tx, mentor, { event: 'paused', until: null, why: 'Exams' }, now)
      assert.deepEqual(await watched(today), [made.file, 'Their mentor pauses: ask whether they go on'])
      await addMentorEvent(tx, mentor, { event: 'left', until: null, why: 'Moved' }, now)
      assert.deepEqual(await watched(today), [made.file, 'Their mentor has left'])
      throw new Error('undone')
    })
    await assert.rejects(gone, /undone/)
  })

  test('a mentor who left is no longer listed, and is still found by whoever has the address', async () => {
    const gone = as('lead', async tx => {
      await addMentorEvent(tx, mentor, { event: 'left', until: null, why: 'Moved' }, now)
      assert.deepEqual(await mentorPage(tx), [])
      assert.equal((await mentorById(tx, mentor))?.called, 'A test mentor')
      throw new Error('undone')
    })
    await assert.rejects(gone, /undone/)
  })

  test('the person’s own request is answered with their mentors, and with what may be told and what was taken back', async () => {
    const offer = modules.find(({ name }) => name === 'cases')?.personalData
    const sections = await as('governance', async tx => (await offer?.(tx, made.person)) ?? [])
    const rowsOf = (part: string) => sections.find(({ heading }) => heading.endsWith(part))?.rows ?? []
    assert.deepEqual(
      rowsOf(': mentor').map(row => row['How it ended']),
      ['20 November 2026: they asked for it. He said so', ''],
    )
    assert.deepEqual(
      rowsOf(': what an employer may know').map(row => [row['What'], row['Who was told'], row['Taken back on']]),
      [
        ['Their name', 'The baker, 20 November 2026', ''],
        ['Something that happened before', '', '20 November 2026'],
      ],
    )
  })

  const fresh: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    mentor_place: { slot: 1, freed_on: null },
    mentor_match: {},
    mentor_match_end: {},
  }
  for (const table of Object.keys(reads)) {
    test(`${table}: its lead writes, the board does not, and every policy of it, taken away, changes an answer`, async () => {
      const { rows: found } = await database.raw(
        `select to_jsonb(t)::text as row from ${schema}.${table} t order by 1 desc limit 1`,
      )
      const row = ((found as { row: string }[])[0]?.row ?? '').replaceAll("'", "''")
      const mine = JSON.stringify({
        id: newId(),
        by: actorOf('lead').id,
        offered_by: actorOf('lead').id,
        ...fresh[table],
      })
      // The copy stands for a new row: what it takes the place of is out of the way first.
      const room: Readonly<Record<string, string>> = {
        mentor_place: `delete from ${schema}.mentor_place`,
        mentor_match: `delete from ${schema}.mentor_match`,
        mentor_match_end: `delete from ${schema}.mentor_match_end`,
        mentor_match_name: `delete from ${schema}.mentor_match_name`,
        case_told_end: `delete from ${schema}.case_told_end`,
      }
      const statements = [
        [`select count(*)::int as n from ${table}`, ''],
        [
          `insert into ${table} select * from jsonb_populate_record(null::${table}, '${row}'::jsonb || '${mine}')`,
          room[table] ?? 'select 1',
        ],
        ...(table === 'mentor_place'
          ? [
              [
                `with done as (update mentor_place set freed_on = taken_on where freed_on is null returning 1)
                  select count(*)::int as n from done`,
                '',
              ],
            ]
          : []),
      ] as const
      const told = async (key: StaffKey, change = 'select 1'): Promise<string[]> => {
        const answers: string[] = []
        for (const [statement = '', before = ''] of statements)
          answers.push(await ask(key, statement, before === '' ? change : `${before}; ${change}`))
        return answers
      }
      const usual = await told('lead')
      assert.equal(usual[1], '')
      assert.equal((await told('board'))[1], 'error 42501')
      const { rows } = await database.raw(`select policyname as name from pg_policies
        where schemaname = '${schema}' and tablename = '${table}' and 'breakwater_app' = any(roles)`)
      const survivors: string[] = []
      for (const { name } of rows as { name: string }[])
        if (String(await told('lead', `drop policy ${name} on ${schema}.${table}`)) === String(usual))
          survivors.push(name)
      assert.deepEqual(survivors, [])
    })
  }

  test('all of it goes with the case, and the mentor stays, with a free place', async () => {
    const left = Object.keys(reads).map(table => `(select count(*) from ${table})::int`)
    const { rows } = await database.raw(`begin; set local search_path = ${schema};
      delete from case_file where id = '${made.file}'; select array[${left.join(', ')}] as n; rollback`)
    assert.deepEqual((rows as { n?: number[] }[]).find(({ n }) => n !== undefined)?.n, [1, 1, 0, 0, 0, 0, 0, 0, 0])
  })
})
