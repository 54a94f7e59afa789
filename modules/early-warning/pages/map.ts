// The chances on a map, list by list; and how far and how long signs come again.
import { areaShapes, outlinesKey, smallAreas } from '#modules/areas'
import type { Picture } from '#platform/charts'
import { NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { choropleth, evenClasses, preparedMap } from '#platform/maps'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { longDate } from '#platform/views'
import { read } from '../rules/canonical.ts'
import { beyondChance, ladderWords, timeWords } from '../rules/near-repeat.ts'
import { blind } from '../sealing.ts'
import { contentOf, keyOf, type Seal, sealsOf } from '../store/predictions.ts'
import { type Run, runShown, runsMade } from '../store/watchlist.ts'
import { standingOf } from './sealed.ts'

const reading = { purpose: 'analysis', roles: ['analyst', 'police-analyst', 'intelligence-lead'] } as const
const back = { href: '/watchlist', text: 'Fortnight watchlist' }

export const mapPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/watchlist/map', handle: showMap },
  { ...reading, method: 'get', path: '/watchlist/near-repeat', handle: showNearRepeat },
]

async function showMap(visit: Visit): Promise<Answer> {
  const { tx, query } = visit
  const asked = query['list'] ?? ''
  if (asked !== '' && !isUuid(asked)) throw new NotFound()
  const run = await runShown(tx, asked === '' ? undefined : asked)
  if (asked !== '' && run === undefined) throw new NotFound()
  const seal = run === undefined ? undefined : (await sealsOf(tx, run.id)).find(({ part }) => part === 'places')
  await record(tx, { action: 'read', kind: 'watchlist', ...(run === undefined ? {} : { subject: run.id }) })
  return view('early-warning/views/map.njk', {
    title: 'Chances on the map',
    back,
    run,
    seal,
    picture: run === undefined || seal === undefined ? undefined : await chanceMap(visit, run, seal),
    lists: await runsMade(tx),
  })
}

/** Opens the sealed file with its key: what is drawn is what was sealed. */
async function chanceMap({ tx, config }: Visit, run: Run, seal: Seal): Promise<Picture | undefined> {
  const [content, key] = [await contentOf(tx, seal.id), await keyOf(tx, seal.id)]
  const areas = await smallAreas(tx)
  const outlines = await areaShapes(tx, areas)
  if (content === undefined || key === undefined || outlines.length === 0) return undefined
  const { methods, lines } = read(content)
  const column = methods.indexOf(run.record.shown)
  const chance = new Map(lines.map(it => [it.name, 100 * (it.chance[column] ?? 0)]))
  const readings = areas.flatMap(({ code }) => {
    const value = chance.get(blind(key, code))
    return value === undefined ? [] : [{ id: code, value, href: `/areas/${code}` }]
  })
  const most = Math.max(5, ...readings.map(({ value }) => value))
  const high = readings.filter(({ value }) => value > 20).length
  return choropleth({
    id: 'chances',
    finding: `${high} of ${readings.length} areas had a chance above 20 in 100`,
    measure: `Chance of one sign or more, of 100, from ${longDate(seal.opensOn)} to ${longDate(seal.closesOn)}, as it was sealed`,
    source: 'The sealed prediction. Boundaries: see the sources page',
    synthetic: config.demonstration,
    unit: 'chance of 100',
    areas: 'areas',
    decimals: 1,
    readings,
    classes: evenClasses(0, most),
    map: await preparedMap(await outlinesKey(tx, areas), () => Promise.resolve(outlines)),
  })
}

async function showNearRepeat({ tx, config }: Visit): Promise<Answer> {
  const run = await runShown(tx)
  const table = run?.record.nearRepeat ?? undefined
  const standing = run === undefined ? undefined : await standingOf(tx, 'self-exciting', run.unit)
  return view('early-warning/views/near-repeat.njk', {
    title: 'How far, and for how long?',
    back,
    run,
    demonstration: config.demonstration,
    table,
    times: timeWords,
    ladder: ladderWords(table, standing?.skill.better === true),
    rows: table?.rows.map(({ near, cells }) => ({
      near,
      cells: cells.map(({ seen, expected, p }) => ({
        words: `${seen} against ${expected.toFixed(expected < 10 ? 1 : 0)}`,
        beyond: beyondChance(p),
        p: p.toFixed(3),
      })),
    })),
  })
}
