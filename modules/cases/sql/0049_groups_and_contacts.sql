-- Help that is given without a name: a session for a group, by how many came, and a talk with somebody who has not agreed to be named.

-- A session of a programme. Nobody who came is named, and nothing but the place is free text. Given to a group of friends who have a
-- case, it is a part of that case and read as its sessions are; otherwise it is read by those who hold the collection.
create table group_session (
  id uuid primary key,
  file uuid references case_file (id) on delete cascade,
  programme text not null check (programme <> ''),
  programme_name text not null check (programme_name <> ''),
  held_on date not null,
  place text not null check (length(place) between 3 and 120),
  people text not null check (people in ('pupils', 'young people', 'parents or carers', 'families', 'residents', 'staff', 'mixed')),
  topics text[] not null check (cardinality(topics) >= 1 and topics <@ array['staying safe', 'weapons and first aid', 'feelings and anger',
    'friends and pressure', 'online life', 'identity and belonging', 'relationships and respect', 'loss', 'alcohol and drugs',
    'being used by others', 'work and skills', 'sport or arts', 'rights and the law', 'being a parent']),
  heads integer not null check (heads between 1 and 2000),
  -- Who of us gave it: one to three accounts, none of them twice.
  workers uuid[] not null check (cardinality(workers) between 1 and 3 and workers[1] is distinct from workers[2]
    and workers[1] is distinct from workers[3] and (workers[2] is null or workers[2] is distinct from workers[3])),
  helpers integer not null default 0 check (helpers between 0 and 50),
  recorded_at timestamptz not null,
  recorded_by uuid not null
);
create index group_session_of on group_session (file, held_on desc, id desc);
create index group_session_day on group_session (held_on) where file is null;
create index group_session_programme on group_session (programme, id) where file is null;
alter table group_session enable row level security;
alter table group_session force row level security;
create policy group_session_read on group_session for select to breakwater_app using (
  file is null and '4ff5685b-8594-8470-b26e-d9f8dfee26f0' in (select c.record from readable_collection c));
create policy group_session_of_case on group_session for select to breakwater_app using (
  '1bbf9dec-063c-8fd0-a46d-79218a15dcd1' in (select c.record from readable_collection c)
  and (select true from readable_case r where r.id = group_session.file));
create policy group_session_add on group_session for insert to breakwater_app with check (
  file is null and recorded_by = nullif(current_setting('app.actor', true), '')::uuid
  and '4ff5685b-8594-8470-b26e-d9f8dfee26f0' in (select c.record from writable_collection c));
-- A case of one person has sessions with a name. Only a group of friends has these.
create policy group_session_add_to_case on group_session for insert to breakwater_app with check (
  recorded_by = nullif(current_setting('app.actor', true), '')::uuid
  and '1bbf9dec-063c-8fd0-a46d-79218a15dcd1' in (select c.record from writable_collection c)
  and (select true from writable_case w where w.id = group_session.file)
  and (select f.peer_group from case_file f where f.id = group_session.file) is not null);
grant select, insert on group_session to breakwater_app;
select retention_part('group_session', 'case_file');

-- A talk with somebody who has not agreed to be named. No column takes free text, and there is no time of day: neither the row nor its
-- key says when it was written, or whether the person agreed to be referred afterwards. Only the worker reads their own.
create table contact_talk (
  id uuid primary key,
  worker uuid not null,
  held_on date not null,
  place_kind text not null check (place_kind in ('street or park', 'shops or town centre', 'school or college', 'hospital',
    'youth or community centre', 'home', 'custody or court', 'online or phone', 'somewhere else')),
  age_band text not null check (age_band in ('under 13', '13 to 15', '16 to 17', '18 to 24', '25 or older', 'not known')),
  topics text[] not null check (cardinality(topics) >= 1 and topics <@ array['being hurt', 'fear of being hurt', 'a quarrel between groups',
    'carrying a weapon', 'being used by others', 'money or debt', 'home', 'school or work', 'alcohol and drugs', 'loss', 'health',
    'a way out']),
  offered text[] not null check (cardinality(offered) >= 1 and offered <@ array['another talk', 'help from our team', 'a number to ring',
    'a way to be safe now', 'health care', 'housing', 'school or work', 'somebody to settle a quarrel', 'nothing yet'])
);
create index contact_talk_own on contact_talk (worker, id);
create index contact_talk_day on contact_talk (held_on);
alter table contact_talk enable row level security;
alter table contact_talk force row level security;
create policy contact_talk_own on contact_talk for select to breakwater_app using (
  worker = nullif(current_setting('app.actor', true), '')::uuid
  and 'ac344fce-c733-86bd-baec-51858c5fe72d' in (select c.record from readable_collection c));
create policy contact_talk_add on contact_talk for insert to breakwater_app with check (
  worker = nullif(current_setting('app.actor', true), '')::uuid
  and 'ac344fce-c733-86bd-baec-51858c5fe72d' in (select c.record from writable_collection c));
grant select, insert on contact_talk to breakwater_app;
-- It names nobody, so nobody has to agree that it goes; after a year it has told what it can.
create policy contact_talk_over on contact_talk for all to breakwater_retention using (
  nullif(current_setting('app.actor', true), '') is not null and held_on < current_date - interval '1 year');
grant select (id, held_on), delete on contact_talk to breakwater_retention;

-- Counted apart: sessions and heads of groups that have a case, talks, and talks after which somebody agreed to be referred.
alter table case_count drop constraint case_count_what_check;
alter table case_count add constraint case_count_what_check check (what in ('opened', 'reopened', 'plan made',
  'plan in own words and agreed', 'planned', 'closed early', 'declined', 'withdrew', 'transferred', 'workers met',
  'contact in time', 'contact late', 'follow-up reached', 'follow-up not reached', 'follow-up without harm',
  'group session', 'group heads', 'talk', 'talk then referred'));
