import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { may } from '#platform/access'
import { newId } from '#platform/ids'
import type { Visitor } from '#platform/testing/site'
import { longDate } from '#platform/views'
import { clockOf, leftWords, type RequestEvent } from './rules/requests.ts'
import { as, askAndAgree, asked, daysAgo, fieldsOf, held, subjectSite, time, words } from './subject-site.test.ts'

const pathOf = (answer: { headers: Record<string, unknown> }): string => String(answer.headers['location'])
const onDay = (day: string) => fieldsOf('on', day)
const owed = (events: RequestEvent[]) =>
  clockOf({ receivedOn: daysAgo(18), right: 'access' }, events).due ?? 'the clock stands still'
const happened = (event: RequestEvent['event'], days: number): RequestEvent => ({
  event,
  onDay: daysAgo(days),
  recordedAt: time.now,
})
/** Later, so that what is written down comes after what was. */
const waitAMinute = () => {
  time.now = new Date(time.now.getTime() + 60_000)
}

describe('a person asks what is held on them', () => {
  let lead: Visitor
  let path = ''
  const say = (event: string, day: string, why = 'As it was written down at the time.') =>
    lead.post(`${path}/events`, { event, why, ...onDay(day) }, path)
  const open = (...records: string[]) => askAndAgree(lead, path, ...records)
  const mayRead = (key: string, record: string) => as(key, tx => may(tx, 'read', record))

  before(async () => {
    lead = await (await subjectSite()).signIn('governance')
    path = pathOf(await lead.post('/subject-access/new', asked))
  })

  test('a form with nothing in it comes back with 422 and a sentence for each field', async () => {
    const { statusCode, body } = await lead.post('/subject-access/new', {})
    assert.equal(statusCode, 422)
    for (const sentence of ['Choose what they ask for', 'Enter the family name', 'Enter the date of birth'])
      assert.ok(body.includes(sentence), sentence)
  })

  test('the day by which the answer is owed stands on the page, and as a task without a name on the first screen', async () => {
    const due = owed([happened('identity proved', 18)])
    const { body } = await lead.get(path)
    assert.ok(body.includes(`${longDate(due)}, ${leftWords(due, daysAgo(0))}`))
    assert.ok(body.includes('OFFICIAL-SENSITIVE'))
    const first = (await lead.get('/')).body
    assert.ok(first.includes(`Answer the request that came on ${longDate(daysAgo(18))}`))
    assert.ok(!first.includes('Merriwyn'))
  })

  test('what is found is shown with its agency, and opens nothing by itself', async () => {
    const { body } = await lead.post(`${path}/find`, {}, path)
    assert.ok(body.includes('3 records were found'))
    assert.ok(body.includes('Held by Youth justice'))
    assert.equal(await mayRead('governance', held.school), false)
  })

  test('opening opens to this lead alone, and never a record that was not found', async () => {
    await open(held.school)
    assert.equal(await mayRead('governance', held.school), true)
    assert.equal(await mayRead('second-lead', held.school), false)
    const stranger = newId()
    await open(stranger)
    assert.equal(await mayRead('governance', stranger), false)
  })

  test('a record of somebody else with the same name is closed again with a reason', async () => {
    await open(held.other)
    const row = /close\/([0-9a-f-]{36})/g
    const rows = [...(await lead.get(path)).body.matchAll(row)].map(([, id]) => id)
    const answer = await lead.post(
      `${path}/close/${rows.at(-1)}`,
      { close_why: 'Another school says it is not him.' },
      path,
    )
    assert.equal(answer.statusCode, 303)
    assert.equal(await mayRead('governance', held.other), false)
  })

  test('the pack tells each thing once, and keeps back what its module marked', async () => {
    await open(held.justice)
    const { body } = await lead.get(`${path}/pack`)
    assert.equal(body.match(/I want to get back to football/g)?.length, 1)
    assert.ok(body.includes('It is about his brother.'))
    assert.equal(body.match(/This part is kept back/g)?.length, 1)
    assert.ok(!body.includes('This is another Rhys'))
    const page = await lead.post(`${path}/pack/page`, {}, `${path}/pack`)
    assert.ok(page.body.includes('Plays in goal.'))
    assert.ok(page.body.includes('2 November 2026') && !page.body.includes('2026-11-02'))
    assert.ok(page.body.includes('under initials alone'))
    assert.ok(!page.body.includes('Tomos'))
    assert.ok(!page.body.includes('What was said'))
    assert.match(String(page.headers['content-disposition']), /OFFICIAL-SENSITIVE-SR-[0-9a-f]{8}\.html/)
  })

  const decide = async (heading: string, more: Record<string, string>) => {
    const { body } = await lead.get(`${path}/pack`)
    const part = body.split('<section aria-labelledby').find(it => it.includes(heading)) ?? ''
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(part)?.[1] ?? ''
    return lead.post(`${path}/pack`, { section: hidden('section'), digest: hidden('digest'), ...more }, `${path}/pack`)
  }

  test('a marked part is released with a reason, and stays back again when its words change', async () => {
    const without = await decide('What was said', { choice: 'hand over', ground: '', why: '' })
    assert.equal(without.statusCode, 422)
    const why = 'His brother was asked, and agreed.'
    assert.equal((await decide('What was said', { choice: 'hand over', ground: '', why })).statusCode, 303)
    assert.ok((await lead.post(`${path}/pack/data`, {}, `${path}/pack`)).body.includes('Tomos'))
    words.note = 'He came with his brother Tomos and his cousin Ela.'
    assert.ok(!(await lead.post(`${path}/pack/data`, {}, `${path}/pack`)).body.includes('Ela'))
    assert.ok((await lead.get(`${path}/pack`)).body.includes('Its words changed since it was released'))
  })

  test('a part is kept back only under a law, and then leaves no trace in what is handed over', async () => {
    const why = 'The nurse says that it would set him back.'
    assert.equal((await decide('At school', { choice: 'withhold', ground: '', why })).statusCode, 422)
    assert.equal((await decide('At school', { choice: 'withhold', ground: 'serious harm', why })).statusCode, 303)
    const data = await lead.post(`${path}/pack/data`, {}, `${path}/pack`)
    assert.ok(!data.body.includes('At school'))
    assert.ok(!data.body.includes('Plays in goal'))
    assert.deepEqual(
      (JSON.parse(data.body) as { sections: { heading: string }[] }).sections.map(({ heading }) => heading),
      ['The plan'],
    )
  })

  test('what was downloaded is kept as the digest of the file', async () => {
    const { body } = await lead.post(`${path}/pack/data`, {}, `${path}/pack`)
    const digest = createHash('sha256').update(body).digest('hex')
    const { rows } = await as('governance', tx =>
      sql`select from subject_request_event where digest = ${digest}`.execute(tx),
    )
    assert.ok(rows.length > 0)
  })

  test('three days of waiting for what they mean move the day by three', async () => {
    const asking = [happened('identity proved', 18), happened('more asked', 3)]
    assert.equal((await say('more asked', daysAgo(3))).statusCode, 303)
    assert.ok((await lead.get(path)).body.includes('the clock stands still'))
    assert.equal((await say('more given', daysAgo(4))).statusCode, 422)
    assert.equal((await say('more given', daysAgo(0))).statusCode, 303)
    assert.ok((await lead.get(path)).body.includes(longDate(owed([...asking, happened('more given', 0)]))))
  })

  test('it is not sent while a decision is newer than what was downloaded', async () => {
    waitAMinute()
    await decide('The plan', { choice: 'hand over', ground: '', why: 'It is his own plan.' })
    const answer = await say('sent', daysAgo(0))
    assert.equal(answer.statusCode, 422)
    assert.ok(answer.body.includes('Download the pack as it is now before you send it'))
  })

  test('sending ends every grant at once, and nothing more can be found, read or written down', async () => {
    waitAMinute()
    await lead.post(`${path}/pack/page`, {}, `${path}/pack`)
    assert.equal((await say('sent', daysAgo(0), 'By hand, in a sealed envelope.')).statusCode, 303)
    assert.equal(await mayRead('governance', held.school), false)
    assert.equal(await mayRead('governance', held.justice), false)
    const codes = [
      (await lead.get(`${path}/pack`)).statusCode,
      (await lead.post(`${path}/find`, {}, path)).statusCode,
      (await open(held.school)).statusCode,
      (await say('refused', daysAgo(0))).statusCode,
    ]
    assert.deepEqual(codes, [404, 404, 404, 422])
    assert.ok(!(await lead.get('/')).body.includes(`href="${path}"`))
  })

  test('every look and the search are in the ledger, and no entry holds the name', async () => {
    const { rows } = await as('governance', tx =>
      sql<{ action: string; kind: string }>`
        select distinct action, kind from ledger_entry where purpose = 'subject-access' and action in ('search', 'read', 'export', 'grant')
        order by action, kind`.execute(tx),
    )
    const seen = rows.map(({ action, kind }) => `${action}: ${kind}`)
    for (const entry of [
      'search: subject access',
      'export: subject access pack',
      'grant: access',
      'read: subject access pack',
    ])
      assert.ok(seen.includes(entry), entry)
    const named = await as('governance', tx =>
      sql`select from ledger_detail where detail::text ~* 'merriwyn|rhys'`.execute(tx),
    )
    assert.equal(named.rows.length, 0)
  })
})

