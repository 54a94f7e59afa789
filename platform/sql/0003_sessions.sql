-- Sessions live on the server, so that one can be listed and ended. The cookie holds a random token; only its digest stands here.

create table session (
  token_digest bytea primary key check (octet_length(token_digest) = 32),
  id uuid not null unique,
  actor uuid,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null,
  data jsonb not null default '{}'
);
create index session_actor on session (actor);
create index session_ends on session (ends_at);
alter table session enable row level security;
alter table session force row level security;
create policy session_sign_in on session for all to breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
create policy session_own on session for select
  using (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy session_end_own on session for delete
  using (actor = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert, update, delete on session to breakwater_sign_in;
grant select (id, actor, created_at, seen_at, ends_at), delete on session to breakwater_app;

-- A draft is not a record: it belongs to its writer alone and is purged after 30 days.
create table draft (
  id uuid primary key,
  actor uuid not null,
  journey text not null,
  amends uuid,
  answers jsonb not null default '{}',
  updated_at timestamptz not null default now()
);
create index draft_actor on draft (actor, journey);
alter table draft enable row level security;
alter table draft force row level security;
create policy draft_own on draft for all
  using (actor = nullif(current_setting('app.actor', true), '')::uuid)
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy draft_purge on draft for delete to breakwater_retention
  using (updated_at < now() - interval '30 days' and nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, update, delete on draft to breakwater_app;
grant select, delete on draft to breakwater_retention;
create policy draft_count on draft for select to breakwater_retention
  using (updated_at < now() - interval '30 days' and nullif(current_setting('app.actor', true), '') is not null);
