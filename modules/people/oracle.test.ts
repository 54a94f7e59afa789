// Random requests by random people over a small population, answered by the database and by an oracle written from the
// declared matrix, eight records in a round. 2,000 here; `npm run attack` asks 100,000.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { random } from '#engines/numerics'
import { type Actor, SqlError, type Transaction } from '#platform/database'
import { type Secrets, secretsOf } from '#platform/secrets'
import type { Site } from '#platform/testing/site'
import { actorOf, everyone, peopleSite } from './people-site.test.ts'
import { type Asker, allowed, type Model, pick, populate } from './population.test.ts'
import { wordsSought } from './rules/tokens.ts'
import { findPeople } from './store/records.ts'
import { tokensOf } from './tokens.ts'

const requests = Number(process.env['ATTACK_REQUESTS'] ?? 2_000)
const seed = Number(process.env['ATTACK_SEED'] ?? 20_261_121)

const undone = new Error('undone')
const askers: readonly Asker[] = [...everyone, 'stranger']
const actorFor = (who: Asker): Actor =>
  who === 'stranger' ? { id: '00000000-0000-7000-8000-00000000dead', session: undefined } : actorOf(who)

/** One kind of request about several records at once: an answer for each, or one for all where the list is the answer. */
type Request = {
  /** What the database answers. */
  readonly ask: (tx: Transaction, about: readonly Model[], secrets: Secrets) => Promise<readonly unknown[]>
  /** What the matrix says. */
  readonly expect: (who: Asker, about: readonly Model[], models: readonly Model[]) => readonly unknown[]
}

const readableTo = (who: Asker, models: readonly Model[]): string[] =>
  models
    .filter(model => allowed(who, model).read)
    .map(({ id }) => id)
    .sort()

type Answers = ReturnType<typeof sql<{ answer: unknown }>>
const answersOf = async (tx: Transaction, statement: Answers): Promise<unknown[]> =>
  (await statement.execute(tx)).rows.map(({ answer }) => answer)
const idsOf = (about: readonly Model[]): string[] => about.map(({ id }) => id)

/** How many rows of a table each of the records has. */
const counted = (table: string, column: string, expected: (right: ReturnType<typeof allowed>) => number): Request => ({
  ask: (tx, about) =>
    answersOf(
      tx,
      sql`select (select count(*) from ${sql.table(table)} t where t.${sql.ref(column)} = v.id)::int as answer
        from unnest(${idsOf(about)}::uuid[]) with ordinality v(id, n) order by n`,
    ),
  expect: (who, about) => about.map(model => expected(allowed(who, model))),
})

/** Which of the records a statement reaches. */
const reached = (statement: (ids: string[]) => Answers): Request => ({
  ask: async (tx, about) => (await answersOf(tx, statement(idsOf(about)))).toSorted(),
  expect: (who, about) =>
    about
      .filter(model => allowed(who, model).write)
      .map(({ id }) => id)
      .sort(),
})

const kinds: Readonly<Record<string, Request>> = {
  list: {
    ask: tx => answersOf(tx, sql`select id as answer from person_record order by id`),
    expect: (who, _, models) => readableTo(who, models),
  },
  count: {
    ask: tx => answersOf(tx, sql`select count(*)::int as answer from person_record`),
    expect: (who, _, models) => [readableTo(who, models).length],
  },
  search: {
    ask: async (tx, [first], secrets) => {
      const words = wordsSought({ name: `Rhys ${first?.familyName}`, born: undefined, identifier: undefined })
      return (await findPeople(tx, tokensOf(secrets, words))).map(({ id }) => id)
    },
    expect: (who, [first], models) =>
      readableTo(
        who,
        models.filter(({ familyName }) => familyName === first?.familyName),
      ).slice(0, 21),
  },
  export: {
    ask: tx =>
      answersOf(
        tx,
        sql`select p.id || ':' || (select count(*) from person_identifier n where n.person = p.id)
          || ':' || (select count(*) from person_address a where a.person = p.id) as answer from person_record p order by p.id`,
      ),
    expect: (who, _, models) =>
      models
        .map(model => ({ id: model.id, ...allowed(who, model) }))
        .filter(({ read }) => read)
        .map(({ id, write, manage, answers }) => `${id}:${Number(write || answers)}:${1 + Number(manage || answers)}`)
        .sort(),
  },
  read: counted('person_record', 'id', ({ read }) => Number(read)),
  'search tokens': counted('search_token', 'record', ({ read }) => (read ? 8 : 0)),
  numbers: counted('person_identifier', 'person', ({ write, answers }) => Number(write || answers)),
  addresses: counted(
    'person_address',
    'person',
    ({ read, manage, answers }) => Number(read) + Number(manage || answers),
  ),
  contacts: counted('person_contact', 'person', ({ read }) => Number(read)),
  write: reached(
    ids => sql`update person_record set version = version + 1 where id = any(${ids}::uuid[]) returning id as answer`,
  ),
  remove: reached(ids => sql`delete from person_contact where person = any(${ids}::uuid[]) returning person as answer`),
  add: {
    ask: async (tx, [first]) => {
      const row = sql`insert into person_identifier (id, person, scheme, value)
        values (gen_random_uuid(), ${first?.id}::uuid, 'nhs', '1')`
      return [
        await row.execute(tx).then(
          () => 'added',
          error => (error instanceof SqlError ? error.code : String(error.code)),
        ),
      ]
    },
    expect: (who, [first]) => [first !== undefined && allowed(who, first).write ? 'added' : '42501'],
  },
}

