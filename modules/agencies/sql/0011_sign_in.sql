-- How people come, prove who they are, and leave. The collection aa2a8508-501c-8aa6-a80f-69000136ce9c stands for all
-- accounts. Secrets (password hashes, sealed keys, digests of links and codes) are for breakwater_sign_in alone.

create policy account_manage on account for all to breakwater_app
  using ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection))
  with check ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection));
-- People of an agency with an issuer of its own come into being when they first sign in.
create policy account_sign_in on account for all to breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant insert, update (name, job_title, comes_to, agency, active) on account to breakwater_app;
grant insert, update (name, job_title, agency) on account to breakwater_sign_in;

-- Who vouches for a person, when they came, and when and why they left.
create table tenure (
  account uuid primary key references account (id),
  sponsor uuid references account (id) check (sponsor <> account),
  began_at timestamptz not null default now(),
  first_sign_in_at timestamptz,
  last_sign_in_at timestamptz,
  left_at timestamptz,
  left_why text,
  left_by uuid references account (id),
  check ((left_at is null) = (left_why is null))
);
create index tenure_sponsor on tenure (sponsor);
alter table tenure enable row level security;
alter table tenure force row level security;
create policy tenure_read on tenure for select to breakwater_app
  using (account = nullif(current_setting('app.actor', true), '')::uuid or exists (select from readable where record = account)
    or 'aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from readable_collection));
create policy tenure_manage on tenure for all to breakwater_app
  using ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection))
  with check ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection));
create policy tenure_sign_in on tenure for all to breakwater_sign_in, breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, update (sponsor, left_at, left_why, left_by) on tenure to breakwater_app;
grant select, insert, update (first_sign_in_at, last_sign_in_at) on tenure to breakwater_sign_in;
grant select, insert on tenure to breakwater_migrator;

-- A local account, for people whose body has no issuer of its own.
create table credential (
  account uuid primary key references account (id),
  email text not null unique check (email = lower(email) and length(email) <= 254),
  password_hash text,
  password_set_at timestamptz,
  totp_sealed bytea,
  totp_set_at timestamptz,
  -- The last half-minute whose code was used: a code is good once.
  totp_step bigint,
  check ((password_hash is null) = (totp_sealed is null))
);
alter table credential enable row level security;
alter table credential force row level security;
create policy credential_read on credential for select to breakwater_app
  using (account = nullif(current_setting('app.actor', true), '')::uuid
    or 'aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from readable_collection));
create policy credential_manage on credential for all to breakwater_app
  using ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection))
  with check ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection));
create policy credential_sign_in on credential for all to breakwater_sign_in, breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select (account, email, password_set_at, totp_set_at), insert (account, email), update (email) on credential to breakwater_app;
grant select, insert, update on credential to breakwater_sign_in;
grant select (account, email), insert (account, email) on credential to breakwater_migrator;

create table recovery_code (
  account uuid not null references account (id),
  digest bytea not null check (octet_length(digest) = 32),
  used_at timestamptz,
  primary key (account, digest)
);
alter table recovery_code enable row level security;
alter table recovery_code force row level security;
create policy recovery_code_sign_in on recovery_code for all to breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, update (used_at), delete on recovery_code to breakwater_sign_in;

-- A link that was sent: it works once and not for long. Only its digest stands here.
create table sign_in_link (
  id uuid primary key,
  account uuid not null references account (id),
  purpose text not null check (purpose in ('invitation', 'recovery')),
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz
);
create index sign_in_link_account on sign_in_link (account, made_at desc);
alter table sign_in_link enable row level security;
alter table sign_in_link force row level security;
create policy sign_in_link_read on sign_in_link for select to breakwater_app
  using (exists (select from readable where record = account)
    or 'aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from readable_collection));
create policy sign_in_link_sign_in on sign_in_link for all to breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, account, purpose, made_at, expires_at, opened_at) on sign_in_link to breakwater_app;
grant select, insert, update (expires_at, opened_at) on sign_in_link to breakwater_sign_in;

