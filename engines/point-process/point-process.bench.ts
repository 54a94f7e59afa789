// Speed beside the peers that install: run with `npm run bench -- point-process`. A peer that is missing is said to be
// so. PEER_PYTHON names a Python with numpy, scipy and scikit-learn; Rscript needs surveillance and spatstat.explore.
// Ratios are of paired runs, ours first, then the peer's, in the same minutes.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  backtest,
  conflicts,
  type Events,
  kernelDensity,
  knox,
  prospectiveKernel,
  type Scenario,
  selfExciting,
  simulate,
} from './index.ts'

const root = join(import.meta.dirname, '../..')
const data = join(process.env['BREAKWATER_DATA'] ?? join(root, '../shared/data'), 'point-process')
const peers = join(root, 'bench/peers/point-process')
const python = process.env['PEER_PYTHON'] ?? 'python3'
const scratch = mkdtempSync(join(tmpdir(), 'point-process-bench-'))
const window = { left: 0, right: 10_000, bottom: 0, top: 10_000, start: 0, end: 1095.75 }

function fileOf(n: number): string | undefined {
  const plain = join(data, `events_${n}.csv`)
  if (existsSync(plain)) return plain
  if (!existsSync(`${plain}.gz`)) return undefined
  const unpacked = join(scratch, `events_${n}.csv`)
  writeFileSync(unpacked, gunzipSync(readFileSync(`${plain}.gz`)))
  return unpacked
}

function read(file: string): Events {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(row => row.split(',').map(Number))
  return {
    t: Float64Array.from(rows, r => r[1]),
    x: Float64Array.from(rows, r => r[2]),
    y: Float64Array.from(rows, r => r[3]),
  }
}

type Answer = { readonly [key: string]: number }

function peer(program: string, script: string, ...args: string[]): Answer | undefined {
  const { status, stdout } = spawnSync(program, [join(peers, script), ...args], { encoding: 'utf8', maxBuffer: 1e8 })
  const line = stdout?.split('\n').find(text => text.startsWith('{'))
  return status === 0 && line !== undefined ? JSON.parse(line) : undefined
}

async function seconds(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]

async function timed(times: number, work: () => unknown): Promise<number> {
  const all: number[] = []
  for (let k = 0; k < times; k++) all.push(await seconds(work))
  return median(all)
}

