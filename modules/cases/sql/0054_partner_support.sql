-- Support of a partner or former partner of somebody who takes part in a programme for people who use abuse at home. It is a record of
-- its own with an audience of its own. Whoever reads the case of the person on the programme reads none of it, and cannot tell that it
-- exists. From the case comes, one way, what the programme tells; whoever writes that cannot read it again.
-- 9889cce5-06ed-80c5-8e6f-a2f5db6a4e3c stands for all of it.

-- What the programme tells. A request and a safety concern are given to the team of one service; the rest, which follows from the case by
-- itself, is read by whoever supports a partner there.
create table programme_news (
  id uuid primary key,
  file uuid not null references case_file (id) on delete cascade,
  what text not null check (what in ('ask', 'concern', 'began', 'came', 'missed', 'paused', 'went on', 'ended')),
  words text not null check (length(words) <= 2000),
  on_day date not null,
  at timestamptz not null,
  by uuid not null,
  unique (id, file),
  check ((what in ('ask', 'concern')) = (words <> ''))
);
create index programme_news_of on programme_news (file, on_day desc, id desc);

-- The support itself, beside what was sent. `about` is the case as an opaque id: when the case goes, the support stays, and does not hold
-- it back.
create table partner_support (
  id uuid primary key,
  person uuid not null references person_record (id),
  about uuid not null,
  sent uuid,
  opened_on date not null,
  opened_at timestamptz not null,
  opened_by uuid not null,
  foreign key (sent, about) references programme_news (id, file) on delete set null (sent)
);
create index partner_support_sent on partner_support (sent);
create index partner_support_about on partner_support (about);
create index partner_support_person on partner_support (person);

-- What the partner chose, each time that they were asked. How to reach them safely, and who must not know, stands with their record.
create table partner_choice (
  id uuid primary key,
  support uuid not null references partner_support (id) on delete cascade,
  answer text not null check (answer in ('wants contact', 'not now', 'no contact', 'not asked yet')),
  own_words text not null,
  no_words_why text not null,
  how text not null check (how <> ''),
  answered_on date not null,
  at timestamptz not null,
  by uuid not null,
  check ((own_words = '') <> (no_words_why = ''))
);
create index partner_choice_of on partner_choice (support, at);

create table partner_event (
  id uuid primary key,
  support uuid not null references partner_support (id) on delete cascade,
  event text not null check (event in ('tried', 'talked', 'safety plan', 'helped', 'acted', 'ended', 'again')),
  words text not null check (words <> ''),
  -- The safety concerns that were read before somebody acted: one that came in the meantime still waits.
  answers uuid[] not null default '{}',
  on_day date not null,
  at timestamptz not null,
  by uuid not null,
  check ((event = 'acted') = (cardinality(answers) > 0))
);
create index partner_event_of on partner_event (support, at);

do $$
declare
  part text;
begin
  foreach part in array array['programme_news', 'partner_support', 'partner_choice', 'partner_event'] loop
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format('grant select, insert on %I to breakwater_app', part);
  end loop;
end
$$;

create policy partner_support_read on partner_support for select to breakwater_app using (
  (select true from readable r where r.record = partner_support.id limit 1)
  and '9889cce5-06ed-80c5-8e6f-a2f5db6a4e3c' in (select c.record from readable_collection c));
-- The partner's own request is answered with it; nobody else's is.
create policy partner_support_subject on partner_support for select to breakwater_app using (
  (select true from readable_person p where p.id = partner_support.person)
  and '24c89a3f-219e-8a0a-abd3-6012668cbac9' in (select c.record from readable_collection c));
-- The wall: whoever was given the case reads nothing of this, whatever team they are in.
create policy partner_support_wall on partner_support as restrictive for select to breakwater_app using (
  (select true from readable r where r.record = partner_support.about limit 1) is null);
-- Only beside a case of which the service was told: nobody can open support beside any case to learn about it.
create policy partner_support_open on partner_support for insert to breakwater_app with check (
  opened_by = nullif(current_setting('app.actor', true), '')::uuid
  and '9889cce5-06ed-80c5-8e6f-a2f5db6a4e3c' in (select c.record from writable_collection c)
  and (select true from writable_person w where w.id = partner_support.person)
  and (select true from readable r where r.record = partner_support.sent limit 1));

create policy programme_news_tell on programme_news for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and (select true from writable_case w where w.id = programme_news.file));
create policy programme_news_sent on programme_news for select to breakwater_app using (
  (select true from readable r where r.record = programme_news.id limit 1)
  and '9889cce5-06ed-80c5-8e6f-a2f5db6a4e3c' in (select c.record from readable_collection c));
create policy programme_news_of_support on programme_news for select to breakwater_app using (
  '9889cce5-06ed-80c5-8e6f-a2f5db6a4e3c' in (select c.record from readable_collection c)
  and (select true from partner_support s where s.about = programme_news.file limit 1));
create policy programme_news_wall on programme_news as restrictive for select to breakwater_app using (
  (select true from readable r where r.record = programme_news.file limit 1) is null);

create view writable_partner_support with (security_invoker = true) as
  select s.id from partner_support s
  where exists (select from writable w where w.record = s.id)
    and '9889cce5-06ed-80c5-8e6f-a2f5db6a4e3c' in (select c.record from writable_collection c);
grant select on writable_partner_support to breakwater_app;
do $$
declare
  part text;
begin
  foreach part in array array['partner_choice', 'partner_event'] loop
    execute format('create policy %I on %I for select to breakwater_app using (nullif(current_setting(''app.actor'', true), '''') is not null
      and (select true from partner_support s where s.id = %I.support))', part || '_read', part, part);
    execute format('create policy %I on %I for insert to breakwater_app with check (
      by = nullif(current_setting(''app.actor'', true), '''')::uuid
      and (select true from writable_partner_support w where w.id = %I.support))', part || '_add', part, part);
  end loop;
end
$$;

-- How it ends: news go with the case that told them, and support by a time of its own.
select retention_part('programme_news', 'case_file');
select retention_record('partner_support', 'partner support', '{id, person, opened_on}');
select retention_part('partner_choice', 'partner_support');
select retention_part('partner_event', 'partner_support');
grant select (event, at, on_day) on partner_event to breakwater_retention;
select retention_waits('partner_support', 'person', 'person_record');
create view partner_support_due with (security_invoker = true) as
  select s.id, case when ended.on_day >= p.born + interval '18 years' then 'adult_case' else 'child_case' end as schedule,
    'Support of one person, opened on ' || to_char(s.opened_on, 'FMDD FMMonth YYYY') as title,
    ended.on_day as counts_from, p.born, true as of_person
  from partner_support s join person_record p on p.id = s.person
  cross join lateral (select (select case when e.event = 'ended' then e.on_day end from partner_event e
    where e.support = s.id and e.event in ('ended', 'again') order by e.at desc, e.id desc limit 1) as on_day) ended;
grant select on partner_support_due to breakwater_retention;
