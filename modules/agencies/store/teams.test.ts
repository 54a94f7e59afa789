import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { agencies } from '#modules/agencies'
import { audienceId } from '#platform/access'
import type { Actor } from '#platform/database'
import { leave, membershipsOf } from '#platform/members'
import { openSite, type Site } from '#platform/testing/site'
import { accountsCollection } from '../collections.ts'
import { addAccount } from './accounts.ts'
import { type Move, movePerson, person, stopPerson } from './people.ts'
import { ensureTeams } from './teams.ts'

describe('teams follow agency and role', () => {
  let site: Site
  let keeper: Actor
  let id: string
  const account = { jobTitle: '', comesTo: '', synthetic: true } as const

  before(async () => {
    site = await openSite({
      modules: [agencies],
      fill: ({ database }) =>
        database.asSystem('migrator', 'set-up', async tx => {
          const administrator = {
            ...account,
            key: 'keeper',
            name: 'Keeper',
            agencyKey: 'auth.wcc',
            roles: ['administrator'],
          }
          keeper = { id: await addAccount(tx, administrator), session: undefined }
          id = await addAccount(tx, {
            ...account,
            key: 'mover',
            name: 'Mover',
            agencyKey: 'auth.yos',
            roles: ['practitioner'],
          })
        }),
    })
  })
  after(() => site.close())

  const teams = (): Promise<string[]> =>
    site.database.asActor(keeper, 'accounts', async tx =>
      (await membershipsOf(tx, [id], accountsCollection)).filter(({ kind }) => kind === 'group').map(({ key }) => key),
    )
  const move = (it: Pick<Move, 'agencyKey' | 'roles'>): Promise<void> =>
    site.database.asActor(keeper, 'accounts', async tx => {
      const before = await person(tx, id)
      if (before !== undefined) await movePerson(tx, before, { ...it, jobTitle: '', sponsor: undefined, why: 'A test' })
    })

  test('an account that is older than the teams joins its team at the next start, once', async () => {
    await site.database.asActor(keeper, 'accounts', tx =>
      leave(tx, id, accountsCollection, [audienceId('group', 'auth.yos:people')], 'As if it never was'),
    )
    assert.deepEqual(await teams(), [])
    await site.database.asSystem('migrator', 'set-up', ensureTeams)
    await site.database.asSystem('migrator', 'set-up', ensureTeams)
    assert.deepEqual(await teams(), ['auth.yos:people'])
  })

  test('a mover leaves the old agency’s team for the new one’s, another role changes team, and a leaver has none', async () => {
    assert.deepEqual(await teams(), ['auth.yos:people'])
    await move({ agencyKey: 'auth.police', roles: ['practitioner'] })
    assert.deepEqual(await teams(), ['auth.police:people'])
    await move({ agencyKey: 'auth.police', roles: ['intelligence-lead'] })
    assert.deepEqual(await teams(), ['auth.police:intelligence'])
    await move({ agencyKey: 'auth.police', roles: ['board'] })
    assert.deepEqual(await teams(), [])
    await move({ agencyKey: 'auth.police', roles: ['referrer'] })
    await site.database.asActor(keeper, 'accounts', tx => stopPerson(tx, id, 'Left', new Date()))
    assert.deepEqual(await teams(), [])
  })
})
