-- A form that two quick presses sent twice is carried out once: the second waits for the first, and is answered as the first was. The
-- key is a digest of what was sent, token of the page and all; where it led holds no personal data, as no address does.

create table form_sent (
  form bytea primary key check (octet_length(form) = 32),
  actor uuid not null,
  at timestamptz not null,
  led_to text not null default ''
);
create index form_sent_actor on form_sent (actor, at);
alter table form_sent enable row level security;
alter table form_sent force row level security;
create policy form_sent_own on form_sent for all to breakwater_app
  using (actor = nullif(current_setting('app.actor', true), '')::uuid)
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid);
grant select, insert, delete, update (led_to) on form_sent to breakwater_app;
-- What the next form of the same person did not clear away.
create policy form_sent_over on form_sent for all to breakwater_retention
  using (at < now() - interval '1 hour' and nullif(current_setting('app.actor', true), '') is not null);
grant select (at), delete on form_sent to breakwater_retention;
