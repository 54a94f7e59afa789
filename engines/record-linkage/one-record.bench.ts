// One new record against an index of a million, each answer with the waterfalls of its ten best.
// Settings: BREAKWATER_DATA (folder of the data), RECORDS (1000000).
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quantile, random } from '#engines/numerics'
import { createRecordIndex, createRegister, linkRecords, readTable, type WrittenRecord } from './index.ts'
import { peerModel } from './testing/peer-model.ts'

const data = process.env['BREAKWATER_DATA'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data')
const generator = join(data, 'linkage', 'generate.mjs')
const QUESTIONS = 20_000

if (!existsSync(generator))
  console.log(`The register's generator is not at ${generator}: set BREAKWATER_DATA to measure.`)
else await measure()

async function measure(): Promise<void> {
  const { columns } = readRegister(process.env['RECORDS'] ?? '1000000')
  const register = createRegister(columns, peerModel())
  const { trained } = await linkRecords(register, peerModel(), { threads: 2, seed: 1 })
  const began = performance.now()
  const index = createRecordIndex(columns, trained, { records: 10_000, values: 10_000 })
  console.log(`index of ${index.records} records built in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  const source = random(7)
  const ask = (): WrittenRecord => {
    const record = source.integer(index.records)
    return Object.fromEntries(
      columns.map(({ name, ids, values }) => [name, misspelt(values[ids[record]], source.next())]),
    )
  }
  for (let k = 0; k < 2000; k++) index.find(ask(), { least: 0, most: 10 })
  const times: number[] = []
  let found = 0
  for (let k = 0; k < QUESTIONS; k++) {
    const question = ask()
    const from = performance.now()
    if (index.find(question, { least: 0, most: 10 }).length > 0) found++
    times.push(performance.now() - from)
  }
  const at = (share: number): string => `${quantile(times, share).toFixed(3)} ms`
  console.log(
    `${QUESTIONS} questions: p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  longest ${at(1)}; ${found} found someone`,
  )
  console.log(`memory ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`)
}

// One value in six loses its second letter.
function misspelt(value: string, chance: number): string {
  return chance < 1 / 6 && value.length > 3 ? value.slice(0, 1) + value.slice(2) : value
}

function readRegister(records: string): ReturnType<typeof readTable> {
  const folder = mkdtempSync(join(tmpdir(), 'linkage-'))
  const file = join(folder, 'register.csv')
  const { status } = spawnSync(process.execPath, [generator, records, file])
  if (status !== 0) throw new Error('the generator failed')
  const table = readTable(readFileSync(file))
  rmSync(folder, { recursive: true })
  return { ...table, columns: table.columns.filter(({ name }) => name in peerModel().fields) }
}
