-- What a service that supports partners answers to what was sent to it, what an employer was told, places with mentors that go with the
-- case, and from when the hours of a first meeting run.

-- A request, or a safety concern, that opened no support here: what came of it. Read and written by the team that it was sent to.
create table programme_news_answer (
  news uuid primary key references programme_news (id) on delete cascade,
  answer text not null check (answer in ('supported already', 'wants none', 'not reached', 'passed on', 'too little', 'acted')),
  words text not null check (length(words) between 3 and 1000),
  at timestamptz not null,
  by uuid not null
);
alter table programme_news_answer enable row level security;
alter table programme_news_answer force row level security;
-- Shown where what it answers is: the wall of that holds for this too.
create policy programme_news_answer_read on programme_news_answer for select to breakwater_app using (
  nullif(current_setting('app.actor', true), '') is not null
  and (select true from programme_news n where n.id = programme_news_answer.news));
create policy programme_news_answer_add on programme_news_answer for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and '9889cce5-06ed-80c5-8e6f-a2f5db6a4e3c' in (select c.record from writable_collection c)
  and (select true from programme_news n where n.id = programme_news_answer.news and n.what in ('ask', 'concern'))
  and (select true from readable r where r.record = programme_news_answer.news limit 1));
grant select, insert on programme_news_answer to breakwater_app;
select retention_part('programme_news_answer', 'programme_news');

-- That an employer was told something: which of the words that were agreed, to whom, and when. Nothing is told before it was agreed, or
-- after it was taken back.
create table case_told_once (
  id uuid primary key,
  told uuid not null references case_told (id) on delete cascade,
  to_whom text not null check (length(to_whom) between 2 and 120),
  told_on date not null,
  at timestamptz not null,
  by uuid not null
);
create index case_told_once_of on case_told_once (told, told_on);
alter table case_told_once enable row level security;
alter table case_told_once force row level security;
create policy case_told_once_read on case_told_once for select to breakwater_app using (
  nullif(current_setting('app.actor', true), '') is not null
  and (select t.file from case_told t where t.id = case_told_once.told) is not null);
create policy case_told_once_add on case_told_once for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and (select true from writable_case w where w.id = (select t.file from case_told t
    where t.id = case_told_once.told and t.agreed_on <= case_told_once.told_on))
  and (select true from case_told_end e where e.told = case_told_once.told and e.ended_on < case_told_once.told_on) is null);
grant select, insert on case_told_once to breakwater_app;
select retention_part('case_told_once', 'case_told');

-- A place belongs to the match that took it, and goes with it: when a case ends for good, the mentor is free again. Those who look for a
-- mentor see an id that leads nowhere without the case. Places whose case has gone already are freed here.
alter table mentor_place no force row level security;
alter table mentor_match no force row level security;
alter table mentor_place add column match uuid references mentor_match (id) on delete cascade;
update mentor_place p set match = (select m.id from mentor_match m where m.place = p.id);
update mentor_place set freed_on = greatest(taken_on, current_date) where freed_on is null and match is null;
alter table mentor_place force row level security;
alter table mentor_match force row level security;
create unique index mentor_place_match on mentor_place (match);
drop policy mentor_place_take on mentor_place;
create policy mentor_place_take on mentor_place for insert to breakwater_app with check (
  '1652abca-bd1b-8f55-b1e7-683920c56e26' in (select c.record from writable_collection c) and freed_on is null
  and (select true from writable_case w where w.id = (select m.file from mentor_match m where m.id = mentor_place.match))
  and slot <= (select m.capacity from mentor m where m.id = mentor_place.mentor)
  and taken_on <= (select greatest(m.check_until, (select max(e.until) from mentor_event e where e.mentor = m.id))
    from mentor m where m.id = mentor_place.mentor)
  and (select true from mentor_event e where e.mentor = mentor_place.mentor and e.event = 'left' limit 1) is null);
select retention_part('mentor_place', 'mentor_match');
create or replace view mentor_due with (security_invoker = true) as
  select m.id, 'mentor'::text as schedule,
    'Mentor, offered on ' || to_char(m.offered_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') as title,
    case when exists (select from mentor_place p where p.mentor = m.id and p.freed_on is null)
      then null
      else (select greatest(min(e.at at time zone 'Europe/London')::date, (select max(p.freed_on) from mentor_place p where p.mentor = m.id))
        from mentor_event e where e.mentor = m.id and e.event = 'left' having count(*) > 0) end as counts_from,
    null::date as born, true as of_person
  from mentor m;
revoke select (place) on mentor_match from breakwater_retention;
alter table mentor_match drop column place;

-- From when the hours run in which somebody meets them: the day of the injury or the hour of acceptance, where the referral says so.
-- Without it, from the opening of the case.
alter table case_file add column meet_from timestamptz;
alter table case_file add column meet_from_what text not null default 'opened' check (meet_from_what in ('opened', 'accepted', 'hurt'));
alter table case_file add check ((meet_from_what = 'opened') = (meet_from is null));
