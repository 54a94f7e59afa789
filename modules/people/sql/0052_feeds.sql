-- Feeds: an agency's own system sends its extract by itself, with a token. A feed is an actor of its own: what it may do are rows in
-- `access` and `membership`, made by whoever makes the feed, never more than they hold, and with an end. The token is not here:
-- only the SHA-256 of its 32 random bytes. The part of the system that lets people in finds a feed by it, and reads nothing else.
create table feed (
  id uuid primary key,
  agency uuid not null references audience (id),
  mapping uuid not null references feed_mapping (id),
  name text not null check (name <> ''),
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  made_at timestamptz not null,
  made_by uuid not null,
  expires_at timestamptz not null check (expires_at > made_at and expires_at <= made_at + interval '366 days'),
  ended_at timestamptz,
  ended_by uuid,
  check ((ended_at is null) = (ended_by is null))
);
create index feed_agency on feed (agency, made_at desc);
-- Each file that a feed sent. Its id is that of the batch that it is loaded as.
create table feed_drop (
  id uuid primary key,
  feed uuid not null references feed (id) on delete cascade,
  agency uuid not null references audience (id),
  sent_at timestamptz not null,
  bytes bigint not null check (bytes > 0)
);
create index feed_drop_feed on feed_drop (feed, sent_at desc);
alter table feed enable row level security;
alter table feed force row level security;
alter table feed_drop enable row level security;
alter table feed_drop force row level security;
create policy feed_read on feed for select to breakwater_app
  using (exists (select from writable_collection w where w.record = '1da16788-1416-8fe8-80ce-0191a7e58945')
    and exists (select from own_agency o where o.id = agency));
-- Whoever makes a feed is a person with an account of that agency: a feed makes no other.
create policy feed_add on feed for insert to breakwater_app
  with check (made_by = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from account a where a.id = made_by)
    and exists (select from writable_collection w where w.record = '1da16788-1416-8fe8-80ce-0191a7e58945')
    and exists (select from own_agency o where o.id = agency));
create policy feed_end on feed for update to breakwater_app
  using (exists (select from writable_collection w where w.record = '1da16788-1416-8fe8-80ce-0191a7e58945')
    and exists (select from own_agency o where o.id = agency))
  with check (ended_by = nullif(current_setting('app.actor', true), '')::uuid);
create policy feed_let_in on feed for select to breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null);
create policy feed_drop_read on feed_drop for select to breakwater_app
  using (exists (select from writable_collection w where w.record = '1da16788-1416-8fe8-80ce-0191a7e58945')
    and exists (select from own_agency o where o.id = agency));
create policy feed_drop_add on feed_drop for insert to breakwater_app
  with check (feed = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from own_agency o where o.id = agency));
grant select (id, agency, mapping, name, made_at, made_by, expires_at, ended_at, ended_by), insert on feed to breakwater_app;
grant update (ended_at, ended_by) on feed to breakwater_app;
grant select (id, token_digest, expires_at, ended_at) on feed to breakwater_sign_in;
grant select, insert on feed_drop to breakwater_app;
