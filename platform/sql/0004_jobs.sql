-- Long work. A row in the outbox is written in the transaction that asks for the work; a dispatcher hands it to the queue.
-- A payload names records and the person who asked, never their content; an error is a code, never database detail.

create table job (
  id uuid primary key,
  kind text not null,
  actor uuid not null,
  purpose text not null,
  payload jsonb not null,
  asked_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  failed_code text,
  step text not null default 'Waiting to start',
  done bigint not null default 0,
  total bigint
);
create index job_actor on job (actor, asked_at desc);
alter table job enable row level security;
alter table job force row level security;
create policy job_own on job for all
  using (actor = nullif(current_setting('app.actor', true), '')::uuid)
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy job_work on job for all to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert on job to breakwater_app;
grant update (started_at, finished_at, failed_code, step, done, total) on job to breakwater_app, breakwater_worker;
grant select on job to breakwater_worker;

create table outbox (
  job uuid primary key references job (id),
  asked_at timestamptz not null default now()
);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy outbox_ask on outbox for insert
  with check (nullif(current_setting('app.actor', true), '') is not null);
create policy outbox_dispatch on outbox for all to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant insert on outbox to breakwater_app;
grant select, delete on outbox to breakwater_worker;
