-- Meetings of the partnership's groups. Two keys open a group's meetings: its own collection, held by the audience of the group,
-- and the collection "meetings", held by roles. Whoever holds both reads and contributes; whoever may write "meetings" (chairs and
-- coordinators) runs them. A third, "meetings: people", is needed for an item that concerns people: no analyst, board member or
-- administrator holds it. No title names anybody.

create view readable_meetings with (security_invoker = true) as
  select record as collection from readable_collection
  where 'f84cbd24-d0e2-8c51-b050-5440647ff8cd' in (select record from readable_collection);
create view writable_meetings with (security_invoker = true) as
  select record as collection from writable_collection
  where 'f84cbd24-d0e2-8c51-b050-5440647ff8cd' in (select record from readable_collection);
create view manageable_meetings with (security_invoker = true) as
  select record as collection from writable_collection
  where 'f84cbd24-d0e2-8c51-b050-5440647ff8cd' in (select record from writable_collection);
grant select on readable_meetings, writable_meetings, manageable_meetings to breakwater_app;

-- How often a group meets and where, from a day on. The pack says it where the strategy does; the latest row here counts.
create table meeting_series (
  id uuid primary key,
  collection uuid not null,
  group_key text not null,
  every_days integer not null check (every_days between 1 and 366),
  place text not null default '',
  since date not null,
  set_by uuid not null,
  set_at timestamptz not null
);
create index meeting_series_group on meeting_series (group_key, since desc, set_at desc);
alter table meeting_series enable row level security;
alter table meeting_series force row level security;
create policy meeting_series_read on meeting_series for select to breakwater_app
  using (collection in (select r.collection from readable_meetings r));
create policy meeting_series_add on meeting_series for insert to breakwater_app
  with check (set_by = nullif(current_setting('app.actor', true), '')::uuid
    and collection in (select w.collection from manageable_meetings w));
grant select, insert on meeting_series to breakwater_app;

create table meeting (
  id uuid primary key,
  collection uuid not null,
  group_key text not null,
  on_day date not null,
  at_time text not null default '',
  place text not null default '',
  online boolean not null,
  chair uuid not null,
  planned_by uuid not null,
  planned_at timestamptz not null
);
create index meeting_group on meeting (group_key, on_day desc);
alter table meeting enable row level security;
alter table meeting force row level security;
create policy meeting_read on meeting for select to breakwater_app
  using (collection in (select r.collection from readable_meetings r));
create policy meeting_plan on meeting for insert to breakwater_app
  with check (planned_by = nullif(current_setting('app.actor', true), '')::uuid
    and collection in (select w.collection from manageable_meetings w));
create policy meeting_change on meeting for update to breakwater_app
  using (collection in (select w.collection from manageable_meetings w));
grant select, insert on meeting to breakwater_app;
grant update (on_day, at_time, place, online, chair) on meeting to breakwater_app;

create table meeting_event (
  id uuid primary key,
  meeting uuid not null references meeting (id),
  at timestamptz not null,
  actor uuid not null,
  event text not null check (event in ('planned', 'changed', 'cancelled', 'ended', 'sent back', 'approved')),
  -- The later meeting that approved the minutes, where it was not the chair alone.
  approved_in uuid references meeting (id),
  words text not null default ''
);
create index meeting_event_meeting on meeting_event (meeting, at);
alter table meeting_event enable row level security;
alter table meeting_event force row level security;
create policy meeting_event_read on meeting_event for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and meeting in (select m.id from meeting m));
-- Minutes are for the chair of the meeting as well, whatever their role.
create policy meeting_event_add on meeting_event for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid and exists (select from meeting m where m.id = meeting
    and (m.collection in (select w.collection from manageable_meetings w)
      or event in ('approved', 'sent back') and m.chair = actor and m.collection in (select w.collection from writable_meetings w))));
grant select, insert on meeting_event to breakwater_app;

