-- Files on records. The bytes stand outside the database and outside what the web server shows, encrypted with a key of their
-- own; that key stands here, sealed with the server's. A row that is gone takes its key with it, so what is left on the disk
-- opens nowhere even before the sweep removes it.

-- Which records take files, who may read those files, and whose record they belong to. A file follows the record that it is
-- on: these views ask the record's own table, whose policies answer for the present actor. Whoever asked for help follows their
-- referral (the level "know") and reads nothing of how it is sorted: of its files they see their own alone.
create view file_readable with (security_invoker = true) as
  select 'case'::text as kind, f.id as record, f.person from case_file f
  union all
  select 'referral', r.id, coalesce(r.person, r.told_person) from referral r
    where (exists (select from readable x where x.record = r.id)
        and exists (select from readable_collection c where c.record in ('1fff0831-81a3-85b8-93eb-3bb9a7ec5288',
          '55bc5ed7-4932-8d41-9621-cf5374dc8b89')))
      or exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9')
  union all
  select 'disclosure', d.id, case when d.subject_kind = 'person' then d.subject end from disclosure d
  union all
  select 'meeting', m.id, null from meeting m;

create view file_writable with (security_invoker = true) as
  select 'case'::text as kind, f.id as record from writable_case f
  union all
  select 'referral', r.id from referral r
    where r.made_by = nullif(current_setting('app.actor', true), '')::uuid
      or (exists (select from writable x where x.record = r.id)
        and exists (select from writable_collection c where c.record = '1fff0831-81a3-85b8-93eb-3bb9a7ec5288'))
  union all
  select 'disclosure', d.id from disclosure d where exists (select from writable x where x.record = d.id)
  union all
  select 'meeting', m.id from writable_meeting m;
grant select on file_readable, file_writable to breakwater_app;

create table attachment (
  id uuid primary key,
  kind text not null check (kind in ('case', 'referral', 'disclosure', 'meeting')),
  record uuid not null,
  -- The same record as a key of its table, so that a record that is removed takes its files along.
  of_case uuid generated always as (case when kind = 'case' then record end) stored references case_file (id) on delete cascade,
  of_referral uuid generated always as (case when kind = 'referral' then record end) stored references referral (id) on delete cascade,
  of_disclosure uuid generated always as (case when kind = 'disclosure' then record end) stored
    references disclosure (id) on delete cascade,
  of_meeting uuid generated always as (case when kind = 'meeting' then record end) stored references meeting (id) on delete cascade,
  name text not null check (name <> '' and length(name) <= 120),
  type text not null check (type in ('pdf', 'png', 'jpeg', 'docx', 'xlsx', 'odt', 'ods', 'txt')),
  bytes integer not null check (bytes > 0),
  -- SHA-256 of what is kept, in hexadecimal.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  -- Hidden details of a picture, such as where it was taken, were taken out.
  cleaned boolean not null,
  sealed_key bytea,
  added_by uuid not null,
  added_at timestamptz not null,
  -- What the scanner said. Without an outcome nobody may take that the file is safe.
  tried_at timestamptz,
  outcome text check (outcome in ('clean', 'refused')),
  scanned_at timestamptz,
  signature text check (length(signature) <= 200),
  check ((outcome is null) = (scanned_at is null)),
  check ((outcome is not distinct from 'refused') = (sealed_key is null)),
  check (signature is null or outcome = 'refused')
);
create index attachment_record on attachment (record, id);
create index attachment_case on attachment (of_case) where of_case is not null;
create index attachment_referral on attachment (of_referral) where of_referral is not null;
create index attachment_disclosure on attachment (of_disclosure) where of_disclosure is not null;
create index attachment_meeting on attachment (of_meeting) where of_meeting is not null;
create index attachment_unscanned on attachment (tried_at nulls first) where outcome is null;
alter table attachment enable row level security;
alter table attachment force row level security;
create policy attachment_read on attachment for select to breakwater_app
  using (exists (select from file_readable r where r.kind = attachment.kind and r.record = attachment.record));
create policy attachment_own on attachment for select to breakwater_app
  using (kind = 'referral' and added_by = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from file_writable w where w.kind = 'referral' and w.record = attachment.record));
create policy attachment_add on attachment for insert to breakwater_app
  with check (added_by = nullif(current_setting('app.actor', true), '')::uuid and outcome is null and tried_at is null
    and exists (select from file_writable w where w.kind = attachment.kind and w.record = attachment.record));
create policy attachment_remove on attachment for delete to breakwater_app
  using (exists (select from file_writable w where w.kind = attachment.kind and w.record = attachment.record)
    and (added_by = nullif(current_setting('app.actor', true), '')::uuid
      or exists (select from manageable m where m.record = attachment.record)));
-- The scanner's worker reads what a scan needs, and writes down what came of it.
create policy attachment_scan on attachment for all to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
create policy attachment_retention on attachment for all to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, delete on attachment to breakwater_app;
grant select, update (tried_at, outcome, scanned_at, signature, sealed_key) on attachment to breakwater_worker;
grant select (id, kind, record), delete on attachment to breakwater_retention;
