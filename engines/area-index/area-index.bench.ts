// The area index on every English LSOA, beside base R and beside the plainest JavaScript. Run: npm run bench area-index
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type AreaIndex, areaIndex, IMD_2025_WEIGHTS, type IndexInput, type Indicator } from '#engines/area-index'
import { mean, random, ranks } from '#engines/numerics'
import { settingsOf } from './input.ts'
import { drawTruth } from './scores/posterior.ts'
import { readCurve, standardise } from './scores/standardise.ts'
import { standardiseTask, workspaceOf } from './threads/workspace.ts'

const DATA = process.env['BREAKWATER_DATA'] ?? new URL('../../../shared/data', import.meta.url).pathname
const FILE = join(DATA, 'deprivation/imd2025_england_lsoa21.csv.gz')
const HEADINGS = ['health', 'crime', 'education', 'safeguarding']
const DOMAINS = ['Income', 'Employment', 'Education', 'Health', 'Crime', 'Housing_and_Services', 'Environment']
const LINEAGES = ['income', 'employment', 'education', 'health', 'crime', 'barriers', 'environment']
const DOMAIN_HEADINGS = ['health', 'health', 'education', 'safeguarding', 'crime', 'safeguarding', 'education']
const FEW = 20

/** Columns of the Indices' file by name; made-up ones when it is absent. */
function deprivation(): { columns: Map<string, Float64Array>; areas: number } | undefined {
  if (!existsSync(FILE)) return undefined
  const [header, ...lines] = gunzipSync(readFileSync(FILE))
    .toString()
    .trim()
    .split('\n')
    .map(line => line.split(','))
  const columns = header.map((name, c): [string, Float64Array] => {
    return [name.replaceAll('"', ''), Float64Array.from(lines, line => Number(line[c].replaceAll('"', '')))]
  })
  return { columns: new Map(columns), areas: lines.length }
}

const real = deprivation()
const areas = real?.areas ?? 33_755
const source = random(20251121)
const madeUp = () => Float64Array.from({ length: areas }, () => source.normal())
const column = (name: string) => real?.columns.get(name) ?? madeUp()
console.log(real ? `Indices of Deprivation 2025: ${areas} LSOAs.` : `No file at ${FILE}: all figures are made up.`)

/** Seven domain scores (reliability 0.9 is assumed, not published) and five counts made up from a common need. */
function england(): IndexInput {
  const need = ranks(column('IMD_score')).map(rank => rank / areas - 0.5)
  const domains = DOMAINS.map(
    (domain, d): Indicator => ({
      key: domain,
      heading: DOMAIN_HEADINGS[d],
      direction: 'more is riskier',
      lineage: [`iod2025.${LINEAGES[d]}`],
      measure: { kind: 'estimate', values: column(`${domain}_score`), reliability: 0.9 },
    }),
  )
  const counts = Array.from({ length: 5 }, (_, k): Indicator => {
    const denominators = Float64Array.from({ length: areas }, () => 1000 + source.integer(1500))
    const rate = need.map(n => 0.008 * Math.exp(1.5 * n + 0.5 * source.normal()))
    return {
      key: `synthetic count ${k}`,
      heading: HEADINGS[(k + 1) % 4],
      direction: 'more is riskier',
      lineage: [`synthetic-${k}`],
      measure: { kind: 'count', counts: rate.map((r, a) => source.poisson(r * denominators[a])), denominators },
    }
  })
  const headings = HEADINGS.map(key => ({ key }))
  return { areas, headings, indicators: [...domains, ...counts], reference: { name: 'England, LSOAs 2021' } }
}

interface Cost {
  wall: number
  cpu: number
}

async function cost(work: () => unknown): Promise<Cost> {
  const [start, used] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(used)
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}

/** Least of three: the machine is shared, and the least is nearest to what the work itself needs. */
async function least(work: () => unknown): Promise<Cost> {
  const runs = [await cost(work), await cost(work), await cost(work)]
  return { wall: Math.min(...runs.map(run => run.wall)), cpu: Math.min(...runs.map(run => run.cpu)) }
}

/** The sampling draws one at a time: a fresh posterior draw for every figure, sums, and a sort. Scaled to 1,000 draws. */
async function plainJavaScript(input: IndexInput): Promise<Cost> {
  const workspace = workspaceOf(input, settingsOf({ seed: 1 }))
  const fitted = input.indicators.map((_, i) => standardise(standardiseTask(workspace, i)))
  const generator = random(2)
  const one = new Float64Array(1)
  const total = await cost(() => {
    for (let draw = 0; draw < FEW; draw++) {
      const scores = new Float64Array(areas)
      fitted.forEach(({ prior, curve }, i) => {
        const { first, second } = workspace.indicators[i].observations
        for (let area = 0; area < areas; area++) {
          one[0] = drawTruth(prior, first[area], second[area], generator)
          if (curve) readCurve(curve, one)
          scores[area] += one[0]
        }
      })
      const order = [...scores.keys()].sort((a, b) => scores[a] - scores[b])
      if (order.length !== areas) throw new Error('lost an area')
    }
  })
  return { wall: (1000 * total.wall) / FEW, cpu: (1000 * total.cpu) / FEW }
}

interface Peer {
  perThousand: Cost
  low: Float64Array
  high: Float64Array
}

