-- A part of a case that was written on the wrong case, or wrongly, is struck out: one way for sessions, reviews, looks, outcomes, plans,
-- moves, steps of a handover, and what happened to the case. A row beside it says who, when and why; its words are then hidden from
-- everybody on the case, because they may be about somebody else, and nothing is counted or worked out from it any more. Only whoever
-- answers a person's own request still reads them.

create table case_part_struck (
  part uuid primary key,
  file uuid not null references case_file (id) on delete cascade,
  kind text not null check (kind in ('session', 'review', 'look', 'outcome', 'plan', 'move', 'move step', 'event')),
  -- The day that it says it was on, so that the line that stays can name it.
  day date not null,
  -- A word of a list, because free words could name somebody.
  reason text not null check (reason in ('it is of another case', 'it holds words about somebody else', 'written down twice',
    'it did not take place', 'something in it is wrong')),
  at timestamptz not null,
  by uuid not null
);
create index case_part_struck_of on case_part_struck (file, at);

-- The part that is hidden. It stands apart from the row above, whose policy asks who wrote the part: a policy that hid a part by the row
-- that asks for the part would go round in a circle.
create table case_part_hidden (
  part uuid primary key,
  file uuid not null references case_file (id) on delete cascade
);

-- What was counted of a part, apart from any case: counted back in the same words when it is struck out.
create table case_part_count (
  id uuid primary key,
  part uuid not null,
  file uuid not null references case_file (id) on delete cascade,
  what text not null,
  n integer not null
);
create index case_part_count_of on case_part_count (part);

-- How many different workers were counted when the case ended, beyond those whom the same person or group had met in their other cases.
create table case_worker_count (
  file uuid primary key references case_file (id) on delete cascade,
  n integer not null
);

do $$
declare
  part text;
begin
  foreach part in array array['case_part_struck', 'case_part_hidden', 'case_part_count', 'case_worker_count'] loop
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    if part in ('case_part_struck', 'case_part_count') then
      execute format('create policy %I on %I for select to breakwater_app using ((select true from readable_case r where r.id = %I.file))',
        part || '_read', part, part);
      execute format('grant select, insert on %I to breakwater_app', part);
    end if;
    perform retention_part(part, 'case_file');
  end loop;
end
$$;

-- Whoever wrote it, and whoever leads the case or opened it. Who is in the team, and that the case was opened, is never struck out.
create policy case_part_struck_add on case_part_struck for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and (select true from writable_case w where w.id = case_part_struck.file)
  and (select p.wrote = case_part_struck.by or (select true from manageable m where m.record = case_part_struck.file limit 1)
    from (select case kind
      when 'session' then (select s.recorded_by from case_session s where s.id = part and s.file = case_part_struck.file)
      when 'review' then (select r.recorded_by from case_review r where r.id = part and r.file = case_part_struck.file)
      when 'look' then (select k.recorded_by from case_look k where k.id = part and k.file = case_part_struck.file)
      when 'outcome' then (select o.recorded_by from case_outcome o where o.id = part and o.file = case_part_struck.file)
      when 'plan' then (select p.made_by from case_plan p where p.id = part and p.file = case_part_struck.file)
      when 'move' then (select m.recorded_by from case_move m where m.id = part and m.file = case_part_struck.file)
      when 'move step' then (select e.by from case_move_event e join case_move m on m.id = e.move
        where e.id = part and m.file = case_part_struck.file)
      when 'event' then (select e.actor from case_event e where e.id = part and e.file = case_part_struck.file
        and e.event not in ('opened', 'led', 'joined', 'left'))
      end as wrote) p where p.wrote is not null));
create policy case_part_hidden_add on case_part_hidden for insert to breakwater_app with check (
  (select s.file = case_part_hidden.file and s.by = nullif(current_setting('app.actor', true), '')::uuid
    from case_part_struck s where s.part = case_part_hidden.part));
create policy case_part_count_add on case_part_count for insert to breakwater_app with check (
  (select true from writable_case w where w.id = case_part_count.file));

-- What is hidden is read by nobody on the case, nor by the parts of the system that work lists and times out. That a part is hidden is
-- asked of each row of each page, so it is asked without a way through the case: an id that leads nowhere without it.
create policy case_part_hidden_read on case_part_hidden for select to breakwater_app, breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
grant insert, select (part) on case_part_hidden to breakwater_app;
grant select (part) on case_part_hidden to breakwater_matcher;
do $$
declare
  part text;
