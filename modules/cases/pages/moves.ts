import { type FieldError, parseForm } from '#platform/forms'
import { asUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { longDate } from '#platform/views'
import { moveEventForm, moveForm } from '../forms/moves.ts'
import {
  birthdayMoves,
  type MoveStanding,
  moveEventWords,
  moveKinds,
  moveStateWords,
  moves,
  standingOfMove,
  toldKinds,
} from '../rules/moves.ts'
import { referenceOf } from '../rules/state.ts'
import { type Case, openCasePage, pageLength } from '../store/files.ts'
import { addMoveEvent, type KnownMove, keepMove, movesOf } from '../store/moves.ts'
import { caseIn, marking, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'

export const movePages: readonly Page[] = [
  { ...reading, method: 'get', path: '/transitions', handle: register },
  { ...reading, method: 'get', path: '/cases/:id/moves', handle: visit => show(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/moves', handle: add },
  { ...working, method: 'post', path: '/cases/:id/moves/step', handle: step },
]

/** Every move of a case, soonest first: those worked out from the date of birth, and those that somebody wrote down. */
export function movesFor(
  it: Pick<Case, 'id' | 'born'>,
  known: readonly KnownMove[],
  today: string,
): (MoveStanding & { readonly known: KnownMove | undefined })[] {
  const mine = known.filter(({ file }) => file === it.id)
  const worked = birthdayMoves(it.born, today).filter(
    move => !mine.some(({ kind, due }) => kind === move.kind && due === move.due),
  )
  const all = [
    ...worked.map(move => ({ ...standingOfMove(move, [], today), known: undefined })),
    ...mine.map(move => ({ ...standingOfMove(move, move.events, today), known: move })),
  ]
  return all.sort((a, b) => (a.due < b.due ? -1 : 1))
}

const shown = (it: MoveStanding) => ({ ...it, words: moves[it.kind].words, stateWords: moveStateWords[it.state] })

/** Every move of a case in the words of its page. */
export const movesShown = (it: Pick<Case, 'id' | 'born'>, known: readonly KnownMove[], today: string) =>
  movesFor(it, known, today).map(shown)

async function register(visit: Visit): Promise<Answer> {
  const { tx, query } = visit
  const today = todayOf(visit)
  const found = await openCasePage(tx, asUuid(query['before']))
  const cases = found.slice(0, pageLength)
  const known = await movesOf(
    tx,
    cases.map(({ id }) => id),
  )
  const rows = cases.flatMap(it =>
    movesFor(it, known, today).map(move => ({
      ...shown(move),
      file: it.id,
      name: nameOf(it),
      reference: referenceOf(it.id),
    })),
  )
  rows.sort((a, b) => (a.planBy < b.planBy ? -1 : 1))
  await record(tx, { action: 'read', kind: 'cases', detail: { moves: cases.map(({ id }) => id) } })
  const older = found.length > pageLength ? cases.at(-1)?.id : undefined
  return view('cases/views/transitions.njk', { title: 'Moves in a life', marking, rows, older })
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await caseIn(visit)
  const all = movesFor(it, await movesOf(visit.tx, [it.id]), todayOf(visit))
  const data = {
    title: `Moves in their life: ${nameOf(it)}`,
    list: all.map(move => ({
      ...shown(move),
      steps: move.known?.events.map(event => ({ ...event, words: moveEventWords[event.event] })) ?? [],
    })),
    choices: all.map(({ kind, due }) => ({ value: `${kind}|${due}`, text: `${moves[kind].words}, ${longDate(due)}` })),
    kinds: Object.fromEntries(toldKinds.map(kind => [kind, moves[kind].words])),
    eventWords: moveEventWords,
    works: await works(visit, it.id),
    answers: errors.length > 0 ? visit.body : todayIn(visit, 'on'),
  }
  return partPage(visit, it, 'moves', data, errors)
}

async function add(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const parsed = parseForm(moveForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await keepMove(visit.tx, it.id, parsed.value, visit.now)
  return redirect(`/cases/${it.id}/moves`, 'It is written down. Plan who helps from then on.')
}

async function step(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await workedCase(visit)
  const all = movesFor(it, await movesOf(tx, [it.id]), todayOf(visit))
  const form = moveEventForm(
    all.map(({ kind, due }) => `${kind}|${due}`),
    todayOf(visit),
  )
  const parsed = parseForm(form, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { event, who, why, on_day, due } = parsed.value
  const kind = moveKinds.find(each => each === parsed.value.kind)
  if (kind === undefined) throw new Error('A move of the list has a kind.')
  await addMoveEvent(tx, it.id, await keepMove(tx, it.id, { kind, due }, now), { event, who, why, on_day }, now)
  return redirect(`/cases/${it.id}/moves`, 'The step of the handover is written down.')
}
