// Every policy and every right in the database must matter. A database is filled with rows made from its own catalog, and freed of the
// constraints that are not about access; then each policy is dropped and each right revoked, and somebody who was allowed must be
// refused, or find fewer rows (for a restrictive policy: somebody who was refused must be allowed). An answer that is an error of
// another kind never counts, in either run.

import { type OpenDatabase, schemaOf } from '../database.ts'
import { idOf } from '../ids.ts'
import { migratePartnership, migrateShared } from '../migrate.ts'
import { freshDatabase, ownerDatabase, testPartnership } from './database.ts'
import { type Catalog, type Command, namedBy, type Policy, type Right, readCatalog } from './mutation/catalog.ts'
import { functions, quoted, statementsFor } from './mutation/probes.ts'
import { author, idsIn, type Particulars, type Row, recordOf, rowsOf } from './mutation/rows.ts'

export { type Particulars, recordOf } from './mutation/rows.ts'

export type MutationWorld = {
  readonly database: OpenDatabase
  readonly catalog: Catalog
  readonly rows: ReadonlyMap<string, readonly Row[]>
}

/** What was done to the database and what it changed. `told` are the answers that were given all the same. */
export type Outcome = { readonly mutant: string; readonly killed: boolean; readonly told: unknown }

const partnership = 'mutation'

/** A database of its own with rows in every table. Close it afterwards. */
export async function mutationWorld(particulars: Particulars): Promise<MutationWorld> {
  const onServer = process.env['DATABASE_URL'] !== undefined
  const database = onServer ? await ownerDatabase() : await freshDatabase()
  const schema = schemaOf(onServer ? partnership : testPartnership)
  if (onServer) {
    await database.raw(`drop schema if exists ${schema} cascade`)
    await migrateShared(database.raw)
    await migratePartnership(database.raw, partnership)
  }
  const catalog = await readCatalog(database.raw, schema)
  const rows = new Map(
    [...catalog.relations.values()].filter(({ view }) => !view).map(it => [it.name, rowsOf(catalog, it, particulars)]),
  )
  await database.raw(`set search_path = ${schema}; ${loosen(schema)}; ${functions}`)
  for (const [table, made] of rows) await database.raw(adding(catalog, table, made))
  await database.raw(addingKeys(catalog, rows, particulars.removedAs))
  await database.raw('analyze; set jit = off')
  return { database, catalog, rows }
}

// What keys and checks ask of rows is not asked here: a row that only a policy or a right can refuse is what the questions need.
function loosen(schema: string): string {
  return `do $$ declare it record; begin
    for it in select conrelid::regclass as at, conname from pg_constraint where connamespace = '${schema}'::regnamespace and contype in ('f', 'c', 'u', 'p', 'x')
      order by contype <> 'f', contype <> 'c' loop execute format('alter table %s drop constraint %I', it.at, it.conname); end loop;
    for it in select indexrelid::regclass as at from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = '${schema}'::regnamespace and i.indisunique loop execute format('drop index %s', it.at); end loop;
  end $$`
}

function adding(catalog: Catalog, table: string, rows: readonly Row[]): string {
  const columns = catalog.relations.get(table)?.columns.filter(({ generated }) => !generated) ?? []
  const list = columns.map(({ name }) => quoted(name)).join(', ')
  const text = JSON.stringify(rows).replaceAll("'", "''")
  return `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, '${text}')`
}

