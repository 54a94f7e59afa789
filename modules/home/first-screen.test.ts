// The first screen and the search of every role, and what a board member can reach: never a name of somebody who is helped.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { modules } from '#modules'
import { addAccount, everyRole } from '#modules/agencies'
import { addPerson } from '#modules/people'
import type { Actor } from '#platform/database'
import { idOf } from '#platform/ids'
import { secretsOf } from '#platform/secrets'
import { openSite, type Site, type Visitor } from '#platform/testing/site'

const actorOf = (key: string): Actor => ({ id: idOf('account', key), session: undefined })

describe('the first screen, the search and the board', () => {
  let site: Site
  let person = ''
  let request = ''
  before(async () => {
    site = await openSite({
      modules,
      fill: ({ database }) =>
        database.asSystem('migrator', 'set-up', async tx => {
          for (const role of everyRole)
            await addAccount(tx, {
              key: role,
              name: `Test ${role}`,
              jobTitle: '',
              comesTo: '',
              agencyKey: 'auth.wcc',
              roles: [role],
              synthetic: true,
            })
        }),
    })
    const worker = actorOf('practitioner')
    const planted = {
      world: 'support',
      sealed: false,
      givenName: 'Rhys',
      familyName: 'Merriwyn',
      otherNames: [],
      born: '2011-03-27',
      bornPrecision: 'day',
      sex: 'male',
      identifiers: [],
    } as const
    person = await site.database.asActor(worker, 'people', tx =>
      addPerson(tx, secretsOf(site.config), planted, worker.id, new Date()),
    )
    const lead = await site.signIn('governance')
    const written = await lead.post('/subject-access/new', {
      ...{
        right: 'access',
        givenName: 'Rhys',
        familyName: 'Merriwyn',
        capacity: 'themselves',
        askedBy: 'Rhys Merriwyn',
      },
      ...{ 'born-day': '27', 'born-month': '3', 'born-year': '2011' },
      ...{ 'received-day': '3', 'received-month': '11', 'received-year': '2025', identity: 'Known to his worker.' },
    })
    request = String(written.headers['location'])
  })
  after(() => site.close())

  for (const role of everyRole) {
    test(`${role}: a first screen with what to do, what to start and a search, and nobody’s name`, async () => {
      const { body, statusCode } = await (await site.signIn(role)).get('/')
      assert.equal(statusCode, 200)
      for (const heading of ['To do next', 'Start something', 'What you may see, and why'])
        assert.ok(body.includes(heading), heading)
      assert.ok(body.includes('href="/search"'))
      assert.ok(!body.includes('Merriwyn'))
    })
  }

  const searchAs = async (role: string, words: string) => {
    const { body } = await (await site.signIn(role)).post('/search', { words })
    return body.includes(`href="/people/${person}"`)
  }

  test('the practitioner finds the child whom their team knows; nobody without rights does', async () => {
    assert.equal(await searchAs('practitioner', 'rhys merriwyn'), true)
    const found: string[] = []
    for (const role of ['board', 'analyst', 'administrator', 'police-analyst', 'intelligence-lead', 'governance'])
      if (await searchAs(role, 'rhys merriwyn')) found.push(role)
    assert.deepEqual(found, [])
  })

  test('too little to look for comes back with 422', async () => {
    const answer = await (await site.signIn('board')).post('/search', { words: ' a' })
    assert.equal(answer.statusCode, 422)
    assert.ok(answer.body.includes('two letters or more'))
  })

  test('a search and each record that it shows are in the ledger, the words are not', async () => {
    await searchAs('practitioner', 'rhys merriwyn')
    const { rows } = await site.database.asActor(actorOf('governance'), 'governance', tx =>
      sql<{ kind: string; subject: string | null; detail: unknown }>`
        select e.kind, e.subject, d.detail from ledger_entry e join ledger_detail d on d.entry = e.id
        where e.purpose = 'search' and e.actor = ${actorOf('practitioner').id}::uuid`.execute(tx),
    )
    assert.ok(rows.some(({ kind }) => kind === 'everything'))
    assert.ok(rows.some(({ kind, subject }) => kind === 'person in a list' && subject === person))
    assert.ok(!JSON.stringify(rows).toLowerCase().includes('merriwyn'))
  })

  test('the governance lead finds the child’s record, opens it, and the pack tells who the child is', async () => {
    const lead = await site.signIn('governance')
    assert.equal((await lead.get(`/people/${person}`)).statusCode, 404)
    assert.ok((await lead.post(`${request}/find`, {}, request)).body.includes(`value="${person}"`))
    await lead.post(`${request}/open`, { records: person }, request)
    const chair = await site.signIn('chair')
    const waits =
      (await chair.get('/subject-access/openings')).body.match(/\/subject-access\/openings\/[0-9a-f-]{36}/)?.[0] ?? ''
    await chair.post(waits, { answer: 'agree', why: 'The letter was seen.' }, waits)
    const { body } = await lead.get(`${request}/pack`)
    assert.ok(body.includes('1. Record of Warwickshire County Council'))
    const data = await lead.post(`${request}/pack/data`, {}, `${request}/pack`)
    assert.ok(data.body.includes('Merriwyn'))
  })

  test('no page that a board member can open, nor any that it leads to, holds the name or leads to the record', async () => {
    const board = await site.signIn('board')
    const own = modules
      .flatMap(({ pages }) => pages ?? [])
      .filter(({ method, path }) => method === 'get' && !path.includes(':'))
      .map(({ path }) => path)
    const bodies = await bodiesOf(board, own)
    const further = await bodiesOf(
      board,
      [...linksIn(bodies)].filter(path => !bodies.has(path)),
    )
    const named = [...bodies, ...further].filter(([, body]) => body.includes('Merriwyn') || body.includes(person))
    assert.deepEqual(
      named.map(([path]) => path),
      [],
    )
    assert.ok(bodies.has('/board') && further.has('/commitments/com.p1'), 'the walk reached the board and a commitment')
  })
})

/** What these pages answer, where they may be opened. */
async function bodiesOf(visitor: Visitor, paths: readonly string[]): Promise<Map<string, string>> {
  const bodies = new Map<string, string>()
  for (const path of paths) {
    const { statusCode, body } = await visitor.get(path)
    if (statusCode === 200) bodies.set(path, body)
  }
  return bodies
}

function linksIn(bodies: ReadonlyMap<string, string>): Set<string> {
  const links = [...bodies.values()].flatMap(body =>
    [...body.matchAll(/href="(\/[a-z][^"#?]*)"/g)].map(([, to]) => to ?? ''),
  )
  return new Set(links.filter(path => !/^\/(assets|areas|sign-out)/.test(path)))
}
