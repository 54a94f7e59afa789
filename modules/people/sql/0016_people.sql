-- People. A record is one agency's own account of somebody: two agencies that know one person hold two records, and no key
-- on a name or number joins them, so that nobody can learn of a hidden record by failing to add their own.
--
-- Two keys open a record, and both are rows in `access`. One is on the record: given to its agency's team, to a case, or to
-- one person. The other is on its collection: given to the roles whose work is with records of that world. A grant made by
-- mistake to the wrong people therefore opens nothing. A sealed record needs the first key to say that it opens sealed ones.

create table person_record (
  id uuid primary key,
  agency uuid not null references audience (id),
  world text not null check (world in ('support', 'disruption', 'victim-service', 'refuge')),
  collection uuid not null,
  sealed boolean not null,
  given_name text not null,
  family_name text not null,
  other_names text[] not null default '{}',
  born date,
  born_precision text not null check (born_precision in ('day', 'month', 'year', 'unknown')),
  sex text not null check (sex in ('female', 'male', 'indeterminate', 'not known')),
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  check (given_name <> '' or family_name <> ''),
  check ((born is null) = (born_precision = 'unknown')),
  check (world <> 'refuge' or sealed),
  check (collection = case world
    when 'support' then '25d86de5-bcd4-895e-8f74-e317a842f140'::uuid
    when 'disruption' then '300bb9e9-6707-89ab-a55f-a6ea5362d6a3'::uuid
    when 'victim-service' then '8e502aea-85d1-81dd-9181-2a258a335310'::uuid
    when 'refuge' then 'd6555d98-4894-8b47-941d-fece3385a95a'::uuid end)
);
alter table person_record enable row level security;
alter table person_record force row level security;
create policy person_record_read on person_record for select to breakwater_app using (
  exists (select from readable r where r.record = person_record.id)
  and exists (select from readable r where r.record = person_record.collection)
  and (not sealed or exists (select from unsealed u where u.record = person_record.id)));
create policy person_record_add on person_record for insert to breakwater_app with check (
  created_by = nullif(current_setting('app.actor', true), '')::uuid
  and exists (select from writable w where w.record = person_record.collection)
  and exists (select from membership m join audience a on a.id = m.audience
    where m.audience = person_record.agency and a.kind = 'agency' and m.actor = person_record.created_by
      and m.starts <= now() and (m.ends is null or m.ends > now())));
create policy person_record_change on person_record for update to breakwater_app using (
  exists (select from writable w where w.record = person_record.id)
  and exists (select from writable w where w.record = person_record.collection));
-- Sealing goes through the grantor, so that only whoever manages the record can.
create policy person_record_seal on person_record for update to breakwater_grantor
  using (exists (select from manageable m where m.record = person_record.id)
    and (not sealed or exists (select from unsealed u where u.record = person_record.id)));
create policy person_record_seal_find on person_record for select to breakwater_grantor
  using (exists (select from manageable m where m.record = person_record.id));
-- The matcher finds only what may be known to be known: never a sealed record, and of the four worlds support alone.
create policy person_record_match on person_record for select to breakwater_matcher
  using (world = 'support' and not sealed and nullif(current_setting('app.actor', true), '') is not null);
grant select, insert on person_record to breakwater_app;
grant update (given_name, family_name, other_names, born, born_precision, sex, version) on person_record to breakwater_app;
grant select (id, sealed) on person_record to breakwater_grantor;
grant update (sealed) on person_record to breakwater_grantor;
grant select (id, agency, world, sealed) on person_record to breakwater_matcher;

-- The parts of a record follow the record: these views show the ids that its own policy lets through.
create view readable_person with (security_invoker = true) as select p.id, p.agency from person_record p;
create view writable_person with (security_invoker = true) as
  select p.id from person_record p
  where exists (select from writable w where w.record = p.id) and exists (select from writable w where w.record = p.collection);
create view manageable_person with (security_invoker = true) as
  select p.id from person_record p
  where exists (select from manageable m where m.record = p.id) and exists (select from writable w where w.record = p.collection);
