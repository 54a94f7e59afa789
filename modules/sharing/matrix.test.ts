// Files, notices, disclosures, papers and requests: every policy and grant must matter. Taken away, or opened to everything, somebody
// must be answered otherwise. The rows and the keys are put there by the owner; no page is asked.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { audienceId } from '#platform/access'
import { type OpenDatabase, schemaOf, systemActors } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import * as collections from './collections.ts'

const schema = schemaOf(testPartnership)
const makingReferrals = '6aac94f7-7f50-87d5-93e5-8052016602d0'
const sortingReferrals = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'
const who = (key: string): string => idOf('account', key)
const people = ['lead', 'chair', 'nurse', 'receiver', 'governance', 'writer', 'stranger'] as const
const [request, opening, waits, shared, asked, referral, record] = Array.from({ length: 7 }, () => newId())
const agency = audienceId('agency', 'auth.wcc')
/** What is done beforehand where nothing is to change. */
const unchanged = 'set local lock_timeout = 0'

/** Who holds which key, at which level. */
const keys: readonly (readonly [person: (typeof people)[number], record: string | undefined, level: number])[] = [
  ['lead', collections.subjectAccess, 40],
  ['chair', collections.agreeingToOpenings, 30],
  ['nurse', collections.makingDisclosures, 30],
  ['nurse', makingReferrals, 30],
  ['nurse', shared, 40],
  ['nurse', asked, 40],
  ['nurse', referral, 10],
  ['receiver', collections.receivingDisclosures, 20],
  ['receiver', shared, 20],
  ['governance', collections.disclosures, 20],
  ['governance', collections.sharingDocuments, 30],
  ['governance', collections.impactAssessments, 40],
  ['writer', collections.impactAssessments, 30],
  ['writer', collections.sharingDocuments, 20],
  ['writer', sortingReferrals, 20],
  ['writer', referral, 20],
]

/** What is tried as a change, beside reading, adding in one's own name and in another's, and removing. */
const changes: Readonly<Record<string, (me: string) => readonly string[]>> = {
  attachment: () => ["outcome = 'clean', scanned_at = now()"],
  notice: () => ['read_at = now()', 'mailed_at = now()', `actor = '${who('stranger')}'`],
  notice_setting: () => ["by_mail = 'none'", `actor = '${newId()}'`],
  subject_request_record: () => ["closed_at = now(), closed_why = 'x'", 'closed_at = closed_at'],
  disclosure: () => [
    "decision = 'not_shared', decided_on = now(), decided_at = now(), authorised_by = '{}', reason = 'x', explanation = 'x'",
    'explanation = explanation',
  ],
  sharing_document: me => [`changed_by = '${me}'`, `changed_by = '${who('somebody-else')}'`],
  impact_assessment: me => [
    `approved_by = '${me}', approved_on = '2026-01-01', approved_as = 'x', review_on = '2026-01-02', expires_on = '2026-01-03'`,
    "withdrawn_on = '2026-01-01', withdrawn_why = 'x'",
    'approved_on = approved_on',
  ],
}
/** Checks that a grant of single columns makes already: opened, they let nothing more through. */
const alsoByGrant: ReadonlySet<string> = new Set(['attachment_scan', 'notice_read'])
const tables = [
  ...['attachment', 'notice', 'notice_setting', 'disclosure', 'disclosure_recipient', 'sharing_document'],
  ...['impact_assessment', 'subject_request', 'subject_request_event', 'subject_request_record'],
  ...['subject_section_choice', 'subject_opening_answer'],
]
/** What makes a copy of a row a new one, so that only a policy or a grant can refuse it. */
const fresh: Readonly<Record<string, string>> = {
  attachment: `'kind', 'disclosure', 'record', '${asked}', 'outcome', null, 'scanned_at', null, 'tried_at', null, 'sealed_key', 'x'`,
  notice: `'occasion', '', 'read_at', null, 'mailed_at', null`,
  disclosure: `'decision', null`,
  disclosure_recipient: `'position', 9`,
  subject_opening_answer: `'opening', '${waits}'`,
}

