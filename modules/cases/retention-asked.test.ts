// A person asks for their record to be removed and that is upheld: it comes to the queue on that day, and still goes only by the
// approvals of two people, never while it is on hold, and never before what stands on it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { lookAtRecords, removeRecords } from '#modules/sharing'
import type { Clock } from '#platform/clock'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { secretsOf } from '#platform/secrets'
import { openSite, type Site, type Visitor } from '#platform/testing/site'
import { actorOf, addStaff, makeCase, makePerson, modules, now, type StaffKey, today } from './cases-site.test.ts'
import { addEvent } from './store/files.ts'

const [year = '', month = '', day = ''] = today.split('-')
const on = { 'on-day': day, 'on-month': month, 'on-year': year }

describe('a request for erasure that is upheld', () => {
  let site: Site
  let lead: Visitor
  let request = ''
  let file = ''
  const made = { helped: '', free: '', other: '' }
  let time = now
  const clock: Clock = { now: () => time }
  const work = () => ({ database: site.database, modules, clock })

  before(async () => {
    site = await openSite({
      modules,
      clock,
      fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
    })
    const secrets = secretsOf(site.config)
    const helped = await makeCase(site.database, secrets)
    made.helped = helped.person
    file = helped.file
    await site.database.asActor(actorOf('coordinator'), 'case', async tx => {
      made.free = await makePerson(tx, secrets)
      made.other = await makePerson(tx, secrets)
    })
    lead = await site.signIn('governance')
    request = await write('erasure')
  })
  after(() => site.close())

  async function write(right: string): Promise<string> {
    const said = { right, givenName: 'Rhys', familyName: 'Merriwyn', askedBy: 'Rhys', capacity: 'themselves', what: '' }
    const born = { 'born-day': '1', 'born-month': '3', 'born-year': '2009' }
    const received = { 'received-day': day, 'received-month': month, 'received-year': year }
    const fields = { ...said, ...born, ...received, identity: 'His worker knows him.' }
    const answer = await lead.post('/subject-access/new', fields, '/subject-access/new')
    assert.equal(answer.statusCode, 303)
    return String(answer.headers.location)
  }

  const happens = (path: string, event: string) =>
    lead.post(`${path}/events`, { event, why: 'He was told by letter what was decided.', ...on }, path)

  /** Opens one record for a request: the lead asks, the chair agrees. */
  async function open(path: string, id: string): Promise<void> {
    assert.equal((await lead.post(`${path}/open`, { records: id }, path)).statusCode, 303)
    const chair = await site.signIn('chair')
    const { body } = await chair.get('/subject-access/openings')
    const waits = body.match(/\/subject-access\/openings\/[0-9a-f-]{36}/)?.[0] ?? ''
    assert.equal((await chair.post(waits, { answer: 'agree', why: 'The letter was seen.' }, waits)).statusCode, 303)
  }

  type InQueue = {
    readonly record: string
    readonly due_on: string
    readonly ground: string
    readonly waits_for: string
  }
  async function queue(): Promise<readonly InQueue[]> {
    await lookAtRecords(work())
    return site.database.asActor(actorOf('governance'), 'retention', async tx => {
      const { rows } = await sql<InQueue>`
        select record, due_on, ground, people, waits_for from retention_item order by waits_for desc`.execute(tx)
      return rows
    })
  }

  function decide(who: StaffKey, id: string, event: string, ground: string | null): Promise<string> {
    return site.database
      .asActor(actorOf(who), 'retention', async tx => {
        await sql`insert into retention_event (id, record, kind, event, ground, why, actor) values (${newId()}, ${id}, 'person',
          ${event}, ${ground}, ${ground === null ? 'An inquiry' : ''}, ${actorOf(who).id})`.execute(tx)
        await record(tx, { action: 'write', kind: 'test' })
        return 'allowed'
      })
      .catch((error: { code?: string }) => error.code ?? 'failed')
  }

  test('a decision says whether it is upheld, and only records that were opened can be upheld', async () => {
    assert.match((await happens(request, 'decided')).body, /Choose what happened/)
    assert.match((await happens(request, 'upheld')).body, /Find and open the records that go before you uphold it/)
  })

  test('a request that is not upheld brings nothing to the queue', async () => {
    const path = await write('erasure')
    await open(path, made.free)
    assert.equal((await happens(path, 'not upheld')).statusCode, 303)
    assert.match((await lead.get(path)).body, /it is not upheld/)
    assert.deepEqual(await queue(), [])
  })

  test('upheld, its records are due that day for two people; one closed as somebody else’s is not among them', async () => {
    for (const id of Object.values(made)) await open(request, id)
    const rows = await site.database.asActor(actorOf('governance'), 'subject-access', async tx => {
      const { rows } = await sql<{ id: string }>`
        select id from subject_request_record where record = ${made.other} and closed_at is null`.execute(tx)
      return rows
    })
    await lead.post(
      `${request}/close/${rows[0]?.id}`,
      { close_why: 'Another school says that it is not him.' },
      request,
    )
    time = new Date(now.getTime() + 60_000)
    assert.equal((await happens(request, 'upheld')).statusCode, 303)
    const asked = { due_on: today, ground: 'asked for', people: 2 }
    assert.deepEqual(await queue(), [
      { record: made.helped, ...asked, waits_for: 'case' },
      { record: made.free, ...asked, waits_for: '' },
    ])
  })

  test('the queue is brought up to date at once: the work is asked for with the decision', async () => {
    const { rows } = await site.database.asActor(actorOf('governance'), 'retention', tx =>
      sql<{ kind: string }>`select kind from job`.execute(tx),
    )
    assert.deepEqual(rows, [{ kind: 'end records' }])
  })

  test('nobody says that its time is over, on the page or past it', async () => {
    const page = `/retention/records/${made.free}`
    const { body } = await lead.get(page)
    assert.match(body, /the person asked for it to go, and that was upheld/)
    assert.doesNotMatch(body, /Its time is over|Merriwyn/)
    assert.equal((await lead.post(`${page}/agree`, { ground: 'time over' }, page)).statusCode, 422)
    assert.equal(await decide('governance', made.free, 'delete_approved', 'time over'), '42501')
  })

  test('one person of two, a hold, or an open request of the person: it stays', async () => {
    assert.equal(await decide('governance', made.free, 'delete_approved', 'asked for'), 'allowed')
    assert.deepEqual(await removeRecords(work()), [])
    assert.equal(await decide('chair', made.free, 'hold_placed', null), 'allowed')
    assert.equal(await decide('chair', made.free, 'delete_approved', 'asked for'), 'allowed')
    assert.deepEqual(await removeRecords(work()), [])
    assert.equal(await decide('governance', made.free, 'hold_lifted', null), 'allowed')
    assert.equal(await decide('governance', made.free, 'delete_approved', 'asked for'), 'allowed')
    assert.equal(await decide('chair', made.free, 'delete_approved', 'asked for'), 'allowed')
    const access = await write('access')
    await open(access, made.free)
    assert.deepEqual((await queue()).map(it => it.waits_for).sort(), ['case', 'subject request'])
    assert.deepEqual(await removeRecords(work()), [])
    assert.equal((await happens(access, 'refused')).statusCode, 303)
  })

  test('agreed by two it goes, and the record on which a case stands stays although two agreed', async () => {
    assert.equal(await decide('governance', made.helped, 'delete_approved', 'asked for'), 'allowed')
    assert.equal(await decide('chair', made.helped, 'delete_approved', 'asked for'), 'allowed')
    await queue()
    assert.deepEqual(await removeRecords(work()), [{ kind: 'person', removed: 1, kept: 0 }])
    const left = await queue()
    assert.deepEqual(
      left.map(it => it.record),
      [made.helped],
    )
    const page = await lead.get(`/retention/records/${made.free}`)
    const certificate = await lead.get(String(page.headers.location))
    assert.match(certificate.body, /The person asked for it to go/)
    assert.doesNotMatch(certificate.body, /Merriwyn/)
  })

  test('a case that stands on it comes too, once it is closed', async () => {
    await site.database.asActor(actorOf('lead'), 'case', tx =>
      addEvent(tx, file, { event: 'closed', why: 'He moved away' }, now),
    )
    assert.deepEqual(
      (await queue()).map(it => it.ground),
      ['asked for', 'asked for'],
    )
  })
})
