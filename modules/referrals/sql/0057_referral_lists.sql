-- The lists of referrals and the first pages stay as fast at a million as at a thousand.

-- The same rights as before, written so that a page looks up what each of its rows needs, and no more: an "exists" may be answered by
-- reading everything that somebody may read, which for who sorts is every referral. The keys to the collections are the same for
-- every row: each is asked for once.
drop policy referral_read on referral;
create policy referral_read on referral for select to breakwater_app using (
  (select true from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
    '55bc5ed7-4932-8d41-9621-cf5374dc8b89', '6aac94f7-7f50-87d5-93e5-8052016602d0') limit 1)
  and (select true from knowable k where k.record = referral.id limit 1));
drop policy referral_subject on referral;
create policy referral_subject on referral for select to breakwater_app using (
  (select true from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9' limit 1)
  and (select true from readable_person p where p.id in (referral.person, referral.told_person) limit 1));

drop policy referral_content_read on referral_content;
create policy referral_content_read on referral_content for select to breakwater_app using (
  (select true from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
    '55bc5ed7-4932-8d41-9621-cf5374dc8b89') limit 1)
  and (select true from readable r where r.record = referral_content.referral limit 1));
drop policy referral_content_subject on referral_content;
create policy referral_content_subject on referral_content for select to breakwater_app using (
  (select true from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9' limit 1)
  and (select true from referral r join readable_person p on p.id in (r.person, r.told_person)
    where r.id = referral_content.referral limit 1));

-- It follows what else was written.
drop policy referral_fact_read on referral_fact;
create policy referral_fact_read on referral_fact for select to breakwater_app using (
  nullif(current_setting('app.actor', true), '') is not null
  and (select true from referral_content c where c.referral = referral_fact.referral limit 1));

drop policy referral_event_told on referral_event;
create policy referral_event_told on referral_event for select to breakwater_app using (
  event in ('sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened', 'released')
  and (select true from readable_collection c where c.record = '6aac94f7-7f50-87d5-93e5-8052016602d0' limit 1)
  and (select true from knowable k where k.record = referral_event.referral limit 1));
drop policy referral_event_read on referral_event;
create policy referral_event_read on referral_event for select to breakwater_app using (
  (select true from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
    '55bc5ed7-4932-8d41-9621-cf5374dc8b89') limit 1)
  and (select true from readable r where r.record = referral_event.referral limit 1));
drop policy referral_event_subject on referral_event;
create policy referral_event_subject on referral_event for select to breakwater_app using (
  (select true from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9' limit 1)
  and (select true from referral r join readable_person p on p.id in (r.person, r.told_person)
    where r.id = referral_event.referral limit 1));

-- Whoever does not read them all begins from what was given to each of their audiences, the newest first. The purpose keeps records
-- of people and cases, which the same audiences hold, out of the way.
create index access_referral on access (audience, record) where purpose = 'referral';
-- Narrowed lists of work.
create index referral_work_about on referral_work (about, due_key, referral) where waits <> 'nothing';
create index referral_work_taken on referral_work (due_key, referral) where waits <> 'nothing' and sorter is not null;

-- First pages of those who work on cases: what they sign off, a case by its reference, and what a group was asked to talk about.
-- The lists of cases are of 0051; they stand here because they serve the same pages.
alter table case_work add column reference text not null generated always as (upper(right(file::text, 6))) stored;
create index case_work_reference on case_work (member, reference);
create index case_work_unsigned on case_work (member, due_key, file) where state <> 'closed' and unsigned;
create index case_event_asked on case_event (at) where event = 'asked';