const memory = () => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB peak so far`
const row = (...cells: (string | number)[]) =>
  console.log(cells.map((cell, k) => String(cell).padEnd(k === 0 ? 44 : 16)).join(''))
const against = (answer: Answer | undefined, theirs: (a: Answer) => number, ours: number) =>
  answer === undefined
    ? 'peer not installed'
    : `${theirs(answer).toFixed(2)} s, ratio ${(theirs(answer) / ours).toFixed(0)}`

const bands = { space: [150, 300, 450, 600], time: [7, 14, 28], permutations: 999 }
const projected = (answer: Answer) => answer['setup'] + 999 * answer['each']

async function knoxRows(): Promise<void> {
  for (const [n, pythonRuns, rRuns] of [
    [1000, 99, 9],
    [5000, 49, 3],
    [20_000, 4, 0],
  ]) {
    const file = fileOf(n)
    if (file === undefined) return row(`knox ${n}`, `no data in ${data}`)
    const events = read(file)
    const ours = await timed(3, () => knox(events, bands))
    row(`knox ${n}, 999 permutations`, `${ours.toFixed(3)} s`, memory())
    row(
      '  sparse products, Python (999 projected)',
      against(peer(python, 'knox_sparse.py', file, String(pythonRuns)), projected, ours),
    )
    if (rRuns > 0)
      row(
        '  all distances, R (999 projected)',
        against(peer('Rscript', 'knox_dist.R', file, String(rRuns)), projected, ours),
      )
  }
}

async function fitRows(): Promise<void> {
  for (const n of [1000, 5000, 20_000, 100_000]) {
    const file = fileOf(n)
    if (file === undefined) return row(`self-exciting ${n}`, `no data in ${data}`)
    const events = read(file)
    const fit = selfExciting(events, { window })
    const ours = n > 20_000 ? Number.NaN : await timed(3, () => selfExciting(events, { window }))
    const shown = `branching ${fit.branching.toFixed(3)}, ${fit.delay.value.toFixed(2)} days, ${fit.sd.value.toFixed(1)} m, ${fit.steps} steps`
    row(`self-exciting ${n}, background estimated`, `${ours.toFixed(2)} s`, shown, memory())
    const shape = n <= 5000 ? peer('Rscript', 'twinstim.R', file) : undefined
    if (n <= 5000)
      row(
        '  twinstim, true background given',
        against(shape, answer => answer['seconds'], ours),
      )
  }
}

/** The 20,000-event file's density and hills, repeated over 7 x 7 tiles: about a million events, equal pairs per event. */
function million(): Scenario {
  const hills = [
    [0.25, 5000, 5000, 600],
    [0.2, 2500, 6500, 400],
    [0.15, 7200, 3100, 500],
    [0.15, 3600, 2600, 800],
    [0.15, 7000, 7400, 350],
    [0.1, 1500, 1500, 900],
  ]
  const tiles = Array.from({ length: 49 }, (_, k) => ({ x: (k % 7) * 10_000, y: Math.floor(k / 7) * 10_000 }))
  return {
    window: { left: 0, right: 70_000, bottom: 0, top: 70_000, start: 0, end: 1095.75 },
    background: [714_000],
    hills: tiles.flatMap(tile =>
      hills.map(([share, x, y, sd]) => ({ share: (0.7 * share) / 49, x: tile.x + x, y: tile.y + y, sd })),
    ),
    productivity: [[0.3]],
    delay: 7,
    sd: 150,
  }
}

async function millionRow(): Promise<void> {
  const scenario = million()
  const events = simulate(scenario, 1)
  const began = performance.now()
  const fit = selfExciting(events, { window: scenario.window })
  const shown = `branching ${fit.branching.toFixed(3)}, ${fit.delay.value.toFixed(2)} days, ${fit.sd.value.toFixed(1)} m, ${fit.steps} steps`
  row(`self-exciting ${events.t.length}`, `${((performance.now() - began) / 1000).toFixed(1)} s`, shown, memory())
}

async function surfaceRows(): Promise<void> {
  const file = fileOf(100_000)
  if (file === undefined) return row('density', `no data in ${data}`)
  const events = read(file)
  const grid = { left: 0, bottom: 0, cell: 50, across: 200, down: 200 }
  const ours = await timed(99, () => kernelDensity(events.x, events.y, { grid, bandwidth: 300 }))
  row('density 100,000 events, 200 x 200', `${(1000 * ours).toFixed(1)} ms`)
  row(
    '  spatstat density.ppp',
    against(peer('Rscript', 'density.R', file, '25'), answer => answer['seconds'], ours),
  )
  const adaptive = await timed(3, () => kernelDensity(events.x, events.y, { grid, bandwidth: 300, adaptive: true }))
  row('density, adaptive', `${(1000 * adaptive).toFixed(0)} ms`)
  const prospective = await timed(3, () => prospectiveKernel(events, { grid, now: 1095 }))
  row('prospective map', `${(1000 * prospective).toFixed(0)} ms`)
}

async function restRows(): Promise<void> {
  const file = fileOf(100_000)
  if (file === undefined) return row('backtest', `no data in ${data}`)
  const events = read(file)
  row(
    'backtest 100,000 events, 62 of 78 fortnights',
    `${(await seconds(() => backtest(events, { window, windows: 62 }))).toFixed(1)} s`,
    memory(),
  )
  const n = 20_000
  const groups = {
    t: events.t.slice(0, n),
    from: Int32Array.from({ length: n }, (_, i) => i % 40),
    to: Int32Array.from({ length: n }, (_, i) => (i % 40) + 40),
    stage: new Int32Array(n),
  }
  const until = { stages: 1, start: 0, end: 1095.75, permutations: 0 }
  row('conflicts, 20,000 events', `${(await seconds(() => conflicts(groups, until))).toFixed(2)} s`)
}

const parts = { knox: knoxRows, fit: fitRows, surface: surfaceRows, rest: restRows, million: millionRow }
const wanted = process.argv.slice(2)
for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await part()
