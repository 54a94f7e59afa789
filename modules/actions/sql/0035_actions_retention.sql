-- How an action ends: with the record that it is about, or by its own time. See modules/sharing/sql/0028_retention.sql.
select retention_record('action', 'action', '{id, about_id, person, proposed_at}');
select retention_part('action_event', 'action');
grant select (event, at) on action_event to breakwater_retention;
select retention_part('action_words', 'action_event');
select retention_part('action_words', 'action');
select retention_mention('action', 'about_id');
select retention_mention('action', 'person');

create view action_due with (security_invoker = true) as
  select a.id, 'meeting_action'::text as schedule,
    'Action proposed on ' || to_char(a.proposed_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') as title,
    (select case when e.event in ('done', 'verified', 'declined', 'withdrawn') then e.at::date end from action_event e
      where e.action = a.id order by e.at desc, e.id desc limit 1) as counts_from,
    p.born, a.person is not null as of_person
  from action a left join person_record p on p.id = a.person;
grant select on action_due to breakwater_retention;
