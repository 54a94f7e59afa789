-- The counts of the whole partnership by month and kind, made as each batch is published. The page of trends reads these few
-- hundred rows in the place of tens of thousands by small area.

create table incident_month_count (
  batch uuid not null references import_batch (id),
  collection uuid not null,
  source text not null,
  month date not null,
  category text not null,
  kind text not null,
  n integer not null,
  -- How many of them have a day, and on which days of the month the first and the last of these lie.
  dated integer not null,
  first_day smallint,
  last_day smallint,
  primary key (batch, source, month, category, kind)
);

alter table incident_month_count enable row level security;
alter table incident_month_count force row level security;
create policy incident_month_count_read on incident_month_count for select using (collection in (select record from readable_collection)
  and batch in (select id from import_batch where published_at is not null and undone_at is null));
create policy incident_month_count_load on incident_month_count for insert with check (collection in (select record from writable_collection));
create policy incident_month_count_undo on incident_month_count for delete using (collection in (select record from writable_collection));
create policy incident_month_count_undo_find on incident_month_count for select using (collection in (select record from writable_collection)
  and nullif(current_setting('app.purpose', true), '') = 'import');
grant select, insert, delete on incident_month_count to breakwater_app;
