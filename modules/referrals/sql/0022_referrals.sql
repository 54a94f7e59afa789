-- Referrals: somebody asks for help for a person, a group of friends or a place. Four collections stand for kinds of people:
-- 1fff0831-81a3-85b8-93eb-3bb9a7ec5288 for who sorts what comes in (the coordinator) and who answers for it (the chair),
-- 55bc5ed7-4932-8d41-9621-cf5374dc8b89 for who may read a referral that was given to them, 6aac94f7-7f50-87d5-93e5-8052016602d0
-- for who may ask for help, and a4a1f87e-6eac-82d1-885d-28e9631b69dd for who sees whether all are treated alike.
-- As with people, two keys open a referral: one on itself, one on such a collection. Whoever asked for help has the level
-- "know": they follow what happens, and read nothing of how it is sorted.

create table referral (
  id uuid primary key,
  collection uuid not null check (collection = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'),
  about text not null check (about in ('person', 'peer group', 'place')),
  -- The coordinator's record of the person, once they are found or made; and the record that the referrer started from.
  person uuid,
  told_person uuid,
  peer_group uuid,
  agency uuid not null references audience (id),
  made_by uuid not null,
  made_at timestamptz not null,
  check (about = 'person' or (person is null and told_person is null)),
  check (about = 'peer group' or peer_group is null)
);
create index referral_made on referral (made_at desc, id desc);
create index referral_person on referral (person) where person is not null;
create index referral_told_person on referral (told_person) where told_person is not null;
alter table referral enable row level security;
alter table referral force row level security;
create policy referral_read on referral for select to breakwater_app
  using (exists (select from knowable k where k.record = referral.id)
    and exists (select from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
      '55bc5ed7-4932-8d41-9621-cf5374dc8b89', '6aac94f7-7f50-87d5-93e5-8052016602d0')));
create policy referral_subject on referral for select to breakwater_app
  using (exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9')
    and exists (select from readable_person p where p.id in (referral.person, referral.told_person)));
create policy referral_add on referral for insert to breakwater_app with check (
  made_by = nullif(current_setting('app.actor', true), '')::uuid and person is null
  and exists (select from writable_collection w where w.record = '6aac94f7-7f50-87d5-93e5-8052016602d0')
  and (told_person is null or exists (select from readable_person p where p.id = told_person))
  and exists (select from membership m join audience a on a.id = m.audience
    where m.audience = referral.agency and a.kind = 'agency' and m.actor = referral.made_by
      and m.starts <= now() and (m.ends is null or m.ends > now())));
create policy referral_match on referral for update to breakwater_app
  using (exists (select from writable w where w.record = referral.id)
    and exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'))
  with check (person is null or exists (select from readable_person p where p.id = person));
grant select, insert on referral to breakwater_app;
grant update (person) on referral to breakwater_app;

-- What whoever asked for help wrote. They may read their own words again, to add to them; triage reads it; nobody else.
create table referral_content (
  referral uuid primary key references referral (id),
  made_by uuid not null,
  given_name text,
  family_name text,
  known_as text,
  born date,
  born_precision text check (born_precision in ('day', 'month', 'year', 'unknown')),
  about_age integer check (about_age between 0 and 120),
  group_name text,
  group_shares text,
  about_many integer,
  youngest integer,
  oldest integer,
  area_code text,
  place text,
  strengths text,
  own_words text,
  no_words_why text,
  kinds text[] not null,
  moment text,
  moment_when text,
  moment_words text,
  reach_how text,
  reach_safety text,
  must_not_know text,
  urgency text not null,
  agrees text,
  agrees_why text,
  informed text,
  informed_why text,
  basis text
);
alter table referral_content enable row level security;
alter table referral_content force row level security;
create policy referral_content_read on referral_content for select to breakwater_app
  using (exists (select from readable r where r.record = referral)
    and exists (select from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
      '55bc5ed7-4932-8d41-9621-cf5374dc8b89')));
create policy referral_content_own on referral_content for select to breakwater_app
  using (made_by = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from writable_collection w where w.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));
create policy referral_content_subject on referral_content for select to breakwater_app
  using (exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9')
    and exists (select from referral r join readable_person p on p.id in (r.person, r.told_person)
      where r.id = referral_content.referral));
create policy referral_content_add on referral_content for insert to breakwater_app
  with check (made_by = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from referral r where r.id = referral_content.referral and r.made_by = referral_content.made_by)
    and exists (select from writable_collection w where w.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));
create policy referral_content_change on referral_content for update to breakwater_app
  using (made_by = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from writable_collection w where w.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));
grant select, insert, update on referral_content to breakwater_app;