-- Approved minutes are closed: nothing is added to a meeting after them.
create view writable_meeting with (security_invoker = true) as
  select m.id from meeting m where m.collection in (select w.collection from writable_meetings w)
    and not exists (select from meeting_event e where e.meeting = m.id and e.event in ('approved', 'cancelled'));
create view manageable_meeting with (security_invoker = true) as
  select m.id from meeting m where m.collection in (select w.collection from manageable_meetings w)
    and not exists (select from meeting_event e where e.meeting = m.id and e.event in ('approved', 'cancelled'));
grant select on writable_meeting, manageable_meeting to breakwater_app;

-- Who came, and who sent apologies; the latest row for somebody counts.
create table meeting_attendance (
  id uuid primary key,
  meeting uuid not null references meeting (id),
  account uuid not null,
  standing text not null check (standing in ('came', 'online', 'apologies', 'absent')),
  at timestamptz not null,
  noted_by uuid not null
);
create index meeting_attendance_meeting on meeting_attendance (meeting, account, at);
alter table meeting_attendance enable row level security;
alter table meeting_attendance force row level security;
create policy meeting_attendance_read on meeting_attendance for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and meeting in (select m.id from meeting m));
create policy meeting_attendance_note on meeting_attendance for insert to breakwater_app
  with check (noted_by = nullif(current_setting('app.actor', true), '')::uuid
    and (meeting in (select m.id from manageable_meeting m)
      or account = noted_by and standing = 'apologies' and meeting in (select m.id from writable_meeting m)));
grant select, insert on meeting_attendance to breakwater_app;

create table agenda_item (
  id uuid primary key,
  meeting uuid not null references meeting (id),
  group_key text not null,
  -- What it is about, where that is a record; whether it concerns people, and the record of the person where it is one.
  kind text,
  subject uuid,
  href text not null default '',
  about_people boolean not null,
  person uuid check (person is null or about_people),
  title text not null check (title <> ''),
  why text not null default '',
  source text not null check (source in ('offered', 'by hand', 'carried', 'step')),
  carried_from uuid references agenda_item (id),
  step uuid,
  added_by uuid not null,
  added_at timestamptz not null,
  check ((kind is null) = (subject is null)),
  check ((source = 'carried') = (carried_from is not null)),
  check ((source = 'step') = (step is not null))
);
create index agenda_item_meeting on agenda_item (meeting, added_at);
create index agenda_item_carried on agenda_item (carried_from) where carried_from is not null;
create index agenda_item_person on agenda_item (person) where person is not null;
alter table agenda_item enable row level security;
alter table agenda_item force row level security;
create policy agenda_item_read on agenda_item for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and meeting in (select m.id from meeting m)
    and (not about_people or 'f4c050de-f79a-8757-86af-d49ca5fd333c' in (select record from readable_collection)));
create policy agenda_item_add on agenda_item for insert to breakwater_app
  with check (added_by = nullif(current_setting('app.actor', true), '')::uuid and meeting in (select m.id from writable_meeting m)
    and (not about_people or 'f4c050de-f79a-8757-86af-d49ca5fd333c' in (select record from readable_collection)));
-- Answering somebody who asks what is held about them (the collection "sharing: subject access").
create policy agenda_item_subject on agenda_item for select to breakwater_app
  using (person in (select id from readable_person)
    and '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from readable_collection));
grant select, insert on agenda_item to breakwater_app;

-- What an agency knows or thinks. Everything below an item follows the item.
create table contribution (
  id uuid primary key,
  item uuid not null references agenda_item (id),
  at timestamptz not null,
  actor uuid not null,
  agency uuid not null references agency (id),
  standing text not null check (standing in ('fact', 'opinion', 'nothing')),
  shows text not null check (shows in ('strength', 'risk', 'neither')),
  -- Whose words they are: the agency's, or those of the young person or family, passed on.
  voice text not null check (voice in ('agency', 'person')),
  source text not null default '',
  words text not null check (words <> '' or standing = 'nothing')
);
create index contribution_item on contribution (item, at);
alter table contribution enable row level security;
alter table contribution force row level security;
create policy contribution_read on contribution for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and item in (select i.id from agenda_item i));
create policy contribution_add on contribution for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from account p where p.id = actor and p.agency = contribution.agency)
    and item in (select i.id from agenda_item i where i.meeting in (select m.id from writable_meeting m)));