grant select on readable_person, writable_person, manageable_person to breakwater_app;

-- Numbers are for whoever works with the record, not for everyone who may read it.
create table person_identifier (
  id uuid primary key,
  person uuid not null references person_record (id),
  scheme text not null check (scheme in ('nhs', 'upn', 'pnc')),
  value text not null
);
create index person_identifier_person on person_identifier (person);
alter table person_identifier enable row level security;
alter table person_identifier force row level security;
create policy person_identifier_read on person_identifier for select to breakwater_app
  using (exists (select from writable_person w where w.id = person));
create policy person_identifier_add on person_identifier for insert to breakwater_app
  with check (exists (select from writable_person w where w.id = person));
create policy person_identifier_remove on person_identifier for delete to breakwater_app
  using (exists (select from writable_person w where w.id = person));
grant select, insert, delete on person_identifier to breakwater_app;

-- A confidential address is for whoever manages the record: a wrong reader can bring somebody to the door.
create table person_address (
  id uuid primary key,
  person uuid not null references person_record (id),
  class text not null check (class in ('ordinary', 'confidential')),
  lines text not null,
  postcode text not null,
  since date,
  until date
);
create index person_address_person on person_address (person);
alter table person_address enable row level security;
alter table person_address force row level security;
create policy person_address_read on person_address for select to breakwater_app
  using ((class = 'ordinary' and exists (select from readable_person r where r.id = person))
    or exists (select from manageable_person m where m.id = person));
create policy person_address_add on person_address for insert to breakwater_app
  with check ((class = 'ordinary' and exists (select from writable_person w where w.id = person))
    or exists (select from manageable_person m where m.id = person));
create policy person_address_remove on person_address for delete to breakwater_app
  using (exists (select from writable_person w where w.id = person));
grant select, insert, delete on person_address to breakwater_app;

-- How to reach somebody without harm. Whoever reads the record must see this, so it has no level of its own.
create table person_contact (
  id uuid primary key,
  person uuid not null references person_record (id),
  kind text not null check (kind in ('telephone', 'email', 'letter', 'through-someone')),
  value text not null,
  safety text not null check (safety in ('safe', 'ask-first', 'never')),
  must_not_know text not null default ''
);
create index person_contact_person on person_contact (person);
alter table person_contact enable row level security;
alter table person_contact force row level security;
create policy person_contact_read on person_contact for select to breakwater_app
  using (exists (select from readable_person r where r.id = person));
create policy person_contact_add on person_contact for insert to breakwater_app
  with check (exists (select from writable_person w where w.id = person));
create policy person_contact_remove on person_contact for delete to breakwater_app
  using (exists (select from writable_person w where w.id = person));
grant select, insert, delete on person_contact to breakwater_app;

-- Search: keyed digests of names, date of birth and numbers. The key is not in the database.
create table search_token (
  token bytea not null check (octet_length(token) = 32),
  record uuid not null references person_record (id),
  primary key (token, record)
);
create index search_token_record on search_token (record);
alter table search_token enable row level security;
alter table search_token force row level security;
create policy search_token_read on search_token for select to breakwater_app
  using (exists (select from readable_person r where r.id = record));
create policy search_token_add on search_token for insert to breakwater_app
  with check (exists (select from writable_person w where w.id = record));
create policy search_token_remove on search_token for delete to breakwater_app
  using (exists (select from writable_person w where w.id = record));
