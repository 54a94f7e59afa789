import {
  barByKind,
  controlChart,
  hourWeekday,
  type Picture,
  type RateItem,
  rateComparison,
  type SmallMultiplesData,
  smallMultiples,
} from '#platform/charts'
import { keptValues } from '#platform/kept'
import { lowerFirst, subjectOf } from '../../sources.ts'
import { baselineOf, chartMonths, seasonsOf, seriesOf } from '../../trends-rules.ts'
import type { Trends } from './load.ts'
import { groupAt, peopleOf } from './places.ts'
import { isWhole } from './tables.ts'

// Every reader of these pictures may read the records themselves, so small counts are shown. Whoever may not is shown the
// published cube, which has tables of its own.
const smallCounts = 'shown' as const

function about({ source, synthetic, place, kind }: Trends, id: string, measure: string) {
  const subject = kind === undefined ? `All ${source.unit}` : kind.name
  return { id, synthetic, source: source.attribution, measure: `${subject} in ${place.name}. ${measure}`, smallCounts }
}

/** The control chart by month; undefined when no month can be shown. */
export function monthPicture(trends: Trends, all: boolean): Picture | undefined {
  const months = chartMonths(trends.comparable, all)
  const baseline = baselineOf(trends.comparable)
  if (baseline === undefined) return undefined
  return controlChart({
    ...about(trends, 'months', 'Count for each day, by month'),
    subject: subjectOf(trends.source, trends.kind?.name),
    plural: true,
    unit: trends.source.unit,
    worse: 'higher',
    months: seriesOf(months, trends.months),
    baseline,
  })
}

/** How many of each kind in the period; undefined when there are fewer than two kinds. */
export function kindPicture(trends: Trends): Picture | undefined {
  const kinds = trends.byKind.map(({ kind, n }) => ({ name: kind.name, count: n }))
  if (kinds.length < 2) return undefined
  return barByKind({
    ...about({ ...trends, kind: undefined }, 'kinds', `By kind, ${trends.period.words}`),
    subject: trends.source.ofAllKinds,
    unit: trends.source.unit,
    kinds,
  })
}

function rates(trends: Trends, id: string, items: readonly RateItem[]): Picture | undefined {
  const { source, kind, period, geography } = trends
  if (items.length < 2 || !isWhole(trends)) return undefined
  const length =
    period.months.length === 12 ? 'a year' : `the ${period.months.length} months on file, which are not a year`
  return rateComparison({
    ...about(
      trends,
      id,
      `Rate for every 100,000 residents in ${length}: ${period.words}. Residents of ${geography.year}`,
    ),
    subject: kind === undefined ? source.unit.slice(0, -1) : lowerFirst(kind.name),
    unit: source.unit,
    among: 'residents',
    per: 100_000,
    period: period.words,
    items,
  })
}

/** The districts side by side, when there are two or more with residents and none was redrawn in part. */
export function districtPicture(trends: Trends): Picture | undefined {
  const { geography, places, place, by } = trends
  if (by !== 'district' || places.partial.size > 0) return undefined
  const inside = geography.small.filter(({ code }) => place.members.has(code))
  const groups = Map.groupBy(inside, area => groupAt(area, 'district')?.code ?? '')
  const items = [...groups].flatMap(([code, areas]): RateItem[] => {
    const people = peopleOf(
      areas.map(area => area.code),
      geography,
    )
    const name = areas[0]?.districtName ?? ''
    return code === '' || people === undefined
      ? []
      : [{ name, count: places.counts.get(code) ?? 0, population: people }]
  })
  return rates(trends, 'districts', items)
}

/** The place beside the rest of the partnership. Beside the whole it would be compared with itself in part. */
export function besidePicture(trends: Trends): Picture | undefined {
  const { geography, beside, place } = trends
  if (place.level === 'whole') return undefined
  const rest = geography.small.filter(({ code }) => !place.members.has(code)).map(({ code }) => code)
  const [here, there] = [peopleOf(place.members, geography), peopleOf(rest, geography)]
  if (here === undefined || there === undefined) return undefined
  return rates(trends, 'beside', [
    { name: place.name, count: beside.counts.get('here') ?? 0, population: here, ours: true },
    {
      name: 'Rest of the partnership',
      spoken: 'the rest of the partnership',
      count: beside.counts.get('rest') ?? 0,
      population: there,
    },
  ])
}

/** One small chart for each season; undefined unless at least four seasons are whole. */
export async function seasonPicture(trends: Trends): Promise<Picture | undefined> {
  if (seasonsOf(trends.comparable, trends.months).length < 4) return undefined
  return keptSeasons({
    ...about(trends, 'seasons', 'By season'),
    subject: subjectOf(trends.source, trends.kind?.name),
    unit: trends.source.unit,
    months: seriesOf(trends.comparable, trends.months),
  })
}

// Measured: drawing by season took as long as all else on the page.
const kept = keptValues<Picture>(100)
const keptSeasons = (data: SmallMultiplesData): Promise<Picture> =>
  kept(JSON.stringify(data), () => smallMultiples(data))

/** Counts by weekday and hour, where the source knows the time. */
export function hourPicture(trends: Trends): Picture | undefined {
  if (trends.hours.length === 0) return undefined
  const counts = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const { weekday, hour, n } of trends.hours) {
    const day = counts[weekday - 1]
    if (day !== undefined) day[hour] = n
  }
  const ofKind = trends.source.key === 'hospital' ? { ...trends, kind: undefined } : trends
  return hourWeekday({
    ...about(ofKind, 'hours', 'By weekday and hour, every year on file, where the hour is known'),
    subject: subjectOf(trends.source, ofKind.kind?.name),
    plural: true,
    unit: trends.source.unit,
    counts,
  })
}
