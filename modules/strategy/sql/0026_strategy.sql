-- What the strategy promised and what came of it. Nothing here is about a person: two collections stand for all of it,
-- a060a7ce-1eed-88d3-ac60-18eefb300e1a for commitments and 00170b09-9540-89ea-a40d-87a644860533 for measures. The commitments
-- themselves are rows of the content pack and are named by their key there.

-- How far a commitment has come, from that day on. Written once; the latest day counts.
create table commitment_event (
  id uuid primary key,
  commitment text not null check (commitment ~ '^[a-z][a-z0-9_.-]{1,60}$'),
  on_day date not null,
  status text not null check (status in ('not started', 'under way', 'at risk', 'done', 'stopped')),
  why text not null check (why <> ''),
  actor uuid not null,
  recorded_at timestamptz not null
);
create index commitment_event_commitment on commitment_event (commitment, on_day);
alter table commitment_event enable row level security;
alter table commitment_event force row level security;
create policy commitment_event_read on commitment_event for select to breakwater_app
  using ('a060a7ce-1eed-88d3-ac60-18eefb300e1a' in (select record from readable_collection));
create policy commitment_event_add on commitment_event for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and 'a060a7ce-1eed-88d3-ac60-18eefb300e1a' in (select record from writable_collection));
grant select, insert on commitment_event to breakwater_app;

-- Another day than the end of the horizon that the strategy printed. The last one written counts.
create table commitment_due (
  id uuid primary key,
  commitment text not null check (commitment ~ '^[a-z][a-z0-9_.-]{1,60}$'),
  due date not null,
  why text not null check (why <> ''),
  actor uuid not null,
  recorded_at timestamptz not null
);
create index commitment_due_commitment on commitment_due (commitment, recorded_at);
alter table commitment_due enable row level security;
alter table commitment_due force row level security;
create policy commitment_due_read on commitment_due for select to breakwater_app
  using ('a060a7ce-1eed-88d3-ac60-18eefb300e1a' in (select record from readable_collection));
create policy commitment_due_add on commitment_due for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and 'a060a7ce-1eed-88d3-ac60-18eefb300e1a' in (select record from writable_collection));
grant select, insert on commitment_due to breakwater_app;

-- What shows that something was done: a sentence without names, and where to find it. Taken back with a reason, never changed.
create table commitment_evidence (
  id uuid primary key,
  commitment text not null check (commitment ~ '^[a-z][a-z0-9_.-]{1,60}$'),
  kind text not null check (kind in ('document', 'measure', 'decision', 'action')),
  happened_on date not null,
  sentence text not null check (sentence <> ''),
  -- A page of this house by its kind and id, or an address elsewhere.
  link_kind text check (link_kind ~ '^[a-z][a-z-]{1,40}$'),
  link_id text,
  url text,
  actor uuid not null,
  filed_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_why text,
  check ((link_kind is null) = (link_id is null)),
  check (link_kind is null or url is null),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why is null))
);
create index commitment_evidence_commitment on commitment_evidence (commitment, happened_on);
alter table commitment_evidence enable row level security;
alter table commitment_evidence force row level security;
create policy commitment_evidence_read on commitment_evidence for select to breakwater_app
  using ('a060a7ce-1eed-88d3-ac60-18eefb300e1a' in (select record from readable_collection));
create policy commitment_evidence_add on commitment_evidence for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid and withdrawn_at is null
    and 'a060a7ce-1eed-88d3-ac60-18eefb300e1a' in (select record from writable_collection));
create policy commitment_evidence_withdraw on commitment_evidence for update to breakwater_app
  using (withdrawn_at is null and 'a060a7ce-1eed-88d3-ac60-18eefb300e1a' in (select record from writable_collection))
  with check (withdrawn_by = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert on commitment_evidence to breakwater_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_why) on commitment_evidence to breakwater_app;

-- What a figure that some module offers means here, and which outcome of the strategy it speaks to.
create table measure_definition (
  key text primary key check (key ~ '^[a-z][a-zA-Z0-9_.:-]{1,80}$'),
  outcome text not null,
  words text not null check (words <> ''),
  better text not null check (better in ('more', 'less', 'neither')),
  -- The month, YYYY-MM, that the others are held against; the first one taken when it is null.
  baseline text check (baseline ~ '^\d{4}-\d{2}$'),
  version integer not null default 1,
  changed_by uuid not null,
  changed_at timestamptz not null
);
alter table measure_definition enable row level security;
alter table measure_definition force row level security;
create policy measure_definition_read on measure_definition for select to breakwater_app
  using ('00170b09-9540-89ea-a40d-87a644860533' in (select record from readable_collection));
create policy measure_definition_add on measure_definition for insert to breakwater_app
  with check (changed_by = nullif(current_setting('app.actor', true), '')::uuid
    and '00170b09-9540-89ea-a40d-87a644860533' in (select record from writable_collection));
create policy measure_definition_change on measure_definition for update to breakwater_app
  using ('00170b09-9540-89ea-a40d-87a644860533' in (select record from writable_collection))
  with check (changed_by = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert on measure_definition to breakwater_app;
grant update (outcome, words, better, baseline, version, changed_by, changed_at) on measure_definition to breakwater_app;

-- A figure as it stood when somebody who may read what it counts took it. A figure that was not given says why; it is never 0.
create table measure_snapshot (
  id uuid primary key,
  key text not null check (key ~ '^[a-z][a-zA-Z0-9_.:-]{1,80}$'),
  period text not null check (period ~ '^\d{4}-\d{2}$'),
  words text not null,
  value double precision check (value not in ('NaN', 'Infinity', '-Infinity')),
  denominator double precision check (denominator not in ('NaN', 'Infinity', '-Infinity')),
  unit text not null,
  source text not null,
  not_given text,
  actor uuid not null,
  taken_at timestamptz not null,
  check ((value is null) = (not_given is not null))
);
create index measure_snapshot_key on measure_snapshot (key, period, taken_at);
alter table measure_snapshot enable row level security;
alter table measure_snapshot force row level security;
create policy measure_snapshot_read on measure_snapshot for select to breakwater_app
  using ('00170b09-9540-89ea-a40d-87a644860533' in (select record from readable_collection));
create policy measure_snapshot_add on measure_snapshot for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and '00170b09-9540-89ea-a40d-87a644860533' in (select record from writable_collection));
grant select, insert on measure_snapshot to breakwater_app;
