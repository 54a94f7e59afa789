-- A second person agrees before a record is opened to answer a request of the person about their own data: whoever asked for it
-- cannot be who agrees. 43cdc8a6-af91-8dd9-9ee4-229a91efe278 stands for the right to agree. What was opened before this migration
-- has no answer, and waits for one like what is asked for now.
create table subject_opening_answer (
  opening uuid primary key references subject_request_record (id) on delete cascade,
  agreed boolean not null,
  why text not null check (why <> ''),
  actor uuid not null,
  answered_at timestamptz not null
);
alter table subject_opening_answer enable row level security;
alter table subject_opening_answer force row level security;
create policy subject_opening_answer_read on subject_opening_answer for select to breakwater_app
  using ('24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select c.record from readable_collection c)
    or '43cdc8a6-af91-8dd9-9ee4-229a91efe278' in (select c.record from readable_collection c));
create policy subject_opening_answer_add on subject_opening_answer for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and '43cdc8a6-af91-8dd9-9ee4-229a91efe278' in (select c.record from writable_collection c)
    and exists (select from subject_request_record r where r.id = subject_opening_answer.opening
      and r.opened_by <> subject_opening_answer.actor and r.closed_at is null and r.until > now()));
grant select, insert on subject_opening_answer to breakwater_app;

-- Who may agree reads what they are asked about, and no more: the request, how identity was proved, and the record's kind and agency.
create policy subject_request_record_agree on subject_request_record for select to breakwater_app
  using (closed_at is null and until > now()
    and '43cdc8a6-af91-8dd9-9ee4-229a91efe278' in (select c.record from readable_collection c));
create policy subject_request_agree on subject_request for select to breakwater_app
  using ('43cdc8a6-af91-8dd9-9ee4-229a91efe278' in (select c.record from readable_collection c)
    and exists (select from subject_request_record r where r.request = subject_request.id and r.closed_at is null and r.until > now()));
create policy subject_request_event_agree on subject_request_event for select to breakwater_app
  using (event = 'identity proved' and '43cdc8a6-af91-8dd9-9ee4-229a91efe278' in (select c.record from readable_collection c)
    and exists (select from subject_request_record r
      where r.request = subject_request_event.request and r.closed_at is null and r.until > now()));

-- The key itself is given by whoever agreed, to whoever asked, for that record and that time, and never without an answer that says
-- so. What somebody who manages a record gives of their own has no end and opens nothing that is sealed: that is not refused here.
create policy subject_request_record_grantor on subject_request_record for select to breakwater_grantor
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy subject_opening_answer_grantor on subject_opening_answer for select to breakwater_grantor
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, record, opened_by, until, closed_at) on subject_request_record to breakwater_grantor;
grant select (opening, agreed, actor) on subject_opening_answer to breakwater_grantor;
create policy access_for_request on access as restrictive for insert to breakwater_grantor
  with check (nullif(current_setting('app.actor', true), '') is not null and (purpose <> 'subject-access'
    or (ends is null and not opens_sealed)
    or exists (select from subject_request_record r
      join subject_opening_answer a on a.opening = r.id and a.agreed and a.actor = access.granted_by
      join audience u on u.id = access.audience and u.kind = 'person' and u.key = r.opened_by::text
      where r.record = access.record and r.closed_at is null and r.opened_by <> a.actor and access.ends <= r.until)));

-- Only what was opened goes where a request for erasure is upheld.
select retention_part('subject_opening_answer', 'subject_request_record');
grant select (agreed) on subject_opening_answer to breakwater_retention;
create or replace view erasure_upheld with (security_invoker = true) as
  select o.record, min(e.on_day) as decided_on from subject_request r
    join subject_request_event e on e.request = r.id and e.outcome = 'upheld'
    join subject_request_record o on o.request = r.id and (o.closed_at is null or o.closed_at >= e.recorded_at)
    join subject_opening_answer a on a.opening = o.id and a.agreed
  where r.right_asked = 'erasure' group by o.record;
