// What a run may foretell: refused by the program and by the database, each by itself.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { agencies, type Role } from '#modules/agencies'
import { areas } from '#modules/areas'
import { conflicts } from '#modules/conflicts'
import { incidents } from '#modules/incidents'
import { model } from '#modules/model'
import { sharing } from '#modules/sharing'
import type { Transaction } from '#platform/database'
import { record } from '#platform/ledger'
import { openSite, type Site } from '#platform/testing/site'
import { fillCounty } from './county.test.ts'
import { requireAllowed } from './gate.ts'
import { earlyWarning } from './module.ts'
import { makeRun } from './run.ts'
import { addTargets } from './store/watchlist.ts'

const modules = [model, agencies, sharing, areas, incidents, conflicts, earlyWarning]

describe('what may never be foretold', () => {
  let site: Site
  let run = ''
  const ids = new Map<Role, string>()
  const actorOf = (role: Role) => ({ id: ids.get(role) ?? '', session: undefined })
  const as = <T>(role: Role, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor(actorOf(role), 'analysis', work)
  const now = new Date()

  before(async () => {
    site = await openSite({ modules, fill: context => fillCounty(context, ids) })
    run = await makeRun(site.database, actorOf('analyst'), { now, demonstration: true, partnership: 'test' })
  })
  after(() => site.close())

  const refused = [
    ['drug offence', 'reported'],
    ['stop and search', 'reported'],
    ['type.weapon', 'discovered'],
    ['type.weapon', 'intelligence'],
    ['weapon carrying', 'reported'],
  ] as const
  for (const [kind, provenance] of refused) {
    test(`${kind}, by ${provenance}: the database refuses it`, async () => {
      const target = JSON.parse(JSON.stringify({ kind, provenance }))
      await assert.rejects(
        as('analyst', tx => addTargets(tx, run, [target])),
        /check constraint/,
      )
    })
  }
  const carrying = (equalityAssessment: string) =>
    ({ kind: 'weapon carrying', provenance: 'school', equalityAssessment }) as const
  const draft = async (kind: 'equality' | 'data_protection', subject: string): Promise<string> => {
    const id = randomUUID()
    const words = { summary: 'x', risks: 'x', measures: 'x', reference: 'x', subject_name: 'Early warning' }
    const about = { kind, subject_kind: 'model', subject_key: subject, written_by: ids.get('analyst') ?? '' }
    await as('analyst', async tx => {
      await tx
        .insertInto('impact_assessment')
        .values({ id, ...about, ...words, written_at: now })
        .execute()
      await record(tx, { action: 'write', kind: 'impact assessment', subject: id })
    })
    return id
  }
  const approve = async (id: string, expires_on: string): Promise<void> => {
    const by = { approved_as: 'Governance lead', approved_by: ids.get('governance') ?? '' }
    const days = { approved_on: '2025-01-02', review_on: '2025-06-02', expires_on }
    await as('governance', async tx => {
      await tx
        .updateTable('impact_assessment')
        .set({ ...by, ...days })
        .where('id', '=', id)
        .execute()
      await record(tx, { action: 'write', kind: 'impact assessment', subject: id })
    })
  }
  const refusedTwice = async (id: string): Promise<void> => {
    await assert.rejects(
      as('analyst', tx => addTargets(tx, run, [carrying(id)])),
      /row-level security/,
    )
    await assert.rejects(
      as('analyst', tx => requireAllowed(tx, [carrying(id)], now)),
      /needs an equality assessment that stands approved/,
    )
  }
  test('weapon carrying with the id of something else is refused, by the program and by the database', () =>
    refusedTwice(run))
  test('so it is with a draft, until a second person approves it', async () => {
    const id = await draft('equality', 'early-warning.weapon-carrying')
    await refusedTwice(id)
    await approve(id, '2099-01-01')
    await as('analyst', tx => requireAllowed(tx, [carrying(id)], now))
    await as('analyst', tx => addTargets(tx, run, [carrying(id)]))
  })
  test('so it is with an assessment that has expired', async () => {
    const id = await draft('equality', 'early-warning.weapon-carrying')
    await approve(id, '2025-12-31')
    await refusedTwice(id)
  })
  test('so it is with a data-protection assessment, and with one of another model', async () => {
    const [other, elsewhere] = [
      await draft('data_protection', 'early-warning.x'),
      await draft('equality', 'area-index'),
    ]
    await approve(other, '2099-01-01')
    await approve(elsewhere, '2099-01-01')
    await refusedTwice(other)
    await refusedTwice(elsewhere)
  })
})
