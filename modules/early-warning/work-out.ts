// From what is known to a list, its record, its guard rails and the files that are sealed. No database.
import { type Conflict, stateOf } from '#modules/conflicts'
import { type AreaMeasure, happenedIn, type Known, kinds, provenances } from './gather.ts'
import { auditOf, fifths, repeatedFlags } from './rules/audit.ts'
import { feedback } from './rules/feedback.ts'
import {
  duplicatedWindow,
  type GuardResult,
  shiftedFuture,
  shuffledLabels,
  withOtherFuture,
  withShuffledPlaces,
} from './rules/guards.ts'
import { type Entry, falseAlarmEach, fortnightly, freshDays, periods, placesToWatch, type Said } from './rules/list.ts'
import { conflictsToWatch, mostConflicts } from './rules/listed-conflicts.ts'
import { monthAhead, monthly, monthNumber, monthsToWatch } from './rules/monthly.ts'
import { type NearRepeat, nearRepeatOf } from './rules/near-repeat.ts'
import { listed, type Past } from './rules/record.ts'
import { daysAgo, daysLater, fortnight, type Sign } from './rules/signs.ts'
import { power } from './rules/skill.ts'
import type { Target } from './rules/targets.ts'
import type { Unit } from './rules/unit.ts'
import { fortnightAhead, type Window } from './rules/window.ts'
import { type SealedText, sealed } from './sealing.ts'
import type { NewEntry, NewRun, RunRecord } from './store/watchlist.ts'

export type WorkedOut = {
  readonly run: NewRun
  readonly entries: readonly NewEntry[]
  readonly seals: readonly SealedText[]
  /** Whether the places were foretold from published data alone. */
  readonly open: boolean
}

const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** The list by fortnights where events carry days; by months where only published months are on file. */
export async function workOut(known: Known): Promise<WorkedOut> {
  const seed = Number(known.today.replaceAll('-', ''))
  const monthsOnly = known.signs.length === 0 && known.months.onFile.length >= 3
  const places = monthsOnly ? await byMonth(known) : await byFortnight(known, seed)
  const conflicts = conflictAnswer(known)
  const room = listed - conflicts.entries.length
  const entries = [
    ...conflicts.entries.map(it => ({
      ...it,
      kind: 'conflict' as const,
      conflict: known.conflicts[it.at]?.id ?? null,
      areaCode: null,
    })),
    ...places.entries
      .filter(({ signal }, index) => signal || index < room)
      .map(it => ({ ...it, kind: 'place' as const, conflict: null, areaCode: known.areas[it.at]?.code ?? null })),
  ]
  const run = runOf(known, places, seed)
  const seals = sealsOf(known, run, places, conflicts.chance, entries)
  return { run, entries: entries.map(numbered), seals, open: monthsOnly }
}

type Places = {
  readonly unit: Unit
  readonly window: Window
  readonly definition: string
  readonly targets: readonly Target[]
  readonly until: string
  readonly entries: readonly Entry[]
  readonly past: Past
  readonly chances: readonly Said[]
  readonly fresh: number
  readonly signs: number
  readonly guards: readonly GuardResult[]
  readonly nearRepeat: NearRepeat | undefined
}

async function byFortnight({ areas, signs, settled, today, middles, withdrawn }: Known, seed: number): Promise<Places> {
  const question = { places: areas.length, signs, settled, today, seed, middles, withdrawn, breathe }
  const answer = await placesToWatch(question)
  const workings = (all: readonly Sign[]) => fortnightly({ ...question, signs: all })
  const honest = workings(signs)
  const origin = periods - 2
  const later = ({ on }: Sign): boolean => daysAgo(on, today) < (periods - origin) * fortnight
  const guards = [
    await shuffledLabels(workings(withShuffledPlaces(signs, seed)), breathe),
    shiftedFuture(honest, workings(withOtherFuture(signs, areas.length, later)), origin),
    duplicatedWindow(
      signs.map(({ id }) => id),
      honest.counts,
    ),
    feedback(answer.past.record.memory),
  ]
  return {
    ...answer,
    unit: 'fortnight',
    window: fortnightAhead(today),
    definition: 'A sign is a report of tension, or an incident with a weapon or between groups, that somebody reported',
    targets: (['tension', ...kinds] as const).flatMap(kind => provenances.map(provenance => ({ kind, provenance }))),
    until: today,
    signs: signs.length,
    guards,
    nearRepeat: await nearRepeatOf(signs, middles, today, seed),
  }
}

