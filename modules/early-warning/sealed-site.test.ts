// A prediction from its sealing to its score, as strangers, analysts and the database see it.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { agencies, type Role } from '#modules/agencies'
import { areas } from '#modules/areas'
import { conflicts } from '#modules/conflicts'
import { incidents, reportTension } from '#modules/incidents'
import { model } from '#modules/model'
import { sharing } from '#modules/sharing'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { openSite, type Site } from '#platform/testing/site'
import { codes, fillCounty } from './county.test.ts'
import { earlyWarning } from './module.ts'
import { makeRun } from './run.ts'
import { scoreByClock, scoreClosed } from './score.ts'
import { withdraw } from './store/predictions.ts'
import { verifyPrediction } from './verify.ts'

const day = 86_400_000
const modules = [model, agencies, sharing, areas, incidents, conflicts, earlyWarning]
const python = spawnSync('python3', ['--version']).status === 0

describe('a sealed prediction', () => {
  let site: Site
  let run = ''
  let seal = ''
  const ids = new Map<Role, string>()
  const actorOf = (role: Role) => ({ id: ids.get(role) ?? '', session: undefined })
  const as = <T>(role: Role, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor(actorOf(role), 'analysis', work)
  const anybody = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asSystem('anonymous', 'public', work)
  const now = new Date()
  const later = new Date(now.getTime() + 40 * day)
  const report = async (area: string, at: Date): Promise<void> => {
    const answers = {
      about: 'place',
      area,
      place: '',
      what: 'Two groups met and argued.',
      basis: 'seen',
      sureness: 'likely',
      recency: 'today',
      provenance: 'school',
      handling: 'partners',
    } as const
    await as('referrer', tx => reportTension(tx, answers, at, ukDay(at), ids.get('referrer') ?? ''))
  }
  const page = async (path: string): Promise<string> => (await site.visitor().get(path)).body
  const text = async (name: string): Promise<string> => page(`/early-warning/register/${seal}/${name}.txt`)

  before(async () => {
    site = await openSite({ modules, fill: context => fillCounty(context, ids) })
    for (const area of [3, 3, 3, 7, 9]) await report(codes[area] ?? '', new Date(now.getTime() - 3 * day))
    run = await makeRun(site.database, actorOf('analyst'), { now, demonstration: true, partnership: 'test' })
    const [row] = await anybody(tx =>
      tx.selectFrom('prediction_seal').select(['id']).where('part', '=', 'places').execute(),
    )
    seal = row?.id ?? ''
  })
  after(() => site.close())

  describe('before its window has closed', () => {
    test('anybody, signed in nowhere, finds its digest, window, code and state', async () => {
      assert.match(await page('/early-warning/register'), /Sealed\. The window has not opened/)
      const body = await page(`/early-warning/register/${seal}`)
      assert.match(body, /[0-9a-f]{64}/)
      assert.match(body, /The file is opened here when the window is scored/)
    })
    test('nobody outside gets the file, the key or an outcome; an analyst gets the file, and it has the digest', async () => {
      for (const name of ['predictions', 'outcomes', 'key'])
        assert.equal((await site.visitor().get(`/early-warning/register/${seal}/${name}.txt`)).statusCode, 404)
      const file = await (await site.signIn('analyst')).get(`/early-warning/register/${seal}/predictions.txt`)
      const [row] = await anybody(tx =>
        tx.selectFrom('prediction_seal').select('digest').where('id', '=', seal).execute(),
      )
      assert.equal(createHash('sha256').update(file.body).digest('hex'), row?.digest)
      assert.doesNotMatch(file.body, /E01/)
    })
    test('the ledger holds the digest', async () => {
      const { rows } = await site.database.asActor(actorOf('analyst'), 'analysis', async tx => ({
        rows: await tx.selectFrom('ledger_entry').select('kind').where('subject', '=', seal).execute(),
      }))
      assert.deepEqual(
        rows.map(({ kind }) => kind),
        ['sealed prediction'],
      )
    })
    test('it is not scored early, and the database refuses a score before the close', async () => {
      assert.equal(await scoreClosed(site.database, actorOf('analyst'), new Date(now.getTime() + 20 * day)), 0)
      const early = { seal, scored_at: now, outcomes: 'x', results: '{}' }
      await assert.rejects(
        as('analyst', tx => tx.insertInto('prediction_score').values(early).execute()),
        /row-level security/,
      )
    })
  })

  describe('nothing can be changed or back-dated', () => {
    const tables = ['prediction_seal', 'prediction_content', 'prediction_score', 'prediction_key'] as const
    for (const table of tables) {
      test(`${table}: no right to change or remove a row`, async () => {
        await assert.rejects(
          as('analyst', tx => tx.deleteFrom(table).execute()),
          /permission denied/,
        )
      })
    }
    test('the time of sealing is the database’s: whoever names another is refused', async () => {
      const values = { id: seal, run, part: 'conflicts', digest: '0'.repeat(64), about: '{}', trial: '{}' }
      const back = { ...values, opens_on: '2020-01-02', closes_on: '2020-01-15' }
      await assert.rejects(
        as('analyst', tx =>
          tx
            .insertInto('prediction_seal')
            .values({ ...back, sealed_at: new Date('2020-01-01') })
            .execute(),
        ),
        /permission denied/,
      )
      await assert.rejects(
        as('analyst', tx => tx.insertInto('prediction_seal').values(back).execute()),
        /check constraint/,
      )
    })
  })

  describe('when it has closed and late reports have come in', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sealed-'))
    const fileOf = async (name: string): Promise<string> => {
      const path = join(folder, `${name}.txt`)
      writeFileSync(path, await text(name))
      return path
    }
    const verify = async (...args: string[]): Promise<{ code: number; said: string }> => {
      const lines: string[] = []
      const code = await verifyPrediction.run(args, line => lines.push(line))
      return { code, said: lines.join('\n') }
    }
    const tick = (at: Date): Promise<void> =>
      scoreByClock.run({ database: site.database, config: site.config, now: at, modules })
    const scores = async (): Promise<number> =>
      (await anybody(tx => tx.selectFrom('prediction_score').select('seal').execute())).length
    const refusedToClock = (query: string): Promise<void> =>
      assert.rejects(
        site.database.asSystem('worker', 'analysis', tx => sql.raw(`select ${query}`).execute(tx)),
        /permission denied/,
      )
    before(async () => {
      for (const area of [3, 11]) await report(codes[area] ?? '', new Date(now.getTime() + 5 * day))
      await tick(new Date(now.getTime() + 20 * day))
      assert.equal(await scores(), 0)
      await tick(later)
    })

    test('the clock scores it when its late reports have had their time, and nobody need read a page', async () => {
      assert.equal(await scores(), 1)
    })
    test('the part of the system that acts by the clock reads who waits, and no prediction, file, key or result', async () => {
      for (const query of ['record from watch_run', 'digest from prediction_seal', 'results from prediction_score'])
        await refusedToClock(query)
      for (const table of ['prediction_content', 'prediction_key', 'watch_entry'])
        await refusedToClock(`* from ${table}`)
    })
    test('it is scored once', async () => {
      await tick(later)
      assert.equal(await scores(), 1)
      assert.equal(await scoreClosed(site.database, actorOf('analyst'), later), 0)
    })
    test('the register shows what came of it, with the base rate beside it', async () => {
      assert.match(
        await page(`/early-warning/register/${seal}`),
        /Of 10 places listed, \d had a sign; of any 10, 0\.5 did\. It said [\d.]+\./,
      )
    })
    test('strangers get the file and the outcomes with blind names; the key of partners’ data stays in', async () => {
      const outcomes = await text('outcomes')
      assert.equal(outcomes.split('\n').filter(line => line.endsWith(',1')).length, 2)
      assert.doesNotMatch(outcomes + (await text('predictions')), /E01/)
      assert.equal((await site.visitor().get(`/early-warning/register/${seal}/key.txt`)).statusCode, 404)
    })
    test('the command finds the digest right, and works out the same result', async () => {
      const [row] = await anybody(tx =>
        tx
          .selectFrom('prediction_seal')
          .innerJoin('prediction_score', 'seal', 'id')
          .select(['digest', 'results'])
          .where('id', '=', seal)
          .execute(),
      )
      const [file, outcomes] = [await fileOf('predictions'), await fileOf('outcomes')]
      const { code, said } = await verify(file, '--digest', row?.digest ?? '', '--outcomes', outcomes, '--json')
      const answer: { matches: boolean; result: unknown } = JSON.parse(said)
      assert.deepEqual([code, answer.matches], [0, true])
      assert.deepEqual(answer.result, row?.results)
    })
    test('a file in which one figure was changed is found out', async () => {
      const [row] = await anybody(tx =>
        tx.selectFrom('prediction_seal').select('digest').where('id', '=', seal).execute(),
      )
      const path = join(folder, 'changed.txt')
      writeFileSync(path, (await text('predictions')).replace(/,0$/m, ',1'))
      const { code, said } = await verify(path, '--digest', row?.digest ?? '')
      assert.equal(code, 1)
      assert.match(said, /this is NOT the sealed file/)
    })
    test('a script in another language works out the same hits, base rate and log scores', {
      skip: !python,
    }, async () => {
      const script = new URL('../../docs/methods/recompute.py', import.meta.url).pathname
      const [file, outcomes] = [await fileOf('predictions'), await fileOf('outcomes')]
      const answer: { hits: number; said: number; methods: { [name: string]: { logScore: number; brier: number } } } =
        JSON.parse(execFileSync('python3', [script, file, outcomes], { encoding: 'utf8' }))
      const { said } = await verify(file, '--outcomes', outcomes, '--json')
      const ours: {
        result: { hits: number; said: number; methods: { name: string; logScore: number; brier: number }[] }
      } = JSON.parse(said)
      assert.equal(answer.hits, ours.result.hits)
      assert.ok(Math.abs(answer.said - ours.result.said) < 1e-9)
      for (const { name, logScore, brier } of ours.result.methods) {
        const theirs = answer.methods[name]
        assert.ok(Math.abs((theirs?.logScore ?? 0) - logScore) < 1e-9, name)
        assert.ok(Math.abs((theirs?.brier ?? 0) - brier) < 1e-12, name)
      }
    })
    test('how the sealed windows went stands first on the watchlist, above the trial on the past', async () => {
      const { body } = await (await site.signIn('analyst')).get('/watchlist')
      const sealedAt = body.indexOf('Sealed before and scored after: over 1 sealed fortnight')
      assert.ok(sealedAt > 0 && sealedAt < body.indexOf('>Places<'), String(sealedAt))
      assert.match(body, /No better than base rate: after 1 sealed fortnight/)
    })
    test('a model that withdraws stands in the public register with its reason', async () => {
      const it = { model: 'fading', at: now, reason: 'Worse in 8 windows in a row.' } as const
      await as('analyst', tx => withdraw(tx, it, { windows: 8, poor: 8 }))
      assert.match(await page('/early-warning/register'), /\(fading\)[^<]*Worse in 8 windows in a row\./)
    })
  })
})
