-- Whether a plan is being carried out: the one fact of a case that the task and finish group on domestic abuse may learn, and only of
-- children with a notice (people's view noticed_record says of whom, and for whom). It is read as the matcher: which case is whose,
-- when it was opened, held or closed, and what was answered to its plan. No word of anybody is among these columns.
create policy case_file_plan_in_use on case_file for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null and exists (select from noticed_record n where n.id = person));
create policy case_event_plan_in_use on case_event for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null and event in ('opened', 'held', 'resumed', 'closed', 'reopened')
    and exists (select from case_file f where f.id = file));
create policy case_plan_plan_in_use on case_plan for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null and exists (select from case_file f where f.id = file));
create policy case_agreement_plan_in_use on case_agreement for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null and exists (select from case_plan p where p.id = plan));
grant select (id, person) on case_file to breakwater_matcher;
grant select (file, event, at) on case_event to breakwater_matcher;
grant select (id, file) on case_plan to breakwater_matcher;
grant select (plan, what, answer, answered_on, recorded_at) on case_agreement to breakwater_matcher;