// The keys that the questions lend to whoever asks: each opens one record, or one collection; and what makes each record due to go.
function addingKeys(
  catalog: Catalog,
  rows: ReadonlyMap<string, readonly Row[]>,
  removedAs: Particulars['removedAs'],
): string {
  const records = idsIn([...rows.values()].flat())
  const keys = [...new Set([...records, ...collectionsIn([...catalog.texts.values()].join(' '))])]
  const kindOf = new Map(Object.entries(removedAs).map(([table, kind]) => [recordOf(table), kind]))
  const [item] = rows.get('retention_item') ?? []
  const due = records.map(record => ({ ...item, ...removable, record, kind: kindOf.get(record) ?? 'x' }))
  return `insert into access (id, audience, record, level, opens_sealed, starts, purpose, why, granted_by)
    select gen_random_uuid(), a, k, level, true, '2001-01-01', 'x', 'x', '${author}'
      from unnest('{${keys.join(',')}}'::uuid[], '{${keys.map(readersOf).join(',')}}'::uuid[]) as t(k, r), (values (40), (20)) l(level),
      lateral (select case level when 40 then k else r end as a) x;
    create table mutation_due as select value->>'record' as record, value as item from jsonb_array_elements('${JSON.stringify(due)}')`
}

/** The audience that may read a record, and do no more. */
const readersOf = (record: string): string => idOf('mutation', 'readers of', record)

const removable = { waits_for: '', people: 0, due_on: '2001-01-01' }

function collectionsIn(text: string): string[] {
  return [
    ...new Set(
      [...text.matchAll(/'([0-9a-f-]{36})'::uuid|'((?!0{8})[0-9a-f-]{36})'::text/g)].map(
        ([, id, text = '']) => id ?? text,
      ),
    ),
  ]
}

type Person = { readonly id: string; readonly rights: readonly string[]; readonly purpose: string }
type Mutant = {
  readonly name: string
  readonly table: string
  readonly before: string
  readonly change: string
  readonly restrictive: boolean
  readonly people: readonly Person[]
  readonly asked: readonly { readonly role: string; readonly statements: readonly string[] }[]
}

const somebodyElse = idOf('mutation', 'somebody else')

/** Who is asked: with the keys that the text names, those of everything it rests on, or none; to each record, all or none; as either. */
function peopleFor({ catalog, rows }: MutationWorld, table: string, text: string): Person[] {
  const named = namedBy(catalog, text)
  const whole = [text, ...named.map(name => catalog.texts.get(name) ?? '')].join(' ')
  const near = idsIn(rows.get(table) ?? [])
  const collection = recordOf('collection')
  const reached = idsIn([table, ...named].flatMap(name => rows.get(name) ?? []))
  const records = [[...near, collection], [...reached, collection], [], ...near.map(it => [it, collection])]
  const whom = [collectionsIn(whole), collectionsIn(text), []].flatMap(keys => records.map(more => [...keys, ...more]))
  const rights = [
    ...whom,
    ...collectionsIn(whole).map(key => [key, ...reached, collection]),
    [...collectionsIn(whole), ...reached, collection].map(readersOf),
  ]
  const parts = [...whole.matchAll(/'(00000000-[0-9a-f-]{27})'::text/g)].map(([, id = '']) => id)
  const purposes = ['test', ...[...whole.matchAll(/app\.purpose[^=]*= '(\w+)'/g)].map(([, purpose = '']) => purpose)]
  const ids = [...new Set([author, somebodyElse, ...parts])]
  return [...new Set(purposes)].flatMap(purpose =>
    rights.flatMap(held => ids.map(id => ({ id, purpose, rights: held }))),
  )
}

