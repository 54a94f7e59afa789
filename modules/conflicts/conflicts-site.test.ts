// The way of a conflict through its pages, and who reads which part of it: asked as each person, of the site and the database.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { example } from './conflicts-example.test.ts'
import { conflictById } from './module.ts'
import { openRequests } from './store/requests.ts'

describe('conflicts', () => {
  let opened: Awaited<ReturnType<typeof example>>
  before(async () => {
    opened = await example()
  })
  after(() => opened.site.close())

  const firstGroup = {
    first_name: 'Year 11 of the north school',
    first_shares: 'A school year',
    first_size: '10-or-more',
    first_source: 'The school',
  }
  const open = async (reports: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const visitor = await opened.visitor('police-analyst')
    const answer = await visitor.post(
      '/conflicts/new',
      { reports: reports[0] ?? '', ...firstGroup, other: 'unknown', area: 'E01000001', ...more },
      `/conflicts/new?from=${reports[0]}`,
    )
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 2000))
    return String(answer.headers.location).split('/').at(-1) ?? ''
  }

  describe('opening one', () => {
    test('the page of a report offers it to those who may, and to nobody else', async () => {
      const report = await opened.report()
      const page = await (await opened.visitor('police-analyst')).get(`/tensions/${report}`)
      assert.match(page.body, /Open a conflict from this report/)
      const own = await (await opened.visitor('referrer')).get(`/tensions/${report}`)
      assert.doesNotMatch(own.body, /conflict/i)
    })
    test('the report is chosen already, and becomes its first event with the stage that was chosen', async () => {
      const report = await opened.report()
      const visitor = await opened.visitor('police-analyst')
      const page = await visitor.get(`/conflicts/new?from=${report}`)
      assert.match(page.body, new RegExp(`value="${report}" checked`))
      const id = await open([report], { [`stage_${report}`]: '2' })
      const shown = await visitor.get(`/conflicts/${id}`)
      assert.match(shown.body, /Year 11 of the north school and a group not known yet/)
      assert.match(shown.body, /Confrontation, /)
      assert.match(shown.body, /as far as confrontation/)
    })
    test('without a report, a name or a sourced size it is refused with a sentence for each', async () => {
      const visitor = await opened.visitor('police-analyst')
      const answer = await visitor.post('/conflicts/new', { first_size: '5-to-9', other: 'known', area: '' })
      assert.equal(answer.statusCode, 422)
      const wanted = [
        'Choose at least one report that it begins with',
        'Give the first group a neutral name',
        'Say where the size of the first group comes from',
        'Give the other group a neutral name',
        'Say what the people of the other group share',
        'Choose where it shows',
      ]
      for (const sentence of wanted) assert.ok(answer.body.includes(sentence), sentence)
    })
    test('a second report is added to it, and cannot be added twice', async () => {
      const id = await open([await opened.report()])
      const report = await opened.report()
      const visitor = await opened.visitor('intelligence-lead')
      const fields = { report, conflict: id, stage: '1', direction: 'first-on-second' }
      const from = `/conflicts/add-report?from=${report}`
      assert.equal((await visitor.post('/conflicts/add-report', fields, from)).statusCode, 303)
      assert.equal((await visitor.get(from)).headers.location, `/conflicts/${id}`)
      const events = (await opened.as('intelligence-lead', tx => conflictById(tx, id)))?.events ?? []
      assert.deepEqual(
        events.map(({ stage, direction }) => [stage, direction]),
        [
          [0, 'unknown'],
          [1, 'first-on-second'],
        ],
      )
    })
  })

  describe('what is added', () => {
    test('an event with its grade is shown; taken back, it is crossed out and counts no more', async () => {
      const id = await open([await opened.report()])
      const visitor = await opened.visitor('intelligence-lead')
      const event = {
        ...opened.dayBoxes('on'),
        stage: '3',
        direction: 'unknown',
        provenance: 'discovered',
        what: 'Something was seen under a coat.',
        source: 'A patrol',
        reliability: 'reliable',
        knowledge: 'directly',
      }
      const path = `/conflicts/${id}/events/new`
      assert.equal((await visitor.post(path, event)).statusCode, 303)
      const page = await visitor.get(`/conflicts/${id}`)
      assert.match(page.body, /A patrol\. Reliable\. Known directly\./)
      const takeBack = /\/conflicts\/[^"]*\/events\/[^"]*\/take-back/.exec(page.body)?.[0] ?? ''
      assert.equal((await visitor.post(takeBack, { why: 'It was another place' })).statusCode, 303)
      const after = await visitor.get(`/conflicts/${id}`)
      assert.match(after.body, /<s>Weapon seen/)
      assert.match(after.body, /as far as tension/)
    })
    test('calm needs a reason and a later day; then its open reports can be closed, and their reporter reads why', async () => {
      const report = await opened.report()
      const id = await open([report])
      const visitor = await opened.visitor('intelligence-lead')
      const path = `/conflicts/${id}/calm`
      assert.equal((await visitor.post(path, { why: '', ...opened.dayBoxes('review') })).statusCode, 422)
      const calm = await visitor.post(path, { why: 'Nobody met for a month', ...opened.dayBoxes('review', 28) })
      assert.equal(calm.statusCode, 303)
      const page = await visitor.get(`/conflicts/${id}`)
      assert.match(page.body, /Close the reports that it rests on/)
      const close = `/conflicts/${id}/close-reports`
      const fields = { reports: report, why: 'Thank you: it was settled' }
      assert.equal((await visitor.post(close, fields, `/conflicts/${id}`)).statusCode, 303)
      const own = await (await opened.visitor('referrer')).get(`/tensions/${report}`)
      assert.match(own.body, /Closed\. Reported/)
      assert.match(own.body, /Thank you: it was settled/)
    })
    test('reports of a conflict that goes on cannot be closed through it', async () => {
      const report = await opened.report()
      const id = await open([report])
      const visitor = await opened.visitor('intelligence-lead')
      const fields = { reports: report, why: 'It was settled' }
      const answer = await visitor.post(`/conflicts/${id}/close-reports`, fields, `/conflicts/${id}/calm`)
      assert.equal(answer.statusCode, 404)
    })
  })

  describe('who reads what', () => {
    const secret = 'The quarrel began about a song.'
    test('the analyst reads stages and days, and not what sources said', async () => {
      const id = await open([await opened.report()])
      const lead = await opened.visitor('intelligence-lead')
      const event = {
        ...opened.dayBoxes('on'),
        stage: '1',
        direction: 'unknown',
        provenance: 'reported',
        what: secret,
        source: 'A school',
        reliability: 'untested',
        knowledge: 'indirectly',
      }
      assert.equal((await lead.post(`/conflicts/${id}/events/new`, event)).statusCode, 303)
      assert.ok((await lead.get(`/conflicts/${id}`)).body.includes(secret))
      const page = await (await opened.visitor('analyst')).get(`/conflicts/${id}`)
      assert.equal(page.statusCode, 200)
      assert.match(page.body, /as far as threats/)
      assert.ok(!page.body.includes(secret))
    })

    const outsiders = [
      'referrer',
      'practitioner',
      'coordinator',
      'chair',
      'board',
      'governance',
      'administrator',
    ] as const
    test('nobody else is shown a page of them', async () => {
      const id = await open([await opened.report()])
      const answers: string[] = []
      for (const key of outsiders) {
        const visitor = await opened.visitor(key)
        for (const path of ['/conflicts', `/conflicts/${id}`, `/conflicts/${id}/calm`])
          answers.push(`${key} ${(await visitor.get(path)).statusCode}`)
      }
      assert.deepEqual(
        [...new Set(answers)],
        outsiders.map(key => `${key} 403`),
      )
    })
    test('nobody else gets a row of any of their tables from the database', async () => {
      const seen: string[] = []
      for (const key of outsiders) {
        const rows = await opened.as(key, async tx => [
          await tx.selectFrom('conflict_group').select('id').execute(),
          await tx.selectFrom('conflict').select('id').execute(),
          await tx.selectFrom('conflict_event').select('id').execute(),
          await tx.selectFrom('conflict_narrative').select('event').execute(),
        ])
        if (rows.flat().length > 0) seen.push(key)
      }
      assert.deepEqual(seen, [])
    })
    test('the analyst may read what can be counted, and write none of it', async () => {
      const id = await open([await opened.report()])
      const group = (await opened.as('analyst', tx => conflictById(tx, id)))?.first.id ?? ''
      await assert.rejects(
        opened.as('analyst', tx =>
          tx
            .insertInto('conflict')
            .values({ id, first_group: group, opened_at: new Date(), opened_by: opened.id('analyst') })
            .execute(),
        ),
        /row-level security|permission denied/,
      )
    })
    test('an event that rests on a report for the Tactical group only is hidden from both analysts', async () => {
      const lead = await opened.visitor('intelligence-lead')
      const id = await open([await opened.report()])
      const report = await opened.report('tactical-only')
      const fields = { report, conflict: id, stage: '4', direction: 'unknown' }
      const from = `/conflicts/add-report?from=${report}`
      assert.equal((await lead.post('/conflicts/add-report', fields, from)).statusCode, 303)
      const stagesFor = async (key: 'analyst' | 'police-analyst' | 'intelligence-lead') =>
        (await opened.as(key, tx => conflictById(tx, id)))?.events.map(({ stage }) => stage)
      assert.deepEqual(await stagesFor('intelligence-lead'), [0, 4])
      assert.deepEqual(await stagesFor('police-analyst'), [0])
      assert.deepEqual(await stagesFor('analyst'), [0])
    })
    test('every look at a conflict is in the ledger', async () => {
      const id = await open([await opened.report()])
      await (await opened.visitor('analyst')).get(`/conflicts/${id}`)
      const looks = await opened.ledger('read', 'conflict', id)
      assert.deepEqual(looks, [opened.id('analyst')])
    })
  })

  describe('on an agenda', () => {
    const why = 'Three reports in two weeks from three agencies.'
    test('members of the group read a neutral title and the reason; people outside read nothing', async () => {
      const id = await open([await opened.report()])
      const analyst = await opened.visitor('analyst')
      assert.equal((await analyst.post(`/conflicts/${id}/ask`, { why })).statusCode, 303)
      const readers: string[] = []
      for (const key of opened.everyone) {
        const found = (await opened.as(key, tx => openRequests(tx, new Date()))).find(it => it.conflict === id)
        if (found !== undefined) readers.push(key)
      }
      assert.deepEqual(readers, ['coordinator', 'intelligence-lead', 'police-analyst', 'analyst'])
      const [request] = await opened.as('coordinator', tx => openRequests(tx, new Date()))
      assert.equal(request?.title, 'A conflict between two groups in Rugby')
      const page = await (await opened.visitor('coordinator')).get(`/conflicts/asked/${request?.id}`)
      assert.equal(page.statusCode, 200)
      assert.ok(page.body.includes(why))
      assert.doesNotMatch(page.body, /Year 11/)
      assert.equal((await (await opened.visitor('board')).get(`/conflicts/asked/${request?.id}`)).statusCode, 404)
    })
    test('once it is calm it is on no agenda any more', async () => {
      const id = await open([await opened.report()])
      const lead = await opened.visitor('intelligence-lead')
      await lead.post(`/conflicts/${id}/ask`, { why })
      await lead.post(`/conflicts/${id}/calm`, { why: 'Quiet again', ...opened.dayBoxes('review', 28) })
      const open_ = await opened.as('coordinator', tx => openRequests(tx, new Date()))
      assert.deepEqual(
        open_.filter(({ conflict }) => conflict === id),
        [],
      )
    })
  })
})
