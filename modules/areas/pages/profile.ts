import { content } from '#modules/model'
import { drawnOnce, indicatorStrips, type Picture, profileHeader } from '#platform/charts'
import { NotFound } from '#platform/errors'
import { type Answer, type Visit, view } from '#platform/module'
import { denominatorWarning, headingsOf, type ProfileHeading } from '../profile.ts'
import { type Area, areaByCode, type SmallArea, smallAreas } from '../store/areas.ts'
import { type IndexRun, type IndexValue, indexOfArea, indexValues, latestRun, summaryOf } from '../store/index-runs.ts'
import { matchesOf } from '../store/matches.ts'
import { residents } from '../store/residents.ts'
import { groupPage } from './group.ts'
import { oftenByNoise } from './often.ts'

export type Profile = {
  readonly area: SmallArea
  readonly run: IndexRun
  readonly years: readonly IndexValue[]
  readonly now: IndexValue
  readonly everyArea: readonly Omit<IndexValue, 'headings'>[]
  readonly headings: readonly ProfileHeading[]
}

/** The page of one small area. */
export async function profilePage(visit: Visit): Promise<Answer> {
  const code = visit.params['code'] ?? ''
  const found = await areaByCode(visit.tx, code)
  if (found === undefined) throw new NotFound('There is no such area in this partnership.')
  if (found.kind !== 'lsoa21') return groupPage(visit, found)
  const profile = await profileOf(visit, found)
  if (profile === undefined) return view('areas/views/no-index.njk', { title: found.name, back: back(), area: found })
  const catalogue = await content(visit.tx, 'indicators')
  const people = (await residents(visit.tx)).get(code)
  return view('areas/views/profile.njk', {
    title: profile.area.name,
    back: back(),
    area: profile.area,
    header: headerPicture(profile),
    strips: await stripsPicture(profile),
    headings: profile.headings,
    now: profile.now,
    run: profile.run,
    people,
    warning: denominatorWarning(summaryOf(profile.run), code),
    change: changeOf(profile),
    changes: summaryOf(profile.run).changes,
    overlaps: catalogue.filter(({ role }) => role === 'overlap'),
    missing: missingInputs(profile),
    published: await publishedBeside(visit, profile.area),
    others: (await smallAreas(visit.tx)).filter(it => it.code !== code),
  })
}

function changeOf({ run, area }: Profile) {
  const found = summaryOf(run).changes?.areas.find(({ code }) => code === area.code)
  return found && { ...found, often: oftenByNoise(found.chanceByNoise) }
}

const back = () => ({ href: '/areas', text: 'Areas' })

/** Everything that the newest index says of one small area; undefined when no index was made with it. */
export async function profileOf({ tx }: Visit, area: Pick<Area, 'code'>): Promise<Profile | undefined> {
  const run = await latestRun(tx)
  const found = (await smallAreas(tx)).find(({ code }) => code === area.code)
  if (run === undefined || found === undefined) return undefined
  const years = await indexOfArea(tx, run.id, area.code)
  const now = years.at(-1)
  if (now === undefined) return undefined
  const [catalogue, headings] = [await content(tx, 'indicators'), await content(tx, 'headings')]
  return {
    area: found,
    run,
    years,
    now,
    everyArea: await indexValues(tx, run.id, now.period),
    headings: headingsOf(now, summaryOf(run), catalogue, headings, periodsOf(run, now.period)),
  }
}

function periodsOf(run: IndexRun, year: string): Record<string, string> {
  const { periods } = run.parameters as { periods: Record<string, Record<string, string>> }
  return periods[year] ?? {}
}

const source = 'Platform area index, from the sources named under each indicator'

function headerPicture({ area, run, years, everyArea }: Profile): Picture {
  const mean = everyArea.reduce((sum, { index }) => sum + index / everyArea.length, 0)
  return profileHeader({
    id: 'profile',
    measure: 'Platform area index',
    source,
    synthetic: area.illustrative,
    area: area.name,
    among: 'areas of the partnership',
    scale: { from: 1, to: 10, meaning: `1 is lowest risk, 10 is highest, among ${run.reference}` },
    all: everyArea.map(({ index }) => index),
    middle: { name: 'average', value: mean },
    years: years.map(({ period, index, low, high }) => ({ year: Number(period), value: index, low, high })),
  })
}

const drawStrips = drawnOnce(indicatorStrips)

function stripsPicture({ area, headings }: Profile): Promise<Picture> {
  return drawStrips({
    id: 'indicators',
    measure: 'Each indicator, among all small areas of the partnership',
    source,
    synthetic: area.illustrative,
    area: area.name,
    region: 'partnership',
    groups: headings.map(({ name, whole, inputs }) => ({
      name,
      ...(whole > 0 ? { score: `${whole} of 10` } : {}),
      indicators: inputs.flatMap(input => (input.value === null ? [] : [indicatorOf(input, input.value)])),
    })),
  })
}

export function indicatorOf(input: ProfileHeading['inputs'][number], value: number) {
  const { name, all, period, highIsWorse: higherIsWorse } = input
  const percent = input.unit === '%'
  return {
    ...{ name, value, all, period, higherIsWorse, decimals: decimalsFor(input.median) },
    ...(percent ? { suffix: '%' } : { unit: input.unit }),
    source: input.source,
    reliability: input.reliability,
  }
}

function decimalsFor(median: number): number {
  return Math.abs(median) >= 20 ? 0 : Math.abs(median) >= 2 ? 1 : 2
}

function missingInputs({ headings }: Profile): string[] {
  return headings
    .flatMap(({ inputs }) => inputs)
    .filter(({ value }) => value === null)
    .map(({ name }) => name)
}

// The strategy's own score stands under its own name, only where a person matched its local name to this code.
async function publishedBeside(
  { tx }: Visit,
  area: SmallArea,
): Promise<readonly { name: string; period: string; score: number }[]> {
  const names = new Set((await matchesOf(tx, area.code)).map(({ local_name }) => local_name))
  if (names.size === 0) return []
  const [locals, scores] = [await content(tx, 'localAreas'), await content(tx, 'publishedScores')]
  const ids = new Map(
    locals.filter(({ local_name }) => names.has(local_name)).map(({ id, local_name }) => [id, local_name]),
  )
  return scores.flatMap(({ local_area, period, score }) => {
    const name = ids.get(local_area)
    return name === undefined ? [] : [{ name, period, score }]
  })
}
