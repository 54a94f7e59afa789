-- Assessments and the life timeline. Both belong to a file (a case) of another module, named by its id, and follow its access:
-- one key is on the file, the other on this collection. Whoever answers a person's own request reads them by a third way, the
-- person's record and the collection of such requests.
--
-- Nothing here is a number that stands for a person: a factor is a word, and so is the weight of a context.

create table assessment_file (
  file uuid primary key,
  kind text not null check (kind in ('case')),
  person uuid references person_record (id),
  opened_at timestamptz not null,
  opened_by uuid not null
);
create index assessment_file_person on assessment_file (person);
alter table assessment_file enable row level security;
alter table assessment_file force row level security;
create policy assessment_file_read on assessment_file for select to breakwater_app using (
  exists (select from readable r where r.record = assessment_file.file)
  and exists (select from readable_collection c where c.record = '3cca0292-fde7-811d-975e-f8937abae83e'));
create policy assessment_file_subject on assessment_file for select to breakwater_app using (
  exists (select from readable_person p where p.id = assessment_file.person)
  and exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9'));
create policy assessment_file_add on assessment_file for insert to breakwater_app with check (
  opened_by = nullif(current_setting('app.actor', true), '')::uuid
  and exists (select from writable w where w.record = assessment_file.file)
  and exists (select from writable_collection c where c.record = '3cca0292-fde7-811d-975e-f8937abae83e'));
grant select, insert on assessment_file to breakwater_app;

-- The parts follow the file: these views show what its own policy lets through.
create view readable_assessed with (security_invoker = true) as select f.file from assessment_file f;
create view writable_assessed with (security_invoker = true) as
  select f.file from assessment_file f
  where exists (select from writable w where w.record = f.file)
    and exists (select from writable_collection c where c.record = '3cca0292-fde7-811d-975e-f8937abae83e');
grant select on readable_assessed, writable_assessed to breakwater_app;

-- One assessment. It is never changed: the next one is made beside it. `instrument` says with which words it was asked.
create table assessment (
  id uuid primary key,
  file uuid not null references assessment_file (file),
  instrument text not null,
  made_on date not null,
  made_at timestamptz not null,
  made_by uuid not null,
  matters text not null,
  own_words text not null,
  no_words_why text not null,
  readiness text not null,
  worker_view text not null check (worker_view <> ''),
  content_note text not null,
  check ((own_words = '') <> (no_words_why = ''))
);
create index assessment_of on assessment (file, made_on desc, id desc);

-- What was found of one strength or one risk, under the words that were asked.
create table assessment_factor (
  assessment uuid not null references assessment (id),
  factor text not null,
  kind text not null check (kind in ('strength', 'risk')),
  context text not null,
  label text not null,
  state text not null check (state in ('present', 'suspected', 'not known', 'not present')),
  evidence text not null,
  source text not null,
  seen_on date,
  told_to text not null,
  primary key (assessment, factor),
  check (state not in ('present', 'suspected') or (evidence <> '' and source <> ''))
);

-- How much one of the five contexts matters for this person now, in a word and with its reason. Never a number.
create table assessment_context (
  assessment uuid not null references assessment (id),
  context text not null,
  weight text not null check (weight in ('most', 'much', 'less', 'not known')),
  why text not null check (why <> ''),
  primary key (assessment, context)
);

-- What happened in a life, with dates as exact as anybody knows: the earliest and latest day on which it began and ended.
create table life_event (
  id uuid primary key,
  file uuid not null references assessment_file (file),
  lane text not null check (lane in ('determining', 'trigger', 'escalating', 'strength')),
  what text not null check (what <> ''),
  from_low date not null,
  from_high date not null,
  until_low date,
  until_high date,
  ongoing boolean not null,
  when_words text not null,
  account text not null check (account in ('person', 'carer', 'worker', 'agency')),
  account_of text not null,
  told_to text not null,
  done text not null,
  added_at timestamptz not null,
  added_by uuid not null,
  struck_at timestamptz,
  struck_why text,
  check (from_low <= from_high and (until_low is null) = (until_high is null) and until_low <= until_high),
  check (until_high is null or until_high >= from_low),
  check (not ongoing or until_low is null),
  check ((struck_at is null) = (struck_why is null))
);
create index life_event_of on life_event (file, from_low, id);

-- A moment when somebody could be reached. One of today starts a clock with a named person who goes; one of long ago only
-- says whether help came.
create table reachable_moment (
  id uuid primary key,
  event uuid not null unique references life_event (id),
  file uuid not null references assessment_file (file),
  opened_at timestamptz,
  hours smallint check (hours between 24 and 72),
  goer uuid,
  outcome text check (outcome in ('met', 'missed')),
  answered_at timestamptz,
  words text not null,
  check ((opened_at is null) = (hours is null) and (hours is null) = (goer is null)),
  check (opened_at is not null or outcome is not null),
  check ((outcome is null) = (answered_at is null))
);
create index reachable_moment_goer on reachable_moment (goer) where outcome is null;

do $$
declare
  part text;
  file text;
begin
  foreach part in array array['assessment', 'life_event', 'reachable_moment', 'assessment_factor', 'assessment_context'] loop
    file := case when part in ('assessment_factor', 'assessment_context')
      then format('(select a.file from assessment a where a.id = %I.assessment)', part) else format('%I.file', part) end;
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
create policy life_event_strike on life_event for update to breakwater_app
  using (struck_at is null and exists (select from writable_assessed w where w.file = life_event.file))
  with check (exists (select from writable_assessed w where w.file = life_event.file));
grant update (struck_at, struck_why) on life_event to breakwater_app;
create policy reachable_moment_answer on reachable_moment for update to breakwater_app
  using (outcome is null and exists (select from writable_assessed w where w.file = reachable_moment.file))
  with check (exists (select from writable_assessed w where w.file = reachable_moment.file));
grant update (outcome, answered_at, words) on reachable_moment to breakwater_app;
