// What is asked of a relation in the name of a role, and the function in the database that asks it.
import { type Catalog, type Command, columnsFor } from './catalog.ts'
import { author, namesAuthor, type Row } from './rows.ts'

/** The statements of a command that a role holds rights to, over all columns it may use; none where it holds none. */
export function statementsFor(
  catalog: Catalog,
  table: string,
  role: string,
  command: Command,
  rows: readonly Row[],
): string[] {
  const columns = columnsFor(catalog, table, role, command)
  if (command === 'DELETE')
    return catalog.rights.some(it => it.table === table && it.role === role && it.command === command)
      ? [`delete from ${table}`]
      : []
  if (columns.length === 0) return []
  const list = columns.map(quoted).join(', ')
  if (command === 'SELECT') return [`select ${list} from ${table}`]
  return rows.map(row => {
    const made = `jsonb_populate_record(null::${table}, ${rowOf(catalog, table, row)})`
    if (command === 'INSERT') return `insert into ${table} (${list}) select ${list} from ${made}`
    // What it is set to comes from beside the table, so that only the right to change it is asked for, and not to read it.
    const changes = columns.map(name => `${quoted(name)} = made.${quoted(name)}`).join(', ')
    return `update ${table} set ${changes} from ${made} made`
  })
}

// Whoever asks names themselves where the row names its author; whoever gives no name, the author.
function rowOf(catalog: Catalog, table: string, row: Row): string {
  const own = Object.keys(row)
    .filter(name => row[name] !== null && !Array.isArray(row[name]) && namesAuthor(catalog, table, name))
    .filter(name => catalog.relations.get(table)?.columns.some(it => it.name === name && it.type === 'uuid'))
    .map(name => `'${name}', coalesce(nullif(current_setting('app.actor'), ''), '${author}')`)
  return `'${JSON.stringify(row).replaceAll("'", "''")}'::jsonb || jsonb_build_object(${own.join(', ')})`
}

export function quoted(name: string): string {
  return `"${name}"`
}

// Every question is undone before it is answered: by the error that carries the answer out of the block. A number is a count of rows.
export const functions = `
create function mutation_answer(change text, person jsonb, as_role text, statement text) returns text language plpgsql as $f$
declare asked boolean := false; n bigint;
begin
  if change <> '' then execute change; end if;
  insert into membership (id, actor, audience, starts, why, granted_by)
    select gen_random_uuid(), nullif(person->>'id', '')::uuid, a::uuid, '2001-01-01', 'x', '${author}' from jsonb_array_elements_text(person->'rights') a;
  if as_role = 'retention' then
    insert into retention_item select (jsonb_populate_record(null::retention_item, item)).* from mutation_due
      where record = any(array(select jsonb_array_elements_text(person->'rights')));
  end if;
  asked := true;
  perform set_config('app.actor', person->>'id', true), set_config('app.purpose', person->>'purpose', true);
  perform set_config('role', 'breakwater_' || as_role, true);
  execute statement;
  get diagnostics n = row_count;
  raise exception using errcode = 'ZZ001', message = n::text;
exception when others then
  if not asked then raise; end if;
  return case when sqlstate = 'ZZ001' then sqlerrm when sqlstate = '42501' then 'refused' else 'error ' || sqlerrm end;
end $f$;
create function mutation_kill(mutant jsonb) returns jsonb language plpgsql as $f$
declare asked jsonb; person jsonb; statement text; usual text; now_told text; told text[] := '{}';
begin
  for person in select value from jsonb_array_elements(mutant->'people') loop
    for asked in select value from jsonb_array_elements(mutant->'asked') loop
      for statement in select value from jsonb_array_elements_text(asked->'statements') loop
        usual := mutation_answer(mutant->>'before', person, asked->>'role', statement);
        told := told || usual;
        continue when ((mutant->>'restrictive')::boolean) <> (usual in ('0', 'refused')) or usual like 'error%';
        now_told := mutation_answer(concat_ws('; ', nullif(mutant->>'before', ''), mutant->>'change'), person, asked->>'role', statement);
        continue when now_told like 'error%';
        if (now_told = 'refused' and usual <> 'refused') or (now_told <> 'refused' and usual <> 'refused' and now_told::bigint < usual::bigint)
          or ((mutant->>'restrictive')::boolean and now_told not in ('0', 'refused')) then
          return jsonb_build_object('killed', true, 'told', array_length(told, 1));
        end if;
      end loop;
    end loop;
  end loop;
  return jsonb_build_object('killed', false, 'told', (select jsonb_agg(distinct t) from unnest(told) t));
end $f$;
`
