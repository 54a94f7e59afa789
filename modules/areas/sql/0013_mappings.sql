-- How to read an indicator table that no reader here knows: saved once, used for every later edition of the same table.
create table indicator_mapping (
  name text primary key check (name ~ '^[a-z][a-z0-9_-]{1,40}$'),
  title text not null,
  mapping jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  collection uuid not null
);
alter table indicator_mapping enable row level security;
alter table indicator_mapping force row level security;
create policy indicator_mapping_read on indicator_mapping for select using (collection in (select record from readable_collection));
create policy indicator_mapping_write on indicator_mapping for all
  using (collection in (select record from writable_collection)) with check (collection in (select record from writable_collection));
grant select, insert, update, delete on indicator_mapping to breakwater_app;