/** Each round asks about so many records in one statement: most of a request is the planning of its statement. */
const inRound = 8

describe(`${requests} random requests, seed ${seed}`, () => {
  let site: Site
  let secrets: Secrets
  let models: readonly Model[]
  const draw = random(seed)

  before(async () => {
    site = await peopleSite()
    secrets = secretsOf(site.config)
    models = await populate(site.database, secrets, 40, draw.split(1))
  })
  after(() => site.close())

  async function ask(who: Asker, kind: Request, about: readonly Model[]): Promise<readonly unknown[]> {
    let answer: readonly unknown[] = []
    try {
      await site.database.asActor(actorFor(who), 'attack', async tx => {
        answer = await kind.ask(tx, about, secrets)
        throw undone
      })
    } catch (error) {
      if (error !== undone) throw error
    }
    return answer
  }

  test('the population is worth asking about: every kind of request has both answers for somebody', () => {
    const rights = askers.flatMap(who => models.map(model => allowed(who, model)))
    const share = (right: 'read' | 'write' | 'manage'): number => rights.filter(it => it[right]).length / rights.length
    assert.ok(share('read') > 0.08 && share('read') < 0.5, `read ${share('read')}`)
    assert.ok(share('write') > 0.05 && share('manage') > 0.02)
    assert.deepEqual(new Set(models.map(({ world }) => world)).size, 4)
  })

  test('every answer is the oracle’s', async () => {
    const drawn = draw.split(2)
    const wrong: string[] = []
    for (let n = 0; n < requests; n += inRound) {
      const who = pick(askers, drawn)
      const [name, kind] = pick(Object.entries(kinds), drawn)
      const about = drawn.shuffle([...models]).slice(0, inRound)
      const [given, expected] = [await ask(who, kind, about), kind.expect(who, about, models)]
      if (JSON.stringify(given) !== JSON.stringify(expected))
        wrong.push(`${n}: ${who} ${name}: ${JSON.stringify(given)}, not ${JSON.stringify(expected)}`)
    }
    assert.deepEqual(wrong.slice(0, 5), [])
  })

  test('the matcher finds the support records that are not sealed, whoever asks through it, and of no other so much as a number', async () => {
    const open = models.filter(({ world, sealed }) => world === 'support' && !sealed).map(({ id }) => id)
    const asked = (statement: Answers): Promise<unknown[]> =>
      site.database.asSystem('matcher', 'match', tx => answersOf(tx, statement))
    assert.deepEqual(await asked(sql`select id as answer from person_record order by id`), open.toSorted())
    const numbered = await asked(sql`select distinct person as answer from person_identifier order by 1`)
    assert.deepEqual(numbered, open.toSorted())
    assert.deepEqual(await asked(sql`select id as answer from person_address where class = 'confidential'`), [])
  })

  test('the matcher reads no way to reach anybody, no tie and no language', async () => {
    for (const table of ['person_contact', 'person_tie', 'person_language', 'peer_group_member']) {
      const asking = site.database.asSystem('matcher', 'match', tx =>
        sql`select 1 from ${sql.table(table)}`.execute(tx),
      )
      await assert.rejects(asking, { code: '42501' })
    }
  })

  // What retention may read, and only when it is due, its own tests ask.
  const strangers = ['anonymous', 'sign-in', 'sealer', 'migrator', 'worker'] as const
  for (const name of strangers) {
    test(`the system actor ${name} may not even ask for records of people`, async () => {
      const asking = site.database.asSystem(name, 'attack', tx => sql`select id from person_record`.execute(tx))
      await assert.rejects(asking, { code: '42501' })
    })
  }
})
