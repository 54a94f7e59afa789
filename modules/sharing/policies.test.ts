// Who may do what to disclosures, documents and assessments, asked of the database itself, past every page and rule.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { collectionId } from '#platform/access'
import * as collections from './collections.ts'
import { ask, recordDisclosure } from './disclose.ts'
import { actorOf, agency, as, asks, idOfKept, now, nurseAsks, nurseShares, type Who } from './sharing-site.test.ts'
import { addAssessment } from './store/assessments.ts'
import { addDocument } from './store/documents.ts'

const acting = { actor: actorOf('nurse').id, at: now }

describe('who may do what to a disclosure', () => {
  let shared = ''
  let open = ''
  before(async () => {
    shared = idOfKept(
      await as('nurse', tx => recordDisclosure(tx, { question: nurseAsks, decision: nurseShares }, acting)),
    )
    open = idOfKept(await as('nurse', tx => ask(tx, nurseAsks, acting)))
  })

  const sees = async (who: Who, table: string, key: string, id: string) => {
    const rows = await asks(who, `select count(*)::int as n from ${table} where ${key} = '${id}'`)
    return typeof rows === 'string' ? rows : Number((rows[0] as { n: number }).n)
  }
  const seesBoth = async (who: Who) => [
    await sees(who, 'disclosure', 'id', shared),
    await sees(who, 'disclosure_recipient', 'disclosure', shared),
  ]

  test('the nurse who made it reads it', async () => assert.deepEqual(await seesBoth('nurse'), [1, 1]))
  test('a practitioner of the receiving council reads it', async () =>
    assert.deepEqual(await seesBoth('worker'), [1, 1]))
  test('governance reads it', async () => assert.deepEqual(await seesBoth('governance'), [1, 1]))
  test('another practitioner of the sending trust does not', async () =>
    assert.deepEqual(await seesBoth('other-nurse'), [0, 0]))
  test('a practitioner of an unrelated agency does not', async () =>
    assert.deepEqual(await seesBoth('probation'), [0, 0]))
  test('a board member of the receiving council does not', async () =>
    assert.deepEqual(await seesBoth('council-board'), [0, 0]))
  test('an administrator of the receiving council does not', async () =>
    assert.deepEqual(await seesBoth('council-administrator'), [0, 0]))
  test('an analyst of the receiving council does not', async () => assert.deepEqual(await seesBoth('analyst'), [0, 0]))
  test('an open question is for the nurse and governance, not yet for the receiver', async () => {
    const counts = [
      await sees('nurse', 'disclosure', 'id', open),
      await sees('governance', 'disclosure', 'id', open),
      await sees('worker', 'disclosure', 'id', open),
    ]
    assert.deepEqual(counts, [1, 1, 0])
  })

  const insert = (
    by: Who,
  ) => `insert into disclosure (id, asked_at, asked_by, from_agency, from_function, to_agency, to_function,
    information, purpose, circumstances, necessity, proportionality) values (gen_random_uuid(), now(), '${actorOf(by).id}',
    '${agency('org.nhs_trusts')}', 'nhs_trust', '${agency('auth.wcc')}', 'police', '{personal}', 'x', '{}', 'x', 'x')`
  test('a board member writes no question', async () =>
    assert.equal(await asks('council-board', insert('council-board')), '42501'))
  test('an administrator writes no question', async () =>
    assert.equal(await asks('council-administrator', insert('council-administrator')), '42501'))
  test('nobody writes a question in somebody else’s name', async () =>
    assert.equal(await asks('worker', insert('nurse')), '42501'))
  test('a referrer writes their own', async () => assert.deepEqual(await asks('teacher', insert('teacher')), []))

  const decides = (
    id: string,
  ) => `with changed as (update disclosure set decision = 'not_shared', decided_on = now(), decided_at = now(),
    authorised_by = '{}', reason = 'x', explanation = 'x' where id = '${id}' returning 1) select * from changed`
  test('the nurse may decide her open question', async () =>
    assert.equal((await asks('nurse', decides(open))).length, 1))
  test('nobody else may, not even governance', async () => {
    assert.deepEqual(await asks('governance', decides(open)), [])
    assert.deepEqual(await asks('other-nurse', decides(open)), [])
  })
  test('what is decided never changes, for anyone', async () => {
    assert.deepEqual(await asks('nurse', decides(shared)), [])
    assert.deepEqual(await asks('governance', decides(shared)), [])
  })
  test('the question itself can never be changed, and nothing can be removed', async () => {
    assert.equal(await asks('nurse', `update disclosure set purpose = 'x' where id = '${open}'`), '42501')
    assert.equal(await asks('nurse', `delete from disclosure where id = '${open}'`), '42501')
    assert.equal(await asks('nurse', `delete from disclosure_recipient where disclosure = '${shared}'`), '42501')
  })
  test('nobody adds a recipient to what they only read', async () =>
    assert.equal(
      await asks(
        'worker',
        `insert into disclosure_recipient (disclosure, position, name, role) values ('${shared}', 9, 'x', 'x')`,
      ),
      '42501',
    ))
})

