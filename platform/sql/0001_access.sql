-- Access is data. Policies everywhere else read only the views at the end of this file.

create table audience (
  id uuid primary key,
  kind text not null check (kind in ('agency', 'role', 'group', 'case', 'person', 'system')),
  key text not null,
  name text not null,
  unique (kind, key)
);
alter table audience enable row level security;
alter table audience force row level security;
create policy audience_read on audience for select using (nullif(current_setting('app.actor', true), '') is not null);
create policy audience_write on audience for all to breakwater_migrator, breakwater_grantor
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on audience to breakwater_app, breakwater_sign_in, breakwater_grantor, breakwater_migrator;
grant insert on audience to breakwater_migrator, breakwater_grantor;
grant update (name) on audience to breakwater_migrator;

create table membership (
  id uuid primary key,
  actor uuid not null,
  audience uuid not null references audience (id),
  starts timestamptz not null default now(),
  ends timestamptz,
  why text not null,
  granted_by uuid not null
);
create index membership_actor on membership (actor, audience);
alter table membership enable row level security;
alter table membership force row level security;
-- This policy reads no table, so nothing that builds on it can recurse.
create policy membership_own on membership for select
  using (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy membership_change on membership for all to breakwater_grantor, breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (granted_by = nullif(current_setting('app.actor', true), '')::uuid);
grant select on membership to breakwater_app, breakwater_sign_in, breakwater_grantor, breakwater_migrator;
grant insert on membership to breakwater_grantor, breakwater_migrator;
grant update (ends) on membership to breakwater_grantor, breakwater_migrator;

-- level: 10 know that it exists, 20 read, 30 write, 40 manage who else may.
create table access (
  id uuid primary key,
  audience uuid not null references audience (id),
  record uuid not null,
  -- A collection's id follows from its name (version 8), a record's from the time (version 7).
  collection boolean not null generated always as (get_byte(uuid_send(record), 6) >> 4 = 8) stored,
  level smallint not null check (level in (10, 20, 30, 40)),
  opens_sealed boolean not null default false,
  starts timestamptz not null default now(),
  ends timestamptz,
  purpose text not null,
  why text not null,
  granted_by uuid not null
);
create index access_audience on access (audience, record);
create index access_record on access (record);
create index access_collection on access (audience) where collection;
alter table access enable row level security;
alter table access force row level security;
create policy access_own on access for select
  using (audience in (
    select m.audience from membership m
    where m.actor = nullif(current_setting('app.actor', true), '')::uuid
      and m.starts <= now() and (m.ends is null or m.ends > now())));
create policy access_change on access for all to breakwater_grantor, breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (granted_by = nullif(current_setting('app.actor', true), '')::uuid);
grant select on access to breakwater_app, breakwater_sign_in, breakwater_grantor, breakwater_migrator;
grant insert on access to breakwater_grantor, breakwater_migrator;
grant update (ends) on access to breakwater_grantor, breakwater_migrator;

-- What the present actor may do, through every audience that they belong to today.
create view my_access with (security_invoker = true) as
  select a.record, a.collection, a.level, a.opens_sealed, a.purpose, a.why, a.audience
  from access a
  join membership m on m.audience = a.audience
  where m.actor = nullif(current_setting('app.actor', true), '')::uuid
    and m.starts <= now() and (m.ends is null or m.ends > now())
    and a.starts <= now() and (a.ends is null or a.ends > now());
create view knowable with (security_invoker = true) as select record from my_access where level >= 10;
create view readable with (security_invoker = true) as select record from my_access where level >= 20;
create view writable with (security_invoker = true) as select record from my_access where level >= 30;
create view manageable with (security_invoker = true) as select record from my_access where level >= 40;
-- The few collections among them. A policy over many rows asks these: a list of every single record that somebody may read
-- would be made again for each statement, and grows with the people on file.
create view readable_collection with (security_invoker = true) as select record from my_access where collection and level >= 20;
create view writable_collection with (security_invoker = true) as select record from my_access where collection and level >= 30;
create view manageable_collection with (security_invoker = true) as select record from my_access where collection and level >= 40;
create view unsealed with (security_invoker = true) as select record from my_access where opens_sealed;
grant select on my_access, knowable, readable, writable, manageable, readable_collection, writable_collection, manageable_collection,
  unsealed to breakwater_app, breakwater_grantor, breakwater_sign_in;
