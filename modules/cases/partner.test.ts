// Support of a partner, asked of the database itself: who reads it, that whoever reads the case cannot tell that it exists, and that
// each policy matters.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { lookAtRecords, removeRecords } from '#modules/sharing'
import { audienceId, grantAccess } from '#platform/access'
import { fixedClock } from '#platform/clock'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { actorOf, everyone, type Made, modules, now, today } from './cases-site.test.ts'
import { partnerData, partnerTasks } from './offers/partner.ts'
import { actor, type SupportWorld, schema, service, supportWorld } from './partner-site.test.ts'
import {
  addPartnerEvent,
  answerNews,
  concernsBeside,
  newsOf,
  newsWaiting,
  openSupport,
  sendNews,
  supportById,
  supportPage,
  supportPageLength,
  tellChange,
} from './store/partner.ts'

const all = [...everyone, ...service]
const tables = ['programme_news', 'partner_support', 'partner_choice', 'partner_event'] as const
const answers = 'programme_news_answer'

describe('support of a partner', () => {
  let world: SupportWorld
  let made: Made
  let other: Made
  let partner = ''
  let support = ''
  let seenBefore: string[] = []
  const as: SupportWorld['as'] = (key, work) => world.as(key, work)
  const ask: SupportWorld['ask'] = (...it) => world.ask(...it)
  const undone: SupportWorld['undone'] = (key, work) => world.undone(key, work)

  before(async () => {
    world = await supportWorld()
    await as('lead', tx => world.tell(tx))
    seenBefore = await world.everythingSeenBy('lead')
    await as('support', tx => world.open(tx))
    ;({ made, other, partner, support } = world)
  })
  after(() => world.database.close())

  for (const table of tables) {
    test(`${table} is read by the two of the service that it was sent to, and nobody else of ${all.length}`, async () => {
      const found: string[] = []
      for (const key of all) if (Number(await ask(key, `select count(*)::int as n from ${table}`)) > 0) found.push(key)
      assert.deepEqual(found, [...service])
    })
  }

  test('a concern and a request each raise a notice of both people of the service, the concern at once, and of nobody else', async () => {
    const { rows } = await world.database.raw(`select a.name, n.kind, n.urgent from ${schema}.notice n
      join ${schema}.account a on a.id = n.actor where n.kind like 'partner%' order by 1, 2`)
    assert.deepEqual(
      rows,
      ['Test support', 'Test support-colleague'].flatMap(name => [
        { name, kind: 'partner asked', urgent: false },
        { name, kind: 'partner concern', urgent: true },
      ]),
    )
  })

  test('a concern beside support that is older than a page holds, and has ended, is a task still', () =>
    undone('support', async tx => {
      const ended = { event: 'ended', words: 'She moved', on_day: today, answers: [] } as const
      await addPartnerEvent(tx, support, ended, now)
      const sent = (await newsOf(tx, made.file)).find(({ what }) => what === 'concern')
      assert.ok(sent?.sent)
      for (let at = 0; at <= supportPageLength; at++)
        await openSupport(tx, sent, { person: partner, opened_on: today }, now)
      assert.ok((await supportPage(tx, undefined)).every(({ id }) => id !== support))
      assert.deepEqual((await concernsBeside(tx)).find(it => it.support === support)?.count, 1)
      const acted = { event: 'acted', words: 'Rang her', on_day: today, answers: [sent.id] } as const
      await addPartnerEvent(tx, support, acted, now)
      assert.ok((await concernsBeside(tx)).every(it => it.support !== support))
    }))

  test('a programme that is changed for another kind of help has ended; chosen again, or kept, it does not begin twice', () =>
    undone('support', async tx => {
      const told = async (): Promise<string> => (await newsOf(tx, made.file)).map(({ what }) => what).join()
      const before = await told()
      const change = (from: string | undefined, to: string) =>
        tellChange(tx, made.file, { before: from, after: to, on_day: today }, now)
      await change('pw.behaviour_change', 'pw.behaviour_change')
      await change(undefined, 'pw.mentoring')
      assert.equal(await told(), before)
    }))

  test('whoever leads the case sees the same number of rows of every table before and after a partner is supported', async () => {
    assert.ok(seenBefore.length > 60)
    assert.ok(seenBefore.includes('case_file 2') && seenBefore.includes('programme_news 0'))
    assert.deepEqual(await world.everythingSeenBy('lead'), seenBefore)
  })

  test('a second request waits, though somebody is supported beside that case, until the service says what came of it', async () => {
    await as('lead', tx => sendNews(tx, made.file, { what: 'ask', words: 'Another', agency: 'org.refuge' }, today, now))
    const second = await as('support-colleague', tx => newsWaiting(tx))
    assert.deepEqual(
      second.map(({ words }) => words),
      ['Another'],
    )
    const answer = { answer: 'wants none', words: 'She said no' } as const
    const id = second[0]?.id ?? ''
    await assert.rejects(
      as('lead', tx => answerNews(tx, id, answer, now)),
      /row-level security/,
    )
    await as('support', tx => answerNews(tx, id, answer, now))
    assert.deepEqual(await as('support', newsWaiting), [])
    const found: string[] = []
    for (const key of all) if ((await ask(key, `select count(*)::int as n from ${answers}`)) !== '0') found.push(key)
    assert.deepEqual(found, [...service])
    await world.database.raw(`delete from ${schema}.programme_news where id = '${id}'`)
    assert.equal(await ask('support', `select count(*)::int as n from ${answers}`), '0')
  })

  test('a case with another kind of help tells nothing by itself; one with the programme tells only what was agreed', async () => {
    await as('support', async tx => {
      const told = (await newsOf(tx, made.file)).map(({ what, words }) => [what, words])
      assert.deepEqual(told.sort(), [
        ['ask', 'Wren, his former partner'],
        ['came', ''],
        ['concern', 'He knows where Wren works'],
      ])
      assert.deepEqual(await newsOf(tx, other.file), [])
      assert.equal((await supportById(tx, support))?.choices[0]?.own_words, 'Ring me at work')
    })
    assert.equal(await ask('support', 'select count(*)::int as n from case_file'), '0')
    assert.equal(await ask('support', 'select count(*)::int as n from case_session'), '0')
  })

  test('the wall: somebody of the service who joins the case’s team reads none of it any more', async () => {
    const joined = `insert into ${schema}.access (id, audience, record, level, purpose, why, granted_by)
      values ('${newId()}', '${audienceId('person', actor('support-colleague').id)}', '${made.file}', 20, 'case', 'x', '${newId()}')`
    for (const table of tables) {
      const count = `select count(*)::int as n from ${table}`
      assert.notEqual(await ask('support-colleague', count), '0', table)
      assert.equal(await ask('support-colleague', count, joined), '0', table)
    }
    const open = (wall: string) => `${joined}; drop policy ${wall}_wall on ${schema}.${wall}`
    assert.notEqual(
      await ask('support-colleague', 'select count(*)::int as n from partner_support', open('partner_support')),
      '0',
    )
    assert.notEqual(
      await ask('support-colleague', 'select count(*)::int as n from programme_news', open('programme_news')),
      '0',
    )
  })

  test('nobody opens support beside a case of which their service was not told', async () => {
    const beside = (sent: string, file: string): string =>
      `insert into partner_support (id, person, about, sent, opened_on, opened_at, opened_by) values ('${newId()}', '${partner}',
        '${file}', (select id from ${schema}.programme_news where ${sent}), '${today}', now(), '${actor('support').id}')`
    assert.equal(await ask('support', beside("what = 'ask'", made.file)), '')
    assert.equal(await ask('support', beside("what = 'ask'", other.file)), 'error 23503', 'not told of that case')
    assert.equal(await ask('support', beside('false', made.file)), 'error 42501', 'beside nothing that was sent')
    assert.equal(
      await ask('support', beside("what = 'came'", made.file)),
      'error 42501',
      'beside what was not sent to them',
    )
  })

  test('what the programme’s own person is given, and what case workers are offered, says nothing of it', async () => {
    const cases = modules.find(({ name }) => name === 'cases')
    const own = await world.database.asActor(actorOf('governance'), 'subject-access', async tx => [
      ...((await cases?.personalData?.(tx, made.person)) ?? []),
      ...((await cases?.timeline?.(tx, made.person)) ?? []),
    ])
    assert.ok(own.length > 0)
    assert.doesNotMatch(JSON.stringify(own), /Wren|concern|Support [0-9A-F]{6}/)
    const who = (roles: string[], key: string) => ({ id: actor(key).id, name: '', jobTitle: '', agency: '', roles })
    const tasks = await as('lead', async tx => (await cases?.tasks?.(tx, who(['practitioner'], 'lead'), now)) ?? [])
    assert.ok(tasks.length > 0)
    assert.doesNotMatch(JSON.stringify(tasks), /partner|concern|Support/)
    assert.deepEqual(
      (await as('support', tx => partnerTasks(tx, who(['practitioner'], 'support')))).map(({ text }) => text),
      [`Act on a safety concern: Support ${support.slice(-6).toUpperCase()}`],
    )
  })

  test('the partner’s own request is answered with it, and with nothing of the person on the programme', async () => {
    const grant = { audience: audienceId('person', actorOf('governance').id), record: partner, level: 'read' } as const
    await as('support', tx => grantAccess(tx, { ...grant, purpose: 'subject-access', why: 'She asked' }))
    const sections = await world.database.asActor(actorOf('governance'), 'subject-access', tx =>
      partnerData(tx, partner),
    )
    assert.equal(sections.length, 2)
    assert.match(JSON.stringify(sections), /Ring me at work/)
    assert.doesNotMatch(JSON.stringify(sections), /Rhys|He knows|Came to a session/)
  })

  test('every policy, taken away, changes what the service, the lead or governance reads or writes', async () => {
    const by = { by: actor('support').id, opened_by: actor('support').id }
    const copy = async (table: string, key: string): Promise<string> => {
      const { rows } = await world.database.raw(
        `select to_jsonb(t)::text as row from ${schema}.${table} t order by t.id limit 1`,
      )
      const row = {
        ...JSON.parse((rows as { row: string }[])[0]?.row ?? '{}'),
        id: newId(),
        ...by,
        ...(key === 'lead' ? { by: actor('lead').id } : {}),
      }
      return `insert into ${table} select * from jsonb_populate_record(null::${table}, '${JSON.stringify(row)}'::jsonb)`
    }
    const told = async (table: string, change?: string): Promise<string[]> => {
      const writer = table === 'programme_news' ? 'lead' : 'support'
      const count = `select count(*)::int as n from ${table}`
      return [
        await ask('support', count, change),
        await ask('governance', count, change),
        await ask(writer, await copy(table, writer), change),
        await ask('board', await copy(table, writer), change),
        // What was sent is read before anybody is supported, too.
        await ask('support', count, `delete from ${schema}.partner_support; ${change ?? 'select 1'}`),
      ]
    }
    const survivors: string[] = []
    for (const table of tables) {
      const usual = await told(table)
      assert.deepEqual(usual.slice(2, 4), ['', 'error 42501'], table)
      const { rows } =
        await world.database.raw(`select policyname as name from pg_policies where schemaname = '${schema}'
        and tablename = '${table}' and 'breakwater_app' = any(roles) and permissive = 'PERMISSIVE'`)
      for (const { name } of rows as { name: string }[])
        if (String(await told(table, `drop policy ${name} on ${schema}.${table}`)) === String(usual))
          survivors.push(name)
    }
    assert.deepEqual(survivors, [])
  })

  test('when the case goes, what it told goes with it, and the support stays', async () => {
    const { rows } =
      await world.database.raw(`begin; set local search_path = ${schema}; delete from case_file where id = '${made.file}';
      select (select count(*) from programme_news)::int as n, (select count(*) from partner_support)::int as m; rollback`)
    assert.deepEqual(
      (rows as object[]).find(row => 'n' in row),
      { n: 0, m: 1 },
    )
  })

  test('support that has ended is due six years on and, once agreed, goes with all of it; the case that told stays', async () => {
    const { database } = world
    const work = (on: string) => ({ database, modules, clock: fixedClock(`${on}T10:00:00Z`) })
    const queue = async () =>
      (await database.raw(`select schedule, people from ${schema}.retention_item where record = '${support}'`)).rows
    await lookAtRecords(work('2032-11-20'))
    assert.deepEqual(await queue(), [])
    const ended = { event: 'ended', words: 'She is safe', on_day: today, answers: [] } as const
    await as('support', tx => addPartnerEvent(tx, support, ended, now))
    await lookAtRecords(work('2032-11-19'))
    assert.deepEqual(await queue(), [])
    await lookAtRecords(work('2032-11-20'))
    assert.deepEqual(await queue(), [{ schedule: 'adult_case', people: 1 }])
    await database.raw(`update ${schema}.retention_item set due_on = current_date where record = '${support}'`)
    await database.asActor(actorOf('governance'), 'retention', async tx => {
      await sql`insert into retention_event (id, record, kind, event, ground, actor) values (${newId()}, ${support}, 'partner support',
        'delete_approved', 'time over', ${actorOf('governance').id})`.execute(tx)
      await record(tx, { action: 'write', kind: 'test' })
    })
    assert.deepEqual(await removeRecords(work('2032-11-20')), [{ kind: 'partner support', removed: 1, kept: 0 }])
    const left = ['partner_support', 'partner_choice', 'partner_event', 'programme_news', 'case_file']
    const { rows } = await database.raw(
      `select array[${left.map(table => `(select count(*) from ${schema}.${table})::int`).join(', ')}] as n`,
    )
    assert.deepEqual((rows as { n: number[] }[])[0]?.n, [0, 0, 0, 3, 2])
  })
})
