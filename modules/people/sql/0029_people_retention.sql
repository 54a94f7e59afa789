-- How the record of a person ends: when nothing stands on it any more and its time is over. See 0028.
select retention_record('person_record', 'person', '{id, agency, created_at, born}');
select retention_part('person_identifier', 'person_record');
select retention_part('person_address', 'person_record');
select retention_part('person_contact', 'person_record');
select retention_part('search_token', 'person_record');
-- The other agency's record stays theirs: what goes is that the two were held beside each other.
select retention_part('person_match', 'person_record');
select retention_part('peer_group_member', 'person_record');
select retention_mention('break_glass', 'record');
select retention_mention('seal_request', 'record');
select retention_waits('disclosure', 'subject', 'person_record');
select retention_waits('request_standing', 'record', 'person_record');

select retention_record('peer_group', 'peer group', '{id, agency, created_at, youngest}');
select retention_part('peer_group_member', 'peer_group');
grant select (ends) on peer_group_member to breakwater_retention;

-- The time of a person's record counts from the last thing that was written to it.
create view person_record_due with (security_invoker = true) as
  select p.id, 'person_record'::text as schedule,
    'Record of a person, made on ' || to_char(p.created_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') || ' by ' || a.name as title,
    coalesce(greatest(p.created_at, (select max(e.at) from ledger_entry e where e.subject = p.id and e.action = 'write')), p.created_at)::date
      as counts_from,
    p.born, true as of_person
  from person_record p join audience a on a.id = p.agency;
-- A group counts from the day on which its last membership ends; its youngest decides whether it is of children.
create view peer_group_due with (security_invoker = true) as
  select g.id, 'peer_group'::text as schedule,
    'Group of friends, written down on ' || to_char(g.created_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') || ' by ' || a.name as title,
    greatest(g.created_at, (select max(m.ends) from peer_group_member m where m.peer_group = g.id))::date as counts_from,
    (g.created_at - make_interval(years => g.youngest))::date as born, true as of_person
  from peer_group g join audience a on a.id = g.agency;
create view disclosure_due with (security_invoker = true) as
  select d.id, 'disclosure_record'::text as schedule,
    'Decision about sharing, asked on ' || to_char(d.asked_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') as title,
    d.decided_on as counts_from, p.born, d.subject is not null as of_person
  from disclosure d left join person_record p on p.id = d.subject;
grant select on person_record_due, peer_group_due, disclosure_due to breakwater_retention;
