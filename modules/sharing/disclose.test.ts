import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#platform/ids'
import { ask, decide, recordDisclosure } from './disclose.ts'
import { personalData, timeline } from './offers.ts'
import type { Decision } from './rules/decision.ts'
import { actorOf, as, idOfKept, now, nurseAsks, nurseKeeps, nurseShares, type Who } from './sharing-site.test.ts'
import { disclosureById, type Question } from './store/disclosures.ts'

const acting = (who: Who) => ({ actor: actorOf(who).id, at: now })

function keepAs(who: Who, question: Question, decision: Decision) {
  return as(who, tx => recordDisclosure(tx, { question, decision }, acting(who)))
}

type Entry = { action: string; kind: string; detail: Record<string, unknown> }

async function entriesAbout(subject: string): Promise<Entry[]> {
  return as('governance', async tx => {
    const { rows } = await sql<Entry>`select e.action, e.kind, d.detail from ledger_entry e
      join ledger_detail d on d.entry = e.id where e.subject = ${subject}::uuid order by e.at, e.id`.execute(tx)
    return rows
  })
}

describe('the door that keeps disclosures', () => {
  test('a nurse tells social care about a child at risk: kept whole, with the law of the day', async () => {
    const id = idOfKept(await keepAs('nurse', nurseAsks, nurseShares))
    const it = await as('nurse', tx => disclosureById(tx, id))
    assert.equal(it?.decision, 'shared')
    assert.equal(it?.decided_on, '2026-11-21')
    assert.equal(it?.gateway, 'ca1989_s47')
    assert.equal(it?.gateway_answer, 'can')
    assert.deepEqual(it?.basis, nurseShares.decision === 'shared' ? nurseShares.lawfulBasis : undefined)
    assert.deepEqual(it?.recipients, [{ name: 'Sample Worker', role: 'social worker' }])
    assert.equal(it?.told?.answer, 'no')
  })

  test('the ledger has the gateway, the bases and who received it, and no word of what was shared', async () => {
    const id = idOfKept(await keepAs('nurse', nurseAsks, nurseShares))
    const found = (await entriesAbout(id)).find(({ action, kind }) => action === 'disclose' && kind === 'disclosure')
    assert.equal(found?.detail['gateway'], 'ca1989_s47')
    assert.deepEqual(found?.detail['bases'], ['art6_1_e', 'art9_2_g', 'sch1_para18'])
    assert.deepEqual(found?.detail['recipients'], ['Sample Worker, social worker'])
    assert.equal(JSON.stringify(found).includes('injury'), false)
  })

  test('section 16 for a patient is refused in the store, nothing is decided, and the ledger has the reason', async () => {
    const question = { ...nurseAsks, purpose: 'serious_violence_duty', quotedGateway: 'pcsc_s16' }
    const id = idOfKept(await as('nurse', tx => ask(tx, question, acting('nurse'))))
    const forced = { ...nurseShares, gateway: 'pcsc_s16' } as Decision
    const kept = await as('nurse', tx => decide(tx, id, forced, acting('nurse')))
    assert.equal(kept.kept, false)
    assert.match(JSON.stringify(kept), /You cannot use Serious Violence Duty, section 16 here\./)
    assert.equal((await as('nurse', tx => disclosureById(tx, id)))?.decision, null)
    const refusals = (await entriesAbout(id)).filter(({ kind }) => kind === 'disclosure refused')
    assert.equal(refusals.length, 2)
    assert.match(JSON.stringify(refusals[0]?.detail['reasons']), /Section 16 never covers patient information/)
    assert.deepEqual(refusals[1]?.detail['chosen'], ['pcsc_s16', 'art6_1_e', 'art9_2_g', 'sch1_para18'])
  })

  test('a lawful basis that does not fit is refused as a gateway is', async () => {
    const basis = { regime: 'part_2' as const, article6: 'art6_1_d', article9: 'art9_2_g', schedule1: ['sch1_para18'] }
    const id = idOfKept(await as('nurse', tx => ask(tx, nurseAsks, acting('nurse'))))
    const kept = await as('nurse', tx =>
      decide(tx, id, { ...nurseShares, lawfulBasis: basis } as Decision, acting('nurse')),
    )
    assert.match(JSON.stringify(kept), /Vital interests does not fit/)
    assert.equal((await entriesAbout(id)).at(-1)?.kind, 'disclosure refused')
  })

  test('a record with something left blank is not kept, and is no refusal by the law', async () => {
    const id = idOfKept(await as('nurse', tx => ask(tx, nurseAsks, acting('nurse'))))
    const kept = await as('nurse', tx =>
      decide(tx, id, { ...nurseShares, whatWasShared: ' ' } as Decision, acting('nurse')),
    )
    assert.deepEqual(kept.kept ? [] : kept.problems.map(({ field }) => field), ['whatWasShared'])
    assert.equal(
      (await entriesAbout(id)).some(({ kind }) => kind === 'disclosure refused'),
      false,
    )
  })

  test('nobody shares in a job that their agency does not do', async () => {
    const kept = await keepAs('nurse', { ...nurseAsks, fromFunction: 'police' }, nurseShares)
    assert.deepEqual(kept.kept ? [] : kept.problems.map(({ message }) => message), [
      'Your agency does not act in that function.',
    ])
  })

  test('nobody shares with a job that the other agency does not do', async () => {
    const kept = await keepAs('nurse', { ...nurseAsks, toFunction: 'police' }, nurseShares)
    assert.deepEqual(kept.kept ? [] : kept.problems.map(({ field }) => field), ['to'])
  })

  test('a decision is made once', async () => {
    const id = idOfKept(await keepAs('nurse', nurseAsks, nurseKeeps))
    await assert.rejects(
      as('nurse', tx => decide(tx, id, nurseShares, acting('nurse'))),
      { code: 'conflict' },
    )
  })

  test('a decision not to share is kept with its reason, and stays with whoever made it and governance', async () => {
    const id = idOfKept(await keepAs('nurse', nurseAsks, nurseKeeps))
    assert.equal((await as('governance', tx => disclosureById(tx, id)))?.reason, 'not_needed')
    assert.equal(await as('worker', tx => disclosureById(tx, id)), undefined)
    assert.equal((await entriesAbout(id)).at(-1)?.kind, 'disclosure not made')
  })

  test('what needs a second person is never opened to the whole receiving agency', async () => {
    const question = { ...nurseAsks, information: ['refuge_address'] }
    const shares = {
      ...nurseShares,
      lawfulBasis: { regime: 'part_2', article6: 'art6_1_e' },
      secondAuthoriser: { name: 'Sample Lead', role: 'named doctor' },
    } as Decision
    const id = idOfKept(await keepAs('nurse', question, shares))
    assert.equal(await as('worker', tx => disclosureById(tx, id)), undefined)
    assert.equal((await as('governance', tx => disclosureById(tx, id)))?.second_authoriser?.name, 'Sample Lead')
  })

  test('a disclosure about a record elsewhere is in that record’s own history, in its pack and on its timeline', async () => {
    const person = newId()
    idOfKept(await keepAs('nurse', { ...nurseAsks, subject: { kind: 'person', id: person } }, nurseShares))
    const [entry] = await entriesAbout(person)
    assert.deepEqual([entry?.action, entry?.kind, entry?.detail['gateway']], ['disclose', 'person', 'ca1989_s47'])
    const sections = await as('governance', tx => personalData(tx, person))
    assert.match(JSON.stringify(sections), /Child protection enquiry, section 47/)
    assert.deepEqual(await as('probation', tx => personalData(tx, person)), [])
    const [event] = await as('worker', tx => timeline(tx, person))
    assert.equal(event?.title, 'Shared: Warwickshire County Council')
  })
})
