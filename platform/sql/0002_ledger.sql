-- The ledger: who did what, when, to which record, and why. Entries, positions and seals are only ever added to.
-- The readable detail stands apart, so that erasing it leaves the chain whole: an entry keeps a salted digest only.

create table ledger_entry (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  actor uuid not null,
  agency uuid,
  session uuid,
  purpose text not null,
  action text not null check (action in
    ('write', 'read', 'search', 'export', 'disclose', 'sign-in', 'sign-in-failed', 'sign-out', 'grant', 'break-glass', 'erase')),
  kind text not null,
  subject uuid,
  digest bytea not null check (octet_length(digest) = 32)
);
create index ledger_entry_subject on ledger_entry (subject, at);
create index ledger_entry_actor on ledger_entry (actor, at);
create index ledger_entry_at on ledger_entry (at);
alter table ledger_entry enable row level security;
alter table ledger_entry force row level security;
create policy ledger_entry_append on ledger_entry for insert
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy ledger_entry_read on ledger_entry for select
  using (actor = nullif(current_setting('app.actor', true), '')::uuid
    or '00000000-0000-8000-8000-00000000000a' in (select record from readable_collection));
create policy ledger_entry_seal on ledger_entry for select to breakwater_sealer
  using (nullif(current_setting('app.actor', true), '') is not null);
grant insert on ledger_entry to breakwater_app, breakwater_anonymous, breakwater_sign_in, breakwater_grantor, breakwater_sealer,
  breakwater_retention, breakwater_matcher, breakwater_migrator, breakwater_worker;
grant select on ledger_entry to breakwater_app, breakwater_sealer;

create table ledger_detail (
  entry uuid primary key references ledger_entry (id),
  subject uuid,
  salt bytea not null check (octet_length(salt) = 16),
  detail jsonb not null
);
create index ledger_detail_subject on ledger_detail (subject);
alter table ledger_detail enable row level security;
alter table ledger_detail force row level security;
create policy ledger_detail_append on ledger_detail for insert
  with check (nullif(current_setting('app.actor', true), '') is not null);
create policy ledger_detail_read on ledger_detail for select
  using ('00000000-0000-8000-8000-00000000000a' in (select record from readable_collection));
create policy ledger_detail_verify on ledger_detail for select to breakwater_sealer, breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy ledger_detail_erase on ledger_detail for delete to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null);
grant insert on ledger_detail to breakwater_app, breakwater_anonymous, breakwater_sign_in, breakwater_grantor, breakwater_sealer,
  breakwater_retention, breakwater_matcher, breakwater_migrator, breakwater_worker;
grant select on ledger_detail to breakwater_app, breakwater_sealer, breakwater_retention;
grant delete on ledger_detail to breakwater_retention;

-- A position is given once, by the sealer, to every entry it finds without one: a late commit is late, never skipped.
create table ledger_position (
  position bigint primary key check (position > 0),
  entry uuid not null unique references ledger_entry (id)
);
alter table ledger_position enable row level security;
alter table ledger_position force row level security;
create policy ledger_position_seal on ledger_position for all to breakwater_sealer
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
create policy ledger_position_read on ledger_position for select
  using ('00000000-0000-8000-8000-00000000000a' in (select record from readable_collection));
grant select, insert on ledger_position to breakwater_sealer;
grant select on ledger_position to breakwater_app;

create table ledger_seal (
  number bigint primary key check (number > 0),
  first_position bigint not null,
  last_position bigint not null check (last_position >= first_position),
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  signature bytea not null check (octet_length(signature) = 64),
  key_id text not null,
  sealed_at timestamptz not null
);
alter table ledger_seal enable row level security;
alter table ledger_seal force row level security;
create policy ledger_seal_seal on ledger_seal for all to breakwater_sealer
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
create policy ledger_seal_read on ledger_seal for select
  using ('00000000-0000-8000-8000-00000000000a' in (select record from readable_collection));
grant select, insert on ledger_seal to breakwater_sealer;
grant select on ledger_seal to breakwater_app;
-- The sealer's answer to "may I read the ledger" is its own policies; the general ones still ask the access views.
grant select on access, membership, my_access, readable, readable_collection to breakwater_sealer, breakwater_retention, breakwater_worker, breakwater_matcher;
