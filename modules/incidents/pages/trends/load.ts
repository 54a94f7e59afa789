import { content } from '#modules/model'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Visit } from '#platform/module'
import { type Gathered, gather } from '../../place-rules.ts'
import { type Source, sources } from '../../sources.ts'
import { sourcesPublished } from '../../store/cube.ts'
import {
  countsByArea,
  countsByHour,
  edgeMonths,
  importsReadable,
  type MonthOfKind,
  monthsByKind,
  monthsByKindIn,
  monthsUsing,
} from '../../store/trends.ts'
import type { Question } from '../../trends-form.ts'
import { figuresFrom, type Period, periodsOf, wholeMonths } from '../../trends-rules.ts'
import { codesOf, findPlace, type Geography, groupAt, levelsBelow, type Place, readGeography } from './places.ts'

export type Kind = { readonly key: string; readonly name: string; readonly note: string }

/** A source, and where its figures come from for this reader. */
export type Available = {
  readonly source: Source
  readonly readsRecords: boolean
  readonly figures: 'records' | 'cube'
}

/** The sources with figures that this reader may see on the screen, in their fixed order. */
export async function availableSources(tx: Transaction): Promise<Available[]> {
  const imported = new Set(await importsReadable(tx))
  const published = new Set(await sourcesPublished(tx))
  return sources.flatMap(source => {
    const readsRecords = imported.has(source.importedAs)
    const figures = figuresFrom(source, 'screen', readsRecords)
    return readsRecords || (figures === 'cube' && published.has(source.stored))
      ? [{ source, readsRecords, figures }]
      : []
  })
}

/** Everything that one page of trends shows, read once. */
export type Trends = {
  readonly source: Source
  readonly synthetic: boolean
  readonly geography: Geography
  readonly place: Place
  readonly kinds: readonly Kind[]
  /** Undefined for all kinds. */
  readonly kind: Kind | undefined
  readonly onFile: readonly string[]
  readonly periods: readonly Period[]
  readonly period: Period
  /** The months on file that can be compared with each other for this place, and those that cannot. */
  readonly comparable: readonly string[]
  readonly notComparable: readonly string[]
  /** Incidents of the kind in the place, by month. */
  readonly months: ReadonlyMap<string, number>
  /** Incidents of every kind in the place in the period, and of the chosen kind. */
  readonly byKind: readonly { readonly kind: Kind; readonly n: number }[]
  readonly total: number
  /** Incidents of the kind in the period by code, everywhere. */
  readonly byArea: readonly { readonly area: string; readonly n: number }[]
  readonly by: 'district' | 'ward' | 'small' | undefined
  readonly places: Gathered
  /** Incidents of the kind in the period, in the place (`here`) and in the rest of the partnership (`rest`). */
  readonly beside: Gathered
  readonly hours: readonly { readonly weekday: number; readonly hour: number; readonly n: number }[]
}

/** Reads the trends of a source. Undefined when no whole month of it is on file. Throws NotFound for a place that is not there. */
export async function loadTrends(visit: Visit, source: Source, question: Question): Promise<Trends | undefined> {
  const { tx, now, config } = visit
  const geography = await readGeography(tx)
  const place = await findPlace(tx, geography, question.place)
  const { codes, partly } = codesOf(place, geography)
  const rows = await monthsByKind(tx, source.stored)
  const here = place.level === 'whole' ? rows : await monthsByKindIn(tx, source.stored, codes)
  const spreads = source.open ? [] : await edgeMonths(tx, source.stored)
  const onFile = wholeMonths([...new Set(rows.map(({ month }) => month))], spreads, ukDay(now))
  const periods = periodsOf(onFile)
  const period = periods.find(({ key }) => key === question.period) ?? periods[0]
  if (period === undefined) return undefined
  const kinds = await kindsOf(tx, source, rows)
  const kind = kinds.find(({ key }) => key === (question.kind === '' ? source.usualKind : question.kind))
  const byArea = await countsByArea(tx, source.stored, kind?.key, period)
  const redrawn = new Set(partly.length === 0 ? [] : await monthsUsing(tx, source.stored, [...geography.ended.keys()]))
  const by = levelsBelow(place).find(level => level === question.by) ?? levelsBelow(place)[0]
  return {
    ...{ source, geography, place, kinds, kind, onFile, periods, period, byArea, by },
    synthetic: source.open ? geography.small[0]?.illustrative === true : config.demonstration,
    comparable: onFile.filter(month => !redrawn.has(month)),
    notComparable: onFile.filter(month => redrawn.has(month)),
    ...countsIn(here, kinds, kind, period),
    places: placesIn(byArea, place, geography, by),
    beside: besideThe(byArea, place, geography),
    hours: await hoursIn(tx, source, kind, place, geography),
  }
}

type Counted = Pick<MonthOfKind, 'month' | 'kind' | 'n'>

function countsIn(rows: readonly Counted[], kinds: readonly Kind[], kind: Kind | undefined, period: Period) {
  const months = new Map<string, number>()
  const inPeriod = new Map<string, number>()
  const loaded = new Set(period.months)
  for (const row of rows) {
    if (kind === undefined || row.kind === kind.key) months.set(row.month, (months.get(row.month) ?? 0) + row.n)
    if (loaded.has(row.month)) inPeriod.set(row.kind, (inPeriod.get(row.kind) ?? 0) + row.n)
  }
  const byKind = kinds.map(it => ({ kind: it, n: inPeriod.get(it.key) ?? 0 }))
  const total = byKind.filter(it => kind === undefined || it.kind === kind).reduce((sum, { n }) => sum + n, 0)
  return { months, byKind, total }
}

/** The kinds on file, with the model's name and note where it has one, else the publisher's words. */
async function kindsOf(tx: Transaction, source: Source, rows: readonly MonthOfKind[]): Promise<Kind[]> {
  const known = new Map(
    source.open
      ? (await content(tx, 'policeCrimeTypes')).map(({ id, crime_type, note }) => [
          id,
          { name: crime_type, note: note ?? '' },
        ])
      : (await content(tx, 'kinds')).map(({ id, name, meaning }) => [id, { name, note: meaning }]),
  )
  const found = new Map(rows.map(({ kind, category }) => [kind, category]))
  return [...found]
    .map(([key, category]) => ({ key, ...(known.get(key) ?? { name: category, note: '' }) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

function placesIn(byArea: Trends['byArea'], place: Place, { small, ended }: Geography, by: Trends['by']): Gathered {
  const level = by ?? 'small'
  const groups = new Map(
    small.filter(({ code }) => place.members.has(code)).map(area => [area.code, groupAt(area, level)?.code]),
  )
  return gather(byArea, code => groups.get(code), ended)
}

function besideThe(byArea: Trends['byArea'], { members }: Place, { small, ended }: Geography): Gathered {
  const known = new Set(small.map(({ code }) => code))
  return gather(byArea, code => (members.has(code) ? 'here' : known.has(code) ? 'rest' : undefined), ended)
}

// Hours are counted by district. For a ward or a small area there is nothing to show, and too few incidents to show it.
async function hoursIn(tx: Transaction, source: Source, kind: Kind | undefined, place: Place, { small }: Geography) {
  if (source.open || place.level === 'ward' || place.level === 'small') return []
  const inside = small.filter(({ code }) => place.members.has(code)).map(({ district }) => district)
  const districts = [...new Set(inside.filter(code => code !== null))]
  const ofKind = source.key === 'hospital' ? undefined : kind?.key
  return countsByHour(tx, source.stored, ofKind, place.level === 'whole' ? undefined : districts)
}
