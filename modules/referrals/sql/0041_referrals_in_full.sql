-- Referrals in full: what each route out asks, clocks of routes, bank holidays, lists of work, and organisations without accounts.
-- The collections are those of 0022: 1fff0831-81a3-85b8-93eb-3bb9a7ec5288 for who sorts and who answers for it,
-- 55bc5ed7-4932-8d41-9621-cf5374dc8b89 for who may read a referral that was given to them.

alter table referral_event drop constraint referral_event_event_check;
alter table referral_event add constraint referral_event_event_check check (event in (
  'sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened', 'released',
  'clock', 'matched', 'weighed', 'decided', 'case opened', 'noted', 'assigned', 'repeat', 'called back',
  'told', 'came back', 'transfer accepted', 'transfer refused'));
alter table referral_event add column reason text;
-- Another referral: the one that this is the same as, or repeats. It may be removed before this one.
alter table referral_event add column other uuid;
alter table referral_event add column due date;
-- What a route asked when its body was told.
alter table referral_event add column answers jsonb;
drop policy referral_event_told on referral_event;
create policy referral_event_told on referral_event for select to breakwater_app
  using (event in ('sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened', 'released')
    and exists (select from knowable k where k.record = referral)
    and exists (select from readable_collection c where c.record = '6aac94f7-7f50-87d5-93e5-8052016602d0'));

-- Which part somebody had in what happened: of this event alone, as whoever asked told it.
alter table referral_content add column moment_roles text[] not null default '{}';
-- Looking for others about the same person begins with the day of birth.
create index referral_content_born on referral_content (born) where born is not null;
create index referral_content_family on referral_content (family_name, given_name) where family_name is not null;
create index referral_made_by on referral (made_by, made_at);
create index referral_peer_group on referral (peer_group) where peer_group is not null;

alter table triage_clock add column chair_days integer not null default 0 check (chair_days between 0 and 20);

-- How long a body that leads has until it is told, and until it is asked what came of it.
create table route_clock (
  route text primary key,
  tell_days integer not null check (tell_days between 0 and 60),
  answer_days integer not null check (answer_days between 1 and 120),
  changed_at timestamptz not null
);
alter table route_clock enable row level security;
alter table route_clock force row level security;
create policy route_clock_read on route_clock for select to breakwater_app
  using (exists (select from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
    '55bc5ed7-4932-8d41-9621-cf5374dc8b89')));
create policy route_clock_change on route_clock for update to breakwater_app
  using (exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy route_clock_load on route_clock for all to breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, update on route_clock to breakwater_app;
grant select, insert on route_clock to breakwater_migrator;

-- Days on which clocks of working days stand still. A day that was taken off the list stays here as not kept, so that the next
-- pack does not bring it back.
create table bank_holiday (
  day date primary key,
  name text not null check (length(name) between 1 and 100),
  source text not null,
  kept boolean not null default true,
  changed_at timestamptz not null
);
alter table bank_holiday enable row level security;
alter table bank_holiday force row level security;
create policy bank_holiday_read on bank_holiday for select to breakwater_app
  using (exists (select from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
    '55bc5ed7-4932-8d41-9621-cf5374dc8b89')));
