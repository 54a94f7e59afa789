// Walks through the real server in a real browser: `npm run journeys`, or `npm run journeys -- tension` for the walks whose
// title holds a word. Ends with the plain line `N passed, N failed` that CI reads.
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './harness/browser.ts'
import { Inspector } from './harness/look.ts'
import { databaseKind, freePort, Server } from './harness/server.ts'
import { Visitor } from './harness/visitor.ts'
import { type Walk, type WalkOptions, walks } from './harness/walk.ts'

const longestWalk = 120_000
const longestRun = 2_400_000

const words = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'breakwater-journeys-'))
const began = Date.now()
let [passed, failed] = [0, 0]

const { stories, onEach } = await chosen()
// A server's database has one Breakwater; of those with a database of their own, two walk at once.
const lanes = Math.min(databaseKind === 'embedded' ? 2 : 1, availableParallelism(), stories.length)
await Promise.all(Array.from({ length: Math.max(1, lanes) }, (_, at) => walkLane(`${folder}/${at}`)))
rmSync(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

/**
 * The walks whose title holds a word, as stories: those of one file follow one another, and may go on from what an earlier one left.
 * The longest story comes first, and those that stop the server last.
 */
async function chosen(): Promise<{ stories: Walk[][]; onEach: Walk[] }> {
  const files: Walk[][] = []
  for (const file of globSync('journeys/*.journey.ts').sort()) {
    const known = walks.length
    await import(join(process.cwd(), file))
    files.push(walks.slice(known).filter(isWanted))
  }
  const when = (last: WalkOptions['last']): Walk[][] =>
    files.map(story => story.filter(({ options }) => options.last === last)).filter(story => story.length > 0)
  const longestOf = (story: readonly Walk[]): number =>
    Math.max(...story.map(({ options }) => options.longest ?? longestWalk))
  const stories = when(undefined).sort((a, b) => longestOf(b) - longestOf(a))
  return { stories: [...stories, ...when('on one server')], onEach: when('on each server').flat() }
}

function isWanted({ title, options }: Walk): boolean {
  const named = words.length === 0 || words.some(word => title.toLowerCase().includes(word.toLowerCase()))
  return named && (options.only ?? databaseKind) === databaseKind
}

/** Walks one story after another on a server of its own, until none is left to begin. */
async function walkLane(dataDir: string): Promise<void> {
  const server = new Server(dataDir, await freePort())
  try {
    await server.start()
    console.log(`A server is ready after ${seconds(began)} s, on the ${server.kind} database.`)
    const browser = await openBrowser()
    const inspector = await Inspector.open(browser)
    while (stories.length > 0) {
      for (const it of stories.shift() ?? []) await tell(it, server, browser, inspector)
    }
    for (const it of onEach) await tell(it, server, browser, inspector)
    await browser.close()
  } catch (error) {
    failed += 1
    console.log(error instanceof Error ? error.message : error)
  } finally {
    await server.stop()
  }
}

async function tell(it: Walk, server: Server, browser: Browser, inspector: Inspector): Promise<void> {
  if (await isWalked(it, server, browser, inspector)) passed += 1
  else failed += 1
}

async function isWalked(it: Walk, server: Server, browser: Browser, inspector: Inspector): Promise<boolean> {
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
    console.log(`FAILED  ${it.title} (${seconds(start)} s)\n${await describe(error, tab, server)}`)
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

async function describe(error: unknown, tab: Page, server: Server): Promise<string> {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `  ${message.split('\n').slice(0, 40).join('\n  ')}\n  The page was ${tab.url()}\n  The server said: ${server.said || 'nothing'}`
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(1)
}