grant select, insert on contribution to breakwater_app;

create table decision (
  id uuid primary key,
  item uuid not null references agenda_item (id),
  at timestamptz not null,
  actor uuid not null,
  outcome text not null check (outcome in ('act', 'ask', 'pass on', 'put off', 'none', 'taken off')),
  words text not null check (words <> ''),
  why text not null check (why <> ''),
  dissent text not null default ''
);
create index decision_item on decision (item, at);
alter table decision enable row level security;
alter table decision force row level security;
create policy decision_read on decision for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and item in (select i.id from agenda_item i));
create policy decision_add on decision for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and item in (select i.id from agenda_item i where i.meeting in (select m.id from manageable_meeting m)));
grant select, insert on decision to breakwater_app;

-- The actions that a decision raised, and the risk that each answers.
create table decision_action (
  decision uuid not null references decision (id),
  action uuid not null references action (id),
  answers uuid references contribution (id),
  primary key (decision, action)
);
alter table decision_action enable row level security;
alter table decision_action force row level security;
create policy decision_action_read on decision_action for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and decision in (select d.id from decision d));
create policy decision_action_add on decision_action for insert to breakwater_app
  with check (exists (select from decision d join agenda_item i on i.id = d.item
    where d.id = decision_action.decision and i.meeting in (select m.id from manageable_meeting m)));
grant select, insert on decision_action to breakwater_app;

-- A matter that one group passes to another, which accepts or refuses it with a reason. Both groups read it.
create table group_step (
  id uuid primary key,
  item uuid not null references agenda_item (id),
  decision uuid not null references decision (id),
  from_group text not null,
  to_group text not null check (to_group <> from_group),
  from_collection uuid not null,
  to_collection uuid not null,
  -- The rule of the content pack by which it goes there; null where a group goes up to the one that it reports to.
  rule text,
  title text not null check (title <> ''),
  why text not null check (why <> ''),
  kind text,
  subject uuid,
  href text not null default '',
  about_people boolean not null,
  person uuid check (person is null or about_people),
  at timestamptz not null,
  actor uuid not null
);
create index group_step_to on group_step (to_group, at desc);
create index group_step_item on group_step (item);
alter table group_step enable row level security;
alter table group_step force row level security;
create policy group_step_read on group_step for select to breakwater_app
  using ((from_collection in (select r.collection from readable_meetings r) or to_collection in (select r.collection from readable_meetings r))
    and (not about_people or 'f4c050de-f79a-8757-86af-d49ca5fd333c' in (select record from readable_collection)));
create policy group_step_add on group_step for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and from_collection in (select w.collection from manageable_meetings w)
    and item in (select i.id from agenda_item i where i.meeting in (select m.id from manageable_meeting m)));
create policy group_step_subject on group_step for select to breakwater_app
  using (person in (select id from readable_person)
    and '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from readable_collection));
grant select, insert on group_step to breakwater_app;

create table group_step_answer (
  step uuid primary key references group_step (id),
  accepted boolean not null,
  why text not null check (why <> ''),
  at timestamptz not null,
  actor uuid not null
);
alter table group_step_answer enable row level security;
alter table group_step_answer force row level security;
create policy group_step_answer_read on group_step_answer for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and step in (select s.id from group_step s));
create policy group_step_answer_add on group_step_answer for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and step in (select s.id from group_step s where s.to_collection in (select w.collection from manageable_meetings w)));
grant select, insert on group_step_answer to breakwater_app;
