// Who reads a meeting and who may write what in it, asked of the database itself, as each person.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { audienceId, grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import type { Site } from '#platform/testing/site'
import { actorOf, childOf, everyone, inDays, meetingsSite, plan, type StaffKey } from './meetings-site.test.ts'
import { meetings } from './module.ts'
import { addItem, itemById, itemsOf } from './store/items.ts'
import { addMeetingEvent, meetingById, noteAttendance } from './store/meetings.ts'
import { contribute, decide } from './store/said.ts'
import { answerStep, passOn, stepById } from './store/steps.ts'
import { plainSubject } from './subjects.ts'

const now = new Date()
const words = { standing: 'fact', shows: 'neither', voice: 'agency', source: '', words: 'Seen today' } as const
const decision = { outcome: 'pass on', words: 'Pass it', why: 'Not ours', dissent: '' } as const
const refused = /row-level security/

describe('who reads and runs a meeting', () => {
  let site: Site
  let meeting = ''
  let item = ''
  before(async () => {
    site = await meetingsSite()
    meeting = await plan(site, 'grp.tactical', inDays(3), 'intelligence-lead')
    item = await add('police-analyst', meeting, 'grp.tactical')
  })
  after(() => site.close())

  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor(actorOf(key), 'meeting', work)
  const add = (key: StaffKey, to: string, group: string, person: string | null = null): Promise<string> =>
    as(key, tx => {
      const about =
        person === null ? plainSubject : { kind: 'person', subject: person, href: '', aboutPeople: true, person }
      return addItem(tx, { ...about, meeting: to, group, title: 'A matter', why: 'Because', source: 'by hand' }, now)
    })
  const readers = async (read: (tx: Transaction) => Promise<unknown>): Promise<StaffKey[]> => {
    const found: StaffKey[] = []
    for (const key of everyone) if ((await as(key, read)) !== undefined) found.push(key)
    return found
  }
  const sitting: readonly StaffKey[] = ['coordinator', 'intelligence-lead', 'police-analyst', 'analyst']

  test('its own members, and nobody else: no board, no administrator, no referrer, no other group', async () => {
    assert.deepEqual(await readers(tx => meetingById(tx, meeting)), sitting)
    assert.deepEqual(await readers(tx => itemById(tx, item)), sitting)
  })

  test('someone with a role and no seat, and someone with a seat and no role, read nothing', async () => {
    const count = (tx: Transaction) => sql<{ n: number }>`select count(*)::int as n from meeting`.execute(tx)
    assert.equal((await as('governance', count)).rows[0]?.n, 0)
    const roleless = actorOf('fire-visitor')
    await site.database.asSystem('migrator', 'set-up', async tx => {
      await sql`update membership set ends = now() where actor = ${roleless.id}::uuid
        and audience = ${audienceId('role', 'referrer')}::uuid`.execute(tx)
      await record(tx, { action: 'grant', kind: 'membership', subject: roleless.id })
    })
    await plan(site, 'grp.swpb', inDays(3), 'coordinator')
    assert.equal((await as('fire-visitor', count)).rows[0]?.n, 0)
  })

  test('contributions, decisions and attendance follow the meeting', async () => {
    await as('police-analyst', tx => contribute(tx, item, words, now))
    await as('analyst', tx =>
      noteAttendance(tx, meeting, [{ account: actorOf('analyst').id, standing: 'apologies' }], now),
    )
    await as('coordinator', tx => decide(tx, item, decision, now))
    const parts = ['contribution', 'decision', 'meeting_attendance', 'meeting_event'] as const
    const seen = async (key: StaffKey): Promise<boolean[]> => {
      const found: boolean[] = []
      for (const table of parts)
        found.push((await as(key, tx => tx.selectFrom(table).select('id').execute())).length > 0)
      return found
    }
    assert.deepEqual(await seen('analyst'), [true, true, true, true])
    assert.deepEqual(await seen('nurse'), [false, false, false, false])
    assert.deepEqual(await seen('administrator'), [false, false, false, false])
  })

  test('a member contributes and adds items; only a chair or coordinator who sits there plans and decides', async () => {
    await as('analyst', tx => contribute(tx, item, words, now))
    await assert.rejects(
      as('analyst', tx => decide(tx, item, decision, now)),
      refused,
    )
    await assert.rejects(
      as('intelligence-lead', tx => decide(tx, item, decision, now)),
      refused,
    )
    await assert.rejects(
      as('analyst', tx => addMeetingEvent(tx, meeting, { event: 'cancelled', words: 'x' }, now)),
      refused,
    )
    await assert.rejects(
      as('other-coordinator', tx => decide(tx, item, decision, now)),
      refused,
    )
    await assert.rejects(
      as('nurse', tx => contribute(tx, item, words, now)),
      refused,
    )
    await assert.rejects(add('nurse', meeting, 'grp.tactical'), refused)
  })

  test('nobody speaks for another agency, or notes that another came', async () => {
    const forged = sql`insert into contribution (id, item, at, actor, agency, standing, shows, voice, words)
      select gen_random_uuid(), ${item}::uuid, now(), ${actorOf('analyst').id}::uuid, g.id, 'fact', 'neither', 'agency', 'x'
      from agency g where g.key = 'auth.fire'`
    await assert.rejects(
      as('analyst', tx => forged.execute(tx)),
      refused,
    )
    const other = [{ account: actorOf('police-analyst').id, standing: 'came' }] as const
    await assert.rejects(
      as('analyst', tx => noteAttendance(tx, meeting, other, now)),
      refused,
    )
  })

  test('nothing is ever changed or removed once it was said', async () => {
    await assert.rejects(
      as('coordinator', tx => sql`update decision set words = 'y'`.execute(tx)),
      /permission denied/,
    )
    await assert.rejects(
      as('coordinator', tx => sql`delete from contribution`.execute(tx)),
      /permission denied/,
    )
  })

  test('the chair of a meeting approves its minutes whatever their role; another member does not; then it is closed', async () => {
    const held = await plan(site, 'grp.tactical', inDays(1), 'intelligence-lead')
    const matter = await add('analyst', held, 'grp.tactical')
    await as('coordinator', tx => addMeetingEvent(tx, held, { event: 'ended', words: '' }, now))
    const approve = (key: StaffKey) => as(key, tx => addMeetingEvent(tx, held, { event: 'approved', words: '' }, now))
    await assert.rejects(approve('analyst'), refused)
    await approve('intelligence-lead')
    await assert.rejects(
      as('analyst', tx => contribute(tx, matter, words, now)),
      refused,
    )
    await assert.rejects(
      as('coordinator', tx => decide(tx, matter, decision, now)),
      refused,
    )
    await assert.rejects(add('analyst', held, 'grp.tactical'), refused)
  })

  describe('an item about people', () => {
    let child = ''
    let about = ''
    let support = ''
    before(async () => {
      child = await childOf(site)
      support = await plan(site, 'grp.interventions', inDays(3), 'chair')
      about = await add('practitioner', support, 'grp.interventions', child)
    })

    test('is for members whose work is with people, and not for the board member who sits there', async () => {
      assert.deepEqual(await readers(tx => itemById(tx, about)), ['coordinator', 'chair', 'practitioner', 'nurse'])
    })

    test('an analyst of the Tactical Group neither reads one there nor adds one', async () => {
      const other = await add('coordinator', meeting, 'grp.tactical', child)
      assert.deepEqual(await readers(tx => itemById(tx, other)), ['coordinator', 'intelligence-lead'])
      await assert.rejects(add('police-analyst', meeting, 'grp.tactical', child), refused)
    })

    test('governance reads it and what was said of it once the child’s record is open to answer a request, and not the meeting', async () => {
      await as('nurse', tx => contribute(tx, about, words, now))
      const audience = audienceId('person', actorOf('governance').id)
      const grant = {
        audience,
        record: child,
        level: 'read',
        purpose: 'subject-access',
        why: 'Answers a request',
      } as const
      await as('practitioner', tx => grantAccess(tx, grant))
      const read = await as('governance', async tx => ({
        item: await itemById(tx, about),
        meeting: await meetingById(tx, support),
        others: (await itemsOf(tx, support)).length,
        told: await meetings.personalData?.(tx, child),
      }))
      assert.equal(read.item?.contributions.length, 1)
      assert.deepEqual([read.meeting, read.others], [undefined, 1])
      assert.deepEqual(
        read.told?.map(({ heading }) => heading),
        ['Meetings that spoke about them', 'What agencies told meetings'],
      )
      assert.match(read.told?.[1]?.withhold ?? '', /several agencies/)
    })
  })

  describe('a step from group to group', () => {
    let step = ''
    before(async () => {
      step = await as('coordinator', async tx => {
        const found = await itemById(tx, item)
        const by = await decide(tx, item, decision, now)
        if (found === undefined) throw new Error('The item is not there.')
        return passOn(tx, found, { to: 'grp.interventions', rule: null, why: 'Please help', decision: by }, now)
      })
    })
    const answer = { accepted: true, why: 'Ours' }

    test('both groups read it, and nobody else', async () => {
      assert.deepEqual(await readers(tx => stepById(tx, step)), [...sitting, 'chair', 'practitioner', 'nurse', 'board'])
    })

    test('a chair or coordinator of the receiving group answers, once', async () => {
      await assert.rejects(
        as('practitioner', tx => answerStep(tx, step, answer, now)),
        refused,
      )
      await assert.rejects(
        as('intelligence-lead', tx => answerStep(tx, step, answer, now)),
        refused,
      )
      await assert.rejects(
        as('other-coordinator', tx => answerStep(tx, step, answer, now)),
        refused,
      )
      await as('chair', tx => answerStep(tx, step, answer, now))
      await assert.rejects(
        as('coordinator', tx => answerStep(tx, step, { ...answer, accepted: false }, now)),
        /duplicate|unique/,
      )
    })

    test('only whoever runs the group passes anything on', async () => {
      const pass = as('analyst', async tx => {
        const found = await itemById(tx, item)
        if (found === undefined) throw new Error('The item is not there.')
        const by = found.decisions[0]?.id ?? ''
        return passOn(tx, found, { to: 'grp.interventions', rule: null, why: 'x', decision: by }, now)
      })
      await assert.rejects(pass, refused)
    })
  })
})
