-- Cases: somebody, or a group of friends, is helped. Two keys open a case: one on the case itself, given to whoever opened it,
-- to its lead and to its team; the other on the collection, given to the roles whose work it is. What was said in sessions has
-- a collection of its own: a teacher or nurse of the team reads the plan and the reviews, not what was said in the room.
-- Whoever answers a person's own request reads all of it by the person's record and the collection of such requests.

create table case_file (
  id uuid primary key,
  collection uuid not null default '0d3ad895-657f-8cf7-ad94-0d85156e05b9' check (collection = '0d3ad895-657f-8cf7-ad94-0d85156e05b9'),
  referral uuid not null,
  person uuid references person_record (id),
  peer_group uuid references peer_group (id),
  why text not null check (why <> ''),
  opened_on date not null,
  opened_at timestamptz not null,
  opened_by uuid not null,
  check ((person is null) <> (peer_group is null))
);
create index case_file_person on case_file (person);
create index case_file_referral on case_file (referral);
alter table case_file enable row level security;
alter table case_file force row level security;
create policy case_file_read on case_file for select to breakwater_app using (
  exists (select from readable r where r.record = case_file.id)
  and exists (select from readable_collection c where c.record = case_file.collection));
create policy case_file_subject on case_file for select to breakwater_app using (
  exists (select from readable_person p where p.id = case_file.person)
  and exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9'));
create policy case_file_open on case_file for insert to breakwater_app with check (
  opened_by = nullif(current_setting('app.actor', true), '')::uuid
  and exists (select from writable_collection c where c.record = 'bd5e8dde-d4dc-8cdb-9418-612cd0a98a3d'));
grant select, insert on case_file to breakwater_app;

-- The parts follow the case: these views show what its own policy lets through.
create view readable_case with (security_invoker = true) as select f.id from case_file f;
create view writable_case with (security_invoker = true) as
  select f.id from case_file f
  where exists (select from writable w where w.record = f.id)
    and exists (select from writable_collection c where c.record = f.collection);
grant select on readable_case, writable_case to breakwater_app;

-- What happened to the case itself. Where it stands, who leads it and who is in its team follow from these rows.
create table case_event (
  id uuid primary key,
  file uuid not null references case_file (id),
  at timestamptz not null,
  actor uuid not null,
  event text not null check (event in ('opened', 'led', 'joined', 'left', 'asked', 'discussed', 'held', 'resumed', 'handover planned',
    'closed', 'reopened')),
  member uuid,
  why text not null,
  check ((event in ('led', 'joined', 'left')) = (member is not null))
);
create index case_event_of on case_event (file, at, id);

-- A plan is written whole and never changed: the next version stands beside it.
create table case_plan (
  id uuid primary key,
  file uuid not null references case_file (id),
  version integer not null check (version >= 1),
  made_on date not null,
  made_at timestamptz not null,
  made_by uuid not null,
  programme text not null,
  programme_name text not null,
  programme_why text not null,
  unique (file, version),
  check ((programme = '') = (programme_why = '') and (programme = '') = (programme_name = ''))
);

create table case_goal (
  id uuid primary key,
  plan uuid not null references case_plan (id),
  position integer not null,
  words text not null check (words <> ''),
  said_by text not null check (said_by in ('person', 'carer', 'worker')),
  not_own_why text not null,
  steps text[] not null,
  unique (plan, position),
  check ((said_by = 'person') = (not_own_why = ''))
);

-- Who agreed to a plan, or to the service itself: three answers, never one tick.
create table case_agreement (
  id uuid primary key,
  plan uuid not null references case_plan (id),
  what text not null check (what in ('plan by person', 'plan by carer', 'service')),
  answer text not null check (answer in ('yes', 'no', 'not asked')),
  why text not null,
  how text not null,
  answered_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  check (answer = 'yes' or why <> ''),
  check (answer = 'not asked' or how <> '')
);
create index case_agreement_of on case_agreement (plan, recorded_at);

create table case_session (
  id uuid primary key,
  file uuid not null references case_file (id),
  held_on date not null,
  held_at text not null,
  came text not null check (came in ('came', 'missed', 'called off')),
  who text not null,
  done text not null,
  own_view text not null,
  missed_why text not null,
  missed_done text not null,
  next text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  check (came <> 'came' or done <> ''),
  check (came = 'came' or (missed_why <> '' and missed_done <> ''))
);
create index case_session_of on case_session (file, held_on desc, id desc);

create table case_review (
  id uuid primary key,
  file uuid not null references case_file (id),
  held_on date not null,
  changed text not null check (changed <> ''),
  own_words text not null,
  no_words_why text not null,
  decision text not null check (decision in ('go on', 'step up', 'step down', 'hold', 'ready to close')),
  why text not null check (why <> ''),
  next_on date,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  check ((own_words = '') <> (no_words_why = '')),
  check (next_on is null or next_on > held_on)
);
create index case_review_of on case_review (file, held_on desc, id desc);

-- How it ended. A case that was opened again can end again.
create table case_outcome (
  id uuid primary key,
  file uuid not null references case_file (id),
  ended_on date not null,
  how text not null check (how in ('planned', 'closed early', 'declined', 'withdrew', 'transferred')),
  reason text not null check (reason <> ''),
  why text not null check (why <> ''),
  own_view text not null,
  no_view_why text not null,
  handover_to text not null,
  handover text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  check ((own_view = '') <> (no_view_why = '')),
  check (how <> 'transferred' or handover_to <> ''),
  check ((handover_to = '') = (handover = ''))
);
create index case_outcome_of on case_outcome (file, ended_on);

create table case_goal_outcome (
  outcome uuid not null references case_outcome (id),
  goal uuid not null references case_goal (id),
  met text not null check (met in ('met', 'partly met', 'not met', 'no longer wanted')),
  own_view text not null,
  primary key (outcome, goal)
);

do $$
declare
  part text;
  file text;
begin
  foreach part in array array['case_event', 'case_plan', 'case_review', 'case_outcome', 'case_goal', 'case_agreement',
    'case_goal_outcome'] loop
    file := case
      when part in ('case_goal', 'case_agreement') then format('(select p.file from case_plan p where p.id = %I.plan)', part)
      when part = 'case_goal_outcome' then '(select o.file from case_outcome o where o.id = case_goal_outcome.outcome)'
      else format('%I.file', part) end;
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format('create policy %I on %I for select to breakwater_app using (exists (select from readable_case r where r.id = %s))',
      part || '_read', part, file);
    execute format('create policy %I on %I for insert to breakwater_app with check (exists (select from writable_case w where w.id = %s))',
      part || '_add', part, file);
    execute format('grant select, insert on %I to breakwater_app', part);
  end loop;
end
$$;

alter table case_session enable row level security;
alter table case_session force row level security;
create policy case_session_read on case_session for select to breakwater_app using (
  exists (select from readable_case r where r.id = case_session.file)
  and exists (select from readable_collection c where c.record = '1bbf9dec-063c-8fd0-a46d-79218a15dcd1'));
create policy case_session_subject on case_session for select to breakwater_app using (
  exists (select from readable_case r where r.id = case_session.file)
  and exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9'));
create policy case_session_add on case_session for insert to breakwater_app with check (
  exists (select from writable_case w where w.id = case_session.file)
  and exists (select from writable_collection c where c.record = '1bbf9dec-063c-8fd0-a46d-79218a15dcd1'));
grant select, insert on case_session to breakwater_app;

-- What is counted for the partnership: that something happened in a month, and nothing that leads to a case or a person. Nobody
-- holds the key to every case, so a count over the cases themselves would always be a partial one.
create table case_count (
  id uuid primary key,
  month date not null check (extract(day from month) = 1),
  what text not null check (what in ('opened', 'reopened', 'plan made', 'plan in own words and agreed', 'planned', 'closed early',
    'declined', 'withdrew', 'transferred'))
);
create index case_count_what on case_count (what, month);
alter table case_count enable row level security;
alter table case_count force row level security;
create policy case_count_read on case_count for select to breakwater_app
  using (exists (select from readable_collection c where c.record = 'ee5d751f-3827-8fd5-998a-97bc388df866'));
create policy case_count_add on case_count for insert to breakwater_app
  with check (exists (select from writable_collection c where c.record = 'ee5d751f-3827-8fd5-998a-97bc388df866'));
grant select, insert on case_count to breakwater_app;
