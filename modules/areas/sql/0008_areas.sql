-- Where: official areas of every kind and vintage, how they lie in each other, and what is known about each.
-- All of it comes by import, in batches; a batch that is not published, or was undone, is seen by nobody.

create table area (
  kind text not null check (kind in ('lsoa11', 'lsoa21', 'msoa11', 'msoa21', 'ward', 'district', 'county', 'partnership', 'force', 'region', 'country')),
  code text not null,
  name text not null,
  illustrative boolean not null default false,
  attributes jsonb not null default '{}',
  batch uuid not null references import_batch (id),
  collection uuid not null,
  primary key (batch, kind, code)
);
create index area_code on area (kind, code);
create table area_shape (
  kind text not null,
  code text not null,
  geometry text not null,
  batch uuid not null references import_batch (id),
  collection uuid not null,
  primary key (batch, kind, code)
);
create index area_shape_code on area_shape (kind, code);
-- One area in, or turned into, another. change is the Office for National Statistics' flag between vintages:
-- U unchanged, S split, M merged, X irregular. share is the part of `code` that lies in `into_code`, by people.
create table area_link (
  kind text not null,
  code text not null,
  into_kind text not null,
  into_code text not null,
  change text check (change in ('U', 'S', 'M', 'X')),
  share double precision,
  batch uuid not null references import_batch (id),
  collection uuid not null,
  primary key (batch, kind, code, into_kind, into_code)
);
create index area_link_code on area_link (kind, code, into_kind);
create index area_link_into on area_link (into_kind, into_code, kind);
-- One figure about one area in one period. A marker says why a value is missing, in the publisher's own letter.
create table indicator_value (
  indicator text not null,
  area_kind text not null,
  area_code text not null,
  period text not null,
  value double precision,
  denominator double precision,
  low double precision,
  high double precision,
  marker text,
  batch uuid not null references import_batch (id),
  collection uuid not null,
  primary key (batch, indicator, area_kind, area_code, period),
  check (value is not null or marker is not null)
);
create index indicator_value_area on indicator_value (area_kind, area_code, indicator, period);
create index indicator_value_indicator on indicator_value (indicator, area_kind, period);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['area', 'area_shape', 'area_link', 'indicator_value'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy %I on %I for select using (collection in (select record from readable_collection)
      and batch in (select id from import_batch where published_at is not null and undone_at is null))', table_name || '_read', table_name);
    execute format('create policy %I on %I for insert with check (collection in (select record from writable_collection))', table_name || '_load', table_name);
    -- Undoing must find rows of a batch that nobody sees yet.
    execute format('create policy %I on %I for delete using (collection in (select record from writable_collection))', table_name || '_undo', table_name);
    execute format('create policy %I on %I for select using (collection in (select record from writable_collection)
      and nullif(current_setting(''app.purpose'', true), '''') = ''import'')', table_name || '_undo_find', table_name);
    execute format('grant select, insert, delete on %I to breakwater_app', table_name);
  end loop;
end
$$;

-- The strategy's own local area names carry no codes. A person matches each to a code; nothing matches by name alone.
create table local_area_match (
  local_name text primary key,
  area_kind text not null,
  area_code text not null,
  how text not null,
  matched_by uuid not null,
  matched_at timestamptz not null default now(),
  collection uuid not null
);
alter table local_area_match enable row level security;
alter table local_area_match force row level security;
create policy local_area_match_read on local_area_match for select using (collection in (select record from readable_collection));
create policy local_area_match_write on local_area_match for all
  using (collection in (select record from writable_collection)) with check (collection in (select record from writable_collection));
grant select, insert, update, delete on local_area_match to breakwater_app;

-- One calculation of the platform area index, with everything that went into it. Never changed once made.
create table index_run (
  id uuid primary key,
  made_at timestamptz not null default now(),
  made_by uuid not null,
  area_kind text not null,
  periods text[] not null,
  seed integer not null,
  resamples integer not null,
  reference text not null,
  parameters jsonb not null,
  summary jsonb not null,
  collection uuid not null
);
create index index_run_made on index_run (made_at desc);
create table index_value (
  run uuid not null references index_run (id),
  area_code text not null,
  period text not null,
  index double precision not null,
  whole smallint not null,
  low double precision not null,
  high double precision not null,
  weights_low double precision not null,
  weights_high double precision not null,
  rank integer not null,
  headings jsonb not null,
  collection uuid not null,
  primary key (run, period, area_code)
);
do $$
declare
  table_name text;
begin
  foreach table_name in array array['index_run', 'index_value'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy %I on %I for select using (collection in (select record from readable_collection))', table_name || '_read', table_name);
    execute format('create policy %I on %I for insert with check (collection in (select record from writable_collection))', table_name || '_add', table_name);
    execute format('grant select, insert on %I to breakwater_app', table_name);
  end loop;
end
$$;
