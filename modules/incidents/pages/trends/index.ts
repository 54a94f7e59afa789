import { NotFound } from '#platform/errors'
import { parseForm } from '#platform/forms'
import { type Answer, type Visit, view } from '#platform/module'
import { ratePer100000 } from '../../rules.ts'
import { addressOf, type Question, trendsForm } from '../../trends-form.ts'
import { spansInWords } from '../../trends-rules.ts'
import { placeChoices } from './choices.ts'
import { howPublished, kindByQuarter, loadPublished, marking } from './cube.ts'
import { type Available, availableSources, loadTrends, type Trends } from './load.ts'
import { besidePicture, districtPicture, hourPicture, kindPicture, monthPicture, seasonPicture } from './pictures.ts'
import { levelsBelow, peopleOf, whyNoRate } from './places.ts'
import { isWhole, shownTable, trendTables } from './tables.ts'

/** Counts and rates of one source: from its records for who may read them, else from the published cube. */
export async function trendsPage(visit: Visit): Promise<Answer> {
  const question = questionOf(visit)
  const available = await availableSources(visit.tx)
  const asked = chosen(available, question)
  const base = { title: 'Trends', available, question, address: addressOf }
  if (asked === undefined) return view('incidents/views/trends-none.njk', base)
  const shared = { ...base, source: asked.source, ...(asked.source.open ? {} : { marking }) }
  const published = asked.figures === 'cube' || (question.figures === 'published' && !asked.source.open)
  if (published) return publishedPage(visit, asked, question, shared)
  const trends = await loadTrends(visit, asked.source, question)
  if (trends === undefined) return view('incidents/views/trends-none.njk', shared)
  return view('incidents/views/trends.njk', { ...shared, ...(await trendsView(trends, question)) })
}

export function questionOf({ query }: Visit): Question {
  const parsed = parseForm(trendsForm, query)
  if (!parsed.ok) throw new NotFound()
  return parsed.value
}

/** The source that is asked for, or the first with figures. Throws NotFound for one that this reader may not see. */
export function chosen(available: readonly Available[], { source }: Question): Available | undefined {
  if (source === undefined) return available[0]
  const found = available.find(it => it.source.key === source)
  if (found === undefined && available.length > 0) throw new NotFound()
  return found
}

async function trendsView(trends: Trends, question: Question) {
  const { source, kind, place, geography, notComparable } = trends
  const asked: Question = { ...question, source: source.key, kind: kind?.key ?? 'all', by: trends.by }
  return {
    trends,
    asked: addressOf(asked),
    headline: headlineOf(trends),
    noRate: whyNoRate(place, geography),
    whole: isWhole(trends),
    left: notComparable.length === 0 ? undefined : spansInWords(notComparable),
    places: placeChoices(geography),
    levels: levelsBelow(place),
    pictures: {
      months: await monthPicture(trends, question.months === 'all'),
      kinds: await kindPicture(trends),
      districts: await districtPicture(trends),
      beside: await besidePicture(trends),
      seasons: await seasonPicture(trends),
      hours: await hourPicture(trends),
    },
    tables: {
      kinds: shownTable(trendTables.kinds(trends)),
      places: trends.by === undefined ? undefined : shownTable(trendTables.places(trends)),
    },
  }
}

// The one figure that most people come for: how many, in what time, among whom, and how sure.
function headlineOf(trends: Trends) {
  const { total, period, place, geography } = trends
  const people = isWhole(trends) ? peopleOf(place.members, geography) : undefined
  if (people === undefined) return { total }
  const { rate, low, high } = ratePer100000(total, people, period.years)
  const [shown, from, to] = [rate, low, high].map(value => figure(value, rate))
  return { total, people, rate: { shown, from, to } }
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

// About three figures: the tenths of a rate of hundreds say nothing.
function figure(value: number, rate: number): string {
  return (rate >= 100 ? whole : tenths).format(value)
}

async function publishedPage(
  visit: Visit,
  { source, readsRecords }: Available,
  question: Question,
  shared: object,
): Promise<Answer> {
  const published = await loadPublished(visit.tx, source, visit.config.demonstration)
  const kind = published.kinds.find(({ key }) => key === question.kind) ?? published.kinds[0]
  return view('incidents/views/trends-published.njk', {
    ...shared,
    published,
    readsRecords,
    kind,
    table: kind === undefined ? undefined : kindByQuarter(published, kind.key),
    how: howPublished,
  })
}
