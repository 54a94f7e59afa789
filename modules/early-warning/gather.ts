// What is known on the day of a run, as far as whoever asked for it may read it.
import { areaShapes, indicatorValues, type SmallArea, smallAreas } from '#modules/areas'
import { type Conflict, conflictsReadable, mayCompute, standing, stateOf } from '#modules/conflicts'
import { datedIncidents, type MonthlyCounts, monthlyCounts, tensionsSince } from '#modules/incidents'
import { mayUseNow } from '#modules/sharing'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { NotAllowed } from '#platform/errors'
import type { Middle } from './rules/exciting.ts'
import { periods } from './rules/list.ts'
import type { MethodName } from './rules/methods.ts'
import { middlesOf } from './rules/middles.ts'
import { daysAgo, daysLater, fortnight, type Sign } from './rules/signs.ts'
import { sources } from './rules/targets.ts'
import { withdrawals } from './store/predictions.ts'

/** The model that the impact assessments speak of. */
export const watchlistModel = { kind: 'model', key: 'early-warning.conflicts' } as const

/** What counts as a sign beside a report of tension. */
export const kinds = ['type.weapon', 'type.gang'] as const
/** Who brought it to light: never what police found by looking, which follows where they look. */
export const provenances = sources
/**
 * What is counted where only months are published: robbery. Possession of weapons and drugs are found by looking; violence as it is
 * published cannot be parted from what happens at home.
 */
export const publishedKinds = { 'open.robbery': 'police.robbery' } as const

/** Whether a run may be made, and what must be said beside it. */
export async function permission(tx: Transaction, demonstration: boolean, now: Date) {
  const { may, reasons } = await mayUseNow(tx, watchlistModel, now)
  return { may: may || demonstration, allowed: may, reasons }
}

export type When = { readonly now: Date; readonly demonstration: boolean; readonly partnership: string }

/** A measure of areas by which flags are looked at: its name, and its value by the position of the area. */
export type AreaMeasure = { readonly name: string; readonly values: ReadonlyMap<number, number> }

export type Known = {
  readonly today: string
  readonly areas: readonly SmallArea[]
  readonly middles: readonly Middle[]
  readonly measures: readonly AreaMeasure[]
  readonly signs: readonly Sign[]
  readonly settled: ReadonlySet<string>
  readonly months: MonthlyCounts
  readonly conflicts: readonly Conflict[]
  readonly notComputed: number
  readonly withdrawn: readonly MethodName[]
  readonly allowed: boolean
  readonly reasons: readonly string[]
  readonly when: When
}

/** @throws NotAllowed where the assessments do not allow it and this is no demonstration */
export async function gather(tx: Transaction, when: When): Promise<Known> {
  const { may, allowed, reasons } = await permission(tx, when.demonstration, when.now)
  if (!may) throw new NotAllowed(`The watchlist may not be worked out. ${reasons.join(' ')}`)
  const today = ukDay(when.now)
  const areas = await smallAreas(tx)
  return {
    when,
    today,
    areas,
    allowed,
    reasons,
    middles: middlesOf(
      areas.map(({ code }) => code),
      await areaShapes(tx, areas),
    ),
    measures: await measuresOf(tx, areas),
    months: await monthlyCounts(tx, Object.values(publishedKinds), daysLater(today, -4 * 366)),
    withdrawn: (await withdrawals(tx)).map(({ model }) => model),
    ...(await placeSigns(tx, areas, since(today), today)),
    ...(await conflictsOf(tx, today)),
  }
}

const since = (today: string): string => daysLater(today, -periods * fortnight)

/** Reports and incidents by small area from one day to another, and which reports are settled. */
export async function placeSigns(tx: Transaction, areas: readonly SmallArea[], from: string, until: string) {
  const at = new Map(areas.map(({ code }, index) => [code, index]))
  const incidents = await datedIncidents(tx, { kinds, provenances, since: from })
  const tensions = (await tensionsSince(tx, from)).filter(
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
  ].filter(sign => sign.at >= 0 && daysAgo(sign.on, until) >= 0)
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

/** What happened in a conflict, by somebody who told of it. */
export const happenedIn = ({ events }: Conflict) =>
  standing(events).filter(({ kind, provenance }) => kind === 'happened' && provenances.some(it => it === provenance))

/** Measures of areas that flags are held against: the first of each that is loaded. They are never read by a model. */
const audited: readonly { readonly name: string; readonly keys: readonly string[] }[] = [
  { name: 'Deprivation', keys: ['deprivation.imd_score', 'deprivation.income_score', 'ind.income'] },
  { name: 'Residents aged 10 to 17', keys: ['population.10_17'] },
]

async function measuresOf(tx: Transaction, areas: readonly SmallArea[]): Promise<AreaMeasure[]> {
  const at = new Map(areas.map(({ code }, index) => [code, index]))
  const rows = await indicatorValues(
    tx,
    'lsoa21',
    audited.flatMap(({ keys }) => keys),
  )
  return audited.flatMap(({ name, keys }) => {
    const key = keys.find(it => rows.some(({ indicator }) => indicator === it))
    const newest = rows.filter(({ indicator }) => indicator === key).sort((a, b) => (a.period < b.period ? -1 : 1))
    const values = new Map(
      newest.flatMap(({ area_code, value }) => {
        const place = at.get(area_code)
        return place === undefined || value === null ? [] : [[place, value] as const]
      }),
    )
    return values.size === 0 ? [] : [{ name, values }]
  })
}
