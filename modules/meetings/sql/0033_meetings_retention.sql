-- How a meeting ends: its agenda, what was said and decided. An item about a record goes with that record, whenever it goes.
-- See modules/sharing/sql/0028_retention.sql.
select retention_record('meeting', 'meeting', '{id, group_key, on_day}');
select retention_part('meeting_event', 'meeting');
select retention_part('meeting_attendance', 'meeting');
select retention_part('agenda_item', 'meeting');
select retention_part('contribution', 'agenda_item');
select retention_part('decision', 'agenda_item');
select retention_part('decision_action', 'decision');
select retention_part('decision_action', 'action');
select retention_part('decision_action', 'contribution');
select retention_part('group_step', 'agenda_item');
select retention_part('group_step', 'decision');
select retention_part('group_step_answer', 'group_step');
select retention_mention('agenda_item', 'subject');
select retention_mention('agenda_item', 'person');
select retention_mention('group_step', 'subject');
select retention_mention('group_step', 'person');

-- A later meeting stays when an earlier one goes: it forgets which item it carried on and which minutes it approved.
alter table meeting_event drop constraint meeting_event_approved_in_fkey,
  add constraint meeting_event_approved_in_fkey foreign key (approved_in) references meeting (id) on delete set null;
alter table agenda_item drop constraint agenda_item_carried_from_fkey,
  add constraint agenda_item_carried_from_fkey foreign key (carried_from) references agenda_item (id) on delete set null;
do $$
declare
  name text;
begin
  select conname into strict name from pg_constraint
    where conrelid = 'agenda_item'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%carried_from%';
  execute format('alter table agenda_item drop constraint %I, add constraint %I check (carried_from is null or source = ''carried'')', name, name);
end
$$;

create view meeting_due with (security_invoker = true) as
  select m.id, 'panel_minutes'::text as schedule, 'Meeting of ' || to_char(m.on_day, 'FMDD FMMonth YYYY') || ', ' || m.group_key as title,
    m.on_day as counts_from, null::date as born, false as of_person
  from meeting m;
grant select on meeting_due to breakwater_retention;
