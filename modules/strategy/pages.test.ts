import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { everyRole } from '#modules/agencies'
import type { Visitor } from '#platform/testing/site'
import { takeFigures } from './board.ts'
import { readers } from './pages/shared.ts'
import { as, now, offered, strategySite } from './strategy-site.test.ts'

const today = { 'on-day': '21', 'on-month': '11', 'on-year': '2026' }
const happened = { 'happened-day': '20', 'happened-month': '11', 'happened-year': '2026' }

describe('what was promised and what came of it', () => {
  let coordinator: Visitor
  let board: Visitor
  before(async () => {
    const site = await strategySite()
    coordinator = await site.signIn('coordinator')
    board = await site.signIn('board')
  })

  test('all 22 commitments stand on the list, and what was due in July 2025 is late by 15 months', async () => {
    const { body } = await board.get('/commitments')
    assert.equal(body.match(/href="\/commitments\/com\./g)?.length, 22)
    assert.equal(body.match(/Late by 15 months/g)?.length, 16)
    assert.ok(body.includes('Nobody has said yet'))
    assert.ok(!body.includes('Not started'))
  })

  test('the board reads a picture with its table, and one commitment with no form to change it', async () => {
    const { body, statusCode } = await board.get('/board')
    assert.equal(statusCode, 200)
    assert.ok(body.includes('0 of 16 commitments that are due are done; 16 are late'))
    assert.equal(body.match(/<svg[^>]*class="chart"/g)?.length, 2)
    assert.ok(!(await board.get('/commitments/com.p2')).body.includes('Write it down'))
  })

  test('the coordinator says how far one has come and files evidence; the board sees both and who owns it', async () => {
    const path = '/commitments/com.p2'
    const said = await coordinator.post(
      `${path}/status`,
      { status: 'done', why: 'The watchlist is in use by the Tactical Group.', ...today },
      path,
    )
    assert.equal(said.statusCode, 303)
    assert.ok((await board.get('/board')).body.includes('What nothing shows yet'))
    const filed = await coordinator.post(
      `${path}/evidence`,
      {
        kind: 'decision',
        sentence: 'The group decided on two tensions that the watchlist raised.',
        link: '/meetings/01920000',
        ...happened,
      },
      path,
    )
    assert.equal(filed.statusCode, 303)
    const { body } = await board.get('/board')
    assert.ok(body.includes('1 of 16 commitments that are due is done; 15 are late'))
    assert.ok(body.includes('1 piece of evidence: a decision of a group (1)'))
    const shown = (await board.get(path)).body
    assert.ok(shown.includes('two tensions that the watchlist raised'))
    assert.ok(!shown.includes('href="/meetings/01920000"'), 'the board is not led to a meeting')
    assert.ok(!shown.includes('Test coordinator'))
  })

  test('evidence that points to a record of a person is refused with 422', async () => {
    const path = '/commitments/com.p4'
    const link = '/people/01920000-0000-7000-8000-000000000000'
    const sentence = 'Somebody was helped at home.'
    const answer = await coordinator.post(`${path}/evidence`, { kind: 'document', sentence, link, ...happened }, path)
    assert.equal(answer.statusCode, 422)
    assert.ok(answer.body.includes('that is not about a person'))
  })

  test('a day to come and a missing reason are refused with 422', async () => {
    const answer = await coordinator.post(
      '/commitments/com.p4/status',
      { status: 'done', why: '', 'on-day': '22', 'on-month': '11', 'on-year': '2026' },
      '/commitments/com.p4',
    )
    assert.equal(answer.statusCode, 422)
    assert.ok(answer.body.includes('Enter today or a day that is past'))
    assert.ok(answer.body.includes('Say why, in a sentence without names'))
  })

  test('the due day can move with a reason, and the printed day stays on the page', async () => {
    const path = '/commitments/com.p4'
    await coordinator.post(
      `${path}/due`,
      { 'due-day': '31', 'due-month': '3', 'due-year': '2027', due_why: 'The board gave it another year.' },
      path,
    )
    const { body } = await board.get(path)
    assert.ok(body.includes('31 March 2027'))
    assert.ok(body.includes('31 July 2025'))
    assert.ok(!body.includes('Late by'))
  })

  test('evidence that is taken back is gone from the board', async () => {
    const path = '/commitments/com.p2'
    const page = (await coordinator.get(path)).body
    const evidence = /evidence\/([0-9a-f-]{36})/.exec(page)?.[1] ?? ''
    const answer = await coordinator.post(`${path}/evidence/${evidence}`, { withdraw_why: 'It was filed twice.' }, path)
    assert.equal(answer.statusCode, 303)
    assert.ok((await board.get(path)).body.includes('Nothing on file shows it yet'))
  })
})

describe('measures', () => {
  let coordinator: Visitor
  let board: Visitor
  before(async () => {
    const site = await strategySite()
    coordinator = await site.signIn('coordinator')
    board = await site.signIn('board')
    const last = { key: 'people-helped', words: 'People helped', value: 0, unit: 'people', source: 'Cases' }
    offered.figures = [last, { ...last, key: 'gone', words: 'No longer offered', value: 12 }]
    await as('coordinator', tx =>
      takeFigures(tx, [{ name: 'x', measures: async () => offered.figures }], '2026-10', now),
    )
    offered.figures = [{ ...last, value: 1 }]
  })

  test('taking the figures keeps one small count hidden, says that it moved, and never makes a missing one 0', async () => {
    const answer = await coordinator.post('/measures/take', {}, '/measures')
    assert.equal(answer.statusCode, 303)
    const { body } = await board.get('/board')
    assert.ok(body.includes('Up from none in October 2026 to fewer than 5'))
    const gone = (await board.get('/measures/gone')).body
    assert.ok(gone.includes('Not given. Nothing that whoever took the figures may read gives it'))
    assert.ok(!gone.includes('>none<'))
  })

  test('in the first month of all, a later taking is held against the first', async () => {
    const fresh = { key: 'fresh', words: 'Feuds that calmed', unit: 'feuds', source: 'Conflicts' }
    for (const [value, minutes] of [
      [0, 1],
      [7, 2],
    ] as const) {
      const stand = { name: 'x', measures: async () => [{ ...fresh, value }] }
      await as('coordinator', tx => takeFigures(tx, [stand], '2026-11', new Date(now.getTime() + minutes * 60_000)))
    }
    assert.ok((await board.get('/board')).body.includes('Up 7, from none in November 2026, the first time'))
  })

  test('the analyst links a measure to an outcome, and the board reads it there', async () => {
    const analyst = await (await strategySite()).signIn('analyst')
    const fields = { words: 'People who were helped', outcome: 'out.4', better: 'more', baseline: '', version: '0' }
    const answer = await analyst.post('/measures/people-helped', fields)
    assert.equal(answer.statusCode, 303)
    const { body } = await board.get('/measures/people-helped')
    assert.ok(body.includes('Assessment and referral are better'))
    assert.ok(body.includes('More of this'))
    assert.equal((await analyst.post('/measures/people-helped', fields)).statusCode, 409)
  })

  test('a measure that nobody took or defined is not found', async () =>
    assert.equal((await board.get('/measures/nothing-like-it')).statusCode, 404))
})

describe('who opens these pages', () => {
  const paths = ['/board', '/commitments', '/commitments/com.p1', '/measures', '/measures/people-helped']
  const mayRead: readonly string[] = readers
  for (const role of everyRole) {
    const expected = mayRead.includes(role) ? 200 : 403
    test(`${role}: ${expected}`, async () => {
      const visitor = await (await strategySite()).signIn(role)
      const codes = []
      for (const path of paths) codes.push((await visitor.get(path)).statusCode)
      assert.deepEqual(
        codes,
        paths.map(() => expected),
      )
    })
  }
  for (const role of everyRole.filter(it => it !== 'coordinator')) {
    test(`${role} takes no figures and writes nothing of a commitment`, async () => {
      const visitor = await (await strategySite()).signIn(role)
      assert.equal((await visitor.post('/measures/take', {}, '/sources')).statusCode, 403)
      assert.equal((await visitor.post('/commitments/com.p1/status', {}, '/sources')).statusCode, 403)
      assert.equal((await visitor.post('/commitments/com.p1/evidence', {}, '/sources')).statusCode, 403)
    })
  }
})
