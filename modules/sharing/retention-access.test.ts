// Who may see the queue, agree, hold and lift; and that the job itself removes nothing that people did not agree to.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { everyRole } from '#modules/agencies'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { sharing } from './module.ts'
import { type RetentionEvent, stateOf } from './retention-rules.ts'
import { keepRecords, removeAll } from './retention-run.ts'
import { addEvent, addRequest } from './store/requests.ts'
import { actorOf, as, daysAgo, subjectSite, time } from './subject-site.test.ts'

const approvers = ['governance', 'second-lead', 'chair'] as const
const work = async () => ({
  database: (await subjectSite()).database,
  modules: [sharing],
  clock: { now: () => time.now },
})

/** A request of a child that was answered eight years ago. Returns its id. */
async function oldRequest(): Promise<string> {
  const answered = '2018-05-02'
  return as('governance', async tx => {
    const request = {
      right: 'access',
      givenName: 'Rhys',
      familyName: 'Merriwyn',
      born: '2011-03-27',
      askedBy: 'His mother',
    } as const
    const id = await addRequest(
      tx,
      { ...request, capacity: 'parental responsibility', what: '', receivedOn: answered },
      time.now,
    )
    await addEvent(tx, id, { event: 'sent', onDay: answered, why: 'By hand' }, time.now)
    return id
  })
}

async function asJob<T>(ask: (tx: Transaction) => Promise<T>): Promise<T> {
  return (await subjectSite()).database.asSystem('retention', 'retention', async tx => {
    const answer = await ask(tx)
    await record(tx, { action: 'write', kind: 'test' })
    return answer
  })
}

const undo = new Error('undo')
/** How many rows the job can delete with this statement; whatever it did is undone. */
async function deleted(statement: string): Promise<number> {
  let count = -1
  await asJob(async tx => {
    count = Number((await sql.raw(statement).execute(tx)).numAffectedRows ?? 0)
    throw undo
  }).catch(error => {
    if (error !== undo) throw error
  })
  return count
}

type Said = {
  readonly event: string
  readonly ground?: string
  readonly why?: string
  readonly until?: string
  readonly kind?: string
}
const approval = { event: 'delete_approved', ground: 'time over' } as const

function say(who: string, id: string, it: Said, name = who): Promise<string> {
  return as(who, async tx => {
    await sql`insert into retention_event (id, record, kind, event, ground, why, until, actor) values (${newId()}, ${id},
      ${it.kind ?? 'subject request'}, ${it.event}, ${it.ground ?? null}, ${it.why ?? ''}, ${it.until ?? null}::date, ${actorOf(name).id})`.execute(
      tx,
    )
    await record(tx, { action: 'write', kind: 'test' })
    return 'allowed'
  }).catch((error: { code?: string }) => error.code ?? 'failed')
}

