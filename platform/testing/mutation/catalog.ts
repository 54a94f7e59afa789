// What the database's own catalog says of a schema: its tables, policies and grants, and which rights a relation asks about.
import type { RawQuery } from '../../database.ts'

export type Command = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'

export type Column = {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly generated: boolean
  /** What a foreign key of one column points at. */
  readonly parent: { readonly table: string; readonly column: string } | null
}

export type Relation = { readonly name: string; readonly view: boolean; readonly columns: readonly Column[] }

export type Policy = {
  readonly table: string
  readonly name: string
  readonly command: Command | 'ALL'
  readonly restrictive: boolean
  /** The roles it is for, without their prefix; none where it is for all. */
  readonly roles: readonly string[]
  readonly text: string
}

/** A right of a role to a whole relation, or to some of its columns. */
export type Right = {
  readonly table: string
  readonly role: string
  readonly command: Command
  readonly columns: readonly string[] | null
}

export type Catalog = {
  readonly schema: string
  readonly relations: ReadonlyMap<string, Relation>
  readonly policies: readonly Policy[]
  readonly rights: readonly Right[]
  /** The text of each view, and of all policies of each table. */
  readonly texts: ReadonlyMap<string, string>
}

/** Reads it as the owner of the schema, before `loosen` takes the foreign keys away. */
export async function readCatalog(raw: RawQuery, schema: string): Promise<Catalog> {
  const here = `'${schema}'::regnamespace`
  const relations = (await raw(`
    select c.relname as name, c.relkind = 'v' as view, json_agg(json_build_object('name', a.attname,
      'type', format_type(a.atttypid, null), 'nullable', not a.attnotnull, 'generated', a.attgenerated <> '' or a.attidentity = 'a',
      'parent', (select json_build_object('table', p.relname, 'column', pa.attname) from pg_constraint k
        join pg_class p on p.oid = k.confrelid join pg_attribute pa on pa.attrelid = p.oid and pa.attnum = k.confkey[1]
        where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum] limit 1)) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = ${here} and c.relkind in ('r', 'p', 'v') group by c.oid, c.relname, c.relkind order by 1`)) as {
    rows: Relation[]
  }
  const policies = (await raw(`
    select tablename as table, policyname as name, cmd as command, permissive = 'RESTRICTIVE' as restrictive,
      array_to_json(array(select replace(r, 'breakwater_', '') from unnest(roles::text[]) r where r <> 'public')) as roles,
      concat_ws(' ', qual, with_check) as text
    from pg_policies where schemaname = '${schema}' order by 1, 2`)) as { rows: Policy[] }
  const rights = (await raw(`
    select c.relname as table, replace(r.rolname, 'breakwater_', '') as role, a.privilege_type as command, json_agg(a.attname order by a.attname) filter (where a.attname is not null) as columns
    from (select c.oid, x.grantee, x.privilege_type, null::name as attname from pg_class c, aclexplode(c.relacl) x
      union all select t.attrelid, x.grantee, x.privilege_type, t.attname from pg_attribute t, aclexplode(t.attacl) x) a
    join pg_class c on c.oid = a.oid join pg_roles r on r.oid = a.grantee
    where c.relnamespace = ${here} and c.relkind in ('r', 'p', 'v') and r.rolname <> 'breakwater_owner' and r.rolname like 'breakwater\\_%'
    group by c.relname, r.rolname, a.privilege_type, a.attname is null order by 1, 2, 3, a.attname is null`)) as {
    rows: Right[]
  }
  const views = (await raw(
    `select relname as name, pg_get_viewdef(oid) as text from pg_class where relnamespace = ${here} and relkind = 'v'`,
  )) as { rows: { name: string; text: string }[] }
  const texts = new Map(views.rows.map(({ name, text }) => [name, text]))
  for (const { table, text } of policies.rows) texts.set(table, `${texts.get(table) ?? ''} ${text}`)
  const named = new Map(relations.rows.map(relation => [relation.name, relation]))
  return { schema, relations: named, policies: policies.rows, rights: rights.rows, texts }
}

/** The columns of a relation that a role may use with a command. */
export function columnsFor({ rights, relations }: Catalog, table: string, role: string, command: Command): string[] {
  const held = rights.filter(it => it.table === table && it.role === role && it.command === command)
  const writing = command === 'INSERT' || command === 'UPDATE'
  const columns = (relations.get(table)?.columns ?? []).filter(({ generated }) => !(writing && generated))
  const whole = held.some(it => it.columns === null)
  return columns.map(({ name }) => name).filter(name => whole || held.some(it => it.columns?.includes(name)))
}

/** The relations that a text names, and those that their policies and views name in turn. */
export function namedBy({ schema, texts }: Catalog, text: string): string[] {
  const pattern = new RegExp(`(?:${schema}\\.|\\b(?:from|join) \\(*(?!${schema}))(\\w+)`, 'gi')
  const named = new Set<string>()
  const unread = [text]
  for (let part = unread.pop(); part !== undefined; part = unread.pop()) {
    for (const [, name = ''] of part.matchAll(pattern)) {
      if (named.has(name)) continue
      named.add(name)
      unread.push(texts.get(name) ?? '')
    }
  }
  return [...named]
}
