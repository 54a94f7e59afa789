import { parseArgs } from 'node:util'
import { accountByKey } from '#modules/agencies'
import type { Job } from '#platform/jobs'
import type { Command, Module } from '#platform/module'
import { makeIndex, type OfferCounts } from './run.ts'

/** What every module counts by area. */
export function countOffers(modules: readonly Module[]): OfferCounts[] {
  return modules.flatMap(({ indicators }) => (indicators === undefined ? [] : [indicators]))
}

export const indexJob: Job = {
  words: 'Making the platform area index',
  run: async ({ database, actor, modules, progress }) => {
    await progress('Making the index with its ranges', 0)
    await makeIndex(database, actor, countOffers(modules))
  },
}

export const indexCommand: Command = {
  name: 'area-index',
  summary: 'Makes the platform area index from the figures that are loaded.',
  options: '[--as USER]',
  run: async (args, say, context) => {
    const { values } = parseArgs({ args: [...args], options: { as: { type: 'string', default: 'analyst' } } })
    const { database, modules } = await context.open()
    const account = await database.asSystem('sign-in', 'analysis', tx => accountByKey(tx, values.as))
    if (account === undefined) {
      say(`There is no user "${values.as}". Add one with: node cli.ts account`)
      return 2
    }
    const began = performance.now()
    const areas = await makeIndex(database, { id: account.id, session: undefined }, countOffers(modules))
    say(
      areas === 0
        ? 'There are no figures to make an index from yet.'
        : `Made the index of ${areas} areas in ${((performance.now() - began) / 1000).toFixed(1)} s.`,
    )
    return areas === 0 ? 1 : 0
  },
}
