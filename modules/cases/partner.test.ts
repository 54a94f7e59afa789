// Support of a partner, asked of the database itself: who reads it, that whoever reads the case cannot tell that it exists, and that
// each policy matters.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addAccount } from '#modules/agencies'
import { addContact, addPerson } from '#modules/people'
import { audienceId, grantAccess } from '#platform/access'
import { type Actor, type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import { setUpContent, testSecrets } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import {
  actorOf,
  addStaff,
  everyone,
  type Made,
  makeCase,
  modules,
  now,
  openForRequest,
  today,
} from './cases-site.test.ts'
import { partnerData, partnerTasks } from './offers/partner.ts'
import { choosePathway } from './store/deciding.ts'
import {
  addChoice,
  addPartnerEvent,
  newsOf,
  newsWaiting,
  openSupport,
  sendNews,
  supportById,
  tellProgramme,
} from './store/partner.ts'

const schema = schemaOf(testPartnership)
const service = ['support', 'support-colleague'] as const
const all = [...everyone, ...service]
const tables = ['programme_news', 'partner_support', 'partner_choice', 'partner_event'] as const
const pathway = {
  pathway: 'pw.behaviour_change',
  name: 'A programme',
  why: 'He asked',
  contact_hours: 120,
  review_days: 28,
}
const chose = {
  answer: 'wants contact',
  own_words: 'Ring me at work',
  no_words_why: '',
  how: 'At the clinic',
  answered_on: today,
} as const

describe('support of a partner', () => {
  let database: OpenDatabase
  let made: Made
  let other: Made
  let support = ''
  let partner = ''
  let seenBefore: string[] = []
  const actor = (key: string): Actor => ({ id: idOf('account', key), session: undefined })
  const as = <T>(key: string, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor(actor(key), 'partner-support', work)

  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'], now })
    await database.asSystem('migrator', 'set-up', async tx => {
      await addStaff(tx)
      for (const key of service) {
        const it = { key, name: `Test ${key}`, jobTitle: 'Support', comesTo: '', agencyKey: 'org.refuge' }
        await addAccount(tx, { ...it, roles: ['practitioner'], synthetic: true })
      }
    })
    made = await makeCase(database, testSecrets)
    other = await makeCase(database, testSecrets)
    await openForRequest(database, made)
    await as('lead', tell)
    seenBefore = await everythingSeenBy('lead')
    await as('support', open)
  })
  after(() => database.close())

  async function tell(tx: Transaction): Promise<void> {
    await choosePathway(tx, made.file, pathway, now)
    await sendNews(tx, made.file, { what: 'ask', words: 'Wren, his former partner', agency: 'org.refuge' }, today, now)
    await sendNews(
      tx,
      made.file,
      { what: 'concern', words: 'He knows where Wren works', agency: 'org.refuge' },
      today,
      now,
    )
    await tellProgramme(tx, made.file, { what: 'came', on_day: today }, now)
    await tellProgramme(tx, other.file, { what: 'came', on_day: today }, now)
  }

  async function open(tx: Transaction): Promise<void> {
    const [sent] = await newsWaiting(tx)
    assert.ok(sent !== undefined)
    const named = {
      givenName: 'Wren',
      familyName: 'Test',
      otherNames: [],
      born: '1990-01-01',
      bornPrecision: 'day',
    } as const
    const kind = { world: 'victim-service', sealed: false, sex: 'not known', identifiers: [] } as const
    partner = await addPerson(tx, testSecrets, { ...named, ...kind }, actor('support').id, now)
    await addContact(tx, partner, { kind: 'telephone', value: '07700 900001', safety: 'safe', must_not_know: 'Rhys' })
    support = await openSupport(tx, sent, { person: partner, opened_on: today }, now)
    await addChoice(tx, support, chose, now)
    await addPartnerEvent(tx, support, { event: 'talked', words: 'Safe at work', on_day: today, answers: [] }, now)
  }

  /** Runs one statement as somebody, after `change` by the owner, and undoes both. Answers a count or a refusal. */
  async function ask(key: string, statement: string, change = 'select 1'): Promise<string> {
    const enter = `set local role breakwater_app; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor(key).id}'`
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return String((rows as { n?: number | string }[]).map(({ n }) => n).filter(n => n !== undefined))
    } catch (error) {
      await database.raw('rollback')
      return `error ${(error as { code?: string }).code ?? 'unknown'}`
    }
  }

  /** How many rows of each table of the partnership somebody can see. */
  async function everythingSeenBy(key: string): Promise<string[]> {
    const { rows } = await database.raw(`select c.relname::text as name from pg_class c
      where c.relkind = 'r' and c.relnamespace = '${schema}'::regnamespace
        and has_table_privilege('breakwater_app', c.oid, 'select') order by 1`)
    const names = (rows as { name: string }[]).map(({ name }) => name)
    const counts = names.map(name => `'${name} ' || (select count(*) from ${name})`)
    return (await ask(key, `select array_to_string(array[${counts.join(', ')}], ';') as n`)).split(';')
  }

  for (const table of tables) {
    test(`${table} is read by the two of the service that it was sent to, and nobody else of ${all.length}`, async () => {
      const found: string[] = []
      for (const key of all) if (Number(await ask(key, `select count(*)::int as n from ${table}`)) > 0) found.push(key)
      assert.deepEqual(found, [...service])
    })
  }

  test('whoever leads the case sees the same number of rows of every table before and after a partner is supported', async () => {
    assert.ok(seenBefore.length > 60)
    assert.ok(seenBefore.includes('case_file 2') && seenBefore.includes('programme_news 0'))
    assert.deepEqual(await everythingSeenBy('lead'), seenBefore)
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
    const own = await database.asActor(actorOf('governance'), 'subject-access', async tx => [
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
    const sections = await database.asActor(actorOf('governance'), 'subject-access', tx => partnerData(tx, partner))
    assert.equal(sections.length, 2)
    assert.match(JSON.stringify(sections), /Ring me at work/)
    assert.doesNotMatch(JSON.stringify(sections), /Rhys|He knows|Came to a session/)
  })

  test('every policy, taken away, changes what the service, the lead or governance reads or writes', async () => {
    const by = { by: actor('support').id, opened_by: actor('support').id }
    const copy = async (table: string, key: string): Promise<string> => {
      const { rows } = await database.raw(
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
      const { rows } = await database.raw(`select policyname as name from pg_policies where schemaname = '${schema}'
        and tablename = '${table}' and 'breakwater_app' = any(roles) and permissive = 'PERMISSIVE'`)
      for (const { name } of rows as { name: string }[])
        if (String(await told(table, `drop policy ${name} on ${schema}.${table}`)) === String(usual))
          survivors.push(name)
    }
    assert.deepEqual(survivors, [])
  })

  test('when the case goes, what it told goes with it, and the support stays', async () => {
    const { rows } =
      await database.raw(`begin; set local search_path = ${schema}; delete from case_file where id = '${made.file}';
      select (select count(*) from programme_news)::int as n, (select count(*) from partner_support)::int as m; rollback`)
    assert.deepEqual(
      (rows as object[]).find(row => 'n' in row),
      { n: 0, m: 1 },
    )
  })
})
