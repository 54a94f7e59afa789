-- A parent or carer, too, is asked whether another parent or carer may read their words. Until now nobody asked, so nobody said yes.
alter table identity_talk drop constraint identity_talk_check1;
update identity_talk set shown_to_carer = false where voice = 'carer';
