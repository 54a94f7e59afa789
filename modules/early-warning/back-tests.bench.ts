// The tables of docs/methods/early-warning.md, from real open data. Prints Markdown; `--only months` or another word runs one part,
// `--draw docs/methods` draws its pictures.
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { backtest, type Events } from '#engines/point-process'
import { drawBackTest } from './back-tests-pictures.ts'
import { readEvents } from './events-file.ts'
import { baselines, fading, type Method, methodWords } from './rules/methods.ts'
import { monthly } from './rules/monthly.ts'
import { type Counts, chooseMemory } from './rules/outlook.ts'
import { type Record, tryPast } from './rules/record.ts'
import { evidence } from './rules/skill.ts'
import { type Rhythm, rhythms } from './rules/unit.ts'
import { isoDays, readTable } from './table.ts'

const root = new URL('../../', import.meta.url).pathname
const data = process.env['BREAKWATER_DATA'] ?? join(root, '../shared/data')
const { only, draw } = parseArgs({ options: { only: { type: 'string' }, draw: { type: 'string' } } }).values
const say = (line: string): void => console.log(line)
const breathe = async (): Promise<void> => {}

async function dated(key: string, name: string, events: Events): Promise<void> {
  const result = backtest(events, { cell: 500, horizon: 14, windows: 78 })
  say(
    `\n### ${name}\n\n${result.n} events, ${result.cells} cells of 500 m, ${result.windows} fortnights. ${result.verdict}\n`,
  )
  say('| way | log score a cell | Brier | events in the top 1, 5, 10 % | slope | rises found |')
  say('|---|---|---|---|---|---|')
  for (const it of result.methods) {
    const hits = it.hitRate.map(share => (100 * share).toFixed(1)).join(', ')
    say(
      `| ${it.name} | ${it.logScore.toFixed(5)} | ${it.brier.toFixed(5)} | ${hits} | ${it.slope.toFixed(2)} | ${(100 * it.risesFound).toFixed(0)} % |`,
    )
  }
  say('\nGain of the self-exciting model in log score a fortnight:\n')
  for (const { baseline, gain, low, high } of result.comparisons)
    say(`- over ${baseline}: ${gain.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`)
  if (draw !== undefined) await drawBackTest(draw, key, name, result)
}

