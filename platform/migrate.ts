import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type RawQuery, schemaOf } from './database.ts'

export type Migration = {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly checksum: string
}

/** A history that does not fit the files. The message is one sentence that names the migration. */
export class MigrationError extends Error {}

const root = new URL('..', import.meta.url).pathname

/** Every partnership migration of the platform and the modules, in the order of their numbers. */
export function partnershipMigrations(): Migration[] {
  return collect([...globSync('platform/sql/*.sql', { cwd: root }), ...globSync('modules/*/sql/*.sql', { cwd: root })])
}

/** The migrations of what is shared by the whole database. */
export function sharedMigrations(): Migration[] {
  return collect(globSync('platform/sql/shared/*.sql', { cwd: root }))
}

function collect(paths: readonly string[]): Migration[] {
  const migrations = paths.map(path => parse(path)).sort((a, b) => a.number - b.number)
  for (const [index, migration] of migrations.entries()) {
    if (migration.number !== index + 1) {
      throw new MigrationError(
        `Migration ${migration.name} should have number ${index + 1}: numbers are used once and leave no gap.`,
      )
    }
  }
  return migrations
}

function parse(path: string): Migration {
  const name = basename(path)
  const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
  if (!Number.isInteger(number)) throw new MigrationError(`Migration ${name} is not named NNNN_name.sql.`)
  const text = readFileSync(`${root}/${path}`, 'utf8')
  return { number, name, text, checksum: createHash('sha256').update(text).digest('hex') }
}

/** Compares what was applied with the files. Returns what is still to do; throws when the past was changed. */
export function pending(
  files: readonly Migration[],
  applied: readonly { number: number; name: string; checksum: string }[],
): Migration[] {
  for (const past of applied) {
    const file = files.find(({ number }) => number === past.number)
    if (file === undefined)
      throw new MigrationError(`Migration ${past.name} was applied to this database but is missing from the program.`)
    if (file.checksum !== past.checksum)
      throw new MigrationError(`Migration ${past.name} was changed after it was applied to this database.`)
  }
  const last = Math.max(0, ...applied.map(({ number }) => number))
  const todo = files.filter(({ number }) => !applied.some(past => past.number === number))
  const late = todo.find(({ number }) => number < last)
  if (late !== undefined)
    throw new MigrationError(`Migration ${late.name} comes before ${last}, which this database has already applied.`)
  return todo
}

/** Brings the shared part of the database up to date. Needs a connection that may create roles. */
export async function migrateShared(raw: RawQuery): Promise<number> {
  await raw(readFileSync(`${root}/platform/sql/roles/roles.sql`, 'utf8'))
  return apply(raw, 'breakwater', sharedMigrations())
}

/** Makes a partnership's schema where it is new, and brings it up to date (to `files`). Returns how many migrations ran. */
export async function migratePartnership(
  raw: RawQuery,
  partnership: string,
  files: readonly Migration[] = partnershipMigrations(),
): Promise<number> {
  const schema = schemaOf(partnership)
  await raw(`create schema if not exists ${schema} authorization breakwater_owner`)
  await raw(`begin; set local role breakwater_owner; grant usage on schema ${schema} to ${everyRole}; commit`)
  return apply(raw, schema, files)
}

const everyRole = ['app', 'anonymous', 'sign_in', 'grantor', 'sealer', 'retention', 'matcher', 'migrator', 'worker']
  .map(name => `breakwater_${name}`)
  .join(', ')

async function apply(raw: RawQuery, schema: string, files: readonly Migration[]): Promise<number> {
  const asOwner = `set local role breakwater_owner; set local search_path = ${schema}, pg_temp`
  await raw(`begin; ${asOwner}; ${history}; commit`)
  const rows = await applied(raw, schema)
  const todo = pending(files, rows)
  // In a new schema there is nothing to carry over.
  const [open, shut] = rows.length === 0 ? ['', ''] : [openToOwner, shutToOwner]
  for (const migration of todo) {
    await raw(`begin; ${asOwner}; ${open} ${migration.text}; ${record(migration)}; ${shut} commit`)
  }
  return todo.length
}

// The policies hold for the owner too, so a migration that carries rows over would find none. While one runs, and in its transaction
// alone, they do not.
const openToOwner = everyTable('no force', 'relforcerowsecurity')
const shutToOwner = `set constraints all immediate; ${everyTable('force', 'relrowsecurity and not relforcerowsecurity')}`

function everyTable(force: 'force' | 'no force', where: string): string {
  return `do $every$ declare its text; begin
    for its in select oid::regclass from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and ${where}
    loop execute format('alter table %s ${force} row level security', its); end loop; end $every$;`
}

// The history is the owner's to write. The application may read it, to tell whether it fits the program.
const history = `create table if not exists migration (
    number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now());
  alter table migration enable row level security; alter table migration force row level security;
  drop policy if exists migration_owner on migration;
  create policy migration_owner on migration for all to breakwater_owner using (true) with check (true);
  drop policy if exists migration_read on migration;
  create policy migration_read on migration for select using (nullif(current_setting('app.actor', true), '') is not null);
  grant select on migration to breakwater_app, breakwater_migrator`

function record({ number, name, checksum }: Migration): string {
  return `insert into migration (number, name, checksum) values (${number}, '${name}', '${checksum}')`
}

async function applied(raw: RawQuery, schema: string): Promise<Migration[]> {
  const { rows } = await raw(`select number, name, checksum from ${schema}.migration order by number`)
  return rows as Migration[]
}