describe('every policy and grant of files, notices, disclosures and requests matters', () => {
  let database: OpenDatabase
  const samples = new Map<string, string>()
  before(async () => {
    database = await freshDatabase()
    await database.raw(rowsOf())
    for (const table of tables) {
      const { rows } = await database.raw(`select to_jsonb(t)::text as row from ${schema}.${table} t limit 1`)
      samples.set(table, String((rows as { row: string }[])[0]?.row))
    }
  })
  after(() => database.close())

  async function ask(change: string, [role, actor]: Asker, statement: string): Promise<string> {
    const enter = `set local role breakwater_${role}; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor}'`
    try {
      return JSON.stringify((await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)).rows)
    } catch (error) {
      return (error as { code?: string }).code ?? 'failed'
    }
  }

  const counted = (statement: string): string =>
    `with done as (${statement} returning 1) select count(*)::int as n from done`

  function statements(table: string, actor: string): string[] {
    const sample = samples.get(table)?.replaceAll("'", "''")
    const add = (me: string): string => {
      const own = ['actor', 'told_by', 'added_by', 'asked_by', 'made_by', 'opened_by', 'changed_by', 'written_by']
        .filter(
          name => samples.get(table)?.includes(`"${name}"`) && !(table === 'subject_request' && name === 'asked_by'),
        )
        .map(name => `'${name}', '${me}'`)
      const set = [...own, ...(fresh[table] === undefined ? [] : [fresh[table]]), `'id', '${newId()}'`].join(', ')
      const columns = table === 'attachment' ? attachmentColumns : '*'
      return `insert into ${table} ${columns === '*' ? '' : `(${columns})`} select ${columns} from jsonb_populate_record(null::${table}, '${sample}'::jsonb || jsonb_build_object(${set}))`
    }
    const me = actor === '' ? who('nobody') : actor
    return [
      `select count(*)::int as n from ${table}`,
      add(me),
      add(who('somebody-else')),
      counted(`delete from ${table}`),
      ...(changes[table]?.(me) ?? []).map(change => counted(`update ${table} set ${change}`)),
    ]
  }

  /** Whether somebody of these roles is answered otherwise once this is changed: asked one by one, until the first who is. */
  async function matters(table: string, { change, roles }: Mutation, known: Map<string, string>): Promise<boolean> {
    for (const asker of askers.filter(([role]) => roles.includes(role))) {
      for (const [at, statement] of statements(table, asker[1]).entries()) {
        const key = `${asker.join(' ')} ${at}`
        const usual = known.get(key) ?? (await ask(unchanged, asker, statement))
        known.set(key, usual)
        if ((await ask(change, asker, statement)) !== usual) return true
      }
    }
    return false
  }

  for (const table of tables) {
    test(table, async () => {
      const known = new Map<string, string>()
      const survivors: string[] = []
      for (const mutation of await mutations(database, table))
        if (!(await matters(table, mutation, known))) survivors.push(mutation.change)
      assert.deepEqual(survivors, [])
    })
  }

  test('the key that answers a request: without its policy it is given to whoever asks for it', async () => {
    const give = `insert into access (id, audience, record, level, purpose, why, ends, opens_sealed, granted_by) values ('${newId()}',
      '${audienceId('person', who('lead'))}', '${record}', 20, 'subject-access', 'x', now() + interval '1 hour', true, '${who('chair')}')`
    const asker = ['grantor', who('chair')] as const
    const without = `delete from ${schema}.subject_opening_answer`
    const told = [
      await ask(unchanged, asker, give),
      await ask(without, asker, give),
      await ask(`${without}; drop policy access_for_request on ${schema}.access`, asker, give),
    ]
    assert.deepEqual(told, ['[]', '42501', '[]'])
  })
})

type Asker = readonly [role: string, actor: string]
const askers: readonly Asker[] = [
  ...people.map(key => ['app', who(key)] as const),
  ['app', ''],
  ['worker', systemActors.worker],
  ['worker', ''],
  ['grantor', who('chair')],
  ['grantor', ''],
  ['migrator', systemActors.migrator],
  ['migrator', ''],
]
const attachmentColumns =
  'id, kind, record, name, type, bytes, digest, cleaned, sealed_key, added_by, added_at, outcome'

type Mutation = { readonly change: string; readonly roles: readonly string[] }

/** Each policy dropped, and opened to everything; each right of a role taken away. Those of retention are tried in modules/cases. */
async function mutations(database: OpenDatabase, table: string): Promise<Mutation[]> {
  const at = `${schema}.${table}`
  const every = askers.map(([role]) => role)
  const policies =
    await database.raw(`select policyname as name, qual, with_check, roles::text[] as roles from pg_policies
    where schemaname = '${schema}' and tablename = '${table}' and roles <> '{breakwater_retention}' order by 1`)
  const rights =
    await database.raw(`select distinct grantee, privilege_type as right from information_schema.column_privileges
    where table_schema = '${schema}' and table_name = '${table}' and privilege_type <> 'REFERENCES'
    union select grantee, privilege_type from information_schema.role_table_grants
    where table_schema = '${schema}' and table_name = '${table}' and privilege_type = 'DELETE'`)
  const short = (role: string): string => role.replace('breakwater_', '')
  return [
    ...(policies.rows as PolicyRow[]).flatMap(({ name, qual, with_check: check, roles }) =>
      [
        `drop policy ${name} on ${at}`,
        ...(qual === null ? [] : [`alter policy ${name} on ${at} using (true)`]),
        ...(check === null || alsoByGrant.has(name) ? [] : [`alter policy ${name} on ${at} with check (true)`]),
      ].map(change => ({ change, roles: roles.includes('public') ? every : roles.map(short) })),
    ),
    ...(rights.rows as { grantee: string; right: string }[])
      .filter(({ grantee }) => every.includes(short(grantee)))
      .map(it => ({ change: `revoke ${it.right} on ${at} from ${it.grantee}`, roles: [short(it.grantee)] })),
  ]
}