create policy bank_holiday_add on bank_holiday for insert to breakwater_app
  with check (exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy bank_holiday_change on bank_holiday for update to breakwater_app
  using (exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy bank_holiday_load on bank_holiday for all to breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, update on bank_holiday to breakwater_app;
grant select, insert on bank_holiday to breakwater_migrator;

-- Organisations that have no accounts, as a coordinator keeps them: where a link is sent, and whom to ring before acting.
create table outside_organisation (
  id uuid primary key,
  name text not null check (length(name) between 2 and 200),
  contact text not null check (length(contact) between 2 and 200),
  email text not null check (email = lower(email) and length(email) <= 254),
  telephone text not null check (length(telephone) between 5 and 40),
  ended_at timestamptz,
  added_by uuid not null,
  added_at timestamptz not null
);
create index outside_organisation_name on outside_organisation (name, id);
alter table outside_organisation enable row level security;
alter table outside_organisation force row level security;
create policy outside_organisation_read on outside_organisation for select to breakwater_app
  using (exists (select from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
    '55bc5ed7-4932-8d41-9621-cf5374dc8b89')));
create policy outside_organisation_add on outside_organisation for insert to breakwater_app
  with check (added_by = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy outside_organisation_change on outside_organisation for update to breakwater_app
  using (exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy outside_organisation_send on outside_organisation for select to breakwater_sign_in
  using (ended_at is null and nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, update (contact, email, telephone, ended_at) on outside_organisation to breakwater_app;
grant select (id, name, email, ended_at) on outside_organisation to breakwater_sign_in;

-- A link that was sent: it is opened once, by a press of a button, and not for long. Only its digest stands here.
create table asking_link (
  id uuid primary key,
  organisation uuid not null references outside_organisation (id) on delete cascade,
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  asked_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  used_at timestamptz check (used_at is null or opened_at is not null)
);
create index asking_link_organisation on asking_link (organisation, made_at desc);
alter table asking_link enable row level security;
alter table asking_link force row level security;
create policy asking_link_read on asking_link for select to breakwater_app
  using (exists (select from readable_collection c where c.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy asking_link_open on asking_link for all to breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, organisation, made_at, expires_at, opened_at, used_at) on asking_link to breakwater_app;
grant select, insert, update (expires_at, opened_at, used_at) on asking_link to breakwater_sign_in;

-- What came by such a link, until somebody has rung the organisation. It is no referral yet; its answers go when it is settled.
create table outside_referral (
  id uuid primary key,
  organisation uuid not null references outside_organisation (id) on delete cascade,
  link uuid not null unique references asking_link (id) on delete cascade,
  answers jsonb,
  received_at timestamptz not null,
  settled text check (settled in ('taken up', 'not theirs')),
  settled_why text,
  settled_at timestamptz,
  settled_by uuid,
  referral uuid references referral (id) on delete cascade,
  check ((settled is null) = (answers is not null) and (settled is null) = (settled_by is null)),
  check ((referral is not null) <= (settled = 'taken up'))
);
create index outside_referral_waiting on outside_referral (received_at, id) where settled is null;
create index outside_referral_referral on outside_referral (referral) where referral is not null;
alter table outside_referral enable row level security;
alter table outside_referral force row level security;
create policy outside_referral_read on outside_referral for select to breakwater_app
  using (exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy outside_referral_settle on outside_referral for update to breakwater_app
  using (settled is null
    and exists (select from writable_collection w where w.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'))
  with check (settled_by = nullif(current_setting('app.actor', true), '')::uuid);
create policy outside_referral_send on outside_referral for insert to breakwater_sign_in
  with check (settled is null and nullif(current_setting('app.actor', true), '') is not null
    and exists (select from asking_link l where l.id = outside_referral.link and l.organisation = outside_referral.organisation
      and l.opened_at is not null and l.used_at is null));
grant select, update (answers, settled, settled_why, settled_at, settled_by, referral) on outside_referral to breakwater_app;
grant insert on outside_referral to breakwater_sign_in;

-- A neutral letter may be asked for by whoever used a link: that kind of work and no other.
create policy job_by_link on job as restrictive for insert to breakwater_sign_in
  with check (kind = 'referral-letter' and actor = nullif(current_setting('app.actor', true), '')::uuid);
grant insert on job, outbox to breakwater_sign_in;

alter table referral add column outside uuid references outside_organisation (id) on delete set null;
create index referral_outside on referral (outside) where outside is not null;

-- A referral as the lists of work need it, worked out anew from its events whenever one is added: nothing is late by being stored so.
create table referral_work (
  referral uuid primary key references referral (id) on delete cascade,
  about text not null,
  agency uuid not null,
  made_at timestamptz not null,
  state text not null,
  outcome text,
  waits text not null check (waits in ('sorting', 'telling', 'answer', 'more', 'group', 'nothing')),
  clock text,
  route text,
  due_at timestamptz,
  chair_at timestamptz,
  sorter uuid,
  due_key timestamptz not null generated always as (coalesce(due_at, 'infinity')) stored
);
create index referral_work_due on referral_work (due_key, referral) where waits <> 'nothing';
create index referral_work_free on referral_work (due_key, referral) where waits <> 'nothing' and sorter is null;
create index referral_work_sorter on referral_work (sorter, due_key, referral) where waits <> 'nothing' and sorter is not null;
create index referral_work_chair on referral_work (chair_at, referral) where chair_at is not null;
create index referral_work_waits on referral_work (waits, due_key, referral) where waits <> 'nothing';
create index referral_work_agency on referral_work (agency, due_key, referral) where waits <> 'nothing';
alter table referral_work enable row level security;
alter table referral_work force row level security;
-- The collection alone decides: who sorts and the chair hold every referral, so no list looks at each one's own rights.
create policy referral_work_read on referral_work for select to breakwater_app
  using (exists (select from readable_collection c where c.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
create policy referral_work_out on referral_work for all to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on referral_work to breakwater_app;
grant select, insert, update on referral_work to breakwater_matcher;
-- What it is worked out from: dates and kinds of events, and no word that anybody wrote.
create policy referral_for_work on referral for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy referral_content_for_work on referral_content for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy referral_event_for_work on referral_event for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy triage_clock_for_work on triage_clock for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy route_clock_for_work on route_clock for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy bank_holiday_for_work on bank_holiday for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, about, agency, made_at) on referral to breakwater_matcher;
grant select (referral, urgency) on referral_content to breakwater_matcher;
grant select (id, referral, event, what, at, reason, due) on referral_event to breakwater_matcher;
grant select on triage_clock, route_clock, bank_holiday to breakwater_matcher;

-- Somebody's own ways of looking at the lists. The address of a page holds the id, never what is looked for.
create table work_filter (
  id uuid primary key,
  owner uuid not null,
  name text not null check (length(name) between 2 and 60),
  filter jsonb not null,
  made_at timestamptz not null
);
create index work_filter_owner on work_filter (owner, made_at);
alter table work_filter enable row level security;
alter table work_filter force row level security;
create policy work_filter_own on work_filter for all to breakwater_app
  using (owner = nullif(current_setting('app.actor', true), '')::uuid)
  with check (owner = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from readable_collection c where c.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'));
grant select, insert, delete on work_filter to breakwater_app;

-- Both go with the referral: see modules/sharing/sql/0028_retention.sql.
select retention_part('outside_referral', 'referral');
select retention_part('referral_work', 'referral');
