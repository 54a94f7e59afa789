-- A session for a group that was written down wrongly, and how a mentor's own details end.

-- Struck out beside the session: nothing is overwritten. The reason is a word of a list, because free words could name somebody.
create table group_session_struck (
  session uuid primary key references group_session (id) on delete cascade,
  reason text not null check (reason in ('written down twice', 'the number is wrong', 'the day or the place is wrong',
    'the programme or the workers are wrong', 'it did not take place', 'it says who came')),
  at timestamptz not null,
  by uuid not null
);
alter table group_session_struck enable row level security;
alter table group_session_struck force row level security;
-- Shown where its session is: the policy of that asks for the case, or for the collection.
create policy group_session_struck_read on group_session_struck for select to breakwater_app using (
  nullif(current_setting('app.actor', true), '') is not null
  and (select true from group_session s where s.id = group_session_struck.session));
-- Of no case: whoever wrote it down or gave it, and whoever keeps the collection.
create policy group_session_struck_add on group_session_struck for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and '4ff5685b-8594-8470-b26e-d9f8dfee26f0' in (select c.record from writable_collection c)
  and (select s.recorded_by = group_session_struck.by or group_session_struck.by = any(s.workers)
      or '4ff5685b-8594-8470-b26e-d9f8dfee26f0' in (select c.record from manageable_collection c)
    from group_session s where s.id = group_session_struck.session and s.file is null));
create policy group_session_struck_add_to_case on group_session_struck for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and '1bbf9dec-063c-8fd0-a46d-79218a15dcd1' in (select c.record from writable_collection c)
  and (select true from writable_case w
    where w.id = (select s.file from group_session s where s.id = group_session_struck.session)));
grant select, insert on group_session_struck to breakwater_app;
select retention_part('group_session_struck', 'group_session');

-- What was counted of a session for a group that has a case is counted back.
alter table case_count drop constraint case_count_what_check;
alter table case_count add constraint case_count_what_check check (what in ('opened', 'reopened', 'plan made',
  'plan in own words and agreed', 'planned', 'closed early', 'declined', 'withdrew', 'transferred', 'workers met',
  'contact in time', 'contact late', 'follow-up reached', 'follow-up not reached', 'follow-up without harm',
  'group session', 'group heads', 'group session struck', 'group heads struck', 'talk', 'talk then referred'));

-- The name of a mentor on a case stands apart from the match, so that it can go with the mentor: the case keeps that there was one, of
-- which organisation, and why.
create table mentor_match_name (
  match uuid primary key references mentor_match (id) on delete cascade,
  mentor uuid not null references mentor (id) on delete cascade,
  called text not null
);
create index mentor_match_name_mentor on mentor_match_name (mentor);
insert into mentor_match_name (match, mentor, called)
  select m.id, p.mentor, m.called from mentor_match m join mentor_place p on p.id = m.place;
alter table mentor_match drop column called;
alter table mentor_match alter column place drop not null;
alter table mentor_match drop constraint mentor_match_place_fkey,
  add constraint mentor_match_place_fkey foreign key (place) references mentor_place (id) on delete set null;
alter table mentor_match_name enable row level security;
alter table mentor_match_name force row level security;
create policy mentor_match_name_read on mentor_match_name for select to breakwater_app using (
  nullif(current_setting('app.actor', true), '') is not null
  and (select m.file from mentor_match m where m.id = mentor_match_name.match) is not null);
create policy mentor_match_name_add on mentor_match_name for insert to breakwater_app with check (
  (select true from writable_case w where w.id = (select m.file from mentor_match m where m.id = mentor_match_name.match)));
grant select, insert on mentor_match_name to breakwater_app;

-- Nobody is matched with a mentor who left: what is to be removed stays as it was.
drop policy mentor_place_take on mentor_place;
create policy mentor_place_take on mentor_place for insert to breakwater_app with check (
  '1652abca-bd1b-8f55-b1e7-683920c56e26' in (select c.record from writable_collection c) and freed_on is null
  and slot <= (select m.capacity from mentor m where m.id = mentor_place.mentor)
  and taken_on <= (select greatest(m.check_until, (select max(e.until) from mentor_event e where e.mentor = m.id))
    from mentor m where m.id = mentor_place.mentor)
  and (select true from mentor_event e where e.mentor = mentor_place.mentor and e.event = 'left' limit 1) is null);

select retention_record('mentor', 'mentor', '{id, offered_at}');
select retention_part(part, whole) from (values ('mentor_event', 'mentor'), ('mentor_place', 'mentor'),
  ('mentor_match_name', 'mentor'), ('mentor_match_name', 'mentor_match')) as goes(part, whole);
grant select (event, at) on mentor_event to breakwater_retention;
grant select (freed_on) on mentor_place to breakwater_retention;
grant select (place) on mentor_match to breakwater_retention;

-- A mentor counts from the day on which they had left and nobody had them any more. A place whose case has gone holds nothing open.
create view mentor_due with (security_invoker = true) as
  select m.id, 'mentor'::text as schedule,
    'Mentor, offered on ' || to_char(m.offered_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') as title,
    case when exists (select from mentor_place p join mentor_match x on x.place = p.id where p.mentor = m.id and p.freed_on is null)
      then null
      else (select greatest(min(e.at at time zone 'Europe/London')::date, (select max(p.freed_on) from mentor_place p where p.mentor = m.id))
        from mentor_event e where e.mentor = m.id and e.event = 'left' having count(*) > 0) end as counts_from,
    null::date as born, true as of_person
  from mentor m;
grant select on mentor_due to breakwater_retention;
