-- When a notice's child was last parted from a record, because what was held to be one person turned out to be two: whoever was told
-- before then may lead the plan of the other.
alter table abuse_notice_child add column parted_at timestamptz;
grant update (parted_at) on abuse_notice_child to breakwater_matcher;

-- A notice that was matched before its person was found to be two stayed with one of the two by chance: it is matched anew.
update abuse_notice_child c set person = null, parted_at = p.at
from abuse_notice n, (
  select cluster, max(at) as at from (
    select r.before as cluster, e.at from cluster_event_record r join cluster_event e on e.id = r.event
    where r.before is not null group by e.id, r.before having count(distinct r.after) > 1) parted
  group by cluster) p
where n.id = c.notice and c.person = p.cluster and n.given_at < p.at;

-- Two children of one notice are never one person: where both were matched to one, it is neither's until somebody looks.
update abuse_notice_child c set person = null
from abuse_notice n, abuse_notice_child o, abuse_notice m
where n.id = c.notice and m.id = o.notice and m.agency = n.agency and m.reference = n.reference and o.person = c.person
  and lower(o.given_name || ' ' || o.family_name) <> lower(c.given_name || ' ' || c.family_name);
