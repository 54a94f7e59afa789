-- Whether anything was written down about a child of a notice: the matcher sees that it was, so that a load of notices is not taken out
-- from under the work of the group. It reads neither what was done nor a word of it.
create policy abuse_notice_event_matcher on abuse_notice_event for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (child) on abuse_notice_event to breakwater_matcher;
