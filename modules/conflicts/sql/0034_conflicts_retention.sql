-- How a conflict between groups ends. It names nobody. See modules/sharing/sql/0028_retention.sql.
select retention_record('conflict', 'conflict', '{id, first_group, second_group, opened_at}');
select retention_part('conflict_event', 'conflict');
grant select (kind, on_day, report) on conflict_event to breakwater_retention;
select retention_part('conflict_narrative', 'conflict_event');
select retention_part('conflict_request', 'conflict');
select retention_record('conflict_group', 'conflict group', '{id, described_at}');
select retention_waits('conflict', 'first_group', 'conflict_group');
select retention_waits('conflict', 'second_group', 'conflict_group');
-- An event of a conflict is read by those who may read the report that it rests on, so the report stays as long.
select retention_waits('conflict_event', 'report', 'tension');

create view conflict_due with (security_invoker = true) as
  select c.id, 'conflict_record'::text as schedule,
    'Conflict between groups, opened on ' || to_char(c.opened_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') as title,
    (select max(e.on_day) from conflict_event e where e.conflict = c.id and e.kind = 'closed'
      and not exists (select from conflict_event l where l.conflict = c.id and l.kind = 'happened' and l.on_day > e.on_day)) as counts_from,
    null::date as born, false as of_person
  from conflict c;
create view conflict_group_due with (security_invoker = true) as
  select g.id, 'conflict_record'::text as schedule,
    'Group in a conflict, described on ' || to_char(g.described_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') as title,
    g.described_at::date as counts_from, null::date as born, false as of_person
  from conflict_group g;
grant select on conflict_due, conflict_group_due to breakwater_retention;
