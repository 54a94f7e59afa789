// Notices by a file: checked, loaded, sent again with a sibling more; hostile files; and the form for a large family.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { audienceId } from '#platform/access'
import { systemClock } from '#platform/clock'
import { perform } from '#platform/jobs'
import { addMember } from '#platform/members'
import type { Site, Visitor } from '#platform/testing/site'
import { people } from '../module.ts'
import { actorOf, peopleSite } from '../people-site.test.ts'
import { addSyntheticFile } from '../store/feeds.ts'

const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
const header = 'notice_ref,happened_on,address,postcode,given_name,family_name,date_of_birth,school,witnessed,account'
const line = (...cells: readonly string[]): string => [...cells, 'He shouted at the door'].join()
const of = (reference: string, given: string, born = '2015-02-03') =>
  line(reference, day, '4 Mill Row', 'xw6 6ff', given, 'Brackenby', born, 'Mill School', 'saw or heard it')
const file = (...lines: readonly string[]): string => `${[header, ...lines].join('\n')}\n`

const files = {
  'first.csv': file(of('R1', 'Isla'), of('R1', 'Noah'), of('R1', 'Isla')),
  'again.csv': file(of('R1', 'Isla'), of('R1', 'Noah'), of('R1', 'Bo')),
  'hostile.csv': file(
    of('R2', 'x'.repeat(101)),
    of('R2', 'A\u0007da'),
    of('R2', '"Ada\nMay"'),
    line('R2', 'tomorrow', '', '', 'Ida', 'B', '', '', ''),
    line('', day, '', '', 'Ida', 'B', '', '', ''),
    of('R2', '=cmd|A1', '2015-13-40'),
    line('R2', `${Number(day.slice(0, 4)) - 2}-03-01`, '', '', 'Ida', 'B', '', '', ''),
    of('R2', 'Ida', '1983-02-03'),
    line('R2', day, '', '', 'Ida', 'B', '', '', 'he heard it'),
    line('R2', day, '', '', '', '', '2015-02-03', 'Mill Nursery', ''),
  ),
  'other.csv': 'Month,LSOA code\n2025-01,E01000001\n',
} as const

