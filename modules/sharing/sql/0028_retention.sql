-- How records end. A record goes when its time is over and people agreed; while it is on hold nothing removes it. The system
-- actor `retention` does the work: it reads opaque ids, days and dates of birth, never a name or a word that somebody wrote, and
-- the policies below let it remove only what `removable` lists. Not even the job can remove a record that nobody approved.
-- 7cb4f70f-750e-8747-86ba-dc0a54a8ffec stands for the queue: governance manages it, chairs take part.

-- A record whose time is over, as the last look found it. Its title names nobody.
create table retention_item (
  record uuid primary key,
  kind text not null,
  schedule text not null,
  title text not null,
  counts_from date not null,
  due_on date not null,
  -- Its time is over, or the person asked for it to go before that and the request was upheld.
  ground text not null default 'time over' check (ground in ('time over', 'asked for')),
  -- How many people agree before it goes: two where the record is of a child, or of somebody whose age is not known, or goes
  -- before its time; none where it names nobody and its schedule says so.
  people smallint not null check (people between 0 and 2),
  -- What still stands on it, in words; it cannot go before that.
  waits_for text not null default '',
  -- The look that found it last.
  look uuid not null,
  check (people > 0 or kind = 'tension'),
  check (people = 2 or ground = 'time over')
);
create index retention_item_due on retention_item (due_on, record);
alter table retention_item enable row level security;
alter table retention_item force row level security;
create policy retention_item_read on retention_item for select to breakwater_app
  using ('7cb4f70f-750e-8747-86ba-dc0a54a8ffec' in (select record from readable_collection));
create policy retention_item_look on retention_item for all to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on retention_item to breakwater_app;
grant select, insert, update, delete on retention_item to breakwater_retention;

-- What people decided about a record. Rows are only added; they go with the record.
create table retention_event (
  id uuid primary key,
  record uuid not null,
  kind text not null,
  event text not null check (event in ('delete_approved', 'extended', 'hold_placed', 'hold_lifted')),
  -- Why it may go is one of a few grounds, because it stays in the certificate; the other reasons are in words.
  ground text check (ground in ('time over', 'asked for', 'kept by mistake')),
  why text not null default '',
  until date,
  actor uuid not null,
  at timestamptz not null default clock_timestamp(),
  check ((event = 'delete_approved') = (ground is not null)),
  check ((event = 'delete_approved') = (why = '')),
  check ((event = 'extended') = (until is not null))
);
create index retention_event_record on retention_event (record, at);
alter table retention_event enable row level security;
alter table retention_event force row level security;
create policy retention_event_read on retention_event for select to breakwater_app
  using ('7cb4f70f-750e-8747-86ba-dc0a54a8ffec' in (select record from readable_collection));
-- Only what stands in the queue can be approved or kept longer, and nobody says that its time is over where it is not. Lifting a hold is for whoever manages the queue.
create policy retention_event_decide on retention_event for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid and at between now() - interval '1 minute' and clock_timestamp()
    and '7cb4f70f-750e-8747-86ba-dc0a54a8ffec' in (select record from writable_collection)
    and (event = 'hold_placed'
      or event = 'hold_lifted' and '7cb4f70f-750e-8747-86ba-dc0a54a8ffec' in (select record from manageable_collection)
      or event in ('delete_approved', 'extended')
        and exists (select from retention_item i where i.record = retention_event.record and i.kind = retention_event.kind
          and (retention_event.ground is distinct from 'time over' or i.ground = 'time over'))));
create policy retention_event_forget on retention_event for all to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert on retention_event to breakwater_app;
grant select (id, record, kind, event, ground, until, actor, at), delete on retention_event to breakwater_retention;

-- Records that are on hold now.
create view held_record with (security_invoker = true) as
  select distinct e.record, e.kind from retention_event e
  where e.event = 'hold_placed' and not exists (select from retention_event l
    where l.record = e.record and l.event = 'hold_lifted' and l.at > e.at);
