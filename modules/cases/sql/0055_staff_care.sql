-- Looking after staff: a debrief or supervision that a worker asks for. It is about how the worker is. Only the worker and the colleague
-- whom they asked read it; there is no key to a case or to a person, and what will be done is words of a list.
-- 3dde1ff9-f1a0-8907-80c5-e264d4a76cc7 stands for all of it.

create table staff_care (
  id uuid primary key,
  kind text not null check (kind in ('debrief', 'supervision')),
  worker uuid not null,
  supporter uuid not null,
  planned_on date not null,
  -- Where it is about one case: the letters and figures of its reference, and no key.
  reference text check (reference ~ '^[0-9A-F]{6}$'),
  -- The one at which this day was agreed.
  follows uuid unique,
  at timestamptz not null,
  unique (id, worker, supporter, kind),
  check (worker <> supporter)
);
create index staff_care_worker on staff_care (worker, id);
create index staff_care_supporter on staff_care (supporter, id);
create index staff_care_day on staff_care (planned_on);

-- Whether it took place. A row is added once and never changed.
create table staff_care_answer (
  care uuid primary key references staff_care (id) on delete cascade,
  outcome text not null check (outcome in ('held', 'called off')),
  on_day date not null,
  done text[] not null check (done <@ array['time off the rota', 'a lighter caseload', 'a second worker',
    'a talk with occupational health', 'training', 'nothing needed']),
  next_on date check (next_on > on_day),
  at timestamptz not null,
  by uuid not null,
  check ((outcome = 'held') = (cardinality(done) > 0)),
  check (cardinality(done) = 1 or not 'nothing needed' = any(done)),
  unique (care, next_on),
  check (outcome = 'held' or next_on is null)
);
-- What follows is of the same two and of the same kind, on the day that was agreed, and about no case.
alter table staff_care
  add foreign key (follows, worker, supporter, kind) references staff_care (id, worker, supporter, kind) on delete set null (follows),
  add foreign key (follows, planned_on) references staff_care_answer (care, next_on) on delete set null (follows),
  add check (follows is null or reference is null);

-- The worker's own note: nobody else reads it.
create table staff_care_note (
  id uuid primary key,
  care uuid not null references staff_care (id) on delete cascade,
  worker uuid not null,
  words text not null check (length(words) between 1 and 2000),
  at timestamptz not null
);
create index staff_care_note_of on staff_care_note (care, at);

-- How many different workers had supervision in the six weeks up to the last count of a month. Below five there is no row.
create table staff_care_count (
  month date primary key check (extract(day from month) = 1),
  workers integer not null check (workers >= 5)
);

do $$
declare
  part text;
begin
  foreach part in array array['staff_care', 'staff_care_answer', 'staff_care_note', 'staff_care_count'] loop
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
  end loop;
end
$$;
grant select, insert on staff_care, staff_care_answer, staff_care_note to breakwater_app;

create policy staff_care_read on staff_care for select to breakwater_app using (
  (worker = nullif(current_setting('app.actor', true), '')::uuid or supporter = nullif(current_setting('app.actor', true), '')::uuid)
  and '3dde1ff9-f1a0-8907-80c5-e264d4a76cc7' in (select c.record from readable_collection c));
create policy staff_care_ask on staff_care for insert to breakwater_app with check (
  follows is null and worker = nullif(current_setting('app.actor', true), '')::uuid
  and '3dde1ff9-f1a0-8907-80c5-e264d4a76cc7' in (select c.record from writable_collection c));
-- The next day, which the keys above hold to what the colleague wrote down.
create policy staff_care_next on staff_care for insert to breakwater_app with check (
  follows is not null and supporter = nullif(current_setting('app.actor', true), '')::uuid
  and '3dde1ff9-f1a0-8907-80c5-e264d4a76cc7' in (select c.record from writable_collection c));

create policy staff_care_answer_read on staff_care_answer for select to breakwater_app using (
  nullif(current_setting('app.actor', true), '') is not null
  and (select true from staff_care c where c.id = staff_care_answer.care limit 1));
-- That it took place is for the colleague to say; either can call it off.
create policy staff_care_answer_add on staff_care_answer for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and '3dde1ff9-f1a0-8907-80c5-e264d4a76cc7' in (select c.record from writable_collection c)
  and (select true from staff_care c where c.id = staff_care_answer.care
    and (staff_care_answer.outcome = 'called off' or c.supporter = staff_care_answer.by) limit 1));
create policy staff_care_note_own on staff_care_note for select to breakwater_app using (
  worker = nullif(current_setting('app.actor', true), '')::uuid
  and '3dde1ff9-f1a0-8907-80c5-e264d4a76cc7' in (select c.record from readable_collection c));
create policy staff_care_note_add on staff_care_note for insert to breakwater_app with check (
  worker = nullif(current_setting('app.actor', true), '')::uuid
  and '3dde1ff9-f1a0-8907-80c5-e264d4a76cc7' in (select c.record from writable_collection c)
  and (select true from staff_care c where c.id = staff_care_note.care and c.worker = staff_care_note.worker limit 1));

-- Counted by the matcher alone, which sees who, when and whether, and not what will be done.
create policy staff_care_for_count on staff_care for select to breakwater_matcher
  using (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005');
create policy staff_care_answer_for_count on staff_care_answer for select to breakwater_matcher
  using (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005');
grant select (id, kind, worker) on staff_care to breakwater_matcher;
grant select (care, outcome, on_day) on staff_care_answer to breakwater_matcher;
create policy staff_care_count_out on staff_care_count for all to breakwater_matcher
  using (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005')
  with check (current_setting('app.actor', true) = '00000000-0000-8000-8000-000000000005');
grant select (month), insert, delete on staff_care_count to breakwater_matcher;
-- Read with the other counts of cases.
create policy staff_care_count_read on staff_care_count for select to breakwater_app using (
  'ee5d751f-3827-8fd5-998a-97bc388df866' in (select c.record from readable_collection c));
grant select on staff_care_count to breakwater_app;

-- It names nobody who is helped, so nobody has to agree that it goes: two years after its last day, with its answer and its notes.
create policy staff_care_over on staff_care for all to breakwater_retention using (
  nullif(current_setting('app.actor', true), '') is not null and planned_on < current_date - interval '2 years'
  and (select true from staff_care_answer a where a.care = staff_care.id and a.on_day >= current_date - interval '2 years' limit 1) is null);
create policy staff_care_answer_over on staff_care_answer for select to breakwater_retention
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, planned_on), delete on staff_care to breakwater_retention;
grant select (care, on_day) on staff_care_answer to breakwater_retention;
