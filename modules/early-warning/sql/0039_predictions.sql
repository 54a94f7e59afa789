-- Predictions that are sealed before their window opens, told to anybody by their digest, and scored when the window has closed.
-- Nothing here can be changed or removed by the program: it may add rows and read them. The time of sealing is the database's own,
-- and the program has no right to write it. No column can hold a person, a school or an address.

alter table watch_run add column unit text not null default 'fortnight' check (unit in ('fortnight', 'month'));
-- How an entry's expected signs part into the long-run background and what recent signs add.
alter table watch_entry add column background double precision check (background >= 0);

-- What a run learned from and foretells. A list of what may be: drug offences, stops and searches, and what only intelligence says
-- are not on it, nor is anything that police found by looking. Weapon carrying and exclusions from school need an equality
-- assessment that allows them.
create table prediction_target (
  run uuid not null references watch_run (id),
  kind text not null check (kind in ('tension', 'conflict event', 'type.weapon', 'type.gang', 'open.robbery',
    'weapon carrying', 'school exclusion')),
  provenance text not null check (provenance in ('reported', 'health', 'school', 'community')),
  equality_assessment uuid,
  primary key (run, kind, provenance),
  check (kind not in ('weapon carrying', 'school exclusion') or equality_assessment is not null)
);

create table prediction_seal (
  id uuid primary key,
  run uuid not null references watch_run (id),
  part text not null check (part in ('places', 'conflicts')),
  opens_on date not null,
  closes_on date not null check (closes_on > opens_on),
  -- SHA-256 of the file that holds every prediction of this part.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  -- What anybody may know at once: models, definition, data window, seed, code, settings, digest of the key.
  about jsonb not null,
  -- How the methods did on the past before it was sealed, and whether the guard rails held: totals only.
  trial jsonb not null,
  sealed_at timestamptz not null default now(),
  check ((sealed_at at time zone 'Europe/London')::date < opens_on),
  unique (run, part)
);
create index prediction_seal_opens on prediction_seal (opens_on desc, id desc);

-- The file itself. Its places carry blind names; the key that opens them stands apart.
create table prediction_content (
  seal uuid primary key references prediction_seal (id),
  content text not null
);
create table prediction_key (
  seal uuid primary key references prediction_seal (id),
  key text not null check (key ~ '^[0-9a-f]{64}$'),
  -- Whether everything it was made from is published for anyone: then strangers may open the names too.
  open boolean not null
);

-- What happened, and how each method did. Written once, after the window has closed.
create table prediction_score (
  seal uuid primary key references prediction_seal (id),
  scored_at timestamptz not null,
  outcomes text not null,
  results jsonb not null
);

-- The public register of models that took themselves out of use.
create table model_withdrawal (
  model text primary key,
  at timestamptz not null,
  reason text not null check (reason <> ''),
  evidence jsonb not null
);

-- Somebody says that an entry is wrong or unfair; and what was answered.
create table watch_contest (
  id uuid primary key,
  entry uuid not null references watch_entry (id),
  -- In neutral words, for whoever answers: it names neither a group nor a person.
  title text not null,
  why text not null check (why <> ''),
  at timestamptz not null,
  by_whom uuid not null
);
create index watch_contest_entry on watch_contest (entry, at);
create table watch_contest_answer (
  contest uuid primary key references watch_contest (id),
  upheld boolean not null,
  answer text not null check (answer <> ''),
  at timestamptz not null,
  by_whom uuid not null
);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['prediction_target', 'prediction_seal', 'prediction_content', 'prediction_key',
    'prediction_score', 'model_withdrawal', 'watch_contest', 'watch_contest_answer'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('grant select on %I to breakwater_app', table_name);
    if table_name <> 'prediction_seal' then execute format('grant insert on %I to breakwater_app', table_name); end if;
  end loop;
end
$$;
-- Without the time of sealing, which is the database's.
grant insert (id, run, part, opens_on, closes_on, digest, about, trial) on prediction_seal to breakwater_app;
grant select on prediction_seal, prediction_content, prediction_key, prediction_score, model_withdrawal to breakwater_anonymous;

create policy prediction_target_read on prediction_target for select to breakwater_app
  using ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from readable_collection));
