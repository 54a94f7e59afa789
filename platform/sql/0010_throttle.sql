-- How often signing in went wrong for one name or one address, so that the wait can grow. The key is a keyed digest:
-- the table holds neither a name nor an address, and a wait always ends.

create table throttle (
  key bytea primary key check (octet_length(key) = 32),
  failures integer not null default 0 check (failures >= 0),
  failed_at timestamptz,
  wait_until timestamptz
);
create index throttle_failed on throttle (failed_at);
alter table throttle enable row level security;
alter table throttle force row level security;
create policy throttle_sign_in on throttle for all to breakwater_sign_in
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (nullif(current_setting('app.actor', true), '') is not null);
grant select, insert, update, delete on throttle to breakwater_sign_in;

-- "Firefox on Windows": enough to know one's own sessions apart, and no more.
alter table session add column device text not null default '';
grant select (device) on session to breakwater_app;

-- Whoever manages the members of an audience may end a membership or an access that somebody else began; only end it.
create policy membership_end on membership for update to breakwater_grantor
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (ends is not null and nullif(current_setting('app.actor', true), '') is not null);
create policy access_end on access for update to breakwater_grantor
  using (nullif(current_setting('app.actor', true), '') is not null)
  with check (ends is not null and nullif(current_setting('app.actor', true), '') is not null);
