-- How a report of a tension ends. It names nobody and expires by itself, so its schedule asks nobody; a hold stops it all the
-- same, and so does a conflict that rests on it. See modules/sharing/sql/0028_retention.sql.
select retention_record('tension', 'tension', '{id, reported_at, expires_on}');
select retention_part('tension_event', 'tension');

create view tension_due with (security_invoker = true) as
  select t.id, 'tension_report'::text as schedule,
    'Report of a tension, made on ' || to_char(t.reported_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') as title,
    t.expires_on as counts_from, null::date as born, false as of_person
  from tension t;
grant select on tension_due to breakwater_retention;
