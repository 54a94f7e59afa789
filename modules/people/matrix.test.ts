// Who sees which rows about people, asked of the database as everybody. That each policy matters is asked by
// modules/home/mutation.test.ts with rows made from the catalog, but for those that rest on several rows or people: they are asked here.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { people } from '#modules/people'
import { audienceId, grantAccess } from '#platform/access'
import { type OpenDatabase, schemaOf } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import { addMember } from '#platform/members'
import { admitProgram } from '#platform/programs'
import { secretsWith } from '#platform/secrets'
import { applyPolicies } from '#platform/setup'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import { feeds } from './collections.ts'
import {
  actorOf,
  addStaff,
  everyone,
  loadAgenciesInto,
  rhys,
  type StaffKey,
  subjectAccessPolicy,
} from './people-site.test.ts'
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

/** No right to read them belongs to anybody who signs in: the job that matches keeps them. */
const kept: ReadonlySet<string> = new Set(['person_cluster', 'cluster_event_record'])

type Seen = Readonly<Record<string, number>>
/** What somebody reads who may open one record, beside its confidential address and its identifiers. */
const opened = {
  person_record: 1,
  person_address: 1,
  person_contact: 1,
  search_token: 8,
  person_tie: 1,
  person_language: 1,
}
const ofTheGroup = { peer_group: 1, peer_group_member: 1 }
const ofFeeds = { feed_mapping: 1, feed_row: 1, synthetic_file: 1, feed: 1, feed_drop: 1 }
/** Both records of the worker's agency are theirs; the colleague asked for the sealed one, and waits. */
const ofTheAgency = {
  ...ofTheGroup,
  ...ofFeeds,
  seal_request: 1,
  match_pair: 1,
  cluster_event: 1,
  person_identifier: 1,
}

/** How many rows each sees beside the telephone numbers of the duty desks; what is not named, none of. */
const expected: Readonly<Record<StaffKey, Seen>> = {
  teacher: {},
  nurse: {
    ...opened,
    person_record: 2,
    person_identifier: 1,
    person_address: 2,
    person_contact: 2,
    search_token: 16,
    person_match: 1,
  },
  worker: {
    ...opened,
    ...ofTheAgency,
    person_record: 2,
    person_identifier: 2,
    person_address: 3,
    person_contact: 2,
    search_token: 16,
  },
  colleague: { ...opened, ...ofTheAgency },
  'yos-analyst': {},
  // They broke the glass of one record, and sort notices and matches.
  coordinator: {
    ...opened,
    break_glass: 1,
    match_pair: 1,
    match_review: 1,
    cluster_event: 1,
    abuse_notice: 1,
    abuse_notice_child: 1,
    abuse_notice_event: 1,
  },
  chair: {},
  // Whoever answers a person's own request reads the whole of that record.
  governance: { ...opened, ...ofTheGroup, person_identifier: 1, person_address: 2, break_glass: 1, seal_request: 1 },
  'second-governance': { break_glass: 1, seal_request: 1 },
  administrator: {},
  'intelligence-lead': {},
  'police-analyst': { known_question: 1, abuse_notice: 1 },
  'police-referrer': {},
  board: {},
  'refuge-worker': {},
  'refuge-colleague': {},
}

describe('who sees which rows about people', () => {
  let database: OpenDatabase
  before(async () => {
    database = await freshDatabase()
    await fill(database)
  })
  after(() => database.close())

  /** Runs one statement as somebody, after `change` by the owner, and undoes both. Answers the rows, or the code of a refusal. */
  async function ask(actor: string, statement: string, change = 'set local lock_timeout = 0'): Promise<string> {
    const enter = `set local role breakwater_app; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor}'`
    try {
      return JSON.stringify((await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)).rows)
    } catch (error) {
      return (error as { code?: string }).code ?? 'failed'
    }
  }

  async function seenBy(actor: string): Promise<Seen> {
    const counts = tables
      .filter(table => !kept.has(table))
      .map(table => `(select count(*) from ${table})::int as ${table}`)
    const [row] = JSON.parse(await ask(actor, `select ${counts.join(', ')}`)) as Seen[]
    return Object.fromEntries(Object.entries(row ?? {}).filter(([, n]) => n > 0))
  }

  test('there is a row of every table to be seen', async () => {
    const counts = tables.map(table => `(select count(*) from ${schema}.${table})::int as ${table}`).join(', ')
    const [row] = (await database.raw(`select ${counts}`)).rows as Seen[]
    assert.deepEqual(
      Object.entries(row ?? {}).filter(([, n]) => n === 0),
      [],
    )
  })

  for (const key of everyone) {
    test(`${key} sees exactly these rows`, async () => {
      assert.deepEqual(await seenBy(actorOf(key).id), { duty_desk: 1, ...expected[key] })
    })
  }

  test('a feed sees what feeds keep, and no person', async () => {
    assert.deepEqual(await seenBy(feedActor), ofFeeds)
  })

  test('nobody who signs in reads which records were found to be one person’s', async () => {
    for (const table of kept)
      assert.equal(await ask(actorOf('coordinator').id, `select 1 from ${table}`), '42501', table)
  })

  for (const [table, usual, without] of [
    ['person_identifier', 1, 0],
    ['person_address', 2, 1],
    ['peer_group', 1, 0],
  ] as const) {
    test(`whoever answers a person’s request sees ${usual} of ${table}, and ${without} without the policy for it`, async () => {
      const count = `select count(*)::int as n from ${table}`
      const drop = `drop policy ${table}_subject on ${schema}.${table}`
      const asks = [await ask(actorOf('governance').id, count), await ask(actorOf('governance').id, count, drop)]
      assert.deepEqual(asks, [JSON.stringify([{ n: usual }]), JSON.stringify([{ n: without }])])
    })
  }

  test('whoever reads records of two agencies says that they are one person’s, and nobody without the policy for it', async () => {
    const nurse = actorOf('nurse').id
    const again = `insert into person_match select * from jsonb_populate_recordset(null::person_match,
      (select jsonb_agg(to_jsonb(m) || jsonb_build_object('id', gen_random_uuid())) from person_match m))`
    assert.equal(await ask(nurse, again), '[]')
    assert.equal(await ask(nurse, again, `drop policy person_match_add on ${schema}.person_match`), '42501')
  })
})

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