-- Somebody cannot sign in any more. Nothing happens until a second person has decided.
create table recovery (
  id uuid primary key,
  account uuid not null references account (id),
  asked_at timestamptz not null,
  code_shown boolean not null,
  decided_at timestamptz,
  decided_by uuid references account (id) check (decided_by <> account),
  agreed boolean,
  how_checked text,
  done_at timestamptz,
  check ((decided_at is null) = (agreed is null) and (decided_at is null) = (decided_by is null)),
  check (agreed is not true or how_checked is not null),
  check (done_at is null or agreed)
);
create index recovery_account on recovery (account, asked_at desc);
alter table recovery enable row level security;
alter table recovery force row level security;
create policy recovery_read on recovery for select to breakwater_app
  using (account = nullif(current_setting('app.actor', true), '')::uuid or exists (select from readable where record = account)
    or 'aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from readable_collection));
create policy recovery_decide on recovery for update to breakwater_app
  using (account <> nullif(current_setting('app.actor', true), '')::uuid and decided_at is null
    and (exists (select from writable where record = account)
      or 'aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection)))
  with check (decided_by = nullif(current_setting('app.actor', true), '')::uuid);
create policy recovery_sign_in on recovery for all to breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, update (decided_at, decided_by, agreed, how_checked) on recovery to breakwater_app;
grant select, insert, update (done_at) on recovery to breakwater_sign_in;

-- Where an agency's own people sign in (OpenID Connect).
create table issuer (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9-]{1,40}$'),
  name text not null,
  agency uuid not null references agency (id),
  url text not null check (url ~ '^https?://'),
  client_id text not null,
  client_secret_sealed bytea,
  acr_values text not null default '',
  active boolean not null default false,
  changed_at timestamptz not null default now()
);
alter table issuer enable row level security;
alter table issuer force row level security;
create policy issuer_read on issuer for select to breakwater_app, breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy issuer_manage on issuer for all to breakwater_app
  using ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection))
  with check ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection));
grant select (id, key, name, agency, url, client_id, acr_values, active, changed_at),
  insert, update (name, agency, url, client_id, client_secret_sealed, acr_values, active, changed_at) on issuer to breakwater_app;
grant select on issuer to breakwater_sign_in;

-- What a claim of that issuer gives: proof of a second factor, a role, or another agency under the same roof.
create table claim_rule (
  id uuid primary key,
  issuer uuid not null references issuer (id),
  gives text not null check (gives in ('second-factor', 'role', 'agency')),
  claim text not null check (length(claim) between 1 and 200),
  value text not null check (length(value) between 1 and 500),
  key text not null,
  check (gives <> 'second-factor' or claim in ('amr', 'acr', 'acrs')),
  unique (issuer, gives, claim, value, key)
);
alter table claim_rule enable row level security;
alter table claim_rule force row level security;
create policy claim_rule_read on claim_rule for select to breakwater_app, breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy claim_rule_manage on claim_rule for all to breakwater_app
  using ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection))
  with check ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection));
grant select, insert, delete on claim_rule to breakwater_app;
grant select on claim_rule to breakwater_sign_in;

-- Which account an issuer's subject is.
create table outside_identity (
  issuer uuid not null references issuer (id),
  subject text not null check (length(subject) between 1 and 255),
  account uuid not null unique references account (id),
  primary key (issuer, subject)
);
alter table outside_identity enable row level security;
alter table outside_identity force row level security;
create policy outside_identity_read on outside_identity for select to breakwater_app
  using (account = nullif(current_setting('app.actor', true), '')::uuid
    or 'aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from readable_collection));
create policy outside_identity_sign_in on outside_identity for all to breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select (issuer, account) on outside_identity to breakwater_app;
grant select, insert on outside_identity to breakwater_sign_in;

-- What everyone who signs in accepts once a year. A new version asks everyone again.
create table user_agreement (
  version integer primary key check (version > 0),
  title text not null,
  body text not null,
  published_at timestamptz not null,
  published_by uuid not null
);
alter table user_agreement enable row level security;
alter table user_agreement force row level security;
create policy user_agreement_read on user_agreement for select
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy user_agreement_publish on user_agreement for insert to breakwater_app
  with check ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from writable_collection)
    and published_by = nullif(current_setting('app.actor', true), '')::uuid);
create policy user_agreement_load on user_agreement for insert to breakwater_migrator
  with check (published_by = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert on user_agreement to breakwater_app, breakwater_migrator;
grant select on user_agreement to breakwater_sign_in, breakwater_worker;

create table acknowledgement (
  id uuid primary key,
  account uuid not null references account (id),
  version integer not null references user_agreement (version),
  at timestamptz not null
);
create index acknowledgement_account on acknowledgement (account, version, at desc);
alter table acknowledgement enable row level security;
alter table acknowledgement force row level security;
create policy acknowledgement_read on acknowledgement for select to breakwater_app
  using (account = nullif(current_setting('app.actor', true), '')::uuid
    or 'aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from readable_collection));
create policy acknowledgement_own on acknowledgement for insert to breakwater_app
  with check (account = nullif(current_setting('app.actor', true), '')::uuid);
create policy acknowledgement_load on acknowledgement for all to breakwater_migrator
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
-- Others that ask who somebody is meet an empty answer, not an error.
create policy acknowledgement_sign_in on acknowledgement for select to breakwater_sign_in, breakwater_worker
  using (account = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert on acknowledgement to breakwater_app, breakwater_migrator;
grant select on acknowledgement to breakwater_sign_in, breakwater_worker;

-- Whoever manages accounts may see that somebody is signed in, and end it at once.
create policy session_read_managed on session for select to breakwater_app
  using ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from readable_collection));
create policy session_end_managed on session for delete to breakwater_app
  using ('aa2a8508-501c-8aa6-a80f-69000136ce9c' in (select record from manageable_collection));