-- Records that may go: their time is over, nothing stands on them, nobody holds them, and as many people as are needed agreed
-- after the last hold or extension.
create view removable with (security_invoker = true) as
  select i.record, i.kind from retention_item i
  where i.waits_for = '' and i.due_on <= current_date
    and not exists (select from held_record h where h.record = i.record)
    and not exists (select from retention_event u where u.record = i.record and u.event = 'extended' and u.until > current_date)
    and (select count(distinct e.actor) from retention_event e where e.record = i.record and e.event = 'delete_approved'
      and not exists (select from retention_event l where l.record = e.record and l.event in ('hold_placed', 'extended') and l.at >= e.at))
      >= i.people;
grant select on held_record, removable to breakwater_app, breakwater_retention;

-- What is left of a removed record: that it was removed, how much, under which schedule and by whose decision. No name, no words.
create table retention_certificate (
  id uuid primary key,
  record uuid not null unique,
  kind text not null,
  schedule text not null,
  -- The schedule as it was, in words: the file of schedules can change.
  schedule_words text not null,
  counts_from date not null,
  due_on date not null,
  -- Who agreed, when, and on which ground; empty where the schedule needs nobody.
  approvals jsonb not null,
  -- How many rows went, by table.
  counts jsonb not null,
  removed_at timestamptz not null,
  -- The entry of the ledger that says so.
  entry uuid not null references ledger_entry (id)
);
create index retention_certificate_removed on retention_certificate (removed_at desc, id desc);
alter table retention_certificate enable row level security;
alter table retention_certificate force row level security;
create policy retention_certificate_read on retention_certificate for select to breakwater_app
  using ('7cb4f70f-750e-8747-86ba-dc0a54a8ffec' in (select record from readable_collection));
create policy retention_certificate_write on retention_certificate for insert to breakwater_retention
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on retention_certificate to breakwater_app;
grant insert on retention_certificate to breakwater_retention;

-- Each look at what is due: how many records of each kind, and what was cleared away that needs no decision.
create table retention_look (
  id uuid primary key,
  on_day date not null,
  at timestamptz not null,
  kinds jsonb not null,
  cleared jsonb not null
);
create index retention_look_at on retention_look (at desc);
alter table retention_look enable row level security;
alter table retention_look force row level security;
create policy retention_look_read on retention_look for select to breakwater_app
  using ('7cb4f70f-750e-8747-86ba-dc0a54a8ffec' in (select record from readable_collection));
create policy retention_look_write on retention_look for all to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on retention_look to breakwater_app;
grant select, insert, delete on retention_look to breakwater_retention;

-- The words in which migrations say how records end. A later migration uses the same four. Only the owner can run them.

-- A kind of record with a schedule: `retention` reads these columns of it, and removes what is removable.
create function retention_record(kept text, called text, columns text[]) returns void language plpgsql as $$
begin
  execute format('create policy %I on %I for select to breakwater_retention using (nullif(current_setting(''app.actor'', true), '''') is not null)',
    kept || '_due', kept);
  execute format('create policy %I on %I for delete to breakwater_retention using (nullif(current_setting(''app.actor'', true), '''') is not null
    and exists (select from removable r where r.record = %I.id and r.kind = %L))', kept || '_removal', kept, kept, called);
  execute format('grant select (%s), delete on %I to breakwater_retention', (select string_agg(quote_ident(c), ', ') from unnest(columns) c), kept);
end $$;

-- A part goes with its record: every key from it to that table cascades, and `retention` may count it, by its keys alone.
create function retention_part(part text, whole text) returns void language plpgsql as $$
declare
  link record;
  follows text[] := '{}';
