// Rows a second on the street files of data.police.uk: csv-parse alone, our splitter alone, and everything from gzip to
// checked rows. Each is run three times over the same files, in turn; the best is shown.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { csvRows, type SourceFile, sources } from '#platform/files'
import { newStreetMemory, policeStreet } from './police-street.ts'

const folder = join(process.env['BREAKWATER_DATA'] ?? '../shared/data', 'police-street')
const quiet = () => undefined

async function countCsvParse(file: SourceFile): Promise<number> {
  let rows = -1
  for await (const _ of Readable.from(file.bytes()).pipe(parse())) rows += 1
  return rows
}

async function countSplit(file: SourceFile): Promise<number> {
  let rows = 0
  for await (const _ of csvRows(file, { required: ['Month'], note: quiet })) rows += 1
  return rows
}

const memory = { current: newStreetMemory() }

async function countChecked(file: SourceFile): Promise<number> {
  let rows = 0
  for await (const _ of policeStreet.read(file, { today: '2100-01-01', note: quiet, memory: memory.current })) rows += 1
  return rows
}

const ways = {
  'gzip and csv-parse': countCsvParse,
  'gzip and our splitter': countSplit,
  'everything, to checked rows': countChecked,
}

if (existsSync(folder)) await measure()
else console.log(`There are no street files at ${folder}. Set BREAKWATER_DATA to the folder that holds police-street.`)

async function measure(): Promise<void> {
  const best = new Map<string, { rows: number; rate: number }>()
  for (let run = 0; run < 3; run++) {
    for (const [name, count] of Object.entries(ways)) {
      memory.current = newStreetMemory()
      const started = performance.now()
      let rows = 0
      for await (const file of sources(folder)) rows += await count(file)
      const rate = Math.round((rows / (performance.now() - started)) * 1000)
      best.set(name, { rows, rate: Math.max(rate, best.get(name)?.rate ?? 0) })
    }
  }
  console.table([...best].map(([way, { rows, rate }]) => ({ way, rows, 'rows a second': rate })))
}
