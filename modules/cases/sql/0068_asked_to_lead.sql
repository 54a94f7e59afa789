-- Whoever is asked to take something over reads it until they say yes, and no more. What a yes gives them is put by for them when they are
-- asked, by whoever manages the record: an access row that begins in no time at all (every view of access leaves it out). Its one change
-- here is that it begins, for the one person whom it names, while nobody has taken it back.
create policy access_take_up on access for update to breakwater_app
  using (starts = 'infinity' and (ends is null or ends > now())
    and audience in (select a.id from audience a
      where a.kind = 'person' and a.key = nullif(current_setting('app.actor', true), '')))
  with check (starts <= now() and nullif(current_setting('app.actor', true), '') is not null);
grant update (starts) on access to breakwater_app;

-- A yes or a no comes from whoever was asked, who need only read the case. Whoever manages it takes the question back.
drop policy case_transfer_answer_add on case_transfer_answer;
create policy case_transfer_answer_add on case_transfer_answer for insert to breakwater_app with check (
  by = nullif(current_setting('app.actor', true), '')::uuid
  and (answer = 'withdrawn') <> ((select t.member from case_transfer t where t.id = case_transfer_answer.transfer) = by)
  and (answer <> 'withdrawn' or (select t.file from case_transfer t where t.id = case_transfer_answer.transfer)
    in (select m.record from manageable m)));

-- What is put by for a role, as nobody is left who decides about a record, is found without reading every access row of that role.
create index access_put_by on access (purpose, audience, record) where starts = 'infinity' and ends is null;
