-- Notices: something waits for somebody. A notice names a kind of the catalogue (platform/notices/catalogue.ts) and a record by
-- its opaque id; the words stand in the catalogue, so a notice holds no name and nothing of what the record says.

create table notice (
  id uuid primary key,
  actor uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z -]{1,40}$'),
  record uuid not null,
  -- What a clock told already: the same occasion is not told twice. Empty for what happens once.
  occasion text not null default '',
  urgent boolean not null,
  at timestamptz not null,
  told_by uuid not null,
  read_at timestamptz,
  -- When an e-mail about it was begun, and when it was handed over.
  mail_begun_at timestamptz,
  mailed_at timestamptz
);
create index notice_of on notice (actor, id desc);
create index notice_unread on notice (actor) where read_at is null;
create index notice_unmailed on notice (at) where read_at is null and mailed_at is null;
create unique index notice_once on notice (actor, kind, record, occasion) where occasion <> '';
create index notice_age on notice (at);
alter table notice enable row level security;
alter table notice force row level security;
create policy notice_own on notice for select to breakwater_app
  using (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy notice_read on notice for update to breakwater_app
  using (actor = nullif(current_setting('app.actor', true), '')::uuid)
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid);
-- Anybody may tell anybody, in the words of the catalogue, under their own name.
create policy notice_tell on notice for insert to breakwater_app, breakwater_grantor, breakwater_worker
  with check (told_by = nullif(current_setting('app.actor', true), '')::uuid and read_at is null and mailed_at is null);
create policy notice_mail on notice for all to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert on notice to breakwater_app, breakwater_worker;
grant insert on notice to breakwater_grantor;
grant update (read_at) on notice to breakwater_app;
grant update (mail_begun_at, mailed_at), delete on notice to breakwater_worker;

-- How somebody wants to be told by e-mail. Without a row: once a day.
create table notice_setting (
  actor uuid primary key,
  by_mail text not null check (by_mail in ('at once', 'daily', 'none')),
  set_at timestamptz not null
);
alter table notice_setting enable row level security;
alter table notice_setting force row level security;
create policy notice_setting_own on notice_setting for all to breakwater_app
  using (actor = nullif(current_setting('app.actor', true), '')::uuid)
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy notice_setting_mail on notice_setting for select to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, update (by_mail, set_at) on notice_setting to breakwater_app;
grant select on notice_setting to breakwater_worker;

-- Work that could not be done because another server did not answer is asked for again, later each time.
alter table job add column tries smallint not null default 0;
alter table outbox add column not_before timestamptz not null default now();
alter table outbox add column attempt smallint not null default 0;
grant update (tries) on job to breakwater_worker;
grant insert on job to breakwater_worker;
grant insert, update (not_before, attempt) on outbox to breakwater_worker;

-- Whose day has passed is told by the clock, which reads of an action who is to do it and by when, and not what it is.
create policy action_clock on action for select to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, owner, proposed_at) on action to breakwater_worker;
create policy action_event_clock on action_event for select to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, action, at, event, due) on action_event to breakwater_worker;

-- A notice goes with the record that it names: see modules/sharing/sql/0028_retention.sql.
select retention_mention('notice', 'record');
