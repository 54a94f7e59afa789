// Agreements and assessments as people meet them: pages, tasks, and what a demonstration begins with.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { sharing } from '#modules/sharing'
import { isUuid } from '#platform/ids'
import type { Identity } from '#platform/module'
import type { Visitor } from '#platform/testing/site'
import { ask, recordDisclosure } from './disclose.ts'
import { mayUseNow } from './module.ts'
import type { Decision } from './rules/decision.ts'
import {
  actorOf,
  agency,
  as,
  idOfKept,
  now,
  nurseAsks,
  nurseKeeps,
  nurseShares,
  sharingSite as shared,
} from './sharing-site.test.ts'
import { policyDocuments } from './store/documents.ts'
import { tasks } from './tasks.ts'

const tasksOf = (key: 'governance' | 'chair' | 'nurse', roles: string[]) =>
  as(key, async tx => {
    const rows = await tx.selectFrom('account').select('id').where('key', '=', key).execute()
    const who: Identity = { id: rows[0]?.id ?? '', name: key, jobTitle: '', agency: '', roles }
    return (await sharing.tasks?.(tx, who, now))?.map(({ text }) => text) ?? []
  })

describe('agreements', () => {
  let lead: Visitor
  before(async () => {
    lead = await (await shared()).signIn('governance')
  })
  const fields = {
    title: 'Agreement between two',
    parties: agency('auth.police'),
    purposes: 'serious_violence_duty',
    information: 'personal',
    data_sets: 'A list of what is shared each month.',
    reference: 'Register 12',
    'signed_on-day': '1',
    'signed_on-month': '2',
    'signed_on-year': '2026',
    'review_on-day': '30',
    'review_on-month': '11',
    'review_on-year': '2026',
  }

  test('a demonstration begins with one that says that it is synthetic', async () => {
    const page = (await lead.get('/agreements')).body
    assert.match(page, /Example agreement: figures and early signs of serious violence<\/a> \(synthetic\)/)
    assert.match(page, /one record for each activity[\s\S]*None yet/)
  })

  test('governance adds one, changes it, and is told of its review; an older page does not overwrite a newer', async () => {
    const added = await lead.post('/agreements/new/agreement', fields)
    assert.equal(added.statusCode, 303)
    const address = String(added.headers.location)
    assert.match((await lead.get(address)).body, /Review due within 30 days/)
    assert.match((await tasksOf('governance', ['governance'])).join('\n'), /Review: Agreement between two/)
    const change = { ...fields, title: 'Agreement between three', version: '1' }
    assert.equal((await lead.post(`${address}/change`, change)).statusCode, 303)
    assert.match((await lead.get(address)).body, /Agreement between three[\s\S]*version 2/)
    assert.equal((await lead.post(`${address}/change`, change)).statusCode, 409)
  })

  test('a day that does not exist is refused beside its field', async () => {
    const answer = await lead.post('/agreements/new/agreement', { ...fields, 'signed_on-day': '31' })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /Enter a real day/)
  })

  test('a record of processing asks what Article 30 asks', async () => {
    const answer = await lead.post('/agreements/new/processing', { title: 'Referrals', parties: agency('auth.wcc') })
    for (const sentence of [/Choose the lawful bases/, /Say whose information it is/, /Say how it is kept safe/])
      assert.match(answer.body, sentence)
  })

  test('a policy document that is signed is offered where a condition needs one', async () => {
    const policy = {
      title: 'Safeguarding policy, version 3',
      parties: agency('org.nhs_trusts'),
      bases: 'sch1_para18',
      security: 'How each principle is kept is written in it.',
      reference: 'Register 13',
      'signed_on-day': '1',
      'signed_on-month': '2',
      'signed_on-year': '2026',
      'review_on-day': '1',
      'review_on-month': '2',
      'review_on-year': '2028',
    }
    assert.equal((await lead.post('/agreements/new/policy', policy)).statusCode, 303)
    assert.deepEqual(await as('nurse', tx => policyDocuments(tx)), ['Safeguarding policy, version 3'])
  })

  test('a coordinator’s chair reads and does not change', async () => {
    const chair = await (await shared()).signIn('chair')
    assert.doesNotMatch((await chair.get('/agreements')).body, /Add one/)
    assert.equal((await chair.get('/agreements/new/agreement')).statusCode, 403)
    assert.equal((await chair.post('/agreements/new/agreement', fields, '/account')).statusCode, 403)
  })
})

