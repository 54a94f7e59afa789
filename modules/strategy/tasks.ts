import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, Task } from '#platform/module'
import { type CommitmentShown, commitmentsShown, measuresShown } from './board.ts'
import { readers } from './pages/shared.ts'
import { lateWords } from './rules/commitments.ts'
import { monthBefore, monthWords } from './rules/measures.ts'

/** What the strategy leaves somebody to do: what their agency promised, the figures of a month, and the board to read. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const holds = (...roles: readonly string[]): boolean => roles.some(role => who.roles.includes(role))
  if (!holds(...readers)) return []
  const all = await commitmentsShown(tx, now)
  return [
    ...(holds('coordinator') ? await figuresToTake(tx, ukDay(now)) : []),
    ...(holds('coordinator', 'chair') ? ofAgency(all, who.agency) : []),
    ...(holds('coordinator') ? ofNobody(all) : []),
    ...(holds('board') ? toRead(all) : []),
  ]
}

// A month is over before its figures are owed: those of last month, from its last day on.
async function figuresToTake(tx: Transaction, today: string): Promise<Task[]> {
  const last = monthBefore(today.slice(0, 7))
  const measures = await measuresShown(tx)
  const taken = measures.some(({ months }) => months.some(({ period }) => period >= last))
  const detail = 'The board reads them.'
  return taken
    ? []
    : [{ text: `Take the figures: none were taken since ${monthWords(last)}`, href: '/measures', detail }]
}

function ofAgency(all: readonly CommitmentShown[], agency: string): Task[] {
  const own = all.filter(({ ownerNames }) => ownerNames.includes(agency))
  return own
    .filter(({ late, unproved }) => late || unproved)
    .map(it => ({
      text: it.late ? `Say how far this has come: ${it.text}` : `Nothing shows this yet: ${it.text}`,
      href: `/commitments/${it.id}`,
      detail: [it.late ? `${lateWords(it)}.` : '', 'Your agency is one of its owners.'].filter(Boolean).join(' '),
      due: it.due,
    }))
}

function ofNobody(all: readonly CommitmentShown[]): Task[] {
  const late = all.filter(it => it.late && it.owners.length === 0).length
  if (late === 0) return []
  const what = late === 1 ? '1 late commitment names' : `${late} late commitments name`
  return [{ text: `Say how far these have come: ${what} no agency`, href: '/commitments' }]
}

function toRead(all: readonly CommitmentShown[]): Task[] {
  const late = all.filter(it => it.late).length
  const unproved = all.filter(it => it.unproved).length
  if (all.length === 0) return []
  const detail = `${late} of ${all.length} commitments are late; nothing on file shows ${unproved}.`
  return [{ text: 'See what was promised, what moved and what is late', href: '/board', detail }]
}