-- An equality assessment counts where it is about a model of early warning, was approved, and has not ended or been withdrawn.
create policy prediction_target_add on prediction_target for insert to breakwater_app
  with check ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from writable_collection)
    and (equality_assessment is null or equality_assessment in (select a.id from impact_assessment a
      where a.kind = 'equality' and a.subject_kind = 'model' and a.subject_key like 'early-warning.%'
        and a.approved_on is not null and a.withdrawn_on is null
        and a.expires_on >= (now() at time zone 'Europe/London')::date)));

-- Open to everyone from the moment of sealing: what is published is a digest and how it was made.
create policy prediction_seal_read on prediction_seal for select
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy prediction_seal_add on prediction_seal for insert to breakwater_app
  with check ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from writable_collection));

-- Places are opened to everyone by their score, with blind names; conflicts never are.
create policy prediction_content_read on prediction_content for select
  using (nullif(current_setting('app.actor', true), '') is not null and seal in (select s.id from prediction_seal s where s.part = 'places')
    and seal in (select p.seal from prediction_score p));
create policy prediction_content_readers on prediction_content for select to breakwater_app
  using ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from readable_collection));
create policy prediction_content_add on prediction_content for insert to breakwater_app
  with check ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from writable_collection));
create policy prediction_key_read on prediction_key for select
  using (nullif(current_setting('app.actor', true), '') is not null and open and seal in (select p.seal from prediction_score p));
create policy prediction_key_readers on prediction_key for select to breakwater_app
  using ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from readable_collection));
create policy prediction_key_add on prediction_key for insert to breakwater_app
  with check ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from writable_collection));

create policy prediction_score_read on prediction_score for select
  using (nullif(current_setting('app.actor', true), '') is not null and seal in (select s.id from prediction_seal s where s.part = 'places'));
create policy prediction_score_readers on prediction_score for select to breakwater_app
  using ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from readable_collection));
create policy prediction_score_add on prediction_score for insert to breakwater_app
  with check ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from writable_collection)
    and (scored_at at time zone 'Europe/London')::date > (select s.closes_on from prediction_seal s where s.id = seal));

-- The clock learns whose lists wait to be scored, and no more.
create policy watch_run_clock on watch_run for select to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy prediction_score_clock on prediction_score for select to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, made_at, made_by) on watch_run to breakwater_worker;
grant select (id, run, closes_on) on prediction_seal to breakwater_worker;
grant select (seal) on prediction_score to breakwater_worker;

create policy model_withdrawal_read on model_withdrawal for select
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy model_withdrawal_add on model_withdrawal for insert to breakwater_app
  with check ('f3390dbf-951a-839c-8ab1-e964a8907a2c' in (select record from writable_collection));

-- Whoever may read an entry, or was asked about it, may contest it. They read their own; analysts and the governance lead read all.
create policy watch_contest_own on watch_contest for select to breakwater_app
  using (by_whom = nullif(current_setting('app.actor', true), '')::uuid);
create policy watch_contest_read on watch_contest for select to breakwater_app
  using ('3c42b9d1-f1ef-8ac5-b821-ff0745b5052f' in (select record from readable_collection));
create policy watch_contest_add on watch_contest for insert to breakwater_app
  with check (by_whom = nullif(current_setting('app.actor', true), '')::uuid
    and (entry in (select e.id from watch_entry e) or entry in (select d.entry from watch_decision d)));
create policy watch_contest_answer_read on watch_contest_answer for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and contest in (select c.id from watch_contest c));
-- Nobody answers what they contested themselves.
create policy watch_contest_answer_add on watch_contest_answer for insert to breakwater_app
  with check (by_whom = nullif(current_setting('app.actor', true), '')::uuid
    and contest in (select c.id from watch_contest c where c.by_whom <> nullif(current_setting('app.actor', true), '')::uuid)
    and '3c42b9d1-f1ef-8ac5-b821-ff0745b5052f' in (select record from writable_collection));
