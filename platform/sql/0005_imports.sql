-- An import is a batch: checked whole, loaded unpublished, published by one update, undone as one.

create table import_batch (
  id uuid primary key,
  collection uuid not null,
  kind text not null,
  names text[] not null,
  dry_run boolean not null,
  actor uuid not null,
  job uuid,
  started_at timestamptz not null default now(),
  checked_at timestamptz,
  published_at timestamptz,
  undone_at timestamptz,
  failed_code text,
  failed_sentence text,
  rows_read bigint not null default 0,
  rows_loaded bigint not null default 0,
  rows_rejected bigint not null default 0,
  rows_duplicate bigint not null default 0,
  rows_outside bigint not null default 0,
  notes jsonb not null default '[]',
  options jsonb not null default '{}'
);
create index import_batch_kind on import_batch (kind, started_at desc);
alter table import_batch enable row level security;
alter table import_batch force row level security;
create policy import_batch_read on import_batch for select using (collection in (select record from readable_collection));
create policy import_batch_add on import_batch for insert
  with check (collection in (select record from writable_collection) and actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy import_batch_change on import_batch for update
  using (collection in (select record from writable_collection)) with check (collection in (select record from writable_collection));
grant select, insert on import_batch to breakwater_app;
grant update (checked_at, published_at, undone_at, failed_code, failed_sentence, rows_read, rows_loaded, rows_rejected,
  rows_duplicate, rows_outside, notes) on import_batch to breakwater_app;

create table import_rejection (
  batch uuid not null references import_batch (id),
  file text not null,
  line bigint not null,
  column_name text not null,
  reason text not null,
  row_text text not null,
  collection uuid not null,
  primary key (batch, file, line, column_name)
);
alter table import_rejection enable row level security;
alter table import_rejection force row level security;
create policy import_rejection_read on import_rejection for select using (collection in (select record from readable_collection));
create policy import_rejection_change on import_rejection for all
  using (collection in (select record from writable_collection)) with check (collection in (select record from writable_collection));
grant select, insert, delete on import_rejection to breakwater_app;
