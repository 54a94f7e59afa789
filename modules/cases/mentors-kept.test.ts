// How a mentor's own details end: due years after they left, with nobody who has them, and then really gone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { lookAtRecords, removeRecords } from '#modules/sharing'
import { fixedClock } from '#platform/clock'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { setUpContent, testSecrets } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import { actorOf, addStaff, type Made, makeCase, modules, now, today } from './cases-site.test.ts'
import { calledIn } from './rules/mentors.ts'
import { caseById } from './store/files.ts'
import { addMatch, addMentor, addMentorEvent, endMatch, matchesOf } from './store/mentors.ts'
import { storyOf } from './store/story.ts'

const schema = schemaOf(testPartnership)
const offered = {
  called: 'Elspeth Quillfeather',
  agency: 'A test club',
  languages: 'English',
  interests: 'Boxing',
  times: ['weekends'],
  capacity: 1,
  check_kind: 'enhanced',
  checked_on: '2026-01-01',
  check_until: '2027-01-01',
} as const
const chosen = { slot: 1, why: 'Both box', own_view: 'Good', matched_on: today } as const

describe('the end of a mentor’s own details', () => {
  let database: OpenDatabase
  let made: Made
  let mentor = ''
  const asLead = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor(actorOf('lead'), 'case', work)
  const work = (day: string) => ({ database, modules, clock: fixedClock(`${day}T10:00:00Z`) })
  const queue = async () =>
    (
      await database.raw(
        `select schedule, title, counts_from, people from ${schema}.retention_item where kind = 'mentor'`,
      )
    ).rows

  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies', 'sharing'], now })
    await database.asSystem('migrator', 'set-up', addStaff)
    made = await makeCase(database, testSecrets)
    mentor = await asLead(tx => addMentor(tx, offered, now))
    await asLead(tx => addMatch(tx, made.file, { id: mentor, ...offered }, chosen, now))
  })
  after(() => database.close())

  test('a mentor who has not left is never due; one who left with a match open is not either', async () => {
    await lookAtRecords(work('2040-01-01'))
    assert.deepEqual(await queue(), [])
    await asLead(tx => addMentorEvent(tx, mentor, { event: 'left', until: null, why: 'Moved' }, now))
    await lookAtRecords(work('2040-01-01'))
    assert.deepEqual(await queue(), [])
  })

  test('after the match ended, it is due 6 years on and not a day before, for two people, by a title without a name', async () => {
    await asLead(async tx => {
      const [match] = await matchesOf(tx, made.file)
      assert.ok(match !== undefined)
      await endMatch(tx, made.file, match, { reason: 'help has ended', why: 'Said goodbye', ended_on: today }, now)
    })
    await lookAtRecords(work('2032-11-19'))
    assert.deepEqual(await queue(), [])
    await lookAtRecords(work('2032-11-20'))
    const title = 'Mentor, offered on 20 November 2026'
    assert.deepEqual(
      JSON.parse(JSON.stringify(await queue())),
      [{ schedule: 'mentor', title, counts_from: today, people: 2 }].map(it => ({
        ...it,
        counts_from: JSON.parse(JSON.stringify(it.counts_from)) as string,
      })),
    )
  })

  test('nobody is matched again with a mentor who left, even where their checks hold', async () => {
    await assert.rejects(
      asLead(tx => addMatch(tx, made.file, { id: mentor, ...offered }, chosen, now)),
      /row-level security/,
    )
  })

  test('agreed by two, the mentor goes with places and events; the case keeps that there was one, and no name', async () => {
    await database.raw(`update ${schema}.retention_item set due_on = current_date where kind = 'mentor'`)
    assert.deepEqual(await removeRecords(work('2032-11-20')), [])
    for (const key of ['governance', 'chair'] as const)
      await database.asActor(actorOf(key), 'retention', async tx => {
        await sql`insert into retention_event (id, record, kind, event, ground, actor)
          values (${newId()}, ${mentor}, 'mentor', 'delete_approved', 'time over', ${actorOf(key).id})`.execute(tx)
        await record(tx, { action: 'write', kind: 'test' })
      })
    assert.deepEqual(await removeRecords(work('2032-11-20')), [{ kind: 'mentor', removed: 1, kept: 0 }])
    const { rows } = await database.raw(`select kind, counts from ${schema}.retention_certificate`)
    const [{ kind, counts }] = rows as [{ kind: string; counts: Record<string, number> }]
    assert.deepEqual(
      [kind, counts['mentor'], counts['mentor_event'], counts['mentor_place'], counts['mentor_match_name']],
      ['mentor', 1, 1, 1, 1],
    )
    const left = await database.raw(`select (select count(*) from ${schema}.mentor)::int as mentors,
      (select count(*) from ${schema}.mentor_place)::int as places,
      (select string_agg(m::text, ' ') from ${schema}.mentor_match m) ilike '%quillfeather%' as named`)
    assert.deepEqual(left.rows, [{ mentors: 0, places: 0, named: false }])
    const [match] = await asLead(tx => matchesOf(tx, made.file))
    assert.ok(match !== undefined)
    assert.deepEqual(
      [calledIn(match), match.agency, match.why, match.end_reason],
      ['A mentor whose details have gone', 'A test club', 'Both box', 'help has ended'],
    )
    const story = await asLead(async tx => {
      const it = await caseById(tx, made.file)
      return it === undefined ? [] : storyOf(tx, it)
    })
    assert.deepEqual(
      story.flatMap(({ title }) => (/mentor/i.test(title) ? [title] : [])),
      ['A mentor was chosen: A mentor whose details have gone', 'Their mentor ended: A mentor whose details have gone'],
    )
  })
})
