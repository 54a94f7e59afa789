// What a referral hands on: to whoever goes, that it is over; to the record that was found, how to reach them without harm.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addContact, contactsOf } from '#modules/people'
import type { Site } from '#platform/testing/site'
import { referrals } from '../module.ts'
import { noteOnReferral } from '../reading.ts'
import { aboutChild, actorOf, makeRecord, makeReferral, referralsSite, type StaffKey } from '../referrals-site.test.ts'
import { addEvent, amendReferral } from '../store/referrals.ts'

describe('what a referral hands on', () => {
  let site: Site
  before(async () => {
    site = await referralsSite()
  })
  after(() => site.close())

  const send = async (key: StaffKey, id: string, what: string, fields: Readonly<Record<string, string>>) =>
    (await (await site.as(key)).post(`/referrals/${id}/${what}`, fields, `/referrals/${id}`)).statusCode
  const page = async (key: StaffKey, path: string) => (await site.as(key)).get(path)

  describe('to whoever goes', () => {
    const toldOf = (key: StaffKey, id: string) =>
      site.database.asActor(actorOf(key), 'referral', async tx =>
        (
          await sql<{ kind: string }>`select kind from notice where record = ${id} order by at, id`.execute(tx)
        ).rows.map(({ kind }) => kind.replace('referral moment ', '')),
      )
    const tasksOf = (key: StaffKey, role: string) =>
      site.database.asActor(actorOf(key), 'referral', async tx => {
        const who = { id: actorOf(key).id, name: '', jobTitle: '', agency: '', roles: [role] }
        return ((await referrals.tasks?.(tx, who, new Date())) ?? []).map(({ text, detail }) => `${text}. ${detail}`)
      })
    async function practitionerGoes(): Promise<string> {
      const id = await makeReferral(site, 'nurse', { momentWhen: 'today' })
      const named = { goer: actorOf('practitioner').id, hours: '24', words: 'Ring first' }
      assert.equal(await send('coordinator', id, 'moment', named), 303)
      return id
    }
    const another = (id: string, key: StaffKey) =>
      send('coordinator', id, 'moment/another', { another: actorOf(key).id, anotherWhy: 'She is ill' })

    test('whoever asked withdraws it because going on could put them in danger: the one who goes is told at once, and reads why', async () => {
      const id = await practitionerGoes()
      const why = { withdrawReason: 'unsafe', withdrawWhy: 'His stepfather has found out' }
      assert.equal(await send('nurse', id, 'withdraw', why), 303)
      assert.deepEqual(await toldOf('practitioner', id), ['given', 'changed'])
      const [task = ''] = await tasksOf('practitioner', 'practitioner')
      assert.match(task, /^Read this before you go: .*It stands now: withdrawn\. Read why/)
      const { body } = await page('practitioner', `/referrals/${id}/moment`)
      const shown =
        /Do not go before you read this\. It stands now: withdrawn\.[\s\S]*Going on could put them in danger\. His stepfather/
      assert.match(body, shown)
      assert.match(body, /Save what happened/)
    })
    test('nobody else is sent from one that was passed on, and its page offers it no more; opened again, whoever goes is told', async () => {
      const id = await practitionerGoes()
      const passed = { outcome: 'child-protection', why: 'He may be harmed at home' }
      assert.equal(await send('coordinator', id, 'decide', passed), 303)
      assert.equal(await another(id, 'colleague'), 409)
      const { body } = await page('coordinator', `/referrals/${id}/moment`)
      assert.match(body, /It stands now: passed on\.[\s\S]*social care leads \(front door\)\. He may be harmed at home/)
      assert.doesNotMatch(body, /Send them instead/)
      assert.equal(await send('coordinator', id, 'reopen', { reopenWhy: 'They ask us to go all the same' }), 303)
      assert.deepEqual(await toldOf('practitioner', id), ['given', 'changed', 'changed'])
      assert.doesNotMatch((await page('practitioner', `/referrals/${id}/moment`)).body, /It stands now/)
    })
    test('help is needed today by the short form, which asks nothing of what happened: who goes is asked for', async () => {
      const id = await makeReferral(site, 'teacher', { moment: 'not-asked', urgency: 'today' })
      assert.match(
        (await page('coordinator', `/referrals/${id}`)).body,
        /Help is needed today, and nobody is named who goes/,
      )
      assert.match((await page('coordinator', '/referrals?goes=nobody')).body, new RegExp(`/referrals/${id}"`))
    })
    test('whoever is replaced is told, and reads it no more; sent once more they are told once more', async () => {
      const id = await practitionerGoes()
      assert.equal(await another(id, 'colleague'), 303)
      assert.deepEqual(await toldOf('practitioner', id), ['given', 'ended'])
      assert.equal((await page('practitioner', `/referrals/${id}`)).statusCode, 404)
      assert.equal((await page('colleague', `/referrals/${id}`)).statusCode, 200)
      assert.equal(await another(id, 'practitioner'), 303)
      assert.deepEqual(await toldOf('practitioner', id), ['given', 'ended', 'given'])
    })
    test('whoever is replaced and was given it to read for another reason reads it still', async () => {
      const id = await practitionerGoes()
      const given = { colleague: actorOf('practitioner').id, giveWhy: 'They know the family' }
      assert.equal(await send('coordinator', id, 'give', given), 303)
      assert.equal(await another(id, 'colleague'), 303)
      assert.equal((await page('practitioner', `/referrals/${id}`)).statusCode, 200)
    })
  })

  describe('to the record that was found', () => {
    let [id, person] = ['', '']
    const reachOf = (record: string) =>
      site.database.asActor(actorOf('coordinator'), 'people', async tx =>
        (await contactsOf(tx, record)).map(it => [it.safety, it.value, it.must_not_know]),
      )
    const choose = (record: string) =>
      send('coordinator', id, 'person', { person: record, matchWhy: 'The same name and day of birth' })
    const old = ['safe', '01632 960001', '']
    before(async () => {
      person = await makeRecord(site, 'coordinator')
      await site.database.asActor(actorOf('coordinator'), 'people', tx =>
        addContact(tx, person, { kind: 'telephone', value: '01632 960001', safety: 'safe', must_not_know: '' }),
      )
      id = await makeReferral(site, 'nurse', { mustNotKnow: 'His stepfather', reachMessage: 'no' })
    })

    test('who must not know, and that no message is left, stands on a record that was there before; once, if it is chosen twice', async () => {
      const told = ['safe', 'Through the school nurse. Leave no message.', 'His stepfather']
      assert.equal(await choose(person), 303)
      assert.deepEqual(await reachOf(person), [old, told])
      assert.equal(await choose(person), 303)
      assert.deepEqual(await reachOf(person), [old, told])
    })
    test('what was added before the case is opened stands there in its place: that it is never safe is kept without a way', async () => {
      const ask = { ask: 'Is that number still safe for him?', askBy: '' }
      assert.equal(await send('coordinator', id, 'return', ask), 303)
      const { reachHow: _, ...rest } = aboutChild
      const now = { ...rest, mustNotKnow: 'His stepfather and his uncle', reachSafety: 'never' as const }
      await site.database.asActor(actorOf('nurse'), 'referral', tx =>
        amendReferral(tx, id, now, actorOf('nurse').id, new Date()),
      )
      await site.database.asActor(actorOf('coordinator'), 'referral', async tx => {
        const { id: actor } = actorOf('coordinator')
        const decided = { event: 'decided', what: 'interventions', why: 'A test' } as const
        await addEvent(tx, id, decided, actor, new Date())
        await noteOnReferral(tx, id, { event: 'case opened', why: 'A test' }, actor, new Date())
      })
      const told = ['never', 'Nobody has said how', 'His stepfather and his uncle']
      assert.deepEqual(await reachOf(person), [old, told])
    })
    test('once a case stands on it no other record can be chosen, and the form is gone', async () => {
      const other = await makeRecord(site, 'coordinator')
      const { body } = await page('coordinator', `/referrals/${id}/person`)
      assert.match(body, /A case is open on the record that was found/)
      assert.doesNotMatch(body, /It is this person|Make a record of your agency/)
      assert.equal(await choose(other), 409)
    })
  })
})
