-- What whoever asked hears, what waits for a group, and what is owed when somebody else leads. The collections are those of 0022.

-- A group has decided (what: the group), and a body that will not be told after all (what: the route), with the reason.
alter table referral_event drop constraint referral_event_event_check;
alter table referral_event add constraint referral_event_event_check check (event in (
  'sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened', 'released',
  'clock', 'matched', 'weighed', 'decided', 'case opened', 'noted', 'assigned', 'repeat', 'called back',
  'told', 'came back', 'not told', 'transfer accepted', 'transfer refused', 'group decided'));

-- Clocks of what else waits: an answer of whoever asked, a group, and what follows from what a group decided.
alter table triage_clock drop constraint triage_clock_key_check;
alter table triage_clock add constraint triage_clock_key_check
  check (key in ('immediate', 'urgent', 'priority', 'routine', 'more', 'group', 'opening'));
-- After an answer with another to come, how long until that one is asked for.
alter table route_clock add column later_days integer not null default 30 check (later_days between 1 and 365);

-- The lists of work learn for which groups a referral waits, and since when it stands as it does. Both are worked out at set-up.
alter table referral_work drop constraint referral_work_waits_check;
alter table referral_work add constraint referral_work_waits_check
  check (waits in ('sorting', 'telling', 'answer', 'more', 'group', 'opening', 'nothing'));
alter table referral_work add column groups text[] not null default '{}';
alter table referral_work add column since timestamptz;
-- Each agenda begins in its own index.
create index referral_work_interventions on referral_work (due_key, referral) where 'grp.interventions' = any (groups);
create index referral_work_tactical on referral_work (due_key, referral) where 'grp.tactical' = any (groups);
create index referral_work_local on referral_work (due_key, referral) where 'grp.local' = any (groups);
create index referral_work_since on referral_work (referral) where since is null;
-- A decision of a group takes it off that group's agenda: written by the matcher in the name of whoever wrote the decision down, who
-- may not sort referrals, and only where it waits for that group.
create policy referral_event_group on referral_event for insert to breakwater_matcher
  with check (event = 'group decided' and actor = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from referral_work w where w.referral = referral_event.referral and referral_event.what = any (w.groups)));
grant insert on referral_event to breakwater_matcher;

-- When a referral is over follows from its state, and not from the last event: one that its state did not allow changed nothing.
create or replace view referral_due with (security_invoker = true) as
  select r.id,
    case when w.state = 'being helped' then 'referral_helped' else 'referral_no_further_action' end as schedule,
    'Referral of ' || case r.about when 'person' then 'one person' when 'peer group' then 'a group of friends' else 'a place' end
      || ', made on ' || to_char(r.made_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') || ' by ' || a.name as title,
    case when w.state in ('being helped', 'withdrawn', 'passed on', 'closed') or (w.state = 'accepted' and w.waits = 'nothing')
      then w.since::date end as counts_from,
    coalesce(p.born, c.born, (r.made_at - make_interval(years => coalesce(c.about_age, c.youngest)))::date) as born,
    r.about <> 'place' as of_person
  from referral r
  join audience a on a.id = r.agency
  left join referral_content c on c.referral = r.id
  left join person_record p on p.id = coalesce(r.person, r.told_person)
  left join referral_work w on w.referral = r.id;
grant select (state, waits, since) on referral_work to breakwater_retention;
revoke select (event, what, at) on referral_event from breakwater_retention;

-- What was written before more was added to it: a decision may have been made on it.
create table referral_earlier (
  id uuid primary key,
  referral uuid not null references referral (id) on delete cascade,
  content jsonb not null,
  facts jsonb not null,
  replaced_at timestamptz not null
);
create index referral_earlier_referral on referral_earlier (referral, replaced_at);
alter table referral_earlier enable row level security;
alter table referral_earlier force row level security;
-- It follows what is written now.
create policy referral_earlier_read on referral_earlier for select to breakwater_app using (
  nullif(current_setting('app.actor', true), '') is not null
  and (select true from referral_content c where c.referral = referral_earlier.referral limit 1));
create policy referral_earlier_add on referral_earlier for insert to breakwater_app
  with check (exists (select from referral_content c where c.referral = referral_earlier.referral
      and c.made_by = nullif(current_setting('app.actor', true), '')::uuid)
    and exists (select from writable_collection w where w.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));
grant select, insert on referral_earlier to breakwater_app;
select retention_part('referral_earlier', 'referral');

-- What came by a link waits in the order of how soon help is needed. The clock reads how soon and when it came, and not a word of it.
alter table outside_referral add column soon smallint generated always as (
  case answers ->> 'urgency' when 'today' then 1 when 'days' then 2 when 'week' then 3 else 4 end) stored;
drop index outside_referral_waiting;
create index outside_referral_waiting on outside_referral (soon, received_at, id) where settled is null;
create policy outside_referral_for_work on outside_referral for select to breakwater_matcher
  using (settled is null and nullif(current_setting('app.actor', true), '') is not null);
grant select (id, soon, received_at, settled) on outside_referral to breakwater_matcher;

-- Links that were sent before an organisation was changed have ended.
alter table outside_organisation add column changed_at timestamptz;
grant update (changed_at) on outside_organisation to breakwater_app;
grant select (changed_at) on outside_organisation to breakwater_sign_in;
