-- How a case ends: all of its plan, sessions and reviews with it. See modules/sharing/sql/0028_retention.sql.
select retention_record('case_file', 'case', '{id, referral, person, peer_group, opened_on}');
select retention_part('case_event', 'case_file');
grant select (event, at) on case_event to breakwater_retention;
select retention_part('case_plan', 'case_file');
select retention_part('case_goal', 'case_plan');
select retention_part('case_agreement', 'case_plan');
select retention_part('case_session', 'case_file');
select retention_part('case_review', 'case_file');
select retention_part('case_outcome', 'case_file');
select retention_part('case_goal_outcome', 'case_outcome');
select retention_part('case_goal_outcome', 'case_goal');
select retention_waits('case_file', 'person', 'person_record');
select retention_waits('case_file', 'peer_group', 'peer_group');
select retention_waits('case_file', 'referral', 'referral');
select retention_waits('disclosure', 'subject', 'case_file');

-- A case counts from its closing, as a child's where somebody was under 18 on that day or nobody knows.
create view case_file_due with (security_invoker = true) as
  select f.id, case when closed.on_day >= closed.born + interval '18 years' then 'adult_case' else 'child_case' end as schedule,
    'Case of ' || case when f.person is null then 'a group of friends' else 'one person' end
      || ', opened on ' || to_char(f.opened_on, 'FMDD FMMonth YYYY') as title,
    closed.on_day as counts_from, closed.born, true as of_person
  from case_file f
  left join person_record p on p.id = f.person
  left join peer_group g on g.id = f.peer_group
  cross join lateral (select
    (select case when e.event = 'closed' then e.at::date end from case_event e
      where e.file = f.id and e.event in ('opened', 'closed', 'reopened') order by e.at desc, e.id desc limit 1) as on_day,
    coalesce(p.born, (g.created_at - make_interval(years => g.youngest))::date) as born) closed;
grant select on case_file_due to breakwater_retention;
