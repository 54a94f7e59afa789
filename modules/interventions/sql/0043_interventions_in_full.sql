-- What those who run a programme say of it, beside what the strategy says; and what it is based on. Nothing here is about a person.

-- A programme that somebody described: of the content pack, or a local one. `record` is what access is given to: coordinators
-- manage it, and whoever runs the programme may write it. Parts name both, so that one programme's key opens no other.
create table programme_file (
  programme text primary key check (programme <> ''),
  record uuid not null unique,
  opened_at timestamptz not null,
  opened_by uuid not null,
  unique (programme, record)
);

-- One description, whole. It is never changed: the next version counts, and the history is all of them.
create table programme_version (
  id uuid primary key,
  programme text not null,
  record uuid not null,
  version integer not null check (version > 0),
  name text not null check (name <> ''),
  for_whom text not null check (for_whom <> ''),
  what_happens text not null,
  eligibility text not null,
  age_from integer check (age_from between 0 and 120),
  age_to integer check (age_to between 0 and 120),
  pillars text[] not null,
  levels text[] not null,
  reaches text[] not null,
  life_stages text[] not null,
  factors text[] not null,
  -- Codes of districts. Empty: the whole partnership.
  districts text[] not null,
  -- The key of the agency that runs it, or empty while nobody said.
  run_by text not null,
  how_to_ask text not null,
  state text not null check (state in ('offered', 'paused', 'ended')),
  why text not null check (why <> ''),
  made_at timestamptz not null,
  made_by uuid not null,
  foreign key (programme, record) references programme_file (programme, record) on delete cascade,
  unique (programme, version),
  check (age_to >= age_from)
);

-- What a programme is based on, and how strong its source says that this is. Where a source gives no rating, none stands here.
create table programme_evidence (
  id uuid primary key,
  programme text not null,
  record uuid not null,
  kind text not null check (kind in ('review', 'trial', 'study', 'practice', 'theory')),
  finding text not null check (finding <> ''),
  rating text not null,
  source text not null check (source <> ''),
  source_year integer not null check (source_year between 1900 and 2200),
  added_at timestamptz not null,
  added_by uuid not null,
  struck_at timestamptz,
  struck_by uuid,
  struck_why text,
  foreign key (programme, record) references programme_file (programme, record) on delete cascade,
  check (num_nonnulls(struck_at, struck_by, struck_why) in (0, 3))
);
create index programme_evidence_of on programme_evidence (programme, added_at desc);

alter table programme_places add column record uuid;
alter table programme_places add foreign key (programme, record) references programme_file (programme, record);

-- The collection "programmes: places": every role reads it, coordinators write it. Whoever runs a programme holds its own record.
do $$
declare
  part text;
begin
  foreach part in array array['programme_file', 'programme_version', 'programme_evidence'] loop
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format('create policy %I on %I for select to breakwater_app
      using (''1993cb94-7ee3-860a-aa29-92bab9bebe0a'' in (select record from readable_collection))', part || '_read', part);
    execute format('grant select, insert on %I to breakwater_app', part);
  end loop;
end
$$;
create policy programme_file_add on programme_file for insert to breakwater_app
  with check (opened_by = nullif(current_setting('app.actor', true), '')::uuid
    and '1993cb94-7ee3-860a-aa29-92bab9bebe0a' in (select record from writable_collection));
create policy programme_version_add on programme_version for insert to breakwater_app
  with check (made_by = nullif(current_setting('app.actor', true), '')::uuid
    and ('1993cb94-7ee3-860a-aa29-92bab9bebe0a' in (select record from writable_collection)
      or programme_version.record in (select w.record from writable w)));
create policy programme_evidence_add on programme_evidence for insert to breakwater_app
  with check (added_by = nullif(current_setting('app.actor', true), '')::uuid
    and ('1993cb94-7ee3-860a-aa29-92bab9bebe0a' in (select record from writable_collection)
      or programme_evidence.record in (select w.record from writable w)));
create policy programme_evidence_strike on programme_evidence for update to breakwater_app
  using (struck_at is null and ('1993cb94-7ee3-860a-aa29-92bab9bebe0a' in (select record from writable_collection)
    or programme_evidence.record in (select w.record from writable w)))
  with check (struck_by = nullif(current_setting('app.actor', true), '')::uuid);
grant update (struck_at, struck_by, struck_why) on programme_evidence to breakwater_app;
drop policy programme_places_add on programme_places;
create policy programme_places_add on programme_places for insert to breakwater_app
  with check (recorded_by = nullif(current_setting('app.actor', true), '')::uuid
    and ('1993cb94-7ee3-860a-aa29-92bab9bebe0a' in (select record from writable_collection)
      or programme_places.record in (select w.record from writable w)));