describe('two requests about one record', () => {
  test('ending one leaves the record open for the other; ending both closes it', async () => {
    const lead = await (await subjectSite()).signIn('governance')
    const first = pathOf(await lead.post('/subject-access/new', asked))
    const second = pathOf(await lead.post('/subject-access/new', asked))
    const end = (path: string) =>
      lead.post(`${path}/events`, { event: 'refused', why: 'Asked twice for the same.', ...onDay(daysAgo(0)) }, path)
    for (const path of [first, second]) await askAndAgree(lead, path, held.school)
    await end(first)
    assert.equal(await as('governance', tx => may(tx, 'read', held.school)), true)
    await end(second)
    assert.equal(await as('governance', tx => may(tx, 'read', held.school)), false)
  })
})

describe('without proof, and other rights', () => {
  test('while identity is asked for nothing can be found or opened; proof begins the month', async () => {
    const lead = await (await subjectSite()).signIn('governance')
    const path = pathOf(await lead.post('/subject-access/new', { ...asked, identity: '' }))
    assert.ok((await lead.get(path)).body.includes('Waiting for proof of identity'))
    assert.equal((await lead.post(`${path}/find`, {}, path)).statusCode, 404)
    assert.equal((await lead.post(`${path}/open`, { records: held.school }, path)).statusCode, 404)
    const why = 'A letter from his school.'
    await lead.post(`${path}/events`, { event: 'identity proved', why, ...onDay(daysAgo(9)) }, path)
    assert.ok((await lead.get(path)).body.includes(longDate(owed([happened('identity proved', 9)]))))
  })

  test('a request to put something right ends with a decision, and has no pack', async () => {
    const lead = await (await subjectSite()).signIn('governance')
    const path = pathOf(await lead.post('/subject-access/new', { ...asked, right: 'correction' }))
    assert.equal((await lead.get(`${path}/pack`)).statusCode, 404)
    const why = 'Agreed: both views are on the record now.'
    const answer = await lead.post(`${path}/events`, { event: 'decided', why, ...onDay(daysAgo(0)) }, path)
    assert.equal(answer.statusCode, 303)
    assert.ok((await lead.get(path)).body.includes('Answered: the decision was sent'))
  })
})
