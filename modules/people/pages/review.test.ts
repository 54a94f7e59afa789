// Pairs of two agencies' records, reviewed: who sees which, what is shown, and that every merge can be undone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { audienceId } from '#platform/access'
import { newId } from '#platform/ids'
import { addMember } from '#platform/members'
import type { Site } from '#platform/testing/site'
import { askIndex } from '../matching/matcher.ts'
import { matchNotices } from '../matching/notices.ts'
import { actorOf, makeRecord, peopleSite, type StaffKey } from '../people-site.test.ts'
import { addNotices, addStep, noticedChild, noticesAbout } from '../store/notices.ts'
import { addAddress } from '../store/parts.ts'

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

describe('the review of pairs', () => {
  let site: Site
  const records: Record<string, string> = {}
  const make = async (
    name: string,
    key: StaffKey,
    given: string,
    family: string,
    born: string,
    postcode: string,
  ): Promise<void> => {
    const id = await makeRecord(site, key, {
      givenName: given,
      familyName: family,
      born,
      otherNames: [],
      identifiers: [],
    })
    records[name] = id
    await site.database.asActor(actorOf(key), 'people', tx =>
      addAddress(tx, id, { class: 'ordinary', lines: '1 Park Row', postcode, since: null, until: null }),
    )
  }
  before(async () => {
    site = await peopleSite()
    await make('mira at school', 'teacher', 'Mira', 'Thornhaven', '2011-05-03', 'XW4 2BW')
    await make('mira at hospital', 'nurse', 'Mira', 'Thornhaven', '2011-05-03', 'XW4 2BW')
    await make('unsure at school', 'teacher', 'Jonas', 'Pellworth', '2010-02-07', 'XW7 1AA')
    await make('unsure at youth justice', 'worker', 'Jon', 'Pelworth', '2010-07-02', 'XW9 8ZZ')
    await make('twin at school', 'teacher', 'Ada', 'Quillmere', '2012-09-09', 'XW3 3CC')
    await make('twin at hospital', 'nurse', 'Bea', 'Quillmere', '2012-09-09', 'XW3 3CC')
    await (await site.signIn('coordinator')).get('/people/pairs')
  })
  after(() => site.close())

  const asMatcher = async (text: string): Promise<Record<string, string>[]> =>
    (await site.database.asSystem('matcher', 'match', tx => sql.raw<Record<string, string>>(text).execute(tx))).rows
  const pairOf = async (a: string, b: string): Promise<string> => {
    const [one, other] = [records[a] ?? '', records[b] ?? ''].toSorted()
    return (
      (await asMatcher(`select id from match_pair where one = '${one}' and other = '${other}'`))[0]?.['id'] ?? 'none'
    )
  }
  const standing = async (): Promise<string> =>
    JSON.stringify(await asMatcher('select record, cluster from person_cluster order by record'))
  const together = async (a: string, b: string): Promise<boolean> => {
    const rows = await asMatcher(
      `select distinct cluster from person_cluster where record in ('${records[a]}', '${records[b]}')`,
    )
    return rows.length === 1
  }
  const page = async (key: StaffKey, path: string) => (await site.signIn(key)).get(path)
  const answer = async (key: StaffKey, pair: string, said: string) =>
    (await site.signIn(key)).post(`/people/pairs/${pair}`, { said, why: 'I rang both and asked them.' })

  test('the same name, day of birth and postcode are held together by their score; twins and a doubtful pair are not', async () => {
    assert.equal(await together('mira at school', 'mira at hospital'), true)
    assert.equal(await together('twin at school', 'twin at hospital'), false)
    assert.equal(await together('unsure at school', 'unsure at youth justice'), false)
  })

  test('the coordinator sees every pair, a practitioner those of their own agency, a nurse and an analyst none', async () => {
    const list = (await page('coordinator', '/people/pairs')).body
    for (const [a, b] of [
      ['twin at school', 'twin at hospital'],
      ['unsure at school', 'unsure at youth justice'],
    ] as const)
      assert.match(list, new RegExp(await pairOf(a, b)))
    const own = (await page('worker', '/people/pairs')).body
    assert.match(own, new RegExp(await pairOf('unsure at school', 'unsure at youth justice')))
    assert.doesNotMatch(own, new RegExp(await pairOf('twin at school', 'twin at hospital')))
    assert.equal(
      (await page('worker', `/people/pairs/${await pairOf('twin at school', 'twin at hospital')}`)).statusCode,
      404,
    )
    assert.equal((await page('nurse', '/people/pairs')).statusCode, 403)
    assert.equal((await page('yos-analyst', '/people/pairs')).statusCode, 403)
  })

  test('a pair shows what is compared and opens neither record', async () => {
    const pair = await pairOf('twin at school', 'twin at hospital')
    const shown = (await page('coordinator', `/people/pairs/${pair}`)).body
    assert.match(shown, /These may be twins/)
    assert.match(shown, /Date of birth<\/strong>: the same/)
    assert.doesNotMatch(shown, /1 Park Row/)
    assert.doesNotMatch(shown, new RegExp(records['twin at school'] ?? 'none'))
    assert.equal((await page('coordinator', `/people/${records['twin at school']}`)).statusCode, 404)
  })

  test('a look at a pair is in the ledger for both records', async () => {
    await page('coordinator', `/people/pairs/${await pairOf('twin at school', 'twin at hospital')}`)
    const looks = await site.database.asActor(actorOf('governance'), 'governance', tx =>
      tx
        .selectFrom('ledger_entry')
        .select('subject')
        .where('kind', '=', 'pair under review')
        .where('actor', '=', actorOf('coordinator').id)
        .execute(),
    )
    const subjects = new Set(looks.map(({ subject }) => subject))
    assert.ok(subjects.has(records['twin at school'] ?? '') && subjects.has(records['twin at hospital'] ?? ''))
  })

  test('a merge that is undone leaves every record where it was, and both stay on file', async () => {
    const start = await standing()
    const pair = await pairOf('unsure at school', 'unsure at youth justice')
    assert.equal((await answer('coordinator', pair, 'same')).statusCode, 303)
    assert.equal(await together('unsure at school', 'unsure at youth justice'), true)
    const coordinator = await site.signIn('coordinator')
    const undone = await coordinator.post(
      `/people/pairs/${pair}/undo`,
      { undoWhy: 'The school meant his cousin.' },
      `/people/pairs/${pair}`,
    )
    assert.equal(undone.statusCode, 303)
    assert.equal(await standing(), start)
    const shown = (await coordinator.get(`/people/pairs/${pair}`)).body
    assert.match(shown, /records brought together/)
    assert.match(shown, /The school meant his cousin/)
    const [row] = await asMatcher(`select count(*)::text as n from cluster_event where cause in ('said', 'undone')`)
    assert.equal(row?.['n'], '2')
  })

  test('“not a match” parts what the score held together, and undoing brings it back', async () => {
    const pair = await pairOf('mira at school', 'mira at hospital')
    const start = await standing()
    await answer('coordinator', pair, 'not same')
    assert.equal(await together('mira at school', 'mira at hospital'), false)
    const coordinator = await site.signIn('coordinator')
    await coordinator.post(
      `/people/pairs/${pair}/undo`,
      { undoWhy: 'It was the same girl after all.' },
      `/people/pairs/${pair}`,
    )
    assert.equal(await standing(), start)
  })

  test('twins whom a person called two people stay apart, and the pair leaves the queue', async () => {
    const pair = await pairOf('twin at school', 'twin at hospital')
    await answer('coordinator', pair, 'not same')
    assert.equal(await together('twin at school', 'twin at hospital'), false)
    assert.doesNotMatch((await page('coordinator', '/people/pairs')).body, new RegExp(pair))
  })

  describe('notices of two girls whose records were held to be one person', () => {
    const days = { ada: daysAgo(20), bea: daysAgo(10), long: daysAgo(600) }
    const notice = (given_name: string, happened_on: string) => ({
      ...{ reference: newId(), happened_on, address: '1 Park Row', postcode: 'XW3 3CC' },
      children: [
        { given_name, family_name: 'Quillmere', born: '2012-09-09', school: '', witnessed: 'not known' as const },
      ],
    })
    const aboutBoth = async (): Promise<string[][]> => {
      const about = (record = '') =>
        site.database.asActor(actorOf('governance'), 'subject-access', tx => noticesAbout(tx, record))
      const [ada, bea] = [await about(records['twin at school']), await about(records['twin at hospital'])]
      return [ada, bea].map(found => found.map(({ happened_on }) => happened_on))
    }
    const idOf = async (day: string): Promise<string> =>
      (
        await asMatcher(
          `select c.id from abuse_notice_child c join abuse_notice n on n.id = c.notice where n.happened_on = '${day}'`,
        )
      )[0]?.['id'] ?? 'none'
    const lastStep = (child: string) =>
      site.database.asActor(
        actorOf('coordinator'),
        'children-with-a-notice',
        async tx => (await noticedChild(tx, child))?.step,
      )
    let pair = ''

    before(async () => {
      pair = await pairOf('twin at school', 'twin at hospital')
      await answer('coordinator', pair, 'same')
      await site.database.asSystem('migrator', 'set-up', tx =>
        addMember(tx, actorOf('coordinator').id, audienceId('group', 'grp.tfg_da'), 'Sits in it'),
      )
      const now = new Date()
      await site.database.asActor(actorOf('teacher'), 'abuse-notice', async tx => {
        const three = [notice('Ada', days.ada), notice('Bea', days.bea), notice('Ada', days.long)]
        await addNotices(tx, three, { actor: actorOf('teacher').id, now })
        // The oldest was matched while it was new.
        await matchNotices({ tx, config: site.config, now }, daysAgo(300))
      })
    })

    test('while they are one, all three notices are of both', async () => {
      assert.equal(await together('twin at school', 'twin at hospital'), true)
      assert.deepEqual(await aboutBoth(), [Object.values(days).toSorted(), Object.values(days).toSorted()])
    })

    test('once they are two, each notice is of the girl whom it names, also one older than a year, and a lead who was told before does not count', async () => {
      const bea = await idOf(days.bea)
      const told = { event: 'lead told', why: 'I rang them.' } as const
      const coordinator = actorOf('coordinator')
      await site.database.asActor(coordinator, 'children-with-a-notice', tx =>
        addStep(tx, bea, told, coordinator.id, new Date()),
      )
      assert.equal(await lastStep(bea), 'lead told')
      await answer('coordinator', pair, 'not same')
      assert.deepEqual(await aboutBoth(), [[days.long, days.ada], [days.bea]])
      assert.equal(await lastStep(bea), null)
    })

    test('brought together again by a merge, no notice is lost', async () => {
      await answer('coordinator', pair, 'same')
      assert.deepEqual((await aboutBoth())[0], [days.long, days.ada, days.bea])
      await answer('coordinator', pair, 'not same')
      assert.deepEqual(await aboutBoth(), [[days.long, days.ada], [days.bea]])
    })
  })

  test('of two children of one notice who are both like one record, neither is held to be that person', async () => {
    const child = { family_name: 'Fennimere', born: '2013-01-08', school: '', witnessed: 'not known' as const }
    await make('elsie', 'nurse', 'Elsie', 'Fennimere', '2013-01-08', 'XW5 1EE')
    const at = { reference: newId(), happened_on: daysAgo(3), address: '2 Fell Row', postcode: 'XW5 1EE' }
    const who = { actor: actorOf('teacher').id, now: new Date() }
    await site.database.asActor(actorOf('teacher'), 'abuse-notice', async tx => {
      const children = ['Elsie', 'Elsi'].map(given_name => ({ given_name, ...child }))
      await addNotices(tx, [{ ...at, children }], who)
      await matchNotices({ tx, config: site.config, now: who.now }, daysAgo(0))
    })
    assert.deepEqual(
      await asMatcher(
        `select given_name as name, person from abuse_notice_child where family_name = 'Fennimere' order by 1`,
      ),
      [
        { name: 'Elsi', person: null },
        { name: 'Elsie', person: null },
      ],
    )
  })

  test('a second reviewer reads no answer but their own, and theirs changes nothing', async () => {
    const pair = await pairOf('unsure at school', 'unsure at youth justice')
    await answer('coordinator', pair, 'same')
    const blind = (await page('worker', `/people/pairs/${pair}`)).body
    assert.doesNotMatch(blind, /I rang both|What was done|If it was wrong/)
    await answer('worker', pair, 'not same')
    assert.equal(await together('unsure at school', 'unsure at youth justice'), true)
    const [row] = await asMatcher(`select count(*)::text as n from match_review where second`)
    assert.equal(row?.['n'], '1')
  })

  test('a record that changes is matched anew at the next look, and one that is sealed leaves the review', async () => {
    await make('late', 'nurse', 'Orla', 'Fennwick', '2009-12-12', 'XW5 5EE')
    await make('late at school', 'teacher', 'Orla', 'Fenwick', '2009-12-12', 'XW5 5EE')
    await page('coordinator', '/people/pairs')
    assert.equal(await together('late', 'late at school'), true)
    const pair = await pairOf('late', 'late at school')
    const sealing = await site.signIn('nurse')
    await sealing.post(
      `/people/${records['late']}/sealed`,
      { why: 'They asked that nobody else reads it.' },
      `/people/${records['late']}/sealed`,
    )
    assert.equal((await page('coordinator', `/people/pairs/${pair}`)).statusCode, 404)
  })

  test('what is missing is said, and nothing is recorded', async () => {
    const pair = await pairOf('mira at school', 'mira at hospital')
    const refused = await (await site.signIn('coordinator')).post(`/people/pairs/${pair}`, { said: '', why: '' })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Choose what you can say of these two records/)
  })

  test('the index answers ids and nothing else of a record', async () => {
    const found = await site.database.asActor(actorOf('nurse'), 'people', tx =>
      askIndex({ tx, config: site.config, now: new Date() }, index => index.records),
    )
    assert.ok(found >= 6)
  })
})
