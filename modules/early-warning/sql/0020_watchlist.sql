-- The watchlist: what a run said of places and of conflicts between groups, kept as it was said. A row is about a small area or a
-- conflict and about nothing else; there is no column that could hold a person or a school.

create table watch_run (
  id uuid primary key,
  made_at timestamptz not null,
  made_by uuid not null,
  -- The last day that was looked at.
  data_until date not null,
  definition text not null,
  parameters jsonb not null,
  seed integer not null,
  -- Whether the assessments allowed its use on that day, and why not.
  allowed boolean not null,
  reasons text[] not null,
  -- How the same method would have done in the past, and how often its signals are chance.
  record jsonb not null
);
create index watch_run_made on watch_run (made_at desc);

create table watch_entry (
  id uuid primary key,
  run uuid not null references watch_run (id),
  position smallint not null check (position > 0),
  kind text not null check (kind in ('place', 'conflict')),
  area_code text,
  conflict uuid,
  expected double precision not null check (expected >= 0),
  -- How many it usually has in 14 days.
  usual double precision not null check (usual >= 0),
  chance double precision not null check (chance between 0 and 1),
  low integer not null check (low >= 0),
  high integer not null check (high >= low),
  signal boolean not null,
  -- What moved it most: the reports and events, by kind and id, with the day and the share of each.
  moved_by jsonb not null,
  check ((kind = 'place') = (area_code is not null)),
  check ((kind = 'conflict') = (conflict is not null)),
  unique (run, position)
);

-- What a person decided about an entry, and why. The newest counts.
create table watch_decision (
  id uuid primary key,
  entry uuid not null references watch_entry (id),
  decision text not null check (decision in ('agenda', 'watch', 'aside')),
  why text not null check (why <> ''),
  -- For the members of the group that is asked: neutral words, that name neither a group nor a person.
  title text not null,
  group_key text,
  at timestamptz not null,
  by_whom uuid not null,
  check ((decision = 'agenda') = (group_key is not null))
);
create index watch_decision_entry on watch_decision (entry, at);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['watch_run', 'watch_entry', 'watch_decision'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('grant select, insert on %I to breakwater_app', table_name);
  end loop;
end
$$;

create policy watch_run_read on watch_run for select to breakwater_app
  using ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from readable_collection));
create policy watch_run_add on watch_run for insert to breakwater_app
  with check (made_by = nullif(current_setting('app.actor', true), '')::uuid
    and 'f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from writable_collection));
create policy watch_entry_read on watch_entry for select to breakwater_app
  using ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from readable_collection));
create policy watch_entry_add on watch_entry for insert to breakwater_app
  with check ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from writable_collection));
-- Members of the group that is asked hold a row on the decision itself, and read nothing else of the list.
create policy watch_decision_read on watch_decision for select to breakwater_app
  using (exists (select from readable r where r.record = watch_decision.id)
    or 'f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from readable_collection));
create policy watch_decision_add on watch_decision for insert to breakwater_app
  with check (by_whom = nullif(current_setting('app.actor', true), '')::uuid
    and 'f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from writable_collection));
