-- Somebody asks what is held on them, or asks for it to be put right or removed. 24c89a3f-219e-8a0a-abd3-6012668cbac9 stands for
-- the right to answer: only the governance lead holds it. Every table of personal data has a policy that asks for it too, so
-- that a record opened to the governance lead for one request shows what is needed and to nobody else.

create table subject_request (
  id uuid primary key,
  right_asked text not null check (right_asked in ('access', 'correction', 'erasure', 'objection')),
  given_name text not null,
  family_name text not null,
  born date not null,
  -- Who writes to us, and why they may: themselves, a parent, somebody with their authority.
  asked_by text not null check (asked_by <> ''),
  capacity text not null check (capacity in ('themselves', 'parental responsibility', 'authority', 'court')),
  what text not null default '',
  received_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  check (given_name <> '' or family_name <> '')
);
alter table subject_request enable row level security;
alter table subject_request force row level security;
create policy subject_request_read on subject_request for select to breakwater_app
  using ('24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from readable_collection));
create policy subject_request_add on subject_request for insert to breakwater_app
  with check (made_by = nullif(current_setting('app.actor', true), '')::uuid
    and '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from writable_collection));
grant select, insert on subject_request to breakwater_app;

-- What happened to it, day by day. The state and the day by which it is owed follow from these.
create table subject_request_event (
  id uuid primary key,
  request uuid not null references subject_request (id),
  event text not null check (event in ('identity asked', 'identity proved', 'more asked', 'more given', 'extended', 'pack made',
    'sent', 'decided', 'refused')),
  on_day date not null,
  why text not null check (why <> ''),
  -- What was handed over, as a digest: the pack itself is not kept twice.
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  actor uuid not null,
  recorded_at timestamptz not null
);
create index subject_request_event_request on subject_request_event (request, on_day, recorded_at);
alter table subject_request_event enable row level security;
alter table subject_request_event force row level security;
create policy subject_request_event_read on subject_request_event for select to breakwater_app
  using ('24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from readable_collection));
create policy subject_request_event_add on subject_request_event for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from writable_collection));
grant select, insert on subject_request_event to breakwater_app;

-- A record that was opened to answer the request, until when, and when it was closed again.
create table subject_request_record (
  id uuid primary key,
  request uuid not null references subject_request (id),
  record uuid not null,
  title text not null,
  agency text not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  until timestamptz not null check (until <= opened_at + interval '30 days 1 hour'),
  closed_at timestamptz,
  closed_why text,
  check ((closed_at is null) = (closed_why is null))
);
create index subject_request_record_request on subject_request_record (request, opened_at);
alter table subject_request_record enable row level security;
alter table subject_request_record force row level security;
create policy subject_request_record_read on subject_request_record for select to breakwater_app
  using ('24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from readable_collection));
create policy subject_request_record_add on subject_request_record for insert to breakwater_app
  with check (opened_by = nullif(current_setting('app.actor', true), '')::uuid and closed_at is null
    and '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from writable_collection));
create policy subject_request_record_close on subject_request_record for update to breakwater_app
  using (closed_at is null and '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from writable_collection))
  with check (closed_at is not null and nullif(current_setting('app.actor', true), '') is not null);
grant select, insert on subject_request_record to breakwater_app;
grant update (closed_at, closed_why) on subject_request_record to breakwater_app;

-- What the governance lead decided about one section of the pack. The last one written counts; a release counts only for the
-- words that were read.
create table subject_section_choice (
  id uuid primary key,
  request uuid not null references subject_request (id),
  section text not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  choice text not null check (choice in ('hand over', 'withhold')),
  ground text check (ground in ('somebody else', 'serious harm', 'child abuse', 'crime', 'legal advice')),
  why text not null check (why <> ''),
  actor uuid not null,
  chosen_at timestamptz not null,
  check ((choice = 'withhold') = (ground is not null))
);
create index subject_section_choice_request on subject_section_choice (request, section, chosen_at);
alter table subject_section_choice enable row level security;
alter table subject_section_choice force row level security;
create policy subject_section_choice_read on subject_section_choice for select to breakwater_app
  using ('24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from readable_collection));
create policy subject_section_choice_add on subject_section_choice for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from writable_collection));
grant select, insert on subject_section_choice to breakwater_app;
