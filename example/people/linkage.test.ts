// Three agencies' invented extracts and the police's notices, through the pages: matched, and held against the known truth.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { accountByKey, addAccount, agencies } from '#modules/agencies'
import { home } from '#modules/home'
import { people } from '#modules/people'
import { systemClock } from '#platform/clock'
import { perform } from '#platform/jobs'
import type { Module } from '#platform/module'
import { openSite, type Site, type Visitor } from '#platform/testing/site'
import { buildCounty } from '../county.ts'
import { seatGroups } from '../groups.ts'
import { users } from '../users.ts'
import { buildPeople, type People } from './build.ts'
import { agencyExtracts } from './extracts.ts'
import { loadFiles } from './files.ts'
import { noticeExtract } from './notice-extract.ts'

const seed = 1
const today = new Date().toISOString().slice(0, 10)

describe('the extracts of three agencies and the notices, matched', () => {
  let site: Site
  let county: People
  const helpedRecords = new Set<string>()
  const plans: Module = {
    name: 'plans',
    beingHelped: async (_, ids) => new Set(ids.filter(id => helpedRecords.has(id))),
  }
  const offering = [agencies, people, plans]
  const modules = [...offering, home(offering)]

  before(async () => {
    county = buildPeople(seed, buildCounty(seed, today))
    site = await openSite({
      modules,
      fill: ({ database }) =>
        database.asSystem('migrator', 'set-up', async tx => {
          for (const user of users) await addAccount(tx, user)
          await seatGroups(tx)
          await loadFiles(tx, seed, county)
        }),
    })
  })
  after(() => site.close())

  /** Does the job that an answer sends its reader to, and answers the page that comes after it. */
  async function work(location: string): Promise<string> {
    const [, job = '', next = ''] = /^\/jobs\/([^?]+)\?next=(.*)$/.exec(location) ?? []
    const faults: unknown[] = []
    await perform(
      { database: site.database, config: site.config, clock: systemClock, modules, onError: it => faults.push(it) },
      job,
    )
    assert.deepEqual(faults, [])
    return next
  }

  async function loadInvented(visitor: Visitor, list: string): Promise<string> {
    const action = /action="([^"]*\/invented\/[^"]*)"/.exec((await visitor.get(list)).body)?.[1] ?? 'none'
    const checked = await work((await visitor.post(action, {}, list)).headers.location ?? '')
    return work((await visitor.post(`${checked}/load`, {}, checked)).headers.location ?? '')
  }

  const matcherRows = async <T>(text: string): Promise<T[]> =>
    site.database.asSystem('matcher', 'match', async tx => (await sql.raw<T>(text).execute(tx)).rows)

  /** Which of the invented people each record is about, by what the extract wrote. */
  async function truthOfRecords(): Promise<Map<string, string>> {
    const rows = await matcherRows<{ id: string; given: string; family: string; born: string }>(
      `select id, upper(given_name) as given, upper(family_name) as family, born::text as born from person_record`,
    )
    const [schools, youth, hospitals] = agencyExtracts(seed, county)
    const written = new Map<string, string>()
    const put = (given: string, family: string, born: string, truth: string): void => {
      written.set(`${given} ${family} ${born}`.toUpperCase(), truth)
    }
    const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
    for (const [at, row] of schools.rows.entries())
      put(row[2] ?? '', row[1] ?? '', (row[4] ?? '').split('/').reverse().join('-'), schools.truth[at] ?? '')
    for (const [at, row] of youth.rows.entries()) put(row[2] ?? '', row[3] ?? '', row[5] ?? '', youth.truth[at] ?? '')
    hospitals.rows.forEach((row, at) => {
      const [family = '', given = ''] = (row[2] ?? '').split(', ')
      const [day, month = '', year] = (row[3] ?? '').split('-')
      put(
        given,
        family,
        `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${day}`,
        hospitals.truth[at] ?? '',
      )
    })
    return new Map(
      rows.map(({ id, given, family, born }) => [id, written.get(`${given} ${family} ${born}`) ?? `unknown ${id}`]),
    )
  }

  test('each agency loads its own extract: all rows that fit, none twice', async () => {
    const loaded: number[] = []
    for (const key of ['teacher', 'practitioner', 'nurse']) {
      const report = (
        await (await site.signIn(key)).get(await loadInvented(await site.signIn(key), '/people/extracts'))
      ).body
      loaded.push(Number(/Loaded\s*<\/dt>\s*<dd[^>]*>\s*([\d,]+)/.exec(report)?.[1]?.replace(',', '') ?? 'NaN'))
    }
    const rows = agencyExtracts(seed, county).map(extract => new Set(extract.rows.map(row => row.join())).size)
    assert.deepEqual(loaded, rows)
    const again = await (await site.signIn('nurse')).get(
      await loadInvented(await site.signIn('nurse'), '/people/extracts'),
    )
    assert.match(again.body, /Loaded\s*<\/dt>\s*<dd[^>]*>\s*0/)
  })

  test('of pairs held to be one person at least 96 in 100 are, and at least 93 in 100 of true pairs are found', async () => {
    const truth = await truthOfRecords()
    const clusters = await matcherRows<{ record: string; cluster: string }>(
      'select record, cluster from person_cluster',
    )
    const pairsOf = (groups: Iterable<readonly string[]>): number =>
      [...groups].reduce((sum, group) => sum + (group.length * (group.length - 1)) / 2, 0)
    const ids = clusters.map(({ record }) => record)
    const held = [...Map.groupBy(clusters, ({ cluster }) => cluster).values()].map(rows =>
      rows.map(({ record }) => record),
    )
    const right = held.reduce((sum, group) => sum + pairsOf(Map.groupBy(group, id => truth.get(id)).values()), 0)
    const possible = pairsOf(Map.groupBy(ids, id => truth.get(id)).values())
    assert.ok(right / pairsOf(held) >= 0.96, `precision ${right} of ${pairsOf(held)}`)
    assert.ok(right / possible >= 0.93, `recall ${right} of ${possible}`)
  })

  test('no twins of the county are held to be one person', async () => {
    const truth = await truthOfRecords()
    const clusters = await matcherRows<{ record: string; cluster: string }>(
      'select record, cluster from person_cluster',
    )
    const persons = [...Map.groupBy(clusters, ({ cluster }) => cluster).values()].map(
      rows => new Set(rows.map(({ record }) => truth.get(record) ?? '')),
    )
    const merged = county.truth.twins.filter(([a, b]) => persons.some(keys => keys.has(a) && keys.has(b)))
    assert.deepEqual(merged, [])
  })

  test('the standing list is the children of notices of the year who have no plan: right but for slips that nobody can see through', async () => {
    await loadInvented(await site.signIn('police-analyst'), '/notices')
    for (const [id, key] of await truthOfRecords()) if (county.inPlan.includes(key)) helpedRecords.add(id)
    const page = (await (await site.signIn('coordinator')).get('/notices/children')).body
    const listed = [...page.matchAll(/href="\/notices\/children\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '')
    const named = await matcherRows<{ id: string; given_name: string; family_name: string; born: string }>(
      'select id, given_name, family_name, born::text as born from abuse_notice_child',
    )
    const notices = noticeExtract(seed, county)
    const keyOf = new Map(notices.rows.map((row, at) => [`${row[4]} ${row[5]} ${row[6]}`, notices.truth[at] ?? '']))
    const found = listed.map(id => {
      const child = named.find(it => it.id === id)
      return keyOf.get(`${child?.given_name} ${child?.family_name} ${child?.born}`) ?? 'unknown'
    })
    const known = new Set((await truthOfRecords()).values())
    const wanted = new Set(county.truth.withNoticeAndNoPlan)
    // A child in a plan whose records are of no agency that loaded an extract cannot be known to be helped.
    const wrong = new Set(found.filter(key => !wanted.has(key) && known.has(key)))
    const missed = [...wanted].filter(key => !found.includes(key))
    assert.deepEqual(missed, [])
    assert.ok(wrong.size <= 3, `${wrong.size} of ${found.length} have a plan that was not found`)
  })

  test('a nurse, a police analyst and a practitioner may not read the list', async () => {
    for (const key of ['nurse', 'police-analyst', 'practitioner'])
      assert.equal((await (await site.signIn(key)).get('/notices/children')).statusCode, 403)
  })

  test('a demonstration refuses any other file about people, in a sentence', async () => {
    const teacher = await site.signIn('teacher')
    const columns =
      /href="(\/people\/extracts\/columns\/[^"]*)"/.exec((await teacher.get('/people/extracts')).body)?.[1] ?? 'none'
    const before = (await matcherRows<{ n: string }>('select count(*)::text as n from person_record'))[0]?.n
    const [invented] = agencyExtracts(seed, county)
    const other = `${invented.header.join()}\n${invented.rows[0]?.join()}\n`
    const refused = await upload(teacher, columns, other)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /takes no file about people but the invented ones that it offers, exactly as they are/)
    assert.equal((await matcherRows<{ n: string }>('select count(*)::text as n from person_record'))[0]?.n, before)
  })

  /** Sends a file as a browser would. */
  async function upload(visitor: Visitor, path: string, content: string) {
    const token = /name="_csrf" value="([^"]*)"/.exec((await visitor.get(path)).body)?.[1] ?? ''
    const edge = 'edge-of-a-part'
    const part = (named: string, body: string): string =>
      `--${edge}\r\nContent-Disposition: form-data; ${named}\r\n\r\n${body}\r\n`
    const body = `${part('name="_csrf"', token)}${part('name="file"; filename="pupils.csv"', content)}--${edge}--\r\n`
    return visitor.send(path, Buffer.from(body), `multipart/form-data; boundary=${edge}`)
  }

  test('notices are taken out whole by whoever loaded them, and not once the group has begun with a child', async () => {
    const [analyst, coordinator] = [await site.signIn('police-analyst'), await site.signIn('coordinator')]
    const takeOut = async () => {
      const load = /href="(\/notices\/loads\/[^"]*)"/.exec((await analyst.get('/notices')).body)?.[1] ?? 'none'
      return analyst.post(`${load}/undo`, {}, load)
    }
    const children = async (): Promise<number> =>
      Number((await matcherRows<{ n: string }>('select count(*)::text as n from abuse_notice_child'))[0]?.n)
    const all = await children()
    assert.ok(all > 0)
    assert.equal((await takeOut()).statusCode, 303)
    assert.equal(await children(), 0)
    await loadInvented(analyst, '/notices')
    assert.equal(await children(), all)
    const list = (await coordinator.get('/notices/children')).body
    const child = /href="(\/notices\/children\/[0-9a-f-]{36})"/.exec(list)?.[1] ?? 'none'
    const step = { event: 'taken on', why: 'I ring the school.' }
    assert.equal((await coordinator.post(child, step)).statusCode, 303)
    const refused = await takeOut()
    assert.equal(refused.statusCode, 409)
    assert.match(refused.body, /has begun with a child of this load/)
    assert.equal(await children(), all)
  })

  test('a load is taken out whole, and the board of quality counts without a name', async () => {
    const analyst = (await (await site.signIn('analyst')).get('/people/matching')).body
    assert.match(analyst, /How complete each agency’s records are/)
    for (const { name } of county.people.slice(0, 400)) assert.ok(!analyst.includes(`${name.given} ${name.family}`))
    const nurse = await site.signIn('nurse')
    const loads = [
      ...(await nurse.get('/people/extracts')).body.matchAll(/href="(\/people\/extracts\/loads\/[^"]*)"/g),
    ].map(([, path]) => path ?? '')
    const first = loads.at(-1) ?? ''
    assert.equal((await nurse.post(`${first}/undo`, {}, first)).statusCode, 303)
    assert.match((await nurse.get(first)).body, /This load was taken out on/)
    const account = await site.database.asSystem('sign-in', 'set-up', tx => accountByKey(tx, 'nurse'))
    const left = await matcherRows<{ n: string }>(
      `select count(*)::text as n from person_record where id in (select record from person_cluster)`,
    )
    assert.ok(account !== undefined && Number(left[0]?.n) > 0)
  })
})