describe('who decides about records whose time is over', () => {
  let id = ''
  const remove = (): Promise<number> => deleted(`delete from subject_request where id = '${id}'`)
  before(async () => {
    id = await oldRequest()
    await keepRecords(await work())
  })

  for (const role of everyRole.filter(it => it !== 'governance' && it !== 'chair')) {
    test(`${role}: 403 on every page, no row of any table, and no decision`, async () => {
      const visitor = await (await subjectSite()).signIn(role)
      const codes: number[] = []
      for (const page of ['/retention', '/retention/schedules', '/retention/certificates', `/retention/records/${id}`])
        codes.push((await visitor.get(page)).statusCode)
      for (const form of ['agree', 'keep', 'hold', 'lift'])
        codes.push((await visitor.post(`/retention/records/${id}/${form}`, {}, '/sources')).statusCode)
      codes.push((await visitor.post('/retention/run', {}, '/sources')).statusCode)
      assert.deepEqual(new Set(codes), new Set([403]))
      const seen: number[] = []
      for (const table of [
        'retention_item',
        'retention_event',
        'retention_certificate',
        'retention_look',
        'removable',
        'held_record',
      ])
        seen.push(await as(role, async tx => (await sql.raw(`select from ${table}`).execute(tx)).rows.length))
      assert.deepEqual(seen, [0, 0, 0, 0, 0, 0])
      assert.equal(await say(role, id, approval), '42501')
      assert.equal(await say(role, id, { event: 'hold_placed', why: 'x' }), '42501')
    })
  }

  test('nobody agrees in somebody else’s name, to what is not in the queue, or under another kind', async () => {
    assert.equal(await say('chair', id, approval, 'governance'), '42501')
    assert.equal(await say('governance', newId(), approval), '42501')
    assert.equal(await say('governance', id, { ...approval, kind: 'tension' }), '42501')
  })

  test('a chair holds but lifts no hold, and runs nothing', async () => {
    assert.equal(await say('chair', id, { event: 'hold_placed', why: 'An inquiry' }), 'allowed')
    assert.equal(await say('chair', id, { event: 'hold_lifted', why: 'x' }), '42501')
    const chair = await (await subjectSite()).signIn('chair')
    assert.equal((await chair.post(`/retention/records/${id}/lift`, {}, '/sources')).statusCode, 403)
    assert.equal((await chair.post('/retention/run', {}, '/sources')).statusCode, 403)
    assert.equal(await say('governance', id, { event: 'hold_lifted', why: 'It is over' }), 'allowed')
  })

  test('a decision can never be changed, and nobody but the job takes a row away', async () => {
    const refused = (statement: string) =>
      as('governance', tx => sql.raw(statement).execute(tx)).then(
        () => 'allowed',
        (error: { code?: string }) => error.code,
      )
    assert.equal(await refused(`update retention_event set why = 'x'`), '42501')
    assert.equal(await refused('delete from retention_event'), '42501')
    assert.equal(await refused('delete from retention_item'), '42501')
    assert.equal(await refused('delete from retention_certificate'), '42501')
    assert.equal(await refused('delete from subject_request'), '42501')
  })

  test('the job deletes nothing before two people agree, nothing on hold, and then that record alone', async () => {
    assert.equal(await remove(), 0)
    await say('governance', id, approval)
    await say('governance', id, approval)
    assert.equal(await remove(), 0, 'one person twice is one person')
    await say('chair', id, approval)
    assert.equal(await remove(), 1)
    const other = await oldRequest()
    assert.equal(await deleted('delete from subject_request'), 1, 'another old request stays')
    assert.equal(await deleted(`delete from subject_request where id = '${other}'`), 0)
    await say('second-lead', id, { event: 'hold_placed', why: 'A claim' })
    assert.equal(await remove(), 0)
    await say('governance', id, { event: 'hold_lifted', why: 'It is settled' })
    assert.equal(await remove(), 0, 'what was agreed before the hold does not count')
  })

  test('the job cannot pass a record off as one that nobody has to agree to', async () => {
    const relabelled = asJob(tx => sql`update retention_item set people = 0 where record = ${id}`.execute(tx))
    await assert.rejects(relabelled, { code: '23514' })
    const made = newId()
    await asJob(tx =>
      sql`insert into retention_item (record, kind, schedule, title, counts_from, due_on, people, look)
        select r.id, 'tension', 'x', 'x', '2018-01-01', '2018-01-01', 0, ${made}::uuid from subject_request r where r.id <> ${id} limit 1`.execute(
        tx,
      ),
    )
    assert.equal(await deleted('delete from subject_request'), 0)
    await asJob(tx => sql`delete from retention_item where look = ${made}`.execute(tx))
  })

  test('the job reads no name and no words of anybody', async () => {
    for (const column of [
      'subject_request.given_name',
      'subject_request_event.why',
      'retention_event.why',
      'disclosure.what_was_shared',
    ]) {
      const [table = '', name = ''] = column.split('.')
      await assert.rejects(
        asJob(tx => sql.raw(`select ${name} from ${table}`).execute(tx)),
        { code: '42501' },
      )
    }
  })
})

