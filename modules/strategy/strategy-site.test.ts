// What the tests of this module share: a site with one person of each role, and a module that offers figures.
import { actions } from '#modules/actions'
import { addAccount, agencies, everyRole } from '#modules/agencies'
import { home } from '#modules/home'
import { model } from '#modules/model'
import { fixedClock } from '#platform/clock'
import type { Actor, Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import type { Figure, Module } from '#platform/module'
import { openSite, type Site } from '#platform/testing/site'
import { strategy } from './module.ts'

export const now = new Date('2026-11-21T10:00:00Z')

/** The figures that the stand-in module offers; a test changes them as time would. */
export const offered: { figures: Figure[] } = { figures: [] }

/** Every figure is the stand-in's, so that no other module's figures change these answers. */
const stand: Module = { name: 'stand-in', measures: async () => offered.figures }
const { measures: _, ...actionsAlone } = actions
const offering: readonly Module[] = [model, agencies, actionsAlone, strategy, stand]

let opened: Promise<Site> | undefined

export function strategySite(): Promise<Site> {
  opened ??= openSite({
    modules: [...offering, home(offering)],
    clock: fixedClock(now.toISOString()),
    fill: ({ database }) =>
      database.asSystem('migrator', 'set-up', async tx => {
        for (const role of everyRole)
          await addAccount(tx, {
            key: role,
            name: `Test ${role}`,
            jobTitle: '',
            comesTo: '',
            agencyKey: 'auth.wcc',
            roles: [role],
            synthetic: true,
          })
      }),
  })
  return opened
}

export const actorOf = (role: string): Actor => ({ id: idOf('account', role), session: undefined })

export async function as<T>(role: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const { database } = await strategySite()
  return database.asActor(actorOf(role), 'strategy', work)
}
