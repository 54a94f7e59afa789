-- Actions: who promised to do what by when, and what became of it. An action is about a record of any module, named by kind and id.
-- Its title names nobody. Where it concerns a person, `person` is their record, for answering what is held about them.

create table action (
  id uuid primary key,
  about_kind text not null check (about_kind <> ''),
  about_id uuid not null,
  person uuid,
  title text not null check (title <> ''),
  why text not null check (why <> ''),
  owner uuid not null,
  -- The key of the group that decided it, such as grp.tactical: its members read it.
  group_key text,
  proposed_by uuid not null,
  proposed_at timestamptz not null
);
create index action_about on action (about_kind, about_id);
create index action_owner on action (owner, proposed_at desc);
create index action_proposer on action (proposed_by, proposed_at desc);
create index action_person on action (person) where person is not null;
alter table action enable row level security;
alter table action force row level security;
-- What concerns a person needs a second key: the collection "actions: people", which no analyst, board member or administrator holds.
create policy action_read on action for select to breakwater_app
  using (id in (select record from readable)
    and (person is null or '739390d3-b254-896d-ab78-d2b7f87fa0e2' in (select record from readable_collection)));
create policy action_propose on action for insert to breakwater_app
  with check (proposed_by = nullif(current_setting('app.actor', true), '')::uuid);
-- Answering somebody who asks what is held about them (the collection "sharing: subject access").
create policy action_subject on action for select to breakwater_app
  using (person in (select id from readable_person) and '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select record from readable_collection));
grant select, insert on action to breakwater_app;

-- What happened to it, without words, so that how many were done in time can be counted without reading any.
create table action_event (
  id uuid primary key,
  action uuid not null references action (id),
  at timestamptz not null,
  actor uuid not null,
  event text not null
    check (event in ('proposed', 'accepted', 'declined', 'started', 'done', 'sent back', 'verified', 'moved', 'withdrawn')),
  -- The day by which it is to be done: when it is proposed, and each time that day moves.
  due date check ((due is not null) = (event in ('proposed', 'moved')))
);
create index action_event_action on action_event (action, at);
alter table action_event enable row level security;
alter table action_event force row level security;
create policy action_event_read on action_event for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and action in (select a.id from action a));
-- The collection "actions: figures".
create policy action_event_count on action_event for select to breakwater_app
  using ('861b7639-cbb9-8254-872c-82e38d68d56a' in (select record from readable_collection));
-- The owner answers and does; whoever manages it moves or withdraws it; the owner never checks their own work.
create policy action_event_add on action_event for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from action a where a.id = action_event.action and case
      when event = 'proposed' then a.proposed_by = actor
      when event in ('moved', 'withdrawn') then a.id in (select record from manageable)
      when event in ('verified', 'sent back') then a.owner <> actor and a.id in (select record from readable)
      else a.owner = actor end));
grant select, insert on action_event to breakwater_app;

-- Why it was declined, what was done, why the day moved.
create table action_words (
  event uuid primary key references action_event (id),
  action uuid not null references action (id),
  words text not null check (words <> '')
);
create index action_words_action on action_words (action);
alter table action_words enable row level security;
alter table action_words force row level security;
create policy action_words_read on action_words for select to breakwater_app
  using (nullif(current_setting('app.actor', true), '') is not null and action in (select a.id from action a));
create policy action_words_add on action_words for insert to breakwater_app
  with check (exists (select from action_event e where e.id = action_words.event and e.action = action_words.action
    and e.actor = nullif(current_setting('app.actor', true), '')::uuid));
grant select, insert on action_words to breakwater_app;
