// An agency's system sends its extract by itself: what its token opens, what it does not, and what the agency sees of it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { audienceId } from '#platform/access'
import { systemClock } from '#platform/clock'
import { perform } from '#platform/jobs'
import type { Site, Visitor } from '#platform/testing/site'
import { people } from '../module.ts'
import { actorOf, peopleSite } from '../people-site.test.ts'
import { addSyntheticFile } from '../store/feeds.ts'

const address = '/api/v1/people/extracts'
const columns = { reference: 'Number', given: 'First', family: 'Last', born: 'Born' }
const extract =
  'Number,First,Last,Born\nA1,Isla,Brackenby,2013-06-14\nA2,Noah,Brackenby,not a day\nA3,Bo,Merriwyn,2011-02-03\n'
const hostile = `Number,First\n${'"'.repeat(7)}\u0007,=cmd|' /C calc'!A0\n`

describe('a feed of an agency', () => {
  let site: Site
  let worker: Visitor
  let token: string

  before(async () => {
    site = await peopleSite()
    await site.database.asSystem('migrator', 'set-up', async tx => {
      const file = { agencyKey: 'auth.yos', kind: 'people', columns } as const
      await addSyntheticFile(tx, { ...file, name: 'youth-synthetic.csv', content: extract })
      await addSyntheticFile(tx, { ...file, name: 'hostile-synthetic.csv', content: hostile })
    })
    worker = await site.signIn('worker')
    token = await newToken('Case records, each night')
  })
  after(() => site.close())

  async function columnsPage(): Promise<string> {
    const fields = { mappingName: 'Youth extract', ...columns }
    return String((await worker.post('/people/extracts/new', fields)).headers.location)
  }

  async function newToken(feedName: string): Promise<string> {
    const path = `${await columnsPage()}/feed`
    const made = await worker.post(path, { feedName, days: '30' })
    assert.equal(made.headers['cache-control'], 'no-store')
    return /<code id="token">(bwfeed_[\w-]{43})<\/code>/.exec(made.body)?.[1] ?? 'none'
  }

  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

  function drop(content: string, key = token, parts = 1) {
    const edge = 'edge-of-a-part'
    const part = `--${edge}\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\n${content}\r\n`
    const payload = `${part.repeat(parts)}--${edge}--\r\n`
    const type = { 'content-type': `multipart/form-data; boundary=${edge}` }
    return site.app.inject({ method: 'POST', url: address, payload, headers: { ...bearer(key), ...type } })
  }

  const ask = (path: string, key = token) => site.app.inject({ method: 'GET', url: path, headers: bearer(key) })

  /** Does all work that waits. */
  async function work(): Promise<void> {
    const parts = { database: site.database, config: site.config, clock: systemClock, modules: [people], onError }
    const waiting = await site.database.asSystem('worker', 'work', tx =>
      tx.selectFrom('job').select('id').where('started_at', 'is', null).execute(),
    )
    for (const { id } of waiting) await perform(parts, id)
  }
  const onError = (error: unknown): never => {
    throw error
  }

  const feedRows = () =>
    site.database.asSystem('sign-in', 'sign-in', tx => tx.selectFrom('feed').select(['id', 'token_digest']).execute())

  const report = async (load: string): Promise<string> => (await worker.get(`/people/extracts/loads/${load}`)).body

  test('sends a file: it is loaded, matched, told of in counts, and its records are for the team alone', async () => {
    const taken = await drop(extract)
    assert.equal(taken.statusCode, 202, taken.body)
    const { load, address: where } = taken.json()
    assert.equal((await ask(where)).json().state, 'waiting')
    await work()
    const { lines, ...told } = (await ask(where)).json()
    const counts = { read: 3, loaded: 2, before: 0, unreadable: 1 }
    assert.deepEqual(told, { state: 'loaded', ...counts, sentence: '', notes: [] })
    const reason = 'The date of birth is no real date, or lies ahead.'
    assert.deepEqual(lines, [{ line: 3, column: 'Born', reason }])
    assert.match(await report(load), /Case records, each night[\s\S]*Loaded\s*<\/dt>\s*<dd[^>]*>\s*2/)
    const search = { name: 'Isla Brackenby', reason: 'help' }
    const found = async (key: 'colleague' | 'nurse') =>
      (await (await site.signIn(key)).post('/people', search, '/people')).body
    assert.match(await found('colleague'), /href="\/people\/[0-9a-f-]{36}"/)
    assert.doesNotMatch(await found('nurse'), /href="\/people\/[0-9a-f-]{36}"/)
  })

  test('sends the same file again: nothing is loaded twice', async () => {
    const { address: where } = (await drop(extract)).json()
    await work()
    const { loaded, before: known } = (await ask(where)).json()
    assert.deepEqual({ loaded, known }, { loaded: 0, known: 2 })
  })

  test('a file that cannot be read is refused in a sentence, nothing of it is kept, and the feed goes on', async () => {
    const { address: where } = (await drop(hostile)).json()
    await work()
    const told = (await ask(where)).json()
    assert.equal(told.state, 'refused')
    assert.match(told.sentence, /column/i)
    assert.equal(told.loaded, 0)
  })

  const bad: readonly (readonly [string, () => ReturnType<typeof drop>, number, RegExp])[] = [
    ['a file that this demonstration did not make', () => drop(`${extract}\n`), 422, /exactly as they are/],
    ['two files', () => drop(extract, token, 2), 422, /Send one file/],
    ['no file', () => drop('', token, 0), 422, /Send one file/],
    [
      'a token with a letter changed',
      () => drop(extract, `${token.slice(0, -1)}_`),
      401,
      /Send a token that is in use/,
    ],
  ]
  for (const [what, send, status, sentence] of bad) {
    test(`${what}: refused with ${status}, in JSON`, async () => {
      const answer = await send()
      assert.equal(answer.statusCode, status)
      assert.match(answer.json().sentence, sentence)
    })
  }

  test('a feed learns nothing of what another feed of its agency sent', async () => {
    const other = await newToken('Another system')
    const { address: where } = (await drop(extract)).json()
    assert.equal((await ask(where, other)).statusCode, 404)
    await work()
  })

  test('a token opens no page, and the session of a person opens no feed', async () => {
    assert.equal((await ask('/people/extracts')).headers.location, '/sign-in?back=%2Fpeople%2Fextracts')
    assert.equal((await ask('/people')).headers.location, '/sign-in?back=%2Fpeople')
    assert.equal((await worker.send(address, Buffer.from(''), 'multipart/form-data; boundary=x')).statusCode, 401)
  })

  test('the thirteenth file in an hour waits', async () => {
    const busy = await newToken('A busy system')
    const answers: number[] = []
    for (let n = 0; n < 13; n += 1) answers.push((await drop(extract, busy)).statusCode)
    assert.deepEqual(answers, [...Array(12).fill(202), 429])
    await work()
  })

  test('the ledger names the feed as who sent each file, and its agency', async () => {
    const entries = await site.database.asActor(actorOf('governance'), 'governance', tx =>
      tx.selectFrom('ledger_entry').select(['actor', 'agency']).where('kind', '=', 'file of a feed').execute(),
    )
    const known = new Set((await feedRows()).map(({ id }) => id))
    assert.equal(entries.length, 16)
    assert.ok(entries.every(({ actor }) => actor !== null && known.has(actor)))
    assert.deepEqual([...new Set(entries.map(({ agency }) => agency))], [audienceId('agency', 'auth.yos')])
  })

  test('a colleague takes a load of it out whole; another agency sees neither feed nor load', async () => {
    const colleague = await site.signIn('colleague')
    const list = (await colleague.get('/people/extracts')).body
    const loads = [...list.matchAll(/href="(\/people\/extracts\/loads\/[^"]*)"/g)].map(([, href]) => href ?? '')
    const first = loads.at(-1) ?? 'none'
    await colleague.post(`${first}/undo`, {}, first)
    assert.match((await colleague.get(first)).body, /This load was taken out/)
    assert.equal((await ask(`${address}/${first.split('/').at(-1)}`)).json().state, 'taken out')
    const nurse = await site.signIn('nurse')
    assert.doesNotMatch((await nurse.get('/people/extracts')).body, /Case records, each night/)
    assert.equal((await nurse.get(first)).statusCode, 404)
  })

  test('ended by a colleague, its token opens nothing from that moment; nobody of another agency can end one', async () => {
    const colleague = await site.signIn('colleague')
    const list = (await colleague.get('/people/extracts')).body
    const ends = [...list.matchAll(/action="(\/people\/extracts\/feeds\/[^"]*)"/g)].map(([, href]) => href ?? '')
    const oldest = ends.at(-1) ?? 'none'
    const nurse = await site.signIn('nurse')
    assert.equal((await nurse.post(oldest, {}, '/people/extracts')).statusCode, 404)
    assert.equal((await colleague.post(oldest, {}, '/people/extracts')).statusCode, 303)
    assert.equal((await drop(extract)).statusCode, 401)
    assert.equal((await colleague.post(oldest, {}, '/people/extracts')).statusCode, 409)
  })

  test('the database keeps a digest of each token, and no token', async () => {
    const rows = await feedRows()
    assert.equal(rows.length, 3)
    assert.deepEqual(
      rows.filter(row => Buffer.from(row.token_digest).toString('latin1').includes('bwfeed_')),
      [],
    )
  })
})
