// Writes what the program is made of as CycloneDX, from the lock file and without a network, and holds every licence in it
// against the list. `npm run sbom -- FILE`; without a name it lands in data/sbom.cdx.json.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { allowed, type Component, problems } from './licences.ts'

const file = process.argv[2] ?? 'data/sbom.cdx.json'
const npm = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
if (npm.status !== 0) {
  console.error(npm.error?.message ?? npm.stderr)
  console.log('The bill of materials could not be made.')
  process.exit(1)
}
const { components }: { components: readonly Component[] } = JSON.parse(npm.stdout)
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, npm.stdout)
const found = problems(components, allowed)
for (const sentence of found) console.log(sentence)
console.log(`${components.length} packages are in ${file}; ${found.length} of them need a look.`)
process.exit(found.length === 0 && components.length > 0 ? 0 : 1)
