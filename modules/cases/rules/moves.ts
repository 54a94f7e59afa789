import { daysAfter, monthsAfter, monthsBeforeEighteen } from './clocks.ts'

/** Moves in a life when help must not stop, and how long before each its handover is planned: ours, to be changed. */
export const moves = {
  'new school': { words: 'A new school', planDays: 42 },
  'turns 16': { words: 'Turns 16', planMonths: 3 },
  'turns 18': { words: 'Turns 18', planMonths: monthsBeforeEighteen },
  'turns 25': { words: 'Turns 25', planMonths: 6 },
  'into custody': { words: 'Goes into custody', planDays: 7 },
  'out of custody': { words: 'Comes out of custody', planMonths: 3 },
  'into care': { words: 'Comes into care', planDays: 7 },
  'out of care': { words: 'Leaves care', planMonths: 6 },
} as const
export type MoveKind = keyof typeof moves
export const moveKinds = Object.keys(moves) as MoveKind[]
/** Those that somebody writes down, because no date of birth tells them. */
export const toldKinds = ['new school', 'into custody', 'out of custody', 'into care', 'out of care'] as const

const birthdays = [
  ['turns 16', 16],
  ['turns 18', 18],
  ['turns 25', 25],
] as const

export const moveEventWords = {
  planned: 'Planned, with a named person or service',
  met: 'They have met, together with whoever helped before',
  accepted: 'Accepted: they say yes',
  'help goes on': 'Help goes on over there',
  'not needed': 'Not needed',
} as const
export type MoveEventName = keyof typeof moveEventWords

export type MoveFact = { readonly event: MoveEventName; readonly at: Date }
export const moveStateWords = {
  'to plan': 'To be planned',
  planned: 'Planned',
  met: 'They have met',
  accepted: 'Accepted',
  done: 'Help goes on',
  'not needed': 'Not needed',
} as const
export type MoveState = keyof typeof moveStateWords

const ladder: readonly MoveState[] = ['to plan', 'planned', 'met', 'accepted', 'done']
const reaches: Readonly<Record<Exclude<MoveEventName, 'not needed'>, MoveState>> = {
  planned: 'planned',
  met: 'met',
  accepted: 'accepted',
  'help goes on': 'done',
}

/**
 * Where the handover of a move stands, from its facts in any order: as far as any of them reaches. "Not needed" counts only while
 * it is the newest word, so that somebody can think again.
 */
export function moveState(facts: readonly MoveFact[]): MoveState {
  const newest = facts.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  if (newest?.event === 'not needed') return 'not needed'
  const rungs = facts.map(({ event }) => (event === 'not needed' ? 0 : ladder.indexOf(reaches[event])))
  return ladder[Math.max(0, ...rungs)] ?? 'to plan'
}

/** Whether somebody over there has said yes to this move. */
export function isAccepted(facts: readonly MoveFact[]): boolean {
  const state = moveState(facts)
  return state === 'accepted' || state === 'done'
}

/** The day by which the handover of a move is planned. */
export function planDayOf({ kind, due }: Move): string {
  const before = moves[kind]
  return 'planMonths' in before ? monthsAfter(due, -before.planMonths) : daysAfter(due, -before.planDays)
}

export type Move = { readonly kind: MoveKind; readonly due: string }
export type MoveStanding = Move & {
  readonly id: string | undefined
  readonly planBy: string
  readonly state: MoveState
  readonly late: boolean
}

/** The birthdays that change who helps, from the date of birth: those of the next year, and one that has just been. */
export function birthdayMoves(born: string | null, today: string): Move[] {
  if (born === null) return []
  return birthdays
    .map(([kind, years]) => ({ kind, due: monthsAfter(born, years * 12) }))
    .filter(({ due }) => due > daysAfter(today, -92) && due <= daysAfter(today, 366))
}

/** A move as the register shows it: by when it is planned, and whether it is late. Nothing is late that is done or not needed. */
export function standingOfMove(
  move: Move & { readonly id?: string },
  facts: readonly MoveFact[],
  today: string,
): MoveStanding {
  const planBy = planDayOf(move)
  const state = moveState(facts)
  const open = state !== 'done' && state !== 'not needed'
  const late = open && (move.due <= today || (state === 'to plan' && planBy <= today))
  return { id: move.id, kind: move.kind, due: move.due, planBy, state, late }
}
