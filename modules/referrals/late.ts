// What the clock tells: that one was missed, to whoever sorts and then to the chair, once for each time by which something was due.
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Upkeep } from '#platform/module'
import { callWork } from './rules/work.ts'
import { calendarForWork, callsForWork } from './store/calls.ts'
import { tellChair, tellSorter } from './store/telling.ts'
import { type LateWork, lateSince } from './store/work.ts'

/** How long back a missed clock is looked for: far longer than a server stands still. */
const lookBack = 14 * 86_400_000

/** Tells whoever sorts, and then the chair, that a clock was missed. */
export const lateUpkeep: Upkeep = {
  words: 'Whoever sorts referrals, and then the chair, are told that one waits past its time',
  run: ({ database, now }) =>
    database.asSystem('worker', 'referral', async tx => {
      const since = new Date(now.getTime() - lookBack)
      for (const it of await lateSince(tx, 'due_key', since, now)) await tellSorter(tx, it.sorter, lateOf(it), now)
      for (const it of await lateSince(tx, 'chair_at', since, now)) await tellChair(tx, lateOf(it), now)
      await tellOfLateCalls(tx, now)
    }),
}

const lateOf = ({ referral, due_at }: LateWork) =>
  ({ kind: 'referral late', record: referral, occasion: due_at?.toISOString() ?? '' }) as const

async function tellOfLateCalls(tx: Transaction, now: Date): Promise<void> {
  const calendar = await calendarForWork(tx)
  for (const call of await callsForWork(tx)) {
    const { due_at, chair_at } = callWork(call, calendar, ukDay)
    if (due_at === null || due_at > now) continue
    const told = { kind: 'call back waits', record: call.id, occasion: due_at.toISOString() } as const
    await tellSorter(tx, null, told, now)
    if (chair_at !== null && chair_at <= now) await tellChair(tx, { ...told, kind: 'call back late' }, now)
  }
}

/** Tells those who sort at once of what came by a link and cannot wait: nothing else would before its clock is missed. */
export async function tellOfCall(tx: Transaction, id: string, now: Date): Promise<void> {
  const call = (await callsForWork(tx)).find(it => it.id === id)
  if (call?.soon === 1) await tellSorter(tx, null, { kind: 'call back waits', record: id, occasion: 'received' }, now)
}
