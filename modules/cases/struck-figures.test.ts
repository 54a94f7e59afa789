// What the figures say after endings and reopenings are struck out, in any order: called by struck.test.ts, which fills the case.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Transaction } from '#platform/database'
import { now, today } from './cases-site.test.ts'
import { figuresOf } from './rules/measures.ts'
import { countedOfFollowUp } from './rules/outcomes.ts'
import { count, countEach, tallies } from './store/counts.ts'
import { addLook } from './store/delivery.ts'
import { addEvent } from './store/files.ts'
import { end, type Striking } from './struck-counts.test.ts'

const at = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000)
const look = {
  ...({ months: 3, seen_on: today, reached: 'yes', why_not: '', harm: 'none' } as const),
  ...({ attendance: 'most days', safety: 4, own_words: 'Better', no_words_why: '' } as const),
}

async function reopen(tx: Transaction, file: string, when: Date): Promise<string> {
  const part = await addEvent(tx, file, { event: 'reopened', why: 'Hurt again' }, when)
  await count(tx, 'reopened', today, 1, { part, file })
  return part
}

const openNow = async (tx: Transaction): Promise<number> =>
  figuresOf(await tallies(tx)).find(({ key }) => key === 'cases.open')?.value ?? Number.NaN

export function strikingFigures(world: () => Striking): void {
  test('an open case is one open case, whether the ending before its reopening is struck out, or the reopening, or both', () =>
    world().undone('lead', async tx => {
      const { file } = world().made
      const start = await openNow(tx)
      const ending = await end(tx, file, at(1))
      const reopening = await reopen(tx, file, at(2))
      const seen = [await openNow(tx)]
      await world().strike(tx, 'outcome', ending)
      seen.push(await openNow(tx))
      await world().strike(tx, 'event', reopening)
      assert.deepEqual([...seen, await openNow(tx)], [start, start, start])
    }))

  test('a closed case is none, where the reopening between two endings is struck out; without the endings it is one again', () =>
    world().undone('lead', async tx => {
      const { file } = world().made
      const start = await openNow(tx)
      const first = await end(tx, file, at(1))
      const reopening = await reopen(tx, file, at(2))
      const last = await end(tx, file, at(3))
      const seen: number[] = []
      for (const [kind, id] of [
        ['event', reopening] as const,
        ['outcome', first] as const,
        ['outcome', last] as const,
      ]) {
        await world().strike(tx, kind, id)
        seen.push((await openNow(tx)) - start)
      }
      assert.deepEqual(seen, [-1, -1, 0])
    }))

  test('follow-ups of an ending that is struck out are counted back with it, and not a second time with themselves', () =>
    world().undone('lead', async tx => {
      const { file } = world().made
      const outcome = await end(tx, file, at(1))
      const part = await addLook(tx, file, { ...look, outcome }, at(2))
      await countEach(tx, countedOfFollowUp(look, 3), today, { part, file })
      const seen = async () => (await tallies(tx))['follow-up reached'] ?? 0
      const before = await seen()
      await world().strike(tx, 'outcome', outcome)
      const without = await seen()
      await world().strike(tx, 'look', part)
      assert.deepEqual([before, without, await seen()], [1, 0, 0])
    }))
}
