import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ledgerKey, seal, verify } from '#platform/ledger'
import type { Command } from '#platform/module'

/** Proves that the ledger is whole: every seal recomputed from its entries, every signature and digest checked. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Checks the ledger: changed, missing, moved or late entries, and seals that were rewritten.',
  options: '[--checkpoint NUMBER:HASH]',
  run: async (args, say, context) => {
    const { values } = parseArgs({ args: [...args], options: { checkpoint: { type: 'string' } } })
    const { database, config, clock } = await context.open()
    const key = ledgerKey(config.ledgerKeyFile ?? join(config.dataDir, 'ledger.key'))
    await seal(database, key, clock.now())
    const verdict = await verify(database, key, values.checkpoint)
    for (const { sentence } of verdict.findings) say(sentence)
    say(
      `${verdict.entries} entries in ${verdict.seals} seals, ${verdict.unsealed} not sealed yet. Head: ${verdict.head}`,
    )
    say(verdict.findings.length === 0 ? 'The ledger is whole.' : `${verdict.findings.length} findings.`)
    return verdict.findings.length === 0 ? 0 : 1
  },
}
