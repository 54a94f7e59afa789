// Who reads a report follows from how its reporter wants it handled. Asked of the database itself, as each person.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addAccount, agencies, everyRole } from '#modules/agencies'
import { model } from '#modules/model'
import { newId } from '#platform/ids'
import { openSite, type Site } from '#platform/testing/site'
import { incidents } from './module.ts'
import { addTension, amendTension, tensionById } from './store/tensions.ts'

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
})