-- What happened and what worries them, each part marked as fact, as told by somebody else, or as opinion (DPA 2018 section 38).
create table referral_fact (
  id uuid primary key,
  referral uuid not null references referral (id),
  standing text not null check (standing in ('fact', 'third party', 'opinion')),
  words text not null check (words <> '')
);
create index referral_fact_referral on referral_fact (referral);
alter table referral_fact enable row level security;
alter table referral_fact force row level security;
-- It follows what else was written.
create policy referral_fact_read on referral_fact for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null
    and exists (select from referral_content c where c.referral = referral_fact.referral));
create policy referral_fact_add on referral_fact for insert to breakwater_app
  with check (exists (select from referral_content c where c.referral = referral_fact.referral
      and c.made_by = nullif(current_setting('app.actor', true), '')::uuid)
    and exists (select from writable_collection w where w.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));
create policy referral_fact_remove on referral_fact for delete to breakwater_app
  using (exists (select from referral_content c where c.referral = referral_fact.referral
      and c.made_by = nullif(current_setting('app.actor', true), '')::uuid)
    and exists (select from writable_collection w where w.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));
grant select, insert, delete on referral_fact to breakwater_app;

-- Asked so that somebody can see whether all are treated alike, and for nothing else: who sorts referrals does not read it.
create table referral_fairness (
  id uuid primary key,
  referral uuid not null references referral (id),
  ethnicity text not null,
  needs text not null,
  care text not null,
  at timestamptz not null
);
create index referral_fairness_referral on referral_fairness (referral);
alter table referral_fairness enable row level security;
alter table referral_fairness force row level security;
create policy referral_fairness_read on referral_fairness for select to breakwater_app
  using (exists (select from readable_collection c where c.record = 'a4a1f87e-6eac-82d1-885d-28e9631b69dd'));
create policy referral_fairness_subject on referral_fairness for select to breakwater_app
  using (exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9')
    and exists (select from referral r join readable_person p on p.id in (r.person, r.told_person)
      where r.id = referral_fairness.referral));
create policy referral_fairness_add on referral_fairness for insert to breakwater_app
  with check (exists (select from referral r where r.id = referral_fairness.referral
      and r.made_by = nullif(current_setting('app.actor', true), '')::uuid)
    and exists (select from writable_collection w where w.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));
grant select, insert on referral_fairness to breakwater_app;

-- What happened to it. The first six are what whoever asked for help hears; the rest is how it was sorted.
create table referral_event (
  id uuid primary key,
  referral uuid not null references referral (id),
  event text not null check (event in ('sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened',
    'clock', 'matched', 'weighed', 'decided', 'case opened', 'noted')),
  what text not null,
  why text not null,
  at timestamptz not null,
  actor uuid not null
);
create index referral_event_referral on referral_event (referral, at, id);
alter table referral_event enable row level security;
alter table referral_event force row level security;
create policy referral_event_told on referral_event for select to breakwater_app
  using (event in ('sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened')
    and exists (select from knowable k where k.record = referral)
    and exists (select from readable_collection c where c.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));
create policy referral_event_read on referral_event for select to breakwater_app
  using (exists (select from readable r where r.record = referral)
    and exists (select from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
      '55bc5ed7-4932-8d41-9621-cf5374dc8b89')));
create policy referral_event_subject on referral_event for select to breakwater_app
  using (exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9')
    and exists (select from referral r join readable_person p on p.id in (r.person, r.told_person)
      where r.id = referral_event.referral));
create policy referral_event_own on referral_event for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and event in ('sent', 'added to', 'withdrawn')
    and exists (select from referral r where r.id = referral_event.referral and r.made_by = referral_event.actor)
    and exists (select from writable_collection w where w.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));
create policy referral_event_sort on referral_event for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and event not in ('sent', 'added to')
    and exists (select from writable w where w.record = referral)
    and exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
grant select, insert on referral_event to breakwater_app;

-- By when a referral must be sorted, as the partnership has agreed it.
create table triage_clock (
  key text primary key check (key in ('immediate', 'urgent', 'priority', 'routine')),
  minutes integer check (minutes between 15 and 1440),
  working_days integer check (working_days between 1 and 60),
  changed_at timestamptz not null,
  check ((minutes is null) <> (working_days is null))
);
alter table triage_clock enable row level security;
alter table triage_clock force row level security;
create policy triage_clock_read on triage_clock for select to breakwater_app
  using (exists (select from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
    '55bc5ed7-4932-8d41-9621-cf5374dc8b89')));
create policy triage_clock_change on triage_clock for update to breakwater_app
  using (exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy triage_clock_load on triage_clock for all to breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, update on triage_clock to breakwater_app;
grant select, insert on triage_clock to breakwater_migrator;
