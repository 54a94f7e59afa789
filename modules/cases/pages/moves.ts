import { type FieldError, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { longDate } from '#platform/views'
import { moveEventForm, moveForm } from '../forms/moves.ts'
import { daysAfter } from '../rules/clocks.ts'
import {
  type CaseMove,
  type KnownMove,
  moveEventWords,
  moveKinds,
  moveStateWords,
  moves,
  movesFor,
  movingOf,
  pageByDay,
  toldKinds,
} from '../rules/moves.ts'
import { referenceOf } from '../rules/state.ts'
import { type Case, casesAmong, pageLength } from '../store/files.ts'
import { addMoveEvent, keepMove, movesOf, openMoves } from '../store/moves.ts'
import { worksOnCases } from './caseload.ts'
import { caseIn, marking, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'
import { struckShown } from './struck.ts'

export const movePages: readonly Page[] = [
  { ...reading, method: 'get', path: '/transitions', handle: register },
  { ...reading, method: 'get', path: '/cases/:id/moves', handle: visit => show(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/moves', handle: add },
  { ...working, method: 'post', path: '/cases/:id/moves/step', handle: step },
]

const shown = <T extends CaseMove>(it: T) => ({
  ...it,
  words: moves[it.kind].words,
  stateWords: moveStateWords[it.state],
})

/** Every move of a case in the words of its page. */
export const movesShown = (it: Case, known: readonly KnownMove[], today: string) =>
  movesFor(movingOf(it), known, today).map(shown)

const isDay = (it: string | undefined): it is string => it !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(it)

/** Every move of somebody's open cases whose handover is not done, by the day of its next step. */
async function register(visit: Visit): Promise<Answer> {
  const { tx, query, actor } = visit
  const today = todayOf(visit)
  const whose = worksOnCases(visit) ? 'works on' : 'reads'
  const rows = await openMoves(tx, actor.id, whose, today, daysAfter(today, 366))
  const after = query['after']
  const { page, next } = pageByDay(isDay(after) ? rows.filter(({ nextBy }) => nextBy > after) : rows, pageLength)
  const files = [...new Set(page.map(({ file }) => file))]
  const names = new Map((await casesAmong(tx, files)).map(it => [it.id, nameOf(it)]))
  await record(tx, { action: 'read', kind: 'cases', detail: { moves: files } })
  return view('cases/views/transitions.njk', {
    title: 'Moves in a life',
    marking,
    rows: page.map(it => ({ ...shown(it), name: names.get(it.file), reference: referenceOf(it.file) })),
    next,
  })
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await caseIn(visit)
  const all = movesShown(it, await movesOf(visit.tx, [it.id]), todayOf(visit))
  const data = {
    title: `Moves in their life: ${nameOf(it)}`,
    list: all.map(move => ({
      ...move,
      steps: move.events.map(event => ({ ...event, words: moveEventWords[event.event] })),
    })),
    choices: all.map(({ kind, due }) => ({ value: `${kind}|${due}`, text: `${moves[kind].words}, ${longDate(due)}` })),
    kinds: Object.fromEntries(toldKinds.map(kind => [kind, moves[kind].words])),
    eventWords: moveEventWords,
    works: await works(visit, it.id),
    ...(await struckShown(visit, it.id, 'move', 'move step')),
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
  const all = movesShown(it, await movesOf(tx, [it.id]), todayOf(visit))
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
