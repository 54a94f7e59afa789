-- What was shared with whom under which law, and the papers that sharing stands on. Three collections stand for kinds of
-- people: 9778f41f-0144-87eb-ac37-0efd873249c3 for who answers for every disclosure, 9f9b53a1-17f6-8934-84cc-0fbca3f96689 for
-- who may decide to share, and 5a5406f1-51f5-8426-bbb4-8643826252af for who may read what their agency received.

-- A question about sharing, and the decision on it. Once decided it never changes. Ids are those of the law's files.
create table disclosure (
  id uuid primary key,
  asked_at timestamptz not null,
  asked_by uuid not null,
  -- The record it is about, named without a foreign key, and what a reader sees of it: initials or a reference.
  subject_kind text check (subject_kind ~ '^[a-z][a-z-]{1,40}$'),
  subject uuid,
  subject_label text not null default '',
  from_agency uuid not null references agency (id),
  from_function text not null,
  to_agency uuid not null references agency (id),
  to_function text not null,
  information text[] not null check (cardinality(information) > 0),
  purpose text not null,
  circumstances text[] not null,
  necessity text not null,
  proportionality text not null,
  -- The law that somebody had in mind, before the rules were asked.
  quoted_gateway text,
  decision text check (decision in ('shared', 'not_shared')),
  decided_on date,
  decided_at timestamptz,
  authorised_by jsonb,
  gateway text,
  -- What the rules said of the gateway on that day.
  gateway_answer text check (gateway_answer in ('can', 'confirm')),
  basis jsonb,
  what_was_shared text,
  confidence text,
  told jsonb,
  consent_to_service text,
  no_consent_reasons text[],
  policy_document text,
  confirmed_by jsonb,
  second_authoriser jsonb,
  reason text,
  explanation text,
  look_again_on date,
  check ((subject is null) = (subject_kind is null)),
  check ((decision is null) = (decided_on is null) and (decision is null) = (decided_at is null) and (decision is null) = (authorised_by is null)),
  check ((decision is not distinct from 'shared') = (gateway is not null and gateway_answer is not null and basis is not null
    and what_was_shared is not null)),
  check ((decision is not distinct from 'not_shared') = (reason is not null and explanation is not null))
);
create index disclosure_asked on disclosure (asked_at desc, id desc);
create index disclosure_subject on disclosure (subject);
alter table disclosure enable row level security;
alter table disclosure force row level security;
create policy disclosure_read on disclosure for select
  using ('9778f41f-0144-87eb-ac37-0efd873249c3' in (select record from readable_collection)
    or exists (select from writable where record = id)
    or (exists (select from readable where record = id) and '5a5406f1-51f5-8426-bbb4-8643826252af' in (select record from readable_collection)));
create policy disclosure_ask on disclosure for insert
  with check (asked_by = nullif(current_setting('app.actor', true), '')::uuid and decision is null
    and '9f9b53a1-17f6-8934-84cc-0fbca3f96689' in (select record from writable_collection));
create policy disclosure_decide on disclosure for update
  using (exists (select from writable where record = id) and decision is null)
  with check (exists (select from writable where record = id) and decision is not null);
grant select, insert on disclosure to breakwater_app;
grant update (decision, decided_on, decided_at, authorised_by, gateway, gateway_answer, basis, what_was_shared, confidence, told,
  consent_to_service, no_consent_reasons, policy_document, confirmed_by, second_authoriser, reason, explanation, look_again_on)
  on disclosure to breakwater_app;

-- The people who received it, in the order in which they were written down.
create table disclosure_recipient (
  disclosure uuid not null references disclosure (id),
  position smallint not null check (position > 0),
  name text not null,
  role text not null,
  primary key (disclosure, position)
);
alter table disclosure_recipient enable row level security;
alter table disclosure_recipient force row level security;
create policy disclosure_recipient_read on disclosure_recipient for select
  using ('9778f41f-0144-87eb-ac37-0efd873249c3' in (select record from readable_collection)
    or exists (select from writable where record = disclosure)
    or (exists (select from readable where record = disclosure) and '5a5406f1-51f5-8426-bbb4-8643826252af' in (select record from readable_collection)));
create policy disclosure_recipient_add on disclosure_recipient for insert
  with check (exists (select from writable where record = disclosure));
