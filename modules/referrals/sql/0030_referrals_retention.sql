-- How a referral ends. See modules/sharing/sql/0028_retention.sql.
select retention_record('referral', 'referral', '{id, about, agency, made_at, person, told_person, peer_group}');
select retention_part('referral_content', 'referral');
grant select (born, about_age, youngest) on referral_content to breakwater_retention;
select retention_part('referral_fact', 'referral');
select retention_part('referral_fairness', 'referral');
select retention_part('referral_event', 'referral');
grant select (event, what, at) on referral_event to breakwater_retention;
select retention_waits('referral', 'person', 'person_record');
select retention_waits('referral', 'told_person', 'person_record');
select retention_waits('referral', 'peer_group', 'peer_group');
select retention_waits('disclosure', 'subject', 'referral');

-- A referral is over when it was withdrawn, passed on or closed, or a case was opened from it. One that was accepted and waits for
-- its case is open.
create view referral_due with (security_invoker = true) as
  select r.id,
    case when last.event = 'case opened' then 'referral_helped' else 'referral_no_further_action' end as schedule,
    'Referral of ' || case r.about when 'person' then 'one person' when 'peer group' then 'a group of friends' else 'a place' end
      || ', made on ' || to_char(r.made_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') || ' by ' || a.name as title,
    case when last.event in ('case opened', 'withdrawn', 'transfer accepted')
      or (last.event = 'decided' and last.what not in ('interventions', 'tactical', 'both', 'operational', 'out-of-area')) then last.at::date end as counts_from,
    coalesce(p.born, c.born, (r.made_at - make_interval(years => coalesce(c.about_age, c.youngest)))::date) as born,
    r.about <> 'place' as of_person
  from referral r
  join audience a on a.id = r.agency
  left join referral_content c on c.referral = r.id
  left join person_record p on p.id = coalesce(r.person, r.told_person)
  left join lateral (select e.event, e.what, e.at from referral_event e
    where e.referral = r.id and e.event in ('sent', 'added to', 'returned', 'withdrawn', 'decided', 'reopened', 'case opened',
      'transfer accepted', 'transfer refused')
    order by e.at desc, e.id desc limit 1) last on true;
grant select on referral_due to breakwater_retention;
