// Who may do what to cases, assessments and timelines, asked of the database itself as each person; and every policy must
// matter: taken away, somebody must be answered otherwise.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type OpenDatabase, schemaOf } from '#platform/database'
import { newId } from '#platform/ids'
import { testSecrets as secrets, setUpContent } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import {
  actorOf,
  addStaff,
  everyone,
  fillCase,
  makeCase,
  modules,
  openForRequest,
  type StaffKey,
} from './cases-site.test.ts'
import { askingSomebody } from './handing-over.test.ts'

const schema = schemaOf(testPartnership)
const _policies = modules.flatMap(({ policy }) => policy ?? [])

describe('who may do what to a case', () => {
  let database: OpenDatabase
  before(async () => {
    database = await freshDatabase()
    await setUpContent(database, { modules, only: ['model', 'agencies'] })
    await database.asSystem('migrator', 'set-up', addStaff)
    const made = await makeCase(database, secrets)
    await fillCase(database, made)
    await openForRequest(database, made)
    await addSpares()
  })
  after(() => database.close())

  /** Runs one statement as somebody, after `change` by the owner, and undoes both. Answers a count or a refusal. */
  async function ask(change: string, key: StaffKey, statement: string): Promise<string> {
    const enter = `set local role breakwater_app; set local search_path = ${schema}, pg_temp; set local app.actor = '${actorOf(key).id}'`
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return String((rows as { n?: number | string }[]).map(({ n }) => n).filter(n => n !== undefined))
    } catch (error) {
      return `error ${(error as { code?: string }).code ?? 'unknown'}`
    }
  }

  const workers = ['coordinator', 'lead'] as const
  const answers = ['governance'] as const
  const plan: readonly StaffKey[] = [...workers, 'teacher', 'chair', ...answers]
  const words: readonly StaffKey[] = [...workers, 'chair', ...answers]
  const everyReader: Readonly<Record<string, readonly StaffKey[]>> = {
    case_file: plan,
    case_event: plan,
    case_plan: plan,
    case_goal: plan,
    case_agreement: plan,
    case_review: plan,
    case_outcome: plan,
    case_goal_outcome: plan,
    case_sign_off: plan,
    case_pathway: plan,
    case_plan_part: plan,
    case_transfer: plan,
    case_transfer_answer: plan,
    case_look: plan,
    case_move: plan,
    case_move_event: plan,
    case_step_tie: words,
    case_session: words,
    assessment_file: words,
    assessment: words,
    assessment_factor: words,
    assessment_context: words,
    life_event: words,
    reachable_moment: words,
  }

  const seen = new Map<StaffKey, Readonly<Record<string, number>>>()
  const looked = [...Object.keys(everyReader), 'case_count', 'case_factor_count', 'person_record']
  before(async () => {
    const counts = looked.map(table => `'${table}', (select count(*) from ${table})`).join(', ')
    for (const key of everyone)
      seen.set(key, JSON.parse(await ask('select 1', key, `select jsonb_build_object(${counts})::text as n`)))
  })
  const readers = (table: string): StaffKey[] => everyone.filter(key => (seen.get(key)?.[table] ?? 0) > 0)

  for (const [table, allowed] of Object.entries(everyReader)) {
    test(`${table} is read by ${allowed.join(', ')} and nobody else of ${everyone.length}`, () => {
      assert.deepEqual(
        readers(table),
        everyone.filter(key => allowed.includes(key)),
      )
    })
  }

  test('counts without any case are read by those who work, the chairs, the analyst and the board', () => {
    const allowed = [
      'coordinator',
      'other-coordinator',
      'lead',
      'colleague',
      'chair',
      'other-chair',
      'analyst',
      'board',
    ]
    assert.deepEqual(readers('case_count'), allowed)
    assert.deepEqual(readers('case_factor_count'), allowed)
  })

  test('the person’s record came with the case: lead, teacher and chair read it, a colleague of the lead does not', () => {
    assert.deepEqual(readers('person_record'), [
      'coordinator',
      'other-coordinator',
      'lead',
      'teacher',
      'chair',
      'governance',
    ])
  })

  test('whoever is asked into a team is told once, in words without a name; whoever opened the case is not', async () => {
    const { rows } = await database.raw(`select p.key as who, n.kind, n.record = f.id as "leads there"
      from ${schema}.notice n join ${schema}.account p on p.id = n.actor, ${schema}.case_file f order by p.key`)
    const told = { kind: 'case joined', 'leads there': true }
    assert.deepEqual(rows, [
      { who: 'chair', ...told },
      { who: 'lead', ...told, kind: 'case led' },
      { who: 'teacher', ...told },
    ])
  })

  const tables = [...Object.keys(everyReader), 'case_count', 'case_factor_count']
  const spare = { file: newId(), event: newId(), goal: newId(), transfer: newId() }
  const samples = new Map<string, string>()

  /** What copies of rows need beside them: a file without assessments, an event without a moment, a goal without an outcome. */
  async function addSpares(): Promise<void> {
    await database.raw(`begin; set local search_path = ${schema}, pg_temp;
      insert into access (id, audience, record, level, purpose, why, granted_by) select gen_random_uuid(), audience,
        '${spare.file}'::uuid, level, purpose, why, granted_by from access where record = (select id from case_file);
      insert into life_event select * from jsonb_populate_recordset(null::life_event,
        (select jsonb_agg(to_jsonb(e) || jsonb_build_object('id', '${spare.event}')) from life_event e));
      insert into case_goal select * from jsonb_populate_recordset(null::case_goal,
        (select jsonb_agg(to_jsonb(g) || jsonb_build_object('id', '${spare.goal}', 'position', 8)) from case_goal g));
      insert into case_transfer select * from jsonb_populate_recordset(null::case_transfer,
        (select jsonb_agg(to_jsonb(t) || jsonb_build_object('id', '${spare.transfer}')) from case_transfer t)); commit`)
    for (const table of tables) {
      const { rows } = await database.raw(`select to_jsonb(t)::text as row from ${schema}.${table} t limit 1`)
      samples.set(table, (rows as { row: string }[])[0]?.row ?? '')
    }
  }

  /** What makes a copy of a row a new one, so that only a policy can refuse it. */
  const fresh: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    assessment_file: { file: spare.file },
    case_plan: { version: 9 },
    case_goal: { position: 9 },
    assessment_factor: { factor: 'another' },
    assessment_context: { context: 'another' },
    reachable_moment: { event: spare.event },
    case_goal_outcome: { goal: spare.goal },
    case_plan_part: { part: 'another' },
    case_move: { due: '2031-01-01' },
    case_transfer_answer: { transfer: spare.transfer },
  }
  const changes: Readonly<Record<string, string>> = {
    life_event: "struck_at = now(), struck_why = 'x'",
    reachable_moment: "outcome = 'met', answered_at = now()",
  }

  function copyOf(table: string, key: StaffKey): string {
    const row: Record<string, unknown> = JSON.parse(samples.get(table) ?? '{}')
    return JSON.stringify({ ...row, id: newId(), opened_by: actorOf(key).id, ...fresh[table] }).replaceAll("'", "''")
  }

  function statements(table: string, key: StaffKey): string[] {
    const counted = (statement: string): string =>
      `with done as (${statement} returning 1) select count(*)::int as n from done`
    const changed = changes[table]
    return [
      `select count(*)::int as n from ${table}`,
      `insert into ${table} select * from jsonb_populate_record(null::${table}, '${copyOf(table, key)}'::jsonb)`,
      ...(changed === undefined ? [] : [counted(`update ${table} set ${changed}`)]),
    ]
  }

  const asked = ['coordinator', 'lead', 'teacher', 'governance', 'colleague'] as const
  type Told = { readonly key: StaffKey; readonly reads: boolean; readonly answer: string }

  async function told(table: string, people: readonly StaffKey[] = asked, change = 'select 1'): Promise<Told[]> {
    const all: Told[] = []
    for (const key of people)
      for (const [at, statement] of statements(table, key).entries())
        all.push({ key, reads: at === 0, answer: await ask(change, key, statement) })
    return all
  }

  test('no role but the one that keeps the time limits may remove a row of any of them', async () => {
    const { rows } = await database.raw(`select distinct table_name from information_schema.role_table_grants
      where table_schema = '${schema}' and grantee like 'breakwater\\_%' and grantee not in ('breakwater_owner', 'breakwater_retention')
        and privilege_type in ('DELETE', 'TRUNCATE') and table_name = any('{${tables.join(',')}}')`)
    assert.deepEqual(rows, [])
  })

  for (const [table, change] of Object.entries(changes)) {
    test(`${table}: its lead changes it once, and nobody else of five`, async () => {
      const statement = `with done as (update ${table} set ${change} returning 1) select count(*)::int as n from done`
      const lead = Number(await ask('select 1', 'lead', statement))
      assert.ok(lead > 0)
      for (const key of ['teacher', 'chair', 'governance', 'colleague', 'board'] as const)
        assert.equal(await ask('select 1', key, statement), '0', key)
    })
  }

  const mayWrite: Readonly<Record<string, readonly StaffKey[]>> = {
    case_file: ['coordinator'],
    case_count: ['coordinator', 'lead', 'colleague'],
    case_factor_count: ['coordinator', 'lead', 'colleague'],
    // Whoever wrote the plan cannot sign it off, and nobody answers for whoever was asked to take over.
    case_sign_off: ['coordinator'],
    case_transfer_answer: ['coordinator'],
  }

  for (const table of tables) {
    const allowed = mayWrite[table] ?? ['coordinator', 'lead']
    test(`${table}: of five people, ${allowed.join(' and ')} write`, async () => {
      const answers = await told(table)
      const wrote = answers.filter(({ reads, answer }) => !reads && (answer === '' || Number(answer) > 0))
      assert.deepEqual([...new Set(wrote.map(({ key }) => key))], allowed)
    })
  }

  askingSomebody({ database: () => database, ask, write: (table, key) => statements(table, key)[1] ?? '' })

  // The law of modules/home/mutation.test.ts asks about every other policy with rows of one record each; this one needs two cases.
  test('without its policy nobody answers whether a case is taken over', async () => {
    const drop = `drop policy case_transfer_answer_add on ${schema}.case_transfer_answer`
    const [, add] = await told('case_transfer_answer', ['coordinator'], drop)
    assert.match(add?.answer ?? '', /42501/)
  })
})
