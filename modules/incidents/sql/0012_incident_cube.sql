-- What may leave the partnership of its partners' own data: one fixed cube, a cell for each district, whole calendar quarter
-- and kind. A cell holds only what may be published. The true count is not here, so who reads this table cannot learn it.

create table incident_cube (
  source text not null,
  quarter text not null check (quarter ~ '^[0-9]{4} Q[1-4]$'),
  -- A district, or empty where the source does not say where.
  area_code text not null,
  kind text not null,
  kind_name text not null,
  -- The perturbed count. Empty stands for "fewer than 5"; a cell of the cube without a row is 0.
  value integer check (value >= 5),
  made_at timestamptz not null default now(),
  collection uuid not null,
  primary key (source, quarter, area_code, kind)
);
alter table incident_cube enable row level security;
alter table incident_cube force row level security;
create policy incident_cube_read on incident_cube for select using (collection in (select record from readable_collection));
create policy incident_cube_make on incident_cube for insert with check (collection in (select record from writable_collection));
create policy incident_cube_remake on incident_cube for delete using (collection in (select record from writable_collection));
grant select, insert, delete on incident_cube to breakwater_app;

-- Which quarters the cube covers: those of which every month is on file. In them a missing cell is a true 0.
create table incident_cube_quarter (
  source text not null,
  quarter text not null check (quarter ~ '^[0-9]{4} Q[1-4]$'),
  collection uuid not null,
  primary key (source, quarter)
);
alter table incident_cube_quarter enable row level security;
alter table incident_cube_quarter force row level security;
create policy incident_cube_quarter_read on incident_cube_quarter for select using (collection in (select record from readable_collection));
create policy incident_cube_quarter_make on incident_cube_quarter for insert with check (collection in (select record from writable_collection));
create policy incident_cube_quarter_remake on incident_cube_quarter for delete using (collection in (select record from writable_collection));
grant select, insert, delete on incident_cube_quarter to breakwater_app;
