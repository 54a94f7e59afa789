-- One person across agencies: what the matcher reads and keeps, the review of pairs, families and languages, feeds.
--
-- Agencies' records stay theirs. The matcher reads the names, dates, numbers and ordinary postcodes of open records of help
-- (its own policy of 0016 hides all others), compares them in memory, and keeps here which records it holds to be one person.
-- Nothing of it opens a record. What a person decides about a pair stands in person_match, beside what was said by hand.

alter table person_record add column changed_at timestamptz not null default clock_timestamp();
create index person_record_changed on person_record (changed_at);
grant update (changed_at) on person_record to breakwater_app, breakwater_grantor;
grant select (given_name, family_name, other_names, born, born_precision, sex, changed_at) on person_record to breakwater_matcher;
create policy person_identifier_match on person_identifier for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null and exists (select from person_record p where p.id = person));
create policy person_address_match on person_address for select to breakwater_matcher
  using (class = 'ordinary' and nullif(current_setting('app.actor', true), '') is not null
    and exists (select from person_record p where p.id = person));
grant select on person_identifier, person_address to breakwater_matcher;

-- A place for the consistent identifier of section 16LC of the Children Act 2004. It is off: one migration that drops the
-- second of these two checks puts it on, once regulations name the number and those who may use it.
alter table person_identifier drop constraint person_identifier_scheme_check;
alter table person_identifier add constraint person_identifier_scheme_check check (scheme in ('nhs', 'upn', 'pnc', 'consistent'));
alter table person_identifier add constraint consistent_identifier_off check (scheme <> 'consistent');

-- Who somebody is to them. What it does to them is said of the tie, never of the other person. Seen only by those who may
-- read both records, where the other has one.
create table person_tie (
  id uuid primary key,
  person uuid not null references person_record (id) on delete cascade,
  other uuid references person_record (id) on delete cascade,
  other_name text not null,
  kind text not null check (kind in ('parent', 'step-parent', 'grandparent', 'other relative', 'brother or sister', 'twin',
    'child', 'partner', 'former partner', 'carer', 'friend', 'trusted adult', 'worker', 'somebody who harms')),
  effect text not null check (effect in ('protective', 'risk', 'both', 'not known')),
  responsibility text not null check (responsibility in ('yes', 'no', 'not known')),
  since date,
  until date,
  why text not null check (why <> ''),
  added_at timestamptz not null,
  added_by uuid not null,
  check (other is not null or other_name <> ''),
  check (other is distinct from person),
  check (until >= since)
);
create index person_tie_person on person_tie (person);
create index person_tie_other on person_tie (other);
alter table person_tie enable row level security;
alter table person_tie force row level security;
create policy person_tie_read on person_tie for select to breakwater_app
  using (exists (select from readable_person r where r.id = person)
    and (other is null or exists (select from readable_person r where r.id = other)));
create policy person_tie_add on person_tie for insert to breakwater_app
  with check (added_by = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from writable_person w where w.id = person)
    and (other is null or exists (select from readable_person r where r.id = other)));
create policy person_tie_remove on person_tie for delete to breakwater_app
  using (exists (select from writable_person w where w.id = person));
grant select, insert, delete on person_tie to breakwater_app;

create table person_language (
  id uuid primary key,
  person uuid not null references person_record (id) on delete cascade,
  language text not null check (language <> ''),
  need text not null check (need in ('speaks', 'first language', 'needs an interpreter', 'signs'))
);
create index person_language_person on person_language (person);
alter table person_language enable row level security;
alter table person_language force row level security;
create policy person_language_read on person_language for select to breakwater_app
  using (exists (select from readable_person r where r.id = person));
create policy person_language_add on person_language for insert to breakwater_app
  with check (exists (select from writable_person w where w.id = person));
create policy person_language_remove on person_language for delete to breakwater_app
  using (exists (select from writable_person w where w.id = person));
grant select, insert, delete on person_language to breakwater_app;

