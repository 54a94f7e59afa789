import assert from 'node:assert/strict'
import { streetCsv } from './fixtures/official.ts'
import { check } from './harness/importing.ts'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'

const month = '2019-05'
const rows = 60_000

walk(
  'a server that is killed in the middle of an import loses nothing that was published, and keeps nothing of the import',
  async (visitor, server) => {
    await visitor.signIn('analyst')
    const before = await published(visitor)
    await check(visitor, 'police-street', `${month}-street.csv`, streetCsv(month, rows, 'X01000019'))
    const checked = visitor.path
    await visitor.press('Load 60,000 rows')
    const [job, loading] = [visitor.path, new URL(visitor.tab.url()).searchParams.get('next') ?? '']
    await visitor.tab.goto('about:blank')
    await untilRowsAreWritten(visitor, server.origin + job)
    await server.kill()
    await server.start(60_000)

    await visitor.open(job)
    await visitor.reads('The server stopped while it was working. Nothing was kept. Start it again.')
    await visitor.open(loading)
    await visitor.doesNotRead('Take this batch out again')
    assert.deepEqual(await published(visitor), before)

    await visitor.open(checked)
    await visitor.press('Load 60,000 rows')
    await visitor.waitForWork()
    await visitor.follow('See the report')
    await visitor.reads('Rows loaded 60,000')
    await visitor.press('Take this batch out again')
    await visitor.reads(/The batch was taken out: 60,?000 rows\./)
  },
  { last: 'on one server' },
)

/** Looks at the work many times a second, so as to catch it with some rows written and others not. */
async function untilRowsAreWritten(visitor: Visitor, job: string): Promise<void> {
  const until = Date.now() + 60_000
  for (;;) {
    const page = await (await visitor.tab.request.get(job)).text()
    if (/: [\d,]+ lines read/.test(page)) return
    assert.ok(!page.includes('>Done<') && Date.now() < until, 'The import was not caught at work.')
  }
}

/** What everyone can read: the map with its figures, and the batches that are loaded. */
async function published(visitor: Visitor): Promise<{ map: number; loaded: number }> {
  await visitor.open('/areas')
  const map = await visitor.tab.locator('.picture__items li').count()
  await visitor.open('/imports')
  const loaded = await visitor.tab.getByRole('cell', { name: 'Loaded', exact: true }).count()
  assert.ok(map > 0 && loaded > 0, `There are ${map} areas in the list and ${loaded} loaded batches.`)
  return { map, loaded }
}

walk(
  'a second server on the same data folder is refused with a sentence',
  async (_, server) => {
    const { code, said } = await server.startSecond()
    assert.equal(code, 1)
    assert.match(
      said,
      /The data folder .+ is in use by process \d+\. Stop that one first: two at once would lose data\./,
    )
    assert.doesNotMatch(said, /^\s+at /m)
  },
  { only: 'embedded' },
)

walk(
  'a server that is asked to stop ends in order, and starts again with everyone still signed in',
  async (visitor, server) => {
    await visitor.signIn('chair')
    await visitor.tab.goto('about:blank')
    assert.equal(await server.stop(), 0)
    await server.start(60_000)
    await visitor.open('/')
    await visitor.reads('My day')
  },
  { last: 'on one server' },
)
