-- A reachable moment whose time has passed is told by the clock. It reads who was to go, by when and on which file, and no word about
-- anybody.
create policy reachable_moment_clock on reachable_moment for select to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, event, file, opened_at, hours, goer, outcome) on reachable_moment to breakwater_worker;
create policy moment_step_clock on moment_step for select to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, moment, step, goer, at) on moment_step to breakwater_worker;
create policy life_event_clock on life_event for select to breakwater_worker
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (id, struck_at) on life_event to breakwater_worker;
