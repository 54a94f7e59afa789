// From a tension to an outcome that the board can see: eight steps, by the people of six agencies, told of two children.
import assert from 'node:assert/strict'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'
import { steps, stories } from './spine/steps.ts'

// Under three minutes each on two quiet cores; a busy machine takes longer.
const longest = 600_000

async function walkThrough(visitor: Visitor, name: keyof typeof stories): Promise<void> {
  const told = { ...stories[name], made: new Map<string, string>() }
  for (const step of steps) await step.run(visitor, told)
}

walk('the spine, by keyboard alone: from a tension to an outcome', visitor => walkThrough(visitor, 'first'), {
  keyboard: true,
  longest,
})

walk('the spine again, in a browser that runs no scripts', visitor => walkThrough(visitor, 'other'), {
  script: false,
  longest,
})

walk(
  'after the spine and everything else, verify finds the ledger whole',
  async (_visitor, server) => {
    if (server.kind === 'embedded') await server.stop()
    const { code, said } = await server.command('verify')
    if (server.kind === 'embedded') await server.start()
    assert.equal(code, 0, said)
    assert.match(said, /The ledger is whole/)
  },
  { last: 'on each server' },
)