-- Which records the matcher holds to be one person: a lasting number for each. `seen` is the change of the record that was
-- matched last, so that whatever came later is found and matched, by whichever process looks next.
create table person_cluster (
  record uuid primary key references person_record (id) on delete cascade,
  cluster uuid not null,
  seen timestamptz not null
);
create index person_cluster_cluster on person_cluster (cluster);
alter table person_cluster enable row level security;
alter table person_cluster force row level security;
create policy person_cluster_matcher on person_cluster for all to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, update, delete on person_cluster to breakwater_matcher;

-- Two agencies' records that are worth a look. The score is of the pair, and is no probability: nobody has labelled it.
-- Reviewers of the partnership read every pair; a reviewer of an agency, the pairs in which it holds a record.
create table match_pair (
  id uuid primary key,
  one uuid not null references person_record (id) on delete cascade,
  other uuid not null references person_record (id) on delete cascade,
  agency_one uuid not null,
  agency_other uuid not null,
  weight real not null,
  score real not null check (score between 0 and 1),
  apart boolean not null,
  found_at timestamptz not null,
  unique (one, other),
  check (one < other)
);
create index match_pair_other on match_pair (other);
create index match_pair_score on match_pair (score desc, id);
alter table match_pair enable row level security;
alter table match_pair force row level security;
create policy match_pair_read on match_pair for select to breakwater_app
  using (exists (select from readable_collection c where c.record = 'a89ec41b-6a99-837f-be13-254b68903b89')
    and (exists (select from readable_collection c where c.record = '91487bad-ba05-8e7e-9167-7a632f12a27e')
      or exists (select from membership m where m.audience in (agency_one, agency_other)
        and m.actor = nullif(current_setting('app.actor', true), '')::uuid
        and m.starts <= now() and (m.ends is null or m.ends > now()))));
create policy match_pair_matcher on match_pair for all to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on match_pair to breakwater_app;
grant select, insert, update, delete on match_pair to breakwater_matcher;

-- What a reviewer said of a pair. A second reviewer reads nobody's answer but their own: the matcher alone sees both.
create table match_review (
  id uuid primary key,
  pair uuid not null references match_pair (id) on delete cascade,
  said text not null check (said in ('same', 'not same', 'cannot tell', 'ask')),
  why text not null check (why <> ''),
  second boolean not null,
  score real not null,
  at timestamptz not null,
  actor uuid not null
);
create index match_review_pair on match_review (pair, at);
alter table match_review enable row level security;
alter table match_review force row level security;
create policy match_review_own on match_review for select to breakwater_app
  using (actor = nullif(current_setting('app.actor', true), '')::uuid and exists (select from match_pair p where p.id = pair));
create policy match_review_add on match_review for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid and exists (select from match_pair p where p.id = pair));
create policy match_review_matcher on match_review for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert on match_review to breakwater_app;
grant select on match_review to breakwater_matcher;

-- What a reviewer decides of a pair is kept with what is said by those who read both records.
create policy person_match_review on person_match for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from match_pair p where p.one = person_match.one and p.other = person_match.other));
create policy person_match_matcher on person_match for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select on person_match to breakwater_matcher;

-- Each merge and split of what is held to be one person: who or what did it, why, and where every record stood before and
-- after. Rows are only added; an undoing is an event of its own.
create table cluster_event (
  id uuid primary key,
  kind text not null check (kind in ('merged', 'split', 'rearranged')),
  cause text not null check (cause in ('score', 'said', 'undone')),
  one uuid references person_record (id) on delete cascade,
  other uuid references person_record (id) on delete cascade,
  why text not null,
  at timestamptz not null,
  actor uuid not null
);
create index cluster_event_one on cluster_event (one, other);
create index cluster_event_at on cluster_event (at desc, id desc);
create table cluster_event_record (
  event uuid not null references cluster_event (id) on delete cascade,
  record uuid not null references person_record (id) on delete cascade,
  before uuid,
  after uuid,
  primary key (event, record)
);
create index cluster_event_record_record on cluster_event_record (record);
alter table cluster_event enable row level security;
alter table cluster_event force row level security;
alter table cluster_event_record enable row level security;
alter table cluster_event_record force row level security;
create policy cluster_event_read on cluster_event for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null
    and exists (select from match_pair p where p.one = cluster_event.one and p.other = cluster_event.other));