begin
  for link in select c.conname, a.attname, k.attname as key from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      join pg_attribute k on k.attrelid = c.confrelid and k.attnum = c.confkey[1]
      where c.contype = 'f' and c.conrelid = part::regclass and c.confrelid = whole::regclass and cardinality(c.conkey) = 1 loop
    execute format('alter table %I drop constraint %I, add constraint %I foreign key (%I) references %I on delete cascade',
      part, link.conname, link.conname, link.attname, whole);
    execute format('grant select (%I) on %I to breakwater_retention', link.attname, part);
    follows := follows || format('exists (select from %I w where w.%I = %I.%I)', whole, link.key, part, link.attname);
  end loop;
  execute format('create policy %I on %I for select to breakwater_retention using (nullif(current_setting(''app.actor'', true), '''') is not null and (%s))',
    part || '_of_' || whole, part, array_to_string(follows, ' or '));
  execute (select format('grant select (%s) on %I to breakwater_retention', string_agg(quote_ident(a.attname), ', '), part)
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'p' and c.conrelid = part::regclass);
end $$;

-- A row that names a record of another module by its id alone, and goes with it.
create function retention_mention(mentions text, named text) returns void language plpgsql as $$
begin
  if not exists (select from pg_policy where polrelid = mentions::regclass and polname = mentions || '_due') then
    execute format('create policy %I on %I for select to breakwater_retention using (nullif(current_setting(''app.actor'', true), '''') is not null
      and exists (select from removable r where r.record = %I.%I))', mentions || '_names_' || named, mentions, mentions, named);
  end if;
  execute format('create policy %I on %I for delete to breakwater_retention using (nullif(current_setting(''app.actor'', true), '''') is not null
    and exists (select from removable r where r.record = %I.%I))', mentions || '_goes_with_' || named, mentions, mentions, named);
  execute format('grant select (%I), delete on %I to breakwater_retention', named, mentions);
  execute (select format('grant select (%s) on %I to breakwater_retention', string_agg(quote_ident(a.attname), ', '), mentions)
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'p' and c.conrelid = mentions::regclass);
end $$;

-- While a row of the first table names a record in this column, the record of the second table cannot go.
create function retention_waits(standing text, named text, kept text) returns void language plpgsql as $$
begin
  execute format('create policy %I on %I as restrictive for delete to breakwater_retention using (nullif(current_setting(''app.actor'', true), '''') is not null
    and not exists (select from %I s where s.%I = %I.id))', kept || '_waits_for_' || standing || '_' || named, kept, standing, named, kept);
  execute format('grant select (%I) on %I to breakwater_retention', named, standing);
end $$;
revoke execute on function retention_record(text, text, text[]), retention_part(text, text), retention_mention(text, text),
  retention_waits(text, text, text) from public;

-- What of the platform goes with a record: who had access to it, drafts and work that name it, and its readable ledger detail,
-- which 0002 allows. The entries of the ledger stay, by opaque id.
create policy access_retention on access for all to breakwater_retention
  using (not collection and nullif(current_setting('app.actor', true), '') is not null);
grant delete on access to breakwater_retention;
-- A case's team is an audience of its own, whose key is the case.
create policy audience_of_record on audience for delete to breakwater_retention
  using (kind = 'case' and nullif(current_setting('app.actor', true), '') is not null
    and exists (select from removable r where r.record::text = audience.key));
create policy membership_of_record on membership for all to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null and exists (select from audience a
    join removable r on r.record::text = a.key where a.id = membership.audience and a.kind = 'case'));
grant delete on audience, membership to breakwater_retention;
create policy draft_names_record on draft for select to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null
    and exists (select from removable r where r.record = draft.amends or draft.answers::text like '%' || r.record || '%'));
create policy draft_goes_with_record on draft for delete to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null
    and exists (select from removable r where r.record = draft.amends or draft.answers::text like '%' || r.record || '%'));
grant select on audience to breakwater_retention;
-- Some policies are for every role and ask these; `retention` belongs to no audience and is answered nothing by them.
grant select on knowable, writable, manageable, writable_collection, manageable_collection, unsealed to breakwater_retention;
alter table outbox drop constraint outbox_job_fkey, add constraint outbox_job_fkey foreign key (job) references job (id) on delete cascade;
-- Work that ended three months ago, and work whose payload names a record that goes.
create policy job_ended on job for all to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null
    and (finished_at < now() - interval '90 days'
      or exists (select from removable r where job.payload::text like '%' || r.record || '%')));
