// Every policy of the tables about people must matter: taken away, somebody must be answered otherwise.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { people } from '#modules/people'
import { audienceId, grantAccess } from '#platform/access'
import { type OpenDatabase, schemaOf, systemActors } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import { addMember } from '#platform/members'
import { admitProgram } from '#platform/programs'
import { secretsWith } from '#platform/secrets'
import { applyPolicies } from '#platform/setup'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import { feeds } from './collections.ts'
import { actorOf, addStaff, loadAgenciesInto, rhys, type StaffKey, subjectAccessPolicy } from './people-site.test.ts'
import { addMember as addFriend, addPeerGroup } from './store/groups.ts'
import { askWhoKnows, saveDesk } from './store/known.ts'
import { sayOfPair } from './store/matches.ts'
import { breakGlass } from './store/openings.ts'
import { addAddress, addContact } from './store/parts.ts'
import { addPerson } from './store/records.ts'
import { askToOpen } from './store/seals.ts'
import { addLanguage, addTie } from './store/ties.ts'

const schema = schemaOf(testPartnership)
const tables = [...new Set((people.policy ?? []).flatMap(policy => policy.tables))]
const now = new Date()
const feedActor = idOf('account', 'a feed of the youth offending service')

describe('every policy about people matters', () => {
  let database: OpenDatabase
  before(async () => {
    database = await freshDatabase()
    await fill(database)
  })
  after(() => database.close())

  /** Runs one statement as somebody, after `change` by the owner, and undoes both. Answers a count or a refusal. */
  async function ask(change: string, role: string, actor: string, statement: string): Promise<string> {
    const enter = `set local role breakwater_${role}; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor}'`
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return JSON.stringify(rows)
    } catch (error) {
      return (error as { code?: string }).code ?? 'failed'
    }
  }

  const askers: readonly (readonly [role: string, actor: string])[] = [
    ...(['worker', 'colleague', 'nurse', 'governance', 'administrator', 'police-analyst', 'coordinator'] as const).map(
      key => ['app', actorOf(key).id] as const,
    ),
    ['app', feedActor],
    ['grantor', actorOf('worker').id],
    ['sign_in', systemActors['sign-in']],
    ['matcher', systemActors.matcher],
    ['migrator', systemActors.migrator],
  ]

  /** Reading, adding, changing and removing, each as everybody who might. */
  async function answers(table: string, change: string): Promise<string> {
    const told: string[] = []
    for (const [role, actor] of askers) {
      for (const statement of statements(table, actor)) told.push(await ask(change, role, actor, statement))
    }
    return told.join('\n')
  }

  function statements(table: string, actor: string): string[] {
    const column: Readonly<Record<string, string>> = {
      person_record: "version = version where given_name <> ''",
      duty_desk: 'name = name',
      peer_group: 'name = name',
      peer_group_member: 'ends = ends',
      abuse_notice_child: 'person = person',
      match_pair: 'score = score',
      feed_mapping: 'name = name',
      feed: `ended_at = now(), ended_by = '${actor}'`,
      break_glass: `reviewed_by = '${actor}', reviewed_at = now(), outcome = 'in order', words = 'x'`,
      seal_request: `decided_by = '${actor}', decided_at = now(), agreed = false, words = 'x'`,
    }
    const counted = (statement: string): string =>
      `with done as (${statement} returning 1) select count(*)::int as n from done`
    const names = ['created_by', 'actor', 'asked_by', 'added_by', 'given_by', 'changed_by', 'made_by'].map(
      name => `'${name}', '${actor}'`,
    )
    const own = `jsonb_build_object(${names.join(', ')})`
    const fresh =
      table === 'search_token' || table === 'duty_desk' ? '' : ` || jsonb_build_object('id', gen_random_uuid())`
    const changes = column[table]
    return [
      `select count(*)::int as n from ${table}`,
      `insert into ${table} select * from jsonb_populate_recordset(null::${table},
        (select jsonb_agg(it.value || ${own}${fresh}) from jsonb_array_elements(current_setting('app.sample')::jsonb) it))`,
      counted(`delete from ${table}`),
      ...(changes === undefined ? [] : [counted(`update ${table} set ${changes}`)]),
      ...(table === 'person_record'
        ? [
            `update person_record set sealed = true where id in (select record from manageable)`,
            counted('update person_record set sealed = true'),
          ]
        : []),
    ]
  }

  for (const table of tables) {
    test(table, async () => {
      const policies = (await database.raw(
        `select policyname as name from pg_policies where schemaname = '${schema}' and tablename = '${table}' and roles <> '{breakwater_retention}' order by 1`,
      )) as { rows: { name: string }[] }
      assert.ok(policies.rows.length > 0)
      // What is added is a copy of a row, read by the owner beforehand; search tokens and desks are added anew.
      const sample = `select set_config('app.sample', (select coalesce(jsonb_agg(${sampleOf(table)}), '[]') from (select * from ${schema}.${table} limit 1) t)::text, true)`
      const usual = await answers(table, sample)
      const survivors: string[] = []
      for (const { name } of policies.rows) {
        const without = await answers(table, `${sample}; drop policy ${name} on ${schema}.${table}`)
        if (without === usual) survivors.push(name)
      }
      assert.deepEqual(survivors, [])
    })
  }
})

function sampleOf(table: string): string {
  if (table === 'search_token') return `to_jsonb(t) || jsonb_build_object('token', '\\x' || repeat('ab', 32))`
  if (table === 'duty_desk')
    return `to_jsonb(t) || jsonb_build_object('agency', '${audienceId('agency', 'auth.fire')}')`
  return 'to_jsonb(t)'
}

