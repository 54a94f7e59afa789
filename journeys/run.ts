// Walks through the real server in a real browser: `npm run journeys`, or `npm run journeys -- tension` for the walks whose
// title holds a word. Ends with the plain line `N passed, N failed` that CI reads.
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from './harness/browser.ts'
import { Inspector } from './harness/look.ts'
import { freePort, Server } from './harness/server.ts'
import { Visitor } from './harness/visitor.ts'
import { type Walk, walks } from './harness/walk.ts'

const longestWalk = 120_000
const longestRun = 2_400_000

const words = process.argv.slice(2)
for (const file of globSync('journeys/*.journey.ts').sort()) await import(join(process.cwd(), file))

const folder = mkdtempSync(join(tmpdir(), 'breakwater-journeys-'))
const server = new Server(join(folder, 'data'), await freePort())
const began = Date.now()
let [passed, failed] = [0, 0]
try {
  await server.start()
  console.log(`The server is ready after ${seconds(began)} s, on the ${server.kind} database.`)
  const browser = await openBrowser()
  const inspector = await Inspector.open(browser)
  for (const it of chosen()) {
    if (await isWalked(it, browser, inspector)) passed += 1
    else failed += 1
  }
  await browser.close()
} catch (error) {
  failed += 1
  console.log(error instanceof Error ? error.message : error)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

function chosen(): Walk[] {
  const wanted = walks.filter(
    ({ title, options }) =>
      (options.only ?? server.kind) === server.kind &&
      (words.length === 0 || words.some(word => title.toLowerCase().includes(word.toLowerCase()))),
  )
  return wanted.sort((a, b) => Number(a.options.last ?? false) - Number(b.options.last ?? false))
}

async function isWalked(it: Walk, browser: Browser, inspector: Inspector): Promise<boolean> {
  const start = Date.now()
  const { width = 1100, script = true, keyboard = false, longest = longestWalk } = it.options
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: script })
  context.setDefaultTimeout(20_000)
  const tab = await context.newPage()
  const visitor = new Visitor(tab, { origin: server.origin, script, keyboard, inspector })
  try {
    await withinTime(it.run(visitor, server), longest)
    const faults = await visitor.faults()
    if (faults.length > 0) throw new Error(faults.join('\n'))
    console.log(`passed  ${it.title} (${seconds(start)} s)`)
    return true
  } catch (error) {
    console.log(`FAILED  ${it.title} (${seconds(start)} s)\n${await describe(error, tab)}`)
    return false
  } finally {
    await context.close()
  }
}

async function withinTime(work: Promise<void>, longest: number): Promise<void> {
  const left = Math.min(longest, began + longestRun - Date.now())
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`It was not done after ${Math.round(left / 1000)} s.`)), left)
  try {
    await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}

async function describe(error: unknown, tab: { url(): string }): Promise<string> {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `  ${message.split('\n').slice(0, 40).join('\n  ')}\n  The page was ${tab.url()}\n  The server said: ${server.said || 'nothing'}`
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(1)
}
