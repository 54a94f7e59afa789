-- The records of children with a notice, for the one question that the task and finish group may ask of other modules: whether they
-- have a plan. The matcher reads them only while it acts for somebody who holds both keys of the list, and never a sealed record.
create index abuse_notice_child_person on abuse_notice_child (person);
create view noticed_record with (security_invoker = true) as
  select k.record as id from person_cluster k
    join person_record p on p.id = k.record
    join abuse_notice_child n on n.person = k.cluster
  where exists (select from readable_collection c where c.record = 'aeb1bf4b-327d-867b-9355-6e8b33cf32b3')
    and exists (select from task_group_seat);
grant select on noticed_record, task_group_seat to breakwater_matcher;
