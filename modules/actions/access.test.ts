// Who reads an action and who may say what about it, asked of the database itself, as each person.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addPerson } from '#modules/people'
import { audienceId, grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { secretsOf } from '#platform/secrets'
import type { Site } from '#platform/testing/site'
import { actionsSite, actorOf, everyone, type StaffKey } from './actions-site.test.ts'
import { actions } from './module.ts'
import type { EventName } from './rules.ts'
import { actionById, addEvent, allEvents, type NewAction, proposeAction } from './store.ts'

const now = new Date('2026-11-21T10:00:00Z')

describe('who reads an action', () => {
  let site: Site
  before(async () => {
    site = await actionsSite()
  })
  after(() => site.close())

  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor(actorOf(key), 'action', work)
  const propose = (by: StaffKey, owner: StaffKey, more: Partial<NewAction> = {}): Promise<string> =>
    as(by, tx => {
      const it = { about: { kind: 'conflict', id: newId() }, title: 'Ring the school', why: 'It begins there' }
      return proposeAction(tx, { ...it, owner: actorOf(owner).id, due: '2026-12-01', ...more }, actorOf(by), now)
    })
  const readers = async (id: string): Promise<StaffKey[]> => {
    const found: StaffKey[] = []
    for (const key of everyone) if ((await as(key, tx => actionById(tx, id))) !== undefined) found.push(key)
    return found
  }
  const say = (key: StaffKey, id: string, event: EventName): Promise<void> =>
    as(key, tx => addEvent(tx, id, { event, due: event === 'moved' ? '2026-12-24' : null, words: '' }, now))

  test('without a group: whoever proposed it and whoever is to do it', async () => {
    assert.deepEqual(await readers(await propose('coordinator', 'teacher')), ['coordinator', 'teacher'])
  })

  test('decided by the Tactical Group: its members too, and no member of another group', async () => {
    const id = await propose('coordinator', 'police-analyst', { group: 'grp.tactical' })
    assert.deepEqual(await readers(id), ['coordinator', 'police-analyst', 'intelligence-lead'])
  })

  test('one that concerns a person is not for an analyst, although the analyst sits in the group', async () => {
    const id = await propose('coordinator', 'intelligence-lead', { group: 'grp.tactical', person: newId() })
    assert.deepEqual(await readers(id), ['coordinator', 'intelligence-lead'])
  })

  test('nobody gives an analyst an action that concerns a person', async () => {
    await assert.rejects(
      propose('coordinator', 'police-analyst', { person: newId() }),
      /Choose an owner whose work is with people/,
    )
  })

  test('an analyst proposes nothing about a person', async () => {
    const about = { kind: 'person', id: newId() }
    await assert.rejects(propose('police-analyst', 'coordinator', { about }), /Your role does not allow this/)
  })

  test('governance reads it when the person asks for their own data and their record was opened for that', async () => {
    const person = {
      world: 'support',
      sealed: false,
      givenName: 'Rhys',
      familyName: 'Merriwyn',
      otherNames: [],
    } as const
    const born = { born: '2011-03-27', bornPrecision: 'day', sex: 'male', identifiers: [] } as const
    const secrets = secretsOf(site.config)
    const record = await as('practitioner', tx =>
      addPerson(tx, secrets, { ...person, ...born }, actorOf('practitioner').id, now),
    )
    const id = await propose('practitioner', 'practitioner', { person: record })
    assert.deepEqual(await readers(id), ['practitioner'])
    const audience = audienceId('person', actorOf('governance').id)
    const why = 'Answers a request'
    await as('practitioner', tx => grantAccess(tx, { audience, record, level: 'read', purpose: 'subject-access', why }))
    assert.deepEqual(await readers(id), ['practitioner', 'governance'])
    const sections = await as('governance', async tx => actions.personalData?.(tx, record))
    assert.equal(sections?.[0]?.heading, 'Actions that concern them')
    assert.equal(sections?.[0]?.rows[0]?.['Action'], 'Ring the school')
  })

  describe('and who says what about it', () => {
    test('only the owner accepts: not the proposer, and not a member of the group', async () => {
      const id = await propose('coordinator', 'police-analyst', { group: 'grp.tactical' })
      await assert.rejects(say('coordinator', id, 'accepted'), /row-level security/)
      await assert.rejects(say('intelligence-lead', id, 'accepted'), /row-level security/)
      await say('police-analyst', id, 'accepted')
    })

    test('the owner never checks their own work, and the proposer may', async () => {
      const id = await propose('coordinator', 'police-analyst')
      await say('police-analyst', id, 'accepted')
      await say('police-analyst', id, 'done')
      await assert.rejects(say('police-analyst', id, 'verified'), /row-level security/)
      await say('coordinator', id, 'verified')
    })

    test('only the proposer moves the day or withdraws it', async () => {
      const id = await propose('coordinator', 'police-analyst', { group: 'grp.tactical' })
      await assert.rejects(say('police-analyst', id, 'moved'), /row-level security/)
      await assert.rejects(say('intelligence-lead', id, 'withdrawn'), /row-level security/)
      await say('coordinator', id, 'moved')
    })

    test('nobody proposes in somebody else’s name', async () => {
      const about = { kind: 'conflict', id: newId() }
      const it = { about, title: 'Ring the school', why: 'x', owner: actorOf('teacher').id, due: '2026-12-01' }
      await assert.rejects(
        as('teacher', tx => proposeAction(tx, it, actorOf('coordinator'), now)),
        /row-level security/,
      )
    })
  })

  describe('and who counts them', () => {
    test('a chair who may read none of them counts them all; an analyst, a teacher and the board do not', async () => {
      const all = (await as('coordinator', allEvents)).length
      assert.equal((await as('chair', allEvents)).length, all)
      assert.equal((await as('teacher', tx => actions.measures?.(tx) ?? Promise.resolve([]))).length, 0)
      assert.equal((await as('board', allEvents)).length, 0)
      assert.equal((await as('police-analyst', tx => actions.measures?.(tx) ?? Promise.resolve([]))).length, 0)
    })

    test('the count gives no word of an action away', async () => {
      const id = await propose('practitioner', 'teacher')
      await say('teacher', id, 'accepted')
      await as('teacher', tx => addEvent(tx, id, { event: 'done', due: null, words: 'Rang the school' }, now))
      const words = await as('chair', tx => tx.selectFrom('action_words').select('words').execute())
      const events = await as('chair', tx =>
        tx.selectFrom('action_event').select('event').where('action', '=', id).execute(),
      )
      assert.deepEqual(words, [])
      assert.equal(events.length, 3)
    })
  })
})