async function byMonth({ areas, months, today, withdrawn }: Known): Promise<Places> {
  const at = new Map(areas.map(({ code }, index) => [code, index]))
  const counts = months.counts.flatMap(({ month, area, n }) => {
    const place = at.get(area)
    return place === undefined ? [] : [{ month, at: place, n }]
  })
  const question = { places: areas.length, counts, onFile: months.onFile, today, withdrawn, breathe }
  const answer = await monthsToWatch(question)
  if (answer === undefined) throw new Error('At least three months must be on file.')
  return {
    ...answer,
    unit: 'month',
    window: monthAhead(today),
    definition: 'A sign is a robbery that the police published for a month and small area',
    targets: [{ kind: 'open.robbery', provenance: 'reported' }],
    until: lastDayOf(answer.until),
    fresh: 0,
    signs: counts.reduce((sum, { n }) => sum + n, 0),
    guards: [duplicatedWindow([], monthly(question).all), feedback(answer.past.record.memory)],
    nearRepeat: undefined,
  }
}

const lastDayOf = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), (monthNumber(month) % 12) + 1, 0)).toISOString().slice(0, 10)

function runOf(known: Known, places: Places, seed: number): NewRun {
  const { past } = places
  const usual = places.chances.find(({ name }) => name === 'long-run')?.chance ?? new Float64Array()
  const record: RunRecord = {
    ...past.record,
    fresh: places.fresh,
    signs: places.signs,
    notComputed: known.notComputed,
    conflictFortnights: fortnightsOf(known.conflicts, known.today),
    guards: places.guards,
    nearRepeat: places.nearRepeat ?? null,
    audit: known.measures.map(measure => ({ measure: measure.name, groups: groupsOf(past, measure) })),
    power: [1.25, 1.5, 2].map(factor => power(usual, factor, seed)),
    repeated: repeatedFlags(past.lists).map(({ at, ...rest }) => ({ areaCode: known.areas[at]?.code ?? '', ...rest })),
  }
  return {
    unit: places.unit,
    targets: places.targets,
    dataUntil: places.until,
    definition: places.definition,
    parameters: { kinds, provenances, periods, falseAlarmEach, freshDays },
    seed,
    allowed: known.allowed,
    reasons: known.reasons,
    record,
  }
}

const fifthNames = ['lowest fifth', 'second fifth', 'middle fifth', 'fourth fifth', 'highest fifth'] as const

function groupsOf(past: Past, { values }: AreaMeasure) {
  const groups = fifths(values).map((places, k) => ({ name: fifthNames[k] ?? '', places }))
  return auditOf(past, groups)
}

function numbered(entry: Entry & Pick<NewEntry, 'kind' | 'areaCode' | 'conflict'>, index: number): NewEntry {
  const { at: _, ...rest } = entry
  return { ...rest, position: index + 1 }
}

function conflictAnswer({ conflicts, today }: Known) {
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

type Named = Pick<NewEntry, 'areaCode' | 'conflict'>

/** Every place in one file; every conflict that may be computed in another, always for the coming fortnight. */
function sealsOf(
  known: Known,
  run: NewRun,
  places: Places,
  chance: Float64Array,
  entries: readonly Named[],
): SealedText[] {
  const common = {
    partnership: known.when.partnership,
    until: run.dataUntil,
    shown: run.record.shown,
    seed: run.seed,
    synthetic: known.when.demonstration,
    allowed: known.allowed,
  }
  const { opensOn, closesOn } = places.window
  const ofPlaces = sealed({
    about: {
      ...common,
      part: 'places',
      unit: run.unit,
      opens: opensOn,
      closes: closesOn,
      from: daysLater(run.dataUntil, run.unit === 'month' ? -1095 : -periods * fortnight),
      definition: run.definition,
    },
    names: known.areas.map(({ code }) => code),
    said: places.chances,
    listed: new Set(entries.flatMap(({ areaCode }) => (areaCode === null ? [] : [areaCode]))),
  })
  if (known.conflicts.length === 0) return [ofPlaces]
  const next = fortnightAhead(known.today)
  const ofConflicts = sealed({
    about: {
      ...common,
      part: 'conflicts',
      unit: 'fortnight',
      shown: 'fading',
      opens: next.opensOn,
      closes: next.closesOn,
      from: daysLater(known.today, -periods * fortnight),
      definition: 'An event of a conflict between groups of five or more that somebody told of',
    },
    names: known.conflicts.map(({ id }) => id),
    said: [{ name: 'fading', chance }],
    listed: new Set(entries.flatMap(({ conflict }) => (conflict === null ? [] : [conflict]))),
  })
  return [ofPlaces, ofConflicts]
}
