-- A case as the lists of work need it: one row for each person who works on it, worked out anew whenever something happens to it. A list
-- begins from the rows of whoever asks, so it does not grow with the cases of others. Nothing is late by being stored so.
create table case_work (
  file uuid not null references case_file (id) on delete cascade,
  -- In whose list it stands: the team, and whoever opened it as long as they are part of it.
  member uuid not null,
  state text not null check (state in ('assessing', 'planning', 'active', 'held', 'closed')),
  lead uuid,
  waits text not null check (waits in ('assessment', 'plan', 'review', 'nothing')),
  due_on date,
  -- An agreed plan that no second person has looked at.
  unsigned boolean not null,
  due_key date not null generated always as (coalesce(due_on, 'infinity')) stored,
  primary key (member, file)
);
create index case_work_file on case_work (file);
create index case_work_due on case_work (member, due_key, file) where state <> 'closed';
create index case_work_lead on case_work (member, lead, due_key, file) where state <> 'closed';
create index case_work_free on case_work (member, due_key, file) where state <> 'closed' and lead is null;
alter table case_work enable row level security;
alter table case_work force row level security;
-- Whoever reads the case and its assessment: the state tells whether there is one. The keys to the collections are asked first.
create policy case_work_read on case_work for select to breakwater_app using (
  '0d3ad895-657f-8cf7-ad94-0d85156e05b9' in (select c.record from readable_collection c)
  and '3cca0292-fde7-811d-975e-f8937abae83e' in (select c.record from readable_collection c)
  and (select true from readable r where r.record = case_work.file limit 1));
create policy case_work_out on case_work for all to breakwater_matcher
  using (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005')
  with check (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005');
grant select on case_work to breakwater_app;
grant select, insert, update, delete on case_work to breakwater_matcher;

-- What it is worked out from: dates, kinds of events and answers, and no word that anybody wrote. Only the matcher itself: whoever asks
-- through its columns (0047) finds no more than before.
do $$
declare
  part text;
begin
  foreach part in array array['case_file', 'case_event', 'case_plan', 'case_agreement', 'case_sign_off', 'case_review', 'assessment'] loop
    execute format('create policy %I on %I for select to breakwater_matcher
      using (current_setting(''app.actor'', true) = ''00000000-0000-8000-8000-000000000005'')', part || '_for_work', part);
  end loop;
end
$$;
grant select (opened_on) on case_file to breakwater_matcher;
grant select (id, member) on case_event to breakwater_matcher;
grant select (version) on case_plan to breakwater_matcher;
grant select (id, plan) on case_sign_off to breakwater_matcher;
grant select (id, file, held_on, next_on) on case_review to breakwater_matcher;
grant select (file, made_at) on assessment to breakwater_matcher;

-- Kept lists of cases stand beside kept lists of referrals, each for those who read what it lists.
alter table work_filter add column list text not null default 'referrals' check (list in ('referrals', 'cases'));
drop policy work_filter_own on work_filter;
create policy work_filter_own on work_filter for all to breakwater_app
  using (owner = nullif(current_setting('app.actor', true), '')::uuid)
  with check (owner = nullif(current_setting('app.actor', true), '')::uuid
    and case list when 'cases' then '0d3ad895-657f-8cf7-ad94-0d85156e05b9' else '1fff0831-81a3-85b8-93eb-3bb9a7ec5288' end::uuid
      in (select c.record from readable_collection c));

-- The rows go with the case: see modules/sharing/sql/0028_retention.sql.
select retention_part('case_work', 'case_file');
