-- The identity model, what was tried at a reachable moment, programmes that a person chose, and the words of each instrument.
-- All belong to a file and follow it, as 0023 says; none holds a number that stands for a person.

-- With which words an assessment was asked. Kept when a version is first used, so that it can be read when the words have changed.
create table assessment_instrument (
  version text primary key check (version <> ''),
  factors jsonb not null,
  first_used timestamptz not null
);
alter table assessment_instrument enable row level security;
alter table assessment_instrument force row level security;
create policy assessment_instrument_read on assessment_instrument for select to breakwater_app using (
  exists (select from readable_collection c where c.record = '3cca0292-fde7-811d-975e-f8937abae83e'));
create policy assessment_instrument_add on assessment_instrument for insert to breakwater_app with check (
  exists (select from writable_collection c where c.record = '3cca0292-fde7-811d-975e-f8937abae83e'));
grant select, insert on assessment_instrument to breakwater_app;

-- What the worker thinks they are ready for, and how they see each part of their life themselves.
alter table assessment add column worker_readiness text not null default '';
alter table assessment_context add column their_view text not null default '';

-- A reachable moment that was missed says why; one that was met says on which day they were reached.
alter table reachable_moment add column reached_on date check (reached_on is null or outcome = 'met');
alter table reachable_moment add column missed_why text
  check (missed_why is null
    or outcome = 'missed' and missed_why in ('not found', 'did not want it', 'not safe', 'nobody free', 'gone', 'other'));
grant update (reached_on, missed_why) on reachable_moment to breakwater_app;

-- What happened while the clock ran: somebody tried, or somebody else goes from now on.
create table moment_step (
  id uuid primary key,
  moment uuid not null references reachable_moment (id) on delete cascade,
  file uuid not null references assessment_file (file) on delete cascade,
  step text not null check (step in ('tried', 'handed over')),
  goer uuid,
  words text not null check (words <> ''),
  at timestamptz not null,
  by_whom uuid not null,
  check ((step = 'handed over') = (goer is not null))
);
create index moment_step_of on moment_step (moment, at, id);

-- One talk about identity, with one voice: the young person, the worker, or a parent or carer. It is never changed: the next
-- stands beside it. `shown_to_*` say whether that voice agreed that the other may read it.
create table identity_talk (
  id uuid primary key,
  file uuid not null references assessment_file (file) on delete cascade,
  voice text not null check (voice in ('person', 'worker', 'carer')),
  whose text not null,
  given text not null check (given in ('wrote', 'read back', 'interpreter', 'other')),
  held_on date not null,
  content_note text not null,
  shown_to_person boolean not null,
  shown_to_carer boolean not null,
  made_at timestamptz not null,
  made_by uuid not null,
  check (voice <> 'person' or shown_to_person),
  check (voice <> 'carer' or shown_to_carer),
  check (voice <> 'carer' or whose <> '')
);
create index identity_talk_of on identity_talk (file, held_on, id);

-- What one voice says of one dynamic, under the words that it was asked with. A rating is a word of five, kept as text on
-- purpose: the database refuses to add or average it.
create table identity_answer (
  talk uuid not null references identity_talk (id) on delete cascade,
  dynamic text not null,
  name text not null,
  words text not null check (words <> ''),
  rating text check (rating in ('1', '2', '3', '4', '5')),
  primary key (talk, dynamic)
);

-- What somebody decided about a programme that was suggested, with the reason and what the person said of it.
create table programme_choice (
  id uuid primary key,
  assessment uuid not null references assessment (id) on delete cascade,
  file uuid not null references assessment_file (file) on delete cascade,
  programme text not null,
  programme_name text not null,
  reasons text[] not null,
  choice text not null check (choice in ('offer', 'not now')),
  why text not null check (why <> ''),
  they_say text not null,
  made_at timestamptz not null,
  made_by uuid not null
);
create index programme_choice_of on programme_choice (file, made_at desc, id);

do $$
declare
  part text;
  file text;
begin
  foreach part in array array['moment_step', 'identity_talk', 'identity_answer', 'programme_choice'] loop
    file := case when part = 'identity_answer' then '(select t.file from identity_talk t where t.id = identity_answer.talk)'
      else format('%I.file', part) end;
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format('create policy %I on %I for select to breakwater_app using (exists (select from readable_assessed r where r.file = %s))',
      part || '_read', part, file);
    execute format('create policy %I on %I for insert to breakwater_app with check (exists (select from writable_assessed w where w.file = %s))',
      part || '_add', part, file);
    execute format('grant select, insert on %I to breakwater_app', part);
  end loop;
end
$$;

-- All of it goes with the file: see modules/sharing/sql/0028_retention.sql.
select retention_part(part, whole) from (values ('moment_step', 'reachable_moment'), ('moment_step', 'assessment_file'),
  ('identity_talk', 'assessment_file'), ('identity_answer', 'identity_talk'), ('programme_choice', 'assessment'),
  ('programme_choice', 'assessment_file')) as parts(part, whole);