/** Base R, if it is installed: two runs of different length, so that its fixed cost drops out. */
function baseR(input: IndexInput): Peer | undefined {
  if (spawnSync('Rscript', ['--version']).status !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'area-index-'))
  const script = new URL('./bench/peers/area-index.R', import.meta.url).pathname
  const run = (resamples: number) => {
    const files = [join(folder, 'input.csv'), join(folder, 'output.csv')]
    const { stdout, stderr } = spawnSync('Rscript', [script, ...files, String(resamples)], { encoding: 'utf8' })
    const [wall, cpu] = stdout.trim().split(' ').map(Number)
    if (wall === undefined || cpu === undefined || Number.isNaN(wall + cpu)) throw new Error(stderr)
    return { wall, cpu }
  }
  try {
    writeFileSync(join(folder, 'input.csv'), peerTable(input))
    const short = run(FEW)
    const long = run(5 * FEW)
    const rows = readFileSync(join(folder, 'output.csv'), 'utf8').trim().split('\n').slice(1)
    const ends = rows.map(row => row.split(',').map(Number))
    const end = (at: number) => Float64Array.from(ends, row => row[at])
    const perThousand = {
      wall: (1000 * (long.wall - short.wall)) / (4 * FEW),
      cpu: (1000 * (long.cpu - short.cpu)) / (4 * FEW),
    }
    return { perThousand, low: end(0), high: end(1) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function peerTable(input: IndexInput): string {
  const { indicators } = workspaceOf(input, settingsOf({ seed: 1 }))
  const names = indicators.flatMap(({ observations }, i) => {
    const name = `${observations.noise}_${input.indicators[i].heading}_${i}`
    return [name, `${name}_base`]
  })
  const lines = Array.from({ length: areas }, (_, area) =>
    indicators.map(({ observations }) => `${observations.first[area]},${observations.second[area]}`).join(','),
  )
  return [names.join(','), ...lines].join('\n')
}

/** Largest and mean distance between two sets of places. */
const apart = (ours: Float64Array, theirs: Float64Array) => {
  const gaps = ours.map((place, area) => Math.abs(place - theirs[area]))
  return { mean: mean(gaps).toFixed(4), most: Math.max(...gaps).toFixed(3) }
}

/** The published index rebuilt from its seven domains with the published weights and the exponential transform. */
async function rebuildPublished(): Promise<void> {
  if (!real) return
  const indicators = DOMAINS.map(
    (domain, d): Indicator => ({
      key: domain,
      heading: 'deprivation',
      direction: 'more is riskier',
      weight: IMD_2025_WEIGHTS.get(`iod2025.${LINEAGES[d]}`) ?? 0,
      lineage: [`iod2025.${LINEAGES[d]}`],
      measure: { kind: 'estimate', values: column(`${domain}_rank`).map(rank => -rank) },
    }),
  )
  const input: IndexInput = {
    areas,
    headings: [{ key: 'deprivation' }],
    indicators,
    reference: { name: 'England, LSOAs 2021' },
    transform: 'exponential',
  }
  const { rank, whole } = await areaIndex(input, { seed: 1, resamples: 0 })
  const published = column('IMD_rank')
  const gaps = rank.map((r, area) => Math.abs(r - published[area]))
  const tenths = column('IMD_decile')
  const differ = whole.filter((w, area) => w !== 11 - tenths[area]).length
  console.log(
    `Published ranks rebuilt from domain ranks: mean gap ${mean(gaps).toFixed(2)}, ` +
      `most ${Math.max(...gaps)} of ${areas}; tenths that differ: ${differ}.`,
  )
}

const input = england()
const county = { ...input, areas: 354, indicators: input.indicators.map(each => firstAreas(each, 354)) }
function firstAreas(indicator: Indicator, count: number): Indicator {
  const { measure } = indicator
  const cut = (values: ArrayLike<number>) => Float64Array.from({ length: count }, (_, area) => values[area])
  if (measure.kind === 'count') {
    return {
      ...indicator,
      measure: { ...measure, counts: cut(measure.counts), denominators: cut(measure.denominators) },
    }
  }
  return measure.kind === 'estimate'
    ? { ...indicator, measure: { ...measure, values: cut(measure.values) } }
    : indicator
}

await rebuildPublished()
let index: AreaIndex | undefined
const run = async (threads: number, headingRanges: boolean, of = input) => {
  index = await areaIndex(of, { seed: 1, threads, headingRanges })
}
const samplingOnly = (threads: number) =>
  areaIndex(input, { seed: 1, threads, headingRanges: false, weightRanges: false })
const plain = await plainJavaScript(input)
const peer = baseR(input)
const both = await least(() => run(2, false))
const ours = index
const row = (what: string, { wall, cpu }: Cost) => ({
  what,
  'wall s': wall.toFixed(2),
  'CPU s': cpu.toFixed(2),
  'times our CPU': (cpu / both.cpu).toFixed(1),
})
console.table([
  row(`${areas} areas, 12 indicators, 1,000 draws of each kind, 2 threads`, both),
  row('1,000 sampling draws only, 2 threads', await least(() => samplingOnly(2))),
  row('1,000 sampling draws only, 1 thread', await least(() => samplingOnly(1))),
  row('the same with both kinds on 1 thread', await least(() => run(1, false))),
  row('the same on 2 threads, with ranges for four headings', await least(() => run(2, true))),
  row('354 areas, 1 thread, with ranges for four headings', await least(() => run(1, true, county))),
  row(`plain JavaScript, sampling only, ${FEW} draws scaled to 1,000`, plain),
  ...(peer ? [row(`base R, sampling only, ${4 * FEW} draws scaled to 1,000`, peer.perThousand)] : []),
])
if (peer && ours?.sampling) {
  const place = (position: number) => {
    if (position < 1.5) return (position - 1) / 5
    return position > 9.5 ? 0.9 + (position - 9.5) / 5 : (position - 0.5) / 10
  }
  console.log('Ends of the 90 % sampling ranges beside base R (100 draws), as shares of all areas:')
  console.table({
    low: apart(ours.sampling.low.map(place), peer.low),
    high: apart(ours.sampling.high.map(place), peer.high),
  })
} else if (!peer) console.log('R is not installed: no peer.')