describe('the database and the rules', () => {
  test('agree on every order of decisions: what the rules let go is what the database lets go', async () => {
    const { database } = await subjectSite()
    const today = daysAgo(0)
    const steps = fc.array(
      fc.record({
        who: fc.constantFrom(...approvers),
        kind: fc.constantFrom('delete_approved', 'delete_approved', 'extended', 'hold_placed', 'hold_lifted'),
      }),
      { minLength: 1, maxLength: 6 },
    )
    const outcomes = new Set<boolean>()
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(1, 2), async (said, people) => {
        const id = newId()
        await asJob(tx =>
          sql`insert into retention_item (record, kind, schedule, title, counts_from, due_on, people, look)
            values (${id}, 'subject request', 'x', 'x', '2018-01-01', '2018-01-01', ${people}, ${newId()})`.execute(tx),
        )
        const events: RetentionEvent[] = []
        for (const [n, { who, kind }] of said.entries()) {
          // Only a lead lifts a hold; an extension of the past has run out and still asks everybody again.
          const by = kind === 'hold_lifted' && who === 'chair' ? 'governance' : who
          const until = daysAgo(n % 2 === 0 ? 1 : -1)
          const it =
            kind === 'delete_approved'
              ? approval
              : kind === 'extended'
                ? { event: kind, why: 'x', until }
                : { event: kind, why: 'x' }
          assert.equal(await say(by, id, it), 'allowed')
          const named = { on: today, at: `${today}T10:00:0${n}.000Z`, by, reason: 'x' }
          events.push(kind === 'extended' ? { ...named, kind, until } : { ...named, kind: kind as 'hold_placed' })
        }
        const rows = await database.asSystem('retention', 'retention', tx =>
          sql`select from removable where record = ${id}`.execute(tx),
        )
        const may = stateOf({ due: '2018-01-01', people }, events, today).state === 'delete'
        outcomes.add(may)
        assert.equal(rows.rows.length === 1, may)
      }),
      { numRuns: 40, seed: 7 },
    )
    assert.deepEqual([...outcomes].sort(), [false, true])
  })
})

describe('the pages, from the queue to the certificate', () => {
  test('a lead and a chair agree, the job removes, and the certificate names nobody', async () => {
    const site = await subjectSite()
    const id = await oldRequest()
    await keepRecords(await work())
    const [lead, chair] = [await site.signIn('governance'), await site.signIn('chair')]
    const path = `/retention/records/${id}`
    assert.match((await lead.get('/retention')).body, /Request of a person about their own data, of 2 May 2018/)
    assert.doesNotMatch((await lead.get('/retention')).body + (await lead.get(path)).body, /Merriwyn/)
    assert.match((await lead.post(`${path}/agree`, {}, path)).body, /Choose why it may go/)
    assert.equal((await lead.post(`${path}/agree`, { ground: 'time over' }, path)).statusCode, 303)
    assert.match((await lead.post(`${path}/agree`, { ground: 'time over' }, path)).body, /You agreed already/)
    assert.equal((await chair.post(`${path}/hold`, { hold_why: 'An inquiry has begun' }, path)).statusCode, 303)
    assert.match((await chair.get(path)).body, /The information-governance lead lifts a hold/)
    assert.match((await lead.get('/retention')).body, /On hold/)
    assert.equal((await lead.post(`${path}/lift`, { lift_why: 'The inquiry is over' }, path)).statusCode, 303)
    assert.equal((await lead.post(`${path}/agree`, { ground: 'time over' }, path)).statusCode, 303)
    assert.match((await chair.get('/')).body, /Decide about/)
    assert.equal((await chair.post(`${path}/agree`, { ground: 'asked for' }, path)).statusCode, 303)
    assert.match((await lead.get(path)).body, /Goes with the next run/)
    assert.deepEqual(await removeAll(await work()), [{ kind: 'subject request', removed: 1, kept: 0 }])
    const to = await lead.get(path)
    assert.match(String(to.headers.location), /^\/retention\/certificates\//)
    const { body } = await lead.get(String(to.headers.location))
    assert.match(body, /Test governance/)
    assert.match(body, /Test chair/)
    assert.match(body, /subject request event/)
    assert.doesNotMatch(body, /Merriwyn/)
  })

  test('a record is kept longer until a day after today, with a reason', async () => {
    const site = await subjectSite()
    const id = await oldRequest()
    await keepRecords(await work())
    const lead = await site.signIn('governance')
    const path = `/retention/records/${id}`
    const day = (year: string) => ({
      'until-day': '1',
      'until-month': '3',
      'until-year': year,
      keep_why: 'A complaint is open',
    })
    assert.match((await lead.post(`${path}/keep`, day('2020'), path)).body, /Enter a day after today/)
    assert.equal((await lead.post(`${path}/keep`, day('2099'), path)).statusCode, 303)
    assert.match((await lead.get(path)).body, /Kept until 1 March 2099/)
  })
})
