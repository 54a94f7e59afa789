// One run of the watchlist: what is known today becomes a list, and is kept.
import { smallAreas } from '#modules/areas'
import { type Conflict, conflictsReadable, mayCompute, standing, stateOf } from '#modules/conflicts'
import { datedIncidents, tensionsSince } from '#modules/incidents'
import { mayUseNow } from '#modules/sharing'
import { ukDay } from '#platform/clock'
import type { Actor, Database, Transaction } from '#platform/database'
import { NotAllowed } from '#platform/errors'
import type { Job } from '#platform/jobs'
import {
  conflictsToWatch,
  type Entry,
  falseAlarmEach,
  freshDays,
  mostConflicts,
  periods,
  placesToWatch,
} from './rules/list.ts'
import { listed } from './rules/record.ts'
import { daysAgo, fortnight, type Sign } from './rules/signs.ts'
import { addRun, type NewEntry, type NewRun, type RunRecord } from './store.ts'

/** The model that the impact assessments speak of. */
export const watchlistModel = { kind: 'model', key: 'early-warning.conflicts' } as const

/** What counts as a sign, and who brought it to light: never what police found by looking, which follows where they look. */
export const kinds = ['type.weapon', 'type.gang'] as const
export const provenances = ['reported', 'health', 'school', 'community'] as const

const definition =
  'Baseline 1: a sign is a report of tension, or an incident with a weapon or between groups, that somebody reported'

/** Whether a run may be made, and what must be said beside it. */
export async function permission(tx: Transaction, demonstration: boolean, now: Date) {
  const { may, reasons } = await mayUseNow(tx, watchlistModel, now)
  return { may: may || demonstration, allowed: may, reasons }
}

export const watchlistJob: Job = {
  words: 'Work out the watchlist',
  run: async ({ database, actor, purpose, clock, config, progress }) => {
    await progress('Working out the watchlist', 0)
    await makeRun(database, actor, { now: clock.now(), demonstration: config.demonstration }, purpose)
  },
}

type When = { readonly now: Date; readonly demonstration: boolean }

/**
 * Works out the list from what the actor may read, and keeps it. Returns the run's id. Nothing is held open while it is worked
 * out. @throws NotAllowed where the assessments do not allow it and this is no demonstration
 */
export async function makeRun(database: Database, actor: Actor, when: When, purpose = 'analysis'): Promise<string> {
  const known = await database.asActor(actor, purpose, tx => gather(tx, when))
  const { run, entries } = workOut(known)
  return database.asActor(actor, purpose, tx => addRun(tx, run, entries, actor.id, when.now))
}

type Known = {
  readonly today: string
  readonly areas: readonly string[]
  readonly signs: readonly Sign[]
  readonly settled: ReadonlySet<string>
  readonly conflicts: readonly Conflict[]
  readonly notComputed: number
  readonly allowed: boolean
  readonly reasons: readonly string[]
}

async function gather(tx: Transaction, { now, demonstration }: When): Promise<Known> {
  const { may, allowed, reasons } = await permission(tx, demonstration, now)
  if (!may) throw new NotAllowed(`The watchlist may not be worked out. ${reasons.join(' ')}`)
  const today = ukDay(now)
  const areas = (await smallAreas(tx)).map(({ code }) => code)
  return { today, areas, allowed, reasons, ...(await placeSigns(tx, areas, today)), ...(await conflictsOf(tx, today)) }
}

function workOut({ today, areas, signs, settled, conflicts, notComputed, allowed, reasons }: Known) {
  const seed = Number(today.replaceAll('-', ''))
  const answer = placesToWatch({ places: areas.length, signs, settled, today, seed })
  const watched = conflictEntries(conflicts, today)
  const entries = [
    ...watched.map(it => ({
      ...it,
      kind: 'conflict' as const,
      conflict: conflicts[it.at]?.id ?? null,
      areaCode: null,
    })),
    ...answer.entries
      .filter(({ signal }, index) => signal || index < listed - watched.length)
      .map(it => ({ ...it, kind: 'place' as const, conflict: null, areaCode: areas[it.at] ?? null })),
  ]
  const record: RunRecord = {
    ...answer.record,
    fresh: answer.fresh,
    signs: signs.length,
    notComputed,
    conflictFortnights: fortnightsOf(conflicts, today),
  }
  const parameters = { kinds, provenances, periods, falseAlarmEach, freshDays }
  const run: NewRun = { dataUntil: today, definition, parameters, seed, allowed, reasons, record }
  return { run, entries: entries.map(numbered) }
}

function numbered(entry: Entry & Pick<NewEntry, 'kind' | 'areaCode' | 'conflict'>, index: number): NewEntry {
  const { at: _, ...rest } = entry
  return { ...rest, position: index + 1 }
}

/** Reports and incidents of the last three years by small area, and which reports are settled. */
async function placeSigns(tx: Transaction, areas: readonly string[], today: string) {
  const since = new Date(Date.parse(`${today}T00:00:00Z`) - periods * fortnight * 86_400_000).toISOString().slice(0, 10)
  const at = new Map(areas.map((code, index) => [code, index]))
  const incidents = await datedIncidents(tx, { kinds, provenances, since })
  const tensions = (await tensionsSince(tx, since)).filter(
    ({ provenance, events }) =>
      provenances.some(it => it === provenance) && !events.some(({ event }) => event === 'withdrawn'),
  )
  const signs: Sign[] = [
    ...incidents.map(({ id, on, area }) => ({ id, on, kind: 'incident' as const, at: at.get(area) ?? -1 })),
    ...tensions.map(({ id, happened_on, area_code }) => ({
      id,
      on: happened_on,
      kind: 'tension' as const,
      at: at.get(area_code ?? '') ?? -1,
    })),
  ].filter(sign => sign.at >= 0)
  const settled = new Set(
    tensions.flatMap(({ id, events }) => (events.some(({ event }) => event === 'closed') ? [id] : [])),
  )
  return { signs, settled }
}

/** The conflicts that go on, and how many of them are too small, or of unknown size, to compute anything of. */
async function conflictsOf(tx: Transaction, today: string) {
  const going = (await conflictsReadable(tx)).filter(
    ({ events }) => !['calm', 'closed'].includes(stateOf(events, today)),
  )
  const conflicts = going.filter(({ first, second }) =>
    mayCompute([first, second].flatMap(group => (group === null ? [] : [group.size]))),
  )
  return { conflicts, notComputed: going.length - conflicts.length }
}

const happenedIn = ({ events }: Conflict) =>
  standing(events).filter(({ kind, provenance }) => kind === 'happened' && provenances.some(it => it === provenance))

function conflictEntries(conflicts: readonly Conflict[], today: string): Entry[] {
  const events = conflicts.flatMap((conflict, at) =>
    happenedIn(conflict).map(
      ({ id, on, report }): Sign =>
        report === null ? { id, on, kind: 'conflict event', at } : { id: report, on, kind: 'tension', at },
    ),
  )
  const rising = conflicts.map(conflict => stateOf(conflict.events, today) === 'rising')
  return conflictsToWatch({ conflicts: conflicts.length, events, rising, today, most: mostConflicts })
}

function fortnightsOf(conflicts: readonly Conflict[], today: string): number {
  const days = conflicts.flatMap(conflict => happenedIn(conflict).map(({ on }) => daysAgo(on, today)))
  return Math.floor(Math.max(0, ...days) / fortnight)
}
