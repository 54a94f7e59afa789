// How the work of ending records is begun: by the clock, by the governance lead, or from the command line.
import { parseArgs } from 'node:util'
import { ukDay } from '#platform/clock'
import type { Job } from '#platform/jobs'
import type { Command, Upkeep } from '#platform/module'
import { keepRecords, keepRecordsDaily, lookAtAll, removeAll } from './retention-run.ts'

export const endRecords: Job = {
  words: 'Removing records whose time is over',
  run: async ({ database, modules, clock }) => {
    await keepRecords({ database, modules, clock })
  },
}

export const endRecordsDaily: Upkeep = {
  words: 'Looking for records whose time is over and removing those that people agreed to, once a day',
  run: async ({ database, modules, now }) => {
    await keepRecordsDaily({ database, modules, clock: { now: () => now } })
  },
}

export const retentionCommand: Command = {
  name: 'retention',
  summary: 'Looks for records whose time is over, and removes those that people agreed to and nothing holds.',
  options: '[--dry-run]',
  run: async (args, say, context) => {
    const { values } = parseArgs({ args: [...args], options: { 'dry-run': { type: 'boolean', default: false } } })
    const { database, clock, modules } = await context.open()
    const work = { database, modules, clock }
    if (values['dry-run']) {
      for (const { kind, records, open, due } of await lookAtAll(work))
        say(`${kind}: ${records} on file, ${open} open, ${due} in the queue`)
      const removals = await removeAll(work, true)
      for (const { kind, kept } of removals) say(`${kind}: ${kept} would be removed`)
      say(`Nothing was removed. ${ukDay(clock.now())}`)
      return 0
    }
    const removals = await keepRecords(work)
    for (const { kind, removed, kept } of removals) say(`${kind}: ${removed} removed, ${kept} stayed`)
    say(
      removals.length === 0 ? 'There was nothing to remove.' : 'Each left a certificate: see /retention/certificates.',
    )
    return 0
  },
}