const every: readonly Command[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE']

function policyMutant(world: MutationWorld, policy: Policy): Mutant {
  const { catalog, rows } = world
  const { table, name, command, restrictive, text } = policy
  const holders = [...new Set(catalog.rights.filter(it => it.table === table).map(({ role }) => role))]
  const roles = policy.roles.length === 0 ? holders : policy.roles
  const commands = command === 'ALL' ? every : [command]
  const asked = roles.map(role => ({
    role,
    statements: commands.flatMap(it => statementsFor(catalog, table, role, it, rows.get(table) ?? [])),
  }))
  return {
    ...{ name: nameOfPolicy(policy), table, restrictive, asked },
    before: othersThatRefuse(catalog, table, name),
    change: `drop policy ${name} on ${table}`,
    people: peopleFor(world, table, restrictive ? (catalog.texts.get(table) ?? '') : text),
  }
}

// Of several policies that refuse, only the one that is tried may be what refuses: the rest are away in both runs.
function othersThatRefuse({ policies }: Catalog, table: string, tried: string): string {
  const others = policies.filter(it => it.table === table && it.restrictive && it.name !== tried)
  return others.map(({ name }) => `drop policy ${name} on ${table}`).join('; ')
}

function rightMutant(world: MutationWorld, right: Right): Mutant {
  const { table, role, command, columns } = right
  const { catalog, rows } = world
  const part = columns === null ? '' : ` (${columns.map(quoted).join(', ')})`
  return {
    ...{ name: nameOfRight(right), table, restrictive: false },
    before: othersThatRefuse(catalog, table, ''),
    change: `revoke ${command}${part} on ${table} from breakwater_${role}`,
    people: peopleFor(world, table, catalog.texts.get(table) ?? ''),
    asked: [{ role, statements: statementsFor(catalog, table, role, command, rows.get(table) ?? []) }],
  }
}

const nameOfPolicy = ({ table, name }: Policy): string => `${table}: policy ${name}`
const nameOfRight = ({ table, role, command, columns }: Right): string =>
  `${table}: ${command.toLowerCase()}${columns === null ? '' : ' of some columns'} of ${role}`

// The policies of the owner are for the migrations, which no question here runs as.
function triedPolicies({ catalog }: MutationWorld): Policy[] {
  return catalog.policies.filter(({ roles }) => !roles.includes('owner'))
}

/** The names of everything that could be taken away from the schema, such as `notice: policy notice_own`. */
export function everyMutant(world: MutationWorld): string[] {
  return [...triedPolicies(world).map(nameOfPolicy), ...world.catalog.rights.map(nameOfRight)]
}

/** Takes away what `which` chooses by name, one at a time and each undone before the next, and says what that changed. */
export async function outcomes(world: MutationWorld, which: (name: string) => boolean): Promise<Outcome[]> {
  const { catalog, database } = world
  const mutants = [
    ...triedPolicies(world)
      .filter(it => which(nameOfPolicy(it)))
      .map(it => policyMutant(world, it)),
    ...catalog.rights.filter(it => which(nameOfRight(it))).map(it => rightMutant(world, it)),
  ]
  const found: Outcome[] = []
  for (const table of Map.groupBy(mutants, it => it.table).values()) {
    const texts = table.map(({ name: _, table: _of, ...mutant }) => JSON.stringify(mutant))
    const { rows } = await database.raw(
      `select mutation_kill(m::jsonb) as answer from unnest($1::text[]) with ordinality as t(m, n) order by n`,
      [texts],
    )
    for (const [at, { answer }] of (rows as { answer: { killed: boolean; told: unknown } }[]).entries())
      found.push({ mutant: table[at]?.name ?? '', ...answer })
  }
  return found
}

/** The same world with the policies and rights of today, after something was added to its schema. */
export async function readAgain(world: MutationWorld): Promise<MutationWorld> {
  return { ...world, catalog: await readCatalog(world.database.raw, world.catalog.schema) }
}

/** What each role is answered that gives no name, by what it asks: none of it may be a row. Only what answers with one is told. */
export async function answersWithoutName({ catalog, database, rows }: MutationWorld): Promise<string[]> {
  const asked = [...new Set(catalog.rights.map(({ table, role, command }) => `${table} ${role} ${command}`))].flatMap(
    it => {
      const [table = '', role = '', command = ''] = it.split(' ')
      const known = every.find(name => name === command)
      const statements = known === undefined ? [] : statementsFor(catalog, table, role, known, rows.get(table) ?? [])
      return statements.map(statement => ({ it, role, statement }))
    },
  )
  const { rows: told } = await database.raw(
    `select distinct a->>'it' as it from jsonb_array_elements($1::jsonb) a
      where mutation_answer('', '{"id": "", "rights": [], "purpose": "test"}', a->>'role', a->>'statement') not in ('0', 'refused')`,
    [JSON.stringify(asked)],
  )
  return (told as { it: string }[]).map(({ it }) => it)
}
