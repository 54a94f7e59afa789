import { factOf } from './caseload.ts'
import { daysAfter, monthsAfter, monthsBeforeEighteen } from './clocks.ts'
import { stateOf } from './state.ts'

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
  /** The day of the next step: to plan it, then the move itself. Nothing where help goes on, or where it is not needed. */
  readonly nextBy: string | undefined
  readonly late: boolean
}

/**
 * The birthdays that change who helps, from the date of birth: those since help was opened and those of the next year. One that has
 * been stays: whether anybody goes on helping is asked until somebody has said so.
 */
export function birthdayMoves(born: string | null, opened: string, today: string): Move[] {
  if (born === null) return []
  return birthdays
    .map(([kind, years]) => ({ kind, due: monthsAfter(born, years * 12) }))
    .filter(({ due }) => due >= opened && due <= daysAfter(today, 366))
}

/** A move as the register shows it: by when its next step is, and whether it is late. Nothing is late that is done or not needed. */
export function standingOfMove(
  move: Move & { readonly id?: string },
  facts: readonly MoveFact[],
  today: string,
): MoveStanding {
  const planBy = planDayOf(move)
  const state = moveState(facts)
  const open = state !== 'done' && state !== 'not needed'
  const nextBy = open ? (state === 'to plan' ? planBy : move.due) : undefined
  const late = nextBy !== undefined && nextBy <= today
  return { id: move.id, kind: move.kind, due: move.due, planBy, state, nextBy, late }
}

/** No move is planned more months before it than this. */
export const longestAhead = 6

/** The lead is asked for the next step of a move from so many days before it. */
export const askedBefore = 14

/** What the lead of a case is asked about a move; nothing for one that is far ahead, done or not needed. */
export function askedOf({ kind, state, nextBy }: MoveStanding, today: string): string | undefined {
  if (nextBy === undefined || nextBy > daysAfter(today, askedBefore)) return undefined
  if (state === 'accepted') return nextBy <= today ? 'Ask whether help goes on over there' : undefined
  if (state !== 'to plan') return 'See that somebody over there says yes to the move'
  return kind === 'turns 18' ? 'Plan the move to adult services' : 'Plan a move in their life'
}

export type MoveEvent = MoveFact & {
  /** The row of the step; nothing where it was written down as something else. */
  readonly id?: string
  readonly who: string
  readonly why: string
  readonly on_day: string
  readonly name: string | null
}
/** A move that somebody wrote down or began to plan. */
export type KnownMove = Move & { readonly id: string; readonly file: string; readonly events: readonly MoveEvent[] }

/** A case as its moves are worked out. `planned`: the move at 18 was once planned on the case itself, and that still counts. */
export type Moving = {
  readonly id: string
  readonly born: string | null
  readonly opened_on: string
  readonly open: boolean
  readonly planned: readonly MoveEvent[]
}

type CaseLike = Pick<Moving, 'id' | 'born' | 'opened_on'> & {
  readonly events: readonly {
    readonly event: string
    readonly at: Date
    readonly why: string
    readonly actor_name: string | null
  }[]
}

/** A case with what happened to it, as its moves are worked out. */
export function movingOf({ id, born, opened_on, events }: CaseLike): Moving {
  const planned = events.filter(({ event }) => event === 'handover planned').map(plannedOnCase)
  return { id, born, opened_on, open: stateOf(events.flatMap(factOf)) !== 'closed', planned }
}

function plannedOnCase({ at, why, actor_name }: Omit<CaseLike['events'][number], 'event'>): MoveEvent {
  return { event: 'planned', at, why, who: '', on_day: at.toISOString().slice(0, 10), name: actor_name }
}

export type CaseMove = MoveStanding & { readonly events: readonly MoveEvent[] }

/**
 * Every move of a case, soonest first: those that somebody wrote down, and while the case is open those worked out from the date
 * of birth.
 */
export function movesFor(it: Moving, known: readonly KnownMove[], today: string): CaseMove[] {
  const mine = known.filter(({ file }) => file === it.id)
  const worked = (it.open ? birthdayMoves(it.born, it.opened_on, today) : []).filter(
    move => !mine.some(({ kind, due }) => kind === move.kind && due === move.due),
  )
  const all: (Move & { readonly id?: string; readonly events?: readonly MoveEvent[] })[] = [...worked, ...mine]
  return all
    .map(({ events = [], ...move }) => {
      const facts = [...(move.kind === 'turns 18' ? it.planned : []), ...events]
      return { ...standingOfMove(move, facts, today), events: facts }
    })
    .sort((a, b) => (a.due < b.due ? -1 : 1))
}

/**
 * A page of rows that stand in the order of their days, of `length` and as many more as its last day has: so the next page begins
 * after a day, and no address holds more than that.
 */
export function pageByDay<T extends { readonly nextBy: string }>(
  rows: readonly T[],
  length: number,
): { readonly page: readonly T[]; readonly next: string | undefined } {
  const last = rows[length - 1]?.nextBy
  if (last === undefined) return { page: rows, next: undefined }
  const page = rows.filter(({ nextBy }) => nextBy <= last)
  return { page, next: page.length < rows.length ? last : undefined }
}
