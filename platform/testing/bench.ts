// Runs every *.bench.ts in turn, each in its own process, so that one never warms or starves another.
// Arguments narrow it: `npm run bench -- area-index`.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'

const words = process.argv.slice(2)
const files = globSync('**/*.bench.ts', { exclude: ['node_modules/**', 'data/**'] })
  .filter(file => words.length === 0 || words.some(word => file.includes(word)))
  .sort()

let failures = 0
for (const file of files) {
  console.log(`\n# ${file}`)
  if (spawnSync(process.execPath, [file], { stdio: 'inherit' }).status !== 0) failures += 1
}
process.exit(failures === 0 ? 0 : 1)
