import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { simulate } from '#engines/point-process'
import { backtestCommand } from './backtest.ts'
import type { Command } from './command.ts'
import { conflictsCommand } from './conflicts.ts'
import { readEvents } from './events-file.ts'
import { nearRepeat } from './near-repeat.ts'
import { selfExcitingCommand } from './self-exciting.ts'

const folder = await mkdtemp(join(tmpdir(), 'early-warning-'))

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

async function run(command: Command, ...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = []
  const code = await command.run(args, line => lines.push(line))
  return { code, text: lines.join('\n') }
}

const window = { left: 0, right: 3000, bottom: 0, top: 3000, start: 0, end: 400 }
const made = simulate({ window, background: [420], hills: [], productivity: [[0.3]], delay: 6, sd: 100 }, 2)
const rows = Array.from(
  made.t,
  (t, i) => `${t.toFixed(6)},${(made.x[i] ?? 0).toFixed(3)},${(made.y[i] ?? 0).toFixed(3)}`,
)
const csv = await fileOf('events.csv', ['t_days,x_m,y_m', ...rows].join('\n'))

test('near-repeat --json prints counts by space band then time band', async () => {
  const small = await fileOf('small.csv', 't_days,x_m,y_m\n0,0,0\n7,90,120\n100,5000,0\n106.9,5000,10\n')
  const { code, text } = await run(
    nearRepeat,
    small,
    '--space',
    '150,300',
    '--time',
    '7,14',
    '--permutations',
    '19',
    '--json',
  )
  const answer: unknown = JSON.parse(text)
  assert.equal(code, 0)
  assert.ok(typeof answer === 'object' && answer !== null && 'observed' in answer && 'space' in answer && 'p' in answer)
  assert.deepEqual(answer.observed, [
    [1, 0],
    [0, 1],
  ])
  assert.deepEqual(answer.space, [150, 300])
})

test('near-repeat gives the same answer for the same seed', async () => {
  const one = await run(nearRepeat, csv, '--permutations', '49', '--seed', '3', '--json')
  assert.deepEqual(await run(nearRepeat, csv, '--permutations', '49', '--seed', '3', '--json'), one)
})

test('self-exciting --json prints the branching, delay, spread, log-likelihood and their errors', async () => {
  const { code, text } = await run(selfExcitingCommand, csv, '--json')
  const answer: { [key: string]: unknown } = JSON.parse(text)
  assert.equal(code, 0)
  assert.equal(answer['n'], made.t.length)
  const found = ['branching', 'meanDelayDays', 'sdMetres', 'logLikelihood'].map(key => typeof answer[key])
  assert.deepEqual(found, ['number', 'number', 'number', 'number'])
  assert.deepEqual(Object.keys(answer['standardErrors'] ?? {}), ['branching', 'meanDelayDays', 'sdMetres'])
})

test('backtest --json prints every method with its scores', async () => {
  const { code, text } = await run(backtestCommand, csv, '--windows', '4', '--json')
  const answer: { methods: { name: string; logScore: number; brier: number; pai: number[] }[] } = JSON.parse(text)
  assert.equal(code, 0)
  assert.equal(answer.methods.length, 7)
  assert.ok(answer.methods.every(({ logScore, brier, pai }) => logScore < 0 && brier > 0 && pai.length === 3))
})

const feud = [
  'side_a,side_b,date_start,best',
  ...Array.from({ length: 40 }, (_, k) => `North,"South, East",2024-0${1 + (k % 9)}-1${k % 10},${k % 7}`),
  'North,West,2024-05-05,30',
].join('\n')

test('conflicts --json names the pairs and their chance of each stage, once enough windows have closed', async () => {
  const long = await fileOf('feud.csv.gz', `${feud}\nNorth,West,2022-05-05,3\n`)
  const { code, text } = await run(
    conflictsCommand,
    long,
    '--date',
    'date_start',
    '--severity',
    'best',
    '--permutations',
    '19',
    '--json',
  )
  const answer: { validated: boolean; pairs: { a: string; b: string; reached: number[] }[] } = JSON.parse(text)
  assert.equal(code, 0)
  assert.deepEqual([answer.pairs[0]?.a, answer.pairs[0]?.b], ['North', 'South, East'])
  assert.equal(answer.validated, true)
  assert.equal(answer.pairs[0]?.reached.length, 5)
})

test('conflicts gives no probability before enough windows have closed', async () => {
  const { text } = await run(conflictsCommand, await fileOf('short.csv', feud), '--date', 'date_start', '--json')
  assert.match(text, /"validated": false/)
  assert.match(text, /"reached": null/)
})

test('a bad number is reported with its file, row and column, and nothing is printed beside it', async () => {
  const bad = await fileOf('bad.csv', 't_days,x_m,y_m\n1,2,3\n2,east,4\n3,,5\n')
  const { code, text } = await run(nearRepeat, bad, '--json')
  assert.equal(code, 1)
  assert.match(text, /bad\.csv: row 3, column x_m: "east" is not a number; row 4, column x_m: "" is not a number$/)
})

test('31 February, a latitude of 95 and a British date are refused by row and column', async () => {
  const head = 'date,longitude,latitude\n2024-02-01,-1.5,52.3\n'
  const dates = await run(nearRepeat, await fileOf('feb.csv', `${head}2024-02-31,-1.5,52.3\n`))
  assert.match(dates.text, /row 3, column date: "2024-02-31" is not an ISO date/)
  const places = await run(nearRepeat, await fileOf('lat.csv', `${head}2024-02-03,-1.5,95\n`))
  assert.match(places.text, /row 3, column latitude: "95" is not a latitude/)
  const british = await run(nearRepeat, await fileOf('uk.csv', `${head}3/2/2024,-1.5,52.3\n`))
  assert.match(british.text, /row 3, column date: "3\/2\/2024"/)
})

test('a file that is missing, empty or without the columns is refused in one sentence', async () => {
  assert.match((await run(nearRepeat, join(folder, 'none.csv'))).text, /none\.csv cannot be read/)
  assert.match((await run(nearRepeat, await fileOf('empty.csv', ''))).text, /empty\.csv is empty/)
  assert.match(
    (await run(nearRepeat, await fileOf('columns.csv', 'a,b\n1,2\n'))).text,
    /needs a time column .* its columns are a, b/,
  )
  assert.match((await run(nearRepeat, await fileOf('ragged.csv', 't_days,x_m,y_m\n1,2\n'))).text, /ragged\.csv: row 2/)
})

test('a wrong option, a wrong value and no file end with code 1 and say so', async () => {
  assert.match((await run(nearRepeat, csv, '--bands', '3')).text, /Unknown option '--bands'/)
  assert.match((await run(nearRepeat, csv, '--space', 'near')).text, /--space needs numbers, got "near"/)
  assert.match((await run(nearRepeat)).text, /give one FILE/)
  assert.equal((await run(nearRepeat, csv, '--space', '300,150')).code, 1)
})

test('--help lists every option and ends with code 0', async () => {
  const { code, text } = await run(backtestCommand, '--help')
  assert.equal(code, 0)
  assert.match(text, /--cell 250/)
  assert.match(text, /--json/)
})

test('ISO times with an offset and in degrees become days and metres', async () => {
  const path = await fileOf(
    'iso.csv',
    'time,longitude,latitude\n2024-03-01T01:00:00+01:00,-1.5,52.3\n2024-03-02 12:00,-1.5,52.309\n',
  )
  const { events } = await readEvents(path)
  assert.deepEqual([...events.t], [0, 1.5])
  assert.ok(Math.abs((events.y[1] ?? 0) - (events.y[0] ?? 0) - 1001) < 2)
})
