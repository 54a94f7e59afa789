import type { Transaction } from '#platform/database'
import type { Referral } from '../store/referrals.ts'
import { contentsOf, factsOf } from '../store/triage.ts'

/** What its maker answered, to be added to after a return. What was asked for equal treatment is not read again. */
export async function answersOf(
  tx: Transaction,
  { id, about, told_person, peer_group }: Referral,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const it = (await contentsOf(tx, [id])).get(id)
  if (it === undefined) return undefined
  const facts = await factsOf(tx, id)
  const words = (standing: string): string => facts.find(fact => fact.standing === standing)?.words ?? ''
  const [year, month, day] = it.born?.split('-') ?? []
  const all = {
    about,
    ...(told_person === null ? {} : { person: told_person }),
    ...(peer_group === null ? {} : { peerGroup: peer_group }),
    givenName: it.given_name,
    familyName: it.family_name,
    knownAs: it.known_as,
    'born-year': year,
    'born-month': it.born_precision === 'year' ? undefined : month,
    'born-day': it.born_precision === 'day' ? day : undefined,
    aboutAge: it.about_age?.toString(),
    groupName: it.group_name,
    groupShares: it.group_shares,
    aboutMany: it.about_many?.toString(),
    youngest: it.youngest?.toString(),
    oldest: it.oldest?.toString(),
    area: it.area_code,
    place: it.place,
    strengths: it.strengths,
    strengthsUnknown: it.strengths === null && about !== 'place' ? 'yes' : undefined,
    ownWords: it.own_words,
    noWords: it.no_words_why,
    seen: words('fact'),
    told: words('third party'),
    think: words('opinion'),
    kinds: [...it.kinds],
    moment: it.moment,
    momentWhen: it.moment_when,
    momentWords: it.moment_words,
    momentRoles: [...it.moment_roles],
    reachSafety: it.reach_safety,
    reachHow: it.reach_how,
    mustNotKnow: it.must_not_know,
    urgency: it.urgency,
    agrees: it.agrees,
    agreesWhy: it.agrees_why,
    informed: it.informed,
    informedWhy: it.informed_why,
    basis: it.basis,
    reachMessage: it.reach_message,
    loneParent: it.lone_parent,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined))
}
