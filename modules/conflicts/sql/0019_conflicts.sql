-- Groups as intelligence describes them, and conflicts between them. No table here has a place for a person: not a name, not a
-- number, not a key of a person's record. A group is known by what its people share and by a rough size, never by a list.
--
-- Two collections open this world. 'conflicts' holds what is needed to count: groups, days, stages, directions. 'conflict
-- narratives' holds what sources said, and is for those who grade intelligence alone.

create table conflict_group (
  id uuid primary key,
  name text not null check (name <> ''),
  shares text not null check (shares <> ''),
  -- A district, never a street or a small area: a home area would become a label for everyone who lives there.
  district text,
  size text not null check (size in ('under-5', '5-to-9', '10-or-more', 'unknown')),
  size_source text not null default '',
  described_at timestamptz not null,
  described_by uuid not null,
  check (size = 'unknown' or size_source <> '')
);

create table conflict (
  id uuid primary key,
  first_group uuid not null references conflict_group (id),
  -- Null while the other group is not known.
  second_group uuid references conflict_group (id),
  area_code text,
  opened_at timestamptz not null,
  opened_by uuid not null,
  check (second_group is null or second_group <> first_group)
);

-- What happened, and what people decided, by day. Where a conflict stands follows from these rows alone (rules.ts).
create table conflict_event (
  id uuid primary key,
  conflict uuid not null references conflict (id),
  kind text not null check (kind in ('happened', 'calm', 'closed', 'taken-back')),
  on_day date not null,
  direction text check (direction in ('first-on-second', 'second-on-first', 'unknown')),
  stage smallint check (stage between 0 and 5),
  violence text,
  provenance text check (provenance in ('reported', 'discovered', 'health', 'school', 'community', 'unknown')),
  -- The report that it rests on, such as a tension, by kind and id.
  report_kind text check (report_kind in ('tension')),
  report uuid,
  -- When a calm conflict is looked at again.
  review_on date,
  -- The event that is taken back.
  refers uuid references conflict_event (id),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  check ((kind = 'happened') = (direction is not null and stage is not null and provenance is not null)),
  check ((report is null) = (report_kind is null)),
  check ((kind = 'calm') = (review_on is not null)),
  check ((kind = 'taken-back') = (refers is not null))
);
create index conflict_event_conflict on conflict_event (conflict, on_day);
create index conflict_event_report on conflict_event (report);

create table conflict_narrative (
  event uuid primary key references conflict_event (id),
  what text not null check (what <> ''),
  source text not null default '',
  -- Graded where a source said it; null where it is the reason of somebody's decision.
  reliability text check (reliability in ('reliable', 'untested', 'not-reliable')),
  knowledge text check (knowledge in ('directly', 'corroborated', 'indirectly', 'not-known', 'suspected-false')),
  check ((reliability is null) = (knowledge is null))
);

-- A conflict that a group is asked to talk about. Its title and reason name no group and no person: every member reads them.
create table conflict_request (
  id uuid primary key,
  conflict uuid not null references conflict (id),
  group_key text not null,
  title text not null,
  why text not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  ended_at timestamptz,
  ended_why text not null default ''
);
create index conflict_request_conflict on conflict_request (conflict);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['conflict_group', 'conflict', 'conflict_event', 'conflict_narrative', 'conflict_request'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('grant select, insert on %I to breakwater_app', table_name);
  end loop;
end
$$;
grant update (ended_at, ended_why) on conflict_request to breakwater_app;

create policy conflict_group_read on conflict_group for select to breakwater_app
  using ('a0241fdf-2335-8490-a90a-2fadfb996bbd' in (select record from readable_collection));
create policy conflict_group_add on conflict_group for insert to breakwater_app
  with check (described_by = nullif(current_setting('app.actor', true), '')::uuid
    and 'a0241fdf-2335-8490-a90a-2fadfb996bbd' in (select record from writable_collection));
create policy conflict_read on conflict for select to breakwater_app
  using ('a0241fdf-2335-8490-a90a-2fadfb996bbd' in (select record from readable_collection));
create policy conflict_add on conflict for insert to breakwater_app
  with check (opened_by = nullif(current_setting('app.actor', true), '')::uuid
    and 'a0241fdf-2335-8490-a90a-2fadfb996bbd' in (select record from writable_collection));
-- An event that rests on a report is for those who may read the report: one for the Tactical group only stays theirs.
create policy conflict_event_read on conflict_event for select to breakwater_app
  using ('a0241fdf-2335-8490-a90a-2fadfb996bbd' in (select record from readable_collection)
    and (report is null or exists (select from tension t where t.id = conflict_event.report)));
create policy conflict_event_add on conflict_event for insert to breakwater_app
  with check (recorded_by = nullif(current_setting('app.actor', true), '')::uuid
    and 'a0241fdf-2335-8490-a90a-2fadfb996bbd' in (select record from writable_collection)
    and (report is null or exists (select from tension t where t.id = conflict_event.report)));
create policy conflict_narrative_read on conflict_narrative for select to breakwater_app
  using ('de1d3bc4-bce9-8cd9-9d27-f6452af047fb' in (select record from readable_collection)
    and event in (select e.id from conflict_event e));
create policy conflict_narrative_add on conflict_narrative for insert to breakwater_app
  with check ('de1d3bc4-bce9-8cd9-9d27-f6452af047fb' in (select record from writable_collection)
    and event in (select e.id from conflict_event e));
-- Members of the group that is asked hold a row on the request itself, and on nothing else of the conflict.
create policy conflict_request_read on conflict_request for select to breakwater_app
  using (exists (select from readable r where r.record = conflict_request.id)
    or 'a0241fdf-2335-8490-a90a-2fadfb996bbd' in (select record from readable_collection));
create policy conflict_request_add on conflict_request for insert to breakwater_app
  with check (asked_by = nullif(current_setting('app.actor', true), '')::uuid
    and conflict in (select c.id from conflict c));
create policy conflict_request_end on conflict_request for update to breakwater_app
  using ('a0241fdf-2335-8490-a90a-2fadfb996bbd' in (select record from readable_collection));

-- A tension can be extended or closed by those who read tensions for the partnership, not by everyone who may read this one.
alter table tension_event add column until date;
alter table tension_event add check ((event = 'extended') = (until is not null));
drop policy tension_event_add on tension_event;
create policy tension_event_add on tension_event for insert
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid and tension in (select id from tension)
    and (event not in ('extended', 'closed')
      or tension in (select t.id from tension t where t.collection in (select record from readable_collection))));