begin
  foreach part in array array['case_session', 'case_review', 'case_look', 'case_outcome', 'case_plan', 'case_move', 'case_move_event',
    'case_event'] loop
    execute format('create policy %I on %I as restrictive for select to breakwater_app using (
      (select true from case_part_hidden h where h.part = %I.id) is null
      or ''24c89a3f-219e-8a0a-abd3-6012668cbac9'' in (select c.record from readable_collection c))', part || '_stands', part, part);
  end loop;
  foreach part in array array['case_review', 'case_plan', 'case_event'] loop
    execute format('create policy %I on %I as restrictive for select to breakwater_matcher, breakwater_retention using (
      nullif(current_setting(''app.actor'', true), '''') is not null and (select true from case_part_hidden h where h.part = %I.id) is null)', part || '_stands_for_system', part, part);
  end loop;
end
$$;
-- A move that was struck out can be written down again.
alter table case_move drop constraint case_move_file_kind_due_key;
create index case_move_of on case_move (file, due);

-- How many different workers somebody met, over all their cases: counted by the system, as whoever closes one case need not read another.
-- It sees who worked with them, and no word of what was said.
create policy case_worker_count_all on case_worker_count for all to breakwater_matcher
  using (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005')
  with check (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005');
grant select, insert, update on case_worker_count to breakwater_matcher;
do $$
declare
  part text;
begin
  foreach part in array array['case_session', 'case_outcome', 'group_session', 'group_session_struck'] loop
    execute format('create policy %I on %I for select to breakwater_matcher
      using (current_setting(''app.actor'', true) = ''00000000-0000-8000-8000-000000000005'')', part || '_for_workers', part);
  end loop;
end
$$;
grant select (peer_group) on case_file to breakwater_matcher;
grant select (id, file, came, worker, recorded_by) on case_session to breakwater_matcher;
grant select (id, file) on case_outcome to breakwater_matcher;
grant select (id, file, workers) on group_session to breakwater_matcher;
grant select (session) on group_session_struck to breakwater_matcher;

-- What somebody says as they leave: what helped, what did not, and what they want to happen if things go wrong again.
alter table case_outcome add column helped text not null default '';
alter table case_outcome add column not_helped text not null default '';
alter table case_outcome add column if_again text not null default '';

-- A number can be counted back; and goals, what came and went, school or work, and how safe they feel are counted too.
alter table case_count drop constraint case_count_n_check;
alter table case_count drop constraint case_count_what_check;
alter table case_count add constraint case_count_what_check check (what in ('opened', 'reopened', 'plan made',
  'plan in own words and agreed', 'planned', 'closed early', 'declined', 'withdrew', 'transferred', 'workers met', 'people with workers',
  'contact in time', 'contact late', 'follow-up reached', 'follow-up not reached', 'follow-up without harm',
  'follow-up attendance known', 'follow-up attending', 'follow-up safety known', 'follow-up as safe',
  'goal asked', 'goal met', 'ending compared', 'ending with fewer risks', 'ending with more strengths',
  'group session', 'group heads', 'group session struck', 'group heads struck', 'talk', 'talk then referred'));

-- The service that supports partners learns that what it was told was wrong.
alter table programme_news drop constraint programme_news_what_check;
alter table programme_news add constraint programme_news_what_check check (what in ('ask', 'concern', 'began', 'came', 'missed', 'paused',
  'went on', 'ended', 'taken back'));
-- Which of the things that a case tells by itself was wrong: nothing else that was told of that day is taken back with it.
alter table programme_news add column taken text check (taken in ('came', 'missed', 'paused', 'went on', 'ended'));
alter table programme_news add constraint programme_news_taken_back check ((what = 'taken back') = (taken is not null));

-- What was counted until now, as far as the rows tell it.
insert into case_part_count (id, part, file, what, n)
  select gen_random_uuid(), o.id, o.file, o.how, 1 from case_outcome o
  union all select gen_random_uuid(), p.id, p.file, 'plan made', 1 from case_plan p
  union all select gen_random_uuid(), e.id, e.file, 'reopened', 1 from case_event e where e.event = 'reopened'
  union all select gen_random_uuid(), k.id, k.file, case k.reached when 'yes' then 'follow-up reached' else 'follow-up not reached' end, 1
    from case_look k where k.months is not null
  union all select gen_random_uuid(), k.id, k.file, 'follow-up without harm', 1 from case_look k where k.months is not null and k.harm = 'none'
  -- Strengths and risks are counted once for a case, when its first plan is agreed.
  union all select gen_random_uuid(), f.id, f.id, 'strengths and risks', 1 from case_file f where exists (
    select from case_plan p join case_agreement a on a.plan = p.id and a.what = 'plan by person'
      and (a.answer = 'yes' or a.reason in ('not safe', 'too young'))
      join case_agreement b on b.plan = p.id and b.what = 'plan by carer' and b.answer <> 'no'
    where p.file = f.id);
insert into case_count (id, month, what, n)
  select gen_random_uuid(), c.month, 'people with workers', 1 from case_count c where c.what = 'workers met';
insert into case_worker_count (file, n)
  select x.file, count(distinct x.worker) from (
    select s.file, coalesce(s.worker, s.recorded_by) as worker from case_session s where s.came = 'came'
    union all select g.file, w.id from group_session g cross join unnest(g.workers) w(id) where g.file is not null
      and not exists (select from group_session_struck k where k.session = g.id)) x
  where exists (select from case_outcome o where o.file = x.file) group by x.file;
