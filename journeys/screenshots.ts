// Takes the pictures of the README from the running product: `node journeys/screenshots.ts`. With a folder and a width
// (`node journeys/screenshots.ts /tmp/phone 320`) it takes the whole of the same pages at another width, to be looked over.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './harness/browser.ts'
import { freePort, Server } from './harness/server.ts'

type Picture = {
  readonly name: string
  /** The invented person who looks. */
  readonly as: string
  readonly path: string
  /** What is done on the page before the picture is taken. */
  readonly prepare?: (tab: Page) => Promise<void>
}

const pictures: readonly Picture[] = [
  { name: 'my-day', as: 'analyst', path: '/' },
  { name: 'areas', as: 'analyst', path: '/areas', prepare: showNumberedMap },
  { name: 'profile', as: 'analyst', path: '/areas', prepare: openHighestArea },
  { name: 'trends', as: 'analyst', path: '/trends', prepare: tab => bringUp(tab, '.picture') },
  { name: 'access', as: 'governance-lead', path: '/access' },
  { name: 'tension', as: 'teacher', path: '/tensions/report', prepare: tellWhatWasSeen },
]

const [folder = 'docs/screenshots', asked] = process.argv.slice(2)
const width = Number(asked ?? 1100)
/** The most bytes of a picture in the README: it is read by people who wait for it. */
const largest = 200_000

mkdirSync(folder, { recursive: true })
const data = mkdtempSync(join(tmpdir(), 'breakwater-screenshots-'))
const server = new Server(data, await freePort())
try {
  await server.start()
  const browser = await openBrowser()
  for (const picture of pictures) await take(browser, picture)
  await browser.close()
} finally {
  await server.stop()
  rmSync(data, { recursive: true, force: true })
}

async function take(browser: Browser, { name, as, path, prepare }: Picture): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  const tab = await context.newPage()
  await tab.goto(`${server.origin}/sign-in`)
  await tab.locator(`input[name="user"][value="${as}"]`).check()
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click()
  await tab.waitForURL(`${server.origin}/`)
  await tab.goto(server.origin + path)
  await prepare?.(tab)
  const file = join(folder, `${name}.png`)
  await tab.screenshot({ path: file, fullPage: asked !== undefined, animations: 'disabled' })
  await context.close()
  const { size } = statSync(file)
  console.log(`${file}  ${Math.round(size / 1000)} kB`)
  if (asked === undefined && size > largest) throw new Error(`${file} has ${size} bytes; the most is ${largest}.`)
}

// The map that the server draws: it is there at once, and the same on every machine. A telephone shows it by itself.
async function showNumberedMap(tab: Page): Promise<void> {
  if (width > 640) await tab.getByRole('button', { name: 'Show the numbered map', exact: true }).click()
  await bringUp(tab, '.picture')
}

async function bringUp(tab: Page, selector: string): Promise<void> {
  await tab.mouse.move(0, 0)
  await tab.evaluate(`document.activeElement.blur(); document.querySelector('${selector}').scrollIntoView()`)
}

async function openHighestArea(tab: Page): Promise<void> {
  await tab.locator('.picture__items a').first().click()
  await tab.waitForURL(/areas\/X/)
}

async function tellWhatWasSeen(tab: Page): Promise<void> {
  const press = (name: string): Promise<void> => tab.getByRole('button', { name, exact: true }).click()
  await press('Start now')
  await tab.getByRole('radio', { name: 'A place', exact: true }).check()
  await press('Continue')
  await tab.getByLabel('Area', { exact: true }).selectOption('whole')
  await press('Continue')
  await tab.getByLabel('In your own words').fill('Two groups of pupils shouted across the bus station after school.')
  await tab.getByRole('radio', { name: 'I saw it', exact: true }).check()
}
