// A record opens for somebody's request when a second person agrees: asked of the pages, and of the database past them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { audienceId, may } from '#platform/access'
import { withRole } from '#platform/database'
import { record } from '#platform/ledger'
import type { Visitor } from '#platform/testing/site'
import { isOpen, openedRecords } from './store/opened.ts'
import {
  actorOf,
  answerAs,
  as,
  asked,
  daysAgo,
  fieldsOf,
  held,
  subjectSite,
  time,
  waiting,
} from './subject-site.test.ts'

describe('nobody opens a record alone', () => {
  let lead: Visitor
  let chair: Visitor
  let path = ''
  let own = ''
  const requestOf = () => path.split('/').at(-1) ?? ''
  const mayRead = (key: string, id: string) => as(key, tx => may(tx, 'read', id))
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'allowed',
      (error: { code?: string }) => error.code,
    )

  before(async () => {
    const site = await subjectSite()
    lead = await site.signIn('governance')
    chair = await site.signIn('chair')
    path = String((await lead.post('/subject-access/new', asked)).headers.location)
    await lead.post(`${path}/open`, { records: held.school }, path)
    own = (await waiting(chair)).at(-1) ?? ''
  })
  // The site is shared: what is open here is closed again.
  after(async () => {
    const { rows } = await as('governance', tx =>
      sql<{ request: string }>`select distinct request from subject_request_record where closed_at is null`.execute(tx),
    )
    for (const { request } of rows) {
      const at = `/subject-access/${request}`
      const over = { event: 'refused', why: 'It was asked for as a test.', ...fieldsOf('on', daysAgo(0)) }
      await lead.post(`${at}/events`, over, at)
    }
  })

  test('asking opens nothing: the page says that it waits, and the pack cannot be read', async () => {
    assert.equal(await mayRead('governance', held.school), false)
    const { body } = await lead.get(path)
    assert.match(body, /It waits for a second person to agree/)
    assert.doesNotMatch(body, /Read the pack/)
  })

  test('whoever may agree is told, in words that name nobody, and has a task; whoever asked has neither', async () => {
    const { rows } = await as('chair', tx =>
      sql<{ kind: string; record: string }>`select kind, record from notice`.execute(tx),
    )
    assert.ok(rows.some(it => it.kind === 'opening asked' && it.record === requestOf()))
    assert.match((await chair.get('/')).body, /Agree that (a record is|\d+ records are) opened/)
    assert.doesNotMatch((await chair.get('/')).body, /Merriwyn/)
    assert.doesNotMatch((await lead.get('/')).body, /Agree that (a record is|\d+ records are) opened/)
  })

  test('whoever asked is refused as the one who agrees, on the page and by the database', async () => {
    const { statusCode, body } = await answerAs(lead, own, 'agree')
    assert.equal(statusCode, 422)
    assert.match(body, /somebody else must agree/)
    assert.equal(await refusal(answered('governance', 'governance')), '42501')
    assert.equal(await mayRead('governance', held.school), false)
  })

  const answered = (by: string, name: string) =>
    as(by, tx =>
      sql`insert into subject_opening_answer (opening, agreed, why, actor, answered_at)
        values (${own.split('/').at(-1)}::uuid, true, 'x', ${actorOf(name).id}::uuid, now())`.execute(tx),
    )
  test('nobody agrees in another’s name', async () =>
    assert.equal(await refusal(answered('governance', 'chair')), '42501'))
  test('a practitioner does not agree, and sees nothing that waits', async () => {
    assert.equal(await refusal(answered('practitioner', 'practitioner')), '42501')
    const practitioner = await (await subjectSite()).signIn('practitioner')
    assert.equal((await practitioner.get('/subject-access/openings')).statusCode, 403)
  })

  const granted = (by: string) =>
    as(by, tx =>
      withRole(tx, 'grantor', () =>
        sql`insert into access (id, audience, record, level, purpose, why, ends, opens_sealed, granted_by)
          values (gen_random_uuid(), ${audienceId('person', actorOf('governance').id)}::uuid, ${held.school}::uuid, 20,
            'subject-access', 'x', now() + interval '1 day', true, ${actorOf(by).id}::uuid)`.execute(tx),
      ),
    )
  test('without an answer the database gives nobody the key, whoever would give it', async () => {
    assert.equal(await refusal(granted('governance')), '42501')
    assert.equal(await refusal(granted('chair')), '42501')
  })

  test('a form without an answer, or without a reason, comes back with a sentence for each', async () => {
    const { statusCode, body } = await chair.post(own, {}, own)
    assert.equal(statusCode, 422)
    assert.match(body, /Choose whether you agree/)
    assert.match(body, /Say what you looked at/)
  })

  test('the chair agrees: it opens to whoever asked, and not to the chair, who reads no pack', async () => {
    assert.equal((await answerAs(chair, own, 'agree')).statusCode, 303)
    assert.equal(await mayRead('governance', held.school), true)
    assert.equal(await mayRead('chair', held.school), false)
    assert.equal((await chair.get(`${path}/pack`)).statusCode, 403)
    assert.equal((await lead.get(`${path}/pack`)).statusCode, 200)
    assert.equal((await chair.get(own)).statusCode, 404)
  })

  test('an answer is given once, and nobody changes it', async () => {
    assert.equal(await refusal(answered('second-lead', 'second-lead')), '23505')
    assert.equal(
      await refusal(as('second-lead', tx => sql`update subject_opening_answer set agreed = false`.execute(tx))),
      '42501',
    )
  })

  test('who did not ask gives the key to nobody else, and for no longer', async () => {
    const to = (audience: string, days: number) =>
      as('chair', tx =>
        withRole(tx, 'grantor', () =>
          sql`insert into access (id, audience, record, level, purpose, why, ends, opens_sealed, granted_by)
            values (gen_random_uuid(), ${audience}::uuid, ${held.school}::uuid, 20, 'subject-access', 'x',
              now() + make_interval(days => ${days}), true, ${actorOf('chair').id}::uuid)`.execute(tx),
        ),
      )
    assert.equal(await refusal(to(audienceId('person', actorOf('chair').id), 1)), '42501')
    assert.equal(await refusal(to(audienceId('role', 'governance'), 1)), '42501')
    assert.equal(await refusal(to(audienceId('person', actorOf('governance').id), 60)), '42501')
  })

  test('a record that the second person does not agree to stays closed, with the reason, and can be asked for again', async () => {
    await lead.post(`${path}/open`, { records: held.other }, path)
    assert.equal((await answerAs(chair, (await waiting(chair)).at(-1) ?? '', 'refuse')).statusCode, 303)
    assert.equal(await mayRead('governance', held.other), false)
    assert.match((await lead.get(path)).body, /A second person did not agree: The letter was seen\.</)
    const { body } = await lead.post(`${path}/find`, {}, path)
    assert.ok(body.includes(`value="${held.other}"`))
    assert.ok(!body.includes(`value="${held.school}"`))
  })

  test('an erasure is not upheld while somebody must still agree', async () => {
    const erasure = String((await lead.post('/subject-access/new', { ...asked, right: 'erasure' })).headers.location)
    const happens = () =>
      lead.post(
        `${erasure}/events`,
        { event: 'upheld', why: 'Nobody needs it any more.', ...fieldsOf('on', daysAgo(0)) },
        erasure,
      )
    await lead.post(`${erasure}/open`, { records: held.school }, erasure)
    assert.match((await happens()).body, /Find and open the records/)
    await answerAs(chair, (await waiting(chair)).at(-1) ?? '', 'agree')
    await lead.post(`${erasure}/open`, { records: held.justice }, erasure)
    assert.match((await happens()).body, /Wait until a second person answered about every record/)
    await answerAs(chair, (await waiting(chair)).at(-1) ?? '', 'refuse')
    assert.equal((await happens()).statusCode, 303)
  })

  test('taken back before anybody answered, it is asked of nobody', async () => {
    const other = String((await lead.post('/subject-access/new', asked)).headers.location)
    await lead.post(`${other}/open`, { records: held.justice }, other)
    const row = /close\/([0-9a-f-]{36})/.exec((await lead.get(other)).body)?.[1]
    await lead.post(`${other}/close/${row}`, { close_why: 'It is not needed to answer.' }, other)
    assert.deepEqual(await waiting(chair), [])
    const opened = await as('governance', tx => openedRecords(tx, other.split('/').at(-1) ?? ''))
    assert.deepEqual(
      opened.map(it => isOpen(it, time.now)),
      [false],
    )
  })

  test('asking and answering are in the ledger, without the name', async () => {
    const { rows } = await as('governance', async tx => {
      await record(tx, { action: 'read', kind: 'test' })
      return sql<{ kind: string }>`select distinct kind from ledger_entry where subject = ${held.school}::uuid`.execute(
        tx,
      )
    })
    const kinds = rows.map(({ kind }) => kind)
    for (const kind of ['record asked for, for a request', 'record opened for a request'])
      assert.ok(kinds.includes(kind), kind)
  })
})
