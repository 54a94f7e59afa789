import { content } from '#modules/model'
import { parseForm } from '#platform/forms'
import { askForJob } from '#platform/jobs'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { findForm } from '../forms.ts'
import { acknowledged } from '../index/inputs.ts'
import { areasOf, type SmallArea, smallAreas } from '../store/areas.ts'
import { type IndexRun, indexValues, latestRun, summaryOf } from '../store/index-runs.ts'
import { findAreas } from '../store/search.ts'
import { comparePage } from './compare.ts'
import { exportFigures, exportIndex, exportPublished } from './export.ts'
import { indexMap, liveMap } from './map.ts'
import { mappingsPage, saveMappingPage } from './mappings.ts'
import { matchingPage, saveMatching } from './matching.ts'
import { oftenByNoise } from './often.ts'
import { profilePage } from './profile.ts'
import { publishedPage } from './published.ts'

const purpose = 'analysis'
const analysts = ['analyst', 'police-analyst']
const isAnalyst = (who: Visit['who']): boolean => who?.roles.some(role => analysts.includes(role)) === true

export const pages: readonly Page[] = [
  { method: 'get', path: '/areas', purpose, handle: areasPage },
  { method: 'get', path: '/areas/find', purpose, handle: findPage },
  { method: 'get', path: '/areas/compare', purpose, handle: comparePage },
  { method: 'get', path: '/areas/published', purpose, handle: visit => publishedPage(visit, isAnalyst(visit.who)) },
  { method: 'get', path: '/areas/matching', purpose, roles: analysts, handle: visit => matchingPage(visit) },
  { method: 'post', path: '/areas/matching', purpose, roles: analysts, handle: saveMatching },
  { method: 'get', path: '/areas/mappings', purpose, roles: analysts, handle: visit => mappingsPage(visit) },
  { method: 'post', path: '/areas/mappings', purpose, roles: analysts, handle: saveMappingPage },
  {
    method: 'post',
    path: '/areas/make-index',
    purpose,
    roles: analysts,
    handle: async ({ tx }) => redirect(`/jobs/${await askForJob(tx, 'area-index', purpose, {})}?next=/areas`),
  },
  { method: 'get', path: '/areas/method', purpose, handle: methodPage },
  { method: 'get', path: '/areas/index.:format', purpose, handle: exportIndex },
  { method: 'get', path: '/areas/published.:format', purpose, handle: exportPublished },
  { method: 'get', path: '/areas/:code/figures.:format', purpose, handle: exportFigures },
  { method: 'get', path: '/areas/map.json', purpose, handle: mapData },
  { method: 'get', path: '/areas/:code', purpose, handle: profilePage },
]

async function areasPage({ tx, who }: Visit): Promise<Answer> {
  const run = await latestRun(tx)
  const areas = await smallAreas(tx)
  const values = run === undefined ? [] : await indexValues(tx, run.id, run.periods.at(-1) ?? '')
  return view('areas/views/areas.njk', {
    title: 'Areas',
    run,
    map: run === undefined || values.length === 0 ? undefined : await indexMap(tx, areas, values, run.reference),
    districts: await areasOf(tx, 'district'),
    partnerships: await areasOf(tx, 'partnership'),
    count: areas.length,
    changes: run === undefined ? undefined : summaryOf(run).changes,
    rises: run === undefined ? [] : risesOf(run, areas),
    analyst: isAnalyst(who),
  })
}

function risesOf(run: IndexRun, areas: readonly SmallArea[]) {
  const names = new Map(areas.map(({ code, name }) => [code, name]))
  const moved = summaryOf(run).changes?.areas ?? []
  return moved
    .filter(({ whole }) => whole > 0)
    .map(it => ({ ...it, name: names.get(it.code) ?? it.code, often: oftenByNoise(it.chanceByNoise) }))
}

async function findPage({ tx, query }: Visit): Promise<Answer> {
  const parsed = parseForm(findForm, query)
  const words = parsed.ok ? parsed.value.q : ''
  return view('areas/views/find.njk', {
    title: 'Find an area',
    back: { href: '/areas', text: 'Areas' },
    words,
    found: words.length < 2 ? [] : await findAreas(tx, words),
  })
}

async function methodPage({ tx }: Visit): Promise<Answer> {
  const run = await latestRun(tx)
  const catalogue = await content(tx, 'indicators')
  const names = new Map(catalogue.map(({ id, plain_name }) => [id, plain_name]))
  return view('areas/views/method.njk', {
    title: 'How the platform area index is made',
    back: { href: '/areas', text: 'Areas' },
    run,
    summary: run === undefined ? undefined : summaryOf(run),
    names: Object.fromEntries(names),
    headings: await content(tx, 'headings'),
    overlap: catalogue.filter(({ role }) => role === 'overlap'),
    lineages: await content(tx, 'lineages'),
    acknowledged: acknowledged(catalogue).map(pair => ({
      ...pair,
      first: names.get(pair.first),
      second: names.get(pair.second),
    })),
    missing: catalogue.filter(({ id }) => run !== undefined && summaryOf(run).missing.includes(id)),
  })
}

async function mapData({ tx }: Visit): Promise<Answer> {
  const run = await latestRun(tx)
  const values = run === undefined ? [] : await indexValues(tx, run.id, run.periods.at(-1) ?? '')
  return {
    kind: 'file',
    name: 'map.json',
    type: 'application/geo+json',
    content: await liveMap(tx, values),
    inline: true,
  }
}