grant select, insert on disclosure_recipient to breakwater_app;

-- Sharing agreements, records of processing and appropriate policy documents. They name no one who is helped.
-- d5198f33-e836-8073-bc96-e7b74942471e stands for all of them.
create table sharing_document (
  id uuid primary key,
  kind text not null check (kind in ('agreement', 'processing', 'policy')),
  title text not null,
  parties uuid[] not null check (cardinality(parties) > 0),
  purposes text[] not null,
  information text[] not null,
  bases text[] not null,
  -- What is shared or held, about whom, and how it is kept safe, each in a sentence or more.
  data_sets text not null,
  people text not null,
  security text not null,
  -- The kind of record in the retention schedule.
  retention text,
  reference text not null,
  signed_on date,
  review_on date not null,
  ended_on date,
  synthetic boolean not null default false,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid not null
);
alter table sharing_document enable row level security;
alter table sharing_document force row level security;
create policy sharing_document_read on sharing_document for select to breakwater_app
  using ('d5198f33-e836-8073-bc96-e7b74942471e' in (select record from readable_collection));
create policy sharing_document_add on sharing_document for insert to breakwater_app
  with check ('d5198f33-e836-8073-bc96-e7b74942471e' in (select record from writable_collection)
    and changed_by = nullif(current_setting('app.actor', true), '')::uuid);
create policy sharing_document_change on sharing_document for update to breakwater_app
  using ('d5198f33-e836-8073-bc96-e7b74942471e' in (select record from writable_collection))
  with check (changed_by = nullif(current_setting('app.actor', true), '')::uuid);
create policy sharing_document_example on sharing_document for all to breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (synthetic and changed_by = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert on sharing_document to breakwater_app, breakwater_migrator;
grant update on sharing_document to breakwater_app;

-- Data-protection and equality assessments of a cohort or a model. Whoever wrote one can never approve it.
-- 108d68c9-80d9-824a-bce8-9aaeb009fe24 stands for all of them.
create table impact_assessment (
  id uuid primary key,
  kind text not null check (kind in ('data_protection', 'equality')),
  subject_kind text not null check (subject_kind in ('cohort', 'model')),
  subject_key text not null check (subject_key ~ '^[a-z][a-z0-9.-]{1,60}$'),
  subject_name text not null,
  summary text not null,
  risks text not null,
  measures text not null,
  reference text not null,
  written_at timestamptz not null,
  written_by uuid not null,
  approved_on date,
  approved_by uuid,
  approved_as text,
  review_on date,
  expires_on date,
  withdrawn_on date,
  withdrawn_why text,
  synthetic boolean not null default false,
  check ((approved_by is null) = (approved_on is null) and (approved_by is null) = (approved_as is null)
    and (approved_by is null) = (review_on is null) and (approved_by is null) = (expires_on is null)),
  check (approved_by <> written_by),
  check (approved_on <= review_on and review_on <= expires_on),
  check ((withdrawn_on is null) = (withdrawn_why is null))
);
create index impact_assessment_subject on impact_assessment (subject_kind, subject_key);
alter table impact_assessment enable row level security;
alter table impact_assessment force row level security;
create policy impact_assessment_read on impact_assessment for select to breakwater_app
  using ('108d68c9-80d9-824a-bce8-9aaeb009fe24' in (select record from readable_collection));
create policy impact_assessment_write on impact_assessment for insert to breakwater_app
  with check ('108d68c9-80d9-824a-bce8-9aaeb009fe24' in (select record from writable_collection)
    and written_by = nullif(current_setting('app.actor', true), '')::uuid and approved_by is null);
create policy impact_assessment_settle on impact_assessment for update to breakwater_app
  using ('108d68c9-80d9-824a-bce8-9aaeb009fe24' in (select record from manageable_collection) and withdrawn_on is null)
  with check (approved_by = nullif(current_setting('app.actor', true), '')::uuid or withdrawn_on is not null);
create policy impact_assessment_example on impact_assessment for all to breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (synthetic and approved_by is null and written_by = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert on impact_assessment to breakwater_app, breakwater_migrator;
grant update (approved_on, approved_by, approved_as, review_on, expires_on, withdrawn_on, withdrawn_why) on impact_assessment to breakwater_app;