/** One line for each shooting: the file has a line for each person who was hit. */
async function newYork(path: string): Promise<Events> {
  const { rows } = await readTable(path)
  const seen = new Set<string>()
  const kept = rows.flatMap(({ cells }) => {
    const [month = '', day = '', year = ''] = (cells['OCCUR_DATE'] ?? '').split('/')
    const days = isoDays(`20${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    const [hour = '0', minute = '0'] = (cells['OCCUR_TIME'] ?? '').split(':')
    const key = cells['INCIDENT_KEY'] ?? ''
    if (days === undefined || seen.has(key) || (cells['X_COORD_CD'] ?? '') === '') return []
    seen.add(key)
    const feet = 0.3048006096
    const at = (name: string): number => Number(cells[name]) * feet
    return [{ x: at('X_COORD_CD'), y: at('Y_COORD_CD'), t: days + (Number(hour) + Number(minute) / 60) / 24 }]
  })
  return {
    x: Float64Array.from(kept, ({ x }) => x),
    y: Float64Array.from(kept, ({ y }) => y),
    t: Float64Array.from(kept, ({ t }) => t),
  }
}

/** Rows of any kind that an area must have to count as the force's own: a file holds strays of its neighbours. */
const ownRows = 30

async function months(force: string, from: string, lag: number, crimeType: string): Promise<void> {
  const files = globSync(join(data, `police-street/*/*-${force}-street.csv.gz`)).sort()
  const onFile = new Set<string>()
  const rowsOf = new Map<string, number>()
  const found: { month: string; area: string }[] = []
  for (const file of files) {
    for (const { cells } of (await readTable(file)).rows) {
      const [month = '', area = ''] = [cells['Month'], cells['LSOA code']]
      if (month < from) continue
      onFile.add(month)
      if (area !== '') rowsOf.set(area, (rowsOf.get(area) ?? 0) + 1)
      if (area !== '' && cells['Crime type'] === crimeType) found.push({ month, area })
    }
  }
  const places = [...rowsOf].filter(([, rows]) => rows >= ownRows).map(([area]) => area)
  const at = new Map(places.map((area, index) => [area, index]))
  const counts = found.flatMap(({ month, area }) => {
    const place = at.get(area)
    return place === undefined ? [] : [{ month, at: place, n: 1 }]
  })
  const { all } = monthly({ places: places.length, counts, onFile: [...onFile] })
  await table(
    `${force}, ${crimeType.toLowerCase()}, ${lag} months between file and window`,
    all,
    rhythms.month,
    lag,
    12,
  )
  say(`\n${[...onFile].length} months on file, ${counts.length} incidents, ${places.length} small areas.`)
}

async function dyads(path: string): Promise<void> {
  const { rows } = await readTable(path)
  const events = rows.flatMap(({ cells }) => {
    const on = isoDays((cells['date_start'] ?? '').slice(0, 10))
    return on === undefined || cells['date_prec'] !== '1' ? [] : [{ name: cells['dyad_name'] ?? '', on }]
  })
  const end = Math.max(...events.map(({ on }) => on)) + 1
  const periods = 130
  const names = [...new Set(events.filter(({ on }) => on >= end - periods * 14).map(({ name }) => name))]
  const counts = new Float64Array(names.length * periods)
  for (const { name, on } of events) {
    const [at, period] = [names.indexOf(name), periods - Math.ceil((end - on) / 14)]
    if (at >= 0 && period >= 0) counts[at * periods + period] = (counts[at * periods + period] ?? 0) + 1
  }
  await table(
    'Mexico, pairs of groups',
    { places: names.length, periods, counts },
    { ...rhythms.fortnight, scored: 52 },
    0,
    26,
  )
}

async function table(name: string, counts: Counts, rhythm: Rhythm, lag: number, year: number): Promise<void> {
  const first = Math.max(rhythm.before + rhythm.tuned + lag, counts.periods - rhythm.scored)
  const memory = chooseMemory(counts, first - rhythm.tuned, first)
  const methods: Method[] = [...baselines(year), fading(memory)]
  const { record } = await tryPast(counts, { methods, withdrawn: [], memory, rhythm, lag, breathe })
  say(
    `\n### ${name}\n\n${counts.places} places, ${record.windows} windows; ${record.anyTen.toFixed(1)} of any ten had a sign; memory ${memory}; best: ${methodWords[record.shown]}.\n`,
  )
  say('| way | of ten, had a sign | said | log score a window | Brier | evidence against long-run |')
  say('|---|---|---|---|---|---|')
  for (const it of record.methods) say(lineOf(it))
  say(`\nRises: ${record.rises.many}, on the list within three windows: ${record.rises.found}.`)
}

const lineOf = (it: Record['methods'][number]): string =>
  `| ${it.name} | ${it.hits.toFixed(1)} | ${it.said.toFixed(1)} | ${it.logScore.toFixed(2)} | ${it.brier.toFixed(4)} | ${(evidence(it.gains).at(-1) ?? 1).toFixed(2)} |`

const wanted = (word: string): boolean => only === undefined || only === word
if (!existsSync(data)) say(`The data are not at ${data}: set BREAKWATER_DATA.`)
else {
  if (wanted('chicago'))
    await dated(
      'chicago',
      'Chicago, aggravated assaults',
      (await readEvents(join(data, 'dated-violence/chicago_aggravated_assaults.csv.gz'))).events,
    )
  if (wanted('new-york'))
    await dated(
      'new-york',
      'New York, shootings',
      await newYork(join(data, 'dated-violence/NYPD_Shooting_Incident_Data__Historic_.csv.gz')),
    )
  if (wanted('months')) {
    await months('warwickshire', '2024-01', 0, 'Robbery')
    await months('warwickshire', '2024-01', 2, 'Robbery')
    await months('warwickshire', '2024-01', 0, 'Violence and sexual offences')
    await months('west-mercia', '2025-01', 0, 'Robbery')
  }
  if (wanted('dyads')) await dyads(join(data, 'conflict-dyads/ucdp_ged_mexico.csv.gz'))
}
