import {
  barByKind,
  controlChart,
  drawnOnce,
  hourWeekday,
  type Picture,
  type RateItem,
  rateComparison,
  smallMultiples,
} from '#platform/charts'
import { lowerFirst, subjectOf } from '../../sources.ts'
import { baselineOf, chartMonths, seasonsOf, seriesOf } from '../../trends-rules.ts'
import type { Trends } from './load.ts'
import { groupAt, peopleOf } from './places.ts'
import { isWhole } from './tables.ts'

// Every reader of these pictures may read the records themselves, so small counts are shown. Whoever may not is shown the
// published cube, which has tables of its own.
const smallCounts = 'shown' as const

// Many people open the same page of trends in a day.
const draw = {
  months: drawnOnce(controlChart),
  kinds: drawnOnce(barByKind),
  rates: drawnOnce(rateComparison),
  seasons: drawnOnce(smallMultiples),
  hours: drawnOnce(hourWeekday),
}

type Drawn = Promise<Picture | undefined>

function about({ source, synthetic, place, kind }: Trends, id: string, measure: string) {
  const subject = kind === undefined ? `All ${source.unit}` : kind.name
  return { id, synthetic, source: source.attribution, measure: `${subject} in ${place.name}. ${measure}`, smallCounts }
}

/** The control chart by month; undefined when no month can be shown. */
export async function monthPicture(trends: Trends, all: boolean): Drawn {
  const months = chartMonths(trends.comparable, all)
  const baseline = baselineOf(trends.comparable)
  if (baseline === undefined) return undefined
  return draw.months({
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
export async function kindPicture(trends: Trends): Drawn {
  const kinds = trends.byKind.map(({ kind, n }) => ({ name: kind.name, count: n }))
  if (kinds.length < 2) return undefined
  return draw.kinds({
    ...about({ ...trends, kind: undefined }, 'kinds', `By kind, ${trends.period.words}`),
    subject: trends.source.ofAllKinds,
    unit: trends.source.unit,
    kinds,
  })
}

async function rates(trends: Trends, id: string, items: readonly RateItem[]): Drawn {
  const { source, kind, period, geography } = trends
  if (items.length < 2 || !isWhole(trends)) return undefined
  const length =
    period.months.length === 12 ? 'a year' : `the ${period.months.length} months on file, which are not a year`
  return draw.rates({
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
export async function districtPicture(trends: Trends): Drawn {
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
export async function besidePicture(trends: Trends): Drawn {
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
export async function seasonPicture(trends: Trends): Drawn {
  if (seasonsOf(trends.comparable, trends.months).length < 4) return undefined
  return draw.seasons({
    ...about(trends, 'seasons', 'By season'),
    subject: subjectOf(trends.source, trends.kind?.name),
    unit: trends.source.unit,
    months: seriesOf(trends.comparable, trends.months),
  })
}

/** Counts by weekday and hour, where the source knows the time. */
export async function hourPicture(trends: Trends): Drawn {
  if (trends.hours.length === 0) return undefined
  const counts = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const { weekday, hour, n } of trends.hours) {
    const day = counts[weekday - 1]
    if (day !== undefined) day[hour] = n
  }
  const ofKind = trends.source.key === 'hospital' ? { ...trends, kind: undefined } : trends
  return draw.hours({
    ...about(ofKind, 'hours', 'By weekday and hour, every year on file, where the hour is known'),
    subject: subjectOf(trends.source, ofKind.kind?.name),
    plural: true,
    unit: trends.source.unit,
    counts,
  })
}