describe('a file of notices', () => {
  let site: Site
  let giver: Visitor
  before(async () => {
    site = await peopleSite()
    await site.database.asSystem('migrator', 'set-up', async tx => {
      await addMember(tx, actorOf('coordinator').id, audienceId('group', 'grp.tfg_da'), 'Sits in it')
      for (const [name, content] of Object.entries(files))
        await addSyntheticFile(tx, { agencyKey: 'auth.police', kind: 'notices', columns: {}, name, content })
    })
    giver = await site.signIn('police-analyst')
  })
  after(() => site.close())

  /** Sends a file as a browser would. */
  async function send(content: string) {
    const token = /name="_csrf" value="([^"]*)"/.exec((await giver.get('/notices/file')).body)?.[1] ?? ''
    const edge = 'edge-of-a-part'
    const part = (named: string, body: string): string =>
      `--${edge}\r\nContent-Disposition: form-data; ${named}\r\n\r\n${body}\r\n`
    const body = `${part('name="_csrf"', token)}${part('name="file"; filename="n.csv"', content)}--${edge}--\r\n`
    return giver.send('/notices/file', Buffer.from(body), `multipart/form-data; boundary=${edge}`)
  }

  /** Does the work that was asked for, and gives the page of its report. */
  async function reportAfter(answer: {
    readonly headers: Record<string, unknown>
  }): Promise<[path: string, page: string]> {
    const path = /next=([^&]*)$/.exec(String(answer.headers['location']))?.[1] ?? 'none'
    const parts = {
      database: site.database,
      config: site.config,
      clock: systemClock,
      modules: [people],
      onError: () => {},
    }
    const waiting = await site.database.asSystem('worker', 'work', tx =>
      tx.selectFrom('job').select('id').where('started_at', 'is', null).execute(),
    )
    for (const { id } of waiting) await perform(parts, id)
    return [path, (await giver.get(path)).body]
  }
  const counts = (page: string) =>
    [...page.matchAll(/<dd class="govuk-summary-list__value">\s*(\d+)\s*<\/dd>/g)].map(([, n]) => Number(n))
  async function checked(name: keyof typeof files) {
    return reportAfter(await send(files[name]))
  }
  const load = async (path: string) => (await reportAfter(await giver.post(`${path}/load`, {}, path)))[1]
  const listed = async () => (await (await site.signIn('coordinator')).get('/notices/children')).body

  test('the check loads nothing; the load has each child once, whoever stands twice in the file', async () => {
    const [path, page] = await checked('first.csv')
    assert.deepEqual(counts(page), [3, 2, 0, 1])
    assert.match(await listed(), /<strong>0 children<\/strong>/)
    assert.deepEqual(counts(await load(path)), [3, 2, 0, 1])
    assert.match(await listed(), /<strong>2 children<\/strong>[\s\S]*2 of them saw or heard it/)
  })

  test('sent again with a brother more, the brother alone is loaded', async () => {
    const [path, page] = await checked('again.csv')
    assert.deepEqual(counts(page), [3, 1, 0, 2])
    assert.deepEqual(counts(await load(path)), [3, 1, 0, 2])
    assert.match(await listed(), /Bo Brackenby/)
    assert.match(await listed(), /<strong>3 children<\/strong>/)
  })

  test('of a hostile file each bad line is named by line and column, and nothing that stands in it is repeated', async () => {
    const [, page] = await checked('hostile.csv')
    assert.deepEqual(counts(page), [10, 1, 9, 0])
    const lines = [...page.matchAll(/<li>(Line [^<]*)<\/li>/g)].map(([, words]) => words)
    assert.deepEqual(lines, [
      'Line 2, column “given_name”: It is longer than 100 characters.',
      'Line 3, column “given_name”: It holds a character that is no letter, figure or mark.',
      'Line 6, column “happened_on”: The day is no real day, or lies ahead.',
      'Line 7, column “notice_ref”: The row has no reference.',
      'Line 8, column “date_of_birth”: The date of birth is no real date, or lies ahead.',
      'Line 9, column “happened_on”: The day is more than a year ago, so no list would show the children.',
      'Line 10, column “date_of_birth”: They are 18 or over by this date of birth, and a notice names children only.',
      'Line 11, column “witnessed”: It is none of the four ways to say it.',
      'Line 12, column “given_name”: The row names no child.',
    ])
    assert.doesNotMatch(page, /cmd|xxx|shouted/)
  })

  test('a file of another kind is refused in a sentence, and one that is not the demonstration’s own is not taken', async () => {
    assert.match(
      (await checked('other.csv'))[1],
      /class="govuk-inset-text">n.csv: the columns [^<]*notice_ref[^<]*are missing/,
    )
    const refused = await send(file(of('R9', 'Zed')))
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /takes no file about people but the invented ones/)
    assert.equal((await (await site.signIn('worker')).get('/notices/file')).statusCode, 403)
  })

  test('a family of six: the form gains places and keeps what was typed, and the notice has all six', async () => {
    const [year = '', month = '', date = ''] = day.split('-')
    const places = (page: string): number => [...page.matchAll(/id="given\d+"/g)].length
    const names = ['Ada', 'Bea', 'Cy', 'Dot', 'Eve', 'Fay']
    const first = {
      ...{ 'happened-day': date, 'happened-month': month, 'happened-year': year, address: '9 Kiln Lane', places: '4' },
      ...Object.fromEntries(names.map((name, at) => [`given${at + 1}`, name])),
    }
    const wider = await giver.post('/notices/new', { ...first, more: 'yes' })
    assert.deepEqual([wider.statusCode, places(wider.body)], [200, 8])
    assert.match(wider.body, /value="9 Kiln Lane"[\s\S]*value="Dot"/)
    assert.doesNotMatch(wider.body, /There is a problem/)
    const given = await giver.post('/notices/new', { ...first, places: '8' })
    assert.equal(given.statusCode, 303)
    for (const name of names) assert.match(await listed(), new RegExp(`>${name}<`))
  })
})
