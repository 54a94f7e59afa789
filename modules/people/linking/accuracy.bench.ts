// Accuracy of `link` on every labelled set that is there, with the built-in model and nothing fitted to any of them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { linkCommand } from '../link.ts'

const data = join(
  process.env['BREAKWATER_DATA'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data'),
  'linkage',
)
const febrl = ['--truth', 'rec_id', '--truth-pattern', 'rec-(\\d+)']
const sets: readonly (readonly [file: string, options: readonly string[]])[] = [
  ['febrl1.csv', febrl],
  ['febrl2.csv', febrl],
  ['febrl3.csv', febrl],
  ['fake_1000.csv', ['--truth', 'cluster']],
  ['historical_figures_with_errors_50k.csv.gz', ['--truth', 'cluster']],
]
const SHOWN = ['blockingCeiling', 'bestPairF1', 'pairF1At095', 'bestClusterF1', 'clusterF1At095'] as const

if (!existsSync(data)) console.log(`The labelled sets are not at ${data}: set BREAKWATER_DATA to measure.`)
else await measure()

async function measure(): Promise<void> {
  console.log(`${'set'.padEnd(26)} twins  ${SHOWN.map(name => name.padStart(15)).join(' ')}  seconds`)
  for (const [file, options] of sets) {
    for (const twins of ['apart', 'link']) {
      const lines: string[] = []
      await linkCommand.run([join(data, file), ...options, '--twins', twins, '--json'], line => lines.push(line))
      const found: Record<string, number> = JSON.parse(lines.join('\n'))
      const figures = SHOWN.map(name => (found[name] ?? Number.NaN).toFixed(4).padStart(15))
      console.log(
        `${file.slice(0, 26).padEnd(26)} ${twins}  ${figures.join(' ')}  ${(found['seconds'] ?? 0).toFixed(1)}`,
      )
    }
  }
}
