-- What is true of the whole database: whether it is a demonstration (a permanent flag) and which partnerships it holds.
grant usage on schema breakwater to breakwater_app, breakwater_anonymous, breakwater_sign_in, breakwater_migrator, breakwater_worker;

create table breakwater.installation (
  only_row boolean primary key default true check (only_row),
  demonstration boolean not null,
  created_at timestamptz not null default now()
);
alter table breakwater.installation enable row level security;
alter table breakwater.installation force row level security;
create policy installation_read on breakwater.installation for select
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy installation_set_once on breakwater.installation for insert to breakwater_migrator
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on breakwater.installation to breakwater_app, breakwater_anonymous, breakwater_sign_in, breakwater_migrator, breakwater_worker;
grant insert on breakwater.installation to breakwater_migrator;

create table breakwater.partnership (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{1,40}$'),
  schema_name text not null unique,
  title text not null,
  created_at timestamptz not null default now()
);
alter table breakwater.partnership enable row level security;
alter table breakwater.partnership force row level security;
create policy partnership_read on breakwater.partnership for select
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy partnership_add on breakwater.partnership for insert to breakwater_migrator
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select on breakwater.partnership to breakwater_app, breakwater_anonymous, breakwater_sign_in, breakwater_migrator, breakwater_worker;
grant insert on breakwater.partnership to breakwater_migrator;