describe('who may do what to documents and assessments', () => {
  const document = {
    kind: 'agreement' as const,
    title: 'A',
    parties: [agency('auth.wcc')],
    purposes: [],
    information: [],
    bases: [],
    data_sets: 'x',
    people: '',
    security: '',
    retention: null,
    reference: 'x',
    signed_on: null,
    review_on: '2027-01-01',
    ended_on: null,
  }
  const draft = {
    kind: 'equality' as const,
    subject: { kind: 'model' as const, key: 'policy.test' },
    name: 'A model',
    summary: 'x',
    risks: 'x',
    measures: 'x',
    reference: 'x',
  }
  const counted = async (who: Who, table: string) => (await asks(who, `select id from ${table}`)).length > 0

  test('governance adds a document; a coordinator’s colleague reads it; nobody else writes one', async () => {
    await as('governance', tx => addDocument(tx, document, now))
    assert.equal(await counted('council-board', 'sharing_document'), true)
    await assert.rejects(
      as('chair', tx => addDocument(tx, document, now)),
      { code: '42501' },
    )
    await assert.rejects(
      as('nurse', tx => addDocument(tx, document, now)),
      { code: '42501' },
    )
  })

  test('governance changes a document in its own name alone; a chair changes none', async () => {
    await as('governance', tx => addDocument(tx, document, now))
    const changes = (by: Who) =>
      `with changed as (update sharing_document set changed_by = '${actorOf(by).id}' returning 1) select * from changed`
    assert.notDeepEqual(await asks('governance', changes('governance')), [])
    assert.equal(await asks('governance', changes('chair')), '42501')
    assert.deepEqual(await asks('chair', changes('chair')), [])
  })

  const approves = (id: string, by: Who) => `with changed as (update impact_assessment set approved_on = '2026-11-21',
    approved_by = '${actorOf(by).id}', approved_as = 'x', review_on = '2026-12-01', expires_on = '2027-01-01'
    where id = '${id}' returning 1) select * from changed`

  test('the author of an assessment cannot approve it, even past the pages', async () => {
    const id = await as('governance', tx => addAssessment(tx, draft, now))
    assert.equal(await asks('governance', approves(id, 'governance')), '23514')
    assert.equal((await asks('chair', approves(id, 'chair'))).length, 1)
  })
  test('nobody approves in somebody else’s name', async () => {
    const id = await as('analyst', tx => addAssessment(tx, draft, now))
    assert.equal(await asks('governance', approves(id, 'chair')), '42501')
  })
  test('an analyst writes a draft and approves none; a nurse only reads', async () => {
    const id = await as('governance', tx => addAssessment(tx, draft, now))
    assert.deepEqual(await asks('analyst', approves(id, 'analyst')), [])
    assert.equal(await counted('nurse', 'impact_assessment'), true)
    await assert.rejects(
      as('nurse', tx => addAssessment(tx, draft, now)),
      { code: '42501' },
    )
  })
})

describe('the collections', () => {
  test('the migration writes their ids out: they are those of their names', () => {
    assert.equal(collections.disclosures, '9778f41f-0144-87eb-ac37-0efd873249c3')
    assert.equal(collections.makingDisclosures, '9f9b53a1-17f6-8934-84cc-0fbca3f96689')
    assert.equal(collections.receivingDisclosures, '5a5406f1-51f5-8426-bbb4-8643826252af')
    assert.equal(collections.sharingDocuments, 'd5198f33-e836-8073-bc96-e7b74942471e')
    assert.equal(collections.impactAssessments, collectionId('assessments'))
    assert.equal(collections.impactAssessments, '108d68c9-80d9-824a-bce8-9aaeb009fe24')
  })
})
