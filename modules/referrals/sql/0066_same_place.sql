-- Others of the same place or the same group of friends, an other referral by its reference, and somebody who can be reached while
-- nobody is named who goes.

-- A place, or the name of a group, without marks and capitals: two that were written alike have the same. Nobody's name stands in it.
alter table referral_content add column called_key text generated always as (
  nullif(trim(regexp_replace(lower(coalesce(group_name, place)), '[^a-z0-9]+', ' ', 'g')), '')) stored;
-- Looking for others begins in the area, the newest first, or at the same words.
create index referral_content_area on referral_content (area_code, referral) where area_code is not null;
create index referral_content_called on referral_content (called_key, referral) where called_key is not null;
alter table referral_work add column reference text not null generated always as (upper(right(referral::text, 6))) stored;
create index referral_work_reference on referral_work (reference);

-- How somebody may be reached without harm, and whether a young person brings up a child alone: asked where it fits.
alter table referral_content add column reach_message text;
alter table referral_content add column lone_parent text;
-- It goes with whoever is helped: those who choose the kind of help in a case read no word of its referral.
grant select (lone_parent) on referral_content to breakwater_matcher;

-- What to know before an event of a life is read.
alter table life_event add column content_note text not null default '';

-- They can be reached now, and nobody is named who goes. Worked out at set-up for what was there before.
alter table referral_work add column nobody_goes boolean;
create index referral_work_nobody_goes on referral_work (due_key, referral) where waits <> 'nothing' and nobody_goes;
create index referral_work_goes_unknown on referral_work (referral) where nobody_goes is null;
grant select (moment, moment_when) on referral_content to breakwater_matcher;
create policy referral_moment_for_work on referral_moment for select to breakwater_matcher
  using (nullif(current_setting('app.actor', true), '') is not null);
grant select (referral, goer, outcome) on referral_moment to breakwater_matcher;

-- The short form never asked what happened, and was stored as if somebody had said that nothing did. What came by a link came by that form.
update outside_referral set answers = jsonb_set(answers, '{moment}', '"not-asked"') where answers ->> 'moment' = 'none';
update referral_content c set moment = 'not-asked' from referral r
  where r.id = c.referral and r.outside is not null and c.moment = 'none'
    and not exists (select from referral_event e where e.referral = r.id and e.event = 'added to');

-- The id of what was sent by a link: a second press of its button, or a reload, is answered by the same reference.
alter table asking_link add column sent_as uuid;
grant update (sent_as) on asking_link to breakwater_sign_in;

-- Taken up although nobody answered: the organisation is rung again until it says whether it is theirs.
alter table referral_work drop constraint referral_work_waits_check;
alter table referral_work add constraint referral_work_waits_check
  check (waits in ('sorting', 'telling', 'answer', 'more', 'group', 'opening', 'ringing', 'nothing'));

-- Who must not know, or that nobody may get in touch, as a referral told it from which a case is open: where another record than one
-- made from it was chosen, nobody who works on the case could read it.
insert into person_contact (id, person, kind, value, safety, must_not_know)
  select gen_random_uuid(), r.person, 'through-someone', coalesce(c.reach_how, 'Nobody has said how'),
    case when c.reach_safety in ('safe', 'never') then c.reach_safety else 'ask-first' end, coalesce(c.must_not_know, '')
  from referral r join referral_content c on c.referral = r.id
  where r.person is not null and (c.must_not_know is not null or c.reach_safety = 'never')
    and exists (select from person_record p where p.id = r.person)
    and exists (select from referral_work w where w.referral = r.id and w.state = 'being helped')
    and not exists (select from person_contact p where p.person = r.person and p.must_not_know = coalesce(c.must_not_know, '')
      and (p.safety = 'never' or c.reach_safety is distinct from 'never'));
