import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { modules } from '#modules'
import { addAccount } from '#modules/agencies'
import type { Actor, Database } from '#platform/database'
import { type ImportKind, newBatch, runImport } from '#platform/imports'
import { memoryFile } from '#platform/testing/memory-file'
import { openSite, type Site, type Visitor } from '#platform/testing/site'
import { makeIndex } from '../index/run.ts'

// Forty small areas in two wards, with figures that rise from the first to the last.
const codes = Array.from({ length: 40 }, (_, at) => `E0100${String(1000 + at)}`)
const lookup = ['lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code']
  .concat(codes.map((code, at) => `Rugby ${at},${code},Ward ${at % 2},E0500000${at % 2},Rugby,E07000220`))
  .join('\n')
const scores = ['lsoa21_code,Income_score,Employment_score,Education_score']
  .concat(
    codes.map(
      (code, at) =>
        `${code},${(0.05 + at / 200).toFixed(3)},${(0.04 + at / 250).toFixed(3)},${(5 + at / 2).toFixed(1)}`,
    ),
  )
  .join('\n')
const outlines = JSON.stringify({
  type: 'FeatureCollection',
  features: codes.map((code, at) => {
    const [west, south] = [-1.3 + (at % 8) * 0.01, 52.3 + Math.floor(at / 8) * 0.01]
    const ring = [
      [west, south],
      [west, south + 0.01],
      [west + 0.01, south + 0.01],
      [west + 0.01, south],
      [west, south],
    ]
    return {
      type: 'Feature',
      properties: { LSOA21CD: code, LSOA21NM: `Rugby ${at}`, LADCD_ACTIVE: 'E07000220' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }
  }),
})

describe('area pages', () => {
  let site: Site
  let analyst: Visitor
  let board: Visitor
  before(async () => {
    site = await openSite({ modules, fill: ({ database }) => fill(database) })
    analyst = await site.signIn('analyst')
    board = await site.signIn('board')
  })
  after(() => site.close())

  const ok = async (person: Visitor, path: string): Promise<string> => {
    const answer = await person.get(path)
    assert.equal(answer.statusCode, 200, path)
    return answer.body
  }

  test('the first page has the map, its list and the way to the table', async () => {
    const body = await ok(board, '/areas')
    assert.match(body, /<svg[^>]*role="img"/)
    assert.match(body, /10 highest areas/)
    assert.match(body, /\/areas\/index\.ods/)
  })

  test('a profile shows index, both ranges and every figure that went in', async () => {
    const body = await ok(board, `/areas/${codes.at(-1)}`)
    assert.match(body, /Small numbers and survey error/)
    assert.match(body, /Other sensible weights/)
    assert.match(body, /People in low-income households/)
  })

  test('a ward lists its 20 small areas from highest to lowest and gets no single score', async () => {
    const body = await ok(board, '/areas/E05000001')
    assert.match(body, /20 small areas/)
    assert.match(body, /gets no single score/)
  })

  test('two areas compare, and an unknown one is a page with status 404', async () => {
    await ok(board, `/areas/compare?area=${codes[0]}&other=${codes[39]}`)
    assert.equal((await board.get(`/areas/compare?area=${codes[0]}&other=E01999999`)).statusCode, 404)
    assert.equal((await board.get('/areas/E01999999')).statusCode, 404)
  })

  test('Bede is 8.67 with the printed 9.00 called a misprint, and six areas rose by 3 or more', async () => {
    const body = await ok(board, '/areas/published')
    assert.match(body, /8\.67[\s\S]{0,120}printed 9\.00: a misprint/)
    assert.match(body, /6 areas rose by 3 or more/)
  })

  test('an area is found by name, by ward and by code, and hostile words find nothing and break nothing', async () => {
    assert.match(await ok(board, '/areas/find?q=Rugby+39'), /E01001039/)
    assert.match(await ok(board, '/areas/find?q=Ward+1'), /20 areas|21 areas/)
    assert.match(await ok(board, `/areas/find?q=${codes[3]}`), /Rugby 3/)
    assert.match(await ok(board, `/areas/find?q=${encodeURIComponent("%' or 1=1 --")}`), /0 areas/)
    assert.match(await ok(board, `/areas/find?q=${encodeURIComponent('<script>')}`), /&lt;script&gt;/)
  })

  test('a local name is matched to a code by an analyst, and its printed scores then stand beside our index', async () => {
    const answer = await analyst.post('/areas/matching', {
      name: 'Hill Top',
      code: codes[5] ?? '',
      how: 'the county list',
    })
    assert.equal(answer.statusCode, 303)
    assert.match(await ok(board, `/areas/${codes[5]}`), /The strategy’s own score/)
    assert.equal(
      (await analyst.post('/areas/matching', { name: 'Hill Top', code: 'E01999999', how: '' })).statusCode,
      422,
    )
  })

  test('a board member may read, but not match, map columns or make the index', async () => {
    assert.equal((await board.get('/areas/matching')).statusCode, 403)
    assert.doesNotMatch(await ok(board, '/areas/published'), /\/areas\/matching/)
    assert.equal((await board.get('/areas/mappings')).statusCode, 403)
    assert.equal((await board.post('/areas/make-index', {}, '/areas')).statusCode, 403)
  })

  test('the table leaves as CSV and as ODS, and nothing else', async () => {
    assert.match(await ok(board, '/areas/index.csv'), /Area code/)
    assert.equal(
      (await board.get('/areas/index.ods')).headers['content-type'],
      'application/vnd.oasis.opendocument.spreadsheet',
    )
    assert.equal((await board.get('/areas/index.exe')).statusCode, 404)
  })

  test('the figures of one area, or of two, and the strategy’s own tables leave too', async () => {
    const one = await ok(board, `/areas/${codes[3]}/figures.csv`)
    const both = await ok(board, `/areas/${codes[3]}/figures.csv?other=${codes[4]}`)
    const lines = (text: string): number =>
      text.split('\n').filter(line => codes.some(code => line.startsWith(code))).length
    assert.ok(lines(one) > 0, one)
    assert.equal(lines(both), 2 * lines(one))
    assert.match(await ok(board, '/areas/published.csv?table=0'), /Bede/)
    assert.equal((await board.get('/areas/published.ods')).statusCode, 200)
    assert.equal((await board.get('/areas/published.csv?table=9')).statusCode, 404)
    assert.equal((await board.get('/areas/E01999999/figures.csv')).statusCode, 404)
  })

  test('the interactive map reads outlines and values of all 40 areas', async () => {
    const body = await ok(board, '/areas/map.json')
    assert.deepEqual(
      codes.filter(code => !body.includes(code)),
      [],
    )
  })
})

async function fill(database: Database): Promise<void> {
  const account = (key: string, role: string) => ({
    key,
    name: key,
    jobTitle: '',
    comesTo: '',
    agencyKey: 'auth.wcc',
    roles: [role],
    synthetic: true,
  })
  const [id] = await database.asSystem('migrator', 'set-up', async tx => [
    await addAccount(tx, account('analyst', 'analyst')),
    await addAccount(tx, account('board', 'board')),
  ])
  const actor = { id: id ?? '', session: undefined }
  await load(database, actor, 'lookups', 'lookup.csv', lookup)
  await load(database, actor, 'boundaries', 'outlines.geojson', outlines)
  await load(database, actor, 'deprivation', 'imd2025.csv', scores)
  await makeIndex(database, actor, [])
}

async function load(database: Database, actor: Actor, name: string, file: string, text: string): Promise<void> {
  const kind = modules.flatMap(({ imports }) => imports ?? []).find(it => it.name === name) as ImportKind
  const files = (async function* () {
    yield memoryFile(file, text)
  })()
  const report = await runImport(database, {
    kind,
    batch: newBatch(),
    files,
    names: [file],
    dryRun: false,
    actor,
    now: new Date('2026-01-15'),
  })
  assert.equal(report.rejected, 0, `${name}: ${JSON.stringify(report)}`)
}
