-- What happened. Open data and partners' own data are two collections with two audiences; hospital records are a third
-- and are never added to police counts. An incident names nobody.
-- No foreign key from these two to import_batch: checking one batch a hundred thousand times was a third of each insert. A row of a
-- batch that is not there is read by nobody, because reading asks for a published batch.
create table incident (
  id uuid primary key,
  batch uuid not null,
  collection uuid not null,
  source text not null,
  external_id text,
  month date not null,
  occurred timestamptz,
  precision text not null check (precision in ('month', 'day', 'hour', 'minute')),
  category text not null,
  kind text not null,
  area_code text,
  longitude double precision,
  latitude double precision,
  provenance text not null check (provenance in ('reported', 'discovered', 'health', 'school', 'community', 'unknown')),
  severity smallint,
  online boolean,
  domestic boolean,
  weapon boolean,
  injury boolean,
  group_a text,
  group_b text,
  outcome text,
  -- A random number given once: cells of a published table are perturbed by the sum of these, the same in every table.
  record_key smallint not null check (record_key between 0 and 255)
);
create index incident_area on incident (area_code, month);
create index incident_batch on incident (batch);

-- Counts that pages read, made as each batch is published: month by area by category.
create table incident_count (
  batch uuid not null,
  collection uuid not null,
  source text not null,
  month date not null,
  area_code text not null,
  category text not null,
  kind text not null,
  n integer not null,
  key_sum integer not null,
  primary key (batch, source, month, area_code, category, kind)
);
create index incident_count_area on incident_count (area_code, month);
create index incident_count_month on incident_count (month, kind);
-- The same by weekday and hour, where a source knows them.
create table incident_hour_count (
  batch uuid not null references import_batch (id),
  collection uuid not null,
  source text not null,
  year integer not null,
  district_code text not null,
  kind text not null,
  weekday smallint not null check (weekday between 1 and 7),
  hour smallint not null check (hour between 0 and 23),
  n integer not null,
  primary key (batch, source, year, district_code, kind, weekday, hour)
);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['incident', 'incident_count', 'incident_hour_count'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy %I on %I for select using (collection in (select record from readable_collection)
      and batch in (select id from import_batch where published_at is not null and undone_at is null))', table_name || '_read', table_name);
    execute format('create policy %I on %I for insert with check (collection in (select record from writable_collection))', table_name || '_load', table_name);
    execute format('create policy %I on %I for delete using (collection in (select record from writable_collection))', table_name || '_undo', table_name);
    execute format('create policy %I on %I for select using (collection in (select record from writable_collection)
      and nullif(current_setting(''app.purpose'', true), '''') = ''import'')', table_name || '_undo_find', table_name);
    execute format('grant select, insert, delete on %I to breakwater_app', table_name);
  end loop;
end
$$;

-- A tension: low-level information about a place, a group or something online, that names nobody and expires.
create table tension (
  id uuid primary key,
  about text not null check (about in ('place', 'group', 'online')),
  area_kind text,
  area_code text,
  place text not null default '',
  what text not null,
  basis text not null check (basis in ('seen', 'heard-first-hand', 'heard-second-hand', 'read-online')),
  sureness text not null check (sureness in ('certain', 'likely', 'unsure')),
  recency text not null check (recency in ('today', 'this-week', 'this-month', 'older')),
  provenance text not null check (provenance in ('reported', 'discovered', 'health', 'school', 'community', 'unknown')),
  handling text not null check (handling in ('partners', 'tactical-only')),
  happened_on date not null,
  expires_on date not null,
  reported_at timestamptz not null,
  reported_by uuid not null,
  agency uuid not null,
  -- Who may read it beside its reporter follows from how it is to be handled: all analysts, or the Tactical group alone.
  collection uuid not null check (collection = case handling when 'tactical-only'
    then '41b31108-51aa-8411-a750-87babc2a3ade'::uuid else '10655a16-117b-8001-9c1a-c178d0965630'::uuid end)
);
create index tension_reported on tension (reported_at desc, id);
create index tension_area on tension (area_code, reported_at desc);
create table tension_event (
  id uuid primary key,
  tension uuid not null references tension (id),
  at timestamptz not null,
  actor uuid not null,
  event text not null check (event in ('reported', 'amended', 'read', 'extended', 'withdrawn', 'closed')),
  why text not null default ''
);
create index tension_event_tension on tension_event (tension, at);
alter table tension enable row level security;
alter table tension force row level security;
alter table tension_event enable row level security;
alter table tension_event force row level security;
create policy tension_read on tension for select
  using (exists (select from readable where record = id) or collection in (select record from readable_collection));
create policy tension_report on tension for insert
  with check (reported_by = nullif(current_setting('app.actor', true), '')::uuid);
create policy tension_amend on tension for update
  using (exists (select from writable where record = id) or collection in (select record from writable_collection));
-- What happened to a report is for whoever may read the report.
create policy tension_event_read on tension_event for select
  using (nullif(current_setting('app.actor', true), '') is not null and tension in (select id from tension));
create policy tension_event_add on tension_event for insert
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid and tension in (select id from tension));
grant select, insert on tension, tension_event to breakwater_app;
grant update (area_kind, area_code, place, what, basis, sureness, recency, handling, collection, happened_on, expires_on) on tension to breakwater_app;
