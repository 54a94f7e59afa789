// Asks npm's audit service about the packages that a server runs. One that is grave fails; a service that cannot be reached
// proves nothing either way, and is said so: `0 passed, 0 failed`.
import { spawnSync } from 'node:child_process'
import { adviceIn } from './advice.ts'

const npm = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000'], {
  encoding: 'utf8',
  timeout: 60_000,
  maxBuffer: 64 * 1024 * 1024,
})
const advice = adviceIn(npm.stdout ?? '')
if (!advice.asked) {
  console.log(
    `NOT CHECKED: npm's audit service could not be asked (${advice.why}). Known weaknesses were not looked for.`,
  )
  console.log('0 passed, 0 failed')
} else {
  for (const line of advice.grave) console.log(line)
  console.log(`${advice.grave.length} grave and ${advice.others} other known weaknesses in what a server runs.`)
  console.log(advice.grave.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed')
  process.exitCode = advice.grave.length === 0 ? 0 : 1
}