async function fill(database: OpenDatabase): Promise<void> {
  const secrets = secretsWith([Buffer.alloc(32, 7)])
  await loadAgenciesInto(database)
  await applyPolicies(database, [...(people.policy ?? []), subjectAccessPolicy()])
  await database.asSystem('migrator', 'set-up', addStaff)
  const as = <T>(key: StaffKey, work: Parameters<typeof database.asActor<T>>[2]): Promise<T> =>
    database.asActor(actorOf(key), 'people', work)
  const make = (key: StaffKey, sealed: boolean): Promise<string> =>
    as(key, async tx => {
      const id = await addPerson(tx, secrets, { ...rhys, sealed }, actorOf(key).id, now)
      await addAddress(tx, id, { class: 'confidential', lines: '2 Hidden Row', postcode: '', since: null, until: null })
      await addContact(tx, id, { kind: 'telephone', value: '07700 900001', safety: 'safe', must_not_know: '' })
      return id
    })
  const open = await make('worker', false)
  const sealed = await make('worker', true)
  const reader = {
    audience: audienceId('person', actorOf('nurse').id),
    level: 'read',
    purpose: 'people',
    why: 'A test',
  } as const
  const answering = { ...reader, audience: audienceId('person', actorOf('governance').id) }
  await as('worker', tx => grantAccess(tx, { ...reader, record: open }, { ...answering, record: open }))
  const nurses = await make('nurse', false)
  const saying = { pair: [open, nurses], event: 'same', compared: [], why: 'A test' } as const
  await as('nurse', tx => sayOfPair(tx, saying, actorOf('nurse').id, now))
  const friends = {
    name: 'Friends',
    shares: 'A park',
    area: null,
    place: '',
    aboutMany: 4,
    youngest: null,
    oldest: null,
  }
  await as('worker', async tx => {
    const group = await addPeerGroup(tx, friends, actorOf('worker').id, now)
    await addFriend(tx, { group, person: open, why: 'A test' }, actorOf('worker').id, now)
  })
  await as('administrator', tx =>
    saveDesk(
      tx,
      { agency: audienceId('agency', 'auth.yos'), name: 'Desk', telephone: '01926 000000', hours: 'Always' },
      now,
    ),
  )
  const question = { token: Buffer.alloc(32), by: 'a test', why: 'A test', now }
  await as('police-analyst', tx => askWhoKnows(tx, { ...question, actor: actorOf('police-analyst').id }))
  await as('worker', async tx => {
    await addAddress(tx, open, {
      class: 'ordinary',
      lines: '1 Park Row',
      postcode: 'XW1 1AA',
      since: null,
      until: null,
    })
    await addLanguage(tx, open, { language: 'Polish', need: 'speaks' })
    await addTie(tx, open, gran, actorOf('worker').id, now)
  })
  await fillMatching(database, open, nurses)
  await as('coordinator', tx => breakGlass(tx, { subject: open, why: 'A test', actor: actorOf('coordinator').id, now }))
  await as('colleague', tx => askToOpen(tx, { subject: sealed, why: 'A test', actor: actorOf('colleague').id, now }))
}

const gran = {
  other: null,
  other_name: 'Gran',
  kind: 'grandparent',
  effect: 'protective',
  responsibility: 'no',
  since: null,
  until: null,
  why: 'A test',
} as const

// One row in each table of matching, feeds and notices, put there by the owner of the database.
async function fillMatching(database: OpenDatabase, open: string, nurses: string): Promise<void> {
  const [one, other] = [open, nurses].toSorted()
  const [yos, police] = [audienceId('agency', 'auth.yos'), audienceId('agency', 'auth.police')]
  const [id, coordinator, analyst] = [newId(), actorOf('coordinator').id, actorOf('police-analyst').id]
  await database.asSystem('migrator', 'set-up', tx =>
    addMember(tx, coordinator, audienceId('group', 'grp.tfg_da'), 'Sits in it'),
  )
  const rights = [{ record: feeds, level: 'write' }] as const
  const program = { id: feedActor, name: 'A', member: yos, rights, until: new Date(now.getTime() + 3_600_000) }
  await database.asActor(actorOf('worker'), 'import', tx => admitProgram(tx, { ...program, why: 'A test' }))
  await database.raw(`set search_path = ${schema};
    insert into match_pair values ('${id}', '${one}', '${other}', '${yos}', '${audienceId('agency', 'org.nhs_trusts')}', 5, 0.9, false, now());
    insert into match_review values ('${id}', '${id}', 'same', 'A test', false, 0.9, now(), '${coordinator}');
    insert into person_cluster values ('${one}', '${id}', now());
    insert into cluster_event values ('${id}', 'merged', 'said', '${one}', '${other}', 'A test', now(), '${coordinator}');
    insert into cluster_event_record values ('${id}', '${one}', null, '${id}');
    insert into feed_mapping values ('${id}', '${yos}', 'A test', '{}', now(), '${coordinator}');
    insert into feed_row values ('${open}', '${id}', '${yos}', 'A');
    insert into feed values ('${feedActor}', '${yos}', '${id}', 'A', '\\x${'cd'.repeat(32)}', now(), '${coordinator}', now() + interval '9 days');
    insert into feed_drop values ('${id}', '${feedActor}', '${yos}', now(), 1);
    insert into synthetic_file values ('${id}', '${yos}', 'a.csv', 'people', '{}', '');
    insert into abuse_notice values ('${id}', '${police}', null, 'A', '2026-01-01', '1 Row', '', now(), '${analyst}');
    insert into abuse_notice_child values ('${id}', '${id}', 'A', 'B', null, '', 'not known', null);
    insert into abuse_notice_event values ('${id}', '${id}', 'taken on', 'A test', now(), '${coordinator}');
    reset search_path`)
}
