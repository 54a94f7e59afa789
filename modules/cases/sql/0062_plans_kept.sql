-- Plans kept: reviews as often as their kind of help says, follow-ups that are tried again and asked of whoever leads today, and nobody
-- leads a case who is no longer in its team.

-- How often a kind of help is reviewed, for the lists of work: a number, and no word of why it was chosen.
create policy case_pathway_for_work on case_pathway for select to breakwater_matcher
  using (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005');
grant select (id, file, review_days, chosen_at) on case_pathway to breakwater_matcher;

-- Somebody who was not reached is tried again.
drop index case_look_once;

-- On which day a case was closed, so that its follow-ups are found without reading every case that was ever closed.
alter table case_work add column closed_on date;
create index case_work_closed on case_work (member, closed_on) where state = 'closed';
-- Worked out anew for every case when the house next starts: addMissingCaseWork.
truncate case_work;

-- Why the person themselves was not asked: not safe, or too young to decide this. For the lists of work also the reason of an answer, and
-- since when a changed plan waits for one.
alter table case_agreement drop constraint case_agreement_reason_check;
alter table case_agreement add constraint case_agreement_reason_check check (reason in ('', 'not safe', 'decides for themselves',
  'an adult', 'nobody to ask', 'too young'));
grant select (reason) on case_agreement to breakwater_matcher;
grant select (made_on) on case_plan to breakwater_matcher;

-- Whoever asked somebody to take a case over can take that back; only whoever was asked says yes or no.
alter table case_transfer_answer drop constraint case_transfer_answer_answer_check;
alter table case_transfer_answer add constraint case_transfer_answer_answer_check check (answer in ('accepted', 'declined', 'withdrawn'));
drop policy case_transfer_answer_add on case_transfer_answer;
create policy case_transfer_answer_add on case_transfer_answer for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and (answer = 'withdrawn') <> ((select t.member from case_transfer t where t.id = case_transfer_answer.transfer) = by)
  and (select true from writable_case w where w.id = (select t.file from case_transfer t where t.id = case_transfer_answer.transfer)));

-- Whoever leaves an agency leaves the teams of its cases, and so leads none of them: written down by the system, as an administrator who
-- ends an account holds no key to any case.
create policy case_event_left on case_event for insert to breakwater_matcher
  with check (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005' and event = 'left');
grant insert on case_event to breakwater_matcher;