grant select (id, payload, finished_at), delete on job to breakwater_retention;
create policy ledger_entry_of_record on ledger_entry for select to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, at, action, subject) on ledger_entry to breakwater_retention;

-- What needs nobody's decision: sessions that are over, waits that are over, and the rows of a file that could not be read.
create policy session_over on session for all to breakwater_retention
  using (ends_at < now() and nullif(current_setting('app.actor', true), '') is not null);
grant select (id, ends_at), delete on session to breakwater_retention;
create policy throttle_over on throttle for all to breakwater_retention
  using (coalesce(wait_until, failed_at, '-infinity') < now() - interval '1 day'
    and coalesce(failed_at, '-infinity') < now() - interval '1 day' and nullif(current_setting('app.actor', true), '') is not null);
grant select (key, failed_at, wait_until), delete on throttle to breakwater_retention;
create policy import_batch_old on import_batch for select to breakwater_retention
  using (started_at < now() - interval '90 days' and nullif(current_setting('app.actor', true), '') is not null);
grant select (id, started_at) on import_batch to breakwater_retention;
create policy import_rejection_old on import_rejection for all to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null and exists (select from import_batch b where b.id = import_rejection.batch));
grant select (batch), delete on import_rejection to breakwater_retention;

-- The records of this module. A decision about sharing, and a request of a person about their own data, are proof and have a
-- time of their own: the record of the person waits for them.
select retention_record('disclosure', 'disclosure', '{id, asked_at, decided_on, subject, subject_kind}');
select retention_part('disclosure_recipient', 'disclosure');
select retention_record('subject_request', 'subject request', '{id, received_on, born}');
select retention_part('subject_request_event', 'subject_request');
grant select (event, on_day) on subject_request_event to breakwater_retention;
select retention_part('subject_request_record', 'subject_request');
select retention_part('subject_section_choice', 'subject_request');

-- A decision on a request for erasure says whether it was upheld. What the request names is then what was open for it on that day:
-- a record that was closed before, because it is about somebody else, is not among it.
alter table subject_request_event add column outcome text
  check (outcome is null or outcome in ('upheld', 'not upheld') and event = 'decided');
create view erasure_upheld with (security_invoker = true) as
  select o.record, min(e.on_day) as decided_on from subject_request r
    join subject_request_event e on e.request = r.id and e.outcome = 'upheld'
    join subject_request_record o on o.request = r.id and (o.closed_at is null or o.closed_at >= e.recorded_at)
  where r.right_asked = 'erasure' group by o.record;
-- A person's record waits for requests about it. Where one of them is to remove it, only those that are not answered yet count: the
-- answered ones would hold back what was asked for.
create view request_standing with (security_invoker = true) as
  select o.id, o.record from subject_request_record o
  where not exists (select from erasure_upheld u where u.record = o.record)
    or o.closed_at is null and not exists (select from subject_request_event e
      where e.request = o.request and e.event in ('sent', 'decided', 'refused'));
grant select (right_asked) on subject_request to breakwater_retention;
grant select (outcome, recorded_at) on subject_request_event to breakwater_retention;
grant select (record, closed_at) on subject_request_record to breakwater_retention;
grant select on erasure_upheld, request_standing to breakwater_retention;

-- What a schedule needs to know of each record: from which day its time counts (null while it is open), whether it is of a
-- person and when they were born. Each kind of record has such a view, with these columns; that of decisions about sharing
-- stands with people, who know whom they are about.
create view subject_request_due with (security_invoker = true) as
  select r.id, 'subject_request'::text as schedule,
    'Request of a person about their own data, of ' || to_char(r.received_on, 'FMDD FMMonth YYYY') as title,
    (select max(e.on_day) from subject_request_event e where e.request = r.id and e.event in ('sent', 'decided', 'refused')) as counts_from,
    r.born, true as of_person
  from subject_request r;
grant select on subject_request_due to breakwater_retention;
