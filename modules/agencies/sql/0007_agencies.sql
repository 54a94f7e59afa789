-- Who takes part. A body holds duties by function: one county council acts as council, social care and youth justice.

create table agency (
  id uuid primary key,
  key text not null unique,
  name text not null,
  kind text not null,
  functions text[] not null,
  districts text[] not null default '{}',
  attributes jsonb not null default '{}',
  source_doc text not null,
  source_section text not null,
  mapping_status text not null check (mapping_status in ('as_published', 'platform_mapping', 'locally_confirmed'))
);
alter table agency enable row level security;
alter table agency force row level security;
create policy agency_read on agency for select using (nullif(current_setting('app.actor', true), '') is not null);
create policy agency_load on agency for all to breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on agency to breakwater_app, breakwater_anonymous, breakwater_sign_in, breakwater_migrator;
grant insert, update on agency to breakwater_migrator;

create table board_group (
  id uuid primary key,
  key text not null unique,
  name text not null,
  synonyms text[] not null default '{}',
  purpose text not null,
  frequency text not null,
  level text not null,
  status text not null,
  attributes jsonb not null default '{}',
  source_doc text not null,
  source_section text not null,
  mapping_status text not null check (mapping_status in ('as_published', 'platform_mapping', 'locally_confirmed'))
);
alter table board_group enable row level security;
alter table board_group force row level security;
create policy board_group_read on board_group for select using (nullif(current_setting('app.actor', true), '') is not null);
create policy board_group_load on board_group for all to breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on board_group to breakwater_app, breakwater_anonymous, breakwater_migrator;
grant insert, update on board_group to breakwater_migrator;

-- A person who signs in. What they may see is their membership, not a column here.
create table account (
  id uuid primary key,
  key text not null unique,
  name text not null,
  job_title text not null,
  comes_to text not null default '',
  agency uuid not null references agency (id),
  synthetic boolean not null,
  active boolean not null default true,
  created_at timestamptz not null default now()
);
alter table account enable row level security;
alter table account force row level security;
create policy account_read on account for select using (nullif(current_setting('app.actor', true), '') is not null);
create policy account_load on account for all to breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on account to breakwater_app, breakwater_sign_in, breakwater_migrator, breakwater_worker;
grant insert, update on account to breakwater_migrator;
