-- Notices that domestic abuse happened where children live. A notice keeps when and where, and who the children are: no account of
-- the visit, no adult, no word of what happened. Two keys open it: the collection (the coordinator's work) and a seat in the task
-- and finish group of the strategy. Whoever gives a notice does not read it again.

create table abuse_notice (
  id uuid primary key,
  agency uuid not null references audience (id),
  batch uuid,
  reference text not null,
  happened_on date not null,
  address text not null,
  postcode text not null,
  given_at timestamptz not null,
  given_by uuid not null
);
create index abuse_notice_happened on abuse_notice (happened_on desc, id);
create index abuse_notice_batch on abuse_notice (batch);
create table abuse_notice_child (
  id uuid primary key,
  notice uuid not null references abuse_notice (id) on delete cascade,
  given_name text not null,
  family_name text not null,
  born date,
  school text not null,
  witnessed text not null check (witnessed in ('saw or heard it', 'in the home', 'elsewhere', 'not known')),
  -- The record that they were matched to, as a lasting number of the matcher's; null where none is like them.
  person uuid,
  check (given_name <> '' or family_name <> '')
);
create index abuse_notice_child_notice on abuse_notice_child (notice);
create table abuse_notice_event (
  id uuid primary key,
  child uuid not null references abuse_notice_child (id) on delete cascade,
  event text not null check (event in ('taken on', 'help offered', 'helped already', 'declined', 'to the forum', 'nothing needed')),
  why text not null check (why <> ''),
  at timestamptz not null,
  actor uuid not null
);
create index abuse_notice_event_child on abuse_notice_event (child, at);
alter table abuse_notice enable row level security;
alter table abuse_notice force row level security;
alter table abuse_notice_child enable row level security;
alter table abuse_notice_child force row level security;
alter table abuse_notice_event enable row level security;
alter table abuse_notice_event force row level security;
create view task_group_seat with (security_invoker = true) as
  select m.audience as id from membership m
  where m.audience = '0bb3011d-1b40-8b35-8d1e-66ad0ede7ff1' and m.actor = nullif(current_setting('app.actor', true), '')::uuid
    and m.starts <= now() and (m.ends is null or m.ends > now());
grant select on task_group_seat to breakwater_app;
-- Whoever gave a batch may take it out again, and sees their own until midnight of the day, to put a slip right.
create policy abuse_notice_read on abuse_notice for select to breakwater_app
  using ((exists (select from readable_collection c where c.record = 'aeb1bf4b-327d-867b-9355-6e8b33cf32b3')
      and exists (select from task_group_seat))
    or (given_by = nullif(current_setting('app.actor', true), '')::uuid and given_at > now() - interval '1 day'));
create policy abuse_notice_add on abuse_notice for insert to breakwater_app
  with check (given_by = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from writable_collection w where w.record = '22b71f24-3a6a-8ed2-a86e-d67cea9c733c')
    and exists (select from own_agency o where o.id = agency));
create policy abuse_notice_take_out on abuse_notice for delete to breakwater_app
  using (given_by = nullif(current_setting('app.actor', true), '')::uuid and given_at > now() - interval '1 day');
create policy abuse_notice_child_read on abuse_notice_child for select to breakwater_app
  using (exists (select from abuse_notice n where n.id = notice)
    and exists (select from readable_collection c where c.record = 'aeb1bf4b-327d-867b-9355-6e8b33cf32b3')
    and exists (select from task_group_seat));
create policy abuse_notice_child_add on abuse_notice_child for insert to breakwater_app
  with check (exists (select from abuse_notice n where n.id = notice and n.given_by = nullif(current_setting('app.actor', true), '')::uuid));
create policy abuse_notice_event_read on abuse_notice_event for select to breakwater_app
  using (exists (select from abuse_notice_child c where c.id = child)
    and exists (select from readable_collection c where c.record = 'aeb1bf4b-327d-867b-9355-6e8b33cf32b3'));
create policy abuse_notice_event_add on abuse_notice_event for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from abuse_notice_child c where c.id = child)
    and exists (select from writable_collection w where w.record = 'aeb1bf4b-327d-867b-9355-6e8b33cf32b3'));
grant select, insert, delete on abuse_notice to breakwater_app;
grant select, insert on abuse_notice_child, abuse_notice_event to breakwater_app;
-- The matcher reads who the children are, to say which record is theirs.
create policy abuse_notice_child_matcher on abuse_notice_child for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy abuse_notice_child_matched on abuse_notice_child for update to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy abuse_notice_matcher on abuse_notice for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select on abuse_notice_child, abuse_notice to breakwater_matcher;
grant update (person) on abuse_notice_child to breakwater_matcher;

-- How a notice ends: see modules/sharing/sql/0028_retention.sql. It counts from the day on which it happened, for its youngest child.
select retention_record('abuse_notice', 'domestic abuse notice', '{id, happened_on}');
select retention_part('abuse_notice_child', 'abuse_notice');
grant select (born) on abuse_notice_child to breakwater_retention;
select retention_part('abuse_notice_event', 'abuse_notice_child');
create view abuse_notice_due with (security_invoker = true) as
  select n.id, 'abuse_notice'::text as schedule, 'Notice of domestic abuse where children live, of ' || to_char(n.happened_on, 'FMDD FMMonth YYYY') as title,
    n.happened_on as counts_from, (select max(c.born) from abuse_notice_child c where c.notice = n.id) as born, true as of_person
  from abuse_notice n;
grant select on abuse_notice_due to breakwater_retention;
