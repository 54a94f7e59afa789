-- Letting others see a record, two records of one person, groups of friends, and answering a request about one's own data.

-- What two agencies' records of somebody are to each other. Rows are only added: the latest about a pair is what counts.
-- What agreed and differed is kept as the names of what was compared, never as values that only some readers may see.
create table person_match (
  id uuid primary key,
  one uuid not null references person_record (id),
  other uuid not null references person_record (id),
  event text not null check (event in ('same', 'not same', 'undone')),
  agreed text[] not null,
  differed text[] not null,
  not_known text[] not null,
  why text not null check (why <> ''),
  at timestamptz not null,
  actor uuid not null,
  check (one < other)
);
create index person_match_one on person_match (one, at);
create index person_match_other on person_match (other, at);
alter table person_match enable row level security;
alter table person_match force row level security;
-- Only whoever may read both records learns that they were held beside each other.
create policy person_match_read on person_match for select to breakwater_app
  using (exists (select from readable_person r where r.id = one) and exists (select from readable_person r where r.id = other));
create policy person_match_add on person_match for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from writable_collection w where w.record = '25d86de5-bcd4-895e-8f74-e317a842f140')
    and exists (select from readable_person a join readable_person b on a.agency <> b.agency where a.id = one and b.id = other));
grant select, insert on person_match to breakwater_app;

-- A group of friends for whom help is asked. It is no intelligence: groups that conflicts are about stand elsewhere, and
-- nothing links the two. A list of people cannot be asked for by group: there is no index by person, and no such page.
create table peer_group (
  id uuid primary key,
  agency uuid not null references audience (id),
  collection uuid not null check (collection = 'd07bf4da-33f0-8a74-b657-41991a489855'),
  name text not null check (name <> ''),
  shares text not null check (shares <> ''),
  area_code text,
  place text not null default '',
  about_many integer not null check (about_many between 2 and 200),
  youngest integer check (youngest between 5 and 99),
  oldest integer check (oldest between 5 and 99),
  created_at timestamptz not null,
  created_by uuid not null,
  check (oldest >= youngest)
);
-- Membership ends by itself, unless somebody writes it down again.
create table peer_group_member (
  id uuid primary key,
  peer_group uuid not null references peer_group (id),
  person uuid not null references person_record (id),
  why text not null check (why <> ''),
  added_at timestamptz not null,
  added_by uuid not null,
  ends timestamptz not null
);
create index peer_group_member_group on peer_group_member (peer_group);
alter table peer_group enable row level security;
alter table peer_group force row level security;
alter table peer_group_member enable row level security;
alter table peer_group_member force row level security;
create policy peer_group_read on peer_group for select to breakwater_app
  using (exists (select from readable r where r.record = peer_group.id)
    and exists (select from readable_collection c where c.record = peer_group.collection));
create policy peer_group_add on peer_group for insert to breakwater_app with check (
  created_by = nullif(current_setting('app.actor', true), '')::uuid
  and exists (select from writable_collection w where w.record = peer_group.collection)
  and exists (select from membership m join audience a on a.id = m.audience
    where m.audience = peer_group.agency and a.kind = 'agency' and m.actor = peer_group.created_by
      and m.starts <= now() and (m.ends is null or m.ends > now())));
create policy peer_group_change on peer_group for update to breakwater_app
  using (exists (select from writable w where w.record = peer_group.id)
    and exists (select from writable_collection w where w.record = peer_group.collection));
-- Who belongs to it is shown only of those whose own record one may read.
create policy peer_group_member_read on peer_group_member for select to breakwater_app
  using (exists (select from readable r where r.record = peer_group)
    and exists (select from readable_collection c where c.record = 'd07bf4da-33f0-8a74-b657-41991a489855')
    and exists (select from readable_person p where p.id = person));
create policy peer_group_member_add on peer_group_member for insert to breakwater_app
  with check (added_by = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from writable w where w.record = peer_group)
    and exists (select from writable_collection w where w.record = 'd07bf4da-33f0-8a74-b657-41991a489855')
    and exists (select from readable_person p where p.id = person));
create policy peer_group_member_end on peer_group_member for update to breakwater_app
  using (exists (select from writable w where w.record = peer_group)
    and exists (select from writable_collection w where w.record = 'd07bf4da-33f0-8a74-b657-41991a489855'));
grant select, insert on peer_group to breakwater_app;
grant update (name, shares, area_code, place, about_many, youngest, oldest) on peer_group to breakwater_app;
grant select, insert on peer_group_member to breakwater_app;
grant update (ends) on peer_group_member to breakwater_app;

-- Whoever answers a request about somebody's own data (the collection "sharing: subject access") reads all of a record that
-- was opened to them for that request.
create policy peer_group_member_subject on peer_group_member for select to breakwater_app
  using (exists (select from readable_person p where p.id = person)
    and exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9'));
create policy peer_group_subject on peer_group for select to breakwater_app
  using (exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9')
    and exists (select from peer_group_member m join readable_person p on p.id = m.person where m.peer_group = peer_group.id));
create policy person_identifier_subject on person_identifier for select to breakwater_app
  using (exists (select from readable_person p where p.id = person)
    and exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9'));
create policy person_address_subject on person_address for select to breakwater_app
  using (exists (select from readable_person p where p.id = person)
    and exists (select from readable_collection c where c.record = '24c89a3f-219e-8a0a-abd3-6012668cbac9'));
