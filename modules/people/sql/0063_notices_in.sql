-- Notices of domestic abuse reach the two others whom they concern: the forum for children who have seen violence, and whoever leads
-- the plan of a child with a new notice.
--
-- The forum's members read, with the same key of a role as the task and finish group, only the children who saw or heard it, and those
-- whom the group sends to them with its reason. They read no other step of the group and no address, and write one step of their own. The
-- day of a notice and who gave it come to them through the matcher, which reads these already.

alter table abuse_notice_event drop constraint abuse_notice_event_event_check;
alter table abuse_notice_event add constraint abuse_notice_event_event_check check (event in
  ('taken on', 'help offered', 'helped already', 'lead told', 'declined', 'to the forum', 'seen by the forum', 'nothing needed'));
create view witness_forum_seat with (security_invoker = true) as
  select m.audience as id from membership m
  where m.audience = 'ce3a7cd7-bf32-8f12-b630-b024b6a5ac8a' and m.actor = nullif(current_setting('app.actor', true), '')::uuid
    and m.starts <= now() and (m.ends is null or m.ends > now());
grant select on witness_forum_seat to breakwater_app;
drop policy abuse_notice_event_read on abuse_notice_event;
create policy abuse_notice_event_read on abuse_notice_event for select to breakwater_app
  using (exists (select from readable_collection c where c.record = 'aeb1bf4b-327d-867b-9355-6e8b33cf32b3')
    and (exists (select from task_group_seat)
      or (event in ('to the forum', 'seen by the forum') and exists (select from witness_forum_seat))));
-- The group sent this child to the forum: what opens the row there. The step says when, who and why.
alter table abuse_notice_child add column for_forum boolean not null default false;
drop policy abuse_notice_child_read on abuse_notice_child;
create policy abuse_notice_child_read on abuse_notice_child for select to breakwater_app
  using (exists (select from readable_collection c where c.record = 'aeb1bf4b-327d-867b-9355-6e8b33cf32b3')
    and (exists (select from task_group_seat)
      or ((witnessed = 'saw or heard it' or for_forum) and exists (select from witness_forum_seat))));
create policy abuse_notice_child_send on abuse_notice_child for update to breakwater_app
  using (exists (select from writable_collection w where w.record = 'aeb1bf4b-327d-867b-9355-6e8b33cf32b3')
    and exists (select from task_group_seat));
grant update (for_forum) on abuse_notice_child to breakwater_app;
drop policy abuse_notice_event_add on abuse_notice_event;
create policy abuse_notice_event_add on abuse_notice_event for insert to breakwater_app
  with check (actor = nullif(current_setting('app.actor', true), '')::uuid
    and exists (select from abuse_notice_child c where c.id = child)
    and exists (select from writable_collection w where w.record = 'aeb1bf4b-327d-867b-9355-6e8b33cf32b3')
    and case when event = 'seen by the forum' then exists (select from witness_forum_seat) else exists (select from task_group_seat) end);

-- Who leads the plan of a child with a notice, as the matcher reads it for a holder of both keys of the list: only so that the lead can
-- be told that there is news. Who it is, is shown to nobody outside the case.
drop policy case_event_plan_in_use on case_event;
create policy case_event_plan_in_use on case_event for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null
    and event in ('opened', 'held', 'resumed', 'closed', 'reopened', 'led', 'joined', 'left')
    and exists (select from case_file f where f.id = file));
grant select (member) on case_event to breakwater_matcher;
