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