describe('impact assessments', () => {
  const draft = {
    subject_kind: 'model',
    subject_key: 'papers.test',
    name: 'A model of the test',
    summary: 'Counts what happened by place.',
    risks: 'Places may be watched too much.',
    measures: 'Somebody decides each time.',
    reference: 'Register 14',
  }
  const approval = {
    as: 'Chair',
    read: 'yes',
    'reviewOn-day': '1',
    'reviewOn-month': '6',
    'reviewOn-year': '2027',
    'expiresOn-day': '1',
    'expiresOn-month': '9',
    'expiresOn-year': '2027',
  }
  const mayUse = () => as('analyst', tx => mayUseNow(tx, { kind: 'model', key: 'papers.test' }, now))

  test('a demonstration begins with one draft that says that it is synthetic, so its model may not be used', async () => {
    const page = await (await shared()).signIn('nurse').then(nurse => nurse.get('/impact-assessments'))
    assert.match(page.body, /Early warning of conflicts[\s\S]*\(synthetic\)/)
    const use = await as('analyst', tx => mayUseNow(tx, { kind: 'model', key: 'early-warning.conflicts' }, now))
    assert.equal(use.may, false)
  })

  test('the author cannot approve; another can; with both kinds approved the model may be used, until one is withdrawn', async () => {
    const site = await shared()
    const [author, chair] = [await site.signIn('governance'), await site.signIn('chair')]
    assert.equal((await mayUse()).may, false)
    const addresses: string[] = []
    for (const kind of ['data_protection', 'equality']) {
      const added = await author.post('/impact-assessments/new', { ...draft, kind })
      const address = String(added.headers.location)
      assert.equal(isUuid(address.split('/')[2] ?? ''), true)
      assert.match((await author.get(address)).body, /You wrote this\. Somebody else has to approve it/)
      assert.equal((await author.post(`${address}/approve`, approval, '/account')).statusCode, 403)
      assert.match((await tasksOf('chair', ['chair'])).join('\n'), /Approve the .*: A model of the test/)
      assert.equal((await chair.post(`${address}/approve`, approval, address)).statusCode, 303)
      addresses.push(address)
    }
    assert.deepEqual(await mayUse(), { may: true, reasons: [] })
    assert.equal((await chair.post(`${addresses[0]}/withdraw`, { why: 'Found wrong' }, addresses[0])).statusCode, 303)
    assert.equal((await mayUse()).may, false)
  })

  test('an approval must be read, dated ahead, and last two years at the most', async () => {
    const site = await shared()
    const [author, chair] = [await site.signIn('analyst'), await site.signIn('chair')]
    const address = String(
      (await author.post('/impact-assessments/new', { ...draft, kind: 'equality' })).headers.location,
    )
    const answer = await chair.post(`${address}/approve`, { ...approval, read: '', 'expiresOn-year': '2030' }, address)
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /Tick the box when you have read the whole document/)
    const long = await chair.post(`${address}/approve`, { ...approval, 'expiresOn-year': '2030' }, address)
    assert.match(long.body, /An approval lasts two years at the most/)
    const past = await chair.post(`${address}/approve`, { ...approval, 'reviewOn-year': '2026' }, address)
    assert.match(past.body, /The review must be after today/)
    assert.equal((await author.post(`${address}/approve`, approval, '/account')).statusCode, 403)
  })

  test('a nurse adds none', async () => {
    const nurse = await (await shared()).signIn('nurse')
    assert.equal(
      (await nurse.post('/impact-assessments/new', { ...draft, kind: 'equality' }, '/account')).statusCode,
      403,
    )
  })
})

describe('what sharing leaves to do', () => {
  test('a nurse is reminded of nothing but her own open questions', async () => {
    await as('nurse', tx => ask(tx, { ...nurseAsks, subjectLabel: 'Z.Z.' }, { actor: actorOf('nurse').id, at: now }))
    const tasks = await tasksOf('nurse', ['referrer'])
    assert.equal(
      tasks.every(text => text.startsWith('Decide whether to share')),
      true,
    )
    assert.deepEqual(await tasksOf('chair', []), [])
  })

  const planned = (on: string): Decision => ({ ...nurseShares, told: { answer: 'planned', on } }) as Decision
  const keep = (decision: Decision) =>
    as('nurse', tx => recordDisclosure(tx, { question: { ...nurseAsks, subjectLabel: 'P.P.' }, decision }, acting))
  const acting = { actor: actorOf('nurse').id, at: now }
  const reminders = async (day: string) =>
    as('nurse', async tx =>
      (await tasks(tx, nurse, new Date(day))).map(({ text }) => text).filter(it => !it.startsWith('Decide')),
    )
  const nurse: Identity = { id: actorOf('nurse').id, name: 'nurse', jobTitle: '', agency: '', roles: ['referrer'] }

  test('the day on which a person is to be told is a reminder from that day, for a week', async () => {
    idOfKept(await keep(planned('2026-12-10')))
    const text = 'Tell the person that you shared about them: P.P.'
    assert.deepEqual(await reminders('2026-12-09T12:00:00Z'), [])
    assert.deepEqual(await reminders('2026-12-10T12:00:00Z'), [text])
    assert.deepEqual(await reminders('2026-12-17T12:00:00Z'), [text])
    assert.deepEqual(await reminders('2026-12-18T12:00:00Z'), [])
  })

  test('so is the day to look again at a decision not to share', async () => {
    const waiting = { ...nurseKeeps, reason: 'waiting_for_advice', lookAgainOn: '2027-02-01' } as Decision
    idOfKept(await keep(waiting))
    assert.deepEqual(await reminders('2027-02-02T12:00:00Z'), [
      'Look again at whether to share with Warwickshire County Council',
    ])
  })
})
