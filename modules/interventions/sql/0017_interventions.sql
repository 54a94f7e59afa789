-- Programmes themselves stand in the content pack. Here stands what changes from week to week: how many places there are,
-- how many people wait and how long, each as it was on a day and with who said so. A row is never changed: the next one counts.

create table programme_places (
  id uuid primary key,
  -- The id of the programme in the content pack.
  programme text not null,
  on_day date not null,
  places integer check (places >= 0),
  waiting integer check (waiting >= 0),
  wait_days integer check (wait_days >= 0),
  said_by text not null check (said_by <> ''),
  note text not null default '',
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  check (num_nonnulls(places, waiting, wait_days) > 0)
);
create index programme_places_latest on programme_places (programme, on_day desc, recorded_at desc);
alter table programme_places enable row level security;
alter table programme_places force row level security;
-- The collection "programmes: places", which every role may read and coordinators may write.
create policy programme_places_read on programme_places for select to breakwater_app
  using ('1993cb94-7ee3-860a-aa29-92bab9bebe0a' in (select record from readable_collection));
create policy programme_places_add on programme_places for insert to breakwater_app
  with check (recorded_by = nullif(current_setting('app.actor', true), '')::uuid
    and '1993cb94-7ee3-860a-aa29-92bab9bebe0a' in (select record from writable_collection));
grant select, insert on programme_places to breakwater_app;