create policy cluster_event_matcher on cluster_event for all to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
create policy cluster_event_record_matcher on cluster_event_record for all to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on cluster_event to breakwater_app;
grant select, insert on cluster_event, cluster_event_record to breakwater_matcher;

-- How the columns of an agency's file are read. Kept, so that nobody says it twice.
create table feed_mapping (
  id uuid primary key,
  agency uuid not null references audience (id),
  name text not null check (name <> ''),
  columns jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid not null
);
create index feed_mapping_agency on feed_mapping (agency);
-- Which records a file brought. `reference` is the agency's own, or a digest of the row where it gives none.
create table feed_row (
  record uuid primary key references person_record (id) on delete cascade,
  batch uuid not null,
  agency uuid not null references audience (id),
  reference text not null
);
create index feed_row_batch on feed_row (batch);
create index feed_row_reference on feed_row (agency, reference);
-- Files that the generator of the example made: the only personal ones that a demonstration takes. Put here at its first
-- start and never after.
create table synthetic_file (
  id uuid primary key,
  agency uuid not null references audience (id),
  name text not null,
  kind text not null check (kind in ('people', 'notices')),
  columns jsonb not null,
  content text not null
);
alter table feed_mapping enable row level security;
alter table feed_mapping force row level security;
alter table feed_row enable row level security;
alter table feed_row force row level security;
alter table synthetic_file enable row level security;
alter table synthetic_file force row level security;
create view own_agency with (security_invoker = true) as
  select m.audience as id from membership m join audience a on a.id = m.audience
  where a.kind = 'agency' and m.actor = nullif(current_setting('app.actor', true), '')::uuid
    and m.starts <= now() and (m.ends is null or m.ends > now());
grant select on own_agency to breakwater_app;
do $$
declare it text;
begin
  foreach it in array array['feed_mapping', 'feed_row'] loop
    execute format('create policy %I on %I for all to breakwater_app
      using (exists (select from writable_collection w where w.record = %L) and exists (select from own_agency o where o.id = agency))
      with check (exists (select from writable_collection w where w.record = %L) and exists (select from own_agency o where o.id = agency))',
      it || '_own', it, '1da16788-1416-8fe8-80ce-0191a7e58945', '1da16788-1416-8fe8-80ce-0191a7e58945');
  end loop;
end $$;
create policy synthetic_file_read on synthetic_file for select to breakwater_app
  using (exists (select from own_agency o where o.id = agency)
    and exists (select from writable_collection w
      where w.record in ('1da16788-1416-8fe8-80ce-0191a7e58945', '22b71f24-3a6a-8ed2-a86e-d67cea9c733c')));
create policy synthetic_file_add on synthetic_file for insert to breakwater_migrator
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, update, delete on feed_mapping to breakwater_app;
grant select, insert, delete on feed_row to breakwater_app;
grant select on synthetic_file to breakwater_app;
grant insert on synthetic_file to breakwater_migrator;
-- A load is undone whole: only records that it brought, by their own agency.
create policy person_record_undo on person_record for delete to breakwater_app
  using (exists (select from feed_row f where f.record = person_record.id)
    and exists (select from writable w where w.record = person_record.id)
    and exists (select from writable w where w.record = person_record.collection));
grant delete on person_record to breakwater_app;

-- All of it goes with the record: see modules/sharing/sql/0028_retention.sql.
select retention_part(part, 'person_record') from unnest(array['person_tie', 'person_language', 'person_cluster', 'match_pair',
  'cluster_event', 'cluster_event_record', 'feed_row']) part;
select retention_part('match_review', 'match_pair');
select retention_part('cluster_event_record', 'cluster_event');
