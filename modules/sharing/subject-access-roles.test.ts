// Requests of people about their own data: nobody but a governance lead reaches any of it, by page or by statement.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { everyRole } from '#modules/agencies'
import { addRequest, type NewRequest } from './store/requests.ts'
import { actorOf, as, held, subjectSite, time } from './subject-site.test.ts'

describe('nobody else can reach any of it', () => {
  let path = ''
  let id = ''
  const request: NewRequest = {
    right: 'access',
    givenName: 'Rhys',
    familyName: 'Merriwyn',
    born: '2011-03-27',
    askedBy: 'x',
    capacity: 'themselves',
    what: '',
    receivedOn: '2026-11-03',
  }
  before(async () => {
    id = await as('governance', tx => addRequest(tx, request, time.now))
    path = `/subject-access/${id}`
  })
  const others = everyRole.filter(role => role !== 'governance')

  for (const role of others) {
    test(`${role}: 403 on every page, and no row of any table`, async () => {
      const visitor = await (await subjectSite()).signIn(role)
      const codes: number[] = []
      for (const page of ['/subject-access', '/subject-access/new', path, `${path}/pack`])
        codes.push((await visitor.get(page)).statusCode)
      for (const form of ['/subject-access/new', `${path}/events`, `${path}/find`, `${path}/open`, `${path}/pack/page`])
        codes.push((await visitor.post(form, {}, '/sources')).statusCode)
      assert.deepEqual(new Set(codes), new Set([403]))
      const seen = []
      for (const table of [
        'subject_request',
        'subject_request_event',
        'subject_request_record',
        'subject_section_choice',
      ])
        seen.push(await as(role, async tx => (await sql.raw(`select from ${table}`).execute(tx)).rows.length))
      assert.deepEqual(seen, [0, 0, 0, 0])
    })
    test(`${role} writes no request, event, opening or choice`, async () => {
      const refusedBy = (statement: string) =>
        as(role, tx => sql.raw(statement).execute(tx)).then(
          () => 'allowed',
          error => (error as { code?: string }).code,
        )
      const me = actorOf(role).id
      const digest = 'a'.repeat(64)
      assert.deepEqual(
        [
          await refusedBy(
            `insert into subject_request values (gen_random_uuid(), 'access', 'a', 'b', '2011-01-01', 'x', 'themselves', '', '2026-11-01', '${me}', now())`,
          ),
          await refusedBy(
            `insert into subject_request_event (id, request, event, on_day, why, actor, recorded_at) values (gen_random_uuid(), '${id}', 'sent', '2026-11-01', 'x', '${me}', now())`,
          ),
          await refusedBy(
            `insert into subject_request_record (id, request, record, title, agency, opened_by, opened_at, until) values (gen_random_uuid(), '${id}', '${held.school}', 'x', 'x', '${me}', now(), now())`,
          ),
          await refusedBy(
            `insert into subject_section_choice (id, request, section, digest, choice, why, actor, chosen_at) values (gen_random_uuid(), '${id}', 'x', '${digest}', 'hand over', 'x', '${me}', now())`,
          ),
        ],
        ['42501', '42501', '42501', '42501'],
      )
    })
  }

  test('what happened, what was opened and what was chosen can never be changed or removed, even by a lead', async () => {
    const refusedBy = (statement: string) =>
      as('governance', tx => sql.raw(statement).execute(tx)).then(
        () => 'allowed',
        error => (error as { code?: string }).code,
      )
    assert.deepEqual(
      [
        await refusedBy(`update subject_request set given_name = 'x'`),
        await refusedBy(`update subject_request_event set why = 'x'`),
        await refusedBy(`update subject_section_choice set why = 'x'`),
        await refusedBy(`update subject_request_record set until = now()`),
        await refusedBy('delete from subject_request'),
        await refusedBy('delete from subject_request_record'),
      ],
      ['42501', '42501', '42501', '42501', '42501', '42501'],
    )
  })

  test('a lead writes in nobody else’s name', async () => {
    const other = actorOf('second-lead').id
    const insert = `insert into subject_request_event (id, request, event, on_day, why, actor, recorded_at) values (gen_random_uuid(), '${id}', 'sent', '2026-11-01', 'x', '${other}', now())`
    await assert.rejects(
      as('governance', tx => sql.raw(insert).execute(tx)),
      { code: '42501' },
    )
  })

  test('a record stays open for 30 days at most', async () => {
    const insert = `insert into subject_request_record (id, request, record, title, agency, opened_by, opened_at, until) values (gen_random_uuid(), '${id}', '${held.school}', 'x', 'x', '${actorOf('governance').id}', now(), now() + interval '31 days')`
    await assert.rejects(
      as('governance', tx => sql.raw(insert).execute(tx)),
      { code: '23514' },
    )
  })
})