create policy search_token_match on search_token for select to breakwater_matcher
  using (exists (select from person_record p where p.id = record)
    and nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, delete on search_token to breakwater_app;
grant select on search_token to breakwater_matcher;

-- Whom to ring at an agency. For everyone signed in; administrators keep it.
create table duty_desk (
  agency uuid primary key references audience (id),
  name text not null,
  telephone text not null,
  hours text not null,
  changed_at timestamptz not null
);
alter table duty_desk enable row level security;
alter table duty_desk force row level security;
create policy duty_desk_read on duty_desk for select to breakwater_app
  using (exists (select from readable where record = 'd0880a86-babd-8132-87a4-8ccd254d8393'));
create policy duty_desk_add on duty_desk for insert to breakwater_app
  with check (exists (select from writable where record = 'd0880a86-babd-8132-87a4-8ccd254d8393'));
create policy duty_desk_change on duty_desk for update to breakwater_app
  using (exists (select from writable where record = 'd0880a86-babd-8132-87a4-8ccd254d8393'));
grant select, insert, update on duty_desk to breakwater_app;

-- That somebody asked whether a person is known, to space the questions out. It holds nobody's name: the ledger has the rest.
create table known_question (
  id uuid primary key,
  actor uuid not null,
  asked_at timestamptz not null
);
create index known_question_actor on known_question (actor, asked_at);
alter table known_question enable row level security;
alter table known_question force row level security;
create policy known_question_own on known_question for select to breakwater_app
  using (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy known_question_ask on known_question for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from readable where record = '9ec335b4-444f-81b2-8a18-9a06ff949510'));
grant select, insert on known_question to breakwater_app;

-- One record opened in an emergency, by somebody without access to it, and what the governance lead says of it.
create table break_glass (
  id uuid primary key,
  record uuid not null,
  agency uuid not null,
  actor uuid not null,
  opened_at timestamptz not null,
  ends timestamptz not null check (ends <= opened_at + interval '3 hours'),
  why text not null check (why <> ''),
  reviewed_by uuid,
  reviewed_at timestamptz,
  outcome text check (outcome in ('in order', 'not in order')),
  words text,
  check (reviewed_by <> actor),
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_at is null) = (outcome is null)
    and (outcome is null) = (words is null))
);
create index break_glass_opened on break_glass (opened_at desc, id);
alter table break_glass enable row level security;
alter table break_glass force row level security;
create policy break_glass_read on break_glass for select to breakwater_app
  using (actor = nullif(current_setting('app.actor', true), '')::uuid
    or exists (select from readable where record = '750cd45c-7018-8925-a4cf-a0e6fa26b179'));
create policy break_glass_open on break_glass for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid and reviewed_by is null
    and exists (select from writable where record = 'e2f4f91a-62ba-875f-a532-7b30cb7b4a42'));
create policy break_glass_review on break_glass for update to breakwater_app
  using (reviewed_at is null and actor <> nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from writable where record = '750cd45c-7018-8925-a4cf-a0e6fa26b179'))
  with check (reviewed_by = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert on break_glass to breakwater_app;
grant update (reviewed_by, reviewed_at, outcome, words) on break_glass to breakwater_app;

-- Somebody asks to open a sealed record, and a second person decides.
create table seal_request (
  id uuid primary key,
  record uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  why text not null check (why <> ''),
  decided_by uuid,
  decided_at timestamptz,
  agreed boolean,
  words text,
  check (decided_by <> asked_by),
  check ((decided_by is null) = (decided_at is null) and (decided_at is null) = (agreed is null) and (agreed is null) = (words is null))
);
create index seal_request_record on seal_request (record, asked_at);
alter table seal_request enable row level security;
alter table seal_request force row level security;
create policy seal_request_read on seal_request for select to breakwater_app
  using (asked_by = nullif(current_setting('app.actor', true), '')::uuid
    or exists (select from readable where record = '750cd45c-7018-8925-a4cf-a0e6fa26b179')
    or exists (select from manageable m where m.record = seal_request.record));
create policy seal_request_ask on seal_request for insert to breakwater_app
  with check (asked_by = nullif(current_setting('app.actor', true), '')::uuid and decided_by is null
    and exists (select from knowable k where k.record = seal_request.record));
create policy seal_request_decide on seal_request for update to breakwater_app
  using (decided_at is null and asked_by <> nullif(current_setting('app.actor', true), '')::uuid
    and (exists (select from writable where record = '750cd45c-7018-8925-a4cf-a0e6fa26b179')
      or exists (select from manageable m where m.record = seal_request.record)))
  with check (decided_by = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert on seal_request to breakwater_app;
grant update (decided_by, decided_at, agreed, words) on seal_request to breakwater_app;
