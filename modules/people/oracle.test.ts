// Random requests by random people over a small population, answered by the database and by an oracle written from the
// declared matrix. 2,000 here; `npm run attack` asks 100,000.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { random } from '#engines/numerics'
import type { Actor, Transaction } from '#platform/database'
import { type Secrets, secretsOf } from '#platform/secrets'
import type { Site } from '#platform/testing/site'
import { actorOf, everyone, peopleSite } from './people-site.test.ts'
import { type Asker, allowed, type Model, pick, populate } from './population.test.ts'
import { wordsSought } from './rules/tokens.ts'
import { findPeople, personById } from './store/records.ts'
import { tokensOf } from './tokens.ts'

const requests = Number(process.env['ATTACK_REQUESTS'] ?? 2_000)
const seed = Number(process.env['ATTACK_SEED'] ?? 20_261_121)

const undone = new Error('undone')
const askers: readonly Asker[] = [...everyone, 'stranger']
const actorFor = (who: Asker): Actor =>
  who === 'stranger' ? { id: '00000000-0000-7000-8000-00000000dead', session: undefined } : actorOf(who)

type Request = {
  /** What the database answers. */
  readonly ask: (tx: Transaction, about: Model, secrets: Secrets) => Promise<unknown>
  /** What the matrix says. */
  readonly expect: (who: Asker, about: Model, models: readonly Model[]) => unknown
}

const readableTo = (who: Asker, models: readonly Model[]): string[] =>
  models
    .filter(model => allowed(who, model).read)
    .map(({ id }) => id)
    .sort()
const ids = async (tx: Transaction, statement: ReturnType<typeof sql<{ id: string }>>): Promise<string[]> =>
  (await statement.execute(tx)).rows.map(({ id }) => id).sort()
const countOf = async (tx: Transaction, statement: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
  Number((await statement.execute(tx)).rows[0]?.n)
const changed = async (tx: Transaction, statement: ReturnType<typeof sql>): Promise<number> =>
  Number((await statement.execute(tx)).numAffectedRows ?? 0)

const kinds: Readonly<Record<string, Request>> = {
  list: {
    ask: tx => ids(tx, sql`select id from person_record`),
    expect: (who, _, models) => readableTo(who, models),
  },
  count: {
    ask: tx => countOf(tx, sql`select count(*) as n from person_record`),
    expect: (who, _, models) => readableTo(who, models).length,
  },
  search: {
    ask: async (tx, { familyName }, secrets) => {
      const words = wordsSought({ name: `Rhys ${familyName}`, born: undefined, identifier: undefined })
      return (await findPeople(tx, tokensOf(secrets, words))).map(({ id }) => id)
    },
    expect: (who, { familyName }, models) =>
      readableTo(
        who,
        models.filter(model => model.familyName === familyName),
      ).slice(0, 21),
  },
  'search tokens': {
    ask: (tx, { id }) => countOf(tx, sql`select count(*) as n from search_token where record = ${id}::uuid`),
    expect: (who, about) => (allowed(who, about).read ? 8 : 0),
  },
  read: {
    ask: async (tx, { id }) => (await personById(tx, id)) !== undefined,
    expect: (who, about) => allowed(who, about).read,
  },
  numbers: {
    ask: (tx, { id }) => countOf(tx, sql`select count(*) as n from person_identifier where person = ${id}::uuid`),
    expect: (who, about) => Number(allowed(who, about).write),
  },
  addresses: {
    ask: (tx, { id }) => countOf(tx, sql`select count(*) as n from person_address where person = ${id}::uuid`),
    expect: (who, about) => Number(allowed(who, about).read) + Number(allowed(who, about).manage),
  },
  contacts: {
    ask: (tx, { id }) => countOf(tx, sql`select count(*) as n from person_contact where person = ${id}::uuid`),
    expect: (who, about) => Number(allowed(who, about).read),
  },
  export: {
    // Everything in one statement, as an export would ask for it.
    ask: tx =>
      ids(
        tx,
        sql`select p.id || ':' || (select count(*) from person_identifier n where n.person = p.id)
          || ':' || (select count(*) from person_address a where a.person = p.id) as id from person_record p`,
      ),
    expect: (who, _, models) =>
      models
        .map(model => ({ id: model.id, ...allowed(who, model) }))
        .filter(({ read }) => read)
        .map(({ id, write, manage }) => `${id}:${Number(write)}:${1 + Number(manage)}`)
        .sort(),
  },
  write: {
    ask: (tx, { id }) => changed(tx, sql`update person_record set version = version + 1 where id = ${id}::uuid`),
    expect: (who, about) => Number(allowed(who, about).write),
  },
  remove: {
    ask: (tx, { id }) => changed(tx, sql`delete from person_contact where person = ${id}::uuid`),
    expect: (who, about) => Number(allowed(who, about).write),
  },
  add: {
    ask: async (tx, { id }) => {
      const row = sql`insert into person_identifier (id, person, scheme, value) values (gen_random_uuid(), ${id}::uuid, 'nhs', '1')`
      return changed(tx, row).catch(error => error.code)
    },
    expect: (who, about) => (allowed(who, about).write ? 1 : '42501'),
  },
}

describe(`${requests} random requests, seed ${seed}`, () => {
  let site: Site
  let secrets: Secrets
  let models: readonly Model[]
  const draw = random(seed)

  before(async () => {
    site = await peopleSite()
    secrets = secretsOf(site.config)
    models = await populate(site.database, secrets, 24, draw.split(1))
  })
  after(() => site.close())

  async function ask(who: Asker, kind: Request, about: Model): Promise<unknown> {
    let answer: unknown
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
    for (let n = 0; n < requests; n++) {
      const who = pick(askers, drawn)
      const name = pick(Object.keys(kinds), drawn)
      const about = pick(models, drawn)
      const kind = kinds[name]
      if (kind === undefined) continue
      const [given, expected] = [await ask(who, kind, about), kind.expect(who, about, models)]
      if (JSON.stringify(given) !== JSON.stringify(expected))
        wrong.push(`${n}: ${who} ${name} ${about.world}: ${JSON.stringify(given)}, not ${JSON.stringify(expected)}`)
    }
    assert.deepEqual(wrong.slice(0, 5), [])
  })

  test('the matcher finds the support records that are not sealed, whoever asks through it, and no name', async () => {
    const expected = models.filter(({ world, sealed }) => world === 'support' && !sealed).map(({ id }) => id)
    const found = await site.database.asSystem('matcher', 'match', tx => ids(tx, sql`select id from person_record`))
    assert.deepEqual(found, expected.sort())
    const named = site.database.asSystem('matcher', 'match', tx =>
      sql`select family_name from person_record`.execute(tx),
    )
    await assert.rejects(named, { code: '42501' })
  })

  const strangers = ['anonymous', 'sign-in', 'sealer', 'retention', 'migrator', 'worker'] as const
  for (const name of strangers) {
    test(`the system actor ${name} may not even ask for records of people`, async () => {
      const asking = site.database.asSystem(name, 'attack', tx => sql`select id from person_record`.execute(tx))
      await assert.rejects(asking, { code: '42501' })
    })
  }
})
