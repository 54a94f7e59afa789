-- Run at every start that may migrate, as a role that may create roles. It can be repeated without harm,
-- because roles belong to the whole server while the migrations belong to one database.

do $$
declare
  role_name text;
begin
  if not exists (select from pg_roles where rolname = 'breakwater_owner') then
    create role breakwater_owner nologin;
  end if;
  -- The application: no rights of its own beyond its grants, and it inherits nothing from the roles it may become.
  if not exists (select from pg_roles where rolname = 'breakwater_app') then
    create role breakwater_app login noinherit nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
  foreach role_name in array array['anonymous', 'sign_in', 'grantor', 'sealer', 'retention', 'matcher', 'migrator', 'worker'] loop
    if not exists (select from pg_roles where rolname = 'breakwater_' || role_name) then
      execute format('create role %I nologin nobypassrls', 'breakwater_' || role_name);
    end if;
    execute format('grant %I to breakwater_app', 'breakwater_' || role_name);
  end loop;
end
$$;

do $$
begin
  execute format('revoke create, temporary on database %I from public', current_database());
  execute format('grant create on database %I to breakwater_owner', current_database());
end
$$;
revoke create on schema public from public;

grant breakwater_owner to current_user;

create schema if not exists breakwater authorization breakwater_owner;

-- The job queue keeps its own schema (pg-boss makes its tables there). It holds ids, never the content of a record.
create schema if not exists jobs authorization breakwater_app;
