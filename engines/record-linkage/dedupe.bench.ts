// The whole pipeline on the synthetic register, beside Splink with the same rules and levels on the same two cores,
// in turn, so that the ratio of each pair of runs does not depend on how busy the machine is.
// Settings: BREAKWATER_DATA (folder of the data), RECORDS (1000000), ROUNDS (3), PYTHON (python3, with splink installed).
import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  clusterAccuracy,
  clusterLabels,
  clusterRecords,
  createRegister,
  createTableReader,
  linkRecords,
  type Table,
} from './index.ts'
import { peerModel } from './testing/peer-model.ts'

const THREADS = 2
const root = join(import.meta.dirname, '..', '..')
const generator = join(process.env['BREAKWATER_DATA'] ?? join(root, '..', 'shared', 'data'), 'linkage', 'generate.mjs')
const python = process.env['PYTHON'] ?? 'python3'

type Run = {
  seconds: number
  cpuSeconds: number
  phases: Record<string, number>
  peakMb: number
  pairs: number
  clusterF1At095: number
}

const register = process.argv[2]
if (register !== undefined) console.log(JSON.stringify(await runOurs(register)))
else if (!existsSync(generator))
  console.log(`The register's generator is not at ${generator}: set BREAKWATER_DATA to measure.`)
else compare()

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), 'linkage-'))
  const records = process.env['RECORDS'] ?? '1000000'
  const file = join(folder, 'register.csv')
  run(process.execPath, [generator, records, file])
  const hasPeer = spawnSync(python, ['-c', 'import splink']).status === 0
  if (!hasPeer)
    console.log(`Splink is not installed for ${python}, so it is left out: pip install splink, and set PYTHON.`)
  console.log(`${records} records, ${THREADS} threads, ${peerModel().blocking.length} blocking rules`)
  const peer = join(root, 'bench', 'peers', 'record-linkage', 'splink_dedupe.py')
  const ratios: number[] = []
  const cpuRatios: number[] = []
  for (let round = 0; round < Number(process.env['ROUNDS'] ?? 3); round++) {
    const ours = show('breakwater', run(process.execPath, [import.meta.filename, file]))
    if (!hasPeer) continue
    const theirs = show('splink', run(python, [peer, file, String(THREADS)]))
    ratios.push(theirs.seconds / ours.seconds)
    cpuRatios.push(theirs.cpuSeconds / ours.cpuSeconds)
  }
  if (hasPeer) {
    const inWords = (list: readonly number[]): string => list.map(ratio => `${ratio.toFixed(1)}x`).join(', ')
    console.log(`Splink over ours, pair by pair: elapsed ${inWords(ratios)}; processor ${inWords(cpuRatios)}`)
  }
  rmSync(folder, { recursive: true })
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, [...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${stderr}`)
  return stdout
}

function show(name: string, output: string): Run {
  const found: Run = JSON.parse(output.trim().split('\n').at(-1) ?? '{}')
  const phases = Object.entries(found.phases).map(([phase, seconds]) => `${phase} ${seconds.toFixed(1)}`)
  console.log(
    `${name.padEnd(11)} ${found.seconds.toFixed(1).padStart(6)} s  (processor ${found.cpuSeconds.toFixed(1)} s)  ${String(found.peakMb).padStart(5)} MB  ${found.pairs} pairs  ` +
      `cluster F1 at 0.95 ${found.clusterF1At095.toFixed(4)}  (${phases.join(', ')})`,
  )
  return found
}

// Timed like the peer: loading, training, prediction and clusters; accuracy is worked out after the clock has stopped.
async function runOurs(path: string): Promise<Run> {
  const phases: Record<string, number> = {}
  const began = performance.now()
  let last = began
  const lap = (phase: string): void => {
    const now = performance.now()
    phases[phase] = (now - last) / 1000
    last = now
  }
  const table = await load(path)
  const loaded = createRegister(table.columns, peerModel())
  lap('load')
  const { prediction } = await linkRecords(loaded, peerModel(), { threads: THREADS, seed: 1 })
  lap('train and predict')
  const people = clusterRecords(loaded.records, prediction)
  lap('cluster')
  const seconds = (last - began) / 1000
  const used = process.cpuUsage()
  const cpuSeconds = (used.user + used.system) / 1e6
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  const labels = (await load(path, 'cluster')).columns[0].ids
  const { f1 } = clusterAccuracy(clusterLabels(loaded.records, people), { labels, split: 0 })
  return { seconds, cpuSeconds, phases, peakMb, pairs: prediction.compared, clusterF1At095: f1 }
}

async function load(path: string, only?: string): Promise<Table> {
  const wanted = only === undefined ? Object.keys(peerModel().fields) : [only]
  const reader = createTableReader('the register', heading => wanted.includes(heading))
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) reader.write(chunk)
  return reader.finish()
}
