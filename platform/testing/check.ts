// Types, then lint and format. The architecture laws are ordinary tests: see architecture.test.ts.
import { spawnSync } from 'node:child_process'

const steps = [
  ['types', 'node_modules/typescript/bin/tsc', '-b'],
  ['lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '.'],
] as const

for (const [name, ...command] of steps) {
  console.log(`# ${name}`)
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
