// Takes the pictures of docs/tour.md: walks the spine in the running product, and looks at one page after each step; then enters a whole
// life and looks at what tells it, and four ways that a referral goes. `node journeys/tour.ts`, or with a folder and a width, as journeys/screenshots.ts.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { decline, referFriends, repeat, shortForm, transfer } from './endings.ts'
import { openBrowser } from './harness/browser.ts'
import { Inspector } from './harness/look.ts'
import { freePort, Server } from './harness/server.ts'
import { Visitor } from './harness/visitor.ts'
import { enterLife } from './life/entering.ts'
import { grown } from './life/told.ts'
import { steps, stories } from './spine/steps.ts'
import { made, type Story } from './spine/story.ts'

/** A page of the tour, and whom it is seen by. `from` is what stands at the top of the picture; `only` is all that is in it. */
type Seen = { readonly as: string; readonly path: string; readonly from?: string; readonly only?: string }
type View = Omit<Seen, 'path'> & { path(story: Story): string }

const caseOf = (story: Story): string => made(story, 'case').split('/').at(-1) ?? ''

/** One page for each step. */
const views: readonly View[] = [
  { as: 'teacher', path: story => made(story, 'report of the teacher') },
  { as: 'analyst', path: () => '/watchlist', from: 'h2:has-text("Conflicts")' },
  { as: 'coordinator', path: story => made(story, 'tactical item') },
  { as: 'coordinator', path: story => made(story, 'referral'), from: 'h2:has-text("What we were told")' },
  { as: 'practitioner', path: story => `/assessments/timeline/${caseOf(story)}`, from: '.picture' },
  { as: 'nurse', path: () => '/disclosures', from: 'main table' },
  { as: 'practitioner', path: story => made(story, 'case') },
  { as: 'board-member', path: () => '/board' },
]

const [folder = 'docs/tour', asked] = process.argv.slice(2)
const width = Number(asked ?? 1100)
/** The most bytes of a picture: the page is read by people who wait for it. */
const largest = 220_000

mkdirSync(folder, { recursive: true })
const data = mkdtempSync(join(tmpdir(), 'breakwater-tour-'))
const server = new Server(data, await freePort())
try {
  await server.start()
  const browser = await openBrowser()
  const tab = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage()
  const inspector = await Inspector.open(browser)
  const visitor = new Visitor(tab, { origin: server.origin, script: true, keyboard: false, inspector })
  const story: Story = { ...stories.first, made: new Map() }
  for (const [at, step] of steps.entries()) {
    await step.run(visitor, story)
    const seen = views[at]
    if (seen !== undefined) await take(visitor, { ...seen, path: seen.path(story) }, `${at + 1}`)
  }
  // After the board's page, which shows no move of a count from one to two: a life before it would hide what moved.
  await takeLife(visitor)
  await takeEndings(visitor)
  await browser.close()
} finally {
  await server.stop()
  rmSync(data, { recursive: true, force: true })
}

/** The composite life, told by its timeline, its contexts and its plan. */
async function takeLife(visitor: Visitor): Promise<void> {
  const { file, assessment, case: opened } = await enterLife(server.origin, grown('Jory', 'Fenwillow'))
  const as = 'practitioner'
  await take(visitor, { as, path: `/assessments/timeline/${file}`, only: '.picture' }, 'life-timeline')
  await take(visitor, { as, path: assessment, from: 'h2:has-text("Individual")' }, 'life-contexts')
  await take(visitor, { as, path: `${opened}/plan`, from: 'h1' }, 'life-plan')
}

/** A group is referred, one referral is declined, another is a repeat, and goes to another area. */
async function takeEndings(visitor: Visitor): Promise<void> {
  await visitor.signIn('fire-visitor')
  const group = await referFriends(visitor)
  const first = await shortForm(visitor, 'Wilf Anderthorn', 'He is afraid to go home past the shops.')
  const second = await shortForm(visitor, 'Wilf Anderthorn', 'Somebody waited for him again on Tuesday.')
  const as = 'coordinator'
  await take(visitor, { as, path: group, from: 'h1' }, 'group')
  await decline(visitor, first)
  await take(visitor, { as, path: first, from: 'h2:has-text("What happened to it")' }, 'refusal')
  await repeat(visitor, second)
  await take(visitor, { as, path: second, from: 'h2:has-text("What happened to it")' }, 'repeat')
  await transfer(visitor)
  await take(visitor, { as, path: second, from: 'h2:has-text("What happened to it")' }, 'transfer')
}

async function take(visitor: Visitor, { as, path, from, only }: Seen, name: string): Promise<void> {
  await visitor.signIn(as)
  await visitor.open(path)
  await bringUp(visitor.tab, from)
  const file = join(folder, `${name}.png`)
  const options = { path: file, animations: 'disabled' } as const
  if (only === undefined) await visitor.tab.screenshot({ ...options, fullPage: asked !== undefined })
  else await visitor.tab.locator(only).first().screenshot(options)
  const { size } = statSync(file)
  console.log(`${file}  ${Math.round(size / 1000)} kB`)
  if (asked === undefined && size > largest) throw new Error(`${file} has ${size} bytes; the most is ${largest}.`)
}

async function bringUp(tab: Page, from: string | undefined): Promise<void> {
  await tab.mouse.move(0, 0)
  if (from !== undefined)
    await tab
      .locator(from)
      .first()
      .evaluate(it => it.scrollIntoView())
  await tab.evaluate('document.activeElement.blur()')
}
