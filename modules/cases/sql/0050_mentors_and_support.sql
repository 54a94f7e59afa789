-- Mentors, and what an employer may be told.

-- A mentor as their organisation offers them: what they bring, when they can, how many people they take, and until when their checks hold.
create table mentor (
  id uuid primary key,
  called text not null check (length(called) between 2 and 100),
  agency text not null check (length(agency) between 2 and 120),
  languages text not null check (languages <> ''),
  interests text not null check (interests <> ''),
  times text[] not null check (cardinality(times) >= 1 and times <@ array['weekday mornings', 'weekday afternoons', 'weekday evenings',
    'weekends', 'by phone or online']),
  capacity smallint not null check (capacity between 1 and 6),
  check_kind text not null check (check_kind in ('enhanced', 'enhanced, with the barred lists')),
  checked_on date not null,
  check_until date not null,
  offered_at timestamptz not null,
  offered_by uuid not null,
  check (check_until > checked_on)
);
-- Checks made again, a pause, coming back, leaving. Where a mentor stands follows from these rows.
create table mentor_event (
  id uuid primary key,
  mentor uuid not null references mentor (id) on delete cascade,
  event text not null check (event in ('checked', 'paused', 'back', 'left')),
  until date,
  why text not null check (why <> ''),
  at timestamptz not null,
  by uuid not null,
  check ((event = 'checked') = (until is not null))
);
create index mentor_event_of on mentor_event (mentor, at);
-- A place with a mentor that is taken, and nothing of by whom: anybody who looks for a mentor sees how many are free.
create table mentor_place (
  id uuid primary key,
  mentor uuid not null references mentor (id) on delete cascade,
  slot smallint not null check (slot >= 1),
  taken_on date not null,
  freed_on date check (freed_on >= taken_on)
);
create unique index mentor_place_taken on mentor_place (mentor, slot) where freed_on is null;
-- Whom a person chose for this case, and why. The name stands here too: the team and the person themselves may know it.
create table mentor_match (
  id uuid primary key,
  file uuid not null references case_file (id) on delete cascade,
  place uuid not null unique references mentor_place (id) on delete cascade,
  called text not null,
  agency text not null,
  why text not null check (why <> ''),
  own_view text not null check (own_view <> ''),
  matched_on date not null,
  at timestamptz not null,
  by uuid not null
);
create index mentor_match_of on mentor_match (file, matched_on);
create table mentor_match_end (
  match uuid primary key references mentor_match (id) on delete cascade,
  reason text not null check (reason in ('what they wanted is done', 'they asked for it', 'the mentor cannot go on',
    'they did not get on', 'it was not safe', 'help has ended')),
  why text not null check (why <> ''),
  ended_on date not null,
  at timestamptz not null,
  by uuid not null
);

-- What one employer or provider may learn: a line of words for each thing that the person agreed to, until they take it back.
create table case_told (
  id uuid primary key,
  file uuid not null references case_file (id) on delete cascade,
  employer text not null check (length(employer) between 2 and 120),
  item text not null check (item in ('name', 'contact', 'age', 'times', 'skills', 'support', 'health', 'past')),
  words text not null check (length(words) between 2 and 400),
  how text not null check (how <> ''),
  agreed_on date not null,
  at timestamptz not null,
  by uuid not null
);
create index case_told_of on case_told (file, at);
create table case_told_end (
  told uuid primary key references case_told (id) on delete cascade,
  -- They need give no reason.
  why text not null,
  ended_on date not null,
  at timestamptz not null,
  by uuid not null
);

do $$
declare
  part text;
begin
  foreach part in array array['mentor', 'mentor_event', 'mentor_place', 'mentor_match', 'mentor_match_end', 'case_told', 'case_told_end'] loop
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format('grant select, insert on %I to breakwater_app', part);
  end loop;
  foreach part in array array['mentor', 'mentor_event', 'mentor_place'] loop
    execute format('create policy %I on %I for select to breakwater_app using (
      ''1652abca-bd1b-8f55-b1e7-683920c56e26'' in (select c.record from readable_collection c))', part || '_read', part);
  end loop;
  foreach part in array array['mentor_match', 'case_told'] loop
    execute format('create policy %I on %I for select to breakwater_app using ((select true from readable_case r where r.id = %I.file))',
      part || '_read', part, part);
    execute format('create policy %I on %I for insert to breakwater_app with check (
      by = nullif(current_setting(''app.actor'', true), '''')::uuid and (select true from writable_case w where w.id = %I.file))',
      part || '_add', part, part);
  end loop;
end
$$;
create policy mentor_add on mentor for insert to breakwater_app with check (
  offered_by = nullif(current_setting('app.actor', true), '')::uuid
  and '1652abca-bd1b-8f55-b1e7-683920c56e26' in (select c.record from writable_collection c));
create policy mentor_event_add on mentor_event for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and '1652abca-bd1b-8f55-b1e7-683920c56e26' in (select c.record from writable_collection c));
-- No more places than the mentor offers, and none once their checks have run out.
create policy mentor_place_take on mentor_place for insert to breakwater_app with check (
  '1652abca-bd1b-8f55-b1e7-683920c56e26' in (select c.record from writable_collection c) and freed_on is null
  and slot <= (select m.capacity from mentor m where m.id = mentor_place.mentor)
  and taken_on <= (select greatest(m.check_until, (select max(e.until) from mentor_event e where e.mentor = m.id))
    from mentor m where m.id = mentor_place.mentor));
create policy mentor_place_free on mentor_place for update to breakwater_app
  using (freed_on is null and '1652abca-bd1b-8f55-b1e7-683920c56e26' in (select c.record from writable_collection c))
  with check (freed_on is not null and '1652abca-bd1b-8f55-b1e7-683920c56e26' in (select c.record from writable_collection c));
grant update (freed_on) on mentor_place to breakwater_app;
-- An ending is shown where what it ends is: the policy of that asks for the case.
create policy mentor_match_end_read on mentor_match_end for select to breakwater_app using (
  nullif(current_setting('app.actor', true), '') is not null
  and (select m.file from mentor_match m where m.id = mentor_match_end.match) is not null);
create policy mentor_match_end_add on mentor_match_end for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid and (select true from writable_case w
    where w.id = (select m.file from mentor_match m where m.id = mentor_match_end.match)));
create policy case_told_end_read on case_told_end for select to breakwater_app using (
  nullif(current_setting('app.actor', true), '') is not null
  and (select t.file from case_told t where t.id = case_told_end.told) is not null);
create policy case_told_end_add on case_told_end for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid and (select true from writable_case w
    where w.id = (select t.file from case_told t where t.id = case_told_end.told)));

select retention_part(part, whole) from (values ('mentor_match', 'case_file'), ('mentor_match_end', 'mentor_match'),
  ('case_told', 'case_file'), ('case_told_end', 'case_told')) as goes(part, whole);
