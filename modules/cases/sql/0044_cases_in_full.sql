-- Help in full: who signed a plan off, who worked with them, which kind of help it is, handing over, what comes after, and moves in a
-- life. Parts of a case follow the case.

-- The same rights as before, written so that a page does not wait for the planner: an "exists" is planned twice at every depth,
-- a single lookup once. The key to the collection is asked first, as it is the same for every row.
drop policy case_file_read on case_file;
create policy case_file_read on case_file for select to breakwater_app using (
  case_file.collection in (select c.record from readable_collection c)
  and (select true from readable r where r.record = case_file.id limit 1));
drop policy case_file_subject on case_file;
create policy case_file_subject on case_file for select to breakwater_app using (
  '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select c.record from readable_collection c)
  and (select true from readable_person p where p.id = case_file.person limit 1));

drop policy case_session_read on case_session;
drop policy case_session_subject on case_session;
create policy case_session_read on case_session for select to breakwater_app using (
  ('1bbf9dec-063c-8fd0-a46d-79218a15dcd1' in (select c.record from readable_collection c)
    or '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select c.record from readable_collection c))
  and (select true from readable_case r where r.id = case_session.file));

-- Who of us was there: not always who wrote it down. How many different workers somebody met is counted from these.
alter table case_session add column worker uuid;
alter table case_session add column in_group boolean not null default false;
-- A parent or carer is not asked only where that is not safe, or where the young person decides for themselves.
alter table case_agreement add column reason text not null default '' check (reason in ('', 'not safe', 'decides for themselves',
  'an adult', 'nobody to ask'));
-- More help or less, as a review decided.
alter table case_event drop constraint case_event_event_check;
alter table case_event add constraint case_event_event_check check (event in ('opened', 'led', 'joined', 'left', 'asked', 'discussed',
  'held', 'resumed', 'stepped up', 'stepped down', 'handover planned', 'closed', 'reopened'));
-- Who accepted a handover to another service, and when.
alter table case_outcome add column accepted_by text not null default '';
alter table case_outcome add column accepted_on date;
-- Why a case ends at 18 although nobody of the adult service has said yes.
alter table case_outcome add column no_move_why text not null default '';
create index case_outcome_by on case_outcome (recorded_by, recorded_at);

-- A second person looks at the plan. The database refuses whoever wrote it.
create table case_sign_off (
  id uuid primary key,
  plan uuid not null references case_plan (id) on delete cascade,
  answer text not null check (answer in ('signed off', 'sent back')),
  why text not null check (why <> ''),
  at timestamptz not null,
  by uuid not null
);
create index case_sign_off_of on case_sign_off (plan, at);

-- Which strength or risk a step is about. Read like the assessment that it comes from.
create table case_step_tie (
  id uuid primary key,
  goal uuid not null references case_goal (id) on delete cascade,
  step integer not null check (step >= 0),
  factor text not null,
  kind text not null check (kind in ('strength', 'risk')),
  label text not null,
  at timestamptz not null,
  by uuid not null
);
create index case_step_tie_of on case_step_tie (goal, step, at);

-- Which kind of help this is, of the content pack, and what its plan must hold.
create table case_pathway (
  id uuid primary key,
  file uuid not null references case_file (id) on delete cascade,
  pathway text not null,
  name text not null,
  why text not null check (why <> ''),
  contact_hours integer check (contact_hours > 0),
  review_days integer check (review_days > 0),
  chosen_at timestamptz not null,
  chosen_by uuid not null
);
create index case_pathway_of on case_pathway (file, chosen_at);
create table case_plan_part (
  id uuid primary key,
  plan uuid not null references case_plan (id) on delete cascade,
  part text not null,
  position integer not null,
  ask text not null,
  words text not null check (words <> ''),
  unique (plan, part)
);

-- Handing the lead to somebody else, who must say yes.
create table case_transfer (
  id uuid primary key,
  file uuid not null references case_file (id) on delete cascade,
  member uuid not null,
  why text not null check (why <> ''),
  passed_on text not null check (passed_on <> ''),
  answer_by date not null,
  asked_at timestamptz not null,
  asked_by uuid not null
);
create index case_transfer_of on case_transfer (file, asked_at);
create index case_transfer_to on case_transfer (member);
create table case_transfer_answer (
  transfer uuid primary key references case_transfer (id) on delete cascade,
  answer text not null check (answer in ('accepted', 'declined')),
  why text not null check (why <> ''),
  at timestamptz not null,
  by uuid not null
);

-- How they are: at the start, at any time, and 3, 6 and 12 months after help ended.
create table case_look (
  id uuid primary key,
  file uuid not null references case_file (id) on delete cascade,
  outcome uuid references case_outcome (id) on delete cascade,
  months integer check (months in (3, 6, 12)),
  seen_on date not null,
  reached text not null check (reached in ('yes', 'no')),
  why_not text not null,
  harm text not null check (harm in ('', 'none', 'once', 'more than once', 'not known')),
  attendance text not null check (attendance in ('', 'most days', 'some days', 'hardly ever', 'does not apply', 'not known')),
  safety smallint check (safety between 1 and 5),
  own_words text not null,
  no_words_why text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  check ((outcome is null) = (months is null)),
  check (reached = 'yes' or why_not <> ''),
  check (reached = 'no' or (harm <> '' and attendance <> '' and (own_words = '') <> (no_words_why = '')))
);
create index case_look_of on case_look (file, seen_on);
create unique index case_look_once on case_look (outcome, months) where outcome is not null;

-- Moves in a life, when help must not stop. What is known by a date of birth is worked out; a row begins when somebody plans for it.
create table case_move (
  id uuid primary key,
  file uuid not null references case_file (id) on delete cascade,
  kind text not null check (kind in ('new school', 'turns 16', 'turns 18', 'turns 25', 'into custody', 'out of custody', 'into care',
    'out of care')),
  due date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  unique (file, kind, due)
);
create table case_move_event (
  id uuid primary key,
  move uuid not null references case_move (id) on delete cascade,
  event text not null check (event in ('planned', 'met', 'accepted', 'help goes on', 'not needed')),
  who text not null,
  why text not null check (why <> ''),
  on_day date not null,
  at timestamptz not null,
  by uuid not null,
  check (event = 'not needed' or who <> '')
);
create index case_move_event_of on case_move_event (move, at);

do $$
declare
  part text;
  file text;
begin
  foreach part in array array['case_event', 'case_plan', 'case_review', 'case_outcome', 'case_goal', 'case_agreement',
    'case_goal_outcome'] loop
    execute format('drop policy %I on %I', part || '_read', part);
  end loop;
  foreach part in array array['case_sign_off', 'case_step_tie', 'case_pathway', 'case_plan_part', 'case_transfer', 'case_transfer_answer',
    'case_look', 'case_move', 'case_move_event'] loop
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format('grant select, insert on %I to breakwater_app', part);
  end loop;
  foreach part in array array['case_event', 'case_plan', 'case_review', 'case_outcome', 'case_goal', 'case_agreement',
    'case_goal_outcome', 'case_sign_off', 'case_step_tie', 'case_pathway', 'case_plan_part', 'case_transfer', 'case_transfer_answer',
    'case_look', 'case_move', 'case_move_event'] loop
    file := case
      when part in ('case_goal', 'case_agreement', 'case_sign_off', 'case_plan_part')
        then format('(select p.file from case_plan p where p.id = %I.plan)', part)
      when part = 'case_goal_outcome' then '(select o.file from case_outcome o where o.id = case_goal_outcome.outcome)'
      when part = 'case_step_tie'
        then '(select p.file from case_goal g join case_plan p on p.id = g.plan where g.id = case_step_tie.goal)'
      when part = 'case_transfer_answer' then '(select t.file from case_transfer t where t.id = case_transfer_answer.transfer)'
      when part = 'case_move_event' then '(select m.file from case_move m where m.id = case_move_event.move)'
      else format('%I.file', part) end;
    -- Rows that hang on another part are shown where that part is: its own policy asks for the case.
    execute format('create policy %I on %I for select to breakwater_app using (%s)', part || '_read', part,
      case when file like '(%' then format('%s is not null and nullif(current_setting(''app.actor'', true), '''') is not null', file)
        else format('(select true from readable_case r where r.id = %s)', file) end);
    if part not in ('case_event', 'case_plan', 'case_review', 'case_outcome', 'case_goal', 'case_agreement', 'case_goal_outcome') then
      execute format('create policy %I on %I for insert to breakwater_app with check ((select true from writable_case w where w.id = %s)%s)',
        part || '_add', part, file, case part
          when 'case_sign_off' then ' and by = nullif(current_setting(''app.actor'', true), '''')::uuid
            and (select p.made_by from case_plan p where p.id = case_sign_off.plan) <> by'
          when 'case_transfer_answer' then ' and by = nullif(current_setting(''app.actor'', true), '''')::uuid
            and (select t.member from case_transfer t where t.id = case_transfer_answer.transfer) = by'
          else '' end);
    end if;
  end loop;
end
$$;
-- A step shows its strength or risk to those who read the assessment, and to whoever answers the person's own request.
drop policy case_step_tie_read on case_step_tie;
create policy case_step_tie_read on case_step_tie for select to breakwater_app using (
  ('3cca0292-fde7-811d-975e-f8937abae83e' in (select c.record from readable_collection c)
    or '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select c.record from readable_collection c))
  and (select p.file from case_goal g join case_plan p on p.id = g.plan where g.id = case_step_tie.goal) is not null);

-- Counts apart from any case: how many workers somebody met, whether contact came in time, what follow-ups found, and which strengths
-- and risks were seen when a first plan was agreed. A row has a month, a word and a number.
alter table case_count add column n integer not null default 1 check (n >= 0);
alter table case_count drop constraint case_count_what_check;
alter table case_count add constraint case_count_what_check check (what in ('opened', 'reopened', 'plan made',
  'plan in own words and agreed', 'planned', 'closed early', 'declined', 'withdrew', 'transferred', 'workers met',
  'contact in time', 'contact late', 'follow-up reached', 'follow-up not reached', 'follow-up without harm'));
create table case_factor_count (
  id uuid primary key,
  month date not null check (extract(day from month) = 1),
  -- Empty for one assessment counted, whatever was in it: of how many.
  factor text not null,
  kind text not null check (kind in ('', 'strength', 'risk')),
  check ((factor = '') = (kind = ''))
);
create index case_factor_count_factor on case_factor_count (factor);
alter table case_factor_count enable row level security;
alter table case_factor_count force row level security;
create policy case_factor_count_read on case_factor_count for select to breakwater_app
  using (exists (select from readable_collection c where c.record = 'ee5d751f-3827-8fd5-998a-97bc388df866'));
create policy case_factor_count_add on case_factor_count for insert to breakwater_app
  with check (exists (select from writable_collection c where c.record = 'ee5d751f-3827-8fd5-998a-97bc388df866'));
grant select, insert on case_factor_count to breakwater_app;

-- All of it goes with the case: see modules/sharing/sql/0028_retention.sql.
select retention_part(part, whole) from (values ('case_sign_off', 'case_plan'), ('case_step_tie', 'case_goal'),
  ('case_pathway', 'case_file'), ('case_plan_part', 'case_plan'), ('case_transfer', 'case_file'), ('case_transfer_answer', 'case_transfer'),
  ('case_look', 'case_file'), ('case_look', 'case_outcome'), ('case_move', 'case_file'), ('case_move_event', 'case_move')) as goes(part, whole);
