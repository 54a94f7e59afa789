-- Somebody goes while a referral is still being sorted, and which record a referral is about. The collections are those of 0022:
-- 1fff0831-81a3-85b8-93eb-3bb9a7ec5288 for who sorts and who answers for it, 55bc5ed7-4932-8d41-9621-cf5374dc8b89 for who may read a
-- referral that was given to them, 24c89a3f-219e-8a0a-abd3-6012668cbac9 for who answers a request about somebody's own data.

-- A moment at which somebody can be reached does not wait for a group: whoever sorts it names a person who goes, and a clock. When a
-- case is opened it goes on there ('moved').
create table referral_moment (
  referral uuid primary key references referral (id) on delete cascade,
  opened_at timestamptz not null,
  hours smallint not null check (hours between 24 and 72),
  goer uuid not null,
  words text not null,
  named_by uuid not null,
  outcome text check (outcome in ('met', 'missed', 'moved')),
  answered_at timestamptz,
  reached_on date check (reached_on is null or outcome = 'met'),
  missed_why text
    check (missed_why is null
      or outcome = 'missed' and missed_why in ('not found', 'did not want it', 'not safe', 'nobody free', 'gone', 'other')),
  what_happened text not null default '',
  check ((outcome is null) = (answered_at is null))
);
create index referral_moment_open on referral_moment (goer) where outcome is null;
alter table referral_moment enable row level security;
alter table referral_moment force row level security;
create policy referral_moment_read on referral_moment for select to breakwater_app using (
  (select true from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
    '55bc5ed7-4932-8d41-9621-cf5374dc8b89') limit 1)
  and (select true from readable r where r.record = referral_moment.referral limit 1));
create policy referral_moment_subject on referral_moment for select to breakwater_app using (
  (select true from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9' limit 1)
  and (select true from referral r join readable_person p on p.id = coalesce(r.person, r.told_person)
    where r.id = referral_moment.referral limit 1));
create policy referral_moment_name on referral_moment for insert to breakwater_app with check (
  named_by = nullif(current_setting('app.actor', true), '')::uuid
  and exists (select from writable w where w.record = referral)
  and exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
-- Whoever sorts it sends somebody else, or says what came of it; whoever goes says what came of it.
create policy referral_moment_sort on referral_moment for update to breakwater_app
  using (outcome is null and exists (select from writable w where w.record = referral)
    and exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'))
  with check (exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy referral_moment_go on referral_moment for update to breakwater_app
  using (outcome is null and goer = nullif(current_setting('app.actor', true), '')::uuid)
  with check (goer = nullif(current_setting('app.actor', true), '')::uuid);
-- When its time has passed it is told by the clock, which reads no word about anybody.
create policy referral_moment_clock on referral_moment for select to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert on referral_moment to breakwater_app;
grant update (goer, outcome, answered_at, reached_on, missed_why, what_happened) on referral_moment to breakwater_app;
grant select (referral, opened_at, hours, goer, outcome) on referral_moment to breakwater_worker;
select retention_part('referral_moment', 'referral');

-- A referral is about the record that was found or made. The record from which it started counts until then, and not beside it: whoever
-- asked may have begun at the record of one person and told of another.
drop policy referral_subject on referral;
create policy referral_subject on referral for select to breakwater_app using (
  (select true from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9' limit 1)
  and (select true from readable_person p where p.id = coalesce(referral.person, referral.told_person) limit 1));
drop policy referral_content_subject on referral_content;
create policy referral_content_subject on referral_content for select to breakwater_app using (
  (select true from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9' limit 1)
  and (select true from referral r join readable_person p on p.id = coalesce(r.person, r.told_person)
    where r.id = referral_content.referral limit 1));
drop policy referral_event_subject on referral_event;
create policy referral_event_subject on referral_event for select to breakwater_app using (
  (select true from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9' limit 1)
  and (select true from referral r join readable_person p on p.id = coalesce(r.person, r.told_person)
    where r.id = referral_event.referral limit 1));
drop policy referral_fairness_subject on referral_fairness;
create policy referral_fairness_subject on referral_fairness for select to breakwater_app using (
  (select true from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9' limit 1)
  and (select true from referral r join readable_person p on p.id = coalesce(r.person, r.told_person)
    where r.id = referral_fairness.referral limit 1));
