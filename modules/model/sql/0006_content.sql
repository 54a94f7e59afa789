-- The content pack: the prevention model's words, places, figures and registers, each row with where it comes from.
-- It is reference data: everyone signed in may read it; only the set-up writes it.

create table content_row (
  table_name text not null,
  key text not null,
  position integer not null,
  row jsonb not null,
  source_doc text not null,
  source_section text not null,
  mapping_status text not null check (mapping_status in ('as_published', 'platform_mapping', 'locally_confirmed')),
  primary key (table_name, key)
);
-- The pack as it was last loaded: loading the same pack again changes nothing.
create table content_load (
  id uuid primary key,
  digest text not null,
  loaded_at timestamptz not null default now(),
  rows integer not null
);
do $$
declare
  table_name text;
begin
  foreach table_name in array array['content_row', 'content_load'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy %I on %I for select using (nullif(current_setting(''app.actor'', true), '''') is not null)', table_name || '_read', table_name);
    execute format('create policy %I on %I for all to breakwater_migrator using (nullif(current_setting(''app.actor'', true), '''') is not null)
      with check (nullif(current_setting(''app.actor'', true), '''') is not null)', table_name || '_load', table_name);
    execute format('grant select on %I to breakwater_app, breakwater_anonymous, breakwater_migrator', table_name);
    execute format('grant insert, update, delete on %I to breakwater_migrator', table_name);
  end loop;
end
$$;
