// Whether somebody has a plan in use: the one fact of a case that the task and finish group may learn, and of whom.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { audienceId } from '#platform/access'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { addMember } from '#platform/members'
import { asMatcher, throughMatcher } from '#platform/search'
import { testSecrets as secrets, setUpContent } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import {
  actorOf,
  addStaff,
  type Made,
  makeCase,
  makeGroupCase,
  modules,
  now,
  type StaffKey,
  today,
} from './cases-site.test.ts'
import { beingHelped } from './offers.ts'
import { addEvent } from './store/files.ts'
import { addAgreements, addPlan } from './store/plans.ts'
import { tellAgreementChanged, tellLeads } from './store/telling-lead.ts'

const schema = schemaOf(testPartnership)
const group = audienceId('group', 'grp.tfg_da')

describe('whether a child with a notice has a plan', () => {
  let database: OpenDatabase
  let noticed: Made
  let other: Made
  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'], now })
    await database.asSystem('migrator', 'set-up', async tx => {
      await addStaff(tx)
      for (const key of ['other-coordinator', 'other-chair', 'nurse'] as const)
        await addMember(tx, actorOf(key).id, group, 'Sits in it')
    })
    noticed = await makeCase(database, secrets)
    other = await makeCase(database, secrets)
    for (const it of [noticed, other]) await agree(it, 'no')
    await giveNotice(noticed.person)
  })
  after(() => database.close())

  const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.asActor(actorOf(key), 'case', work)

  async function agree({ file }: Made, answer: 'yes' | 'no'): Promise<void> {
    await as('lead', async tx => {
      const goal = { words: 'I want to sleep', said_by: 'person', not_own_why: '', steps: ['See the GP'] } as const
      const plan = { goals: [goal], parts: [], programme: '', programme_name: '', programme_why: '', made_on: today }
      const version = answer === 'yes' ? 2 : 1
      const id = await addPlan(tx, file, { ...plan, version }, now)
      const said = { answer, why: answer === 'no' ? 'Not yet' : '', how: 'By phone', answered_on: today } as const
      const all = (['plan by person', 'plan by carer', 'service'] as const).map(what => ({ what, ...said }))
      await addAgreements(tx, { id, file, version }, all, now)
    })
  }

  async function giveNotice(person: string): Promise<void> {
    const [id, agency] = [newId(), audienceId('agency', 'auth.police')]
    await database.raw(`set search_path = ${schema};
      insert into person_cluster values ('${person}', '${id}', now()), ('${other.person}', '${newId()}', now());
      insert into abuse_notice values ('${id}', '${agency}', null, 'A', '${today}', '1 Row', '', now(), '${actorOf('police-analyst').id}');
      insert into abuse_notice_child values ('${newId()}', '${id}', 'A', 'B', null, '', 'not known', '${id}');
      reset search_path`)
  }

  const told = (key: StaffKey): Promise<string[]> =>
    as(key, async tx => [...(await beingHelped(tx, [noticed.person, other.person]))])
  const everybody = ['other-coordinator', 'other-chair', 'coordinator', 'lead', 'nurse', 'governance', 'board'] as const
  const toldAll = async (): Promise<string[]> => {
    const answers: string[] = []
    for (const key of everybody) if ((await told(key)).length > 0) answers.push(key)
    return answers
  }

  test('a plan to which somebody said no is none that is being carried out', async () => {
    assert.deepEqual(await told('other-coordinator'), [])
  })

  test('with a plan in use, the group’s coordinator and chair learn it of the child with a notice, outside the case', async () => {
    for (const it of [noticed, other]) await agree(it, 'yes')
    assert.deepEqual(await told('other-coordinator'), [noticed.person])
    assert.deepEqual(await told('other-chair'), [noticed.person])
  })

  test('a seat without the list, and the list without a seat, learn nothing; nor do those who work on the case', async () => {
    assert.deepEqual(await toldAll(), ['other-coordinator', 'other-chair'])
  })

  test('of the case itself they read nothing: not the case, not the plan, not the person', async () => {
    const { rows } =
      await database.raw(`begin; set local role breakwater_app; set local search_path = ${schema}, pg_temp;
      set local app.actor = '${actorOf('other-chair').id}';
      select (select count(*) from case_file) + (select count(*) from case_plan) + (select count(*) from case_agreement)
        + (select count(*) from case_event) + (select count(*) from person_record) as n; rollback`)
    assert.equal(Number((rows as { n?: unknown }[]).find(row => row.n !== undefined)?.n), 0)
  })

  test('of the child with a notice the lead is told that there is news, once for one occasion; by nobody else, and of nobody else', async () => {
    const occasion = newId()
    const tell = (key: StaffKey) => as(key, tx => tellLeads(tx, [noticed.person, other.person], occasion, now))
    assert.equal(await tell('nurse'), 0)
    assert.equal(await tell('coordinator'), 0)
    assert.deepEqual([await tell('other-coordinator'), await tell('other-coordinator')], [1, 1])
    const { rows } = await database.raw(
      `select actor, kind, record from ${schema}.notice where occasion = '${occasion}'`,
    )
    assert.deepEqual(rows, [{ actor: actorOf('lead').id, kind: 'news of a case', record: noticed.file }])
  })

  test('when what they agreed to changes, the lead of the open case from that referral is told once, and not of what they wrote down themselves', async () => {
    const [referral, at] = [newId(), new Date(now.getTime() + 60_000)]
    const { file } = await makeCase(database, secrets, referral)
    const tell = (key: StaffKey) => as(key, tx => tellAgreementChanged(tx, referral, at))
    assert.deepEqual(
      [await tell('nurse'), await tell('lead'), await tell('coordinator'), await tell('coordinator')],
      [0, 0, 1, 1],
    )
    const told = `select actor, kind from ${schema}.notice where record = '${file}' and kind = 'agreement changed'`
    assert.deepEqual((await database.raw(told)).rows, [{ actor: actorOf('lead').id, kind: 'agreement changed' }])
    const closed = { event: 'closed', why: 'It is over' } as const
    await as('lead', tx => addEvent(tx, file, closed, at))
    assert.equal(await tell('coordinator'), 0)
  })

  const words = ['why', 'referral', 'opened_by'] as const
  for (const column of words) {
    test(`the column ${column} of a case is closed to the matcher`, async () => {
      const asked = database.raw(`begin; set local role breakwater_matcher; set local search_path = ${schema}, pg_temp;
        set local app.actor = '${actorOf('other-chair').id}'; select ${column} from case_file; rollback`)
      await assert.rejects(asked, /permission denied/)
      await database.raw('rollback')
    })
  }

  test('of a group that has a case nobody learns through the matcher’s columns', async () => {
    await as('coordinator', makeGroupCase)
    const groups = (tx: Transaction) => sql`select from case_file where peer_group is not null`.execute(tx)
    const { rows } = await as('other-chair', tx => throughMatcher(tx, () => groups(tx)))
    assert.deepEqual(rows, [])
    assert.equal((await as('other-chair', tx => asMatcher(tx, () => groups(tx)))).rows.length, 1)
  })

  const policies = [
    ['case_file', 'case_file_plan_in_use'],
    ['case_event', 'case_event_plan_in_use'],
    ['case_plan', 'case_plan_plan_in_use'],
    ['case_agreement', 'case_agreement_plan_in_use'],
  ] as const
  for (const [table, policy] of policies) {
    test(`${policy}: without it the matcher reads no row of ${table}, for those who may ask`, async () => {
      const ask = async (change: string): Promise<number> => {
        const { rows } =
          await database.raw(`begin; ${change}; set local role breakwater_matcher; set local search_path = ${schema}, pg_temp;
          set local app.actor = '${actorOf('other-chair').id}';
          select count(*)::int as n from ${table}; rollback`)
        return Number((rows as { n?: unknown }[]).find(row => row.n !== undefined)?.n)
      }
      assert.ok((await ask('select 1')) > 0)
      assert.equal(await ask(`drop policy ${policy} on ${schema}.${table}`), 0)
    })
  }

  test('a record that is sealed is answered as one that nobody helps', async () => {
    const seal = (sealed: boolean): Promise<unknown> =>
      database.raw(`update ${schema}.person_record set sealed = ${sealed} where id = '${noticed.person}'`)
    await seal(true)
    assert.deepEqual(await told('other-chair'), [])
    await seal(false)
    assert.deepEqual(await told('other-chair'), [noticed.person])
  })

  test('a case that was closed is no plan in use, and opened again it is one', async () => {
    const note = (event: 'closed' | 'reopened', minutes: number): Promise<unknown> =>
      as('lead', tx => addEvent(tx, noticed.file, { event, why: 'A test' }, new Date(now.getTime() + minutes * 60_000)))
    await note('closed', 1)
    assert.deepEqual(await told('other-chair'), [])
    await note('reopened', 2)
    assert.deepEqual(await told('other-chair'), [noticed.person])
  })
})
