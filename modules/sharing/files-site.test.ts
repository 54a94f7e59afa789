// Files on records: who may see, add, open and remove them, and what becomes of what is harmful.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { modules } from '#modules'
import { removeAttachments, scanWaiting, sweepAttachments } from '#platform/attachments'
import { perform } from '#platform/jobs'
import { eicar, type TestScanner } from '#platform/testing/clamd'
import { docx, jpeg, pdf } from '#platform/testing/sent-files'
import type { Site, Visitor } from '#platform/testing/site'
import { filesAbout } from './files.ts'
import { actorOf, everyone, filesSite, type Records, send, unscannedSite, type Who } from './files-records.test.ts'

describe('files on records', () => {
  let site: Site
  let scanner: TestScanner
  let records: Records
  before(async () => {
    ;({ site, scanner, records } = await filesSite())
  })
  afterEach(async () => {
    scanner.manner = 'well'
    await site.database.asSystem('retention', 'retention', async tx => {
      for (const kind of ['case', 'referral', 'disclosure', 'meeting'] as const)
        await removeAttachments(tx, kind, records[kind])
    })
  })
  after(async () => {
    await site.close()
    await scanner.close()
  })

  const as = (who: Who): Promise<Visitor> => site.as(who)
  const list = (kind: keyof Records): string => `/files/of/${kind}/${records[kind]}`
  const vault = (): string => join(site.config.dataDir, 'attachments', site.config.partnership)

  /** Adds a file, and returns its page. */
  async function added(who: Who, kind: keyof Records, name: string, bytes: Uint8Array): Promise<string> {
    const answer = await send(await as(who), list(kind), name, bytes)
    assert.equal(answer.statusCode, 303, /error-summary[\s\S]{0,800}/.exec(answer.body)?.[0])
    return String(answer.headers.location)
  }
  async function refused(who: Who, kind: keyof Records, name: string, bytes: Uint8Array): Promise<string> {
    const answer = await send(await as(who), list(kind), name, bytes)
    assert.equal(answer.statusCode, 422)
    return answer.body
  }
  const scan = (): Promise<number> => scanWaiting(site.database, site.config, new Date())
  const status = async (who: Who, path: string): Promise<number> => (await (await as(who)).get(path)).statusCode
  async function removed(who: Who, path: string): Promise<number> {
    return (await (await as(who)).post(`${path}/remove`, { why: 'Added by mistake' }, path)).statusCode
  }

  test('a file is held until it was scanned, then leaves under its marking, and the ledger has it first', async () => {
    const path = await added('lead', 'case', '../letter to school.pdf', pdf)
    assert.equal(await status('lead', `${path}/content`), 409)
    assert.match((await (await as('lead')).get(path)).body, /Waiting for the virus scanner/)
    assert.equal(await scan(), 1)
    const answer = await (await as('teacher')).get(`${path}/content`)
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(answer.rawPayload, pdf)
    assert.equal(
      answer.headers['content-disposition'],
      'attachment; filename="OFFICIAL-SENSITIVE-letter-to-school.pdf"',
    )
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.headers['cache-control'], 'no-store')
    const read = await site.database.asActor(actorOf('teacher'), 'test', tx =>
      sql<{ n: number }>`select count(*)::int as n from ledger_entry where actor = ${actorOf('teacher').id}
        and action = 'export' and kind = 'attachment' and subject = ${path.replace('/files/', '')}::uuid`.execute(tx),
    )
    assert.deepEqual(read.rows, [{ n: 1 }])
    assert.equal(await removed('lead', path), 303)
  })

  test('the job that the upload asks for scans it; where the scanner dies midway it waits, and is scanned later', async () => {
    const path = await added('lead', 'case', 'plan.docx', docx())
    const { rows } = await site.database.asSystem('worker', 'work', tx =>
      sql<{ id: string }>`select id from job where kind = 'scan-file' order by id desc limit 1`.execute(tx),
    )
    scanner.manner = 'dies'
    const parts = {
      database: site.database,
      config: site.config,
      clock: { now: () => new Date() },
      modules,
      onError() {},
    }
    await perform(parts, rows[0]?.id ?? '')
    assert.equal(await status('lead', `${path}/content`), 409)
    scanner.manner = 'well'
    await perform(parts, rows[0]?.id ?? '')
    assert.equal(await status('lead', `${path}/content`), 200)
    assert.equal(await removed('lead', path), 303)
  })

  test('what the scanner knows is destroyed: the entry stays with the signature, and whoever added it is told', async () => {
    const path = await added('lead', 'case', 'notes.txt', Buffer.from(eicar))
    await scan()
    const page = (await (await as('lead')).get(path)).body
    assert.match(page, /Refused and destroyed: the scanner found something harmful: Eicar-Test-Signature/)
    assert.equal(await status('lead', `${path}/content`), 409)
    assert.equal(await status('lead', `${path}/content?risk=accepted`), 409)
    assert.ok(!readdirSync(vault()).includes(path.replace('/files/', '')))
    assert.match((await (await as('lead')).get('/inbox')).body, /was refused by the virus scanner and destroyed/)
    assert.equal(await removed('lead', path), 303)
  })

  test('the bytes stand encrypted outside what is served, under an id, for the owner of the server alone', async () => {
    const path = await added('lead', 'case', 'photo.jpg', jpeg({ orientation: 6 }))
    const file = join(vault(), path.replace('/files/', ''))
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.ok(!readFileSync(file).includes(Buffer.of(0xff, 0xd8, 0xff)))
    await scan()
    writeFileSync(file, Buffer.alloc(200))
    assert.equal(await status('lead', `${path}/content`), 409, 'changed bytes never leave')
    assert.equal(await removed('lead', path), 303)
  })

  test('too large, empty, of another kind, or none: each has its sentence, and nothing is kept', async () => {
    const before = readdirSync(vault()).length
    const large = await send(await as('lead'), list('case'), 'large.txt', Buffer.alloc(1_100_000, 'a'))
    assert.equal(large.statusCode, 413)
    assert.match(large.body, /larger than 1 MB/)
    assert.match(await refused('lead', 'case', 'empty.pdf', Buffer.alloc(0)), /Choose a file that is not empty/)
    assert.match(await refused('lead', 'case', 'run.exe', Buffer.from('MZ')), /of this kind cannot be added/)
    assert.match(await refused('lead', 'case', 'photo.png', pdf), /what it holds is a PDF/)
    assert.equal(readdirSync(vault()).length, before)
    assert.equal(readdirSync(join(site.config.dataDir, 'incoming')).length, 0)
  })

  test('a record takes three files here, and not a fourth', async () => {
    const paths: string[] = []
    for (const name of ['a.txt', 'b.txt', 'c.txt']) paths.push(await added('lead', 'case', name, Buffer.from(name)))
    assert.match(await refused('lead', 'case', 'd.txt', Buffer.from('d')), /holds 3 files already/)
    for (const path of paths) assert.equal(await removed('lead', path), 303)
  })

  test('a form without its token is refused', async () => {
    assert.equal((await send(await as('lead'), list('case'), 'a.txt', Buffer.from('a'), false)).statusCode, 403)
  })

  test('an address of no record, of another kind, or of no kind is not found', async () => {
    const lead = await as('lead')
    assert.equal((await lead.get(`/files/of/case/${records.person}`)).statusCode, 404)
    assert.equal((await lead.get(`/files/of/referral/${records.case}`)).statusCode, 404)
    assert.equal((await lead.get(`/files/of/person/${records.person}`)).statusCode, 404)
    assert.equal((await lead.get('/files/of/case/1')).statusCode, 404)
  })

  describe('who', () => {
    const may: Readonly<Record<Exclude<keyof Records, 'person'>, readonly Who[]>> = {
      case: ['coordinator', 'lead', 'teacher'],
      referral: ['coordinator', 'teacher'],
      disclosure: ['nurse', 'governance'],
      meeting: ['coordinator', 'teacher'],
    }
    const adders = { case: 'lead', referral: 'coordinator', disclosure: 'nurse', meeting: 'coordinator' } as const
    for (const kind of ['case', 'referral', 'disclosure', 'meeting'] as const) {
      test(`the files of a ${kind} are listed for ${may[kind].join(', ')} and not found by everybody else`, async () => {
        const opened: Who[] = []
        for (const who of everyone) if ((await status(who, list(kind))) === 200) opened.push(who)
        assert.deepEqual(opened.sort(), [...may[kind]].sort())
      })

      test(`a file on a ${kind} opens for those alone, page and bytes`, async () => {
        const path = await added(adders[kind], kind, 'words.txt', Buffer.from('words'))
        await scan()
        const [pages, bytes]: [Who[], Who[]] = [[], []]
        for (const who of everyone) {
          if ((await status(who, path)) === 200) pages.push(who)
          if ((await status(who, `${path}/content`)) === 200) bytes.push(who)
        }
        // Whoever asked for help follows the referral, and reads nothing that its sorter puts there.
        const expected = may[kind].filter(who => kind !== 'referral' || who !== 'teacher').sort()
        assert.deepEqual([pages.sort(), bytes.sort()], [expected, expected])
        assert.equal(await removed(adders[kind], path), 303)
      })
    }

    test('whoever reads a case and may not write to it adds nothing', async () => {
      assert.equal((await send(await as('teacher'), list('case'), 'a.txt', Buffer.from('a'))).statusCode, 403)
      assert.doesNotMatch((await (await as('teacher')).get(list('case'))).body, /Add the file/)
    })

    test('a referrer adds to their referral, and sees their own file there', async () => {
      const path = await added('teacher', 'referral', 'words.txt', Buffer.from('words'))
      await scan()
      assert.equal(await status('teacher', `${path}/content`), 200)
      assert.equal(await status('coordinator', `${path}/content`), 200)
      assert.equal(await removed('coordinator', path), 303)
    })

    test('only whoever added a file, or manages the record, removes it', async () => {
      const path = await added('coordinator', 'case', 'words.txt', Buffer.from('words'))
      assert.equal(await removed('teacher', path), 403)
      assert.equal(await removed('lead', path), 403)
      assert.equal(await removed('coordinator', path), 303)
      assert.equal(await status('coordinator', path), 404)
    })
  })

  describe('what is gone is gone', () => {
    test('removed, its key is gone at once, and its bytes with the sweep after an hour', async () => {
      const path = await added('lead', 'case', 'words.txt', Buffer.from('words'))
      const file = join(vault(), path.replace('/files/', ''))
      await removed('lead', path)
      assert.equal(await sweepAttachments(site.database, site.config, new Date()), 0, 'younger than an hour')
      const old = new Date(Date.now() - 2 * 3_600_000)
      utimesSync(file, old, old)
      writeFileSync(`${file}.part`, 'half')
      utimesSync(`${file}.part`, old, old)
      assert.equal(await sweepAttachments(site.database, site.config, new Date()), 2)
      assert.ok(!readdirSync(vault()).some(name => file.endsWith(name) || name.endsWith('.part')))
    })

    test('a file that still has its row survives the sweep', async () => {
      const path = await added('lead', 'case', 'words.txt', Buffer.from('words'))
      const old = new Date(Date.now() - 2 * 3_600_000)
      utimesSync(join(vault(), path.replace('/files/', '')), old, old)
      await sweepAttachments(site.database, site.config, new Date())
      await scan()
      assert.equal(await status('lead', `${path}/content`), 200)
      const gone = await site.database.asSystem('retention', 'retention', tx =>
        removeAttachments(tx, 'case', records.case),
      )
      assert.equal(gone, 1)
      assert.equal(await status('lead', path), 404)
    })
  })

  test('somebody who asks what is held on them is told of each file, to be read before it is handed over', async () => {
    const path = await added('lead', 'case', 'letter.pdf', pdf)
    const sections = await site.database.asActor(actorOf('lead'), 'test', tx => filesAbout(tx, records.person))
    assert.deepEqual(
      sections.map(({ heading, rows, withhold }) => [heading, rows.map(row => row['Name']), withhold !== undefined]),
      [['Files', ['letter.pdf'], true]],
    )
    const others = await site.database.asActor(actorOf('colleague'), 'test', tx => filesAbout(tx, records.person))
    assert.deepEqual(others, [])
    await removed('lead', path)
  })
})

describe('a server without a scanner', () => {
  for (const unscanned of ['hold', 'warn'] as const) {
    describe(`set to ${unscanned}`, () => {
      let site: Site
      let records: Records
      before(async () => {
        ;({ site, records } = await unscannedSite(unscanned))
      })
      after(() => site.close())

      test(
        unscanned === 'hold' ? 'lets nobody open a file' : 'gives a file to whoever accepts that it was not checked',
        async () => {
          const lead = await site.signIn('lead')
          const list = `/files/of/case/${records.case}`
          const path = String((await send(lead, list, 'letter.pdf', pdf)).headers.location)
          assert.match((await lead.get(list)).body, /This server has no virus scanner/)
          assert.match((await lead.get(path)).body, /Not checked: this server has no virus scanner/)
          assert.equal((await lead.get(`${path}/content`)).statusCode, 409)
          const accepted = await lead.get(`${path}/content?risk=accepted`)
          assert.equal(accepted.statusCode, unscanned === 'hold' ? 409 : 200)
        },
      )
    })
  }
})