type PolicyRow = {
  readonly name: string
  readonly qual: string | null
  readonly with_check: string | null
  readonly roles: readonly string[]
}

function rowsOf(): string {
  const audience = (key: string): string => `('${audienceId('person', who(key))}', 'person', '${who(key)}', '${key}')`
  const member = (key: string): string =>
    `('${newId()}', '${who(key)}', '${audienceId('person', who(key))}', 'x', '${who(key)}')`
  const key = ([person, of, level]: (typeof keys)[number]): string =>
    `('${newId()}', '${audienceId('person', who(person))}', '${of}', ${level}, 'test', 'x', '${who(person)}')`
  const disclosure = (id: string | undefined, decided: string): string =>
    `('${id}', now(), '${who('nurse')}', '${agency}', 'x', '${agency}', 'x', '{x}', 'x', '{}', 'x', 'x', ${decided})`
  const digest = 'a'.repeat(64)
  return `set search_path = ${schema};
    insert into audience (id, kind, key, name) values ('${agency}', 'agency', 'auth.wcc', 'x'), ${people.map(audience).join(', ')};
    insert into membership (id, actor, audience, why, granted_by) values ${people.map(member).join(', ')};
    insert into access (id, audience, record, level, purpose, why, granted_by) values ${keys.map(key).join(', ')};
    insert into agency values ('${agency}', 'auth.wcc', 'x', 'x', '{}', '{}', '{}', 'x', 'x', 'platform_mapping');
    insert into disclosure (id, asked_at, asked_by, from_agency, from_function, to_agency, to_function, information, purpose,
      circumstances, necessity, proportionality, decision, decided_on, decided_at, authorised_by, reason, explanation) values
      ${disclosure(asked, 'null, null, null, null, null, null')},
      ${disclosure(shared, "'not_shared', now(), now(), '{}', 'x', 'x'")};
    insert into disclosure_recipient values ('${asked}', 1, 'x', 'x'), ('${shared}', 1, 'x', 'x');
    insert into sharing_document (id, kind, title, parties, purposes, information, bases, data_sets, people, security, reference, review_on,
      synthetic, changed_at, changed_by) values ('${newId()}', 'policy', 'x', '{${agency}}', '{}', '{}', '{}', 'x', 'x', 'x', 'x', now(), true, now(), '${who('governance')}');
    insert into impact_assessment (id, kind, subject_kind, subject_key, subject_name, summary, risks, measures, reference, written_at,
      written_by, synthetic) values ('${newId()}', 'equality', 'model', 'a.model', 'x', 'x', 'x', 'x', 'x', now(), '${who('somebody-else')}', true);
    insert into referral (id, collection, about, agency, made_by, made_at) values ('${referral}', '${sortingReferrals}', 'place', '${agency}', '${who('nurse')}', now());
    insert into attachment (${attachmentColumns}) values
      ('${newId()}', 'disclosure', '${asked}', 'x.txt', 'txt', 1, '${digest}', false, 'x', '${who('nurse')}', now(), null),
      ('${newId()}', 'disclosure', '${shared}', 'x.txt', 'txt', 1, '${digest}', false, 'x', '${who('nurse')}', now(), null),
      ('${newId()}', 'referral', '${referral}', 'x.txt', 'txt', 1, '${digest}', false, 'x', '${who('nurse')}', now(), null),
      ('${newId()}', 'referral', '${referral}', 'y.txt', 'txt', 1, '${digest}', false, 'x', '${who('writer')}', now(), null);
    insert into notice (id, actor, kind, record, urgent, at, told_by) values ('${newId()}', '${who('nurse')}', 'review due', '${referral}', false, now(), '${who('chair')}');
    insert into notice_setting values ('${who('nurse')}', 'daily', now());
    insert into subject_request values ('${request}', 'access', 'A', 'B', '2010-01-01', 'x', 'themselves', '', now(), '${who('lead')}', now());
    insert into subject_request_event (id, request, event, on_day, why, actor, recorded_at) values ('${newId()}', '${request}', 'identity proved', now(), 'x', '${who('lead')}', now()), ('${newId()}', '${request}', 'extended', now(), 'x', '${who('lead')}', now());
    insert into subject_request_record (id, request, record, title, agency, opened_by, opened_at, until, closed_at, closed_why) values
      ('${opening}', '${request}', '${record}', 'x', 'x', '${who('lead')}', now(), now() + interval '1 day', null, null),
      ('${waits}', '${request}', '${newId()}', 'x', 'x', '${who('lead')}', now(), now() + interval '1 day', null, null),
      ('${newId()}', '${request}', '${newId()}', 'x', 'x', '${who('lead')}', now(), now() + interval '1 day', now(), 'x');
    insert into subject_section_choice values ('${newId()}', '${request}', 'x', '${digest}', 'hand over', null, 'x', '${who('lead')}', now());
    insert into subject_opening_answer values ('${opening}', true, 'x', '${who('chair')}', now());
    reset search_path`
}
