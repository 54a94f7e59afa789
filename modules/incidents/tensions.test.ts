// Who reads a report follows from how its reporter wants it handled. Asked of the database itself, as each person.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addAccount, agencies, everyRole } from '#modules/agencies'
import { model } from '#modules/model'
import { newId } from '#platform/ids'
import { openSite, type Site } from '#platform/testing/site'
import { incidents } from './module.ts'
import { lastDayOf } from './rules.ts'
import { addTension, amendTension, closeTension, extendTension, tensionById } from './store/tensions.ts'

const answers = {
  about: 'place',
  area: 'whole',
  place: '',
  what: 'Two groups met in the park.',
  basis: 'seen',
  sureness: 'likely',
  recency: 'today',
  provenance: 'school',
  handling: 'partners',
} as const

describe('who reads a tension', () => {
  let site: Site
  const people = new Map<string, string>()
  before(async () => {
    site = await openSite({
      modules: [model, agencies, incidents],
      fill: ({ database }) =>
        database.asSystem('migrator', 'set-up', async tx => {
          for (const role of everyRole) {
            const person = { key: role, name: role, jobTitle: '', comesTo: '', agencyKey: 'auth.wcc', roles: [role] }
            people.set(role, await addAccount(tx, { ...person, synthetic: true }))
          }
        }),
    })
  })
  after(() => site.close())

  const as = (role: string) => ({ id: people.get(role) ?? newId(), session: undefined })
  const report = (handling: 'partners' | 'tactical-only'): Promise<string> =>
    site.database.asActor(as('referrer'), 'tension', tx =>
      addTension(tx, { ...answers, handling }, new Date(), '2026-01-15', as('referrer').id),
    )
  const readers = async (id: string): Promise<string[]> => {
    const found: string[] = []
    for (const role of everyRole) {
      const seen = await site.database.asActor(as(role), 'analysis', tx => tensionById(tx, id))
      if (seen !== undefined && seen.events.length > 0) found.push(role)
    }
    return found
  }

  test('for partners: the reporter, the analysts and the intelligence lead', async () => {
    assert.deepEqual(await readers(await report('partners')), [
      'referrer',
      'intelligence-lead',
      'police-analyst',
      'analyst',
    ])
  })

  test('for the Tactical group only: the reporter and the intelligence lead', async () => {
    assert.deepEqual(await readers(await report('tactical-only')), ['referrer', 'intelligence-lead'])
  })

  describe('who ends it, and who lets it count for longer', () => {
    const decided = async (role: string, id: string): Promise<string> => {
      const work = site.database.asActor(as(role), 'tension', tx => closeTension(tx, id, 'It was settled', new Date()))
      return work.then(
        () => 'closed',
        () => 'refused',
      )
    }
    test('an analyst closes a report for partners; its reporter cannot, and reads why', async () => {
      const id = await report('partners')
      assert.equal(await decided('referrer', id), 'refused')
      assert.equal(await decided('analyst', id), 'closed')
      const seen = await site.database.asActor(as('referrer'), 'tension', tx => tensionById(tx, id))
      assert.deepEqual(
        seen?.events.map(({ event, why }) => [event, why]),
        [
          ['reported', ''],
          ['closed', 'It was settled'],
        ],
      )
    })
    test('a report for the Tactical group only is closed by the intelligence lead, and by no analyst', async () => {
      const id = await report('tactical-only')
      assert.equal(await decided('analyst', id), 'refused')
      assert.equal(await decided('intelligence-lead', id), 'closed')
    })
    test('an extension moves the last day and keeps the report as it was written', async () => {
      const id = await report('partners')
      await site.database.asActor(as('police-analyst'), 'tension', tx =>
        extendTension(tx, id, '2026-05-01', 'It goes on', new Date()),
      )
      const seen = await site.database.asActor(as('analyst'), 'tension', tx => tensionById(tx, id))
      assert.equal(seen?.expires_on, '2026-02-26')
      assert.equal(lastDayOf(seen.events, seen.expires_on), '2026-05-01')
    })
    test('an extension without a day, and a day without an extension, are refused by the database', async () => {
      const id = await report('partners')
      const add = (event: string, until: string | null) =>
        site.database.asActor(as('analyst'), 'tension', tx =>
          tx
            .insertInto('tension_event')
            .values({ id: newId(), tension: id, at: new Date(), actor: as('analyst').id, event, why: '', until })
            .execute(),
        )
      await assert.rejects(add('extended', null), /check constraint/)
      await assert.rejects(add('closed', '2026-05-01'), /check constraint/)
    })
  })

  test('a reporter who limits it later takes it away from the analysts at once', async () => {
    const id = await report('partners')
    await site.database.asActor(as('referrer'), 'tension', tx =>
      amendTension(tx, id, { ...answers, handling: 'tactical-only' }, new Date()),
    )
    assert.deepEqual(await readers(id), ['referrer', 'intelligence-lead'])
  })

  test('nobody can keep a limited report where all analysts read: the database refuses the two together', async () => {
    await assert.rejects(
      site.database.asActor(as('referrer'), 'tension', async tx => {
        const id = await addTension(
          tx,
          { ...answers, handling: 'tactical-only' },
          new Date(),
          '2026-01-15',
          as('referrer').id,
        )
        await tx.updateTable('tension').set({ handling: 'partners' }).where('id', '=', id).execute()
      }),
      /tension_check|check constraint/,
    )
  })

  test('a report that somebody began and left is offered again where the next one starts, to them alone', async () => {
    const teacher = await site.as('referrer')
    const begun = await teacher.post('/tensions/report', {})
    const start = (await teacher.get('/tensions/report')).body
    const on = /href="(\/tensions\/report\/[0-9a-f-]{36}\/check)">Go on with what you began, last changed/.exec(
      start,
    )?.[1]
    assert.equal((await teacher.get(on ?? '')).headers.location, begun.headers.location)
    assert.doesNotMatch((await (await site.as('analyst')).get('/tensions/report')).body, /Go on with what you began/)
  })
})
